"""The board's drawings as numbers: the columns of the histogram, the cells of the heat map."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from scorer.rendering.board.shapes import (
    ABSENT,
    CONCRETE,
    EXEMPT,
    MENTIONED,
    NOT_ASKED,
    PLANNED,
    QUANTIFIED,
    UNREAD,
    Cohort,
    ElementHead,
    Standing,
)
from scorer.rendering.marked import SIGNS
from scorer.rendering.wording import amount, plain

WIDTH, HEIGHT, BASE, TOP, MARGIN = 360.0, 150.0, 118.0, 30.0, 14.0
WIDEST_COLUMN = 40.0
MOST_TICKS = 11  # numbers on the axis, so that none touches the next
FEWEST = 2  # reports that make a distribution
MOST_COLUMNS = 44  # elements of a heat map side by side on paper
LONGEST_HEAD = 11  # characters of an element's name above a column
SIGN_OF = {
    QUANTIFIED: SIGNS["quantified"],
    CONCRETE: SIGNS["concrete"],
    MENTIONED: SIGNS["mentioned"],
    PLANNED: SIGNS["planned"],
    ABSENT: ("·", "未提及"),
    EXEMPT: ("／", "不适用"),
    UNREAD: ("？", "未能读取"),
    NOT_ASKED: ("", ""),
}
STEPS = ((0, "0"), (39, "1—39%"), (69, "40—69%"), (89, "70—89%"), (100, "90—100%"))
_BRACKETED = re.compile("（[^（）]*）|[“”]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the histogram, in the drawing's units; `title` says it in words."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    count: int
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on the axis, or a band's limit."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many reports have a total in each range; `title` says what is drawn."""

    width: float
    height: float
    base: float
    top: float
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    limits: tuple[Tick, ...]
    title: str


def histogram(cohort: Cohort) -> Histogram | None:
    """Return the drawing of the totals of *cohort*; None where nothing is ranked."""
    bins = cohort.bins
    if len(cohort.ranked) < FEWEST or not bins:
        return None
    step = min((WIDTH - 2 * MARGIN) / len(bins), WIDEST_COLUMN)
    left = (WIDTH - step * len(bins)) / 2
    most = max(each.count for each in bins)
    low, width = bins[0].low, bins[0].high - bins[0].low
    columns = []
    for number, each in enumerate(bins):
        height = (BASE - TOP) * each.count / most
        x = left + step * number
        title = f"{amount(each.low)} 至 {amount(each.high)} 分：{each.count} 份"
        columns.append(
            Column(
                _shown(x + 1), _shown(BASE - height), _shown(step - 2), _shown(height),
                _shown(x + step / 2), each.count, title,
            )
        )  # fmt: skip
    edges = list(enumerate([*(each.low for each in bins), bins[-1].high]))
    apart = -(-len(edges) // MOST_TICKS)
    limits = tuple(
        Tick(_shown(left + step * float((band.at_least - low) / width)), band.name)
        for band in cohort.bands
        if band.at_least is not None and low < band.at_least < bins[-1].high
    )
    return Histogram(
        width=WIDTH,
        height=HEIGHT,
        base=BASE,
        top=TOP,
        columns=tuple(columns),
        ticks=tuple(Tick(_shown(left + step * n), amount(edge)) for n, edge in edges[::apart]),
        limits=limits,
        title="总分分布：" + "；".join(each.title for each in columns if each.count),
    )


def _shown(value: float) -> float:
    """Return a coordinate as short as a drawing needs it."""
    return int(value * 10 + 0.5) / 10


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the heat map: number, name as it fits above it, name in full."""

    number: int
    short: str
    name: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A report's row: sign and grey step (0 to 4, or x where there is none) of each element."""

    standing: Standing
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """As many elements as fit side by side, their groups with how many columns they span."""

    heads: tuple[Head, ...]
    groups: tuple[tuple[str, int], ...]
    rows: tuple[HeatRow, ...]


def heat_maps(cohort: Cohort, most_rows: int, most_columns: int) -> tuple[HeatMap, ...]:
    """Return the heat map of *cohort*, in several parts where it has too many elements."""
    parts = -(-len(cohort.elements) // most_columns)
    size = -(-len(cohort.elements) // parts) if parts else 1
    standings = cohort.standings[:most_rows]
    return tuple(
        _heat_map(cohort.elements[start : start + size], standings)
        for start in range(0, len(cohort.elements), size)
    )


def _heat_map(elements: Sequence[ElementHead], standings: Sequence[Standing]) -> HeatMap:
    start, stop = elements[0].number - 1, elements[-1].number
    return HeatMap(
        heads=tuple(Head(e.number, _short(e.name), plain(e.name)) for e in elements),
        groups=tuple(
            (plain(name), sum(1 for _ in found))
            for name, found in groupby(elements, key=lambda each: each.group)
        ),
        rows=tuple(
            HeatRow(each, tuple(_cells(each.marks[start:stop], each.shares[start:stop])))
            for each in standings
        ),
    )


def _cells(marks: bytes, shares: bytes) -> Iterator[tuple[str, str]]:
    for mark, share in zip(marks, shares, strict=True):
        yield SIGN_OF[mark][0], step_of(mark, share)


def step_of(mark: int, share: int) -> str:
    """Return the grey step of a cell as a letter of its style class."""
    if mark in (EXEMPT, UNREAD, NOT_ASKED):
        return "x"
    return str(next(number for number, (most, _) in enumerate(STEPS) if share <= most))


def _short(name: str) -> str:
    """Return an element's name as it is written from top to bottom: no brackets, not too long."""
    words = _BRACKETED.sub("", plain(name)) or plain(name)
    return words if len(words) <= LONGEST_HEAD else words[: LONGEST_HEAD - 1] + "…"
