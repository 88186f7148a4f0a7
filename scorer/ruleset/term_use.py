"""Whether a report uses a dated term in its time: by the report's year, date and section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scorer.matching.matcher import Match, Matcher
from scorer.matching.pattern import fold
from scorer.model.document import SectionKind
from scorer.model.errors import Problem
from scorer.ruleset.dated_terms import DatedTerm, DatedTerms, TermExample, TermsFile, Timeliness

_WRITTEN, _EXCLUDED, _EXCUSE = range(3)
_ROLES = 3
_PLANNED = frozenset({SectionKind.PLAN})


@dataclass(frozen=True, slots=True)
class Times:
    """The days that matter for a report on `year`; `written` is None if not known or absurd."""

    year: int
    written: date | None

    @property
    def last_of_work(self) -> date:
        """The last day from which the part on work done can know of anything."""
        latest = date(self.year + 1, 3, 31)
        return latest if self._date is None else min(self._date, latest)

    @property
    def last_of_plan(self) -> date:
        """The last day from which the plan can know of anything."""
        return self._date or date(self.year + 1, 3, 31)

    @property
    def first_of_plan(self) -> date:
        """The first day that the plan is about."""
        return max(self._date or date.min, date(self.year + 1, 1, 1))

    @property
    def _date(self) -> date | None:
        absurd = self.written is not None and self.written < date(self.year, 11, 1)
        return None if absurd else self.written


@dataclass(frozen=True, slots=True)
class TermUse:
    """A dated term used at text[start:end] outside its time."""

    term: DatedTerm
    timeliness: Timeliness
    start: int
    end: int
    planned: bool


class TermReader:
    """Finds dated terms in sentences; compiled once."""

    def __init__(self, terms: DatedTerms) -> None:
        self._terms = terms.terms
        self._matcher = Matcher(
            (_ROLES * number + role, pattern)
            for number, term in enumerate(terms.terms)
            for role, patterns in ((_WRITTEN, term.patterns), (_EXCLUDED, term.excluded))
            for pattern in patterns
        )
        self._excuses = Matcher(
            (_ROLES * number + _EXCUSE, pattern)
            for number, term in enumerate(terms.terms)
            for pattern in term.excuses
        )
        self._studying = Matcher((0, pattern) for pattern in terms.studying)
        self._preparing = Matcher((0, pattern) for pattern in terms.preparing)
        self._history = Matcher((0, pattern) for pattern in terms.history)

    def places(self, text: str) -> Iterator[int]:
        """Yield where in *text*, of any length, words of dated terms end: a first look."""
        return (match.end for match in self._matcher.find(text))

    def read(self, text: str, kind: SectionKind, times: Times) -> Iterator[TermUse]:
        """Yield the terms that the sentence *text* uses outside their time, longest first."""
        matches = self._matcher.find(text)
        excluded = [match for match in matches if match.owner % _ROLES == _EXCLUDED]
        taken: list[Match] = []
        for match in sorted(matches, key=lambda each: (each.start - each.end, each.start)):
            number, role = divmod(match.owner, _ROLES)
            if role != _WRITTEN or _inside(match, [*excluded, *taken], match.owner):
                continue
            taken.append(match)
            term = self._terms[number]
            found = self._judged(term, number, text, kind, times)
            if found is not Timeliness.FITTING:
                yield TermUse(term, found, match.start, match.end, kind in _PLANNED)

    def _judged(
        self, term: DatedTerm, number: int, text: str, kind: SectionKind, times: Times
    ) -> Timeliness:
        planned = kind in _PLANNED
        if term.first is not None and self._too_early(
            term, term.first, text, times, planned=planned
        ):
            return Timeliness.PREMATURE
        last = term.last_planned if planned else term.last
        now = times.first_of_plan if planned else date(times.year, 1, 1)
        ended = last is not None and last < now
        until = times.first_of_plan if planned else date(times.year, 12, 31)
        replaced = term.replaced is not None and term.replaced <= until
        if not (ended or replaced) or self._history.find(text):
            return Timeliness.FITTING
        excused = any(match.owner // _ROLES == number for match in self._excuses.find(text))
        return Timeliness.FITTING if excused else Timeliness.OUTDATED

    def _too_early(
        self, term: DatedTerm, first: date, text: str, times: Times, *, planned: bool
    ) -> bool:
        if planned:
            return min(first, term.announced or first) > times.last_of_plan
        if term.known is None and term.prepared is None:
            return first > times.last_of_work
        if first <= date(times.year, 12, 31):
            return False
        ahead = ((term.known, self._studying), (term.prepared, self._preparing))
        return not any(
            since is not None and since <= times.last_of_work and words.find(text)
            for since, words in ahead
        )


def _inside(match: Match, others: list[Match], owner: int) -> bool:
    """Return whether *match* lies in one of *others*: a look-alike, or a longer term."""
    number = owner // _ROLES
    return any(
        other.start <= match.start
        and match.end <= other.end
        and (other.owner % _ROLES == _WRITTEN or other.owner // _ROLES == number)
        for other in others
    )


def failing_term_examples(file: TermsFile) -> tuple[Problem, ...]:
    """Return a problem at the place of each example that comes out differently."""
    reader = TermReader(file.terms)
    return tuple(
        Problem(example.mark, "R011", _message(example, found))
        for example in file.examples
        if (found := _outcome(reader, example, file.terms)) is not example.expected
    )


def _outcome(reader: TermReader, example: TermExample, terms: DatedTerms) -> Timeliness:
    times = Times(example.year, example.written)
    for use in reader.read(fold(example.text), example.kind, times):
        if use.term is terms.terms[example.term]:
            return use.timeliness
    return Timeliness.FITTING


def _message(example: TermExample, found: Timeliness) -> str:
    return (
        f"例句“{example.text}”（{example.year} 年度）应判{example.expected.value}，"
        f"实判{found.value}"
    )
