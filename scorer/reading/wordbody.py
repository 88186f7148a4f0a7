"""The body of a docx → passages in reading order: paragraphs, table cells, text boxes, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorer.model.document import Role
from scorer.reading.wordlists import ListNumbers
from scorer.reading.wordstyles import Styles
from scorer.reading.wordxml import child, is_on, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_A4_EMU = 7_560_310 * 10_692_130
_EMU = {"pt": 12_700, "px": 9_525, "in": 914_400, "cm": 360_000, "mm": 36_000, "": 12_700}
_LARGE = _A4_EMU // 3
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([0-9.]+)\s*([a-z]*)")
_SKIPPED = frozenset(
    ("pPr", "rPr", "sdtPr", "del", "moveFrom", "instrText", "delText", "delInstrText")
) | frozenset(("rt", "fldData", "Fallback", "drawing", "pict", "object", "txbxContent"))
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TABLE = frozenset(("tbl", "tr", "tc"))
_WRAPPERS = frozenset(["sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"])


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the body; `unread` are reasons for what in it could not be read."""

    text: str
    role: Role
    level: int | None
    unread: tuple[str, ...] = ()
    hidden: bool = False


def passages(
    container: Element, styles: Styles, numbers: ListNumbers, role: Role = Role.PARAGRAPH
) -> Iterator[Passage]:
    """Yield the paragraphs in *container* (a body, cell or text box) in reading order."""
    for node in container:
        tag = local(node)
        if tag == "p":
            yield from _paragraph(node, styles, numbers, role)
        elif tag in _TABLE:
            yield from passages(node, styles, numbers, Role.CELL)
        elif tag in _WRAPPERS:
            yield from passages(node, styles, numbers, role)
        elif tag == "altChunk":
            yield Passage("", role, None, ("嵌入的其他文档未读取",))


def _paragraph(
    node: Element, styles: Styles, numbers: ListNumbers, role: Role
) -> Iterator[Passage]:
    if styles.is_contents(node):
        return
    level = styles.heading_level(node) if role is Role.PARAGRAPH else None
    text = "".join(_pieces(node))
    place = styles.list_place(node) if text.strip() else None
    label = numbers.label(place) if place is not None else ""
    yield Passage(
        label + text,
        Role.HEADING if level is not None else role,
        level,
        tuple(_large_objects(node)),
        any(is_on(child(run, "rPr", "vanish")) for run in _found(node, "r")),
    )
    for box in _found(node, "txbxContent"):
        yield from passages(box, styles, numbers, role)


def _pieces(node: Element) -> Iterator[str]:
    for part in node:
        tag = local(part)
        if tag in _SKIPPED or (tag == "r" and is_on(child(part, "rPr", "vanish"))):
            continue
        if tag == "t":
            yield part.text or ""
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        else:
            yield from _pieces(part)


def _found(node: Element, name: str) -> Iterator[Element]:
    """Yield the outermost elements called *name* in *node*, an alternative's fallback left out."""
    for part in node:
        tag = local(part)
        if tag == name:
            yield part
        elif tag != "Fallback":
            yield from _found(part, name)


def _large_objects(paragraph: Element) -> Iterator[str]:
    for drawing in _found(paragraph, "drawing"):
        if _drawn_area(drawing) >= _LARGE:
            yield from _kind(drawing)
    for tag in ("pict", "object"):
        for drawing in _found(paragraph, tag):
            if _styled_area(drawing) >= _LARGE:
                yield from _kind(drawing)


def _drawn_area(drawing: Element) -> int:
    extents = _found(drawing, "extent")
    sizes = [(node.get("cx") or "", node.get("cy") or "") for node in extents]
    return max((int(x) * int(y) for x, y in sizes if x.isdigit() and y.isdigit()), default=0)


def _styled_area(drawing: Element) -> float:
    return max(
        (_shape_area(shape.get("style") or "") for shape in _found(drawing, "shape")), default=0
    )


def _shape_area(style: str) -> float:
    sides = {
        name: float(value) * _EMU.get(unit, 0)
        for name, value, unit in _LENGTH.findall(style.lower())
        if value.count(".") <= 1 and value != "."
    }
    return sides.get("width", 0) * sides.get("height", 0)


def _kind(drawing: Element) -> Iterator[str]:
    if next(_found(drawing, "OLEObject"), None) is not None:
        yield "嵌入对象中的文字未识别"
    elif any(next(_found(drawing, tag), None) is not None for tag in ("blip", "imagedata")):
        yield "图片中的文字未识别"
    elif any(next(_found(drawing, tag), None) is not None for tag in ("chart", "relIds")):
        yield "图表中的文字未识别"
