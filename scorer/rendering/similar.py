"""What a report shares with others it was compared with, side by side, in words."""

from __future__ import annotations

from collections.abc import Sequence

from scorer.model.result import Likeness, Passage, Scorecard
from scorer.rendering.shapes import LikenessView, PassageView, SimilarView
from scorer.rendering.wording import head, one_decimal, place, plain

MOST_REPORTS = 20  # reports that a page shows; the others are counted
MOST_PASSAGES = 20  # passages of a report, the longest first
LONGEST = 800  # characters of a passage
NOT_COUNTED = "人名、地名、数字、各报告都有的成句和较长的法规引文不计；相同不等于抄袭，请对照判断。"


def similar_view(card: Scorecard) -> SimilarView | None:
    """Return what *card* has in common with others; None where it was compared with none."""
    if not card.compared:
        return None
    found = card.likenesses
    shown = found[:MOST_REPORTS]
    return SimilarView(
        summary=f"与 {card.compared} 份报告比较，"
        + (f"同其中 {len(found)} 份有较长的相同段落。" if found else "没有较长的相同段落。"),
        note=NOT_COUNTED,
        reports=tuple(map(_report, shown)),
        rest=f"相同较少的另外 {len(found) - len(shown)} 份没有列出。"
        if found[len(shown) :]
        else "",
    )


def longest_first(passages: Sequence[Passage]) -> list[Passage]:
    """Return *passages* in the order in which they are shown."""
    return sorted(passages, key=lambda each: (-each.characters, each.start))


def _report(likeness: Likeness) -> LikenessView:
    passages = longest_first(likeness.passages)
    left = passages[MOST_PASSAGES:]
    return LikenessView(
        name=plain(likeness.name),
        title=plain(likeness.title),
        count=str(len(passages)),
        characters=str(likeness.characters),
        share=f"{one_decimal(likeness.share)}%",
        passages=tuple(map(_passage, passages[:MOST_PASSAGES])),
        rest=f"另有 {len(left)} 处较短的没有列出。" if left else "",
    )


def _passage(passage: Passage) -> PassageView:
    return PassageView(
        quote=head(plain(passage.quote), LONGEST),
        place=place(passage.paragraph, passage.page),
        other_quote=head(plain(passage.other_quote), LONGEST),
        other_place=place(passage.other_paragraph, passage.other_page),
        characters=str(passage.characters),
    )
