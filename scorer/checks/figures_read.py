"""The figures of a paragraph: values with what is written around them.

Counts are read as evidence reads them (`understanding.quantity`); percentages, fractions and
tenths are read here, because a check needs the precision that was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scorer.understanding.figure_language import Vague, Words
from scorer.understanding.language import Language
from scorer.understanding.numerals import CHINESE, SCALES, chinese_value
from scorer.understanding.quantity import Located, QuantityReader

PERCENT = "%"
POINTS = "个百分点"
_HUNDRED = Decimal(100)
_TENTHS_SLACK = Decimal(5)  # 九成 stands for 85 to 95 %
_FRACTION_SLACK = Decimal(3)  # so many percentage points around 三分之二
_DECIMAL_POINT = "点"
_NUMERAL = re.compile(rf"([\d,]+(?:\.\d+)?)|([{CHINESE}]+)")
_ARABIC = r"\d{1,15}(?:\.\d{1,15})?"  # more digits are no figure
_SHARE = re.compile(
    rf"百分之(?P<percent>{_ARABIC}|[{CHINESE}]+(?:点[{CHINESE}]+)?)(?!\.?[\d{CHINESE}]|点\d)"
    rf"|(?<![\d.{CHINESE}])(?!百分之)(?P<below>[{CHINESE}]+)分之(?P<above>[{CHINESE}]+)"
    rf"|(?<![\d.{CHINESE}])(?P<tenths>[一二两三四五六七八九])成(?P<half>[一二三四五六七八九]?)(?!\w*率)"
    rf"|(?<![\d.])(?P<digits>{_ARABIC})(?P<unit>%|个百分点)"
)
_MAY_SHARE = re.compile(r"%|分之|[一二两三四五六七八九]成|百分点")
_TWO_AND_MORE = CHINESE.replace("一", "").replace("零", "").replace("〇", "")
_CLAUSE = re.compile("[^，；。！？]+")
_BOUNDARY = re.compile("[，；：、（）。！？]")
STOPS = frozenset("。！？")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a paragraph.

    `low` and `high` bound what its writing can stand for: 1.2万 is 1.15 to 1.25万, 205 is 205.
    `lead` and `tail` are the words before and behind it in its clause, `sign` the punctuation mark
    before the lead (empty behind another number of the clause, or at the beginning). Units that
    count alike (人 and 名) have the same `measure`.
    """

    text: str
    value: Decimal
    low: Decimal
    high: Decimal
    unit: str
    measure: str
    exact: bool
    start: int
    end: int
    lead: str = ""
    tail: str = ""
    sign: str = ""
    period: int = 0
    places: int = 0

    @property
    def words(self) -> str:
        """What is written around the number in its clause."""
        return self.lead + self.tail


class FigureReader:
    """Reads figures; compiled from the words for inexact numbers and the language's measures."""

    def __init__(self, language: Language, vague: Vague, measures: tuple[Words, ...]) -> None:
        self._quantities = QuantityReader(language)
        units = "|".join(map(re.escape, sorted({unit[0] for unit in language.units})))
        self._numeric = re.compile(
            rf"\d|分之|(?:[{CHINESE}]{{2}}|[{_TWO_AND_MORE}])[余多几]?(?:{units})"
        )
        self._no_number = re.compile("|".join(map(re.escape, vague.no_number)) or "(?!)")
        self._measures = {unit: alike[0] for alike in measures for unit in alike}
        self._vague_before = tuple(vague.before)
        self._vague_after = tuple(vague.after)

    def read(self, text: str) -> tuple[Figure, ...]:
        """Return the figures of the paragraph *text*, in order, with what stands around them."""
        if not self._numeric.search(text):
            return ()
        shares = list(self._shares(text)) if _MAY_SHARE.search(text) else []
        taken = [(one.start, one.end) for one in shares]
        taken += [hit.span() for hit in self._no_number.finditer(text)]
        counts = (
            one
            for one in self._counts(text)
            if not any(start < one.end and one.start < end for start, end in taken)
        )
        return tuple(_placed(text, sorted([*shares, *counts], key=lambda one: one.start)))

    def _counts(self, text: str) -> Iterator[Figure]:
        """Yield the counts; only clauses that hold a numeral are looked at."""
        for clause in _CLAUSE.finditer(text):
            if not self._numeric.search(clause[0]):
                continue
            for located in self._quantities.find(clause[0]):
                if located.quantity.unit not in (PERCENT, POINTS):
                    yield self._count(text, located, clause.start())

    def _count(self, text: str, located: Located, offset: int) -> Figure:
        quantity = located.quantity
        start, end = offset + located.start, offset + located.end
        half = _half_step(quantity.text, quantity.value)
        vague = quantity.inexact or self._vague(text, start, end)
        return Figure(
            quantity.text,
            quantity.value,
            quantity.value - half,
            quantity.value + half,
            quantity.unit,
            self._measures.get(quantity.unit, quantity.unit),
            not vague,
            start,
            end,
        )

    def _shares(self, text: str) -> Iterator[Figure]:
        for hit in _SHARE.finditer(text):
            value, slack, places = _share(hit)
            yield Figure(
                hit[0],
                value,
                value - slack,
                value + slack,
                POINTS if hit["unit"] == POINTS else PERCENT,
                PERCENT,
                not self._vague(text, hit.start(), hit.end()),
                hit.start(),
                hit.end(),
                places=places,
            )

    def _vague(self, text: str, start: int, end: int) -> bool:
        before = text[max(0, start - 4) : start]
        if before[-1:].isspace() and before[-2:-1].isdecimal():
            return True  # 4 598个: only the end of the number was read
        return before.endswith(self._vague_before) or text.startswith(self._vague_after, end)


def _share(hit: re.Match[str]) -> tuple[Decimal, Decimal, int]:
    """Return value in percent, half-width of what it can stand for, and decimal places."""
    if hit["below"]:
        value = _HUNDRED * chinese_value(hit["above"]) / (chinese_value(hit["below"]) or 1)
        return value, _FRACTION_SLACK, 0
    if hit["tenths"]:
        half = chinese_value(hit["half"]) if hit["half"] else Decimal(0)
        slack = Decimal(1) if hit["half"] else _TENTHS_SLACK
        return 10 * chinese_value(hit["tenths"]) + half, slack, 0
    value = _percent(hit["digits"] or hit["percent"])
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return value, Decimal(1).scaleb(-places), places


def _percent(text: str) -> Decimal:
    if text[0].isdecimal():
        return Decimal(text)
    whole, _, rest = text.partition(_DECIMAL_POINT)
    digits = "".join(str(chinese_value(char)) for char in rest)
    return Decimal(f"{chinese_value(whole)}.{digits}") if digits else chinese_value(whole)


def _half_step(text: str, value: Decimal) -> Decimal:
    """Return half of the last written place, 0 for a number written out in full."""
    found = _NUMERAL.match(text)
    if found is None:
        return Decimal(0)
    digits, chinese = found[1], found[2]
    if chinese:
        scale = SCALES.get(chinese[-1], 1)
        return Decimal(scale) / 2 if scale >= SCALES["万"] else Decimal(0)
    written = Decimal(digits.replace(",", ""))
    scale_value = value / written if written else Decimal(1)
    exponent = written.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    if places <= 0 and scale_value == 1:
        return Decimal(0)
    return scale_value.scaleb(-places) / 2


def _placed(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Yield *figures* with lead, tail, sign and period."""
    marks = list(_boundaries(text, figures))
    at, period, last = 0, 0, 0
    sign = ""
    for number, one in enumerate(figures):
        while at < len(marks) and marks[at] < one.start:
            sign = text[marks[at]]
            period += sign in STOPS
            last = marks[at] + 1
            at += 1
        following = figures[number + 1].start if number + 1 < len(figures) else len(text)
        tail_end = min(marks[at] if at < len(marks) else len(text), following)
        yield Figure(
            one.text,
            one.value,
            one.low,
            one.high,
            one.unit,
            one.measure,
            one.exact,
            one.start,
            one.end,
            text[last : one.start],
            text[one.end : tail_end],
            sign,
            period,
            one.places,
        )
        last, sign = one.end, ""


def _boundaries(text: str, figures: Iterable[Figure]) -> Iterator[int]:
    """Yield the places of punctuation; brackets without a figure, as in 村（社区）, are words."""
    starts = [one.start for one in figures]
    words_until = -1
    for hit in _BOUNDARY.finditer(text):
        if hit[0] == "（":
            close = text.find("）", hit.start())
            if close > 0 and not any(hit.start() < start < close for start in starts):
                words_until = close
        if hit.start() > words_until:
            yield hit.start()
