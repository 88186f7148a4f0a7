"""What a report shares with others, told as findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scorer.model.result import Finding, Likeness

CODE = "similarity.report"


def check_copies(likenesses: Iterable[Likeness]) -> Iterator[Finding]:
    """Yield a finding for each report with which long passages are shared."""
    for likeness in likenesses:
        longest = max(likeness.passages, key=lambda passage: passage.characters)
        page = f"第{longest.other_page}页" if longest.other_page else ""
        message = (
            f"与“{likeness.name}”有 {len(likeness.passages)} 处、共 {likeness.characters} 字相同"
            f"（人名地名、数字和套语不计），占本报告的 {likeness.share}%；"
            f"最长的一处见对方{page}第 {longest.other_paragraph} 段"
        )
        yield Finding(
            CODE,
            "warning",
            message,
            longest.quote,
            longest.paragraph,
            page=longest.page,
            start=longest.start,
            end=longest.end,
        )
