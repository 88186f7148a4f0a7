"""Text measured and folded in terminal cells, where a Chinese character takes two.

Characters of ambiguous width are taken as two cells wide, so that a line fits whatever the
terminal makes of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

CUT = ".."
NARROWEST = 4
_WIDE = frozenset("WFA")
_NOT_FIRST = "，。、；：！？）》〉”’」』】〕…—％%,.;:!?)]}"
_NOT_LAST = "（《〈“‘「『【〔([{"
_UNIT = re.compile(
    rf"[{re.escape(_NOT_LAST)}]*(?:[!-~]+|[^{re.escape(_NOT_LAST)}])?[{re.escape(_NOT_FIRST)}]*"
)


def width(text: str) -> int:
    """Return how many cells *text* takes at most."""
    return sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1


def cut(text: str, limit: int) -> str:
    """Return *text* cut to *limit* cells, with .. where something is left out."""
    if width(text) <= limit:
        return text
    kept = next(_pieces(text, limit - 2)) if limit >= NARROWEST else ""
    return kept + CUT[:limit]


def pad(text: str, limit: int) -> str:
    """Return *text* cut or filled with spaces to exactly *limit* cells."""
    text = cut(text, limit)
    return text + " " * (limit - width(text))


def fold(text: str, limit: int, indent: str = "") -> list[str]:
    """Return *text* in lines of at most *limit* cells; lines after the first begin with *indent*.

    Words and numbers stay whole and no line begins with a closing mark, where there is room.
    """
    lines: list[str] = []
    line = ""
    for unit in _units(text, limit - width(indent)):
        if line.strip() and width(line) + width(unit) > limit:
            lines.append(line.rstrip())
            line = indent + unit.lstrip()
            continue
        line += unit
    return [*lines, line.rstrip()]


def _units(text: str, limit: int) -> Iterator[str]:
    for found in _UNIT.finditer(text):
        yield from _pieces(found.group(), limit)


def _pieces(text: str, limit: int) -> Iterator[str]:
    """Cut *text* wherever *limit* cells are full; a single character is never cut."""
    piece, used = "", 0
    for char in text:
        size = _char_width(char)
        if piece and used + size > limit:
            yield piece
            piece, used = "", 0
        piece, used = piece + char, used + size
    if piece:
        yield piece
