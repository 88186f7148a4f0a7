"""The sheet of passages that other reports have too."""

from __future__ import annotations

from collections.abc import Iterator

from scorer.model.result import Scorecard
from scorer.rendering.shapes import ReportView
from scorer.rendering.sheets import Cell, Column
from scorer.rendering.similar import longest_first
from scorer.rendering.wording import plain

SIMILAR_COLUMNS = (
    Column("序号", 6, "count"),
    Column("对方", 24, "text"),
    Column("页", 5, "count"),
    Column("段", 5, "count"),
    Column("本报告", 60, "text"),
    Column("对方页", 7, "count"),
    Column("对方段", 7, "count"),
    Column("对方原文", 60, "text"),
    Column("相同字数", 9, "count"),
    Column("该对方合计占本报告（%）", 12, "score"),
)


def similar_rows(card: Scorecard, view: ReportView) -> Iterator[list[Cell]]:
    """Yield a row for each shared passage, or one that says that there is none."""
    if not card.likenesses and view.similar is not None:
        yield [None, None, None, None, view.similar.summary, *[None] * 5]
    pairs = (
        (likeness, passage)
        for likeness in card.likenesses
        for passage in longest_first(likeness.passages)
    )
    for number, (likeness, passage) in enumerate(pairs, 1):
        yield [
            number,
            plain(likeness.name),
            passage.page,
            passage.paragraph,
            plain(passage.quote),
            passage.other_page,
            passage.other_paragraph,
            plain(passage.other_quote),
            passage.characters,
            likeness.share,
        ]
