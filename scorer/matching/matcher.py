"""Many patterns over one sentence at once: an automaton finds words, slots join them to matches.

The words of all patterns are looked up in one pass (Aho and Corasick, "Efficient string matching",
CACM 18, 1975). A sequence is tried only when its rarest slot has a hit, so a sentence that holds
none of a pattern's words costs that pattern nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from scorer.matching.clauses import CLAUSE_END
from scorer.matching.edges import WordEdges, can_be_torn
from scorer.matching.index import Index, Sequenced, index_of
from scorer.matching.pattern import Gap, Pattern

GAP_LIMIT = 40  # characters that … may pass over
SHORT_GAP_LIMIT = 12  # characters that ～ may pass over
_BETWEEN_NAMES = re.compile("[^《]*》.*《[^》]*")  # from inside one name into another

Hit = tuple[int, int]


class Match(NamedTuple):
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


class Matcher:
    """All patterns of a rule set (or of the language file), compiled.

    `patterns` pairs each pattern with its owner's number; `fillers` are the small words that may
    stand between two slots that are written directly after each other. `index` is that of the
    patterns in their order, where it is known already.
    """

    def __init__(
        self,
        patterns: Iterable[tuple[int, Pattern]],
        fillers: frozenset[str] = frozenset(),
        edges: WordEdges | None = None,
        index: Index | None = None,
    ) -> None:
        self._patterns = tuple(patterns)
        self._regexes = [
            (owner, pattern, re.compile(pattern.regex))
            for owner, pattern in self._patterns
            if pattern.regex
        ]
        self._index = index or index_of([pattern for _, pattern in self._patterns])
        words = self._index.words
        self._automaton = AhoCorasick(words) if words else None
        self._torn = [can_be_torn(len(word)) for word in words] if edges else []
        self._fillers = fillers | {""}
        self._limits = {
            Gap.NONE: max(map(len, self._fillers)),
            Gap.CLAUSE: SHORT_GAP_LIMIT,
            Gap.SENTENCE: GAP_LIMIT,
        }
        self._edges = edges

    def find(self, text: str) -> list[Match]:
        """Return all matches in *text*, one sentence, at most one per sequence and end of match."""
        found: list[Match] = []
        by_word = self._hits(text)
        if by_word:
            self._find_sequences(text, by_word, found)
        for owner, pattern, regex in self._regexes:
            found.extend(
                Match(owner, pattern, (hit.span(),)) for hit in regex.finditer(text) if hit[0]
            )
        return found

    def _find_sequences(self, text: str, by_word: dict[int, list[Hit]], found: list[Match]) -> None:
        index, patterns = self._index, self._patterns
        slots: set[int] = set().union(*[index.slots_of_word[word] for word in by_word])
        search = _Search(text, by_word, index.words_of_slot, self._fillers, self._limits)
        anchors = [index.anchors_of_word[word] for word in by_word]
        for anchor in dict.fromkeys(chain.from_iterable(anchors)):
            for sequence in index.anchored[anchor]:
                if slots.issuperset(sequence.slots):
                    matched = search.matches(sequence)
                    if matched:
                        owner, pattern = patterns[sequence.pattern]
                        found += [Match(owner, pattern, words) for words in matched]

    def _hits(self, text: str) -> dict[int, list[Hit]]:
        """Return where each word stands and is a word, by the word's number."""
        by_word: dict[int, list[Hit]] = {}
        if self._automaton is None:
            return by_word
        edges, torn = self._edges, self._torn
        for word, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if edges is not None and torn[word] and not edges.hold(text, start, end):
                continue
            if word in by_word:
                by_word[word].append((start, end))
            else:
                by_word[word] = [(start, end)]
        return by_word


class _Search:
    """One sentence and the words found in it; what several sequences ask is worked out once."""

    __slots__ = ("_by_slot", "_by_word", "_fillers", "_limits", "_named", "_text", "_words")

    def __init__(
        self,
        text: str,
        by_word: dict[int, list[Hit]],
        words_of_slot: Sequence[Sequence[int]],
        fillers: frozenset[str],
        limits: dict[Gap, int],
    ) -> None:
        self._text, self._by_word, self._words = text, by_word, words_of_slot
        self._fillers, self._limits = fillers, limits
        self._by_slot: dict[int, list[Hit]] = {}
        self._named = "》" in text

    def matches(self, sequence: Sequenced) -> Iterable[tuple[Hit, ...]]:
        """Return the words of each match of *sequence*, the longest for each end."""
        by_slot, slots = self._by_slot, sequence.slots
        hits = [by_slot.get(slot) or self._hits(slot) for slot in slots]
        last = len(slots) - 1
        ends = hits[last]
        found: dict[int, tuple[Hit, ...]] = {}
        if not last:
            for hit in ends:  # of those with one end, the longest comes last
                found[hit[1]] = (hit,)
            return found.values()
        if hits[0][0][1] >= ends[-1][1]:  # not one of the last words ends behind a first one
            return ()
        for hit in ends:
            words = self._chain(hits, sequence.gaps, last, hit)
            if words is not None:
                known = found.get(hit[1])
                if known is None or words[0][0] < known[0][0]:
                    found[hit[1]] = words
        return found.values()

    def _hits(self, slot: int) -> list[Hit]:
        """Return where words of *slot* stand by their ends, the longest of one end last."""
        words = self._by_word.keys() & self._words[slot]
        if len(words) == 1:
            hits = self._by_word[words.pop()]
        else:
            hits = [hit for word in words for hit in self._by_word[word]]
            hits.sort(key=_end)
        self._by_slot[slot] = hits
        return hits

    def _chain(
        self, hits: Sequence[Sequence[Hit]], gaps: Sequence[Gap], place: int, hit: Hit
    ) -> tuple[Hit, ...] | None:
        """Return the words up to *hit* at slot *place*, nearest ones first, or None."""
        gap, start = gaps[place], hit[0]
        least = start - self._limits[gap]
        for before in reversed(hits[place - 1]):
            end = before[1]
            if end > start:
                continue
            if end < least:
                return None
            if self._joined(end, start, gap):
                if place == 1:
                    return (before, hit)
                words = self._chain(hits, gaps, place - 1, before)
                if words is not None:
                    return (*words, hit)
        return None

    def _joined(self, end: int, start: int, gap: Gap) -> bool:
        """Return whether *gap* allows what stands between a word's end and the next one's start."""
        if end == start:
            return True
        if gap is Gap.NONE:
            return self._text[end:start] in self._fillers
        if self._named and _BETWEEN_NAMES.fullmatch(self._text, end, start):
            return False
        return gap is Gap.SENTENCE or not CLAUSE_END.search(self._text, end, start)


def _end(hit: Hit) -> tuple[int, int]:
    return hit[1], -hit[0]
