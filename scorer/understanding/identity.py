"""Who reports about which year: title, unit, year, signature, date, as the report states them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scorer.model.document import CleanText, Fact, Identity, Span
from scorer.understanding.headings import heading_of
from scorer.understanding.language import Names
from scorer.understanding.numerals import YEAR, dates_in, number, year_of

TITLE_LINES = 12  # a title stands among the first lines
CLOSING_LINES = 8
LONGEST_TITLE_LINE = 60
LONGEST_SIGNATURE = 40
_STOPS = tuple("。；！？：")
_YEAR_WORDS = re.compile(YEAR.pattern + "度?")


def identify(
    clean: CleanText, paragraphs: Sequence[Span], names: Names, year: int | None
) -> Identity:
    """Return what *clean* says about itself; `year`, where given, is the user's word for it."""
    lines = [_Line(clean.text[span.start : span.end], span) for span in paragraphs]
    title_lines = _title_lines(lines, names)
    title = "".join(line.text for line in title_lines)
    closing = _closing(lines, title_lines)
    signature = next(_signatures(closing, names), None)
    written = _written(closing) or _written(lines[: len(title_lines) + 2])
    found_year, year_from = _year(title, lines, written, names)
    unit = _unit(title_lines, names) or (signature.value if signature else "")
    facts = [Fact("标题", line.text, line.span) for line in title_lines]
    if year_of(title) is not None:
        facts.append(Fact("标题年度", str(year_of(title)), title_lines[-1].span))
    if unit:
        facts.append(Fact("单位名称", unit, (signature or facts[0]).span))
    facts.extend(fact for fact in (signature, _dated(written)) if fact is not None)
    if year is not None:
        found_year, year_from = year, "命令行指定"
    return Identity(
        title, unit, found_year, year_from, written.date if written else None, tuple(facts)
    )


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Dated:
    date: date
    span: Span


def _title_lines(lines: Sequence[_Line], names: Names) -> list[_Line]:
    """Return the lines of the title: from the unit's lines above to the word for its genre."""
    for index, line in enumerate(lines[:TITLE_LINES]):
        if len(line.text) > LONGEST_TITLE_LINE or line.text.endswith(_STOPS):
            continue
        if not any(subject in line.text for subject in names.subjects) or _numbered(line.text):
            continue
        first = index
        while first and lines[first - 1].text.endswith((*names.offices, *names.places)):
            first -= 1
        last = index + 1
        if not line.text.endswith(names.genres) and last < len(lines):
            following = lines[last].text
            last += len(following) <= len(line.text) and following.endswith(names.genres)
        return list(lines[first:last])
    return []


def _numbered(line: str) -> bool:
    return heading_of(line, Span(0, len(line)), last_level=0) is not None


def _closing(lines: Sequence[_Line], title_lines: Sequence[_Line]) -> list[_Line]:
    last = lines[-CLOSING_LINES:]
    return [
        line for line in last if line not in title_lines and len(line.text) <= LONGEST_SIGNATURE
    ]


def _signatures(closing: Sequence[_Line], names: Names) -> Iterator[Fact]:
    endings = (*names.offices, *names.places)
    for line in closing:
        undated = _YEAR_WORDS.split(line.text)[0]
        if undated.endswith(endings) and not undated.endswith(_STOPS):
            yield Fact("落款", undated, Span(line.span.start, line.span.start + len(undated)))


def _written(lines: Sequence[_Line]) -> _Dated | None:
    for line in reversed(lines):
        found = dates_in(line.text) if len(line.text) <= LONGEST_SIGNATURE else []
        if found:
            when, start, end = found[-1]
            return _Dated(when, Span(line.span.start + start, line.span.start + end))
    return None


def _dated(written: _Dated | None) -> Fact | None:
    return Fact("成文日期", written.date.isoformat(), written.span) if written else None


def _unit(title_lines: Sequence[_Line], names: Names) -> str:
    for endings in (names.offices, names.places):
        for line in reversed(title_lines):
            name = _name_ending_in(line.text, endings, names)
            if name:
                return name
    return ""


def _name_ending_in(text: str, endings: Sequence[str], names: Names) -> str:
    """Return the body's name in *text*: what stands before the last of *endings* in it."""
    for word in (*names.lead_ins, *sorted(names.subjects, key=len, reverse=True)):
        text = text.replace(word, "\n")
    for part in re.split(r"[\n，、（）]", _YEAR_WORDS.sub("\n", text)):
        ends = [part.find(ending) + len(ending) for ending in endings if part.find(ending) > 0]
        if ends:
            return part[: max(ends)]
    return ""


def _year(
    title: str, lines: Sequence[_Line], written: _Dated | None, names: Names
) -> tuple[int | None, str]:
    """Return the report year and where it was read: title, opening lines, or date of writing."""
    in_title = year_of(title)
    if in_title is not None:
        return in_title, "标题"
    for line in lines[:TITLE_LINES]:
        if any(subject in line.text for subject in names.subjects):
            found = YEAR.search(line.text)
            if found:
                return number(found[1]), "正文开头"
    if written is not None:
        return written.date.year - 1, "成文日期的上一年"
    return None, ""
