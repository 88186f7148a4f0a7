"""The same number of the whole year told twice: 全年化解纠纷158起 here, 153起 there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scorer.checks.figures_objection import alternatives
from scorer.checks.figures_read import Figure
from scorer.understanding.figure_language import RepeatWords

_LONGEST_OPENING = 12  # 今年以来，我镇…
_NEAR = Decimal("0.2")
_FEWEST = 4  # characters that say what is counted


@dataclass(frozen=True, slots=True)
class Told:
    """A whole year's number: what is counted (act, thing and measure), and where it stands."""

    key: tuple[str, str]
    figure: Figure
    offset: int


class RepeatReader:
    """Recognises numbers that are told of the whole year."""

    def __init__(self, words: RepeatWords) -> None:
        self._year = re.compile(alternatives(words.whole_year))
        light = alternatives((*words.whole_year, *words.light))
        self._light = re.compile(
            rf"(?:{light}|\d{{4}}年|[，、]|[一二三四五六七八九十]是|^（\w+）|^\d\.)"
        )
        self._act = re.compile(alternatives(words.acts))

    def told(self, text: str, figures: tuple[Figure, ...], offset: int) -> Iterator[Told]:
        """Yield the whole year's numbers in the paragraph *text*, which begins at *offset*."""
        if not self._year.search(text):
            return
        for one in figures:
            begin = max(0, one.start - len(one.lead) - _LONGEST_OPENING)
            if not one.exact or one.sign == "、" or not self._year.search(text, begin, one.start):
                continue
            lead = self._clause(text, one)
            counted = self._light.sub("", self._year.sub("", lead))
            ends = not one.tail.strip("。")
            whole = self._year.search(lead) and self._act.match(counted)
            if ends and whole and len(counted) >= _FEWEST:
                yield Told((counted, one.unit), one, offset)

    def _clause(self, text: str, one: Figure) -> str:
        """Return the words before *one* from its sentence's beginning, or from its clause's."""
        begin = one.start - len(one.lead)
        if one.sign == "，" and begin >= 1:
            start = max(text.rfind(mark, 0, begin - 1) for mark in "，。；、：")
            before = text[start + 1 : begin - 1]
            if self._light.sub("", self._year.sub("", before)) == "":
                return before + one.lead
        return one.lead


def differ(first: Told, second: Told) -> bool:
    """Return whether two numbers differ by little: by more, they are of different things."""
    one, other = first.figure.value, second.figure.value
    return one != other and abs(one - other) <= _NEAR * max(one, other)


def shown(one: Figure) -> str:
    """Return number and measure as they are written, with a space between."""
    return f"{one.text.removesuffix(one.unit)} {one.unit}"


def conflict(first: Told, second: Told) -> str:
    """Return in words that two numbers for the same thing differ."""
    before, now = first.figure, second.figure
    return f"前文写 {shown(before)}，此处写 {shown(now)}，说的是同一个数"
