"""What an assessment yields: evidence, grades, the tally and the scorecard.

Everything a reader needs (quotation, place, reason, basis) is copied in, so that a scorecard is
complete without the report and a renderer computes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum, IntEnum

from scorer.model.document import SectionKind
from scorer.model.paragraph import Paragraph
from scorer.model.provenance import Engine, ReportInfo, RulesInfo


class Stance(Enum):
    """How a sentence speaks of its matter: work done, a plan, a lack; or not this unit's work."""

    DONE = "done"
    PLANNED = "planned"
    LACKING = "lacking"
    OTHER_ACTOR = "other_actor"
    EARLIER = "earlier"


class Level(IntEnum):
    """The evidence ladder of the grading standard, from nothing to a measured result."""

    ABSENT = 0
    PLANNED = 1
    MENTIONED = 2
    CONCRETE = 3
    QUANTIFIED = 4

    @property
    def label(self) -> str:
        """The level's Chinese name, fixed by the grading standard."""
        return LEVEL_LABELS[self]


LEVEL_LABELS = ("未提及", "仅见于问题或计划", "一般表述", "具体举措", "量化成效")


class State(Enum):
    """Whether an element has a score, does not apply, or may stand in a part that was not read."""

    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"
    UNREADABLE = "unreadable"


class Remedy(Enum):
    """What a line that is short of full marks asks for: a figure, words, work, another document."""

    NONE = "none"
    FIGURES = "figures"
    WORDING = "wording"
    WORK = "work"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its measure; `inexact` for 余、多、近、以上."""

    text: str
    value: Decimal
    unit: str
    inexact: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A sentence (`wording`, `stance`) beside what full marks ask for (`top`, `counts`)."""

    wording: Level
    top: Level
    stance: Stance
    counts: Stance


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that counts for an element; `start` and `end` are source offsets of the quote.

    `pattern` is the rule author's pattern that matched, `hit` the words it matched, `cue` the word
    that decided the stance (empty where the section did or none was needed), `check` which
    conditions of full marks it meets.
    """

    quote: str
    stance: Stance
    level: Level
    section: str
    section_kind: SectionKind
    paragraph: int
    page: int | None
    start: int
    end: int
    quantities: tuple[Quantity, ...] = ()
    items: tuple[str, ...] = ()
    pattern: str = ""
    hit: str = ""
    cue: str = ""
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A sentence about an element that does not count, and the reason in plain words."""

    quote: str
    reason: str
    paragraph: int
    page: int | None
    start: int
    end: int
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Raise:
    """One way to raise a line's score: to bring it to `level`, or to name the missing `items`."""

    level: Level | None
    items: tuple[str, ...]
    gain: Decimal


@dataclass(frozen=True, slots=True)
class Grade:
    """The level one element reaches, with everything that speaks for and against it."""

    element: str
    state: State
    level: Level
    items_found: tuple[str, ...] = ()
    items_missing: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis; `article` is empty where only the document is established."""

    document: str
    article: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One element on the scorecard. `coverage` is k/n over its items, 1 without items.

    `score` = points × factor × coverage, rounded half up to one decimal; `gain` is what is missing
    to `points`; `shortfall` says in words what is missing, `remedy` what it takes to mend it,
    `raises` what single steps would add.
    """

    id: str
    group: str
    name: str
    points: Decimal
    factor: Decimal
    coverage: Decimal
    score: Decimal
    gain: Decimal
    top: Level
    grade: Grade
    basis: tuple[Basis, ...]
    advice: str
    shortfall: str
    remedy: Remedy = Remedy.NONE
    raises: tuple[Raise, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether the line has a score: it applies, and nothing unread may hold it."""
        return self.grade.state is State.SCORED


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group's points and score: sums over its lines."""

    id: str
    name: str
    points: Decimal
    score: Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the arithmetic of a total: 要素得分, a deduction, a bonus, a cap, a veto.

    `points` is what the step adds (negative: takes away), `total` what stands after it.
    """

    kind: str
    id: str
    name: str
    points: Decimal
    total: Decimal
    reason: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """The arithmetic: lines and groups add up to the first step, `steps` lead on to `total`.

    A provisional total has no `band`.
    """

    lines: tuple[Line, ...]
    groups: tuple[GroupLine, ...]
    steps: tuple[Step, ...]
    total: Decimal
    full: Decimal
    band: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold together in the report; `severity` is warning or error.

    `start` and `end` are source offsets of the quote, None where nothing can be quoted.
    """

    code: str
    severity: str
    message: str
    quote: str = ""
    paragraph: int | None = None
    points: Decimal = Decimal(0)
    page: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the report that another one has too; `characters` are those they share.

    Names, numbers and standing phrases are not among them.
    """

    quote: str
    paragraph: int
    page: int | None
    start: int
    end: int
    other_quote: str
    other_paragraph: int
    other_page: int | None
    characters: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the report shares with another; `share` is in per cent of the report's own text."""

    name: str
    title: str
    year: int | None
    characters: int
    share: Decimal
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A complete result, the only thing a renderer sees; the JSON result leaves `text` out.

    `compared` says with how many other reports it was compared, `likenesses` what they share.
    """

    engine: Engine
    assessed_at: datetime
    report: ReportInfo
    rules: RulesInfo
    tally: Tally
    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()
    likenesses: tuple[Likeness, ...] = ()
    compared: int = 0
    text: tuple[Paragraph, ...] = ()
