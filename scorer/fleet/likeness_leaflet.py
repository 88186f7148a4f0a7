"""Passages that reports share, as a leaflet: pair by pair, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from scorer.model.result import Likeness, Passage
from scorer.rendering.leaflet import Grid, Leaflet
from scorer.rendering.sheets import Column

MOST_SHOWN = 200  # pairs with their passages side by side
_PAIRS = (
    Column("报告", 36, "text"),
    Column("对方", 36, "text"),
    Column("处数", 6, "count"),
    Column("相同字数", 8, "count"),
    Column("占本报告（%）", 9, "score"),
)
_PASSAGES = (
    Column("报告", 16, "text"),
    Column("段", 5, "count"),
    Column("原文", 56, "text"),
    Column("对方", 16, "text"),
    Column("段", 5, "count"),
    Column("对方原文", 56, "text"),
    Column("相同字数", 6, "count"),
)

Found = Sequence[tuple[str, Likeness]]


def likeness_leaflet(
    found: Found, reports: int, unread: Sequence[str], moment: datetime
) -> Leaflet:
    """Return the leaflet of *found*: report names with what they share, most first."""
    lead = [
        f"比较了 {reports} 份报告，{len(found)} 对有较长的相同段落。"
        if found
        else f"比较了 {reports} 份报告，没有较长的相同段落。",
        "地名、数字、各报告都有的成句和较长的法规引文不计；相同不等于抄袭，请对照原文判断。",
    ]
    lead += [f"没有读：{message}" for message in unread]
    pairs = tuple(
        (name, each.name, len(each.passages), each.characters, each.share) for name, each in found
    )
    passages = tuple(
        (name, p.paragraph, p.quote, each.name, p.other_paragraph, p.other_quote, p.characters)
        for name, each in found[:MOST_SHOWN]
        for p in sorted(each.passages, key=lambda passage: -passage.characters)
    )
    grids = [Grid("相同的报告", "相同字数多的在前", _PAIRS, pairs, "没有。")]
    if passages:
        grids.append(Grid("相同的段落", "左右对照", _PASSAGES, passages, ""))
    return Leaflet("报告相同段落", "", tuple(lead), tuple(grids), "", moment)


def as_json(found: Found) -> list[Mapping[str, Any]]:
    """Return *found* as plain JSON values."""
    return [
        {
            "name": name,
            "other": each.name,
            "characters": each.characters,
            "share": float(each.share),
            "passages": [_passage(passage) for passage in each.passages],
        }
        for name, each in found
    ]


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "quote": passage.quote,
        "paragraph": passage.paragraph,
        "other_quote": passage.other_quote,
        "other_paragraph": passage.other_paragraph,
        "characters": passage.characters,
    }
