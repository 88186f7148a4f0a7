"""A rule set as values; every record an author wrote carries its Mark."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from scorer.matching.pattern import Pattern
from scorer.model.document import SectionKind
from scorer.model.errors import Mark
from scorer.model.result import Basis, Level, Stance


class NotApplicable(Enum):
    """What happens to the points of an element that does not apply."""

    RESCALE = "折算"
    FULL = "满分"


@dataclass(frozen=True, slots=True)
class Clue:
    """A pattern that shows an element at `level`; `item` names the item it is about.

    A quantity with one of `units` makes it quantified. `in_heading` looks only at headings.
    `with_quantity` counts only together with a quantity, `under_heading` only where the heading or
    the opening of the paragraph tells of the element. A clue of level PLANNED is a topic word: it
    counts only where the sentence is a plan or a lack.
    """

    pattern: Pattern
    level: Level
    item: str = ""
    units: frozenset[str] = frozenset()
    in_heading: bool = False
    with_quantity: bool = False
    under_heading: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A part of an element that is counted for coverage; `fact` names what the report states."""

    name: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """An author's sentence and the level it must give, standing in a section of `kind`."""

    text: str
    level: Level
    kind: SectionKind
    heading: str
    items: tuple[str, ...] | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that is scored.

    `counts` is the stance that is evidence: work done, except where the section itself is the
    evidence (problems, plans). `least` concrete matches make it concrete, a quantity of at least
    `threshold` makes it quantified. It is scored for reports of `first_year` to `last_year` (0:
    without limit). `unchecked` names the lint checks its author switched off for
    it. `origins` tells for each key where its value was written.
    """

    id: str
    name: str
    group: str
    points: Decimal
    top: Level
    basis: tuple[Basis, ...]
    advice: str
    clues: tuple[Clue, ...]
    excluded: tuple[Pattern, ...]
    context: tuple[Pattern, ...]
    inapplicable: tuple[Pattern, ...]
    kinds: frozenset[SectionKind]
    counts: Stance
    items: tuple[Item, ...]
    item_level: Level
    threshold: Decimal
    least: int
    first_year: int
    last_year: int
    examples: tuple[Example, ...]
    unchecked: frozenset[str]
    origins: tuple[tuple[str, Mark], ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Veto:
    """单项否决: `element` below `below` gives the report `band`, or caps its total at `cap`."""

    element: str
    below: Level
    band: str
    cap: Decimal | None
    reason: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Amendment:
    """扣分 or 加分: `each` points for every sentence that matches, or finding with a code, up to
    `most`; where `gate` is given, only from that total on. Points are negative for 扣分.
    """

    id: str
    name: str
    patterns: tuple[Pattern, ...]
    findings: frozenset[str]
    each: Decimal
    most: Decimal
    gate: Decimal | None
    reason: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Group:
    """A group of elements, in the order of the file."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Band:
    """A band's name and the least total that earns it."""

    name: str
    at_least: Decimal


@dataclass(frozen=True, slots=True)
class Ruleset:
    """A checklist: what is looked for, what it is worth, and how the total is judged.

    `files` are the files it was read from, its own first, each with its hash.
    """

    id: str
    title: str
    version: str
    first_year: int
    last_year: int
    full: Decimal
    not_applicable: NotApplicable
    floor: Decimal
    factors: tuple[Decimal, ...]
    bands: tuple[Band, ...]
    groups: tuple[Group, ...]
    elements: tuple[Element, ...]
    vetoes: tuple[Veto, ...]
    deductions: tuple[Amendment, ...]
    most_deducted: Decimal | None
    bonuses: tuple[Amendment, ...]
    most_added: Decimal | None
    word_lists: tuple[tuple[str, frozenset[str]], ...]
    unchecked: frozenset[str]
    sha256: str
    path: str = field(compare=False)
    files: tuple[tuple[str, str], ...] = field(compare=False, default=())
