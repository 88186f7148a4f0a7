"""Automatic numbers of a docx, which Word shows but does not write into the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from scorer.reading.wordstyles import ListPlace
from scorer.reading.wordxml import attribute, child, children, is_on, number

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_HUNDRED = 100
_CIRCLED = 20
_DEEPEST_LEVEL = 8  # the format's; levels count from 0
_HIGHEST = 32_767  # Word's own bound for a number
_MOST_LETTERS = 26 * 30  # Word repeats a letter thirty times at most
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class ListNumbers:
    """The running numbers of one document's lists; ask once for each paragraph, in order."""

    def __init__(self, lists: Mapping[str, Element], definitions: Mapping[str, Element]) -> None:
        self._lists = lists
        self._definitions = definitions
        self._levels: dict[str, dict[int, Element]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()

    @classmethod
    def of(cls, root: Element | None) -> ListNumbers:
        """Return the lists of the numbering part whose root is *root*, none counted yet."""
        if root is None:
            return cls({}, {})
        definitions = children(root, "abstractNum")
        styled = {attribute(child(node, "styleLink")): node for node in definitions}
        return cls(
            {attribute(node, "numId") or "": node for node in children(root, "num")},
            {
                attribute(node, "abstractNumId") or "": styled.get(
                    attribute(child(node, "numStyleLink")) or "", node
                )
                for node in definitions
            },
        )

    def label(self, place: ListPlace) -> str:
        """Return the number that Word shows before the paragraph at *place*; empty for bullets."""
        listed = self._lists.get(place.list_id)
        definition = self._definitions.get(attribute(child(listed, "abstractNumId")) or "")
        if listed is None or definition is None:
            return ""
        if place.list_id not in self._levels:
            self._levels[place.list_id] = _levels(listed, definition)
        levels = self._levels[place.list_id]
        level = place.level if place.level is not None else _level_of_style(levels, place.style)
        if level not in levels:
            return ""
        counters = self._count(place.list_id, level, levels)
        return _written(level, levels, counters)

    def _count(self, list_id: str, level: int, levels: Mapping[int, Element]) -> Mapping[int, int]:
        listed = self._lists[list_id]
        counters = self._counters.setdefault(attribute(child(listed, "abstractNumId")) or "", {})
        if list_id not in self._started:
            self._started.add(list_id)
            for overridden in _restarted(listed):
                counters.pop(overridden, None)
        start = _start(listed, levels, level)
        counters[level] = counters[level] + 1 if level in counters else start
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        for upper in range(level):
            counters.setdefault(upper, _start(listed, levels, upper))
        return counters


def _levels(listed: Element, definition: Element) -> dict[int, Element]:
    own = [child(node, "lvl") for node in children(listed, "lvlOverride")]
    nodes = [*children(definition, "lvl"), *(node for node in own if node is not None)]
    numbered = ((number(node, "ilvl") or 0, node) for node in nodes)
    return {level: node for level, node in numbered if level <= _DEEPEST_LEVEL}


def _level_of_style(levels: Mapping[int, Element], style: str) -> int:
    linked = (level for level, node in levels.items() if attribute(child(node, "pStyle")) == style)
    return next(linked, 0)


def _restarted(listed: Element) -> list[int]:
    overrides = children(listed, "lvlOverride")
    return [number(o, "ilvl") or 0 for o in overrides if child(o, "startOverride") is not None]


def _start(listed: Element, levels: Mapping[int, Element], level: int) -> int:
    for override in children(listed, "lvlOverride"):
        own = number(child(override, "startOverride"))
        if number(override, "ilvl") == level and own is not None:
            return min(own, _HIGHEST)
    start = number(child(levels.get(level), "start"))
    return 1 if start is None else min(start, _HIGHEST)


def _written(level: int, levels: Mapping[int, Element], counters: Mapping[int, int]) -> str:
    legal = is_on(child(levels[level], "isLgl"))

    def one(match: re.Match[str]) -> str:
        upper = int(match.group(1)) - 1
        form = "decimal" if legal else _form(levels.get(upper))
        return _FORMS.get(form, str)(counters.get(upper, 1))

    if _form(levels[level]) in ("bullet", "none"):
        return ""
    label = _PLACEHOLDER.sub(one, attribute(child(levels[level], "lvlText")) or "")
    return f"{label} " if label and label[-1].isascii() and label[-1].isalnum() else label


def _form(node: Element | None) -> str:
    return attribute(child(node, "numFmt")) or "decimal"


def _chinese(value: int) -> str:
    tens, ones = divmod(value, 10)
    if not 0 < value < _HUNDRED:
        return _digital(value)
    ten = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return ten + (_DIGITS[ones] if ones else "")


def _legal(value: int) -> str:
    return "".join(
        _LEGAL_DIGITS[_DIGITS.index(numeral)] if numeral in _DIGITS else "拾"
        for numeral in _chinese(value)
    )


def _digital(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _circled(value: int) -> str:
    return chr(0x2460 + value - 1) if 0 < value <= _CIRCLED else f"({value})"


def _full_width(value: int) -> str:
    return str(value).translate({ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)})


def _letter(value: int) -> str:
    if not 0 < value <= _MOST_LETTERS:
        return str(value)
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    written = ""
    for worth, numeral in _ROMAN:
        count, value = divmod(value, worth)
        written += numeral * count
    return written


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": _legal,
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
}
