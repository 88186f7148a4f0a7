"""The report that the user named, read; on a terminal a line shows the page being recognised."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from scorer.cli.console import STANDARD_INPUT, width
from scorer.model.document import Source
from scorer.reading import DEFAULT_LIMITS, Limits, Watch, read, read_bytes, unwatched


def read_report(report: str, stdin_name: str, limits: Limits = DEFAULT_LIMITS) -> Source:
    """Return the report that the user named, `-` being standard input."""
    with watched() as watch:
        if report == STANDARD_INPUT:
            data = sys.stdin.buffer.read(limits.file_bytes + 1)
            return read_bytes(data, stdin_name, limits, watch)
        return read(Path(report), limits=limits, watch=watch)


@contextmanager
def watched() -> Iterator[Watch]:
    """Give what shows the page that is being recognised; the line is gone afterwards."""
    if not sys.stderr.isatty():
        yield unwatched
        return
    shown: list[int] = []
    try:
        yield lambda page, pages: shown.append(_show(line(page, pages)))
    finally:
        if shown:
            click.echo("\r" + " " * shown[-1] + "\r", nl=False, err=True)


def line(page: int, pages: int) -> str:
    """Return what is shown while *page* of *pages* is recognised."""
    return f"正在识别图像中的文字：第 {page} 页，共 {pages} 页（每页要用几秒）"


def _show(text: str) -> int:
    """Show *text* in the place of what stood there; return how many cells it may take."""
    from scorer.rendering.cells import cut, pad  # noqa: PLC0415  (few reports are recognised)

    room = width() - 1
    click.echo("\r" + pad(cut(text, room), room), nl=False, err=True)
    return room
