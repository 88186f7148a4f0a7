"""The pattern language of rule files: words, gaps, （A|B） choices, {词组} word lists.

``…`` is a gap inside one sentence, ``～`` a short one inside one clause.

A pattern is parsed once into flat *sequences*: slots of alternative words, each joined to the one
before directly or over a gap. Choices whose branches are longer than one slot are multiplied out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from itertools import product
from math import prod

from scorer.matching.widths import QUOTES, fold_widths

MOST_SEQUENCES = 400
_TOKEN = re.compile(
    r"…+|\.{3,}|～|[(（]|[)）]|[|｜]|[{｛]([^{}｛｝]*)[}｝]|[^…～(（)）|｜{｛}｝.]+|."
)
_SHORT = "～"
_GAP = re.compile(rf"…+|\.{{3,}}|{_SHORT}")
_DROPPED = dict.fromkeys(map(ord, QUOTES + " \u3000\t"))


class Gap(IntEnum):
    """What may stand between a slot and the one before."""

    NONE = 0
    CLAUSE = 1
    SENTENCE = 2


class PatternError(ValueError):
    """A pattern that cannot be read; `offset` counts characters from 0."""

    def __init__(self, message: str, offset: int) -> None:
        self.message, self.offset = message, offset
        super().__init__(message, offset)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a sequence: any of `words`, and the gap before it."""

    words: frozenset[str]
    gap: Gap


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as written and what it matches: one of `sequences`, or else `regex`."""

    text: str
    sequences: tuple[tuple[Slot, ...], ...]
    regex: str = ""


def fold(text: str) -> str:
    """Return *text* as the clean text would have it: one width, no quotation marks, no spaces."""
    return fold_widths(text).translate(_DROPPED)


def parse(text: str, word_lists: Mapping[str, frozenset[str]]) -> Pattern:
    """Return the pattern that *text* spells.

    Raises PatternError for an unknown word list, an unbalanced bracket, an empty choice, or a
    pattern without any word; for ``/…/``, for an expression that `re` does not accept.
    """
    if len(text) > 1 and text.startswith("/") and text.endswith("/"):
        return Pattern(text, (), _checked_regex(text[1:-1]))
    parser = _Parser(text, word_lists)
    branches = parser.choice()
    sequences = tuple(dict.fromkeys(_slots(items) for items in branches))
    if not all(sequences):
        raise PatternError("句式里没有词", 0)
    return Pattern(text, sequences)


def _checked_regex(source: str) -> str:
    if not source:
        raise PatternError("正则表达式是空的", 0)
    try:
        re.compile(source)
    except re.error as error:
        raise PatternError(f"正则表达式有误（{error.msg}）", (error.pos or 0) + 1) from error
    return source


_Item = frozenset[str] | Gap
_Branch = tuple[_Item, ...]


def _slots(items: _Branch) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    gap = Gap.NONE
    for item in items:
        if isinstance(item, Gap):
            gap = max(gap, item)
            continue
        slots.append(Slot(item, gap if slots else Gap.NONE))
        gap = Gap.NONE
    return tuple(slots)


class _Parser:
    """Recursive descent over the tokens of one pattern."""

    def __init__(self, text: str, word_lists: Mapping[str, frozenset[str]]) -> None:
        self._tokens = [(found.group(), found.start()) for found in _TOKEN.finditer(text)]
        self._lists = word_lists
        self._next = 0
        self._end = len(text)

    def choice(self, opened: int | None = None) -> tuple[_Branch, ...]:
        """Read A|B|… up to the end, or to the end of the bracket *opened* at an offset."""
        closing = opened is not None
        branches = list(self._sequence(inside=closing))
        while self._take_if("|｜"):
            branches.extend(self._sequence(inside=closing))
        if opened is not None and not self._take_if(")）"):
            raise PatternError("括号没有闭合", opened)
        if not closing and self._next < len(self._tokens):
            raise PatternError("多余的右括号", self._offset())
        return _merged(branches)

    def _sequence(self, *, inside: bool) -> tuple[_Branch, ...]:
        start = self._offset()
        parts: list[tuple[_Branch, ...]] = []
        while self._next < len(self._tokens) and self._tokens[self._next][0] not in "|｜)）":
            parts.append(self._part())
        if not parts:
            raise PatternError("选择项是空的" if inside else "句式是空的", start)
        if prod(map(len, parts)) > MOST_SEQUENCES:
            raise PatternError("选择组合太多，请改用词组", start)
        combined = tuple(sum(branch, ()) for branch in product(*parts))
        if inside and not all(combined):
            raise PatternError("选择项是空的", start)
        return combined

    def _part(self) -> tuple[_Branch, ...]:
        token, offset = self._tokens[self._next]
        self._next += 1
        if _GAP.fullmatch(token):
            return ((Gap.CLAUSE if token == _SHORT else Gap.SENTENCE,),)
        if token in "(（":
            return self.choice(offset)
        if token[0] in "{｛" and len(token) > 1:
            return ((self._word_list(token[1:-1].strip(), offset),),)
        if token in "{｛}｝":
            raise PatternError("花括号没有成对", offset)
        word = fold(token)
        return ((frozenset({word}),),) if word else ((),)

    def _word_list(self, name: str, offset: int) -> frozenset[str]:
        if name not in self._lists:
            near = get_close_matches(name, self._lists, n=1, cutoff=0.5)
            hint = f"，是不是“{near[0]}”" if near else ""
            raise PatternError(f"没有词组“{name}”{hint}", offset)
        return self._lists[name]

    def _offset(self) -> int:
        return self._tokens[self._next][1] if self._next < len(self._tokens) else self._end

    def _take_if(self, tokens: str) -> bool:
        if self._next < len(self._tokens) and self._tokens[self._next][0] in tokens:
            self._next += 1
            return True
        return False


def _merged(branches: list[_Branch]) -> tuple[_Branch, ...]:
    """Join all one-word branches into one slot; keep the longer ones apart."""
    words: frozenset[str] = frozenset()
    longer: list[_Branch] = []
    for branch in branches:
        if len(branch) == 1 and not isinstance(branch[0], Gap):
            words |= branch[0]
        else:
            longer.append(branch)
    return (((words,),) if words else ()) + tuple(longer)


def words_of(pattern: Pattern) -> Iterator[str]:
    """Yield every word the pattern may look for."""
    for sequence in pattern.sequences:
        for slot in sequence:
            yield from slot.words


def vocabulary(patterns: Iterable[Pattern]) -> frozenset[str]:
    """Return every word that *patterns* look for."""
    return frozenset(word for pattern in patterns for word in words_of(pattern))
