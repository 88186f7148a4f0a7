"""A body of another level or place spoken of as the report's own: a sign of copied text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorer.checks.compiled import CheckWords
from scorer.checks.findings import around, finding
from scorer.model.document import Document, Sentence, Span
from scorer.model.result import Finding
from scorer.ruleset.finding_words import Meeting, Rank, UnitWords

_HAN = re.compile(r"[\u4e00-\u9fff]")
_NAMED = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:镇|乡|街道)")
_OPENING = re.compile(r"(?:[一二三四五六七八九十]{1,2}是|20\d\d年，?|今年以来，|现将)?")
_OWN_YEAR = re.compile(r"(?:20\d\d年度?)?")
_LONGEST_NAME = 8


def check_units(document: Document, words: CheckWords) -> Iterator[Finding]:
    """Yield where *document* speaks of another body as its own."""
    own = document.identity.unit
    unit = words.source.unit
    rank = _rank(own, unit)
    if rank is None:
        return
    own_name = _place(own, rank)
    rank = Rank(rank.units, tuple(word for word in rank.foreign if word in document.text))
    meetings = _meetings(document.text, unit)
    superior = bool(words.superior.find(document.text))
    told: set[str] = set()
    for sentence in document.sentences:
        for word, message, hit in (
            *(_foreign(document, sentence, rank, unit) if rank.foreign else ()),
            *(_strange(document, sentence, meetings) if meetings else ()),
            *(_superior(document, sentence, words) if superior else ()),
            *_named(document, sentence, own_name, unit),
        ):
            if word not in told:
                told.add(word)
                quoted = around(document.text, sentence.span, hit)
                yield finding(document, "unit.mismatch", message.format(own=own_name), quoted)


def _rank(own: str, unit: UnitWords) -> Rank | None:
    """Return the rank of the unit called *own*: by the last of the endings in its name.

    None for a name that is none, such as 乡镇.
    """
    if own.endswith(unit.no_names):
        return None
    found = [
        (own.rfind(ending) + len(ending), len(ending), rank)
        for rank in unit.ranks
        for ending in rank.units
        if ending in own
    ]
    return max(found, key=lambda each: each[:2])[2] if found else None


def _place(own: str, rank: Rank) -> str:
    end = max(own.rfind(ending) + len(ending) for ending in rank.units if ending in own)
    return own[:end]


_Told = tuple[str, str, Span]


def _foreign(
    document: Document, sentence: Sentence, rank: Rank, unit: UnitWords
) -> Iterator[_Told]:
    text = document.text
    endings = tuple(ending for each in unit.ranks for ending in each.units)
    for word in rank.foreign:
        at = text.find(word, sentence.span.start, sentence.span.end)
        if at < 0:
            continue
        before = text[max(sentence.span.start, at - 3) : at]
        # 白云 + 镇党委 is another body's name, unlike 我镇.
        ends_name = word.startswith(endings) and not before.endswith(unit.after)
        named = ends_name and _HAN.search(before[-1:])
        if named or before.endswith(unit.not_after):
            continue
        message = f"报告单位是“{{own}}”，这里写的是“{word}”，可能是别处的文字"
        yield word, message, Span(at, at + len(word))


def _meetings(text: str, unit: UnitWords) -> tuple[Meeting, ...]:
    """Return the meetings in *text* of bodies that are nowhere said to be above the unit."""
    return tuple(
        meeting
        for meeting in unit.meetings
        if meeting.name in text and not any(word in text for word in meeting.superiors)
    )


def _strange(
    document: Document, sentence: Sentence, meetings: tuple[Meeting, ...]
) -> Iterator[_Told]:
    for meeting in meetings:
        at = document.text.find(meeting.name, sentence.span.start, sentence.span.end)
        if at >= 0:
            message = f"“{meeting.name}”不是“{{own}}”或其上级的会议，可能是别处的文字"
            yield "会", message, Span(at, at + len(meeting.name))


def _superior(document: Document, sentence: Sentence, words: CheckWords) -> Iterator[_Told]:
    text = document.text[sentence.span.start : sentence.span.end]
    matches = words.superior.find(text)
    if not matches or words.not_superior.find(text):
        return
    for match in matches[:1]:
        start = sentence.span.start
        message = "这是上级的会议，“{own}”的报告里不会写成自己开的，可能是别处的文字"
        yield "会", message, Span(start + match.start, start + match.end)


def _named(
    document: Document, sentence: Sentence, own_name: str, unit: UnitWords
) -> Iterator[_Told]:
    """Yield another town's name at the head of a sentence that tells the unit's own acts."""
    text = document.text[sentence.span.start : sentence.span.end]
    opening = _OPENING.match(text)
    found = _NAMED.match(text, opening.end() if opening else 0)
    if found is None or len(found[0]) > _LONGEST_NAME:
        return
    name = found[0]
    own = own_name.endswith(name) or name.endswith(own_name)
    if own or name.endswith(unit.no_names) or name.startswith(unit.before_names):
        return
    if any(len(word) > 1 and word in name for word in unit.before_names):
        return  # a verb inside it: 全镇组织开展镇党委…
    year = _OWN_YEAR.match(text, found.end())
    if text.startswith(unit.own_acts, year.end() if year else found.end()):
        start = sentence.span.start + found.start()
        message = f"报告单位是“{{own}}”，这里把“{name}”写成自己，可能是别处的文字"
        yield name, message, Span(start, start + len(name))
