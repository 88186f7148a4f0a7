"""All checks of a report, in the order in which their findings are printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scorer.checks.dates import check_dates
from scorer.checks.figures import FigureChecks
from scorer.model.document import Document
from scorer.model.result import Finding
from scorer.understanding.compiled import CompiledLanguage


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """What the checks know of official prose: data files, compiled once for all reports."""

    language: CompiledLanguage
    figures: FigureChecks


def check(document: Document, published: date | None, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield what does not hold together in *document*; `published` is None if not known."""
    yield from check_dates(document, published)
    yield from knowledge.figures.find(document)
