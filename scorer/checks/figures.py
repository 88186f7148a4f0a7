"""Figures that do not hold: totals against parts, rates against numbers, a number told twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorer.checks.figures_objection import Objection
from scorer.checks.figures_rate import RateReader
from scorer.checks.figures_read import Figure, FigureReader
from scorer.checks.figures_repeat import RepeatReader, Told, conflict, differ
from scorer.checks.figures_share import ChangeReader, ShareReader
from scorer.checks.figures_sum import SumReader
from scorer.checks.figures_table import wrong_sums
from scorer.checks.findings import finding
from scorer.model.document import Document, SectionKind, Sentence, Span
from scorer.model.result import Finding, Stance
from scorer.understanding.compiled import CompiledLanguage
from scorer.understanding.figure_language import FigureLanguage
from scorer.understanding.stance import StanceReader

SUM, RATE = "figures.sum", "figures.rate"
_NO_RESULTS = frozenset({SectionKind.PROBLEMS, SectionKind.PLAN})
_NO_RESULT = frozenset({Stance.PLANNED, Stance.LACKING})


class FigureChecks:
    """Everything that is checked about figures, compiled once for all reports."""

    def __init__(self, language: CompiledLanguage, figures: FigureLanguage) -> None:
        self._reader = FigureReader(language.source, figures.vague, figures.measures)
        self._sums = SumReader(figures.totals, figures.divisions, figures.changes)
        self._totals = figures.totals
        self._repeats = RepeatReader(figures.repeats)
        links = figures.rates.links
        self._rates = (
            RateReader(figures.rates, figures.rate_names, figures.totals),
            ShareReader(figures.shares, links),
            ChangeReader(figures.changes, links),
        )
        self._stances = StanceReader(language)

    def find(self, document: Document) -> Iterator[Finding]:
        """Yield a finding for every figure of *document* that does not hold."""
        told: dict[tuple[str, str], Told] = {}
        for paragraph in document.paragraphs:
            text = document.text[paragraph.start : paragraph.end]
            figures = self._reader.read(text)
            for code, objection in self._objections(text, figures):
                span = Span(paragraph.start + objection.start, paragraph.start + objection.end)
                if self._tells_results(document, paragraph.start, objection.decisive):
                    yield finding(document, code, objection.message, span)
            for one in self._repeats.told(text, figures, paragraph.start):
                first = told.setdefault(one.key, one)
                if differ(first, one) and self._both(document, first, one):
                    begin = paragraph.start + one.figure.start - len(one.figure.lead)
                    span = Span(begin, paragraph.start + one.figure.end)
                    yield finding(document, SUM, conflict(first, one), span)

        for wrong in wrong_sums(document, self._totals):
            yield finding(document, SUM, wrong.message, wrong.span)

    def _both(self, document: Document, first: Told, second: Told) -> bool:
        """Return whether both numbers are told as results."""
        return all(self._tells_result(document, one.offset, one.figure) for one in (first, second))

    def _objections(self, text: str, figures: Sequence[Figure]) -> Iterator[tuple[str, Objection]]:
        for objection in self._sums.find(text, figures):
            yield SUM, objection
        for reader in self._rates:
            for objection in reader.find(text, figures):
                yield RATE, objection

    def _tells_results(self, document: Document, offset: int, figures: Sequence[Figure]) -> bool:
        """Return whether the figures are told as results, not as a plan, a demand or a lack."""
        return all(self._tells_result(document, offset, one) for one in figures)

    def _tells_result(self, document: Document, offset: int, one: Figure) -> bool:
        sentence = _sentence_at(document, offset + one.start)
        if sentence is None:
            return True
        if sentence.kind in _NO_RESULTS:
            return False
        text = document.text[sentence.span.start : sentence.span.end]
        at = offset + one.start - sentence.span.start
        verdict = self._stances.read(text, [(at, at + len(one.text))], sentence.kind, None)
        return verdict.stance not in _NO_RESULT


def _sentence_at(document: Document, offset: int) -> Sentence | None:
    return next(
        (one for one in document.sentences if one.span.start <= offset < one.span.end), None
    )
