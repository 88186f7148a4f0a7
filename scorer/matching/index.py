"""All words of many patterns, numbered: which slots each may fill, which sequences a slot leads to.

Numbers and words only, no patterns, so that an index is kept in the cache folder as it is.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

import orjson

from scorer.matching.cache import cache_folder, engine_stamp, store
from scorer.matching.pattern import Gap, Pattern, Slot

_WORTH_KEEPING = 500  # patterns


class Sequenced(NamedTuple):
    """One sequence of the pattern numbered `pattern`: its slots, and the gap before each."""

    pattern: int
    slots: tuple[int, ...]
    gaps: tuple[Gap, ...]


class Index(NamedTuple):
    """What a matcher looks up; words, slots and patterns go by their numbers.

    Only a sequence's rarest slot leads to it (`anchored`); `anchors_of_word` are the slots of a
    word that lead to any.
    """

    words: list[str]
    slots_of_word: list[list[int]]
    anchors_of_word: list[list[int]]
    words_of_slot: list[list[int]]
    anchored: list[list[Sequenced]]


def stored_index(patterns: Sequence[Pattern], origin: str) -> Index:
    """Return the index of *patterns*, from the cache folder if it can be.

    *origin* is the hash of the files that the patterns and their word lists were read from.
    """
    if len(patterns) < _WORTH_KEEPING:
        return index_of(patterns)
    named = "\n".join((engine_stamp(), origin, *(pattern.text for pattern in patterns)))
    key = hashlib.sha256(named.encode()).hexdigest()
    place = cache_folder() / f"index-{key[:20]}.json"
    with suppress(OSError, ValueError, TypeError):
        words, slots_of_word, anchors, words_of_slot, anchored = orjson.loads(place.read_bytes())
        sequences = [_sequences(each) for each in anchored]
        return Index(words, slots_of_word, anchors, words_of_slot, sequences)
    made = index_of(patterns)
    store(place, orjson.dumps(made, default=tuple))
    return made


def _sequences(kept: Iterable[tuple[int, Sequence[int], Sequence[int]]]) -> list[Sequenced]:
    return [
        Sequenced(pattern, tuple(slots), tuple(map(Gap, gaps))) for pattern, slots, gaps in kept
    ]


def index_of(patterns: Sequence[Pattern]) -> Index:
    """Return the index of *patterns*, numbered in their order."""
    maker = _Maker()
    for number, pattern in enumerate(patterns):
        for slots in pattern.sequences:
            maker.add(number, slots)
    return maker.index()


class _Maker:
    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._slots: dict[frozenset[str], int] = {}
        self._slots_of_word: dict[int, list[int]] = defaultdict(list)
        self._words_of_slot: list[list[int]] = []
        self._anchored: dict[int, list[Sequenced]] = defaultdict(list)

    def add(self, pattern: int, slots: tuple[Slot, ...]) -> None:
        numbers = tuple(self._slot(slot.words) for slot in slots)
        gaps = tuple(slot.gap for slot in slots)
        sequence = Sequenced(pattern, numbers, gaps)
        self._anchored[numbers[_rarest(slots)]].append(sequence)

    def index(self) -> Index:
        slots_of_word = [self._slots_of_word[number] for number in range(len(self._words))]
        return Index(
            words=list(self._words),
            slots_of_word=slots_of_word,
            anchors_of_word=[
                [slot for slot in slots if slot in self._anchored] for slots in slots_of_word
            ],
            words_of_slot=self._words_of_slot,
            anchored=[self._anchored.get(slot, []) for slot in range(len(self._slots))],
        )

    def _slot(self, words: frozenset[str]) -> int:
        if words not in self._slots:
            number = self._slots[words] = len(self._slots)
            numbers = [self._words.setdefault(word, len(self._words)) for word in sorted(words)]
            self._words_of_slot.append(numbers)
            for word in numbers:
                self._slots_of_word[word].append(number)
        return self._slots[words]


def _rarest(slots: Sequence[Slot]) -> int:
    """Return the place of the slot least likely to be hit: longest words, fewest of them."""
    return max(
        range(len(slots)),
        key=lambda i: (min(map(len, slots[i].words)), -len(slots[i].words)),
    )
