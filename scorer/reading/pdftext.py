"""A PDF page's text layer → lines with places, and how many of its glyphs have no text.

PDFium gives the text in lines; only the ends of lines and what stands beside a gap are measured,
since asking for the place of every character would take longer than reading the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import sub
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from scorer.reading.pageline import Line
from scorer.reading.pagerows import GAP, joined_rows
from scorer.reading.pdfglyphs import (
    Boxes,
    Sign,
    TextPage,
    characters,
    generated,
    opened,
    unmapped,
)

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

HOLE = 0.3  # ems between two Chinese characters
WORD_GAP = 0.15  # ems; a wider one is a space between words
_LATIN = frozenset(ascii_letters + digits)
_LATIN_PAIR = re.compile("[0-9A-Za-z]{2}")
_SPACE = re.compile(" ")
_LINE = re.compile(".+")  # each sign but line feeds, for which it need not look into a set
_DROPPED = "\ud800"  # keeps the place of a sign that is not shown; no text has half a character
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd\ufffd]")
# Symbol and Wingdings signs; before a text they are a list's bullet and have no text to lose.
_BULLET = re.compile("^\\s*[\uf020-\uf0ff]+(?=\\s|[\u4e00-\u9fff]|$)")
_WIDE_FIRST, _WIDE_LAST = "\u2e80", "\uffef"
_WIDE = re.compile(f"[{_WIDE_FIRST}-{_WIDE_LAST}]")
_LEAST_EM = 1.0  # points; damaged fonts have letters without a size
_NARROW_EM = 0.7  # of the height of a line without Chinese characters


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The lines of a page in the file's order; `glyphs` counts all, `unmapped` those unread."""

    lines: tuple[Line, ...]
    glyphs: int
    unmapped: int


def text_layer(page: PdfPage, *, bytewise: bool = False) -> TextLayer:
    """Return the text of *page*; glyphs that have no text are counted and left out.

    *bytewise* says that the codes of all its fonts are bytes (`codes_are_bytes`).
    """
    with opened(page) as textpage:
        return _Reader(page, textpage, bytewise=bytewise).layer()


class _Reader:
    """Cuts one text page into lines; used once, then dropped."""

    def __init__(self, page: PdfPage, textpage: TextPage, *, bytewise: bool) -> None:
        self._text = characters(textpage)
        self._unmapped = unmapped(textpage, self._text, bytewise=bytewise)
        spaces = [found.start() for found in _SPACE.finditer(self._text)]
        self._made_up = generated(textpage, spaces)
        self._shown = self._less_dropped()
        self._boxes = Boxes(page, textpage)
        self._found: list[Line] = []

    def layer(self) -> TextLayer:
        spans = [found.span() for found in _LINE.finditer(self._text.replace("\r", "\n"))]
        self._boxes.measure(self._edges(spans))
        for start, end in spans:
            self._read(start, end)
        lines = self._found
        glyphs = "".join(self._text.split())
        lost = len(self._unmapped)
        if not (glyphs.isprintable() and "\ufffd" not in glyphs):  # private signs are not printed
            lost += sum(_private(line.text) for line in lines)
            lines = list(_without_private(lines))
        return TextLayer(joined_rows(lines), len(glyphs), lost)

    def _less_dropped(self) -> str:
        """Return the text with `_DROPPED` for each sign that is not shown.

        Such are glyphs without text, and made-up spaces unless they part Latin words.
        """
        around = self._text + " "  # something stands behind the last sign and before the first
        dropped = [
            at
            for at in self._made_up
            if around[at - 1] not in _LATIN or around[at + 1] not in _LATIN
        ]
        if self._unmapped:
            dropped = sorted({*dropped, *self._unmapped})
        pieces, start = [], 0
        for at in dropped:
            pieces.append(self._text[start:at])
            start = at + 1
        return _DROPPED.join([*pieces, self._text[start:]])

    def _latin(self, at: int) -> bool:
        return self._text[at : at + 1] in _LATIN

    def _edges(self, spans: Iterable[tuple[int, int]]) -> set[int]:
        """Return where the lines at *spans* begin and end, and what stands beside a gap."""
        edges = {at for start, end in spans for at in (start, end - 1)}
        return edges.union([at - 1 for at in self._made_up], [at + 1 for at in self._made_up])

    def _read(self, start: int, end: int) -> None:
        """Find the line at [start, end), cut where a wide gap parts the cells of a table."""
        em = self._em(start, end)
        made_up = self._made_up
        inside = made_up[bisect_left(made_up, start + 1) : bisect_left(made_up, end - 1)]
        if not inside:
            self._add(start, end, em)
            return
        boxes, most = self._boxes, HOLE * em
        gaps = [(at, boxes[at + 1][0] - boxes[at - 1][2]) for at in inside]
        if any(self._is_hole(at, gap) for at, gap in gaps if not -most <= gap <= most):
            self._sort(start, end, em)
        else:
            self._cut(start, end, em, [at for at, gap in gaps if gap >= GAP * em])

    def _is_hole(self, at: int, gap: float) -> bool:
        """Whether the wide *gap* at a space says that other letters stand there or come before."""
        return gap < 0 or not (self._latin(at - 1) or self._latin(at + 1))

    def _cut(self, start: int, end: int, em: float, cuts: Sequence[int]) -> None:
        """Find the lines that the spaces at *cuts* make of the line at [start, end)."""
        if 2 * len(cuts) + 1 >= end - start:  # a title with its letters set apart
            cuts = ()
        for cut in cuts:
            self._add(start, cut, em)
            start = cut + 1
        self._add(start, end, em)

    def _sort(self, start: int, end: int, em: float) -> None:
        """Find the line at [start, end) by its places: the file has each font's letters apart."""
        text = self._text[start:end]
        signs = [at for at, sign in enumerate(text, start) if not sign.isspace()]
        if not signs:
            return
        placed = sorted(self._boxes.of(signs))
        lefts, _, rights, _, _ = zip(*placed, strict=True)
        wide, gaps = GAP * em, map(sub, lefts[1:], rights)
        cuts = [at for at, gap in enumerate(gaps, 1) if gap >= wide]
        if 2 * len(cuts) + 2 > len(placed):  # a title with its letters set apart
            cuts = []
        for first, last in pairwise([0, *cuts, len(placed)]):
            self._found.append(self._joined(placed[first:last], em))

    def _joined(self, cell: Sequence[Sign], em: float) -> Line:
        lefts, tops, rights, bottoms, signs = zip(*cell, strict=True)
        text = "".join([self._shown[at] for at in signs]).replace(_DROPPED, "")
        if _LATIN_PAIR.search(text):
            text = self._spaced(cell, em)
        return Line(text, lefts[0], min(tops), rights[-1], max(bottoms), em)

    def _spaced(self, cell: Sequence[Sign], em: float) -> str:
        """Return the text of *cell* with a space where Latin letters stand apart."""
        text, end = "", cell[0][0]
        for left, _, right, _, at in cell:
            char = self._shown[at]
            if left - end > WORD_GAP * em and char in _LATIN and text[-1:] in _LATIN:
                text += " "
            if char != _DROPPED:
                text += char
            end = right
        return text

    def _add(self, start: int, end: int, em: float) -> None:
        """Find the line at [start, end), less the signs that are dropped."""
        if self._text[start].isspace() or self._text[end - 1].isspace():
            text = self._text[start:end]
            start += len(text) - len(text.lstrip())
            end = start + len(text.strip())
            if start >= end:
                return
        text = self._shown[start:end].replace(_DROPPED, "")
        left, top, _, bottom, _ = self._boxes[start]
        _, top_last, right, bottom_last, _ = self._boxes[end - 1]
        self._found.append(
            Line(text, left, min(top, top_last), right, max(bottom, bottom_last), em)
        )

    def _em(self, start: int, end: int) -> float:
        """Return the width of a Chinese character, the wider of two: some fonts measure ink."""
        text, boxes = self._text, self._boxes
        first, last = start, end - 1
        if not _WIDE_FIRST <= text[first] <= _WIDE_LAST:
            wide = _WIDE.search(text, start, end)
            if wide is None:
                _, top, _, bottom, _ = boxes[start]
                return max((bottom - top) * _NARROW_EM, _LEAST_EM)
            first = wide.start()
        while not _WIDE_FIRST <= text[last] <= _WIDE_LAST:
            last -= 1
        left, _, right, _, _ = boxes[first]
        last_left, _, last_right, _, _ = boxes[last]
        return max(right - left, last_right - last_left, _LEAST_EM)


def _private(text: str) -> int:
    """Return how many signs of *text* only its own font can show."""
    return len(_PRIVATE.findall(_BULLET.sub("", text)))


def _without_private(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        text = _PRIVATE.sub("", line.text)
        if text == line.text:
            yield line
        elif text.strip():
            yield line._replace(text=text)
