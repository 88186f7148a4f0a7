"""One width for each sign: text and patterns are folded alike, character for character."""

from __future__ import annotations

import re

_TABLE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TABLE |= {ord(half): ord(full) for half, full in zip(",;:()!?", "，；：（）！？", strict=True)}
_TABLE |= {ord(full): ord(full) for full in "，；：（）！？"}
_TABLE |= {ord("○"): ord("〇"), ord("﹪"): ord("%")}
_FOLDED = {chr(code): chr(folded) for code, folded in _TABLE.items() if code != folded}
_TO_FOLD = re.compile(f"[{re.escape(''.join(_FOLDED))}]")
# Each begins with the sign itself, which is quick to look for, and then looks back.
_STOP = re.compile(r"\.(?<=[\u4e00-\u9fff）》%]\.)(?<![一二三四五六七八九十]\.)(?!\.)")
_THOUSANDS = re.compile(r"，(?<=\d，)(?=\d{3}(?!\d))")

QUOTES = "“”‘’「」『』\"'"


def fold_widths(text: str) -> str:
    """Return *text* with letters and digits half width, punctuation full width; same length.

    A comma that groups thousands (10,000) stays one; a point behind a Chinese word is a stop.
    """
    folded = _TO_FOLD.sub(lambda sign: _FOLDED[sign[0]], text)
    return _STOP.sub("。", _THOUSANDS.sub(",", folded))
