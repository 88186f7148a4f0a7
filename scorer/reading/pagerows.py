"""Pieces of text on one height → lines and cells: what belongs together is joined.

A piece is a line of its own where the lines above and below leave the same strip free, as the
columns of a table do; in running text a wide space is only a stretched one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from scorer.reading.pageline import Line

GAP = 1.0  # ems; what stands closer was never apart
NEAR = 2.5  # heights of a line; what is further away says nothing about a table
ALONE = 2.0  # ems, where neither line above nor below tells

Row = Sequence[Line]


def joined_rows(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return *lines* with the pieces of a printed line joined; the order stays."""
    rows = list(_rows(lines))
    if len(rows) == len(lines):
        return tuple(lines)
    around: list[Row] = [(), *rows, ()]
    return tuple(
        line
        for above, row, below in zip(around, rows, around[2:], strict=False)
        for line in _lines(row, above, below)
    )


def _rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the stretches of *lines* that stand on one height, each from left to right."""
    row: list[Line] = []
    for line in lines:
        if row and not line.beside(row[-1]) and not _touches(line, row[-1]):
            yield sorted(row, key=lambda line: line.left)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda line: line.left)


def _touches(line: Line, other: Line) -> bool:
    """Whether two pieces on one height overlap a little, as the letters of two fonts may."""
    overlap = min(line.bottom, other.bottom) - max(line.top, other.top)
    same = 2 * overlap > max(line.height, other.height)
    across = min(line.right, other.right) - max(line.left, other.left)
    return same and across < min(line.em, line.right - line.left, other.right - other.left)


def _lines(row: Row, above: Row, below: Row) -> Iterator[Line]:
    """Yield what of *row* stands together."""
    whole = row[0]
    for before, now in pairwise(row):
        if _apart(before, now, above, below):
            yield whole
            whole = now
        else:
            whole = _join(whole, now)
    yield whole


def _apart(before: Line, now: Line, above: Row, below: Row) -> bool:
    gap = now.left - before.right
    if gap < GAP * now.em:
        return False
    near = [row for row in (above, below) if row and _near(row[0], now)]
    if not near:
        return gap >= ALONE * now.em
    return not all(_crossed(row, before.right, now.left) for row in near)


def _near(line: Line, other: Line) -> bool:
    return abs(line.middle - other.middle) < NEAR * max(line.height, other.height)


def _crossed(row: Row, left: float, right: float) -> bool:
    """Whether a piece of *row* covers the strip from *left* to *right*."""
    return any(line.left < left and line.right > right for line in row)


def _join(line: Line, other: Line) -> Line:
    apart = line.text[-1:].isascii() and other.text[:1].isascii() and line.right < other.left
    return replace(
        line,
        text=line.text + (" " if apart else "") + other.text,
        top=min(line.top, other.top),
        right=max(line.right, other.right),
        bottom=max(line.bottom, other.bottom),
        em=max(line.em, other.em) if line.text.isascii() else line.em,
    )
