"""Word edges: 公示 is a word in 行政执法公示 but not in 办公示范 (办公 + 示范).

Only a short word can be torn apart by its neighbours, and only where a dictionary word begins
before it and ends inside it, or begins inside and ends behind. There the text around is divided as
jieba divides it: into the words with the greatest product of frequencies (the unigram model of
jieba.dt.calc), the rule set's own words added as jieba.add_word adds them.

jieba's dictionary, without its rare and long entries, is kept in the user's cache folder; jieba
itself, which takes longer to load than a report takes to read, is loaded only to make that file.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from math import log
from tempfile import TemporaryDirectory

import orjson

from scorer.matching.cache import cache_folder, store

LONGEST_CHECKED = 3  # a longer word is not torn apart by chance
LONGEST_ENTRY = 4
LEAST_FREQUENT = 20  # rarer dictionary words are mostly names
WINDOW = 5  # characters on each side that are divided with the word
_MEMORY = 20_000  # decisions that are remembered
_EDITION = 1  # of the stored form


@cache
def jieba_version() -> str:
    """Return the version of jieba, without loading it."""
    return version("jieba")


class WordEdges:
    """Decides whether a word found in a text is a word there; one instance per vocabulary."""

    def __init__(self, words: Iterable[str]) -> None:
        self._entries = _dictionary()
        self._total = log(sum(self._entries.values()))
        self._words = frozenset(word for word in words if can_be_torn(len(word)))
        self._own: dict[str, float] = {}
        self._decided: dict[tuple[str, int, int], bool] = {}

    def hold(self, text: str, start: int, end: int) -> bool:
        """Return whether text[start:end] is a word there and not parts of its neighbours."""
        if not can_be_torn(end - start) or not self._in_doubt(text, start, end):
            return True
        first = max(0, start - WINDOW)
        key = (text[first : end + WINDOW], start - first, end - first)
        decided = self._decided.get(key)
        if decided is None:
            decided = self._whole(*key)
            if len(self._decided) < _MEMORY:
                self._decided[key] = decided
        return decided

    def _in_doubt(self, text: str, start: int, end: int) -> bool:
        """Return whether some dictionary word crosses an edge of text[start:end]."""
        entries = self._entries
        for cut in range(start + 1, end):
            for outer in range(1, LONGEST_ENTRY - (cut - start) + 1):
                if start >= outer and text[start - outer : cut] in entries:
                    return True
            for outer in range(1, LONGEST_ENTRY - (end - cut) + 1):
                if end + outer <= len(text) and text[cut : end + outer] in entries:
                    return True
        return False

    def _whole(self, window: str, start: int, end: int) -> bool:
        cuts = _cuts(window, self._likelihood)
        return not any(
            begin < start < stop < end or start < begin < end < stop
            for begin, stop in pairwise(cuts)
        )

    def _likelihood(self, word: str) -> float | None:
        """Return the log probability of *word*, one of the rule set's own or of the dictionary."""
        if word not in self._words:
            return self._listed(word)
        own = self._own.get(word)
        if own is None:
            own = self._own[word] = self._undivided(word)
        return own

    def _listed(self, word: str) -> float | None:
        """Return the log probability of a dictionary word; a single character is always one."""
        frequency = self._entries.get(word)
        if frequency is None:
            return -self._total if len(word) == 1 else None
        return log(frequency) - self._total

    def _undivided(self, word: str) -> float:
        """Return a log probability at which *word* is not divided when it stands alone."""
        parts = (word[a:b] for a, b in pairwise(_cuts(word, self._listed)))
        return sum(self._listed(part) or 0.0 for part in parts) + 0.01


def can_be_torn(length: int) -> bool:
    """Return whether a word of *length* characters may be parts of its neighbours."""
    return 1 < length <= LONGEST_CHECKED


def _cuts(window: str, likelihood: Callable[[str], float | None]) -> list[int]:
    """Return where the likeliest division of *window* cuts it, from 0 to its end."""
    size = len(window)
    best: list[tuple[float, int]] = [(0.0, size)] * (size + 1)
    for begin in range(size - 1, -1, -1):
        best[begin] = max(
            (known + best[stop][0], stop)
            for stop in range(begin + 1, min(begin + LONGEST_ENTRY, size) + 1)
            if (known := likelihood(window[begin:stop])) is not None
        )
    cuts = [0]
    while cuts[-1] < size:
        cuts.append(best[cuts[-1]][1])
    return cuts


@cache
def _dictionary() -> Mapping[str, int]:
    """Return the frequencies of jieba's common words: from the cache folder, or from jieba."""
    path = cache_folder() / f"words-{jieba_version()}-{LEAST_FREQUENT}-{_EDITION}.json"
    try:
        entries = orjson.loads(path.read_bytes())
        if isinstance(entries, dict) and entries:
            return entries
    except (OSError, ValueError):
        pass
    entries = _from_jieba()
    store(path, orjson.dumps(entries))
    return entries


def _from_jieba() -> dict[str, int]:
    import jieba  # noqa: PLC0415  (slow to load, needed once per machine)

    jieba.setLogLevel(logging.CRITICAL)
    with TemporaryDirectory(prefix="scorer-") as folder:
        jieba.dt.tmp_dir = folder  # jieba's own cache may belong to another user
        jieba.initialize()
    return {
        word: frequency
        for word, frequency in jieba.dt.FREQ.items()
        if frequency >= LEAST_FREQUENT and len(word) <= LONGEST_ENTRY
    }


def is_word(text: str) -> bool:
    """Return whether *text* is a common word of jieba's dictionary."""
    return text in _dictionary()
