"""A PDF page's text, sign by sign: which signs there are, which have no text, where each stands.

PDFium answers for one sign at a time, thousands of times a page, so what a question costs decides
how long a page takes.
"""

from __future__ import annotations

import re
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import PYFUNCTYPE, byref, c_char, c_int, c_void_p, cast
from functools import cache
from itertools import compress, repeat
from struct import iter_unpack
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

TextPage = Any  # PDFium's handle of a page's text, by reference: the quickest to pass
Box = tuple[float, float, float, float]
Sign = tuple[float, float, float, float, int]  # its box, its place in the text
Turning = Callable[[Iterable[tuple[float, ...]], Iterable[int]], list[Sign]]

_SIDES, _BYTES = "4f", 16  # of a box as PDFium gives it: left, top, right, bottom (FS_RECTF)
_AT_ONCE = 256
_NOTHING = "\u200b"  # keeps the place of what has no character of its own
_HIGH_HALVES, _LOW_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_HALVES = range(0xD800, 0xE000)
_BYTE = re.compile("[\x01-\xff\u200b]")
_BYTE_IN_LINE = re.compile("[\x01-\x09\x0b\x0c\x0e-\xff\u200b]")
_FONT = re.compile(rb"/(?:ObjStm|Type0|TrueType|FontFile2)")
_ONE_CONVENTION = sys.maxsize > 2**32  # of calling: 32-bit Windows has two


class Boxes(dict[int, Sign]):
    """Where the signs of a page stand, by their number; what was not measured is when asked for."""

    def __init__(self, page: PdfPage, textpage: TextPage) -> None:
        """Keep how to ask; the text page must stay open."""
        super().__init__()
        self._answers, self._slots = _answers()
        self._ask, self._textpage = _question("FPDFText_GetLooseCharBox"), textpage
        self._turned = turning(page)

    def __missing__(self, at: int) -> Sign:
        """Measure sign *at*."""
        return self.of([at])[0]

    def of(self, signs: Sequence[int]) -> list[Sign]:
        """Return the places of *signs*, measured anew; many together cost half."""
        found: list[Sign] = []
        for start in range(0, len(signs), _AT_ONCE):
            some = signs[start : start + _AT_ONCE]
            deque(map(self._ask, repeat(self._textpage), some, self._slots), maxlen=0)
            found += self._turned(iter_unpack(_SIDES, self._answers[: _BYTES * len(some)]), some)
        return found

    def measure(self, signs: Iterable[int]) -> None:
        """Measure *signs*, that may be asked for."""
        self.update({box[-1]: box for box in self.of(list(signs))})


@cache
def _answers() -> tuple[memoryview, Sequence[Any]]:
    """Return room for the places of so many signs, and where in it PDFium is to put each.

    One for all pages: PDFium is asked by one thread only, and what it answers is copied at once.
    """
    room = (c_char * (_BYTES * _AT_ONCE))()
    return memoryview(room), [byref(room, start) for start in range(0, len(room), _BYTES)]


@contextmanager
def opened(page: PdfPage) -> Iterator[TextPage]:
    """Give the text page of *page*, that is to be asked about; it is closed afterwards.

    Raises PdfiumError if it cannot be read.
    """
    import pypdfium2.raw as pdfium  # noqa: PLC0415  (text reports do not need it)
    from pypdfium2 import PdfiumError  # noqa: PLC0415

    textpage = pdfium.FPDFText_LoadPage(page.raw)
    if not textpage:
        raise PdfiumError("Failed to load text page.")
    try:
        yield byref(textpage.contents)
    finally:
        pdfium.FPDFText_ClosePage(textpage)


def characters(textpage: TextPage) -> str:
    """Return the page's text, character n at place n, as all of PDFium's questions count them."""
    count = max(_question("FPDFText_CountChars")(textpage), 0)
    units = bytearray(2 * count + 2)  # UTF-16, with a zero at the end
    start = byref(c_char.from_buffer(units))
    told = _question("FPDFText_GetText")(textpage, 0, count, start) - 1
    text = units[: 2 * max(told, 0)].decode("utf-16-le", errors="ignore")
    if len(text) != count:  # PDFium leaves some out, or writes one as two
        text = "".join(_each_character(textpage, count))
    return text.replace("\x02", "-").replace("\ufffe", "-")  # hyphens at the end of a line


def _each_character(textpage: TextPage, count: int) -> Iterator[str]:
    high = 0  # the first half of a character that UTF-16 writes as two
    for code in map(_question("FPDFText_GetUnicode"), repeat(textpage), range(count)):
        if high and code in _LOW_HALVES:
            yield (high << 16 | code).to_bytes(4, "big").decode("utf-16-be")
        else:
            yield chr(code) if 0 < code <= sys.maxunicode and code not in _HALVES else _NOTHING
        high = code if code in _HIGH_HALVES else 0


def codes_are_bytes(data: bytes) -> bool:
    """Whether all fonts of the PDF *data* plainly have codes of one byte.

    Only composite fonts have longer ones (ISO 32000-1, 9.2.4). They may stand unseen in an object
    stream; and PDFium takes a TrueType font that is not embedded for one if its name is Chinese.
    """
    told = _FONT.findall(data)  # a search for each takes three times as long
    if b"/ObjStm" in told or b"/Type0" in told:
        return False
    return told.count(b"/TrueType") <= told.count(b"/FontFile2")


def unmapped(textpage: TextPage, text: str, *, bytewise: bool = False) -> Sequence[int]:
    """Return the places in *text* of glyphs whose font does not say which characters they are.

    PDFium gives the code of such a glyph as its character; *bytewise* says that codes are bytes.
    """
    if not bytewise:
        return _which("FPDFText_HasUnicodeMapError", textpage, range(len(text)))
    inside = [found.start() for found in _BYTE_IN_LINE.finditer(text)]
    if not _which("FPDFText_HasUnicodeMapError", textpage, inside):
        return ()  # no font has but the codes that look like the ends of PDFium's lines
    signs = [found.start() for found in _BYTE.finditer(text)]
    return _which("FPDFText_HasUnicodeMapError", textpage, signs)


def generated(textpage: TextPage, signs: Sequence[int]) -> Sequence[int]:
    """Return which of the *signs* are not in the file: PDFium made them up."""
    return _which("FPDFText_IsGenerated", textpage, signs)


def _which(question: str, textpage: TextPage, signs: Sequence[int]) -> Sequence[int]:
    """Return for which of the *signs* PDFium says yes to *question*."""
    ask = _question(question)
    if not any(map(ask, repeat(textpage), signs)):  # as for most pages
        return ()
    return tuple(compress(signs, map(ask, repeat(textpage), signs)))


@cache
def _question(name: str) -> Callable[..., int]:
    """Return PDFium's function *name* that returns a C int, without what ctypes does around it.

    To check the arguments and to let other threads run takes ctypes several times as long as
    PDFium takes to answer. Only ints and references may be passed, as the function wants them.
    """
    import pypdfium2.raw as pdfium  # noqa: PLC0415  (text reports do not need it)

    function: Any = getattr(pdfium, name)
    if not _ONE_CONVENTION:
        return function  # type: ignore[no-any-return]
    return PYFUNCTYPE(c_int)(cast(function, c_void_p).value or 0)


def turning(page: PdfPage) -> Turning:
    """Return the function from left, top, right, bottom in PDF space, and signs, to boxes."""
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()

    def turned(sides: Iterable[tuple[float, ...]], signs: Iterable[int]) -> list[Sign]:
        each = zip(sides, signs, strict=True)  # left, top, right, bottom, and the sign
        if rotation == 90:  # noqa: PLR2004  (degrees clockwise)
            return [
                (y0 - bottom, x0 - left, y1 - bottom, x1 - left, at)
                for (x0, y1, x1, y0), at in each
            ]
        if rotation == 180:  # noqa: PLR2004
            return [
                (right - x1, y0 - bottom, right - x0, y1 - bottom, at)
                for (x0, y1, x1, y0), at in each
            ]
        if rotation == 270:  # noqa: PLR2004
            return [
                (top - y1, right - x1, top - y0, right - x0, at) for (x0, y1, x1, y0), at in each
            ]
        if left:
            return [(x0 - left, top - y1, x1 - left, top - y0, at) for (x0, y1, x1, y0), at in each]
        # most pages begin at 0
        return [(x0, top - y1, x1, top - y0, at) for (x0, y1, x1, y0), at in each]

    return turned
