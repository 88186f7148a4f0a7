"""Flows of all pages → paragraphs: lines joined where the typesetter broke them.

A line begins a paragraph if it is indented, stands apart from the line before it, or if the line
before ended although the next word would have fitted on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import neg, sub
from statistics import median
from typing import NamedTuple

from scorer.model.document import Role
from scorer.reading.pageline import Line, joined
from scorer.reading.pageorder import Flow

INDENT = 1.0  # ems; first lines are set in by two
SLACK = 0.75  # ems; signs hang over the margin, spaces are squeezed
BROKEN_SLACK = 1.5  # where the line ends inside a sentence, as most paragraphs do not
SHORT = 3.0  # ems; a line that lacks so much is the last of its paragraph
CENTRED = 2.5  # ems of space on both sides
UNEVEN = 1.5  # ems by which the two may differ
APART = 1.3  # of the usual distance of lines
FAR = 2.0  # heights of a line, however far apart lines usually are
RESIZED = 0.25  # of the size of the letters
SHIFTED = 4.0  # ems by which a page's own margin may lie inside the usual one
FEWEST = 3  # lines; fewer do not show where full lines end
_STOPS = "。！？；："
_STOPPED = tuple(_STOPS)
_MARKER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．]"
)
# What is not parted at the end of a line: an opening bracket, a number or word, what closes it.
_CHUNK = re.compile(r"[（《“‘〔【]*(?:[0-9A-Za-z.,:%/+-]+|.)(?:[，。、；：！？）》”’〕】%]|[“‘].)*")


class Part(NamedTuple):
    """The lines of a paragraph that stand on one page."""

    page: int
    text: str


class Paragraph(NamedTuple):
    """A paragraph or a table's cell; it has several parts where a page ends inside it."""

    parts: tuple[Part, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class Margins:
    """Where full lines begin and end, and how far apart they stand; 0 where unknown.

    `indented` says that first lines are set in, so that a line that is not goes on.
    """

    left: float
    right: float
    pitch: float
    indented: bool


class _Set(NamedTuple):
    """A line with the measure of the flow it is set in; `opens` the flow's first line.

    `indent` is how far it is set in, in ems; `centred` whether it stands between like spaces.
    """

    line: Line
    margins: Margins
    page: int
    opens: bool
    indent: float
    centred: bool


def paragraphs(pages: Sequence[tuple[int, Sequence[Flow]]]) -> Iterator[Paragraph]:
    """Yield the paragraphs of *pages* (number and flows); running text goes on across pages."""
    usual = _usual([flow for _, found in pages for flow in found])
    running: list[_Set] = []
    for number, found in pages:
        for flow in found:
            if flow.role is Role.CELL:
                if running:
                    yield _finished(running)
                    running = []
                yield Paragraph((Part(number, joined([x.text for x in flow.lines])),), Role.CELL)
                continue
            for placed in _placed(flow, number, usual):
                if running and _begins(running[-1], placed):
                    yield _finished(running)
                    running = []
                running.append(placed)
    if running:
        yield _finished(running)


def _placed(flow: Flow, page: int, usual: Margins) -> list[_Set]:
    margins = _margins(flow.lines, None if flow.boxed else usual)
    left, first = margins.left, flow.lines[0]
    placed = []
    for line in flow.lines:
        indent = (line.left - left) / line.em
        centred = indent > INDENT and _is_centred(line, margins)
        placed.append(_Set(line, margins, page, line is first, indent, centred))
    return placed


def _finished(running: Sequence[_Set]) -> Paragraph:
    first, last = running[0].page, running[-1].page
    if first == last:  # as in most
        return Paragraph((Part(first, joined([x.line.text for x in running])),), Role.PARAGRAPH)
    numbers = sorted({placed.page for placed in running})
    texts = (joined([x.line.text for x in running if x.page == number]) for number in numbers)
    return Paragraph(tuple(map(Part, numbers, texts)), Role.PARAGRAPH)


def _usual(found: Sequence[Flow]) -> Margins:
    """Return the margins of the whole document, and whether its first lines are set in."""
    margins = _margins([line for flow in found for line in flow.lines])
    after_end = [
        (now.left - margins.left) > INDENT * now.em
        for flow in found
        for before, now in pairwise(flow.lines)
        if before.text.endswith(_STOPPED) and margins.right - before.right > SHORT * before.em
    ]
    return replace(margins, indented=2 * sum(after_end) > len(after_end))


def _margins(lines: Sequence[Line], usual: Margins | None = None) -> Margins:
    """Return the margins that three lines share; *usual* ones where too few do, or fewer reach."""
    if not lines:
        return Margins(0, 0, 0, indented=False)
    _, lefts, tops, rights, bottoms, ems = zip(*lines, strict=True)
    em = median(ems)
    left = _shared(sorted(lefts), em / 2)
    right = -_shared(sorted(map(neg, rights)), em)
    if usual is None:
        return Margins(left, right, _pitch(tops, bottoms), indented=False)
    if 0 < left - usual.left < SHIFTED * em:
        left = usual.left
    if 0 < usual.right - right < SHIFTED * em or len(lines) < FEWEST:
        right = usual.right
    return replace(usual, left=left, right=right)


def _pitch(tops: Sequence[float], bottoms: Sequence[float]) -> float:
    """Return how far apart lines that follow each other usually stand, 0 where none do."""
    heights = map(sub, bottoms, tops)
    middles = [(top + bottom) / 2 for top, bottom in zip(tops, bottoms, strict=True)]
    steps = [
        step
        for height, step in zip(heights, map(sub, middles[1:], middles), strict=False)
        if height / 2 < step < 4 * height
    ]
    return median(steps) if steps else 0


def _shared(edges: Sequence[float], within: float) -> float:
    """Return the first of the sorted *edges* that two others are near, or the first of all."""
    near = (one for one, third in zip(edges, edges[2:], strict=False) if third - one < within)
    return next(near, edges[0])


def _begins(before: _Set, now: _Set) -> bool:
    """Return whether *now* begins a paragraph."""
    other, line = before.line, now.line
    if not now.opens and _apart(other, line, now.margins.pitch):
        return True
    if now.centred or before.centred or _resized(other, line):
        return True
    stopped = other.text.rstrip()[-1:] in _STOPS
    set_in = now.indent > INDENT
    if now.margins.indented:
        return set_in or _ended_early(before, now, stopped=stopped)
    if set_in and (stopped or now.indent - before.indent > INDENT):
        return True
    marked = (set_in or stopped) and _MARKER.match(line.text) is not None
    return marked or _ended_early(before, now, stopped=stopped)


def _resized(before: Line, now: Line) -> bool:
    if abs(before.em - now.em) <= RESIZED * max(before.em, now.em):
        return False
    return not (before.text.isascii() or now.text.isascii())


def _apart(other: Line, line: Line, pitch: float) -> bool:
    if line.top - other.bottom > FAR * line.height:
        return True
    return pitch > 0 and line.middle - other.middle > APART * pitch


def _is_centred(line: Line, margins: Margins) -> bool:
    before, after = line.left - margins.left, margins.right - line.right
    return min(before, after) > CENTRED * line.em and abs(before - after) < UNEVEN * line.em


def _ended_early(before: _Set, now: _Set, *, stopped: bool) -> bool:
    """Return whether the beginning of *now* would have fitted on the line before it."""
    line, margins = before.line, before.margins
    room = (margins.right - line.right) / line.em
    if now.margins.indented and not stopped and now.indent < INDENT:
        return room > (margins.right - margins.left) / line.em / 2
    spare = room - (SLACK if stopped else BROKEN_SLACK)
    if spare < 0:  # as on most lines
        return False
    chunk = _CHUNK.match(now.line.text)
    return spare >= (_ems(chunk.group()) if chunk else 1)


def _ems(text: str) -> float:
    return sum(0.5 if char.isascii() else 1 for char in text)
