"""The command line: the only place that prints, exits, asks the clock or reads the environment."""

from __future__ import annotations

import errno
import gc
import os
import sys

import click

from scorer.cli import chinese
from scorer.cli.app import app
from scorer.model.errors import ScorerError

__all__ = ["main"]

COLLECT_AFTER = 100_000  # new objects; a run that ends soon need not look for garbage cycles often


def main() -> None:
    """Run `scorer`; whatever a user can mend ends in one message and exit status 2."""
    _open_missing_streams()
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
    try:
        status = app.main(prog_name="scorer", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        status = 2
    except click.ClickException as error:
        click.echo(f"错误：{chinese.explain(error)}", err=True)
        status = 2
    except click.Abort:
        click.echo("已中断。", err=True)
        status = 130
    except ScorerError as error:
        click.echo(f"错误：{error}", err=True)
        status = error.exit_code
    except OSError as error:
        status = _not_shown(error) if error.filename is None else _not_reached(error)
    gc.freeze()  # the process ends and takes its memory along: nothing is left to search
    sys.exit(status if isinstance(status, int) else 0)


def _open_missing_streams() -> None:
    """Open what the caller closed: no input, no place for results."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  (lasts)
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  (lasts)


def _not_shown(error: OSError) -> int:
    """Say that standard output takes no more; a reader that has seen enough is not told."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 141
    reason = "磁盘已满" if error.errno == errno.ENOSPC else error.strerror or str(error)
    click.echo(f"错误：结果写不出来：{reason}。请检查标准输出和磁盘", err=True)
    return 2


def _not_reached(error: OSError) -> int:
    reason = "没有权限" if isinstance(error, PermissionError) else error.strerror or str(error)
    click.echo(f"错误：{error.filename}：{reason}。请检查路径和权限", err=True)
    return 2
