"""Terms in use only from or until a day: what rules/terms.yaml says, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from scorer.matching.pattern import Pattern
from scorer.model.document import SectionKind
from scorer.model.errors import Mark


class Timeliness(Enum):
    """Whether a term was in use when a report used it."""

    FITTING = "可用"
    PREMATURE = "未到"
    OUTDATED = "已过"


@dataclass(frozen=True, slots=True)
class DatedTerm:
    """A phrase of official prose that was in use from `first` to `last` (None: without limit).

    From `known` on it may be studied, from `prepared` on prepared for, from `announced` on it may
    stand in next year's plan; a plan may use it to `last_planned`. A sentence with one of `excuses`
    may use it later. One that was `replaced` in a year is outdated in the report on that year.
    """

    name: str
    patterns: tuple[Pattern, ...]
    excluded: tuple[Pattern, ...]
    first: date | None
    known: date | None
    prepared: date | None
    announced: date | None
    last: date | None
    last_planned: date | None
    replaced: date | None
    excuses: tuple[Pattern, ...]
    instead: str


@dataclass(frozen=True, slots=True)
class DatedTerms:
    """All dated terms; words of `studying` and `preparing` look ahead, those of `history` back."""

    version: str
    sha256: str
    terms: tuple[DatedTerm, ...]
    studying: tuple[Pattern, ...]
    preparing: tuple[Pattern, ...]
    history: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class TermExample:
    """A sentence of a report on `year` and how the term numbered `term` stands in it."""

    term: int
    text: str
    year: int
    kind: SectionKind
    written: date | None
    expected: Timeliness
    mark: Mark


@dataclass(frozen=True, slots=True)
class TermsFile:
    """The dated terms with the examples their author wrote for them."""

    terms: DatedTerms
    examples: tuple[TermExample, ...]
