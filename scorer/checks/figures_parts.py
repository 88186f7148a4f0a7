"""Lists of parts in a paragraph: which figures belong to a list, and whether it claims to be whole.

A list is held to be complete only where its wording says so: by what introduces it, by a last part
“others”, by kinds of which a thing has exactly one, or because it all but adds up. Anything else
may name the more important parts only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scorer.checks.figures_read import STOPS, Figure
from scorer.understanding.figure_language import TotalWords, Words

SMALL_GAP = Decimal("0.06")  # of the total: a slip of the pen rather than parts left out
SMALLER_GAP = Decimal("0.03")  # where only two parts are told
LARGE_EXCESS = Decimal("0.15")
CERTAIN = Decimal(1)  # the claim of a list that is surely complete
FARTHEST_OFF = Decimal("0.5")  # a sum that misses the total by more was not meant to be it
ONE_DIGIT_OFF = frozenset(map(Decimal, (10, 100, 1000, 10_000)))  # one figure mistyped by one
LARGEST_EXCESS = Decimal("0.5")
FEWEST = 2  # fewer parts are no list
FEWEST_ALIKE = 3
_JOINING = re.compile("^(?:和|及|以及|与|并|：)")
_SHORT_KIND = 2
_LABEL_REST = 6


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of a list: its figure and what it is called."""

    figure: Figure
    label: str


def same_unit(one: str, other: str) -> bool:
    """Return whether two measures count alike: 个 and 个村 do, 件 and 份 do not."""
    return one == other or (one[:1] == other[:1] == "个" and "%" not in one + other)


def sum_of(figures: Sequence[Figure]) -> Decimal:
    """Return the sum of *figures*."""
    return sum((one.value for one in figures), Decimal(0))


def fits(parts: Sequence[Figure], total: Figure) -> bool:
    """Return whether *parts* can add up to *total* within what was written."""
    low = sum((one.low for one in parts), Decimal(0))
    high = sum((one.high for one in parts), Decimal(0))
    return low <= total.high and total.low <= high


class PartLists:
    """Reads lists of parts; compiled from the words for totals and parts."""

    def __init__(self, words: TotalWords, divisions: tuple[Words, ...]) -> None:
        self._words = words
        self._divisions = divisions
        self._outcome = re.compile("|".join(map(re.escape, words.outcomes)) or "(?!)")
        self._trait = re.compile("|".join(map(re.escape, words.traits)) or "(?!)")
        self._rest = re.compile("|".join(map(re.escape, words.rest)) or "(?!)")
        cues = sorted((*words.some, *words.every), key=len, reverse=True)
        self._cue = re.compile("|".join(map(re.escape, cues)) or "(?!)")
        self._totals = tuple(words.total)

    def after(
        self,
        text: str,
        figures: Sequence[Figure],
        first: int,
        measure: str,
        until: int | None = None,
    ) -> tuple[tuple[Part, ...], tuple[Figure, ...]]:
        """Return the parts in *unit* from *figures*[first] on, and all figures that might be parts.

        The list ends at a sentence's end, at `until`, where a clause has no figure in *unit*, where
        it goes over from 、 to ，, or where the words tell what was done with the whole.
        """
        parts: list[Part] = []
        possible: list[Figure] = []
        open_list = True
        for one, label in self._entries(
            text, figures[first:], measure, len(text) if until is None else until
        ):
            changed = len(parts) > 1 and one.sign == "，" and parts[-1].figure.sign == "、"
            told = one.sign != "、" and self._outcome.match(label)
            rest = self._rest.match(label) is not None
            if parts and (changed or told) and not rest:
                open_list = False
            possible.append(one)
            if open_list:
                parts.append(Part(one, label))
        return tuple(parts), tuple(possible)

    def _entries(
        self, text: str, figures: Sequence[Figure], measure: str, until: int
    ) -> Iterator[tuple[Figure, str]]:
        """Yield the figures in *unit* of consecutive clauses, each with its label."""
        last: Figure | None = None
        label = ""
        found = True
        for one in figures:
            if one.start >= until or (last is not None and one.sign in STOPS and one.sign):
                return
            if one.sign or last is None:
                if last is not None and (not found or _interrupted(text, last, one)):
                    return
                found, label = False, self.label(one)
                if last is not None and self._totals_again(one):
                    return
            last = one
            if same_unit(one.measure, measure) and not found:
                found = True
                yield one, label

    def _totals_again(self, one: Figure) -> bool:
        return one.lead.endswith(self._totals)

    def label(self, one: Figure) -> str:
        """Return what the figure *one* is of: the words before it, or else those behind."""
        cue = [hit.end() for hit in self._cue.finditer(one.lead)]
        lead = _JOINING.sub("", one.lead[cue[-1] if cue else 0 :])
        return lead or one.tail

    def left_open(self, text: str, last: Figure) -> bool:
        """Return whether the list ends with words such as 等, which leave it open."""
        return text.startswith(self._words.open_end, last.end) or one_of_tail(
            last.tail, self._words.open_end
        )

    def complete(self, parts: Sequence[Part], total: Figure, claim: Decimal) -> bool:
        """Return whether *parts* claim to be all of *total*.

        *claim* is the share of the total by which they may miss it and still claim that by what
        introduces them; else what they are called decides.
        """
        value = sum_of([part.figure for part in parts])
        near = FARTHEST_OFF * total.value <= value <= total.value / FARTHEST_OFF
        if not near or any(part.figure.value == total.value for part in parts):
            return False
        labels = [part.label for part in parts]
        rest = any(self._rest.match(label) for label in labels[1:])
        if rest or self.divided(labels) or _named(labels, total.words):
            return True
        if abs(total.value - value) <= claim * total.value and claim:
            return True
        if any(self._trait.search(label) for label in labels):
            counted_once = self.alike(labels) and total.unit not in self._words.persons
            return counted_once and total.value < value <= (1 + SMALL_GAP) * total.value
        return self._nearly(parts, total)

    def _nearly(self, parts: Sequence[Part], total: Figure) -> bool:
        """Return whether the parts miss the total by so little that a slip is likelier."""
        value = sum_of([part.figure for part in parts])
        off = abs(total.value - value)
        gap = off / total.value
        several = len(parts) >= FEWEST_ALIKE
        alike = self.alike([part.label for part in parts])
        akin = alike or _same_beginning(parts)
        if several and off in ONE_DIGIT_OFF and (akin or value > total.value):
            return gap <= LARGE_EXCESS * (1 if value < total.value else 2)
        if value < total.value:
            return gap <= (SMALL_GAP if several else SMALLER_GAP if alike else 0)
        apart = total.unit not in self._words.persons
        if alike or _same_end(parts):
            return gap <= (LARGEST_EXCESS if apart else LARGE_EXCESS)
        return gap <= (LARGE_EXCESS if several and apart else SMALL_GAP if several or apart else 0)

    def alike(self, labels: Sequence[str]) -> bool:
        """Return whether all labels end alike, as kinds of a thing do: 市级 and 镇级."""
        kinds = (*self._words.kinds, labels[0][-_SHORT_KIND:])
        return len(set(labels)) == len(labels) and any(
            kind and all(label.endswith(kind) for label in labels) for kind in kinds
        )

    def divided(self, labels: Sequence[str]) -> bool:
        """Return whether *labels* are the kinds of a division, each once."""
        if len(labels) >= FEWEST_ALIKE and self._rest.match(labels[-1]):
            return True
        if len(labels) == FEWEST and self._opposite(*labels):
            return True
        return any(
            len(division) == len(labels) and _matched(labels, division)
            for division in self._divisions
        )

    def _opposite(self, one: str, other: str) -> bool:
        """Return whether one label negates the other: 符合条件的, 不符合条件的."""
        bare = {one.removeprefix("已"), other.removeprefix("已")}
        return any(negation + label in bare for negation in self._words.opposites for label in bare)


def _same_end(parts: Sequence[Part]) -> bool:
    """Return whether what the parts are called ends in the same character: 巡查车, 处置车."""
    return len({part.label[-1:] for part in parts}) == 1 and len({part.label for part in parts}) > 1


def _same_beginning(parts: Sequence[Part]) -> bool:
    """Return whether what the parts are called begins alike: 行政许可, 行政处罚."""
    return len({part.label[:_SHORT_KIND] for part in parts}) == 1


def one_of_tail(tail: str, words: Sequence[str]) -> bool:
    """Return whether *tail* ends or begins with one of *words*."""
    return tail.startswith(tuple(words)) or tail.endswith(tuple(words))


def _matched(labels: Sequence[str], division: Sequence[str]) -> bool:
    left = list(division)
    for label in labels:
        kinds = [kind for kind in left if kind in label and len(label) - len(kind) <= _LABEL_REST]
        if not kinds:
            return False
        left.remove(max(kinds, key=len))
    return True


def _named(labels: Sequence[str], total: str) -> bool:
    """Return whether the total's own words name each part: 建议和提案, 村（社区）."""
    owned: list[set[str]] = []
    for label in labels:
        pairs = {label[at : at + _SHORT_KIND] for at in range(len(label) - 1)}
        owned.append({pair for pair in pairs if pair in total})
    return all(own.difference(*(other for other in owned if other is not own)) for own in owned)


def _interrupted(text: str, last: Figure, one: Figure) -> bool:
    """Return whether a whole clause without a figure stands between two figures."""
    between = text[last.end + len(last.tail) : one.start - len(one.lead)]
    return len(between) > 1
