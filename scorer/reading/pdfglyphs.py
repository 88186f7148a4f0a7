"""A PDF page's text, sign by sign: which signs there are, which have no text, where each stands.

PDFium answers for one sign at a time, thousands of times a page, so what a question costs decides
how long a page takes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from ctypes import PYFUNCTYPE, c_int, c_void_p, cast, pointer
from functools import cache, partial
from itertools import compress, repeat
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

Box = tuple[float, float, float, float]
Turning = Callable[[float, float, float, float], Box]

_NOTHING = "\u200b"  # keeps the place of what has no character of its own
_HIGH_HALVES, _LOW_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_HALVES = range(0xD800, 0xE000)
_ONE_CONVENTION = sys.maxsize > 2**32  # of calling: 32-bit Windows has two


class Boxes(dict[int, Box]):
    """Where the signs of a page stand, by their number; each is measured when it is asked for."""

    def __init__(self, page: PdfPage, textpage: PdfTextPage) -> None:
        """Keep how to ask; the text page must stay open."""
        import pypdfium2.raw as pdfium  # noqa: PLC0415  (text reports do not need it)

        super().__init__()
        found = pdfium.FS_RECTF()
        self._answer = pointer(found)
        self._sides = memoryview(found).cast("B").cast("f").tolist  # left, top, right, bottom
        self._measure = partial(_question("FPDFText_GetLooseCharBox"), textpage.raw)
        self._turned = turning(page)

    def __missing__(self, at: int) -> Box:
        """Measure sign *at*."""
        self._measure(at, self._answer)
        box = self[at] = self._turned(*self._sides())
        return box


def characters(textpage: PdfTextPage) -> str:
    """Return the page's text, character n at place n, as all of PDFium's questions count them."""
    count = textpage.count_chars()
    text = textpage.get_text_range(0, count) if count else ""
    if len(text) != count:  # PDFium leaves some out, or writes one as two
        text = "".join(_each_character(textpage, count))
    return text.replace("\x02", "-").replace("\ufffe", "-")  # hyphens at the end of a line


def _each_character(textpage: PdfTextPage, count: int) -> Iterator[str]:
    high = 0  # the first half of a character that UTF-16 writes as two
    for code in map(_question("FPDFText_GetUnicode"), repeat(textpage.raw), range(count)):
        if high and code in _LOW_HALVES:
            yield (high << 16 | code).to_bytes(4, "big").decode("utf-16-be")
        else:
            yield chr(code) if 0 < code <= sys.maxunicode and code not in _HALVES else _NOTHING
        high = code if code in _HIGH_HALVES else 0


def unmapped(textpage: PdfTextPage, count: int) -> frozenset[int]:
    """Return the places of glyphs for which the font does not say which characters they are."""
    ask = _question("FPDFText_HasUnicodeMapError")
    if not any(map(ask, repeat(textpage.raw), range(count))):  # as on most pages
        return frozenset()
    return frozenset(compress(range(count), map(ask, repeat(textpage.raw), range(count))))


def generated(textpage: PdfTextPage) -> Callable[[int], int]:
    """Return the question whether PDFium made a sign up: 1 yes, 0 no, -1 there is none."""
    return partial(_question("FPDFText_IsGenerated"), textpage.raw)


@cache
def _question(name: str) -> Callable[..., int]:
    """Return PDFium's function *name* that returns a C int, without what ctypes does around it.

    To check the arguments and to let other threads run takes ctypes several times as long as
    PDFium takes to answer. Only ints and ctypes values may be passed, as the function wants them.
    """
    import pypdfium2.raw as pdfium  # noqa: PLC0415  (text reports do not need it)

    function: Any = getattr(pdfium, name)
    if not _ONE_CONVENTION:
        return function  # type: ignore[no-any-return]
    return PYFUNCTYPE(c_int)(cast(function, c_void_p).value or 0)


def turning(page: PdfPage) -> Turning:
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
