"""A page's lines → flows in reading order: the body, columns, the cells of tables.

A file's own order is kept where it can be read downwards; cells that are written one after the
other are then read row by row, each whole. Otherwise the place on the page decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scorer.model.document import Role
from scorer.reading.pageline import Line

FEWEST_IN_COLUMN = 6  # lines; what stands beside something else and is shorter is a table's cell
FIRST_LINE = 2.5  # ems by which the first line of a column may be set in
_LOOSE = 1.5  # heights of a line; a wider space ends what stands in a cell

# What stands beside a line: stretches of the page's width, by the line's identity.
Aside = Mapping[int, Sequence[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines that are read downwards; `boxed` says that something else stands beside them."""

    lines: tuple[Line, ...]
    boxed: bool

    @property
    def role(self) -> Role:
        """Whether this is running text or a table's cell."""
        return Role.CELL if self.boxed and len(self.lines) < FEWEST_IN_COLUMN else Role.PARAGRAPH


def flows(lines: Sequence[Line]) -> tuple[Flow, ...]:
    """Return *lines* in reading order, as the file gives them unless that reads upwards."""
    if not lines:
        return ()
    aside = _aside(lines)
    found = list(_runs(lines, aside))
    if any(_upwards(one, other) for one, other in pairwise(found)):
        return by_place(lines)
    return _finished(found, aside)


def by_place(lines: Sequence[Line]) -> tuple[Flow, ...]:
    """Return *lines* by their place on the page: columns left to right, rows downwards."""
    aside = _aside(lines)
    gutter = _gutter([line for line in lines if id(line) in aside])
    rows = [line for row in _rows(lines) for line in row]
    if gutter is not None:
        rows = list(_by_column(rows, gutter))
    return _finished(list(_runs(rows, aside)), aside)


def tables(found: Sequence[Flow]) -> int:
    """Return how many tables there are among *found*: runs of cells."""
    cells = [False, *(flow.role is Role.CELL for flow in found)]
    return sum(now and not before for before, now in pairwise(cells))


def _finished(found: Sequence[list[Line]], aside: Aside) -> tuple[Flow, ...]:
    return tuple(Flow(tuple(run), any(id(line) in aside for line in run)) for run in found)


def _aside(lines: Sequence[Line]) -> Aside:
    """Return the lines that stand beside another one, with the stretch that the others fill."""
    if all(map(Line.below, lines[1:], lines)):  # as on most pages
        return {}
    found: dict[int, list[tuple[float, float]]] = {}
    by_top = sorted(lines, key=lambda line: line.top)
    for index, line in enumerate(by_top):
        for other in by_top[index + 1 :]:
            if other.top >= line.bottom:
                break
            if line.beside(other):
                found.setdefault(id(line), []).append((other.left, other.right))
                found.setdefault(id(other), []).append((line.left, line.right))
    return found


def _runs(lines: Sequence[Line], aside: Aside) -> Iterator[list[Line]]:
    """Yield the stretches of *lines* that go downwards in one column or cell."""
    last = lines[0]
    run, boxed = [last], id(last) in aside
    for line in lines[1:]:
        beside = id(line) in aside
        ends = line.top < last.middle or line.right < last.left or last.right < line.left
        if not ends and (boxed or beside):
            ends = _leaves(run, line) or (beside and _crosses(run, aside[id(line)]))
        if ends:
            yield run
            run, boxed = [], False
        run.append(line)
        boxed = boxed or beside
        last = line
    yield run


def _leaves(run: Sequence[Line], line: Line) -> bool:
    """Whether *line* stands outside the column that *run* fills."""
    set_in = FIRST_LINE if len(run) == 1 else 1
    left = min(one.left for one in run) - set_in * line.em
    right = max(one.right for one in run) + 2 * line.em
    gap = line.top - run[-1].bottom
    return line.left < left or line.right > right or gap > _LOOSE * line.height


def _crosses(run: Sequence[Line], stretches: Sequence[tuple[float, float]]) -> bool:
    """Whether *run* also stands above one of the *stretches* of the page's width."""
    return any(line.left < right and left < line.right for line in run for left, right in stretches)


def _upwards(one: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether *other*, which follows *one* in the file, stands above it on the page."""
    first = other[0]
    return any(
        first.middle < line.top and first.left < line.right and line.left < first.right
        for line in one
    )


def _rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines that stand on the same height, left to right, from the top downwards."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: line.middle):
        if row and line.middle - row[0].middle > min(line.height, row[0].height) / 2:
            yield sorted(row, key=lambda line: line.left)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda line: line.left)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return the place of the empty strip between two columns of text, or None."""
    for place in sorted({line.left for line in lines}):
        left = [line for line in lines if line.right <= place]
        right = [line for line in lines if line.left >= place]
        whole = len(left) + len(right) == len(lines)
        if whole and min(len(left), len(right)) >= FEWEST_IN_COLUMN:
            return place
    return None


def _by_column(rows: Sequence[Line], gutter: float) -> Iterator[Line]:
    """Yield the lines left of *gutter*, then those right of it, between lines that cross it."""
    waiting: list[Line] = []
    for line in rows:
        if line.right <= gutter:
            yield line
        elif line.left >= gutter:
            waiting.append(line)
        else:
            yield from waiting
            waiting = []
            yield line
    yield from waiting
