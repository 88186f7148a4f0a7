"""One width for each sign: text and patterns are folded alike, character for character."""

from __future__ import annotations

import re

_TABLE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TABLE |= {ord(half): ord(full) for half, full in zip(",;:()!?", "，；：（）！？", strict=True)}
_TABLE |= {ord(full): ord(full) for full in "，；：（）！？"}
_TABLE |= {ord("○"): ord("〇"), ord("﹪"): ord("%")}
_STOP = re.compile(r"(?<=[\u4e00-\u9fff）》%])(?<![一二三四五六七八九十])\.(?!\.)")
_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")

QUOTES = "“”‘’「」『』\"'"


def fold_widths(text: str) -> str:
    """Return *text* with letters and digits half width, punctuation full width; same length.

    A comma that groups thousands (10,000) stays one; a point behind a Chinese word is a stop.
    """
    return _STOP.sub("。", _THOUSANDS.sub(",", text.translate(_TABLE)))
