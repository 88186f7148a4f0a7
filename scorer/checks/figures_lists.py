"""Where a paragraph lists parts of a total: behind 其中, in brackets, by kinds of a division."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from scorer.checks.figures_objection import alternatives
from scorer.checks.figures_parts import (
    CERTAIN,
    FEWEST,
    LARGE_EXCESS,
    SMALL_GAP,
    Part,
    PartLists,
    same_unit,
    sum_of,
)
from scorer.checks.figures_read import STOPS, Figure
from scorer.understanding.figure_language import ChangeWords, TotalWords

_BRACKET = re.compile("（([^（）]*)）")
_BRACKETED = "括号内"


@dataclass(frozen=True, slots=True)
class Listing:
    """A total and its parts.

    `possible` are all figures that might be parts, `cue` is what introduced the list (empty for
    none); where the sum misses the total by no more than `claim` (a share of the total), the list
    claims by its introduction to be complete.
    """

    total: Figure
    parts: tuple[Part, ...]
    possible: tuple[Figure, ...]
    cue: str
    claim: Decimal

    @property
    def numbers(self) -> list[Figure]:
        """The figures of the parts."""
        return [part.figure for part in self.parts]


class ListFinder:
    """Finds lists of parts; compiled from the words for totals and changes."""

    def __init__(self, lists: PartLists, words: TotalWords, changes: ChangeWords) -> None:
        self._lists = lists
        self._every = re.compile(alternatives(words.every))
        self._likely = re.compile(alternatives(words.likely))
        self._some = re.compile(alternatives(words.some))
        self._cue = re.compile(alternatives((*words.every, *words.likely, *words.some)))
        self._change = re.compile(alternatives((*changes.up, *changes.down, *changes.earlier)))

    def find(self, text: str, figures: Sequence[Figure]) -> Iterator[Listing]:
        """Yield the lists of the paragraph *text*, whose counts are *figures*."""
        if self._cue.search(text):
            yield from self._introduced(text, figures)
        if "（" in text:
            yield from self._bracketed(text, figures)
        yield from self._divided(text, figures)

    def _introduced(self, text: str, figures: Sequence[Figure]) -> Iterator[Listing]:
        """Lists behind 其中, 分别为, 涉及; one total may have a list for each of its measures."""
        done = -1
        for cue in self._cue.finditer(text):
            first = next((i for i, one in enumerate(figures) if one.start >= cue.end()), None)
            if first is None or cue.start() < done or not self._opens(text, cue, figures[first]):
                continue
            for total in self._totals(figures, first, cue.start()):
                parts, possible = self._lists.after(text, figures, first, total.measure)
                if parts:
                    done = max(done, parts[-1].figure.start)
                    opened = self._some.search(text, total.end, cue.start()) is not None
                    claim = Decimal(0) if opened else self._claim(cue[0] + parts[0].figure.lead)
                    yield Listing(total, parts, possible, cue[0], claim)

    def _claim(self, introduction: str) -> Decimal:
        """Return by how much a list so introduced may miss its total and still claim to be it."""
        if self._every.search(introduction):
            return CERTAIN
        return LARGE_EXCESS if self._likely.search(introduction) else Decimal(0)

    def _opens(self, text: str, cue: re.Match[str], first: Figure) -> bool:
        """Return whether the cue stands in the clause of the first part, or just before it."""
        begin = first.start - len(first.lead)
        return cue.start() >= begin or text[cue.end() : begin] in ("", "，", "：")

    def _totals(self, figures: Sequence[Figure], first: int, cue: int) -> list[Figure]:
        """Return the totals that a list beginning with *figures*[first] may be about.

        They are the figures of the clause before the cue, each with its own measure; where none of
        them counts like the first part, the nearest before that does.
        """
        before = [one for one in figures[:first] if one.start < cue]
        if not before:
            return []
        period = figures[first].period
        if figures[first].sign in STOPS or before[-1].period != period:
            period = before[-1].period
            if figures[first].period - period > 1:
                return []
        clause: list[Figure] = []
        for one in reversed(before):
            clause.append(one)
            if one.sign or one.period != period:
                break
        if any(same_unit(one.measure, figures[first].measure) for one in clause):
            return clause
        near = (
            one
            for one in reversed(before)
            if one.period == period and same_unit(one.measure, figures[first].measure)
        )
        return [*clause, *islice(near, 1)]

    def _bracketed(self, text: str, figures: Sequence[Figure]) -> Iterator[Listing]:
        """Lists in brackets directly behind their total: 86份（采购42份、租赁25份、施工9份）."""
        for bracket in _BRACKET.finditer(text):
            inside = [
                i for i, one in enumerate(figures) if bracket.start() < one.start < bracket.end()
            ]
            before = [one for one in figures if one.end <= bracket.start()]
            if not inside or not before or self._change.search(bracket[1]):
                continue
            total = before[-1]
            if total.end + len(total.tail) != bracket.start() or self._cue.search(bracket[1]):
                continue
            parts, possible = self._lists.after(
                text, figures, inside[0], total.measure, bracket.end()
            )
            if len(parts) >= FEWEST:
                yield Listing(total, parts, possible, _BRACKETED, CERTAIN)

    def _divided(self, text: str, figures: Sequence[Figure]) -> Iterator[Listing]:
        """Kinds of a division right behind their total: 12次，上半年5次、下半年6次."""
        for number, total in enumerate(figures[:-2]):
            following = figures[number + 1 :]
            if following[0].sign not in ("，", "：", "；") or self._cue.search(following[0].lead):
                continue
            if self._inside_list(text, figures, total):
                continue
            parts, possible = self._lists.after(text, figures, number + 1, total.measure)
            if len(parts) < FEWEST:
                continue
            if self._cue.search(text, total.end, possible[-1].start):
                continue
            labels = [part.label for part in parts]
            if self._lists.divided(labels) or self._all_but(parts, total):
                yield Listing(total, parts, possible, "", CERTAIN)
            elif following[0].sign == "：":
                yield Listing(total, parts, possible, "", Decimal(0))

    def _all_but(self, parts: Sequence[Part], total: Figure) -> bool:
        """Return whether *parts* are kinds of one thing that all but add up to *total*."""
        if not self._lists.alike([part.label for part in parts]):
            return False
        value = sum_of([part.figure for part in parts])
        return abs(value - total.value) <= SMALL_GAP * total.value

    def _inside_list(self, text: str, figures: Sequence[Figure], total: Figure) -> bool:
        """Return whether a list was opened in the sentence before *total*."""
        opened = next(one for one in figures if one.period == total.period)
        return self._cue.search(text, _begin(opened), total.start) is not None


def _begin(one: Figure) -> int:
    return one.start - len(one.lead)
