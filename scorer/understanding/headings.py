"""Which paragraphs are headings, of what level, and where a run-in heading ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scorer.model.document import Span

_NUMERAL = "[一二三四五六七八九十]{1,3}"
# Rank of a marker: 一、 > （一） > 1. > (1) > ①. The half bracket is a damaged （一）.
_MARKERS = (
    (1, re.compile(rf"第{_NUMERAL}(?:部分|章|节)[、：]?|{_NUMERAL}[、.。，：]|【{_NUMERAL}】")),
    (2, re.compile(rf"（{_NUMERAL}）[、.。]?|{_NUMERAL}）")),
    (3, re.compile(r"\d{1,2}[、.](?!\d)")),
    (4, re.compile(r"（\d{1,2}）[、.]?|\d{1,2}）|[①-⑳]")),
)
_LOST_MARKER = re.compile("、")
_STOP = re.compile("[。！？]")
_PARTICULAR = re.compile(r"\d|《")
LONGEST_HEADING = 60
LONGEST_RUN_IN = 30  # a longer sentence with a comma is a statement of its own
LONGEST_LABEL = 30
LONGEST_BARE_HEADING = 25


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph that opens a section. `title` ends before the stop; `body` is the rest.

    `announces` is False where the numbered paragraph is a statement of its own, too long for a
    heading: its words are body, the title is only their beginning.
    """

    number: str
    level: int
    title: Span
    body: Span
    announces: bool


def heading_of(text: str, paragraph: Span, last_level: int) -> Heading | None:
    """Return the numbered heading that *paragraph* of *text* opens with, if it does.

    `last_level` is the level of the heading before, which a lost marker (“、加强…”) continues;
    where there is none (0), a short line with a lost marker is of the first level.
    """
    line = text[paragraph.start : paragraph.end]
    for level, marker in _MARKERS:
        found = marker.match(line)
        if found:
            return _split(line, paragraph, found[0], level)
    lost = _LOST_MARKER.match(line)
    if lost and (last_level or (len(line) <= LONGEST_HEADING and not _STOP.search(line))):
        return _split(line, paragraph, lost[0], last_level or 1)
    return None


def bare_heading(text: str, paragraph: Span, level: int) -> Heading | None:
    """Return an unnumbered heading: a short line without any stop or comma, but a last colon."""
    title = Span(
        paragraph.start, paragraph.end - text.endswith("：", paragraph.start, paragraph.end)
    )
    line = text[title.start : title.end]
    if not line or len(line) > LONGEST_BARE_HEADING or re.search("[。！？；，：]", line):
        return None
    return Heading("", level, title, Span(paragraph.end, paragraph.end), announces=True)


def _split(line: str, paragraph: Span, marker: str, level: int) -> Heading:
    start = paragraph.start + len(marker)
    stop = _STOP.search(line, len(marker))
    title_end = paragraph.start + (stop.start() if stop else len(line))
    if _announces(line[len(marker) : title_end - paragraph.start], stopped=stop is not None):
        body = paragraph.start + (stop.end() if stop else len(line))
        return Heading(
            marker, level, Span(start, title_end), Span(body, paragraph.end), announces=True
        )
    label = re.search("[，：；、]", line[len(marker) : len(marker) + LONGEST_LABEL])
    label_end = start + (label.start() if label else LONGEST_LABEL)
    return Heading(
        marker, level, Span(start, label_end), Span(start, paragraph.end), announces=False
    )


def _announces(title: str, *, stopped: bool) -> bool:
    """Return whether *title* only announces what follows; `stopped` says that it is a sentence."""
    if not stopped:
        return len(title) <= LONGEST_HEADING
    if _PARTICULAR.search(title):
        return False
    return len(title) <= LONGEST_RUN_IN or ("，" not in title and len(title) <= LONGEST_HEADING)
