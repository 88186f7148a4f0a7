"""What a page shows, as ready strings: a template prints them and computes nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quotation cut in three: before, `mark` (the words that matched) and after.

    `lead`, `tail` and `heading` are the short forms of `before`, `after` and `section`.
    """

    before: str
    mark: str
    after: str
    lead: str
    tail: str
    place: str
    section: str
    heading: str
    note: str
    quantities: str

    @property
    def text(self) -> str:
        """The whole quotation."""
        return self.before + self.mark + self.after

    @property
    def excerpt(self) -> str:
        """The quotation cut to what fits a narrow column."""
        return self.lead + self.mark + self.tail


@dataclass(frozen=True, slots=True)
class NearMissView:
    """A quotation that does not count, and why."""

    excerpt: str
    text: str
    reason: str
    place: str


@dataclass(frozen=True, slots=True)
class ElementView:
    """One element's row; `level_key` and `state_key` are style classes, `""` is left out."""

    anchor: str
    number: str
    name: str
    group: str
    points: str
    score: str
    width: str
    level: str
    level_key: str
    state_key: str
    arithmetic: str
    reason: str
    best: QuoteView | None
    others: tuple[QuoteView, ...]
    no_quote: str
    missing: str
    advice: str
    complete: str
    gain: str
    basis: str
    near_misses: tuple[NearMissView, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group as a bar of `width`, with its elements."""

    number: str
    name: str
    points: str
    score: str
    percent: str
    width: str
    elements: tuple[ElementView, ...]


@dataclass(frozen=True, slots=True)
class PriorityView:
    """Something to add, worth `gain`, and what it takes; `anchor` is the element's."""

    number: str
    anchor: str
    name: str
    level: str
    level_key: str
    state_key: str
    gain: str
    missing: str
    advice: str
    effort: str
    effort_note: str
    effort_key: str


@dataclass(frozen=True, slots=True)
class ExtremeView:
    """One of the strongest or weakest elements; `gain` is what it lacks."""

    anchor: str
    number: str
    name: str
    score: str
    points: str
    gain: str
    level: str
    level_key: str


@dataclass(frozen=True, slots=True)
class PartView:
    """A part that a report must have; `key` is present, partial, missing or unknown."""

    name: str
    state: str
    key: str


@dataclass(frozen=True, slots=True)
class FrontView:
    """What the first page says beside total and groups; `standing` is 确定 or 暂定 and why.

    `no_strongest`, `no_weakest` and `no_statutory` stand where there are none; `efforts` says what
    words alone and what work would bring; `changes` are the steps that changed the total after the
    elements.
    """

    strongest: tuple[ExtremeView, ...]
    no_strongest: str
    weakest: tuple[ExtremeView, ...]
    no_weakest: str
    efforts: str
    changes: tuple[str, ...]
    statutory: tuple[PartView, ...]
    no_statutory: str
    findings: str
    coverage: str
    standing: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """Something in the report that does not hold together."""

    code: str
    severity: str
    severity_key: str
    message: str
    quote: str
    place: str
    points: str


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage that two reports share: as it stands here, and as it stands there."""

    quote: str
    place: str
    other_quote: str
    other_place: str
    characters: str


@dataclass(frozen=True, slots=True)
class LikenessView:
    """Another report with what is shared; `rest` says how many passages are not shown."""

    name: str
    title: str
    count: str
    characters: str
    share: str
    passages: tuple[PassageView, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class SimilarView:
    """What a comparison with other reports came to."""

    summary: str
    note: str
    reports: tuple[LikenessView, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class BasisView:
    """A document with the articles taken from it and the elements that rest on each."""

    document: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactView:
    """A named value about the report or the run."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class HeaderView:
    """Who is assessed and what came out."""

    heading: str
    unit: str
    year: str
    title: str
    total: str
    full: str
    band: str
    provisional: str


@dataclass(frozen=True, slots=True)
class FooterView:
    """What identifies this result on every page, and the moment it was computed."""

    rules: str
    report: str
    engine: str
    created: str

    @property
    def line(self) -> str:
        """The three in one line."""
        return "　".join((self.rules, self.report, self.engine))


@dataclass(frozen=True, slots=True)
class ReportView:
    """A whole scorecard for people."""

    header: HeaderView
    judgement: str
    front: FrontView
    groups: tuple[GroupView, ...]
    priorities: tuple[PriorityView, ...]
    priorities_sum: str
    priorities_rest: str
    raises: tuple[PriorityView, ...]
    raises_sum: str
    sums: str
    steps: tuple[str, ...]
    findings: tuple[FindingView, ...]
    no_findings: str
    similar: SimilarView | None
    unread: tuple[str, ...]
    warnings: tuple[str, ...]
    basis: tuple[BasisView, ...]
    legend: tuple[str, ...]
    facts: tuple[FactView, ...]
    footer: FooterView
