"""Tables inside a report: a row or column 合计 against the numbers above or beside it.

Files tell cells, not rows: the number of columns is the only one at which the first row and the
first column are words and everything else is numbers. Where there is none, or several, nothing is
said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from scorer.checks.figures_objection import plain
from scorer.model.document import Document, Role, Span
from scorer.understanding.figure_language import TotalWords

_NUMBER = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)([^\d%]{0,3})")
_MOST_COLUMNS = 12
_FEWEST_ROWS = 3  # heads, at least one row, sums
_NOTHING = frozenset("-—/")
_BAR = "|"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and place; `value` is None for words."""

    text: str
    span: Span
    value: Decimal | None


Grid = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class TableObjection:
    """A sum in a table that its numbers do not add up to."""

    message: str
    span: Span


def wrong_sums(document: Document, words: TotalWords) -> Iterator[TableObjection]:
    """Yield an objection for every sum in the tables of *document* that does not hold."""
    for grid in (*_tables(document), *_barred(document)):
        yield from _checked(grid, words)
        if grid[0][-1].text in words.tabled:
            yield from _checked(list(zip(*grid, strict=True)), words)


def _checked(grid: Grid, words: TotalWords) -> Iterator[TableObjection]:
    """Check the columns of *grid* where its last row is one of sums."""
    if grid[-1][0].text not in words.tabled or len(grid) < _FEWEST_ROWS:
        return
    for column in list(zip(*grid, strict=True))[1:]:
        head, total, parts = column[0], column[-1], column[1:-1]
        values = [cell.value for cell in parts if cell.value is not None]
        full = len(values) == len([cell for cell in parts if cell.text not in _NOTHING])
        if total.value is None or not values or not full or sum(values) == total.value:
            continue
        terms = "+".join(plain(value) for value in values)
        gap = plain(abs(sum(values, Decimal(0)) - total.value))
        message = (
            f"表中“{head.text}”：{terms}={plain(sum(values, Decimal(0)))}，"
            f"与{grid[-1][0].text} {plain(total.value)} 相差 {gap}"
        )
        yield TableObjection(message, total.span)


def _tables(document: Document) -> Iterator[Grid]:
    """Yield the tables that stand in *document* as cells one after another."""
    run: list[Cell] = []
    for paragraph in document.paragraphs:
        if document.clean.block_at(paragraph.start).role is Role.CELL:
            run.append(_cell(document, paragraph))
            continue
        yield from _grid(run)
        run = []
    yield from _grid(run)


def _barred(document: Document) -> Iterator[Grid]:
    """Yield the tables that are written with bars: | 类别 | 件数 |."""
    rows: list[list[Cell]] = []
    for paragraph in document.paragraphs if _BAR in document.text else ():
        row = _bar_row(document, paragraph)
        if rows and (not row or len(row) != len(rows[-1])):
            yield from _sound(rows)
            rows = []
        if row and any(cell.text.strip("-：") for cell in row):
            rows.append(row)
    yield from _sound(rows)


def _bar_row(document: Document, paragraph: Span) -> list[Cell]:
    text = document.text[paragraph.start : paragraph.end]
    bars = [at for at, char in enumerate(text) if char == _BAR]
    if len(bars) < 2:  # noqa: PLR2004
        return []
    edges = [*([] if text.startswith(_BAR) else [-1]), *bars]
    edges += [] if text.rstrip().endswith(_BAR) else [len(text)]
    return [
        _cell(document, Span(paragraph.start + begin + 1, paragraph.start + end))
        for begin, end in pairwise(edges)
    ]


def _sound(rows: Sequence[Sequence[Cell]]) -> Iterator[Grid]:
    if len(rows) >= _FEWEST_ROWS and _is_grid(rows):
        yield rows


def _grid(run: Sequence[Cell]) -> Iterator[Grid]:
    """Yield *run* in rows if there is exactly one number of columns that makes a table of it."""
    fitting = [
        rows
        for width in range(2, min(_MOST_COLUMNS, len(run) // _FEWEST_ROWS) + 1)
        if len(run) % width == 0
        and _is_grid(rows := [run[at : at + width] for at in range(0, len(run), width)])
    ]
    if len(fitting) == 1:
        yield fitting[0]


def _is_grid(rows: Grid) -> bool:
    """Return whether the first row and column are words, and all else numbers or nothing."""
    heads = [*rows[0], *(row[0] for row in rows)]
    inner = [cell for row in rows[1:] for cell in row[1:]]
    return all(cell.value is None for cell in heads) and all(
        cell.value is not None or cell.text in _NOTHING or "%" in cell.text for cell in inner
    )


def _cell(document: Document, span: Span) -> Cell:
    text = document.text[span.start : span.end].strip()
    found = _NUMBER.fullmatch(text)
    return Cell(text, span, Decimal(found[1].replace(",", "")) if found else None)
