"""What the board shows, as values: built from the results of a batch, printed by renderers.

Scores are `Decimal` with one decimal. Shares are whole per cent, rounded half up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from urllib.parse import quote

from scorer.rendering.wording import squeezed

ABSENT, PLANNED, MENTIONED, CONCRETE, QUANTIFIED = range(5)  # as model.result.Level
EXEMPT, UNREAD, NOT_ASKED = 5, 6, 7  # does not apply; may stand in what was not read; not in rules
SHORT = 18  # characters of a label on page one
SCORED = frozenset((ABSENT, PLANNED, MENTIONED, CONCRETE, QUANTIFIED))


@dataclass(frozen=True, slots=True)
class RulesHead:
    """The rule set by which reports were assessed."""

    id: str
    title: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class GroupHead:
    """A group of elements; `number` counts from 1."""

    number: int
    id: str
    name: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class ElementHead:
    """An element; `number` counts from 1 in the rule set, `group` is the group's name."""

    number: int
    id: str
    name: str
    group: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """One report among those of its rule set; `rank` is None where the total is provisional.

    `label` is the unit, or the file where it names none, with what tells two reports of a unit
    apart. `groups` are scores; `marks` and `shares` have one number an element: its level (or
    EXEMPT, UNREAD, NOT_ASKED) and the share of its points in per cent. `formats` are those of the
    report's own results, `note` says why there is no rank.
    """

    rank: int | None
    tied: bool
    label: str
    name: str
    unit: str
    year: int | None
    score: Decimal
    band: str
    groups: tuple[Decimal, ...]
    marks: bytes
    shares: bytes
    findings: int
    formats: tuple[str, ...]
    note: str

    @property
    def short(self) -> str:
        """The label where there is little room."""
        return squeezed(self.label, SHORT)

    @property
    def place(self) -> str:
        """The rank as printed; 并列 marks a tie."""
        return "—" if self.rank is None else f"{self.rank}{'（并列）' if self.tied else ''}"

    def links(self, base: str) -> tuple[tuple[str, str], ...]:
        """Return format and relative address of each result; *base* leads to the folder."""
        return tuple((each, f"{base}{quote(self.name)}.{each}") for each in self.formats)


@dataclass(frozen=True, slots=True)
class BandCount:
    """How many ranked reports have a band; `at_least` is None where its limit is not known."""

    name: str
    at_least: Decimal | None
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class Bin:
    """A column of the histogram: totals from `low` up to below `high` (the last: up to `high`)."""

    low: Decimal
    high: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class Strength:
    """How all ranked reports together do in one element; `share` is that of its points, in %.

    `levels` counts reports by level; `others` are those to which it does not apply.
    """

    element: ElementHead
    share: int
    levels: tuple[int, int, int, int, int]
    others: int

    @property
    def absent(self) -> int:
        """How many reports say nothing of it."""
        return self.levels[ABSENT]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage worth imitating, and where it stands."""

    element: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Best:
    """Who is strongest in a group: the first of `labels` is quoted; the others are its equals."""

    group: GroupHead
    score: Decimal | None
    mean: Decimal
    labels: tuple[str, ...]
    quotations: tuple[Quotation, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The totals of the ranked reports in a few numbers."""

    mean: Decimal
    median: Decimal
    highest: Decimal
    lowest: Decimal


@dataclass(frozen=True, slots=True)
class Cohort:
    """Reports assessed by the same rule set, the only ones whose totals can be compared.

    `strengths` come weakest first. `figures` is None where no report is ranked.
    """

    rules: RulesHead
    full: Decimal
    years: tuple[int, ...]
    groups: tuple[GroupHead, ...]
    elements: tuple[ElementHead, ...]
    ranked: tuple[Standing, ...]
    provisional: tuple[Standing, ...]
    figures: Figures | None
    bands: tuple[BandCount, ...]
    bins: tuple[Bin, ...]
    group_means: tuple[Decimal, ...]
    strengths: tuple[Strength, ...]
    best: tuple[Best, ...]

    @property
    def standings(self) -> tuple[Standing, ...]:
        """All reports, those without a rank last."""
        return self.ranked + self.provisional

    @property
    def name(self) -> str:
        """The rule set with its version."""
        return f"{self.rules.title}（{self.rules.id} {self.rules.version}）"

    @property
    def group_shares(self) -> tuple[tuple[GroupHead, Decimal, int], ...]:
        """Each group with its mean score and that score's share of the points, in per cent."""
        return tuple(
            (group, mean, int(mean * 100 / group.points) if group.points else 0)
            for group, mean in zip(self.groups, self.group_means, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be assessed, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class FindingCount:
    """A kind of finding: how many reports have it, which, and one of them as an example."""

    code: str
    name: str
    reports: int
    share: int
    labels: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class SharedPair:
    """Two reports that share passages; `share` in per cent of the first one's own text."""

    first: str
    second: str
    passages: int
    characters: int
    share: Decimal
    quote: str
    other_quote: str


@dataclass(frozen=True, slots=True)
class Shared:
    """Passages that reports share: the pairs that share most, out of `found` pairs."""

    compared: int
    found: int
    pairs: tuple[SharedPair, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Board:
    """All that a meeting needs to compare reports; the cohort with most reports comes first.

    `story` says in sentences what page one shows, `notes` what a reader must know; `base` is the
    relative address of the folder of results, ending with / unless empty.
    """

    unit: str
    heading: str
    story: tuple[str, ...]
    cautions: tuple[str, ...]
    cohorts: tuple[Cohort, ...]
    failures: tuple[Failure, ...]
    findings: tuple[FindingCount, ...]
    shared: Shared
    notes: tuple[str, ...]
    foot: str
    moment: datetime
    base: str = ""

    @property
    def assessed(self) -> int:
        """How many reports were assessed."""
        return sum(len(each.ranked) + len(each.provisional) for each in self.cohorts)
