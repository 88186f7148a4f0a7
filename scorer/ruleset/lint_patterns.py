"""Lint checks of patterns: those that match nothing, everything, or what another matches too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, product

from scorer.matching.edges import WordEdges
from scorer.matching.pattern import Pattern, Slot, vocabulary
from scorer.model.errors import Mark
from scorer.model.result import Level
from scorer.ruleset.covering import Cover, covers
from scorer.ruleset.lint_words import clue_key
from scorer.ruleset.model import Clue, Element, Ruleset
from scorer.ruleset.places import Places
from scorer.understanding.language import Language

Warnings = Iterator[tuple[str, Mark | None, str]]

TWICE = "重复计分"
SAMPLES = 12  # wordings of a pattern that are tried
_GAP = "，"
_SENTENCE_END = re.compile("[。！？；\n]")
_ANY = "天地玄黄宇宙洪荒"  # a sentence about nothing that rules look for


class PatternLint:
    """The patterns of one rule set; one instance a rule set."""

    def __init__(self, ruleset: Ruleset, places: Places, language: Language) -> None:
        self._ruleset, self._places = ruleset, places
        patterns = [clue.pattern for element in ruleset.elements for clue in element.clues]
        self._edges = WordEdges(vocabulary(patterns))
        self._fillers = language.fillers

    def of(self, element: Element) -> Warnings:
        """Yield the doubtful patterns of *element*."""
        for clue in element.clues:
            mark = self._mark(element, clue)
            if mark is None:
                continue
            reason = self._matches_nothing(element, clue.pattern)
            if reason:
                yield "句式落空", mark, f"句式“{clue.pattern.text}”永远不会命中：{reason}"
                continue
            reason = _matches_anything(clue.pattern) if clue.level >= Level.MENTIONED else ""
            if reason:
                yield "句式过宽", mark, f"句式“{clue.pattern.text}”太宽：{reason}"
        yield from self._pointless(element)

    def counted_twice(self) -> Warnings:
        """Yield patterns by which two elements count the same words at the same level."""
        owners: dict[object, list[tuple[Element, Clue]]] = defaultdict(list)
        for element in self._ruleset.elements:
            for clue in element.clues:
                if clue.level >= Level.MENTIONED:
                    owners[_key(element, clue)].append((element, clue))
        for known in owners.values():
            first, last = known[0], known[-1]
            if first[0] is last[0] or TWICE in first[0].unchecked | last[0].unchecked:
                continue
            mark = self._mark(*last)
            message = (
                f"句式“{last[1].pattern.text}”在要素 {first[0].id} 里也按{last[1].level.label}计，"
                "同一句话会得两次分"
            )
            yield TWICE, mark, message

    def _mark(self, element: Element, clue: Clue) -> Mark | None:
        """Return where *clue* is written: the same pattern may stand at another level too."""
        return self._places.text(element.id, clue.pattern.text, clue_key(clue))

    def _matches_nothing(self, element: Element, pattern: Pattern) -> str:
        """Return why *pattern* never matches, or an empty text."""
        if pattern.regex:
            return ""
        reasons = [self._unreadable(slots) for slots in pattern.sequences]
        if all(reasons):
            return reasons[0]
        void = _void_by(element.excluded, pattern)
        return f"总被“不算”里的“{void}”抵掉" if void else ""

    def _unreadable(self, slots: Sequence[Slot]) -> str:
        """Return why no wording of *slots* is found where it stands for itself."""
        reason = ""
        choices = (sorted(slot.words) for slot in slots)
        for words in islice(product(*choices), SAMPLES):
            torn = self._torn(slots, words)
            if not torn:
                return ""
            reason = reason or torn
        return reason

    def _torn(self, slots: Sequence[Slot], words: Sequence[str]) -> str:
        """Return why one wording is not found: a stop in it, or a word that is none there."""
        text, places = "", []
        for slot, word in zip(slots, words, strict=True):
            text += _GAP if slot.gap else ""
            places.append((len(text), len(text) + len(word)))
            text += word
        if _SENTENCE_END.search(text):
            return "词里有句号、分号一类的标点，句子到那里就断了"
        torn = next((each for each in places if not self._edges.hold(text, *each)), None)
        return f"在“{text}”里，“{text[slice(*torn)]}”会被断开，不成词" if torn else ""

    def _pointless(self, element: Element) -> Warnings:
        clues = [clue for clue in element.clues if element.least == 1 or not _concrete(clue)]
        cover = Cover(enumerate(clue.pattern for clue in clues))
        kept = set(range(len(clues)))
        for number in sorted(kept, key=lambda each: (clues[each].level, -each)):
            mark = self._mark(element, clues[number])
            allowed = {other for other in kept - {number} if _as_good(clues[other], clues[number])}
            counted = _concrete(clues[number]) and bool(clues[number].units)
            found = cover.coverers(clues[number].pattern, allowed, reaching=counted)
            if found and mark is not None:
                kept.discard(number)
                yield "句式多余", mark, _pointless_message(clues, number, found)


def _pointless_message(clues: Sequence[Clue], number: int, found: Sequence[int]) -> str:
    texts = "、".join(dict.fromkeys(f"“{clues[other].pattern.text}”" for other in found))
    other = clues[found[0]]
    where = f"分项“{other.item}”" if other.item else other.level.label
    return f"句式“{clues[number].pattern.text}”多余：{texts}（{where}）已经能命中"


def _concrete(clue: Clue) -> bool:
    return clue.level >= Level.CONCRETE


def _as_good(other: Clue, clue: Clue) -> bool:
    """Return whether *other*, matching at the same place, does all that *clue* does."""
    return (
        other.level >= clue.level
        and other.units >= clue.units
        and other.in_heading <= clue.in_heading
        and other.with_quantity <= clue.with_quantity
        and other.under_heading <= clue.under_heading
        and (not clue.item or other.item == clue.item)
    )


def _void_by(excluded: Sequence[Pattern], pattern: Pattern) -> str:
    """Return the look-alike in which every match of *pattern* lies, or an empty text."""
    found = ""
    for slots in pattern.sequences:
        by = next(
            (each.text for each in excluded for other in each.sequences if covers(other, slots)), ""
        )
        if not by:
            return ""
        found = found or by
    return found


def _matches_anything(pattern: Pattern) -> str:
    """Return why *pattern* matches almost any sentence, or an empty text."""
    if pattern.regex:
        return "什么句子都能命中" if re.search(pattern.regex, _ANY) else ""
    single = sorted(
        word
        for slots in pattern.sequences
        if len(slots) == 1
        for word in slots[0].words
        if len(word) == 1
    )
    return f"只有一个字“{single[0]}”也算命中" if single else ""


def _key(element: Element, clue: Clue) -> object:
    context = frozenset(pattern.text for pattern in element.context)
    kinds = element.kinds
    return (
        *(frozenset(clue.pattern.sequences), clue.pattern.regex, clue.level, clue.in_heading),
        *(clue.with_quantity, clue.under_heading, context, kinds, element.counts),
    )
