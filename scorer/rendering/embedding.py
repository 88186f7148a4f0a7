"""Fonts inside a PDF, cut to the glyphs that are used.

WeasyPrint keeps every glyph number of a font, the unused ones empty: some 120 KB for each Chinese
font with its 65,000 numbers. In a CID-keyed font the numbers stand in its charset, so the empty
glyphs can go; what is left is the bare CFF table (PDF 32000-1, 9.9: FontFile3, CIDFontType0C).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

COMPRESSED_OPENTYPE = "/OpenType"
BARE_CFF = "/CIDFontType0C"
_CID_KEYED = b"\x0c\x1e"  # the operator ROS, first in the Top DICT of a CID-keyed font


def embed_used_glyphs(document: Any, pdf: Any) -> None:  # noqa: ANN401  (WeasyPrint's finisher)
    """Replace each CID-keyed font in *pdf* by its used glyphs; other fonts stay as they are."""
    used: dict[str, set[int]] = {}
    for font in document.fonts.values():
        used.setdefault(font.hash, set()).update(font.to_unicode)
    for name, stream in _opentype_streams(pdf):
        small = _subset(stream.stream[0], used.get(name, set()))
        if small:
            stream.stream = [small]
            stream.extra["Subtype"] = BARE_CFF


def _opentype_streams(pdf: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield the six letters that name a subset, and its stream, for each OpenType font."""
    for each in pdf.objects:
        if not isinstance(each, dict) or each.get("Type") != "/FontDescriptor":
            continue
        if "FontFile3" not in each:
            continue
        stream = pdf.objects[int(each["FontFile3"].split()[0])]
        if stream.extra.get("Subtype") == COMPRESSED_OPENTYPE:
            yield each["FontName"].decode().lstrip("/").split("+")[0], stream


def _subset(font: bytes, glyphs: set[int]) -> bytes:
    """Return the CFF table of *font* with *glyphs* only; nothing where that cannot be done."""
    import uharfbuzz  # noqa: PLC0415  (only a PDF needs it)

    face = uharfbuzz.Face(font)
    if not glyphs or not _is_cid_keyed(_table(face)):
        return b""
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    wanted.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE | uharfbuzz.SubsetFlags.DESUBROUTINIZE
    try:
        return _table(uharfbuzz.subset(face, wanted))
    except RuntimeError:
        return b""


def _table(face: Any) -> bytes:  # noqa: ANN401
    return bytes(face.reference_table("CFF ").data)


def _is_cid_keyed(table: bytes) -> bool:
    """Tell whether the Top DICT of a CFF *table* has ROS (Adobe Technical Note 5176, 9 and 18)."""
    if len(table) < 4:  # noqa: PLR2004  (the header)
        return False
    top = _skip_index(table, table[2])
    start, end = _first_of_index(table, top)
    return _CID_KEYED in table[start:end][:16]


def _skip_index(table: bytes, at: int) -> int:
    """Return where the INDEX at *at* ends."""
    count = int.from_bytes(table[at : at + 2], "big")
    if not count:
        return at + 2
    size = table[at + 2]
    last = at + 3 + count * size
    return last + size - 1 + int.from_bytes(table[last : last + size], "big")


def _first_of_index(table: bytes, at: int) -> tuple[int, int]:
    """Return where the first object of the INDEX at *at* starts and ends."""
    count, size = int.from_bytes(table[at : at + 2], "big"), table[at + 2]
    start = at + 3 + (count + 1) * size
    end = at + 3 + size
    return start, start - 1 + int.from_bytes(table[end : end + size], "big")
