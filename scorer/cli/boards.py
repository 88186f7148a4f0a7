"""Boards in files: which, where, made from the results of a batch; old ones do not stay behind."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

import click

from scorer.cli.console import now
from scorer.cli.outputs import STDOUT, Output, plan, report_failures, write_made
from scorer.fleet.board.build import Wording, build
from scorer.fleet.state import State
from scorer.fleet.summary import SUMMARY
from scorer.fleet.values import Status
from scorer.fleet.whatif import WHAT_IF
from scorer.model.errors import RenderError
from scorer.reading import READERS
from scorer.rendering.board import BOARD_FORMATS, render_board
from scorer.rendering.board.shapes import Board

_WRITTEN = "boards"  # in the state: the boards that stand in the folder of results
_EVERY = 20  # reports between two words about the progress


def board_outputs(targets: Sequence[str], formats: Sequence[str] = ()) -> tuple[Output, ...]:
    """Return which boards to write where; raises click.UsageError where that cannot be."""
    outputs = plan(targets, formats, "排名")
    for output in outputs:
        if output.format not in BOARD_FORMATS:
            known = "、".join(BOARD_FORMATS)
            raise click.UsageError(f"排名没有 {output.format} 格式；可用：{known}")
        path = Path(output.target)
        result_of_report = Path(path.stem).suffix.lower() in READERS
        if path.name in {SUMMARY, WHAT_IF} or result_of_report:
            raise click.UsageError(
                f"“{path.name}”是批量结果的文件名；请换一个，如 排名{path.suffix}"
            )
    return outputs


def inside(outputs: Sequence[Output], folder: Path) -> tuple[Output, ...]:
    """Return *outputs* with bare file names moved into *folder*."""
    return tuple(
        replace(each, target=str(folder / each.target))
        if each.target != STDOUT and Path(each.target).name == each.target
        else each
        for each in outputs
    )


def made_board(state: State, wording: Wording | None = None) -> Board:
    """Return the board of the results in *state*; how far it is, is told on a terminal."""
    noted = state.about("assessed_at")
    moment = now()
    if noted:
        moment = moment.fromisoformat(noted)
    return build(state, moment, wording, _ticker(state.count(Status.DONE)))


def _ticker(total: int) -> Callable[[], None]:
    """Return what counts the reports whose passages are compared, told on a terminal only."""
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        if sys.stderr.isatty() and (done % _EVERY == 0 or done == total):
            click.echo(f"\r比对相同段落 {done}/{total}", nl=done == total, err=True)

    return tick


def write_boards(board: Board, outputs: Sequence[Output], state: State) -> int:
    """Write *board* to *outputs* and note those in the folder of results; return the status."""
    folder, failures = state.folder, list[RenderError]()
    for output in outputs:
        based = replace(board, base=_base(output, folder))
        failures += write_made(partial(render_board, based), [output])
    names = {Path(o.target).name for o in outputs if Path(o.target).resolve().parent == folder}
    state.note(**{_WRITTEN: json.dumps(sorted(names | set(_written(state))), ensure_ascii=False)})
    return report_failures(failures)


def forget_boards(state: State) -> None:
    """Remove the boards that earlier results gave: they would look like those of new ones."""
    for name in _written(state):
        with suppress(OSError):  # the user took it away already
            (state.folder / name).unlink()
    state.note(**{_WRITTEN: ""})


def _written(state: State) -> list[str]:
    names: list[str] = json.loads(state.about(_WRITTEN) or "[]")
    return names


def _base(output: Output, folder: Path) -> str:
    """Return the address that leads from the place of *output* to *folder*."""
    if output.target == STDOUT:
        return ""
    try:
        way = Path(os.path.relpath(folder, Path(output.target).resolve().parent)).as_posix()
    except ValueError:  # another drive
        return folder.as_uri() + "/"
    return "" if way == "." else quote(way) + "/"
