"""Automatic numbers of a docx, which Word shows but does not write into the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _List:
    """A list as its paragraphs are numbered: whose count it shares, its levels, where it starts."""

    counted_with: str
    levels: Mapping[int, Element]
    starts: Mapping[int, int]
    restarted: tuple[int, ...]

    def start(self, level: int) -> int:
        return self.starts.get(level, 1)


class ListNumbers:
    """The running numbers of one document's lists; ask once for each paragraph, in order."""

    def __init__(self, lists: Mapping[str, Element], definitions: Mapping[str, Element]) -> None:
        self._lists = lists
        self._definitions = definitions
        self._known: dict[str, _List | None] = {}
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
        if place.list_id not in self._known:
            self._known[place.list_id] = self._list(place.list_id)
        known = self._known[place.list_id]
        if known is None:
            return ""
        level = place.level
        if level is None:
            level = _level_of_style(known.levels, place.style)
        if level not in known.levels:
            return ""
        return _written(level, known.levels, self._count(place.list_id, known, level))

    def _list(self, list_id: str) -> _List | None:
        listed = self._lists.get(list_id)
        counted_with = attribute(child(listed, "abstractNumId")) or ""
        definition = self._definitions.get(counted_with)
        if listed is None or definition is None:
            return None
        overrides = children(listed, "lvlOverride")
        levels = _numbered(
            [*children(definition, "lvl"), *(n for o in overrides for n in children(o, "lvl"))]
        )
        own = {
            level: child(override, "startOverride")
            for level, override in _numbered(overrides).items()
            if child(override, "startOverride") is not None
        }
        usual = {level: child(node, "start") for level, node in levels.items()}
        starts = {level: number(node) for level, node in {**usual, **own}.items()}
        return _List(
            counted_with,
            levels,
            {level: min(start, _HIGHEST) for level, start in starts.items() if start is not None},
            tuple(own),
        )

    def _count(self, list_id: str, known: _List, level: int) -> Mapping[int, int]:
        counters = self._counters.setdefault(known.counted_with, {})
        if list_id not in self._started:
            self._started.add(list_id)
            for restarted in known.restarted:
                counters.pop(restarted, None)
        counters[level] = counters[level] + 1 if level in counters else known.start(level)
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        for upper in range(level):
            counters.setdefault(upper, known.start(upper))
        return counters


def _numbered(nodes: Iterable[Element]) -> dict[int, Element]:
    """Return *nodes* (w:lvl, w:lvlOverride) by their levels; of two for the same the last."""
    levels = ((number(node, "ilvl") or 0, node) for node in nodes)
    return {level: node for level, node in levels if level <= _DEEPEST_LEVEL}


def _level_of_style(levels: Mapping[int, Element], style: str) -> int:
    linked = (level for level, node in levels.items() if attribute(child(node, "pStyle")) == style)
    return next(linked, 0)


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
