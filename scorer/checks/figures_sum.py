"""Stated totals against their parts: 其中…, 分别为…, brackets, and totals told after the parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scorer.checks.figures_lists import ListFinder, Listing
from scorer.checks.figures_objection import Objection, alternatives, too_large, unequal
from scorer.checks.figures_parts import FARTHEST_OFF, FEWEST, PartLists, fits, same_unit, sum_of
from scorer.checks.figures_read import PERCENT, POINTS, Figure
from scorer.understanding.figure_language import ChangeWords, TotalWords, Words

_OWN_WORDS = 3  # so many characters in common, and two numbers are of the same thing
_NEAR_BY = 6  # characters between the total's word and its number
_MEASURES = (PERCENT, POINTS)


class SumReader:
    """Finds totals that their parts do not add up to."""

    def __init__(
        self, words: TotalWords, divisions: tuple[Words, ...], changes: ChangeWords
    ) -> None:
        self._parts = PartLists(words, divisions)
        self._lists = ListFinder(self._parts, words, changes)
        self._some = frozenset(words.some)
        self._within_words = words.within
        self._not_within = re.compile(alternatives(words.not_within))
        self._loose = re.compile(f"(?:{alternatives(words.loose)})*")
        self._total = re.compile(f"(?:{alternatives(words.total)})(?P<act>.{{0,12}})$")

    def find(self, text: str, figures: Sequence[Figure]) -> Iterator[Objection]:
        """Yield an objection for every total in the paragraph that does not hold."""
        counts = [one for one in figures if one.unit not in _MEASURES]
        if len(counts) < FEWEST:
            return
        seen: set[int] = set()
        for objection in self._objections(text, counts):
            if objection.end not in seen:
                seen.add(objection.end)
                yield objection

    def _objections(self, text: str, figures: Sequence[Figure]) -> Iterator[Objection]:
        for listing in self._lists.find(text, figures):
            objection = self._judged(text, figures, listing)
            if objection is not None:
                yield objection
        yield from self._within(figures)
        yield from self._summed_up(text, figures)

    def _within(self, figures: Sequence[Figure]) -> Iterator[Objection]:
        """Parts larger than the total before them: 23名执法人员中，持证的25名."""
        for total, part in pairwise(figures):
            if total.period != part.period or not total.tail.endswith(self._within_words):
                continue
            if self._not_within.search(total.tail):
                continue
            exact = same_unit(total.measure, part.measure) and part.exact and total.exact
            if exact and part.low > total.high:
                yield too_large(total, part)

    def _summed_up(self, text: str, figures: Sequence[Figure]) -> Iterator[Objection]:
        """Totals told behind their parts: 来信30件、来访20件、来电12件，合计72件."""
        for number, total in enumerate(figures):
            found = self._total.search(total.lead)
            if found is None or not total.exact:
                continue
            run = _run_before(text, figures, number)
            if len(run) < FEWEST or not all(one.exact for one in run):
                continue
            if self._of_the_same(found["act"], run) and _plausible(run, total):
                yield unequal(total, run, "", "合计")

    def _of_the_same(self, act: str, run: Sequence[Figure]) -> bool:
        """Return whether the words before the total say what those before its parts say."""
        loose = self._loose.match(act)
        listed = all(one.sign == "、" for one in run[1:])
        if loose is not None and (loose.end() == len(act) or (listed and loose.end() > 1)):
            return True
        if any(act[:2] in one.lead for one in run):
            return True
        stretches = {act[at : at + _OWN_WORDS] for at in range(len(act) - _OWN_WORDS + 1)}
        return len(act) <= _NEAR_BY and any(
            stretch in one.lead for stretch in stretches for one in run
        )

    def _together(self, text: str, figures: Sequence[Figure], total: Figure) -> list[Figure]:
        """Return *total* and the numbers listed before it, which may be the whole together."""
        summed = self._total.search(total.lead)
        if summed is not None and self._loose.fullmatch(summed["act"]):
            return [total]
        at = next(at for at, one in enumerate(figures) if one is total)
        return [*_run_before(text, figures, at), total]

    def _judged(self, text: str, figures: Sequence[Figure], listing: Listing) -> Objection | None:
        """Return what is wrong with a list, or None where nothing is or nothing can be said."""
        numbers = listing.numbers
        others = _other_totals(figures, listing.total, numbers[0])
        total = _large_enough(listing.total, others, numbers)
        together = self._together(text, figures, total)
        larger = next((one for one in numbers if one.exact and one.low > total.high), None)
        if larger is not None and larger.low <= sum_of(together):
            return None
        if larger is not None:
            return too_large(total, larger) if listing.cue in self._some and total.exact else None
        told = len(numbers) >= FEWEST and all(one.exact for one in (total, *numbers))
        if not told or self._parts.left_open(text, numbers[-1]):
            return None
        if sum_of(numbers) == sum_of(together) or _holds(listing, numbers, total, others):
            return None
        whole = self._parts.complete(listing.parts, total, listing.claim)
        return unequal(total, numbers, listing.cue, "总数") if whole else None


def _plausible(run: Sequence[Figure], total: Figure) -> bool:
    """Return whether *run* may be the parts of *total*, but does not add up to it."""
    value = sum_of(run)
    meant = FARTHEST_OFF * total.value <= value <= total.value / FARTHEST_OFF
    larger = any(one.low > total.high for one in run)
    return meant and not larger and not any(fits(run[at:], total) for at in range(len(run) - 1))


def _adds_up(possible: Sequence[Figure], totals: Sequence[Figure]) -> bool:
    """Return whether some reading of the list adds up to one of *totals*."""
    ends = [at for at, one in enumerate(possible) if at > 1 and one.sign != "、"]
    lists = [possible[:end] for end in (*ends, len(possible))]
    return any(fits(one, whole) for one in lists for whole in totals)


def _holds(
    listing: Listing, numbers: Sequence[Figure], total: Figure, others: Sequence[Figure]
) -> bool:
    """Return whether some reading of the list and its sentence's totals adds up."""
    return _adds_up(listing.possible, (total, *others)) or _beside(total, numbers[-1], others)


def _beside(total: Figure, last: Figure, others: Sequence[Figure]) -> bool:
    """Return whether *last* is the rest of a larger whole: 受理745件，办结728件，…在办17件."""
    return any(fits((total, last), whole) for whole in others)


def _large_enough(total: Figure, others: Sequence[Figure], parts: Sequence[Figure]) -> Figure:
    """Return *total*, or where a part is larger, the nearest before it that can hold all parts."""
    most = max(one.low for one in parts)
    able = (one for one in (total, *reversed(others)) if one.high >= most)
    return next(able, total)


def _other_totals(figures: Sequence[Figure], total: Figure, first: Figure) -> list[Figure]:
    """Return the other figures of the sentence, before the parts, that might be the total."""
    return [
        one
        for one in figures
        if one.end <= first.start
        and one is not total
        and one.period == total.period
        and same_unit(one.measure, total.measure)
    ]


def _run_before(text: str, figures: Sequence[Figure], number: int) -> list[Figure]:
    """Return the figures of consecutive clauses before *figures*[number] with the same measure."""
    total, run = figures[number], [figures[number]]
    if number and not total.sign and figures[number - 1].tail == total.lead:
        number -= 1  # the 三类 of 三类合计
        run = [figures[number]]
    for one in reversed(figures[:number]):
        gap = text[one.end + len(one.tail) : run[-1].start - len(run[-1].lead)]
        if one.period != total.period or not same_unit(one.measure, total.measure) or len(gap) > 1:
            break
        run.append(one)
    return run[:0:-1]
