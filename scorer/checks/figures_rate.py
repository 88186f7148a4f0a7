"""Rates against the numbers they are about: 受理205件，办结198件，办结率93%.

A rate is compared only with two numbers whose words say that they are its own; where any two
numbers near it give the rate that is written, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from scorer.checks.figures_objection import (
    HUNDRED,
    Objection,
    above_hundred,
    alternatives,
    not_the_quotient,
)
from scorer.checks.figures_parts import same_unit
from scorer.checks.figures_read import PERCENT, STOPS, Figure
from scorer.understanding.figure_language import RateName, RateWords, TotalWords

_MEANT = Decimal(15)  # percentage points
_FULL_AT = Decimal("99.5")  # from here on a rate may be written as 100 %
_SENTENCES_BACK = 1
_HAN = "[\u4e00-\u9fff]"
_SHORT_NAME = 3  # 解决率: the act itself and one character
_PAIR = 2
_YEAR = re.compile(r"\d{4}年")
_OWN_WORDS = 2  # so many characters of a name must recur for it to be the same thing


class RateReader:
    """Finds rates that disagree with their numbers, and rates that cannot be."""

    def __init__(self, words: RateWords, rates: tuple[RateName, ...], totals: TotalWords) -> None:
        self._kinds = {name: rate for rate in rates for name in rate.names}
        links = alternatives(words.links)
        names = alternatives(tuple(self._kinds))
        endings = alternatives(words.endings)
        self._endings = words.endings
        self._name = re.compile(f"(?P<before>.*?)(?P<name>{names})(?:{links})*$")
        self._any_name = re.compile(
            rf"(?P<before>.*?)(?P<name>(?P<act>{_HAN}{{2}})(?:{endings}))(?:{links})*$"
        )
        self._times = re.compile(alternatives(words.times))
        self._limits = words.limits
        self._among = tuple(words.among)
        self._explaining = (*words.among, *totals.total)
        self._due = words.due
        single = [word for word in (*totals.opposites, *words.due) if len(word) == 1]
        self._negation = f"[{''.join(single)}]" if single else "(?!)"
        self._unbounded = tuple(words.unbounded)
        self._fillers = re.compile(alternatives(words.fillers))
        self._all_done = re.compile(alternatives(words.all_done))
        self._unfinished = re.compile(alternatives(words.unfinished))

    def find(self, text: str, figures: Sequence[Figure]) -> Iterator[Objection]:
        """Yield an objection for every rate in the paragraph that does not hold."""
        for number, rate in enumerate(figures):
            named = self._named(rate)
            if named is None:
                continue
            objection = self._too_high(rate, named) or self._compared(text, figures, number, named)
            if objection is not None:
                yield objection

    def _named(self, rate: Figure) -> re.Match[str] | None:
        if rate.unit != PERCENT or not _has(rate.lead, self._endings):
            return None
        return self._name.search(rate.lead) or self._any_name.search(rate.lead)

    def _kind(self, name: str) -> RateName:
        """Return what the rate is made of; an unknown one counts what its name says: 解决率."""
        known = self._kinds.get(name, RateName((name,), (), ()))
        own = (name[:-1],) if len(name) == _SHORT_NAME else ()
        part = (*known.part, *own)
        due = tuple(word + act for word in self._due for act in part)
        return RateName(known.names, part, (*known.whole, *due))

    def _too_high(self, rate: Figure, named: re.Match[str]) -> Objection | None:
        whole_name = named["before"] + named["name"]
        if rate.value <= HUNDRED or named["name"] not in self._kinds:
            return None
        if whole_name.endswith(self._unbounded):
            return None
        return above_hundred(rate, named["name"])

    def _compared(
        self, text: str, figures: Sequence[Figure], number: int, named: re.Match[str]
    ) -> Objection | None:
        rate, kind = figures[number], self._kind(named["name"])
        near = _near(figures, number)
        if any(agrees(rate, one, other) for one in near for other in near if one is not other):
            return None
        pair = self._pair(text, near, rate, kind, named[0]) if kind.part else None
        if pair is None or not all(one.exact for one in (rate, *pair)) or agrees(rate, *pair):
            return None
        part, whole = pair
        comparable = self._about(named["before"], part, whole) and not (
            self._of_another_time(named["before"], whole.lead) or self._excused(text, part, rate)
        )
        return not_the_quotient(named["name"], rate, part, whole) if comparable else None

    def _pair(
        self, text: str, near: Sequence[Figure], rate: Figure, kind: RateName, named: str
    ) -> tuple[Figure, Figure] | None:
        """Return the two numbers that the rate is about, part and whole, or None."""
        before = [one for one in near if one.end <= rate.start]
        for pool in (before, self._explained(near, rate)):
            part = self._part(_untold(text, pool), kind)
            if part is None:
                continue
            whole = _whole(pool, part, kind)
            if whole is not None and self._same_thing(part, whole, kind, named):
                return part, whole
            whole = None if self._all_done.search(part.tail) else _just_before(pool, part, rate)
            near_enough = whole is not None and (
                self._bare(part, kind) or self._likely(rate, part, whole, named)
            )
            if whole is not None and near_enough:
                return part, whole
        return self._all_of(text, before, rate, kind)

    def _explained(self, near: Sequence[Figure], rate: Figure) -> list[Figure]:
        """Return the numbers told behind the rate where they explain it: in brackets, or 其中."""
        behind = [one for one in near if one.start > rate.start and one.period == rate.period]
        if not behind:
            return []
        opens = behind[0].sign == "（" or behind[0].lead.startswith(self._explaining)
        return behind if opens or len(behind) == len(near) == _PAIR else []

    def _part(self, pool: Sequence[Figure], kind: RateName) -> Figure | None:
        """Return the last number that is told to be what the rate counts, and not its opposite."""
        said = re.compile(f"(?<!{self._negation})(?:{alternatives(kind.part)})")
        return next((one for one in reversed(pool) if said.search(one.words)), None)

    def _all_of(
        self, text: str, before: Sequence[Figure], rate: Figure, kind: RateName
    ) -> tuple[Figure, Figure] | None:
        """Return the whole as its own part where the text says that all were done: 全部办结."""
        whole = before[-1] if before else None
        if whole is None or whole.period != rate.period or not _has(whole.words, kind.whole):
            return None
        between = text[whole.end : rate.start - len(rate.lead)]
        done = alternatives(kind.part)
        said = re.search(f"(?:{self._all_done.pattern})(?:已|按时|按期|依法)?(?:{done})", between)
        return (whole, whole) if said else None

    def _same_thing(self, part: Figure, whole: Figure, kind: RateName, named: str) -> bool:
        """Return whether the part's own words name nothing but what the whole or the rate names."""
        if any((word in part.words) is not (word in named) for word in self._limits):
            return False
        if part.start > whole.start and part.lead.startswith(self._among):
            return True
        if any(word.startswith(self._due) and word in whole.lead for word in kind.whole):
            return True
        rest = part.words
        for word in sorted((*kind.part, *kind.whole), key=len, reverse=True):
            rest = rest.replace(word, "")
        rest = self._fillers.sub("", rest)
        return len(rest) < _OWN_WORDS or shares(rest, whole.words + named)

    def _bare(self, part: Figure, kind: RateName) -> bool:
        """Return whether the part's words say nothing but the act: 已办结198件."""
        return not self._fillers.sub("", re.sub(alternatives(kind.part), "", part.words))

    def _likely(self, rate: Figure, part: Figure, whole: Figure, named: str) -> bool:
        """Return whether the quotient is so near the rate that it is meant to be the rate."""
        limited = any((word in part.words) is not (word in named) for word in self._limits)
        quotient = HUNDRED * part.value / whole.value if whole.value else Decimal(0)
        return not limited and abs(quotient - rate.value) <= _MEANT

    def _of_another_time(self, before: str, whole: str) -> bool:
        """Return whether the numbers are of a month or a half-year, and the rate is not."""
        times = set(self._times.findall(whole)) - set(self._times.findall(before))
        years, own_years = set(_YEAR.findall(whole)), set(_YEAR.findall(before))
        return bool(before and times) or bool(own_years and years - own_years)

    def _about(self, before: str, part: Figure, whole: Figure) -> bool:
        """Return whether what the rate's name says of its object is said of the numbers too."""
        rest = self._fillers.sub("", before)
        return len(rest) < _OWN_WORDS or shares(rest, part.words + whole.words)

    def _excused(self, text: str, part: Figure, rate: Figure) -> bool:
        """Return whether the text says why some are left out, so that 100 % can be right."""
        begin = max(rate.start - len(rate.lead), part.end)
        return rate.value == HUNDRED and self._unfinished.search(text, part.end, begin) is not None


def agrees(rate: Figure, part: Figure, whole: Figure) -> bool:
    """Return whether *part* ÷ *whole* can be written as *rate*.

    One unit in the last written place is no error, so that rounding and cutting off both agree; but
    100 % stands for all, or for what rounds to it, and all for nothing but 100 %.
    """
    if not same_unit(part.measure, whole.measure) or whole.low <= 0:
        return False
    least, most = HUNDRED * part.low / whole.high, HUNDRED * part.high / whole.low
    if rate.value == HUNDRED and rate.high - rate.value <= 1:
        return least <= HUNDRED and most >= _FULL_AT
    return least < rate.high and rate.low < most


def shares(one: str, other: str) -> bool:
    """Return whether two texts have two characters running in common."""
    return any(one[at : at + _OWN_WORDS] in other for at in range(len(one) - 1))


def _just_before(pool: Sequence[Figure], part: Figure, rate: Figure) -> Figure | None:
    """Return the number right before *part* where *part* stands right before the rate."""
    at = pool.index(part)
    if at == 0 or part is not pool[-1] or part.period != rate.period:
        return None
    whole = pool[at - 1]
    near = whole.period == part.period or part.sign in STOPS
    fitting = same_unit(whole.measure, part.measure) and whole.high >= part.low
    return whole if near and fitting and part.end <= rate.start else None


def _untold(text: str, pool: Sequence[Figure]) -> Sequence[Figure]:
    """Return the numbers of *pool* that no rate was told of yet: those behind the last one told."""
    if not pool:
        return pool
    told = text.rfind(PERCENT, 0, pool[-1].start)
    return [one for one in pool if one.start > told]


def _near(figures: Sequence[Figure], number: int) -> list[Figure]:
    """Return the counts of the rate's sentence and of the one before it."""
    rate = figures[number]
    return [
        one
        for one in figures
        if one.unit != PERCENT and 0 <= rate.period - one.period <= _SENTENCES_BACK
    ]


def _has(text: str, words: Sequence[str]) -> bool:
    return any(word in text for word in words)


def _whole(pool: Sequence[Figure], part: Figure, kind: RateName) -> Figure | None:
    """Return the number that *part* is a part of: the nearest before it, or else one behind it."""
    fitting = [
        one
        for one in pool
        if one is not part
        and same_unit(one.measure, part.measure)
        and one.high >= part.low
        and _has(one.words, kind.whole)
    ]
    before = [one for one in fitting if one.start < part.start]
    return before[-1] if before else next(iter(fitting), None)
