"""Document × CompiledRules → what each sentence tells of which element, and how.

Nothing here weighs or scores. A candidate carries everything the grade needs: the clue that
matched, the stance, the quantities that belong to it, and the highest level its place allows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from scorer.judging.leads import leads
from scorer.judging.told import Candidate, Told, by_itself
from scorer.matching.clauses import CLAUSE_END
from scorer.matching.edges import WordEdges
from scorer.matching.index import stored_index
from scorer.matching.matcher import Hit, Match, Matcher
from scorer.matching.pattern import Pattern, vocabulary
from scorer.model.document import Document, SectionKind, Sentence
from scorer.model.result import Level, Quantity, Stance
from scorer.ruleset.model import Clue, Element, Ruleset
from scorer.understanding.compiled import CompiledLanguage
from scorer.understanding.quantity import Located, QuantityReader
from scorer.understanding.stance import StanceReader, Verdict

_DOCUMENT_NAME = re.compile("《[^》]*》")
_Around = tuple[str, int | None]
_REMEMBERED = 20_000  # sentences
_STATED = frozenset({Stance.DONE, Stance.LACKING})  # 没有行政村 is a state of things, no plan


class _Role(IntEnum):
    CLUE = 0
    EXCLUDED = 1
    CONTEXT = 2
    INAPPLICABLE = 3


class Setting(NamedTuple):
    """What a sentence is read by beside its words: the kind of its section, the report's year."""

    kind: SectionKind
    heading: bool
    preamble: bool
    year: int | None


@dataclass(frozen=True, slots=True)
class _Owner:
    element: int
    role: _Role
    clue: Clue | None


Statement = tuple[int, Told]  # the number of a sentence in its document, and what it tells


@dataclass(frozen=True, slots=True)
class Found:
    """All that a report tells of one element, in its order, and whether it does not apply."""

    statements: tuple[Statement, ...] = ()
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
        amending = (pattern for amendment in amendments for pattern in amendment.patterns)
        index = stored_index([pattern for _, pattern in patterns], ruleset.sha256)
        edges = WordEdges(chain(index.words, vocabulary(amending)))
        self.matcher = Matcher(patterns, language.source.fillers, edges, index)
        self.told = lru_cache(maxsize=_REMEMBERED)(self._told)
        self.amending = {
            amendment: Matcher(
                ((0, pattern) for pattern in amendment.patterns), language.source.fillers, edges
            )
            for amendment in amendments
        }

    def _told(self, text: str, setting: Setting) -> tuple[Told, ...]:
        """Return what the sentence *text* tells of the elements in its *setting*."""
        return tuple(_Reader(self, text, setting).tell())

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
    """Return what *document* tells of each element, by element id."""
    statements: dict[str, list[Statement]] = {each.id: [] for each in rules.ruleset.elements}
    context: dict[str, set[_Around]] = defaultdict(set)
    inapplicable: set[str] = set()
    text, year = document.text, document.identity.year
    for number, sentence in enumerate(document.sentences):
        span = sentence.span
        setting = Setting(sentence.kind, sentence.heading, sentence.preamble, year)
        for told in rules.told(text[span.start : span.end], setting):
            name = told.element.id
            if told.candidates:
                statements[name].append((number, told))
            if told.context:
                context[name].update(_around(sentence))
            if told.inapplicable:
                inapplicable.add(name)
    for element in rules.ruleset.elements:
        if element.context:
            statements[element.id] = [
                statement
                for statement in statements[element.id]
                if _in_context(document, statement[0], context[element.id])
            ]
        statements[element.id] = _headed(document, statements[element.id])
    return {name: Found(tuple(told), name in inapplicable) for name, told in statements.items()}


def _headed(document: Document, statements: list[Statement]) -> list[Statement]:
    """Return *statements* without what tells of their element only under a heading that does."""
    if not any(each.clue.under_heading for _, told in statements for each in told.candidates):
        return statements
    above = leads(document)
    telling = {number for number, told in statements if by_itself(told).candidates}
    headed = (
        (number, told if telling.intersection(above[number]) else by_itself(told))
        for number, told in statements
    )
    return [(number, told) for number, told in headed if told.candidates]


def _around(sentence: Sentence) -> Iterator[_Around]:
    """Yield what *sentence* gives context to: its paragraph; if it is a heading, its section."""
    yield "paragraph", sentence.paragraph
    if sentence.heading:
        yield "section", sentence.section


def _in_context(document: Document, number: int, known: Collection[_Around]) -> bool:
    sentence = document.sentences[number]
    if ("paragraph", sentence.paragraph) in known:
        return True
    section = sentence.section
    while section is not None:
        if ("section", section) in known:
            return True
        section = document.sections[section].parent
    return False


class _Reader:
    """Reads one sentence in its setting; used once, then dropped."""

    def __init__(self, rules: CompiledRules, text: str, setting: Setting) -> None:
        self._rules, self._text, self._setting = rules, text, setting
        self._names = [found.span() for found in _DOCUMENT_NAME.finditer(text)]
        self._stances: dict[tuple[Hit, ...], Verdict] = {}

    def tell(self) -> Iterator[Told]:
        """Yield what the sentence tells, element by element."""
        by_element: dict[int, list[Match]] = defaultdict(list)
        for match in self._rules.matcher.find(self._text):
            by_element[self._rules.owners[match.owner].element].append(match)
        for element, matches in by_element.items():
            yield self._told(self._rules.ruleset.elements[element], matches)

    def _told(self, element: Element, matches: Sequence[Match]) -> Told:
        roles: dict[_Role, list[Match]] = defaultdict(list)
        for match in matches:
            roles[self._rules.owners[match.owner].role].append(match)
        voids = [(void.start, void.end) for void in roles[_Role.EXCLUDED]]
        candidates = (
            candidate
            for match in roles[_Role.CLUE]
            if not _void(match, voids) and not _only_named(match, self._names)
            for candidate in self._judge(element, match, voids)
        )
        return Told(
            element,
            tuple(candidates),
            context=any(not _void(match, voids) for match in roles[_Role.CONTEXT]),
            inapplicable=any(
                self._stance(match).stance in _STATED for match in roles[_Role.INAPPLICABLE]
            ),
        )

    def _judge(self, element: Element, match: Match, voids: Sequence[Hit]) -> Iterator[Candidate]:
        clue, setting = self._rules.owners[match.owner].clue, self._setting
        if clue is None or setting.kind not in element.kinds:
            return
        if clue.in_heading and not setting.heading:
            return
        verdict = self._stance(match)
        limited = (setting.heading or setting.preamble) and not clue.in_heading
        level = min(clue.level, Level.MENTIONED) if limited else clue.level
        quantities: tuple[Quantity, ...] = ()
        # A number in a looks-alike, or directly after it (审查合同8份), counts that.
        if level is Level.CONCRETE and clue.units:
            located = [
                each
                for each in self._rules.quantities.find(self._text)
                if each.quantity.unit in clue.units
                and each.quantity.value >= element.threshold
                and not any(start <= each.start <= end for start, end in voids)
            ]
            following = not clue.with_quantity
            quantities = _belonging(match, self._text, located, following=following)
            level = Level.QUANTIFIED if quantities else level
        if clue.with_quantity and not quantities:
            return
        yield Candidate(
            clue, match.start, match.end, level, verdict.stance, verdict.cue, quantities, level
        )

    def _stance(self, match: Match) -> Verdict:
        verdict = self._stances.get(match.words)
        if verdict is None:
            setting = self._setting
            verdict = self._rules.stances.read(self._text, match.words, setting.kind, setting.year)
            self._stances[match.words] = verdict
        return verdict


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
