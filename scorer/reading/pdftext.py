"""A PDF page's text layer → lines with places, and how many of its glyphs have no text.

PDFium gives the text in lines; only the ends of lines and what stands beside a gap are measured,
since asking for the place of every character would take longer than reading the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorer.reading.pageline import Line
from scorer.reading.pagerows import GAP, joined_rows
from scorer.reading.pdfglyphs import Box, Boxes, TextPage, characters, generated, opened, unmapped

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

HOLE = 0.3  # ems between two Chinese characters
WORD_GAP = 0.15  # ems; a wider one is a space between words
_LATIN_PAIR = re.compile("[0-9A-Za-z]{2}")
_SPACE = re.compile(" ")
_LINE = re.compile(r"[^\r\n]+")
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
        self._made_up = generated(
            textpage, [found.start() for found in _SPACE.finditer(self._text)]
        )
        self._boxes = Boxes(page, textpage)
        self._found: list[Line] = []

    def layer(self) -> TextLayer:
        spans = [found.span() for found in _LINE.finditer(self._text)]
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

    def _edges(self, spans: Iterable[tuple[int, int]]) -> set[int]:
        """Return where the lines at *spans* begin and end, and what stands beside a gap."""
        edges = {at for start, end in spans for at in (start, end - 1)}
        return edges.union([at - 1 for at in self._made_up], [at + 1 for at in self._made_up])

    def _read(self, start: int, end: int) -> None:
        """Find the line at [start, end), cut where a wide gap parts the cells of a table."""
        em = self._em(start, end)
        space = self._text.find(" ", start + 1, end - 1)
        gaps = self._gaps(space, end) if space > 0 else None
        if not gaps:
            self._add(start, end, em, ())
        elif any(self._is_hole(at, gap, HOLE * em) for at, gap in gaps.items()):
            self._sort(start, end, em)
        else:
            self._cut(start, end, em, gaps)

    def _gaps(self, at: int, end: int) -> dict[int, float]:
        """Return the width of the spaces that PDFium made up, from the one at *at* on."""
        text, boxes, found = self._text, self._boxes, {}
        while at >= 0:
            if at in self._made_up:
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
        text = self._text
        signs = [at for at in range(start, end) if not text[at].isspace()]
        if not signs:
            return
        placed = sorted(zip(self._boxes.of(signs), signs, strict=True))
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
        boxes, signs = zip(*cell, strict=True)
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        text = "".join([self._text[at] for at in signs if at not in self._unmapped])
        if _LATIN_PAIR.search(text):
            text = self._spaced(cell, em)
        return Line(text, lefts[0], min(tops), rights[-1], max(bottoms), em)

    def _spaced(self, cell: Sequence[tuple[Box, int]], em: float) -> str:
        """Return the text of *cell* with a space where Latin letters stand apart."""
        text, right = "", cell[0][0][0]
        for box, at in cell:
            char = "" if at in self._unmapped else self._text[at]
            if box[0] - right > WORD_GAP * em and _is_latin(char) and _is_latin(text[-1:]):
                text += " "
            text += char
            right = box[2]
        return text

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
            text = self._without(start, end, spaces)
        left, top, _, bottom = self._boxes[start]
        _, top_last, right, bottom_last = self._boxes[end - 1]
        self._found.append(
            Line(text, left, min(top, top_last), right, max(bottom, bottom_last), em)
        )

    def _without(self, start: int, end: int, spaces: Sequence[int]) -> str:
        """Return the text at [start, end) less the sorted *spaces* and the signs without text."""
        dropped = spaces[bisect_left(spaces, start) : bisect_left(spaces, end)]
        if self._unmapped:
            made_up = set(dropped)
            dropped = [at for at in range(start, end) if at in self._unmapped or at in made_up]
        pieces = []
        for at in dropped:
            pieces.append(self._text[start:at])
            start = at + 1
        return "".join(pieces) + self._text[start:end]

    def _em(self, start: int, end: int) -> float:
        """Return the width of a Chinese character, the wider of two: some fonts measure ink."""
        text, boxes = self._text, self._boxes
        first, last = start, end - 1
        if not _WIDE_FIRST <= text[first] <= _WIDE_LAST:
            wide = _WIDE.search(text, start, end)
            if wide is None:
                _, top, _, bottom = boxes[start]
                return max((bottom - top) * _NARROW_EM, _LEAST_EM)
            first = wide.start()
        while not _WIDE_FIRST <= text[last] <= _WIDE_LAST:
            last -= 1
        left, _, right, _ = boxes[first]
        last_left, _, last_right, _ = boxes[last]
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


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
