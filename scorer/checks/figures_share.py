"""Shares and changes: 其中43件，占比67.2%; 去年同期150件，同比下降20%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from scorer.checks.figures_objection import (
    HUNDRED,
    Objection,
    above_hundred,
    alternatives,
    not_the_change,
    not_the_difference,
    not_the_quotient,
)
from scorer.checks.figures_parts import same_unit
from scorer.checks.figures_rate import agrees, shares
from scorer.checks.figures_read import PERCENT, POINTS, Figure
from scorer.understanding.figure_language import ChangeWords, ShareWords

_LONGEST_NAME = 14
_WITH_RATE = 3  # a sentence of part, whole and share, and nothing else
_SHARE = "占比"
_YEAR = re.compile(r"(\d{4})年")


class ShareReader:
    """Finds shares that disagree with the part and the whole they are about."""

    def __init__(self, words: ShareWords, links: Sequence[str]) -> None:
        share = alternatives(words.share)
        self._share = re.compile(
            rf"^(?P<before>.*?)(?:{share})(?P<of>.{{0,{_LONGEST_NAME}}}?)(?:的)?(?:{alternatives(links)})*$"
        )
        self._bare = re.compile(f"(?:{share})(?:{alternatives(links)})*$")
        self._whole = re.compile(alternatives(words.whole))
        self._cue = re.compile(share)

    def find(self, text: str, figures: Sequence[Figure]) -> Iterator[Objection]:
        """Yield an objection for every share in the paragraph that does not hold."""
        for at, rate in enumerate(figures):
            if rate.unit != PERCENT or not at:
                continue
            if rate.value > HUNDRED and self._bare.search(rate.lead):
                yield above_hundred(rate, _SHARE)
                continue
            pair = self._with_whole(figures, at) or self._behind(text, figures, at)
            if pair is None or not all(one.exact for one in (rate, *pair)):
                continue
            if not self._fitting(figures, rate, pair):
                yield not_the_quotient(_SHARE, rate, *pair)

    def _with_whole(self, figures: Sequence[Figure], at: int) -> tuple[Figure, Figure] | None:
        """占应参训人数200人的90%: the whole stands between the share's word and its value."""
        rate, whole = figures[at], figures[at - 1]
        if rate.sign or not self._cue.search(whole.lead) or not whole.tail.endswith("的"):
            return None
        if rate.start != whole.end + len(whole.tail):
            return None
        part = next(
            (
                one
                for one in reversed(figures[: at - 1])
                if same_unit(one.measure, whole.measure) and one.period == rate.period
            ),
            None,
        )
        return None if part is None else (part, whole)

    def _behind(
        self, text: str, figures: Sequence[Figure], at: int
    ) -> tuple[Figure, Figure] | None:
        """其中43件，占67.2%: the whole is the nearest before the part that it is a part of."""
        rate, part = figures[at], figures[at - 1]
        found = self._share.match(rate.lead)
        whole = _same_before(figures, at - 1)
        if found is None or whole is None or part.period != rate.period:
            return None
        if whole.low < part.high or not self._own(found, part, whole):
            return None
        told = self._whole.search(text, whole.end, rate.start) is not None
        alone = sum(one.period == rate.period for one in figures) <= _WITH_RATE
        return (part, whole) if told or alone else None

    def _own(self, found: re.Match[str], part: Figure, whole: Figure) -> bool:
        """Return whether the share's own words name nothing but the part and the whole."""
        if found["before"] and not shares(found["before"], part.words):
            return False
        if found["of"] and not self._whole.search(found["of"]):
            return False
        rest = self._whole.sub("", found["of"])
        return len(rest) <= 1 or shares(rest, whole.words)

    def _fitting(
        self, figures: Sequence[Figure], rate: Figure, pair: tuple[Figure, Figure]
    ) -> bool:
        """Return whether the pair, or any two numbers of the sentence, give the share written."""
        own = [one for one in figures if one.period == rate.period and one.unit != PERCENT]
        return agrees(rate, *pair) or any(
            agrees(rate, one, other) for one in own for other in own if one is not other
        )


def _same_before(figures: Sequence[Figure], at: int) -> Figure | None:
    """Return the nearest number before *figures*[at] in its sentence that counts like it."""
    part = figures[at]
    if part.unit in (PERCENT, POINTS):
        return None
    before = (
        one
        for one in reversed(figures[:at])
        if one.period == part.period and same_unit(one.measure, part.measure)
    )
    return next(before, None)


class ChangeReader:
    """Finds changes that disagree with the two numbers, or the number and the difference."""

    def __init__(self, words: ChangeWords, links: Sequence[str]) -> None:
        up, down = alternatives(words.up), alternatives(words.down)
        link = f"(?:{alternatives(links)}|了)*"
        self._change = re.compile(f"(?:(?P<up>{up})|(?P<down>{down})){link}$")
        against = rf"(?:{alternatives(words.against)})(?:\d{{4}}年)?的?$"
        self._earlier = re.compile(f"{alternatives(words.earlier)}|{against}")
        self._difference = re.compile(f"^(?:{up}|{down})(?:了)?$")
        self._to = re.compile(f"(?:{alternatives(words.ends)})$")

    def find(self, text: str, figures: Sequence[Figure]) -> Iterator[Objection]:
        """Yield an objection for every change in the paragraph that does not hold."""
        for at, rate in enumerate(figures):
            if rate.unit not in (PERCENT, POINTS) or not rate.exact:
                continue
            found = self._change.search(rate.lead)
            pair = self._pair(text, figures, at) if found is not None else None
            if found is None or pair is None or not all(one.exact for one in pair):
                continue
            objection = _change(rate, *pair)
            if objection is not None:
                yield objection

    def _pair(self, text: str, figures: Sequence[Figure], at: int) -> tuple[Figure, Figure] | None:
        """Return the number now and the number before that the change is about."""
        rate = figures[at]
        points = rate.unit == POINTS
        own = [
            one
            for one in figures
            if one.period == rate.period and one is not rate and (one.unit == PERCENT) is points
        ]
        earlier = [
            one
            for one in own
            if self._earlier.search(one.lead) and not self._change.search(one.lead)
        ]
        earlier = earlier or _of_the_year_before(own, rate)
        if len(earlier) != 1:
            return self._by_difference(own, rate) if not points and not earlier else None
        before = earlier[0]
        others = [
            one
            for one in own
            if one is not before
            and same_unit(one.measure, before.measure)
            and not self._difference.search(one.lead)
        ]
        if len(others) != 1:
            return None
        now = others[0]
        return (now, before) if now.start < rate.start or self._to.search(now.lead) else None

    def _by_difference(self, own: Sequence[Figure], rate: Figure) -> tuple[Figure, Figure] | None:
        """96起，同比减少24起，下降20%: the number before is the number now and the difference."""
        before_rate = [one for one in own if one.end <= rate.start]
        if len(before_rate) < 2 or len(own) != 2:  # noqa: PLR2004
            return None
        now, difference = before_rate
        found = self._change.search(difference.lead)
        if found is None or not same_unit(now.measure, difference.measure):
            return None
        sign = 1 if found["down"] else -1
        value = now.value + sign * difference.value
        if value <= 0 or not (now.exact and difference.exact):
            return None
        return now, _derived(now, value)


def _of_the_year_before(own: Sequence[Figure], rate: Figure) -> list[Figure]:
    """Return the first of two numbers where each names its year, one year apart."""
    told = [one for one in own if one.end <= rate.start]
    if len(told) != 2:  # noqa: PLR2004
        return []
    years = [_YEAR.findall(one.lead) for one in told]
    follow = all(len(each) == 1 for each in years) and int(years[0][0]) + 1 == int(years[1][0])
    return told[:1] if follow else []


def _derived(now: Figure, value: Decimal) -> Figure:
    return Figure(
        f"{value:f}",
        value,
        value,
        value,
        now.unit,
        now.measure,
        now.exact,
        now.start,
        now.end,
        now.lead,
    )


def _change(rate: Figure, now: Figure, before: Figure) -> Objection | None:
    """Return the objection that the change is not the one that the two numbers give."""
    if rate.unit == POINTS:
        same = abs(now.value - before.value) == rate.value
        return None if same else not_the_difference(rate, now, before)
    if before.low <= 0:
        return None
    least = HUNDRED * (now.low - before.high) / before.high
    most = HUNDRED * (now.high - before.low) / before.low
    low, high = sorted((abs(least), abs(most)))
    fitting = low < rate.high and rate.low < high
    return None if fitting else not_the_change(rate, now, before)
