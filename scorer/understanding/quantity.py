"""Numbers with a measure: 210份, 两万余人次, 百分之九十五, 89批155人次.

What only looks like a quantity (dates, article and document numbers, titles in 《》, names with a
number, frequencies) is passed over; the lists of such words are data.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from scorer.model.result import Quantity
from scorer.understanding.language import Language
from scorer.understanding.numerals import CHINESE, DIGITS, SCALES, chinese_value

_NO_QUANTITY = re.compile(
    r"《[^》]*》?|〔[^〕]*〕|第[\d一二三四五六七八九十百]+[条款项号章节届次]"
    r"|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号])?|\d{4}年度?|\d{1,2}[日号](?!\w)"
    r"|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]"
)
_ONE = ("一", "两")
_ABOUT = "大约|约|近|逾|超过|超|上(?=[百千万])|[数几](?=[十百千万])"
_TO = "[至到~～—–-]"
_LOOSE = re.compile("([一二三四五六七八九两])([二三四五六七八九])([十百千万]?)")  # 三五件, 四五十人
_HUNDREDTH = Decimal("0.01")
_BEFORE = 8  # how far before a number a word can stand that makes it no quantity


@dataclass(frozen=True, slots=True)
class Located:
    """A quantity and its place in the sentence."""

    quantity: Quantity
    start: int
    end: int


class QuantityReader:
    """Finds quantities; compiled from a language's measure words."""

    def __init__(self, language: Language) -> None:
        units = "|".join(map(re.escape, sorted(language.units, key=len, reverse=True)))
        # Longer numbers count nothing: they are identity numbers, or damage.
        arabic = r"\d{1,15}(?:,\d{3}){0,4}(?:\.\d{1,15})?"
        chinese = f"[{CHINESE}]{{1,20}}"
        self._number = re.compile(
            rf"(?<![\d.{CHINESE}])(?:百分之(?P<percent>{arabic}|{chinese})(?![\d{CHINESE}])|(?!百分之)(?:"
            rf"(?P<parts>[{CHINESE}]{{1,3}})分之(?P<share>[{CHINESE}]{{1,3}})(?![{CHINESE}])"
            r"|(?P<over>\d{1,2})/(?P<under>\d{1,2})(?=的|以上|左右)"
            rf"|(?P<about>{_ABOUT})?(?:(?P<from>\d{{1,15}}|{chinese}){_TO})?"
            rf"(?:(?P<arabic>{arabic})(?P<scale>[十百千万亿]{{0,2}})|(?P<chinese>{chinese}))))"
            rf"(?P<more>[余多几]?)(?P<unit>{units}|)(?P<after>左右|以上|多)?"
        )
        self._not_counted = re.compile(_names(language.not_counted, units))
        self._before = tuple(language.not_counted_before)
        self._after = tuple(language.not_counted_after)
        self._known = lru_cache(maxsize=1024)(lambda text: tuple(self._find(text)))

    def find(self, text: str) -> tuple[Located, ...]:
        """Return the quantities in *text*, in order; asked once a match, found once a text."""
        return self._known(text)

    def _find(self, text: str) -> Iterator[Located]:
        voids = [hit.span() for hit in _NO_QUANTITY.finditer(text)]
        voids += [hit.span() for hit in self._not_counted.finditer(text)]
        for hit in self._number.finditer(text):
            if not (hit["unit"] or hit["percent"] or hit["parts"] or hit["over"]):
                continue
            if any(start < hit.end() and hit.start() < end for start, end in voids):
                continue
            if self._prefixed(text, hit.start()) or self._rhythm(text, hit):
                continue
            if self._after and text.startswith(self._after, hit.end()):
                continue
            yield Located(_quantity(hit), hit.start(), hit.end())

    def _rhythm(self, text: str, hit: re.Match[str]) -> bool:
        """Return whether the number is the 一次 of 每季度……听一次: a frequency told apart."""
        before = text[: hit.start()]
        return hit["chinese"] in _ONE and any(word in before for word in self._before)

    def _prefixed(self, text: str, start: int) -> bool:
        before = re.split("[，；：。]", text[max(0, start - _BEFORE) : start])[-1]
        return any(word in before for word in self._before)


def _names(names: Iterable[str], units: str) -> str:
    """Return an expression for *names* that are not cut out of a longer number (120 in 12000份)."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        before = rf"(?<![\d.{CHINESE}])" if name[0].isdecimal() or name[0] in CHINESE else ""
        after = r"(?!\d)" if name[-1].isdecimal() else ""
        if re.fullmatch(r"[\d.]+", name):
            after += rf"(?!{units})"
        alike[before, after].append(re.escape(name))
    parts = (f"{before}(?:{'|'.join(each)}){after}" for (before, after), each in alike.items())
    return "|".join(parts) or "(?!)"


def _quantity(hit: re.Match[str]) -> Quantity:
    """Return what *hit* says; of a range (10至15件, 三五件) its lower end, inexact."""
    inexact = any(hit[mark] for mark in ("more", "after", "about", "from"))
    if hit["percent"]:
        return Quantity(hit[0], _value(hit["percent"]), "%", inexact)
    if hit["parts"] or hit["over"]:
        part, whole = (hit["share"], hit["parts"]) if hit["parts"] else (hit["over"], hit["under"])
        return Quantity(hit[0], _percentage(_value(part), _value(whole)), "%", inexact)
    loose = _LOOSE.fullmatch(hit["chinese"] or "")
    if loose and DIGITS[loose[1]] < DIGITS[loose[2]]:
        return Quantity(
            hit[0], _value(loose[1]) * SCALES.get(loose[3], 1), hit["unit"], inexact=True
        )
    value = _value(hit["from"] or hit["arabic"] or hit["chinese"])
    for scale in hit["scale"] or "":
        value *= SCALES[scale]
    return Quantity(hit[0], value, hit["unit"], inexact)


def _percentage(part: Decimal, whole: Decimal) -> Decimal:
    return (100 * part / whole).quantize(_HUNDREDTH) if whole else Decimal(0)


def _value(text: str) -> Decimal:
    if text[0].isdecimal():
        return Decimal(text.replace(",", ""))
    return chinese_value("".join(char for char in text if char in CHINESE))
