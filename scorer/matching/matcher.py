"""Many patterns over one sentence at once: an automaton finds words, slots join them to matches.

The words of all patterns are looked up in one pass (Aho and Corasick, "Efficient string matching",
CACM 18, 1975). A sequence is tried only when its rarest slot has a hit, so a sentence that holds
none of a pattern's words costs that pattern nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick

from scorer.matching.clauses import CLAUSE_END
from scorer.matching.edges import WordEdges
from scorer.matching.pattern import Gap, Pattern, Slot, words_of

GAP_LIMIT = 40  # characters that … may pass over
SHORT_GAP_LIMIT = 12  # characters that ～ may pass over
_BETWEEN_NAMES = re.compile("[^《]*》.*《[^》]*")  # from inside one name into another
_LIMITS = {Gap.CLAUSE: SHORT_GAP_LIMIT, Gap.SENTENCE: GAP_LIMIT}

Hit = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found: whose it is, which one, and the places of its words in the sentence."""

    owner: int
    pattern: Pattern
    words: tuple[Hit, ...]

    @property
    def start(self) -> int:
        """The offset of the first word."""
        return self.words[0][0]

    @property
    def end(self) -> int:
        """The offset behind the last word."""
        return self.words[-1][1]


@dataclass(frozen=True, slots=True)
class _Sequence:
    owner: int
    pattern: Pattern
    slots: tuple[int, ...]
    gaps: tuple[Gap, ...]
    needed: frozenset[int]


@dataclass(slots=True)
class _Index:
    """The compiled patterns: word → slots, anchor slot → sequences."""

    words: dict[str, int] = field(default_factory=dict)
    slots: dict[frozenset[str], int] = field(default_factory=dict)
    slots_of_word: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    anchored: dict[int, list[_Sequence]] = field(default_factory=lambda: defaultdict(list))

    def slot(self, words: frozenset[str]) -> int:
        if words not in self.slots:
            number = self.slots[words] = len(self.slots)
            for word in words:
                self.slots_of_word[self.words.setdefault(word, len(self.words))].append(number)
        return self.slots[words]

    def add(self, owner: int, pattern: Pattern, slots: tuple[Slot, ...]) -> None:
        numbers = tuple(self.slot(slot.words) for slot in slots)
        sequence = _Sequence(
            owner, pattern, numbers, tuple(slot.gap for slot in slots), frozenset(numbers)
        )
        self.anchored[numbers[_rarest(slots)]].append(sequence)


def _rarest(slots: Sequence[Slot]) -> int:
    """Return the place of the slot least likely to be hit: longest words, fewest of them."""
    return max(
        range(len(slots)),
        key=lambda i: (min(map(len, slots[i].words)), -len(slots[i].words)),
    )


class Matcher:
    """All patterns of a rule set (or of the language file), compiled.

    `patterns` pairs each pattern with its owner's number; `fillers` are the small words that may
    stand between two slots that are written directly after each other.
    """

    def __init__(
        self,
        patterns: Iterable[tuple[int, Pattern]],
        fillers: frozenset[str] = frozenset(),
        edges: WordEdges | None = None,
    ) -> None:
        index = _Index()
        self._regexes: list[tuple[int, Pattern, re.Pattern[str]]] = []
        for owner, pattern in patterns:
            if pattern.regex:
                self._regexes.append((owner, pattern, re.compile(pattern.regex)))
            for slots in pattern.sequences:
                index.add(owner, pattern, slots)
        self._slots_of_word = [tuple(index.slots_of_word[n]) for n in range(len(index.words))]
        self._anchored = {slot: tuple(found) for slot, found in index.anchored.items()}
        self._automaton = AhoCorasick(list(index.words)) if index.words else None
        self._fillers = fillers | {""}
        self._edges = edges

    def find(self, text: str) -> list[Match]:
        """Return all matches in *text*, one sentence, at most one per sequence and end of match."""
        by_slot = self._hits(text)
        found: list[Match] = []
        for slot in by_slot:
            for sequence in self._anchored.get(slot, ()):
                if sequence.needed <= by_slot.keys():
                    found.extend(self._matches(sequence, by_slot, text))
        for owner, pattern, regex in self._regexes:
            found.extend(
                Match(owner, pattern, (hit.span(),)) for hit in regex.finditer(text) if hit[0]
            )
        return found

    def _hits(self, text: str) -> dict[int, list[Hit]]:
        by_slot: dict[int, list[Hit]] = {}
        if self._automaton is None:
            return by_slot
        slots_of_word = self._slots_of_word
        for word, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for slot in slots_of_word[word]:
                by_slot.setdefault(slot, []).append((start, end))
        return by_slot

    def _matches(
        self, sequence: _Sequence, by_slot: dict[int, list[Hit]], text: str
    ) -> list[Match]:
        found: dict[int, Match] = {}
        last = len(sequence.slots) - 1
        for hit in by_slot[sequence.slots[last]]:
            words = self._chain(sequence, last, hit, by_slot, text)
            if words is not None:
                known = found.get(hit[1])
                if known is None or words[0][0] < known.start:
                    found[hit[1]] = Match(sequence.owner, sequence.pattern, words)
        return list(found.values())

    def _chain(
        self,
        sequence: _Sequence,
        place: int,
        hit: Hit,
        by_slot: dict[int, list[Hit]],
        text: str,
    ) -> tuple[Hit, ...] | None:
        """Return the words up to *hit* at slot *place*, nearest ones first, or None."""
        if self._edges is not None and not self._edges.hold(text, *hit):
            return None
        if place == 0:
            return (hit,)
        for before in reversed(by_slot[sequence.slots[place - 1]]):
            if not self._joined(before, hit, text, sequence.gaps[place]):
                continue
            words = self._chain(sequence, place - 1, before, by_slot, text)
            if words is not None:
                return (*words, hit)
        return None

    def _joined(self, before: Hit, hit: Hit, text: str, gap: Gap) -> bool:
        distance = hit[0] - before[1]
        if gap is Gap.NONE:
            return distance >= 0 and text[before[1] : hit[0]] in self._fillers
        if not 0 <= distance <= _LIMITS[gap] or _BETWEEN_NAMES.fullmatch(text, before[1], hit[0]):
            return False
        return gap is Gap.SENTENCE or not CLAUSE_END.search(text, before[1], hit[0])


def vocabulary(patterns: Iterable[Pattern]) -> frozenset[str]:
    """Return every word that *patterns* look for."""
    return frozenset(word for pattern in patterns for word in words_of(pattern))
