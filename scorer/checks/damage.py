"""Characters lost on the way: a sentence, a date, a number or a pair of signs is not whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorer.checks.compiled import CheckWords
from scorer.checks.findings import around, finding, source_finding
from scorer.model.document import Document, Span
from scorer.model.result import Finding
from scorer.understanding.numerals import damaged_dates_in, dates_in

_YEARS = re.compile(r"20(?<!\d..)\d\d20\d\d年|20(?<=（..)[0-4]\d20[0-4]\d(?=）)")
_DATES = (
    re.compile(r"20(?<!\d..)\d\d(?:1[0-2]|[1-9])月(?:3[01]|[12]\d|[1-9])日"),
    re.compile(r"20(?<!\d..)\d\d(?:年\d{3,4}|\d{2,4})日"),
    re.compile(
        r"20(?<![\dA-Za-z]..)\d\d[1-9](?:0[1-9]|[12]\d|3[01])"
        r"(?=[\u4e00-\u9fff])(?![号期批件人次元万亿亩吨户个份册条名张字米公平余多])"
    ),
    re.compile(
        r"20(?<![\dA-Za-z]..)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=[\u4e00-\u9fff])(?![号期批件])"
    ),
)
_NUMBERS = (
    re.compile(r"[发函办字政委]20\d\d\d{1,3}号"),
    re.compile(r"〔20\d\d(?=\d{0,3}号)"),
    re.compile(r"20\d\d(?<!〔....)〕\d+号"),
)
_UNFINISHED = (re.compile(r"〔20\d\d〕\d{1,4}(?=[\u4e00-\u9fff])(?!号)"),)
_QUOTES = '“”"'
_MOST_ODD = 2  # paragraphs; a report with more of them sets its quotation marks anyhow
_YEAR_LIKE = re.compile(r"20\d\d")
_PAIRS = {"《": "》", "（": "）", "〔": "〕"}
_CLOSING = {close: opened for opened, close in _PAIRS.items()}
_SIGNS = re.compile("[《》（）〔〕]")
_ENUMERATOR = re.compile(r"(?:^|[。；：，、\n\s])[\dA-Za-z一二三四五六七八九十①-⑳]{1,3}$")
_FARTHEST = {"《": 120, "〔": 20, "（": 500}  # characters between a sign and its pair
_MOST_SELVES = 2
_CLOSING_LINES = 8
_SHOWN = 24  # characters quoted from a mark that has lost its pair


def check_damage(document: Document, words: CheckWords) -> Iterator[Finding]:
    """Yield where characters are missing so that it no longer reads."""
    dates = list(_dates(document))
    for span, message in dates:
        yield finding(document, "text.damaged", message, span)
    for hit, message in _lost_signs(document.text, words):
        if not any(span.start <= hit.start < span.end for span, _ in dates):
            yield _told(document, message, hit)
    yield from _lost_selves(document, words)
    yield from _unpaired(document)
    yield from _odd_quotes(document)


def _lost_signs(text: str, words: CheckWords) -> Iterator[tuple[Span, str]]:
    """Yield where something is missing that expressions can find, and what it is."""
    for expressions, message in (
        ((_YEARS,), "两个年份连在一起，中间的横线掉了"),
        (_DATES, "日期掉了字，读不通"),
        (_NUMBERS, "文号的括号掉了"),
        (_UNFINISHED, "文号掉了“号”字"),
        ((words.measured,), "数字后面掉了量词"),
        (words.unmeasured, "数字后面掉了量词"),
        (words.no_number, "数字掉了"),
        (words.garbled, "有读不出的乱码，原来的字掉了"),
        (words.marks, "标点紧挨着，中间掉了字"),
    ):
        told: set[int] = set()  # where two expressions of one kind meet, it is the same flaw
        for hit in (hit for each in expressions for hit in each.finditer(text)):
            year = expressions == (words.measured,) and _YEAR_LIKE.fullmatch(hit[0])
            if not year and hit.start() not in told:
                told.add(hit.start())
                yield Span(*hit.span()), message


def _told(document: Document, message: str, hit: Span) -> Finding:
    start = document.text.rfind("\n", 0, hit.start) + 1
    end = document.text.find("\n", hit.end)
    line = Span(start, len(document.text) if end < 0 else end)
    return finding(document, "text.damaged", message, around(document.text, line, hit))


def _dates(document: Document) -> Iterator[tuple[Span, str]]:
    """Yield dates of the closing whose 年, 月 or 日 is lost, and what is wrong with them."""
    for span in document.paragraphs[-_CLOSING_LINES:]:
        line = document.text[span.start : span.end]
        for found in () if dates_in(line) else damaged_dates_in(line):
            meant = f"应为 {found.date.isoformat()}" if found.date else "看不出是哪一天"
            place = Span(span.start + found.start, span.start + found.end)
            yield place, f"日期掉了字，{meant}"


def _lost_selves(document: Document, words: CheckWords) -> Iterator[Finding]:
    """Yield 我 where 我镇 is meant: a report that says 我镇 says 我 only by a slip.

    A leader who reports of himself says 我 for himself.
    """
    damage = words.source.damage
    if not any(word in document.text for word in damage.selves):
        return
    if any(word in document.text for word in damage.author):
        return
    hits = list(words.lost_self.finditer(document.text))
    if len(hits) > _MOST_SELVES:
        return
    for hit in hits:
        yield _told(document, "“我”后面掉了字", Span(*hit.span()))


def _unpaired(document: Document) -> Iterator[Finding]:
    """Yield brackets without their pair; a half bracket behind a list number is none."""
    text = document.text
    opened: list[tuple[str, int]] = []
    lost: list[tuple[str, int]] = []
    for hit in _SIGNS.finditer(text):
        sign, at = hit[0], hit.start()
        if sign in _PAIRS:
            opened.append((sign, at))
            continue
        pair = next((each for each in reversed(opened) if each[0] == _CLOSING[sign]), None)
        if pair is not None and at - pair[1] <= _FARTHEST[pair[0]]:
            inner = opened[opened.index(pair) + 1 :]
            lost.extend(inner)
            opened = opened[: opened.index(pair)]
        elif sign != "）" or not _ENUMERATOR.search(text[max(0, at - 6) : at]):
            lost.append((sign, at))
    for sign, at in sorted([*lost, *opened], key=lambda each: each[1]):
        if sign == "〔" and _NUMBERS[1].match(text, at):
            continue
        other = _PAIRS.get(sign) or _CLOSING[sign]
        yield _told(document, f"有“{sign}”没有“{other}”", Span(at, at + 1))


def _odd_quotes(document: Document) -> Iterator[Finding]:
    """Yield paragraphs with an odd number of quotation marks: one of a pair is lost.

    Which way a mark turns is not asked: typists mistake that too often.
    """
    source = document.clean.source.text
    if not sum(map(source.count, _QUOTES)):
        return
    odd = [span for span in document.paragraphs if _is_odd(document, span)]
    for span in odd if len(odd) <= _MOST_ODD else ():
        start, end = document.quoted_range(span, _QUOTES, _QUOTES)
        first = next(at for at in range(start, end) if source[at] in _QUOTES)
        message = "引号不成对，掉了一个"
        yield source_finding(document, "text.damaged", message, (first, min(end, first + _SHOWN)))


def _is_odd(document: Document, span: Span) -> bool:
    start, end = document.quoted_range(span, _QUOTES, _QUOTES)
    text = document.clean.source.text
    return sum(text.count(sign, start, end) for sign in _QUOTES) % 2 == 1
