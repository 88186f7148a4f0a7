"""The parts that an annual report must have.

Source: 法治政府建设与责任落实督察工作规定, on the annual report: what was done, shortcomings and
causes, how the principal leaders carried their duty, what is planned for the next year.
"""

from __future__ import annotations

from collections.abc import Iterator

from scorer.checks.compiled import CheckWords
from scorer.checks.findings import finding
from scorer.matching.matcher import Matcher
from scorer.model.document import Document, SectionKind
from scorer.model.result import Finding
from scorer.understanding.numerals import year_of

SHORTEST = 200  # characters; a shorter text is no report, and the scorecard says so
_RULE = "《法治政府建设与责任落实督察工作规定》要求写"


def check_content(document: Document, words: CheckWords) -> Iterator[Finding]:
    """Yield each part that *document* lacks; nothing where a part of the file was not read."""
    if document.clean.source.unread or _is_short(document.text):
        return
    kinds = {sentence.kind for sentence in document.sentences if not sentence.heading}
    kinds |= {section.kind for section in document.sections}
    if _announces_next_year(document):
        kinds.add(SectionKind.PLAN)
    for kind, matcher, name in (
        (SectionKind.PROBLEMS, words.problems, "存在的不足和原因"),
        (SectionKind.LEADER, words.leader, "党政主要负责人履行推进法治建设第一责任人职责的情况"),
        (SectionKind.PLAN, words.plan, "下一年度的主要安排"),
    ):
        if kind not in kinds and not _told(document, matcher):
            yield finding(document, "form.missing", f"没有写{name}；{_RULE}这一部分", None)


def _is_short(text: str) -> bool:
    """Return whether *text* is too short for a report; a long one is not counted through."""
    return len(text) < 2 * SHORTEST and sum(char.isalnum() for char in text) < SHORTEST


def _announces_next_year(document: Document) -> bool:
    """Return whether a heading names the year after the report's."""
    year = document.identity.year
    titles = (section.title for section in document.sections)
    return year is not None and any(year_of(title) == year + 1 for title in titles)


def _told(document: Document, matcher: Matcher) -> bool:
    return bool(matcher.find(document.text))
