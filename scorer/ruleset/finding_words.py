"""How flaws of a report are known: what rules/findings.yaml says, as values."""

from __future__ import annotations

from dataclasses import dataclass

from scorer.matching.pattern import Pattern

Patterns = tuple[Pattern, ...]
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearWords:
    """How a sentence whose year is written 某年 takes that year for the present, or not."""

    surely: Patterns
    opening: Patterns
    anywhere: Patterns
    history: Patterns
    this_year: Words
    not_in_headings: Words
    planning: Patterns
    part_of_year: Words
    titles: Patterns


@dataclass(frozen=True, slots=True)
class Residue:
    """What was left or not filled in: its name, and regular expressions for it.

    They are tried only on a text that holds one of `signs`.
    """

    name: str
    signs: Words
    expressions: Words


@dataclass(frozen=True, slots=True)
class DamageWords:
    """How lost characters are known; `no_number`, `garbled` and `marks` are regular expressions."""

    measured: Words
    no_number: Words
    garbled: Words
    after_self: Words
    not_after: Words
    selves: Words
    author: Words
    marks: Words


@dataclass(frozen=True, slots=True)
class Rank:
    """What the report of a unit whose name ends in one of `units` does not say of itself."""

    units: Words
    foreign: Words


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a body that is not above the unit where none of `superiors` is named."""

    name: str
    superiors: Words


@dataclass(frozen=True, slots=True)
class UnitWords:
    """How a body of another level or place is known."""

    ranks: tuple[Rank, ...]
    not_after: Words
    after: Words
    superior: Patterns
    not_superior: Patterns
    meetings: tuple[Meeting, ...]
    own_acts: Words
    no_names: Words
    before_names: Words


@dataclass(frozen=True, slots=True)
class ContentWords:
    """How the statutory parts are known where no heading announces them."""

    leader: Patterns
    problems: Patterns
    plan: Patterns


@dataclass(frozen=True, slots=True)
class FindingWords:
    """Everything rules/findings.yaml says."""

    version: str
    sha256: str
    year: YearWords
    published: Words
    residues: tuple[Residue, ...]
    blanks: tuple[Residue, ...]
    doubled: Words
    not_doubled: Words
    repeated: Words
    adjoining: Words
    damage: DamageWords
    unit: UnitWords
    content: ContentWords
