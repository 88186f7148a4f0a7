"""How values read in Chinese: numbers, dates, places, excerpts; and text made safe to show."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

DASH = "—"
ELLIPSIS = "……"
_REMOVED = frozenset(("Cc", "Cf", "Zl", "Zp"))
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_NUMERALS = "〇一二三四五六七八九"
_STOPS = "。；！？，、：\n"


def plain(text: str) -> str:
    """Return *text* without what a screen would obey instead of show: controls, direction marks."""
    if text.isprintable():
        return text
    return "".join(map(_shown, text)).strip()


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cs":
        return _REPLACEMENT
    if char in "\n\r\t":
        return " "
    return "" if category in _REMOVED else char


def amount(value: Decimal) -> str:
    """Return points as short as they can be written: 7, 7.5."""
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def one_decimal(value: Decimal) -> str:
    """Return a score with its one decimal."""
    return f"{value.quantize(Decimal('0.1'), ROUND_HALF_UP):f}"


def percent(part: Decimal, whole: Decimal) -> str:
    """Return *part* of *whole* in whole per cent between 0 and 100; of nothing it is 0%."""
    if whole <= 0:
        return "0%"
    share = (part * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{min(max(share, Decimal(0)), Decimal(100))}%"


def numeral(number: int) -> str:
    """Return the Chinese numeral of a heading, 1 to 99."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones else "")


def day(value: date) -> str:
    """Return a date as documents print it."""
    return f"{value.year}年{value.month}月{value.day}日"


def place(paragraph: int | None, page: int | None = None) -> str:
    """Return where something stands: 第3页第12段."""
    parts = (("页", page), ("段", paragraph))
    return "".join(f"第{number}{unit}" for unit, number in parts if number is not None)


def document_name(name: str) -> str:
    """Return *name* in the brackets of a document's title."""
    name = plain(name)
    return name if name.startswith("《") else f"《{name}》"


def listed(names: Iterable[str]) -> str:
    """Return *names* as a Chinese list."""
    return "、".join(plain(name) for name in names)


def sentence(text: str) -> str:
    """Return *text* closed by a stop, or nothing if there is none."""
    text = plain(text)
    return text if not text or text[-1] in "。！？；" else text + "。"


def head(text: str, limit: int) -> str:
    """Return the beginning of *text*, *limit* characters at most, marked where it is cut."""
    return text if len(text) <= limit else text[:limit].rstrip(_STOPS) + ELLIPSIS


def squeezed(text: str, limit: int) -> str:
    """Return *text* in at most *limit* characters, the middle left out: ends tell names apart."""
    if len(text) <= limit:
        return text
    kept = limit - 1
    return f"{text[: kept // 2]}…{text[len(text) - (kept - kept // 2) :]}"


def tail(text: str, limit: int) -> str:
    """Return the end of *text*, from a clause's beginning where one is near."""
    if len(text) <= limit:
        return text
    kept = text[len(text) - limit :] if limit > 0 else ""
    starts = [index for index, char in enumerate(kept[: limit // 2]) if char in _STOPS]
    return ELLIPSIS + (kept[starts[0] + 1 :] if starts else kept)


def around(before: str, mark: str, after: str, limit: int) -> tuple[str, str]:
    """Return what of *before* and *after* to print so that, with *mark*, some *limit* shows."""
    room = max(limit - len(mark), 0)
    left = max(room // 2, room - len(after))
    return tail(before, left), head(after, room - min(left, len(before)))
