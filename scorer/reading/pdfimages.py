"""What on a PDF page may hold text that its text layer lacks: scans, pictures, drawn letters."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorer.reading.pageline import Line
from scorer.reading.pdfglyphs import Box, Turning, turning
from scorer.reading.pdftext import TextLayer

if TYPE_CHECKING:
    from pypdfium2 import PdfPage
    from pypdfium2.raw import FPDF_PAGEOBJECT

LARGE = 1 / 3  # of the page; a smaller picture is an emblem, a seal or a signature
SPARSE = 30  # glyphs; a page that is one picture has a page number or a stamp beside it
DRAWN = 60  # paths on a page without text; so many are letters turned into outlines
_DEPTH = 3  # forms inside forms that are looked into
_MOST_OBJECTS = 5_000


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What of a page the text layer does not tell: `whole` page, or `pictures` of it (boxes)."""

    whole: bool
    pictures: tuple[Box, ...] = ()


def unreadable(page: PdfPage, layer: TextLayer) -> Unreadable:
    """Return what on *page* can be read from its picture only."""
    width, height = page.get_size()
    if 2 * layer.unmapped > layer.glyphs > 0:
        return Unreadable(whole=True)
    if not _has_room(layer.lines, width, height):
        return Unreadable(whole=False)
    images, drawn = _objects(page, drawings=layer.glyphs == 0)
    area = width * height
    large = [box for box in images if _area(box, width, height) >= LARGE * area]
    untold = tuple(box for box in large if _glyphs_in(box, layer.lines) < SPARSE)
    sparse = layer.glyphs < SPARSE
    if sparse and (untold or _covered(images, width, height) >= LARGE * area):
        return Unreadable(whole=True, pictures=untold)
    return Unreadable(whole=drawn >= DRAWN, pictures=untold)


def _has_room(lines: tuple[Line, ...], width: float, height: float) -> bool:
    """Whether the lines leave so much of the page free that a large picture may stand there."""
    if not lines:
        return True
    _, lefts, tops, rights, bottoms, _ = zip(*lines, strict=True)
    if max(rights) - min(lefts) < (1 - LARGE) * width:
        return True
    bottom = 0.0
    for top, below in sorted(zip(tops, bottoms, strict=True)):
        if top - bottom >= LARGE * height:
            return True
        bottom = max(bottom, below)
    return height - bottom >= LARGE * height


def _objects(page: PdfPage, *, drawings: bool) -> tuple[list[Box], int]:
    """Return the boxes of the images on *page* as it is shown, and the number of its *drawings*."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415  (text reports do not need it)

    handle = page.raw
    count = min(pdfium.FPDFPage_CountObjects(handle), _MOST_OBJECTS)
    items = [pdfium.FPDFPage_GetObject(handle, number) for number in range(count)]
    kinds = list(map(pdfium.FPDFPageObj_GetType, items))
    turned = turning(page)
    images = [
        _box_of(item, turned)
        for item, kind in zip(items, kinds, strict=True)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE
        or (kind == pdfium.FPDF_PAGEOBJ_FORM and _holds_image(item, _DEPTH))
    ]
    if not drawings:
        return images, 0
    drawn = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING)
    forms = (
        item for item, kind in zip(items, kinds, strict=True) if kind == pdfium.FPDF_PAGEOBJ_FORM
    )
    inside = (pdfium.FPDFFormObj_CountObjects(form) for form in forms)
    return images, sum(kind in drawn for kind in kinds) + sum(inside)


def _box_of(item: FPDF_PAGEOBJECT, turned: Turning) -> Box:
    import pypdfium2.raw as pdfium  # noqa: PLC0415  (text reports do not need it)

    left, bottom, right, top = (c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return turned([(left.value, top.value, right.value, bottom.value)], [0])[0][:4]


def _holds_image(form: FPDF_PAGEOBJECT, depth: int) -> bool:
    import pypdfium2.raw as pdfium  # noqa: PLC0415  (text reports do not need it)

    count = min(pdfium.FPDFFormObj_CountObjects(form), _MOST_OBJECTS)
    items = [pdfium.FPDFFormObj_GetObject(form, number) for number in range(count)]
    kinds = list(map(pdfium.FPDFPageObj_GetType, items))
    if pdfium.FPDF_PAGEOBJ_IMAGE in kinds:
        return True
    return depth > 1 and any(
        kind == pdfium.FPDF_PAGEOBJ_FORM and _holds_image(item, depth - 1)
        for item, kind in zip(items, kinds, strict=True)
    )


def _area(box: Box, width: float, height: float) -> float:
    left, top, right, bottom = box
    across = min(right, width) - max(left, 0)
    return max(across, 0) * max(min(bottom, height) - max(top, 0), 0)


def _covered(images: list[Box], width: float, height: float) -> float:
    """Return the area of all *images* together; scanners cut a page into strips."""
    return sum(_area(box, width, height) for box in images)


def _glyphs_in(box: Box, lines: tuple[Line, ...]) -> int:
    return sum(len(line.text) for line in within(box, lines))


def within(box: Box, lines: tuple[Line, ...]) -> Iterator[Line]:
    """Yield the *lines* whose middle lies in *box*."""
    left, top, right, bottom = box
    for line in lines:
        if top <= line.middle <= bottom and left <= (line.left + line.right) / 2 <= right:
            yield line
