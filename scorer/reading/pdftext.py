"""A PDF page's text layer → lines with places, and how many of its glyphs have no text.

PDFium gives the text in lines; only the ends of lines and what stands beside a gap are measured,
since asking for the place of every character would take longer than reading the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorer.reading.pageline import Line
from scorer.reading.pagerows import GAP, joined_rows
from scorer.reading.pdfglyphs import Box, Boxes, characters, generated, unmapped

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

HOLE = 0.3  # ems between two Chinese characters
WORD_GAP = 0.15  # ems; a wider one is a space between words
_LINE = re.compile(r"[^\r\n]+")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd\ufffd]")
# Symbol and Wingdings signs; before a text they are a list's bullet and have no text to lose.
_BULLET = re.compile("^\\s*[\uf020-\uf0ff]+(?=\\s|[\u4e00-\u9fff]|$)")
_WIDE = re.compile("[\u2e80-\uffef]")
_LEAST_EM = 1.0  # points; damaged fonts have letters without a size
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
    """Cuts one text page into lines; used once, then dropped."""

    def __init__(self, page: PdfPage, textpage: PdfTextPage) -> None:
        self._text = characters(textpage)
        self._unmapped = unmapped(textpage, len(self._text))
        self._is_generated = generated(textpage)
        self._boxes = Boxes(page, textpage)
        self._found: list[Line] = []

    def layer(self) -> TextLayer:
        text = self._text
        for found in _LINE.finditer(text):
            self._read(*found.span())
        lines = self._found
        glyphs = len("".join(text.split()))
        lost = len(self._unmapped)
        if _PRIVATE.search(text):
            lost += sum(_private(line.text) for line in lines)
            lines = list(_without_private(lines))
        return TextLayer(joined_rows(lines), glyphs, lost)

    def _read(self, start: int, end: int) -> None:
        """Find the line at [start, end), cut where a wide gap parts the cells of a table."""
        em = self._em(start, end)
        gaps = self._gaps(start, end)
        if not gaps:
            self._add(start, end, em, ())
        elif any(self._is_hole(at, gap, HOLE * em) for at, gap in gaps.items()):
            self._sort(start, end, em)
        else:
            self._cut(start, end, em, gaps)

    def _gaps(self, start: int, end: int) -> dict[int, float]:
        """Return the width of the space at each place where PDFium made one up."""
        text, boxes, found = self._text, self._boxes, {}
        at = text.find(" ", start + 1, end - 1)
        while at >= 0:
            if self._is_generated(at) == 1:
                found[at] = boxes[at + 1][0] - boxes[at - 1][2]
            at = text.find(" ", at + 1, end - 1)
        return found

    def _is_hole(self, at: int, gap: float, most: float) -> bool:
        """Whether *gap* at a space says that other letters stand there, or come before it."""
        if -most <= gap <= most:
            return False
        return gap < 0 or not (_is_latin(self._text[at - 1]) or _is_latin(self._text[at + 1]))

    def _cut(self, start: int, end: int, em: float, gaps: Mapping[int, float]) -> None:
        """Find the line at [start, end) less the spaces at *gaps*; the wide ones cut it."""
        text = self._text
        cuts = [at for at, gap in gaps.items() if gap >= GAP * em]
        if 2 * len(cuts) + 1 >= end - start:  # a title with its letters set apart
            cuts = []
        spaces = [at for at in gaps if not (_is_latin(text[at - 1]) and _is_latin(text[at + 1]))]
        for first, last in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True):
            self._add(first, last, em, spaces)

    def _sort(self, start: int, end: int, em: float) -> None:
        """Find the line at [start, end) by its places: the file has each font's letters apart."""
        boxes, text = self._boxes, self._text
        placed = sorted([(boxes[at], at) for at in range(start, end) if not text[at].isspace()])
        cells, right = [placed[:0]], placed[0][0][0]
        for one in placed:
            if one[0][0] - right >= GAP * em:
                cells.append([])
            cells[-1].append(one)
            right = one[0][2]
        if 2 * len(cells) > len(placed):  # a title with its letters set apart
            cells = [placed]
        self._found += [self._joined(cell, em) for cell in cells]

    def _joined(self, cell: Sequence[tuple[Box, int]], em: float) -> Line:
        text, left = "", cell[0][0][0]
        right = left
        for box, at in cell:
            char = "" if at in self._unmapped else self._text[at]
            if box[0] - right > WORD_GAP * em and _is_latin(char) and _is_latin(text[-1:]):
                text += " "
            text += char
            right = box[2]
        _, tops, _, bottoms = zip(*[box for box, _ in cell], strict=True)
        return Line(text, left, min(tops), right, max(bottoms), em)

    def _add(self, start: int, end: int, em: float, spaces: Sequence[int]) -> None:
        """Find the line at [start, end), less the *spaces* and the signs without text in it."""
        text = self._text[start:end]
        if text[:1].isspace() or text[-1:].isspace():
            start += len(text) - len(text.lstrip())
            text = text.strip()
            end = start + len(text)
        if not text:
            return
        if spaces or self._unmapped:
            dropped = self._unmapped.union(spaces)
            text = "".join([char for at, char in enumerate(text, start) if at not in dropped])
        left, top, _, bottom = self._boxes[start]
        _, top_last, right, bottom_last = self._boxes[end - 1]
        self._found.append(
            Line(text, left, min(top, top_last), right, max(bottom, bottom_last), em)
        )

    def _em(self, start: int, end: int) -> float:
        """Return the width of a Chinese character, the wider of two: some fonts measure ink."""
        text, boxes = self._text, self._boxes
        wide = _WIDE.search(text, start, end)
        if wide is None:
            _, top, _, bottom = boxes[start]
            return max((bottom - top) * _NARROW_EM, _LEAST_EM)
        last = end - 1
        while not _WIDE.match(text, last):
            last -= 1
        first_left, _, first_right, _ = boxes[wide.start()]
        last_left, _, last_right, _ = boxes[last]
        return max(first_right - first_left, last_right - last_left, _LEAST_EM)


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


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
