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
from itertools import chain

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
    """The compiled patterns: word ↔ slots, anchor slot → sequences."""

    words: dict[str, int] = field(default_factory=dict)
    slots: dict[frozenset[str], int] = field(default_factory=dict)
    slots_of_word: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    words_of_slot: list[frozenset[int]] = field(default_factory=list)
    anchored: dict[int, list[_Sequence]] = field(default_factory=lambda: defaultdict(list))

    def slot(self, words: frozenset[str]) -> int:
        if words not in self.slots:
            number = self.slots[words] = len(self.slots)
            numbers = [self.words.setdefault(word, len(self.words)) for word in words]
            self.words_of_slot.append(frozenset(numbers))
            for word in numbers:
                self.slots_of_word[word].append(number)
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
        self._anchored = {slot: tuple(found) for slot, found in index.anchored.items()}
        slots_of_word = [index.slots_of_word[n] for n in range(len(index.words))]
        self._slots_of_word = [frozenset(slots) for slots in slots_of_word]
        self._anchors_of_word = [
            tuple(slot for slot in slots if slot in self._anchored) for slots in slots_of_word
        ]
        self._words_of_slot = index.words_of_slot
        self._automaton = AhoCorasick(list(index.words)) if index.words else None
        self._fillers = fillers | {""}
        self._edges = edges

    def find(self, text: str) -> list[Match]:
        """Return all matches in *text*, one sentence, at most one per sequence and end of match."""
        found: list[Match] = []
        by_word = self._hits(text)
        if by_word:
            slots: set[int] = set().union(*[self._slots_of_word[word] for word in by_word])
            search = _Search(text, by_word, self._words_of_slot, self._fillers)
            anchors = [self._anchors_of_word[word] for word in by_word]
            for anchor in dict.fromkeys(chain.from_iterable(anchors)):
                for sequence in self._anchored[anchor]:
                    if sequence.needed <= slots:
                        found.extend(search.matches(sequence))
        for owner, pattern, regex in self._regexes:
            found.extend(
                Match(owner, pattern, (hit.span(),)) for hit in regex.finditer(text) if hit[0]
            )
        return found

    def _hits(self, text: str) -> dict[int, list[Hit]]:
        """Return where each word stands and is a word, by the word's number."""
        by_word: dict[int, list[Hit]] = {}
        if self._automaton is None:
            return by_word
        holds = self._edges.hold if self._edges is not None else _always
        for word, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if not holds(text, start, end):
                continue
            if word in by_word:
                by_word[word].append((start, end))
            else:
                by_word[word] = [(start, end)]
        return by_word


class _Search:
    """One sentence and the words found in it; what several sequences ask is worked out once."""

    __slots__ = ("_by_slot", "_by_word", "_fillers", "_named", "_text", "_words")

    def __init__(
        self,
        text: str,
        by_word: dict[int, list[Hit]],
        words_of_slot: Sequence[frozenset[int]],
        fillers: frozenset[str],
    ) -> None:
        self._text, self._by_word, self._words = text, by_word, words_of_slot
        self._fillers = fillers
        self._by_slot: dict[int, list[Hit]] = {}
        self._named = "》" in text

    def matches(self, sequence: _Sequence) -> Iterable[Match]:
        """Return the matches of *sequence*, the longest for each end."""
        last = len(sequence.slots) - 1
        hits = self._hits(sequence.slots[last])
        found: dict[int, Match] = {}
        if not last:
            for hit in hits:  # of those with one end, the longest comes first
                if hit[1] not in found:
                    found[hit[1]] = Match(sequence.owner, sequence.pattern, (hit,))
            return found.values()
        for hit in hits:
            words = self._chain(sequence, last, hit)
            if words is not None:
                known = found.get(hit[1])
                if known is None or words[0][0] < known.start:
                    found[hit[1]] = Match(sequence.owner, sequence.pattern, words)
        return found.values()

    def _hits(self, slot: int) -> list[Hit]:
        """Return where words of *slot* stand, by their ends."""
        hits = self._by_slot.get(slot)
        if hits is None:
            words = self._by_word.keys() & self._words[slot]
            hits = [hit for word in words for hit in self._by_word[word]]
            if len(words) > 1:
                hits.sort(key=_end)
            self._by_slot[slot] = hits
        return hits

    def _chain(self, sequence: _Sequence, place: int, hit: Hit) -> tuple[Hit, ...] | None:
        """Return the words up to *hit* at slot *place*, nearest ones first, or None."""
        gap = sequence.gaps[place]
        for before in reversed(self._hits(sequence.slots[place - 1])):
            if before[1] <= hit[0] and self._joined(before, hit, gap):
                words = (before,) if place == 1 else self._chain(sequence, place - 1, before)
                if words is not None:
                    return (*words, hit)
        return None

    def _joined(self, before: Hit, hit: Hit, gap: Gap) -> bool:
        distance = hit[0] - before[1]
        if gap is Gap.NONE:
            return not distance or self._text[before[1] : hit[0]] in self._fillers
        if distance > _LIMITS[gap]:
            return False
        if self._named and _BETWEEN_NAMES.fullmatch(self._text, before[1], hit[0]):
            return False
        return gap is Gap.SENTENCE or not CLAUSE_END.search(self._text, before[1], hit[0])


def _always(_text: str, _start: int, _end: int) -> bool:
    return True


def _end(hit: Hit) -> tuple[int, int]:
    return hit[1], hit[0]


def vocabulary(patterns: Iterable[Pattern]) -> frozenset[str]:
    """Return every word that *patterns* look for."""
    return frozenset(word for pattern in patterns for word in words_of(pattern))
