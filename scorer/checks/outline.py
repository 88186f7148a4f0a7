"""Numbers of headings and of 一是、二是 lists: repeated, skipped, or lost.

What ordinary reports do is no finding: a list that starts anew under the next heading, or goes on
counting there (1、2、3、 and then 4、 under the next （二）); numbers that a web page put into the
text; rows of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scorer.checks.findings import finding
from scorer.model.document import Document, Role, Section, Span
from scorer.model.result import Finding
from scorer.understanding.numerals import number

_NUMERAL = re.compile(r"[一二三四五六七八九十]+|\d+")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LISTED = re.compile(r"([一二三四五六七八九十]{1,3})[是要](?=[\u4e00-\u9fff《])")
_BEFORE_LISTED = "。；：，！？、\n"
_LOST = re.compile(r"(?<=[。！？；\n])、")
_SHOWN = 12  # characters that are quoted of a heading whose number is lost
_STOPS = "。；：！？…”）"
_BRACKETED, _LEAST_LEVEL_OF_LISTS = 2, 3
_DIGITS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A heading with its number; `form` is its marker with the number taken out."""

    value: int
    form: str
    section: Section


def check_outline(document: Document) -> Iterator[Finding]:
    """Yield the numbers of *document* that are repeated, skipped or lost."""
    yield from _headings(document)
    yield from _half_brackets(document)
    yield from _lists(document)


def _headings(document: Document) -> Iterator[Finding]:
    open_numbers: dict[int, list[_Numbered]] = {}
    before: Section | None = None
    for section in document.sections:
        for level in [level for level in open_numbers if level > section.level]:
            del open_numbers[level]
        read = _numbered(document, section)
        if read is None:
            if section.number in ("、", "") and before is not None:
                yield from _lost(document, section, before)
            if not section.number:
                open_numbers.pop(section.level, None)
        elif not _from_web_page(document, read):
            siblings = open_numbers.setdefault(section.level, [])
            last = next((each for each in reversed(siblings) if each.form == read.form), None)
            broken = last is not None and siblings[-1] is not last
            message = "" if broken else _sequence_message(document, last, read)
            if message:
                yield finding(document, "outline.numbering", message, _place(document, last, read))
            siblings.append(read)
        before = section


def _half_brackets(document: Document) -> Iterator[Finding]:
    """Yield 一） where the other headings of the report have both brackets."""
    if not any(
        each.number.startswith("（") and each.level == _BRACKETED for each in document.sections
    ):
        return
    for section in document.sections:
        half = section.number[-1:] == "）" and section.number[0] != "（"
        if section.level == _BRACKETED and half:
            message = f"序号“{section.number}”少了左括号"
            yield finding(document, "outline.numbering", message, _whole(section))


def _numbered(document: Document, section: Section) -> _Numbered | None:
    found = _NUMERAL.search(section.number)
    if document.clean.block_at(section.heading.start).role is Role.CELL:
        return None
    if section.number[:1] and section.number[0] in _CIRCLED:
        return _Numbered(_CIRCLED.index(section.number[0]) + 1, "①", section)
    if found is None:
        return None
    form = section.number.replace(found[0], "", 1)
    return _Numbered(number(found[0]), _form(form), section)


def _whole(section: Section) -> Span:
    """Return the heading with its number."""
    return Span(section.heading.start - len(section.number), section.heading.end)


def _form(marker: str) -> str:
    """Return *marker* without the slips that do not change what it is (一. for 一、)."""
    return (
        marker.translate(dict.fromkeys(map(ord, "、.。，："), "、")).replace("）、", "）") or "、"
    )


def _lost(document: Document, section: Section, before: Section) -> Iterator[Finding]:
    if section.number == "、" and section.heading.start > before.heading.start:
        yield finding(document, "outline.numbering", "标题前只有顿号，序号掉了", _whole(section))


def _from_web_page(document: Document, read: _Numbered) -> bool:
    """Return whether a small number stands where the sentence before is not finished."""
    start = _whole(read.section).start
    if read.section.level < _LEAST_LEVEL_OF_LISTS or start == 0:
        return False
    line_start = document.text.rfind("\n", 0, start - 1) + 1
    line = document.text[line_start : start - 1]
    heading = any(each.heading.end >= start - 1 > each.heading.start for each in document.sections)
    return bool(line) and line[-1] not in _STOPS and not heading


def _sequence_message(document: Document, last: _Numbered | None, read: _Numbered) -> str:
    label = read.section.number
    if last is None:
        return _first_message(document, read)
    if read.value == last.value:
        return f"序号“{label}”重复，前面已有“{last.section.label[:20]}”"
    if read.value < last.value:
        turned = f"序号“{label}”排在“{last.section.number}”后面，次序颠倒"
        return turned if read.value > 1 else ""
    return _gap_message(document, last, read)


def _place(document: Document, last: _Numbered | None, read: _Numbered) -> Span:
    """Return where a number is missing: a lone 、 behind a stop, or else the heading itself."""
    if last is not None and read.value > last.value + 1:
        between = last.section.heading.end, read.section.heading.start
        lost = _LOST.search(document.text, *between)
        if lost is not None:
            return Span(lost.start(), lost.start() + min(_SHOWN, between[1] - lost.start()))
    return _whole(read.section)


def _gap_message(document: Document, last: _Numbered, read: _Numbered) -> str:
    """Return a message where numbers between two headings are nowhere in the text."""
    label = read.section.number
    between = Span(last.section.heading.start, read.section.heading.start)
    follows = read.value == last.value + 1
    if follows or _written_between(document, between, last.value + 1, read):
        return ""
    missing = "、".join(
        _like(read.section.number, value) for value in range(last.value + 1, read.value)
    )
    return f"序号从“{last.section.number}”跳到“{label}”，缺“{missing}”"


def _first_message(document: Document, read: _Numbered) -> str:
    """Return a message where a list of headings starts with its second."""
    section = read.section
    if read.value != len(_DIGITS[:2]) or section.level >= _LEAST_LEVEL_OF_LISTS:
        return ""
    start = 0 if section.parent is None else document.sections[section.parent].heading.start
    before = [
        each
        for each in document.sections
        if each.level == section.level and start <= each.heading.start < section.heading.start
    ]
    span = Span(start, section.heading.start)
    if before or _written_between(document, span, 1, read) or _goes_on(document, section):
        return ""
    return f"从“{section.number}”开始，缺“{_like(section.number, 1)}”"


def _goes_on(document: Document, section: Section) -> bool:
    """Return whether the numbers of this level simply go on from the part before."""
    earlier = [
        each
        for each in document.sections
        if each.level == section.level and each.heading.start < section.heading.start
    ]
    if not earlier:
        return False
    found = _NUMERAL.search(earlier[-1].number)
    own = _NUMERAL.search(section.number)
    return found is not None and own is not None and number(own[0]) == number(found[0]) + 1


def _written_between(document: Document, span: Span, value: int, read: _Numbered) -> bool:
    """Return whether the missing number stands in the running text between."""
    marker = _like(read.section.number, value)
    bare = marker.rstrip("、.。，：")
    return bare in document.text[span.start : span.end]


def _like(marker: str, value: int) -> str:
    """Return *marker* with its numeral replaced by *value* in the same writing."""
    if marker[0] in _CIRCLED:
        return _CIRCLED[value - 1]
    found = _NUMERAL.search(marker)
    if found is None:
        return marker
    written = str(value) if found[0].isdecimal() else _chinese(value)
    return marker.replace(found[0], written, 1)


def _chinese(value: int) -> str:
    tens, ones = divmod(value, 10)
    before = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens - 1] + "十"
    return before + (_DIGITS[ones - 1] if ones else "")


def _lists(document: Document) -> Iterator[Finding]:
    """Yield the numbers of 一是、二是 lists that do not go on from any list that is open."""
    starts = iter([*(section.heading.start for section in document.sections), len(document.text)])
    border = next(starts)
    opened: list[int] = []
    for hit in _LISTED.finditer(document.text):
        while hit.start() >= border:
            border, opened = next(starts, len(document.text) + 1), []
        if hit.start() and document.text[hit.start() - 1] not in _BEFORE_LISTED:
            continue
        value = number(hit[1])
        if value == 1 or not opened:
            opened = [*opened, value] if value == 1 else opened
            continue
        if value - 1 in opened:
            opened = [*opened[: _rindex(opened, value - 1)], value]
            continue
        message = _list_message(opened[-1], value, hit[0])
        opened = [*opened[:-1], value]
        if message:
            span = Span(hit.start(), min(hit.end() + 12, len(document.text)))
            yield finding(document, "outline.numbering", message, _one_line(document, span))


def _list_message(last: int, value: int, written: str) -> str:
    kind = written[-1]
    if value == last:
        return f"列举中“{written}”重复"
    if value == last + 2:
        return f"列举从“{_chinese(last)}{kind}”跳到“{written}”，缺“{_chinese(last + 1)}{kind}”"
    return ""


def _rindex(values: list[int], value: int) -> int:
    return len(values) - 1 - values[::-1].index(value)


def _one_line(document: Document, span: Span) -> Span:
    end = document.text.find("\n", span.start, span.end)
    return span if end < 0 else Span(span.start, end)
