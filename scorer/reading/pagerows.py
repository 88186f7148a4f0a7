"""Pieces of text on one height → lines and cells: what belongs together is joined.

A piece is a line of its own where the lines above and below leave the same strip free, as the
columns of a table do; in running text a wide space is only a stretched one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from scorer.reading.pageline import Line

GAP = 0.6  # ems; what stands closer was never apart
NEAR = 3.5  # heights of a line; what is further away says nothing about a table
ALONE = 2.0  # ems, where neither line above nor below tells


def joined_rows(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return *lines* with the pieces of a printed line joined; the order stays."""
    if all(map(Line.below, lines[1:], lines)):
        return tuple(lines)
    rows = list(_rows(lines))
    if len(rows) == len(lines):
        return tuple(lines)
    return tuple(line for row in rows for line in _lines(row, lines))


def _rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the stretches of *lines* that stand on one height, each from left to right."""
    row: list[Line] = []
    for line in lines:
        if row and (line.below(row[-1]) or not _level(line, row[-1])):
            yield sorted(row, key=lambda line: line.left)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda line: line.left)


def _level(line: Line, other: Line) -> bool:
    return line.beside(other) or _touches(line, other)


def _touches(line: Line, other: Line) -> bool:
    """Whether two pieces on one height overlap a little, as the letters of two fonts may."""
    overlap = min(line.bottom, other.bottom) - max(line.top, other.top)
    same = 2 * overlap > max(line.height, other.height)
    across = min(line.right, other.right) - max(line.left, other.left)
    return same and across < min(line.em, line.right - line.left, other.right - other.left)


def _lines(row: Sequence[Line], page: Sequence[Line]) -> Iterator[Line]:
    """Yield what of *row* stands together."""
    whole = row[0]
    for before, now in pairwise(row):
        if _apart(before, now, page):
            yield whole
            whole = now
        else:
            whole = _join(whole, now)
    yield whole


def _apart(before: Line, now: Line, page: Sequence[Line]) -> bool:
    gap = now.left - before.right
    if gap < GAP * now.em:
        return False
    reach = NEAR * max(before.height, now.height)
    above = [
        line for line in page if 0 < now.middle - line.middle < reach and line.bottom < now.middle
    ]
    below = [
        line for line in page if 0 < line.middle - now.middle < reach and line.top > now.middle
    ]
    if not above and not below:
        return gap >= ALONE * now.em
    return any(_columns(near, before.right, now.left, now.em / 2) for near in (above, below))


def _columns(near: Sequence[Line], left: float, right: float, slack: float) -> bool:
    """Whether in the lines *near* a column begins between *left* and *right*, beside another."""
    starts = (line.left for line in near if left - slack <= line.left <= right + slack)
    return any(
        any(line.right <= start for line in near)
        and not any(line.left < start < line.right for line in near)
        for start in starts
    )


def _join(line: Line, other: Line) -> Line:
    apart = line.text[-1:].isascii() and other.text[:1].isascii() and line.right < other.left
    return line._replace(
        text=line.text + (" " if apart else "") + other.text,
        top=min(line.top, other.top),
        right=max(line.right, other.right),
        bottom=max(line.bottom, other.bottom),
        em=max(line.em, other.em) if line.text.isascii() else line.em,
    )
