"""Document × CompiledRules → candidates: which sentences speak of which element, and how.

Nothing here weighs or scores. A candidate carries everything the grade needs: the clue that
matched, the stance, the quantities that belong to it, and the highest level its place allows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from scorer.matching.clauses import CLAUSE_END
from scorer.matching.edges import WordEdges
from scorer.matching.matcher import Hit, Match, Matcher, vocabulary
from scorer.matching.pattern import Pattern
from scorer.model.document import Document, Sentence
from scorer.model.result import Level, Quantity, Stance
from scorer.ruleset.model import Clue, Element, Ruleset
from scorer.understanding.compiled import CompiledLanguage
from scorer.understanding.quantity import Located, QuantityReader
from scorer.understanding.stance import StanceReader

_DOCUMENT_NAME = re.compile("《[^》]*》")
_STATED = frozenset({Stance.DONE, Stance.LACKING})  # 没有行政村 is a state of things, no plan


class _Role(IntEnum):
    CLUE = 0
    EXCLUDED = 1
    CONTEXT = 2
    INAPPLICABLE = 3


@dataclass(frozen=True, slots=True)
class _Owner:
    element: int
    role: _Role
    clue: Clue | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match of an element's clue in a sentence.

    `start` and `end` count from the sentence's start. `level` is what the clue shows at this
    place and stays what it is when `level` is capped later, as `wording`; `quantities` are those of
    the sentence that belong to the match.
    """

    sentence: int
    clue: Clue
    start: int
    end: int
    level: Level
    stance: Stance
    cue: str
    quantities: tuple[Quantity, ...]
    wording: Level


@dataclass(frozen=True, slots=True)
class Found:
    """All candidates of one element, and whether the report says that it does not apply."""

    candidates: tuple[Candidate, ...] = ()
    inapplicable: bool = False


class CompiledRules:
    """A rule set compiled with its language: a matcher for its elements, one for each amendment."""

    def __init__(self, ruleset: Ruleset, language: CompiledLanguage) -> None:
        self.ruleset = ruleset
        self.stances = StanceReader(language)
        self.quantities = QuantityReader(language.source)
        self.owners: list[_Owner] = []
        patterns = [
            (self._own(number, role, clue), pattern)
            for number, element in enumerate(ruleset.elements)
            for role, clue, pattern in _patterns(element)
        ]
        amendments = (*ruleset.deductions, *ruleset.bonuses)
        amending = [pattern for amendment in amendments for pattern in amendment.patterns]
        edges = WordEdges(vocabulary([*(pattern for _, pattern in patterns), *amending]))
        self.matcher = Matcher(patterns, language.source.fillers, edges)
        self.amending = {
            amendment: Matcher(
                ((0, pattern) for pattern in amendment.patterns), language.source.fillers, edges
            )
            for amendment in amendments
        }

    def _own(self, element: int, role: _Role, clue: Clue | None) -> int:
        self.owners.append(_Owner(element, role, clue))
        return len(self.owners) - 1


def _patterns(element: Element) -> Iterator[tuple[_Role, Clue | None, Pattern]]:
    for clue in element.clues:
        yield _Role.CLUE, clue, clue.pattern
    for role, patterns in (
        (_Role.EXCLUDED, element.excluded),
        (_Role.CONTEXT, element.context),
        (_Role.INAPPLICABLE, element.inapplicable),
    ):
        for pattern in patterns:
            yield role, None, pattern


def find_candidates(document: Document, rules: CompiledRules) -> Mapping[str, Found]:
    """Return what *document* says about each element, by element id."""
    search = _Search(document, rules)
    for number, sentence in enumerate(document.sentences):
        search.look_at(number, sentence)
    return {
        element.id: search.found(number) for number, element in enumerate(rules.ruleset.elements)
    }


class _Search:
    """One pass over a document; used once, then dropped."""

    def __init__(self, document: Document, rules: CompiledRules) -> None:
        self._document, self._rules = document, rules
        self._candidates: dict[int, list[Candidate]] = defaultdict(list)
        self._context: dict[int, set[tuple[str, int | None]]] = defaultdict(set)
        self._inapplicable: set[int] = set()

    def look_at(self, number: int, sentence: Sentence) -> None:
        text = self._document.text[sentence.span.start : sentence.span.end]
        by_element: dict[int, list[Match]] = defaultdict(list)
        for match in self._rules.matcher.find(text):
            by_element[self._rules.owners[match.owner].element].append(match)
        for element, matches in by_element.items():
            self._sort(number, sentence, text, element, matches)

    def found(self, element: int) -> Found:
        candidates = self._candidates[element]
        if self._rules.ruleset.elements[element].context:
            candidates = [each for each in candidates if self._in_context(element, each)]
        return Found(tuple(candidates), element in self._inapplicable)

    def _sort(
        self, number: int, sentence: Sentence, text: str, element: int, matches: Sequence[Match]
    ) -> None:
        roles: dict[_Role, list[Match]] = defaultdict(list)
        for match in matches:
            roles[self._rules.owners[match.owner].role].append(match)
        voids = [(void.start, void.end) for void in roles[_Role.EXCLUDED]]
        if any(not _void(match, voids) for match in roles[_Role.CONTEXT]):
            self._context[element].add(("paragraph", sentence.paragraph))
            if sentence.heading:
                self._context[element].add(("section", sentence.section))
        for match in roles[_Role.INAPPLICABLE]:
            if self._stance(sentence, text, match)[0] in _STATED:
                self._inapplicable.add(element)
        names = [found.span() for found in _DOCUMENT_NAME.finditer(text)]
        for match in roles[_Role.CLUE]:
            if not _void(match, voids) and not _only_named(match, names):
                candidates = self._judge(number, sentence, text, match, voids)
                self._candidates[element].extend(candidates)

    def _judge(
        self, number: int, sentence: Sentence, text: str, match: Match, voids: Sequence[Hit]
    ) -> Iterator[Candidate]:
        owner = self._rules.owners[match.owner]
        element, clue = self._rules.ruleset.elements[owner.element], owner.clue
        if clue is None or sentence.kind not in element.kinds:
            return
        if clue.in_heading and not sentence.heading:
            return
        stance, cue = self._stance(sentence, text, match)
        capped = (sentence.heading or sentence.preamble) and not clue.in_heading
        level = min(clue.level, Level.MENTIONED) if capped else clue.level
        quantities: tuple[Quantity, ...] = ()
        if level is Level.CONCRETE and clue.units:
            located = [
                each
                for each in self._rules.quantities.find(text)
                if each.quantity.unit in clue.units
                and each.quantity.value >= element.threshold
                and not any(start <= each.start and each.end <= end for start, end in voids)
            ]
            quantities = _belonging(match, text, located, following=not clue.with_quantity)
            level = Level.QUANTIFIED if quantities else level
        if clue.with_quantity and not quantities:
            return
        yield Candidate(number, clue, match.start, match.end, level, stance, cue, quantities, level)

    def _stance(self, sentence: Sentence, text: str, match: Match) -> tuple[Stance, str]:
        verdict = self._rules.stances.read(
            text, match.words, sentence.kind, self._document.identity.year
        )
        return verdict.stance, verdict.cue

    def _in_context(self, element: int, candidate: Candidate) -> bool:
        sentence = self._document.sentences[candidate.sentence]
        known = self._context[element]
        if ("paragraph", sentence.paragraph) in known:
            return True
        section = sentence.section
        while section is not None:
            if ("section", section) in known:
                return True
            section = self._document.sections[section].parent
        return False


def _only_named(match: Match, names: Sequence[Hit]) -> bool:
    """Return whether *match* stands in a document's name alone: the name tells no work."""
    return any(start <= match.start and match.end <= end for start, end in names)


def _void(match: Match, voids: Iterable[Hit]) -> bool:
    return any(
        start <= word_start and word_end <= end
        for start, end in voids
        for word_start, word_end in match.words
    )


def _belonging(
    match: Match, text: str, located: Sequence[Located], *, following: bool
) -> tuple[Quantity, ...]:
    """Return those of the *located* quantities that measure the match.

    They stand in a clause that the match's words stand in, or else (`following`) in the next one.
    """
    if not located:
        return ()
    ends = [found.end() for found in CLAUSE_END.finditer(text)]
    first = bisect_right(ends, match.start)
    last = bisect_right(ends, match.words[-1][0]) + following
    return tuple(
        each.quantity for each in located if first <= bisect_right(ends, each.start) <= last
    )
