"""The board on paper and on screen, from the same view."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from scorer.rendering.board.charts import (
    MOST_COLUMNS,
    SIGN_OF,
    STEPS,
    HeatMap,
    Histogram,
    heat_maps,
    histogram,
)
from scorer.rendering.board.shapes import Board, Cohort, Standing
from scorer.rendering.paper import page_pdf
from scorer.rendering.templating import SHIPPED, asset, fill
from scorer.rendering.wording import numeral

SCREEN, STYLE, SCRIPT = "board.html.j2", "board.css", "board.js"
PRINT = "board-print.html.j2"
EDGE = 5  # reports at the top and at the bottom of the table on page one
WEAKEST = 5  # elements on page one
FEW = 3  # of both where page one is crowded
STORY_LINE, CAUTION_LINE = 46, 54  # characters of a line on page one
FULL_PAGE = 9  # lines of text with which the groups' means fit on page one
CROWDED_PAGE = 14  # lines with which `EDGE` and `WEAKEST` fit
MOST_GROUPS = 10  # whose means fit there


@dataclass(frozen=True, slots=True)
class Room:
    """How many reports a table may have; on paper and on screen there are limits to use."""

    ranking: int
    heat: int
    pairs: int
    labels: int


PAPER = Room(ranking=600, heat=320, pairs=20, labels=12)
WINDOW = Room(ranking=5000, heat=1000, pairs=100, labels=60)


@dataclass(frozen=True, slots=True)
class CohortView:
    """A cohort with its drawings; `top` and `bottom` are the edges of the table for page one."""

    cohort: Cohort
    histogram: Histogram | None
    heat: tuple[HeatMap, ...]
    ranking: tuple[Standing, ...]
    top: tuple[Standing, ...]
    bottom: tuple[Standing, ...]
    ranking_note: str
    heat_note: str
    with_years: bool


def html(board: Board) -> bytes:
    """Return *board* as one self-contained page whose tables can be sorted."""
    style, script = asset(STYLE, SHIPPED), asset(SCRIPT, SHIPPED)
    values = {
        **_values(board, WINDOW),
        "style": style,
        "script": script,
        "style_hash": _hash(style),
        "script_hash": _hash(script),
    }
    return fill(SCREEN, SHIPPED, values).encode("utf-8", errors="replace")


def pdf(board: Board) -> bytes:
    """Return *board* as a tagged PDF: a page for the leader, then tables in A4 landscape."""
    return page_pdf(fill(PRINT, SHIPPED, _values(board, PAPER)))


def _values(board: Board, room: Room) -> Mapping[str, object]:
    signs = [(sign, what) for sign, what in SIGN_OF.values() if sign]
    steps = [(number, words) for number, (_, words) in enumerate(STEPS)]
    lines = _lines(board)
    groups = len(board.cohorts[0].groups) if board.cohorts else 0
    roomy = lines <= CROWDED_PAGE
    return {
        "board": board,
        "room": room,
        "cohorts": tuple(_view(cohort, room, EDGE if roomy else FEW) for cohort in board.cohorts),
        "signs": signs,
        "steps": steps,
        "weakest": WEAKEST if roomy else FEW,
        "with_means": lines <= FULL_PAGE and groups <= MOST_GROUPS,
        "no_findings": "没有发现疑点。" if board.assessed else "没有评出结果的报告，没有查疑点。",
        "numeral": numeral,
    }


def _view(cohort: Cohort, room: Room, most: int) -> CohortView:
    edge = min(most, (len(cohort.ranked) + 1) // 2)
    return CohortView(
        cohort=cohort,
        histogram=histogram(cohort),
        heat=heat_maps(cohort, room.heat, MOST_COLUMNS),
        ranking=cohort.ranked[: room.ranking],
        top=cohort.ranked[:edge],
        bottom=cohort.ranked[max(edge, len(cohort.ranked) - edge) :],
        ranking_note=_left_out(len(cohort.ranked), room.ranking),
        heat_note=_left_out(len(cohort.standings), room.heat),
        with_years=len(cohort.years) > 1,
    )


def _lines(board: Board) -> int:
    """Return about how many lines story and cautions take on page one."""
    return sum(-(-len(text) // STORY_LINE) for text in board.story) + sum(
        -(-len(text) // CAUTION_LINE) for text in board.cautions
    )


def _left_out(count: int, room: int) -> str:
    if count <= room:
        return ""
    return f"只列前 {room} 份，其余 {count - room} 份见 xlsx 或 json。"


def _hash(text: str) -> str:
    digest = sha256(text.encode("utf-8", errors="replace")).digest()
    return f"sha256-{b64encode(digest).decode()}"
