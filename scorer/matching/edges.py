"""Word edges: 公示 is a word in 行政执法公示 but not in 办公示范 (办公 + 示范).

Only a short word can be torn apart by its neighbours, and only where a dictionary word begins before
it and ends inside it, or begins inside and ends behind. Those *crossing words* are taken from jieba's
dictionary once per vocabulary and kept in the user's cache folder; jieba itself is loaded, and asked
how the sentence divides, only where one of them really stands in the text.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from platformdirs import user_cache_path

LONGEST_CHECKED = 3  # a longer word is not torn apart by chance
LONGEST_CROSSING = 4
LEAST_FREQUENT = 20  # rarer dictionary words are mostly names

Crossing = Mapping[str, frozenset[str]]


class _Tokenizer(Protocol):
    FREQ: dict[str, int]

    def tokenize(self, text: str) -> Iterable[tuple[str, int, int]]: ...


@cache
def _jieba() -> _Tokenizer:
    """Return jieba's tokenizer, loaded without a word on the terminal."""
    import jieba  # noqa: PLC0415  (loaded only when an edge is in doubt)

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    tokenizer: _Tokenizer = jieba.dt
    return tokenizer


def jieba_version() -> str:
    """Return the version of jieba, without loading it."""
    return version("jieba")


class WordEdges:
    """Decides whether a word found in a text is a word there; one instance per vocabulary."""

    def __init__(self, words: Iterable[str]) -> None:
        short = sorted(word for word in words if 1 < len(word) <= LONGEST_CHECKED)
        self._left, self._right = _crossing(tuple(short))

    def hold(self, text: str, start: int, end: int) -> bool:
        """Return whether text[start:end] begins and ends where words do."""
        if not 1 < end - start <= LONGEST_CHECKED or not self._in_doubt(text, start, end):
            return True
        return not any(
            begin < start < stop < end or start < begin < end < stop
            for begin, stop in _token_edges(text)
        )

    def _in_doubt(self, text: str, start: int, end: int) -> bool:
        for inner in range(1, end - start):
            left = self._left.get(text[start : start + inner])
            right = self._right.get(text[end - inner : end])
            for outer in range(1, LONGEST_CROSSING):
                if left and start >= outer and text[start - outer : start] in left:
                    return True
                if right and text[end : end + outer] in right and end + outer <= len(text):
                    return True
        return False


@lru_cache(maxsize=512)
def _token_edges(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for _, start, end in _jieba().tokenize(text))


@cache
def _crossing(words: tuple[str, ...]) -> tuple[Crossing, Crossing]:
    """Return what dictionary words have before (after) the word parts they share with *words*.

    Keys are proper beginnings (ends) of *words*; values the rest of a dictionary word that ends
    (begins) with that part.
    """
    path = _cache_file(words)
    stored = _stored(path)
    if stored is None:
        stored = _from_dictionary(words)
        _store(path, stored)
    left, right = ({part: frozenset(rest) for part, rest in side.items()} for side in stored)
    return left, right


def _from_dictionary(words: tuple[str, ...]) -> list[dict[str, list[str]]]:
    begins = {word[:size] for word in words for size in range(1, len(word))}
    ends = {word[size:] for word in words for size in range(1, len(word))}
    left: dict[str, list[str]] = defaultdict(list)
    right: dict[str, list[str]] = defaultdict(list)
    for entry, frequency in _jieba().FREQ.items():
        if frequency < LEAST_FREQUENT or not 1 < len(entry) <= LONGEST_CROSSING:
            continue
        for size in range(1, min(len(entry), LONGEST_CHECKED)):
            if entry[-size:] in begins:
                left[entry[-size:]].append(entry[:-size])
            if entry[:size] in ends:
                right[entry[:size]].append(entry[size:])
    return [dict(left), dict(right)]


def _cache_file(words: tuple[str, ...]) -> Path:
    key = hashlib.sha256("\n".join((jieba_version(), *words)).encode()).hexdigest()[:16]
    return user_cache_path("scorer") / f"edges-{key}.json"


def _stored(path: Path) -> list[dict[str, list[str]]] | None:
    try:
        stored: list[dict[str, list[str]]] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return stored


def _store(path: Path, crossing: list[dict[str, list[str]]]) -> None:
    """Keep *crossing* for the next run; a folder that cannot be written only costs time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        partial.write_text(json.dumps(crossing, ensure_ascii=False), encoding="utf-8")
        partial.replace(path)
    except OSError:
        return
