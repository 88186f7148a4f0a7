"""Phrases that were not yet, or no longer, in use when the report was written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scorer.checks.compiled import CheckWords
from scorer.checks.findings import around, finding
from scorer.model.document import Document, Span
from scorer.model.result import Finding
from scorer.ruleset.dated_terms import DatedTerm, Timeliness
from scorer.ruleset.term_use import TermUse, Times


def check_terms(document: Document, words: CheckWords) -> Iterator[Finding]:
    """Yield each term used out of its time, once, where it stands first."""
    year = document.identity.year
    if year is None:
        return
    times = Times(year, document.identity.written)
    told: set[tuple[str, Timeliness]] = set()
    for number in _with_terms(document, words):
        sentence = document.sentences[number]
        text = document.text[sentence.span.start : sentence.span.end]
        for use in words.terms.read(text, sentence.kind, times):
            if (use.term.name, use.timeliness) in told:
                continue
            told.add((use.term.name, use.timeliness))
            start = sentence.span.start
            hit = Span(start + use.start, start + use.end)
            quoted = around(document.text, sentence.span, hit)
            yield finding(document, _code(use), _message(use, year), quoted)


def _with_terms(document: Document, words: CheckWords) -> Iterator[int]:
    """Yield the numbers of the sentences that may hold a dated term: one look for all."""
    places = sorted(words.terms.places(document.text))
    at = 0
    for number, sentence in enumerate(document.sentences):
        while at < len(places) and places[at] <= sentence.span.start:
            at += 1
        if at < len(places) and places[at] <= sentence.span.end:
            yield number


def _code(use: TermUse) -> str:
    return "term.premature" if use.timeliness is Timeliness.PREMATURE else "term.outdated"


def _message(use: TermUse, year: int) -> str:
    term = use.term
    name = term.name if term.name[0] in "《“" else f"“{term.name}”"
    if use.timeliness is Timeliness.PREMATURE:
        return f"{name}从 {_day(term.first)}才有，{year} 年度报告的这个部分还不会写到"
    instead = f"，现应写{term.instead}" if term.instead else ""
    if term.replaced is not None:
        return f"{name}从 {_day(term.replaced)}起不再用{instead}"
    return f"{name}到 {_day(_last(use, term))}为止，{year} 年度报告的这个部分不宜再写{instead}"


def _last(use: TermUse, term: DatedTerm) -> date | None:
    return term.last_planned if use.planned else term.last


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.year} 年 {day.month} 月 {day.day} 日"
