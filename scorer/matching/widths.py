"""One form for each sign: text and patterns are folded alike, character for character."""

from __future__ import annotations

import re
from unicodedata import decomposition

# Fonts give radicals and compatibility ideographs the glyphs of ordinary characters, and some PDF
# producers write them in their place. Unicode decomposes most of them; for the others see its
# table EquivalentUnifiedIdeograph.
_RADICALS = "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳"
_CHARACTERS = "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟"

_TABLE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TABLE |= {ord(half): ord(full) for half, full in zip(",;:()!?", "，；：（）！？", strict=True)}
_TABLE |= {ord(full): ord(full) for full in "，；：（）！？"}
_TABLE |= {ord("○"): ord("〇"), ord("﹪"): ord("%")}
_TABLE |= {ord(char): ord(same) for char, same in zip(_RADICALS, _CHARACTERS, strict=True)}
_FOLDED = {chr(code): chr(folded) for code, folded in _TABLE.items() if code != folded}
_TO_FOLD = re.compile(f"[{re.escape(''.join(_FOLDED))}\u2f00-\u2fd5\uf900-\ufaff]")
# Each begins with the sign itself, which is quick to look for, and then looks back.
_STOP = re.compile(r"\.(?<=[\u4e00-\u9fff）》%]\.)(?<![一二三四五六七八九十]\.)(?!\.)")
_THOUSANDS = re.compile(r"，(?<=\d，)(?=\d{3}(?!\d))")

QUOTES = "“”‘’「」『』\"'"


def fold_widths(text: str) -> str:
    """Return *text* with letters and digits half width, punctuation full width; same length.

    Radicals and compatibility ideographs become the ordinary character.
    A comma that groups thousands (10,000) stays one; a point behind a Chinese word is a stop.
    """
    folded = _TO_FOLD.sub(lambda sign: _FOLDED.get(sign[0]) or _decomposed(sign[0]), text)
    return _STOP.sub("。", _THOUSANDS.sub(",", folded))


def _decomposed(char: str) -> str:
    """Return the one character that *char* is a variant of, or *char* itself."""
    parts = decomposition(char).split()
    return chr(int(parts[-1], 16)) if parts else char
