"""Where words, not titles, turn a report to its problems or its plan, and how far that reaches.

A turn reaches to the end of its paragraph and over the list that belongs to it. One that announces
what follows reaches further: over numbered headings that begin behind it, over the paragraphs
behind a colon, over the rest of a section whose title says nothing and whose first words turn, and
from a line without a stop, a heading that has no number, to the next such line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scorer.model.document import Section, SectionKind, Sentence, Span
from scorer.understanding.compiled import KindReader
from scorer.understanding.headings import Heading
from scorer.understanding.language import KindRule
from scorer.understanding.numerals import YEAR_AT_CLAUSE, told_year

ORDINAL = "(?:[一二三四五六七八九十]{1,2}[是要]|其[一二三四五六七八九]|第[一二三四五六七八九十]，)"
_BULLET = "[—–·•●○◎◆◇■□▪▫▶►➢★☆※-]"
_LIST_ITEM = re.compile(
    rf"{ORDINAL}|[（(]?[\d一二三四五六七八九十]{{1,2}}[）、.]|[①-⑳]|首先|其次|再次|最后|{_BULLET}"
)
_FIRST_ITEM = re.compile("一是|一要|其一|首先|[（(]?[1一][）、.]|①")
_FIRST_HEADING = re.compile(r"[（(]?(?:第?一|1|①)(?![一二三四五六七八九十\d])")
_EARLIEST_PLAN = 0.25  # of the text
_OPENING = 14  # characters of a statement in which it names its year
_LONGEST_LABEL = 25
_STOPS = "。！？；，：、"
NOT_DONE = frozenset({SectionKind.PROBLEMS, SectionKind.PLAN})


class Turns:
    """Follows one report's paragraphs; used once, then dropped."""

    def __init__(self, text: str, turns: KindReader, year: int | None) -> None:
        self._text, self._turns, self._year = text, turns, year
        self.kind: SectionKind | None = None  # what the words have turned to, None: nothing
        self._listed: SectionKind | None = None  # the turn in effect where the list began
        self._in_list = False
        self._lasting: SectionKind | None = None  # the turn that paragraphs begin with
        self._for_list = False  # it lasts no longer than the list behind it
        self._before: SectionKind | None = None  # the turn at the end of the paragraph before
        self._announced: tuple[int, SectionKind] | None = None  # level of headings, their kind
        self._opening = False  # the next statement is the first of a section of silent title

    def heading(self, heading: Heading, rule: KindRule | None) -> SectionKind | None:
        """Take *heading*, whose title meets *rule*; return the kind that was announced for it."""
        if self._before is not None and _FIRST_HEADING.match(heading.number):
            self._announced = heading.level, self._before
        elif self._announced is not None and heading.level < self._announced[0]:
            self._announced = None
        self.kind = self._listed = self._lasting = self._before = None
        self._in_list = False
        self._opening = rule is None
        return self._announced[1] if self._announced is not None else None

    def paragraph(self, body: Span) -> None:
        """Take the beginning of a paragraph's text."""
        if not _LIST_ITEM.match(self._text, body.start):
            if self._in_list and self._for_list:
                self._lasting = None
            self.kind, self._listed, self._in_list = self._lasting, None, False

    def statement(self, span: Span) -> None:
        """Take the turn that the statement at *span* makes; one made inside an item ends there."""
        item = _LIST_ITEM.match(self._text, span.start)
        if item and (not self._in_list or _FIRST_ITEM.match(self._text, span.start)):
            self._listed, self._in_list = self.kind, True
        elif item:
            self.kind = self._listed
        statement = self._text[span.start : span.end]
        turn = self._turned(span)
        self.kind = turn or self.kind
        if item is None and is_label(self._text, span):
            self._lasting, self._for_list = turn, False
        elif turn is not None and (self._opening or statement.endswith("：")):
            self._lasting, self._for_list = turn, not self._opening
        self._opening = False
        self._before = self.kind

    def _turned(self, statement: Span) -> SectionKind | None:
        turn = self._turns.first(self._text[statement.start : statement.end])
        if turn is not None and turn.kind is not SectionKind.WORK:
            return turn.kind
        return SectionKind.PLAN if self.opens_later_year(statement) else None

    def opens_later_year(self, words: Span) -> bool:
        """Return whether *words* begin with a year after the report's: they tell what is to come.

        No report begins with its plan: where one seems to, its year was not read rightly.
        """
        if self._year is None or words.start < len(self._text) * _EARLIEST_PLAN:
            return False
        opening = YEAR_AT_CLAUSE.search(self._text[words.start : words.end], 0, _OPENING)
        return opening is not None and told_year(opening, self._year) > self._year


def returned(
    text: str, sections: Sequence[Section], sentences: Sequence[Sentence], turns: KindReader
) -> Iterator[Sentence]:
    """Yield *sentences*; those that turn back to the year's work are of their section's kind.

    Words that turn inside a part on work are a remark where the report has a part of its own for
    what they turn to: 下一步，还将组织宣讲。全年集中学习11次。
    """
    apart = {section.kind for section in sections}
    back: int | None = None  # the paragraph that has turned back
    for one in sentences:
        own = SectionKind.OTHER if one.section is None else sections[one.section].kind
        turn = turns.first(text[one.span.start : one.span.end])
        if turn is not None:
            back = one.paragraph if turn.kind is SectionKind.WORK else None
        remark = one.kind is not own and one.kind in apart and own not in NOT_DONE
        yield replace(one, kind=own) if remark and back == one.paragraph else one


def is_label(text: str, statement: Span) -> bool:
    """Return whether the *statement* is a short line without a stop: a heading without a number."""
    return len(statement) <= _LONGEST_LABEL and text[statement.end - 1] not in _STOPS
