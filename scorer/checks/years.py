"""Another year in the place of the report's own: in titles, headings, sentences, the date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scorer.checks.compiled import CheckWords
from scorer.checks.findings import around, finding
from scorer.matching.matcher import Matcher
from scorer.model.document import Document, Section, SectionKind, Sentence, Span
from scorer.model.result import Finding
from scorer.understanding.numerals import YEAR, number

SOME_YEAR = "某年"  # how rules/findings.yaml writes the year that is looked at
EARLIEST_MONTH = 10  # from here on reports on the year are written
LONGEST_TITLE = 60
_ANNOUNCED = re.compile("[^：]{1,12}：(?=20)")
_SPAN_OF_YEARS = re.compile(r"\d{4}年?[—–\-－~至到]{1,2}$")
_YEAR = re.compile(r"(2\s?0\s?\d\s?\d)\s?年|" + YEAR.pattern)
_NO_YEAR = re.compile("《[^》]*》?|〔[^〕]*〕?|（[^）]*[—–\\-~至][^）]*）")
_MARKER = re.compile(r"[一二三四五六七八九十]{1,2}是|[（(]?[\d一二三四五六七八九十]{1,2}[）、.]")
_STOPS = ("。", "！", "？")
_NEAR = 2  # years from the report's own; what is further away is history or a goal


def check_years(document: Document, words: CheckWords) -> Iterator[Finding]:
    """Yield where *document* takes another year for its own, or plans for the wrong one."""
    year = document.identity.year
    if year is None:
        return
    yield from _date(document, year, words)
    yield from _titles(document, year, words)
    yield from _headings(document, year, words)
    yield from _sentences(document, year, words)


def _date(document: Document, year: int, words: CheckWords) -> Iterator[Finding]:
    identity = document.identity
    fact = identity.fact("成文日期")
    if (
        fact is None
        or identity.written is None
        or identity.written >= date(year, EARLIEST_MONTH, 1)
    ):
        return
    if not any(word in identity.title for word in words.source.year.part_of_year):
        message = f"成文日期早于 {year} 年年底，与报告年度不符，可能留有以前的日期"
        yield finding(document, "year.stale", message, fact.span)


def _titles(document: Document, year: int, words: CheckWords) -> Iterator[Finding]:
    opened = document.sections[:1]
    first = opened[0].heading.start - len(opened[0].number) if opened else len(document.text)
    for span in document.paragraphs:
        if span.start >= first:
            return
        text = document.text[span.start : span.end]
        if len(text) > LONGEST_TITLE or text.endswith("。") or "，" in text:
            continue
        years = [found for _, _, found in _years_in(text)]
        if years and year not in years and words.titles.find(text):
            message = f"题目写的是 {years[0]} 年，报告年度是 {year} 年，前后不一致"
            yield finding(document, "year.stale", message, span)


def _headings(document: Document, year: int, words: CheckWords) -> Iterator[Finding]:
    ends = {span.end for span in document.paragraphs}
    for place, section in enumerate(document.sections):
        if not (
            section.heading.end in ends or document.text.startswith(_STOPS, section.heading.end)
        ):
            continue  # the title is the beginning of a statement
        years = [found for _, _, found in _years_in(section.title)]
        excused = any(word in section.title for word in words.source.year.not_in_headings)
        if excused or len(years) != 1 or abs(years[0] - year) > _NEAR:
            continue
        message = _heading_message(section, years[0], year, first=place == 0)
        if message:
            whole = Span(section.heading.start - len(section.number), section.heading.end)
            yield finding(document, "year.stale", message, whole)


def _heading_message(section: Section, found: int, year: int, *, first: bool) -> str:
    if section.kind is SectionKind.PLAN and not first:
        if found == year + 1:
            return ""
        return f"计划部分的标题写的是 {found} 年，{year} 年度报告安排的应是 {year + 1} 年的工作"
    if found == year or (found > year and not first):
        return ""
    return f"标题写的是 {found} 年，报告年度是 {year} 年，前后不一致"


@dataclass(frozen=True, slots=True)
class _Stale:
    """A sentence that takes `year` for the present, or plans for it.

    One is `sure` by itself; others count where the report's own year is written less often.
    """

    year: int
    planned: bool
    sure: bool
    quoted: Span


def _sentences(document: Document, year: int, words: CheckWords) -> Iterator[Finding]:
    """Yield one finding a year that stands for another, with the first sentence quoted."""
    groups: dict[tuple[int, bool], list[_Stale]] = {}
    for stale in _stale_sentences(document, year, words):
        groups.setdefault((stale.year, stale.planned), []).append(stale)
    own = _mentions(document, year) if groups else 0
    for (found, planned), stales in groups.items():
        if len(stales) <= own and not any(stale.sure for stale in stales):
            continue
        more = f"（同样的写法共 {len(stales)} 处）" if len(stales) > 1 else ""
        message = (
            f"把 {found} 年写成下一年度，{year} 年度报告安排的应是 {year + 1} 年的工作{more}"
            if planned
            else f"把 {found} 年写成报告年度，报告年度是 {year} 年，可能是没有改的旧文字{more}"
        )
        yield finding(document, "year.stale", message, stales[0].quoted)


def _stale_sentences(document: Document, year: int, words: CheckWords) -> Iterator[_Stale]:
    following: Sentence | None
    sentences = document.sentences
    for place, sentence in enumerate(sentences):
        text = document.text[sentence.span.start : sentence.span.end]
        years = list(_years_in(text)) if "年" in text and not sentence.heading else []
        planned = sentence.kind is SectionKind.PLAN
        if not years or (not planned and any(found == year for _, _, found in years)):
            continue
        following = sentences[place + 1] if place + 1 < len(sentences) else None
        if following is not None and following.paragraph != sentence.paragraph:
            following = None
        if not planned and _is_compared(document, sentence, following, year, words):
            continue
        stale = _judged(document, sentence, years, year, words)
        if stale is not None:
            yield stale


def _mentions(document: Document, year: int) -> int:
    """Return how many sentences outside the plan write the report's own year."""
    return sum(
        any(found == year for _, _, found in _years_in(text))
        for sentence in document.sentences
        if not sentence.heading and sentence.kind is not SectionKind.PLAN
        if "年" in (text := document.text[sentence.span.start : sentence.span.end])
    )


def _is_compared(
    document: Document,
    sentence: Sentence,
    following: Sentence | None,
    year: int,
    words: CheckWords,
) -> bool:
    """Return whether *sentence* or the one that follows speaks of the report's own year."""
    end = sentence.span.end if following is None else following.span.end
    if any(
        word in document.text[sentence.span.start : end] for word in words.source.year.this_year
    ):
        return True
    if following is None:
        return False
    text = document.text[following.span.start : following.span.end]
    found = next(_years_in(text), None)
    return found is not None and found[2] == year and found[0] <= _opening(text)


def _judged(
    document: Document,
    sentence: Sentence,
    years: list[tuple[int, int, int]],
    year: int,
    words: CheckWords,
) -> _Stale | None:
    text = document.text[sentence.span.start : sentence.span.end]
    start, end, found = years[0]
    if abs(found - year) > _NEAR or any(each[2] != found for each in years):
        return None
    opening = _opening(text)
    put = text[opening:start] + SOME_YEAR + text[end:] if start >= opening else ""
    planned = sentence.kind is SectionKind.PLAN
    if put and _at_start(words.planning, put):
        wrong, sure = planned and found != year + 1, True
    else:
        wrong = not planned and found != year and _is_current(put, words, opens=start == opening)
        sure = wrong and bool(words.current.find(put) or _at_start(words.surely_current, put))
    if not wrong:
        return None
    hit = Span(sentence.span.start + start, sentence.span.start + end)
    return _Stale(found, planned, sure, around(document.text, sentence.span, hit))


def _is_current(put: str, words: CheckWords, *, opens: bool) -> bool:
    if not put or words.history.find(put):
        return False
    if words.current.find(put):
        return True
    openings = (words.surely_current, words.current_opening)
    return opens and any(_at_start(matcher, put) for matcher in openings)


def _at_start(matcher: Matcher, text: str) -> bool:
    return any(match.start == 0 for match in matcher.find(text))


def _opening(text: str) -> int:
    """Return where the words of a sentence begin, behind its list marker or its announcement."""
    found = _MARKER.match(text) or _ANNOUNCED.match(text)
    return found.end() if found else 0


def _years_in(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and value of each year in *text* that stands for itself.

    Years in titles, document numbers and spans of years do not.
    """
    voids = [hit.span() for hit in _NO_YEAR.finditer(text)]
    for hit in _YEAR.finditer(text):
        inside = any(start <= hit.start() < end for start, end in voids)
        if not inside and not _SPAN_OF_YEARS.search(text[: hit.start()]):
            written = "".join((hit[1] or hit[2]).split())
            yield hit.start(), hit.end(), number(written)
