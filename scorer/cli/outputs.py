"""Where results go: which format to which file, written whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from scorer.model.errors import RenderError
from scorer.model.result import Scorecard
from scorer.rendering import FORMATS, SHIPPED, Look, render
from scorer.wholefile import reason_and_remedy, write_whole

STDOUT = "-"
BINARY = frozenset({"pdf", "xlsx"})


@dataclass(frozen=True, slots=True)
class Output:
    """One result to write: `target` is a path or `-`."""

    format: str
    target: str


def plan(targets: Sequence[str], formats: Sequence[str], report: str = "") -> tuple[Output, ...]:
    """Return what to write where; raises click.UsageError where that cannot be told.

    A target's suffix names its format; formats left over go to targets without one, then to stdout.
    A target that ends with / is a folder: every format goes there, named like *report*.
    """
    folders = [target for target in dict.fromkeys(targets) if target.endswith(("/", os.sep))]
    if folders:
        inside = _inside(folders, formats, report)
        named = [target for target in targets if target not in folders]
        return inside + (plan(named, ()) if named else ())
    left = list(dict.fromkeys(formats))
    outputs: list[Output] = []
    unnamed: list[str] = []
    for target in dict.fromkeys(targets):
        suffix = Path(target).suffix.lower().removeprefix(".")
        if target != STDOUT and suffix in FORMATS:
            outputs.append(Output(suffix, target))
            left = [name for name in left if name != suffix]
        else:
            unnamed.append(target)
    for target in unnamed:
        if not left:
            raise click.UsageError(_no_format(target))
        outputs.append(Output(left.pop(0), target))
    outputs.extend(Output(name, STDOUT) for name in left)
    if sum(output.target == STDOUT for output in outputs) > 1:
        raise click.UsageError("标准输出一次只能写一种格式；其余的请用 -o 指定文件")
    return tuple(outputs)


def _inside(folders: Sequence[str], formats: Sequence[str], report: str) -> tuple[Output, ...]:
    if not formats:
        raise click.UsageError(f"-o {folders[0]} 是文件夹；要同时用 -f 指定格式，可写多个")
    stem = Path(report).stem.strip("-") or "评分表"
    return tuple(
        Output(name, str(Path(folder) / f"{stem}.{name}"))
        for folder in folders
        for name in dict.fromkeys(formats)
    )


def _no_format(target: str) -> str:
    if target == STDOUT:
        return f"-o - 要同时用 -f 指定格式：{'、'.join(FORMATS)}"
    return f"从“{target}”的后缀看不出格式；可用的后缀：{'、'.join('.' + name for name in FORMATS)}"


def check_targets(outputs: Sequence[Output], report: str) -> None:
    """Raise click.UsageError where an output would overwrite the report or binary the terminal."""
    for output in outputs:
        target = Path(output.target)
        if output.target == STDOUT:
            if output.format in BINARY and sys.stdout.isatty():
                raise click.UsageError(
                    f"{output.format} 不能显示在屏幕上；请用 -o 文件.{output.format}"
                )
        elif _same(target, report):
            raise click.UsageError(f"-o {output.target} 就是报告本身，会把它覆盖；请换一个文件名")
        elif _is_folder(target):
            raise click.UsageError(
                f"-o {output.target} 是文件夹；请写文件名，如 {target / '评分表.pdf'}"
            )


def _same(target: Path, report: str) -> bool:
    try:
        return target.samefile(report)
    except OSError:
        return False


def _is_folder(target: Path) -> bool:
    try:
        return target.is_dir()
    except OSError:  # told when it is written
        return False


def write_all(
    card: Scorecard, outputs: Sequence[Output], look: Look = SHIPPED
) -> list[RenderError]:
    """Write every output of *card* that can be made, PDF last; return what could not be."""
    return write_made(lambda fmt: render(card, fmt, look), outputs)


def write_made(make: Callable[[str], bytes], outputs: Sequence[Output]) -> list[RenderError]:
    """Write what *make* returns for each output's format; return what could not be written."""
    failures: list[RenderError] = []
    for output in sorted(outputs, key=lambda each: each.format in BINARY):
        try:
            _write(make(output.format), output)
        except RenderError as error:
            failures.append(error)
        except OSError as error:
            failures.append(_not_written(output, error))
    return failures


def report_failures(failures: Sequence[RenderError]) -> int:
    """Print what could not be written; return the exit status."""
    for failure in failures:
        click.echo(f"错误：{failure}", err=True)
    return 2 if failures else 0


def _not_written(output: Output, error: OSError) -> RenderError:
    reason, remedy = reason_and_remedy(error)
    where = "标准输出" if output.target == STDOUT else output.target
    return RenderError(where, reason, remedy)


def _write(data: bytes, output: Output) -> None:
    if output.target == STDOUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(output.target)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not target.is_file():
        _pour(data, target)
    else:
        write_whole(data, Path(os.path.realpath(target)))
    click.echo(f"已写出：{target}", err=True)


def _pour(data: bytes, target: Path) -> None:
    """Write into a device or pipe, which must stay what it is; do not wait for a pipe's reader."""
    handle = os.open(target, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "wb") as file:
        if hasattr(os, "O_NONBLOCK"):
            os.set_blocking(handle, True)
        file.write(data)
