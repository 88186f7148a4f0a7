"""Where a scorecard comes from: which program, which report, which rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scorer.model.document import Coverage, Unread


@dataclass(frozen=True, slots=True)
class Engine:
    """Which program computed a scorecard."""

    name: str
    version: str
    jieba: str


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """The report that was assessed."""

    name: str
    sha256: str
    format: str
    title: str
    unit: str
    year: int | None
    year_from: str
    written: date | None
    published: date | None
    characters: int
    pages: int | None
    unread: tuple[Unread, ...]
    coverage: Coverage | None = None


@dataclass(frozen=True, slots=True)
class RulesInfo:
    """The rule set that was applied, and why this one."""

    id: str
    title: str
    version: str
    sha256: str
    chosen: str
