"""A PDF page's text layer → lines with places, and how many of its glyphs have no text.

PDFium gives the text in lines; only the ends of lines and what stands beside a gap are measured,
since asking for the place of every character would take longer than reading the text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import compress, repeat
from typing import TYPE_CHECKING

from scorer.reading.pageline import Line
from scorer.reading.pagerows import GAP, joined_rows

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage
    from pypdfium2.raw import FPDF_TEXTPAGE

Box = tuple[float, float, float, float]

HOLE = 0.3  # ems between two Chinese characters
WORD_GAP = 0.15  # ems; a wider one is a space between words
_LINE = re.compile(r"[^\r\n]+")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd\ufffd]")
# Symbol and Wingdings signs; before a text they are a list's bullet and have no text to lose.
_BULLET = re.compile("^\\s*[\uf020-\uf0ff]+(?=\\s|[\u4e00-\u9fff]|$)")
_WIDE = re.compile("[\u2e80-\uffef]")
_LEAST_EM = 1.0  # points; damaged fonts have letters without a size
_NOTHING = "\u200b"  # keeps the place of what has no character of its own
_HIGH_HALVES, _LOW_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_HALVES = range(0xD800, 0xE000)
_NARROW_EM = 0.7  # of the height of a line without Chinese characters


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The lines of a page in the file's order; `glyphs` counts all, `unmapped` those unread."""

    lines: tuple[Line, ...]
    glyphs: int
    unmapped: int


def text_layer(page: PdfPage) -> TextLayer:
    """Return the text of *page*; glyphs that have no text are counted and left out."""
    textpage = page.get_textpage()
    try:
        return _Reader(page, textpage).layer()
    finally:
        textpage.close()


class _Reader:
    """Asks PDFium about one text page; used once, then dropped."""

    def __init__(self, page: PdfPage, textpage: PdfTextPage) -> None:
        import pypdfium2.raw as pdfium  # noqa: PLC0415  (text reports do not need it)

        handle = textpage.raw
        self._count = pdfium.FPDFText_CountChars(handle)
        self._text = _characters(textpage, self._count)
        self._unmapped = _unmapped(handle, self._count)
        self._is_generated = partial(pdfium.FPDFText_IsGenerated, handle)
        self._rectangle = pdfium.FS_RECTF()
        self._measure = partial(pdfium.FPDFText_GetLooseCharBox, handle)
        self._turned = turning(page)
        self._boxes: dict[int, Box] = {}

    def layer(self) -> TextLayer:
        text = self._text
        lines = [line for found in _LINE.finditer(text) for line in self._lines(*found.span())]
        glyphs = len("".join(text.split()))
        lost = len(self._unmapped)
        if _PRIVATE.search(text):
            lost += sum(_private(line.text) for line in lines)
            lines = list(_without_private(lines))
        return TextLayer(joined_rows(lines), glyphs, lost)

    def _lines(self, start: int, end: int) -> Iterator[Line]:
        """Yield the line at [start, end), cut where a wide gap parts the cells of a table."""
        em = self._em(start, end)
        gaps = {
            at: self._box(at + 1)[0] - self._box(at - 1)[2]
            for at in self._spaces(start + 1, end - 1)
            if self._is_generated(at) == 1
        }
        if any(self._is_hole(at, gap / em) for at, gap in gaps.items()):
            yield from self._sorted(start, end, em)
            return
        cuts = [at for at, gap in gaps.items() if gap >= GAP * em]
        if 2 * len(cuts) + 1 >= end - start:  # a title with its letters set apart
            cuts = []
        text = self._text
        spaces = {at for at in gaps if not (_is_latin(text[at - 1]) and _is_latin(text[at + 1]))}
        for first, last in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True):
            yield from self._line(first, last, em, spaces)

    def _spaces(self, start: int, end: int) -> Iterator[int]:
        at = self._text.find(" ", start, end)
        while at >= 0:
            yield at
            at = self._text.find(" ", at + 1, end)

    def _is_hole(self, at: int, gap: float) -> bool:
        """Whether *gap* ems at a space say that other letters stand there, or come before it."""
        latin = _is_latin(self._text[at - 1]) or _is_latin(self._text[at + 1])
        return gap < -HOLE or (gap > HOLE and not latin)

    def _sorted(self, start: int, end: int, em: float) -> Iterator[Line]:
        """Yield the line at [start, end) by its places: the file has each font's letters apart."""
        signs = [at for at in range(start, end) if not self._text[at].isspace()]
        placed = sorted((self._box(at), at) for at in signs)
        cells = [placed[:1]]
        for one in placed[1:]:
            if one[0][0] - cells[-1][-1][0][2] >= GAP * em:
                cells.append([])
            cells[-1].append(one)
        if 2 * len(cells) > len(placed):  # a title with its letters set apart
            cells = [placed]
        for cell in cells:
            yield self._joined(cell, em)

    def _joined(self, cell: Sequence[tuple[Box, int]], em: float) -> Line:
        text = ""
        right = cell[0][0][0]
        for box, at in cell:
            char = "" if at in self._unmapped else self._text[at]
            apart = _is_latin(char) and _is_latin(text[-1:]) and box[0] - right > WORD_GAP * em
            text += " " + char if apart else char
            right = box[2]
        top, bottom = min(box[1] for box, _ in cell), max(box[3] for box, _ in cell)
        return Line(text, cell[0][0][0], top, right, bottom, em)

    def _line(self, start: int, end: int, em: float, spaces: set[int]) -> Iterator[Line]:
        stretch = self._text[start:end]
        first = start + len(stretch) - len(stretch.lstrip())
        last = start + len(stretch.rstrip())
        if first >= last:
            return
        text = self._text[first:last]
        if spaces or self._unmapped:
            dropped = spaces | self._unmapped
            text = "".join([char for at, char in enumerate(text, first) if at not in dropped])
        left, top, _, bottom = self._box(first)
        _, top_last, right, bottom_last = self._box(last - 1)
        yield Line(text, left, min(top, top_last), right, max(bottom, bottom_last), em)

    def _em(self, start: int, end: int) -> float:
        """Return the width of a Chinese character, the wider of two: some fonts measure ink."""
        text = self._text
        wide = _WIDE.search(text, start, end)
        if wide is None:
            _, top, _, bottom = self._box(start)
            return max((bottom - top) * _NARROW_EM, _LEAST_EM)
        last = next(at for at in range(end - 1, start - 1, -1) if _WIDE.match(text[at]))
        widths = (right - left for left, _, right, _ in map(self._box, (wide.start(), last)))
        return max(*widths, _LEAST_EM)

    def _box(self, index: int) -> Box:
        box = self._boxes.get(index)
        if box is None:
            found = self._rectangle
            self._measure(index, found)
            box = self._turned(found.left, found.top, found.right, found.bottom)
            self._boxes[index] = box
        return box


def _characters(textpage: PdfTextPage, count: int) -> str:
    """Return the page's text, character n at place n, as all of PDFium's questions count them."""
    text = textpage.get_text_range() if count else ""
    if len(text) != count:  # PDFium leaves some out, or writes one as two
        text = "".join(_each_character(textpage, count))
    return text.replace("\x02", "-").replace("\ufffe", "-")  # hyphens at the end of a line


def _each_character(textpage: PdfTextPage, count: int) -> Iterator[str]:
    import pypdfium2.raw as pdfium  # noqa: PLC0415  (text reports do not need it)

    high = 0  # the first half of a character that UTF-16 writes as two
    for code in map(pdfium.FPDFText_GetUnicode, repeat(textpage.raw), range(count)):
        if high and code in _LOW_HALVES:
            yield (high << 16 | code).to_bytes(4, "big").decode("utf-16-be")
        else:
            yield chr(code) if 0 < code <= sys.maxunicode and code not in _HALVES else _NOTHING
        high = code if code in _HIGH_HALVES else 0


def _unmapped(handle: FPDF_TEXTPAGE, count: int) -> frozenset[int]:
    """Return the places of glyphs for which the font does not say which characters they are."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415  (text reports do not need it)

    unsure = map(pdfium.FPDFText_HasUnicodeMapError, repeat(handle), range(count))
    return frozenset(compress(range(count), unsure))


def _private(text: str) -> int:
    """Return how many signs of *text* only its own font can show."""
    return len(_PRIVATE.findall(_BULLET.sub("", text)))


def _without_private(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        text = _PRIVATE.sub("", line.text)
        if text == line.text:
            yield line
        elif text.strip():
            yield replace(line, text=text)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def turning(page: PdfPage) -> Callable[[float, float, float, float], Box]:
    """Return the function from left, top, right, bottom in PDF space to the page as shown."""
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()
    if rotation == 90:  # noqa: PLR2004  (degrees clockwise)
        return lambda x0, y1, x1, y0: (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
    if rotation == 180:  # noqa: PLR2004
        return lambda x0, y1, x1, y0: (right - x1, y0 - bottom, right - x0, y1 - bottom)
    if rotation == 270:  # noqa: PLR2004
        return lambda x0, y1, x1, y0: (top - y1, right - x1, top - y0, right - x0)
    return lambda x0, y1, x1, y0: (x0 - left, top - y1, x1 - left, top - y0)
