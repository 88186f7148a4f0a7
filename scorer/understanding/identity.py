"""Who reports about which year: title, unit, year, signature, date, as the report states them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scorer.model.document import CleanText, Fact, Identity, Span
from scorer.understanding.headings import heading_of
from scorer.understanding.language import Names
from scorer.understanding.numerals import YEAR, damaged_dates_in, dates_in, number, year_of

TITLE_LINES = 40  # a title stands among the first lines, below what a web page puts there
OPENING_LINES = 12
CLOSING_LINES = 8
LONGEST_TITLE_LINE = 60
LONGEST_SIGNATURE = 40
GIVEN = "命令行指定"  # where a year comes from that the user gave
_STOPS = tuple("。；！？：")
_TRAIL = re.compile("[>|》\\\\]")  # a breadcrumb or a table, no title
_BAR = "|"
_LABEL = re.compile(r"\[|【|[^，。]{1,8}：")  # [发布机构]清河镇人民政府, 来源：清河镇人民政府
_OF_A_YEAR = 3  # as long as what may follow a year by itself: 2024年以来，
_SAME_PLACE = 3  # so many characters of a place's name say which it is: 清河镇
_SENTENCE = re.compile("[，。；！？]")
_NAMED_YEARS = re.compile("《[^》]*》|（[^）]*[—–～至-][^）]*）")  # 《…纲要（2021—2025年）》
_BEGINNING_YEAR = re.compile(f"{YEAR.pattern}(?:度?，|以来)")
_GENRE_YEAR = re.compile(f"[^，。；《]{{0,20}}?{YEAR.pattern}[^，。；]{{0,30}}$")  # a title's
# the notice that asks for the report: 《关于报送2022年度法治政府建设情况的通知》
_ASKED_FOR = re.compile(rf"《[^》—–～至]*?{YEAR.pattern}度[^》]*》")
_YEAR_WORDS = re.compile(YEAR.pattern + "度?")


def identify(
    clean: CleanText, paragraphs: Sequence[Span], names: Names, year: int | None
) -> Identity:
    """Return what *clean* says about itself; `year`, where given, is the user's word for it."""
    lines = [_line(clean.text, span) for span in paragraphs]
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
        found_year, year_from = year, GIVEN
    return Identity(
        title, unit, found_year, year_from, written.date if written else None, tuple(facts)
    )


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    span: Span


def _line(text: str, span: Span) -> _Line:
    """Return the words at *span*, without the bars of a table row that a page left around them."""
    row = text[span.start : span.end]
    start = span.start + len(row) - len(row.lstrip(_BAR))
    end = max(start, span.start + len(row.rstrip(_BAR)))
    return _Line(text[start:end], Span(start, end))


@dataclass(frozen=True, slots=True)
class _Dated:
    date: date
    span: Span


def _title_lines(lines: Sequence[_Line], names: Names) -> list[_Line]:
    """Return the lines of the title: from the unit's lines above to the word for its genre."""
    ranked = [
        (-_likeness(line.text, names), index)
        for index, line in enumerate(lines[: _first_heading(lines)])
        if _may_be_title(line, names)
    ]
    if not ranked:
        return list(_title_in_line(lines[0], names)) if lines else []
    index = min(ranked)[1]
    first, last = index, index + 1
    while first and _heads_the_title(lines[first - 1].text, lines[index].text, names):
        first -= 1
    if not lines[index].text.endswith(names.genres) and last < len(lines):
        following = lines[last].text
        last += len(following) <= len(lines[index].text) and following.endswith(names.genres)
    return list(lines[first:last])


def _heads_the_title(above: str, title: str, names: Names) -> bool:
    """Return whether the body's name *above* belongs to the *title* below it.

    A title that names its own body takes another one of the same place (the Party committee above
    the government), not its own name said twice, nor the name of the web site.
    """
    if not above.endswith((*names.offices, *names.places)) or _LABEL.match(above):
        return False
    if not _name_ending_in(title, (*names.offices, *names.places), names):
        return True
    place = _name_ending_in(above, names.places, names)[-_SAME_PLACE:]
    return bool(place) and place in title and not title.startswith(above)


def _first_heading(lines: Sequence[_Line]) -> int:
    """Return the place of the first numbered heading, below which no title stands."""
    numbered = (
        index
        for index, line in enumerate(lines[:TITLE_LINES])
        if heading_of(line.text, Span(0, len(line.text)), 0) is not None
    )
    return next(numbered, TITLE_LINES)


def _may_be_title(line: _Line, names: Names) -> bool:
    text = line.text
    if len(text) > LONGEST_TITLE_LINE or text.endswith(_STOPS) or _TRAIL.search(text):
        return False
    numbered = heading_of(text, Span(0, len(text)), 0) is not None
    return not numbered and any(subject in text for subject in names.subjects)


def _likeness(text: str, names: Names) -> int:
    """Return how much *text* looks like a title: it names the year, the genre, the unit."""
    named = any(place in text for place in (*names.offices, *names.places))
    return 2 * (year_of(text) is not None) + 2 * text.endswith(names.genres) + named


def _title_in_line(line: _Line, names: Names) -> Iterator[_Line]:
    """Yield the title that a report written as one line begins with."""
    head = line.text[:LONGEST_TITLE_LINE]
    ends = [head.find(genre) + len(genre) for genre in names.genres if genre in head]
    if not ends:
        return
    title = _Line(head[: min(ends)], Span(line.span.start, line.span.start + min(ends)))
    if "，" not in title.text and _may_be_title(title, names):
        yield title


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
        bare = len(line.text) <= LONGEST_SIGNATURE and not _SENTENCE.search(line.text)
        found = dates_in(line.text) if bare else []
        if found:
            when, start, end = found[-1]
            return _Dated(when, Span(line.span.start + start, line.span.start + end))
        for damaged in damaged_dates_in(line.text) if bare else ():
            if damaged.date is not None:
                begin = line.span.start
                return _Dated(damaged.date, Span(begin + damaged.start, begin + damaged.end))
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
    in_opening = next(_years_of_opening(lines, names), None)
    if in_opening is not None:
        return in_opening
    if written is not None:
        return written.date.year - 1, "成文日期的上一年"
    return None, ""


def _years_of_opening(lines: Sequence[_Line], names: Names) -> Iterator[tuple[int, str]]:
    """Yield the years that the opening states, the surest first, and where each stands."""
    opening = [line.text for line in lines[:OPENING_LINES]]
    about = [text for text in opening if any(subject in text for subject in names.subjects)]
    first = _first_heading(lines)  # 一、2025年主要工作, where nothing stands above it
    for text in (*about, *opening[first : first + 1]):
        told = _told_year(_NAMED_YEARS.sub("", text), names)
        if told is not None:
            yield told, "正文开头"
    for asked in filter(None, map(_ASKED_FOR.search, about)):
        yield number(asked[1]), "正文开头的来文名称"
    for text in opening:
        found = _BEGINNING_YEAR.match(text)
        if found is None and text.endswith(names.genres):
            found = _GENRE_YEAR.match(text)
        if found:
            yield number(found[1]), "正文开头"


def _told_year(text: str, names: Names) -> int | None:
    """Return the year that *text* tells of: 2024年，我镇…, not the 2023 of 在2023年成绩之上."""
    years = list(YEAR.finditer(text))
    for year in years:
        clause = _SENTENCE.split(text[year.end() :], maxsplit=1)[0]
        if len(clause) <= _OF_A_YEAR or any(subject in clause for subject in names.subjects):
            return number(year[1])
    return number(years[0][1]) if years else None
