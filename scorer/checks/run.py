"""All checks of a report, in the order in which their findings are printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scorer.checks.compiled import CheckWords
from scorer.checks.content import check_content
from scorer.checks.damage import check_damage
from scorer.checks.dates import check_dates
from scorer.checks.figures import FigureChecks
from scorer.checks.outline import check_outline
from scorer.checks.residue import check_residue
from scorer.checks.terms import check_terms
from scorer.checks.units import check_units
from scorer.checks.years import check_years
from scorer.model.document import Document
from scorer.model.result import Finding
from scorer.understanding.compiled import CompiledLanguage


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """What the checks know of official prose: data files, compiled once for all reports."""

    language: CompiledLanguage
    figures: FigureChecks
    words: CheckWords


def check(document: Document, published: date | None, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield what does not hold together in *document*; `published` is None if not known."""
    words = knowledge.words
    yield from check_dates(document, published, words)
    yield from check_years(document, words)
    yield from check_terms(document, words)
    yield from check_content(document, words)
    yield from check_outline(document)
    yield from knowledge.figures.find(document)
    yield from check_units(document, words)
    yield from check_residue(document, words)
    yield from check_damage(document, words)
