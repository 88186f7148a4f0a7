"""CleanText → Document: sections with kinds, sentences with the kind their wording gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scorer.model.document import (
    CleanText,
    Document,
    Identity,
    Role,
    Section,
    SectionKind,
    Sentence,
    Span,
)
from scorer.understanding.compiled import CompiledLanguage
from scorer.understanding.headings import Heading, bare_heading, heading_of
from scorer.understanding.identity import identify
from scorer.understanding.language import KindRule
from scorer.understanding.turns import NOT_DONE, ORDINAL, Turns, is_label, returned

LONGEST_STATEMENT = 600
LONGEST_PREAMBLE = 600  # characters; what stands behind them before the first heading is report
LONGEST_PARAGRAPH = 500  # a longer line may hold several paragraphs
# 一、 or （一） behind a stop opens a paragraph of its own even where the line goes on; so does one
# behind the few characters of another heading (四、工作打算（一）…).
_HEADED = re.compile("[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）")
_INNER_HEADING = re.compile(
    r"(?<=[。！？；：])(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)"
    r"|(?<=[^，、：；。（《和与及第])（[一二三四五六七八九十]{1,3}）(?=\w{2,20}[。，、])"
)
_CUT = re.compile(rf"[。！？；]|[，：、](?={ORDINAL})")  # a statement ends behind it


def structure(clean: CleanText, language: CompiledLanguage, year: int | None = None) -> Document:
    """Return *clean* understood; `year` overrides the report year that the text states."""
    paragraphs = tuple(_paragraphs(clean.text))
    identity = identify(clean, paragraphs, language.source.names, year)
    titles = tuple(fact.span for fact in identity.facts if fact.name == "标题")
    outline = _Outline(clean, language, titles, identity.year)
    for number, paragraph in enumerate(paragraphs):
        outline.add(number, paragraph)
    return outline.document(paragraphs, identity)


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield the lines of *text*, cut before headings inside one that is long or opens with one."""
    start = 0
    for line in text.split("\n"):
        several = len(line) > LONGEST_PARAGRAPH or _HEADED.match(line)
        inner = _INNER_HEADING.finditer(line) if several else ()
        cuts = [0, *(found.start() for found in inner), len(line)]
        for begin, end in pairwise(cuts):
            if end > begin:
                yield Span(start + begin, start + end)
        start += len(line) + 1


@dataclass(frozen=True, slots=True)
class _Opened:
    """A section whose end is not known yet."""

    heading: Heading
    start: int
    parent: int | None
    kind: SectionKind
    joint: bool


class _Outline:
    """Collects sections and sentences paragraph by paragraph; used once, then dropped."""

    def __init__(
        self,
        clean: CleanText,
        language: CompiledLanguage,
        titles: tuple[Span, ...],
        year: int | None,
    ) -> None:
        self._clean, self._language, self._titles = clean, language, titles
        self._sections: list[_Opened] = []
        self._sentences: list[Sentence] = []
        self._turns = Turns(clean.text, language.turns, year)

    def add(self, number: int, paragraph: Span) -> None:
        title = next((title for title in self._titles if title in paragraph), None)
        if title is not None:
            self._add_body(number, Span(title.end, paragraph.end))
            return
        heading = self._heading(paragraph)
        if heading is None:
            self._add_body(number, paragraph)
            return
        self._open(heading, paragraph)
        if heading.announces:
            self._add_sentence(number, Span(paragraph.start, heading.title.end), heading=True)
        self._add_body(number, heading.body)

    def document(self, paragraphs: Sequence[Span], identity: Identity) -> Document:
        text, turns = self._clean.text, self._language.turns
        sections = tuple(map(self._closed, self._sections, self._ends()))
        sentences = tuple(returned(text, sections, self._sentences, turns))
        return Document(
            self._clean,
            sections,
            tuple(_with_bodies(text, sections, sentences)),
            tuple(paragraphs),
            identity,
        )

    def _heading(self, paragraph: Span) -> Heading | None:
        text = self._clean.text
        block = self._clean.block_at(paragraph.start)
        if block.role is Role.NOTE:
            return None
        last = self._sections[-1].heading.level if self._sections else 0
        heading = heading_of(text, paragraph, last)
        if heading is not None:
            return heading
        bare = bare_heading(text, paragraph, block.level or 1)
        if bare is None or block.role is Role.CELL:
            return None
        titled = self._language.titles.first(text[bare.title.start : bare.title.end])
        if bare.title.end < paragraph.end and not self._is_label(titled):
            return None
        return bare if titled is not None or block.role is Role.HEADING else None

    def _is_label(self, titled: KindRule | None) -> bool:
        """Return whether a line that ends with a colon opens a section of problems or plans.

        Below numbered headings of the first level it only announces what follows there.
        """
        numbered = any(each.heading.number and each.heading.level == 1 for each in self._sections)
        return titled is not None and titled.kind in NOT_DONE and not numbered

    def _open(self, heading: Heading, paragraph: Span) -> None:
        parent = self._parent(heading.level)
        title = self._clean.text[heading.title.start : heading.title.end]
        rule = self._language.titles.first(title)
        kind, joint = self._inherited(heading, rule, parent)
        if rule is not None and not _prevails(kind, rule.kind):
            kind, joint = rule.kind, rule.joint
        if kind not in NOT_DONE and self._turns.opens_later_year(heading.title):
            kind, joint = SectionKind.PLAN, False
        self._sections.append(_Opened(heading, paragraph.start, parent, kind, joint))

    def _inherited(
        self, heading: Heading, rule: KindRule | None, parent: int | None
    ) -> tuple[SectionKind, bool]:
        """Return the kind of a section whose title says nothing, and whether it is a joint one."""
        announced = self._turns.heading(heading, rule)
        if announced is not None:
            return announced, False
        if parent is not None:
            return self._sections[parent].kind, self._sections[parent].joint
        if rule is None and self._after_problems(heading):
            return SectionKind.PLAN, False
        return SectionKind.WORK, False

    def _after_problems(self, heading: Heading) -> bool:
        """Return whether *heading* follows a part on problems as the next part of the report.

        The order is that of the regulation: work, problems, plan; a title may be a slogan.
        """
        if heading.level != 1 or not heading.number:
            return False
        parts = (each for each in reversed(self._sections) if each.heading.level == 1)
        before = next(parts, None)
        if before is None or not before.heading.number:
            return False
        return before.kind is SectionKind.PROBLEMS

    def _parent(self, level: int) -> int | None:
        index = len(self._sections) - 1
        while index >= 0 and self._sections[index].heading.level >= level:
            above = self._sections[index].parent
            if above is None:
                return None
            index = above
        return index if index >= 0 else None

    def _add_body(self, number: int, body: Span) -> None:
        text = self._clean.text
        self._turns.paragraph(body)
        for span in statements(text, body):
            self._add_sentence(number, span, heading=False)

    def _add_sentence(self, number: int, span: Span, *, heading: bool) -> None:
        section = len(self._sections) - 1 if self._sections else None
        if not heading:
            self._turns.statement(span)
        base = SectionKind.OTHER if section is None else self._sections[section].kind
        self._sentences.append(
            Sentence(
                span,
                section,
                number,
                self._turns.kind or base,
                heading=heading,
                preamble=section is None,
            )
        )

    def _ends(self) -> list[int]:
        """Return where each section ends: where the next of its level or above begins."""
        ends = [len(self._clean.text)] * len(self._sections)
        unended: list[int] = []
        for number, opened in enumerate(self._sections):
            while unended and self._sections[unended[-1]].heading.level >= opened.heading.level:
                ends[unended.pop()] = opened.start
            unended.append(number)
        return ends

    def _closed(self, opened: _Opened, end: int) -> Section:
        text = self._clean.text
        title = text[opened.heading.title.start : opened.heading.title.end]
        return Section(
            opened.heading.number,
            title,
            opened.heading.level,
            opened.kind,
            Span(opened.start, end),
            opened.heading.title,
            opened.parent,
        )


def _prevails(above: SectionKind, own: SectionKind) -> bool:
    """Return whether a section of problems or plans keeps its kind under a title of *own* kind.

    A task about the leader's duties in next year's plan is a plan.
    """
    return above in NOT_DONE and own not in NOT_DONE


def statements(text: str, body: Span) -> Iterator[Span]:
    """Yield the statements in *body*: up to 。！？； or the next 一是/二是.

    What is longer than any real sentence is cut at a comma, so that reading time grows with the
    length of the text and no faster.
    """
    start = body.start
    for end in (*(cut.end() for cut in _CUT.finditer(text, body.start, body.end)), body.end):
        while end - start > LONGEST_STATEMENT:
            comma = text.rfind("，", start, start + LONGEST_STATEMENT) + 1
            cut = comma if comma > start else start + LONGEST_STATEMENT
            yield Span(start, cut)
            start = cut
        if end > start:
            yield Span(start, end)
            start = end


def _with_bodies(
    text: str, sections: Sequence[Section], sentences: Sequence[Sentence]
) -> Iterator[Sentence]:
    """Yield *sentences*; the heading of a section that has nothing else is a statement itself.

    A preamble comes before headings and is short: where the first headings are lost, it ends.
    """
    told = {sentence.section for sentence in sentences if not sentence.heading}
    told |= {section.parent for section in sections}
    ends = _preamble_end(text, sentences) if sections else 0
    for sentence in sentences:
        preamble = sentence.preamble and sentence.span.start < ends
        heading = sentence.heading and sentence.section in told
        same = preamble == sentence.preamble and heading == sentence.heading
        yield sentence if same else replace(sentence, heading=heading, preamble=preamble)


def _preamble_end(text: str, sentences: Sequence[Sentence]) -> int:
    """Return where the opening ends at the latest: at a heading without a number, or by length."""
    if not sentences:
        return 0
    latest = sentences[0].span.start + LONGEST_PREAMBLE
    opened = False
    for sentence in sentences:
        span = sentence.span
        if span.start >= latest or not sentence.preamble:
            break
        if not is_label(text, span):
            opened = True
        elif opened:
            return span.start
    return latest
