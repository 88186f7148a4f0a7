"""Drawings of a docx: the text boxes and diagrams in them, and what in them cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scorer.reading import reasons
from scorer.reading.wordxml import found, whole

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_A4_EMU = 7_560_310 * 10_692_130
_EMU = {"pt": 12_700, "px": 9_525, "in": 914_400, "cm": 360_000, "mm": 36_000, "": 12_700}
_LARGE = _A4_EMU // 3  # a smaller picture is a seal, a logo or a photograph
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([0-9.]+)\s*([a-z]*)")
_FORMULAS = ("Equation", "MathType")


def unread_in(drawing: Element) -> Iterator[str]:
    """Yield why *drawing* (w:drawing, w:pict, w:object) may hold text that was not read."""
    if any(_is_document(each) for each in found(drawing, "OLEObject")):
        yield reasons.OBJECT
    elif max(_drawn_area(drawing), _styled_area(drawing)) < _LARGE:
        return
    elif any(next(found(drawing, tag), None) is not None for tag in ("blip", "imagedata")):
        yield reasons.IMAGE
    elif next(found(drawing, "chart"), None) is not None:
        yield reasons.CHART


def diagram_lines(data: Element) -> tuple[str, ...]:
    """Return the paragraphs of text in a diagram's data part (SmartArt), as they stand there."""
    paragraphs = ("".join(_words(each)) for each in found(data, "p"))
    return tuple(line for line in paragraphs if line.strip())


def _words(paragraph: Element) -> Iterator[str]:
    for each in found(paragraph, "t"):
        yield each.text or ""


def _is_document(embedded: Element) -> bool:
    return not (embedded.get("ProgID") or "").startswith(_FORMULAS)


def _drawn_area(drawing: Element) -> int:
    sizes = [(whole(each.get("cx")), whole(each.get("cy"))) for each in found(drawing, "extent")]
    return max((wide * high for wide, high in sizes if wide and high), default=0)


def _styled_area(drawing: Element) -> float:
    shapes = [*found(drawing, "shape"), *found(drawing, "rect")]
    return max((_shape_area(shape.get("style") or "") for shape in shapes), default=0)


def _shape_area(style: str) -> float:
    sides = {
        name: float(value) * _EMU.get(unit, 0)
        for name, value, unit in _LENGTH.findall(style.lower())
        if value.count(".") <= 1 and value != "."
    }
    return sides.get("width", 0) * sides.get("height", 0)
