"""The board in short, for the terminal: the story and who stands where."""

from __future__ import annotations

from collections.abc import Iterator

from scorer.rendering.board.shapes import Board, Cohort
from scorer.rendering.cells import fold, pad, width

MOST_LINES = 40  # ranked reports
_WIDEST_LABEL = 40  # cells


def text(board: Board, columns: int) -> str:
    """Return *board* in lines of at most *columns* cells."""
    return "\n".join(_lines(board, columns))


def _lines(board: Board, columns: int) -> Iterator[str]:
    yield from fold(board.heading, columns)
    for line in (*board.story, *board.cautions):
        yield from fold(line, columns)
    for cohort in board.cohorts:
        if cohort.ranked:
            yield ""
            if len(board.cohorts) > 1:
                yield from fold(cohort.name, columns)
            yield from _table(cohort)


def _table(cohort: Cohort) -> Iterator[str]:
    shown = cohort.ranked[:MOST_LINES]
    room = min(max(width(each.label) for each in shown), _WIDEST_LABEL)
    yield f"{pad('名次', 10)}  {pad('单位', max(room, 4))}  {pad('总分', 6)}  等次"
    for each in shown:
        cells = (pad(each.place, 10), pad(each.label, max(room, 4)), pad(str(each.score), 6))
        yield "  ".join((*cells, each.band))
    if len(cohort.ranked) > len(shown):
        left = len(cohort.ranked) - len(shown)
        yield f"……另有 {left} 份；全部见 -o 排名.xlsx"
