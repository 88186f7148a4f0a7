"""单项否决, 扣分 and 加分: what changes a total after the elements, each step on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from scorer.judging.match import CompiledRules
from scorer.judging.score import band_of, round_points
from scorer.matching.matcher import Matcher
from scorer.model.document import Document, Sentence
from scorer.model.result import Finding, Stance, Step, Tally
from scorer.ruleset.model import Amendment, Ruleset, Veto

DEDUCTION, BONUS, VETO, CAP = "扣分", "加分", "单项否决", "总分封顶"
_ZERO = Decimal(0)
_MERITS = frozenset({Stance.DONE})
_FAULTS = frozenset({Stance.DONE, Stance.LACKING})


def amend(
    tally: Tally, document: Document, findings: Sequence[Finding], rules: CompiledRules
) -> Tally:
    """Return *tally* after the rule set's deductions, bonuses and vetoes, in this order.

    No step leads the total below 0 or above the full mark.
    """
    ruleset = rules.ruleset
    steps = list(tally.steps)
    for kind, amendments, most in (
        (DEDUCTION, ruleset.deductions, ruleset.most_deducted),
        (BONUS, ruleset.bonuses, ruleset.most_added),
    ):
        left = most
        for amendment in amendments:
            step = _step(kind, amendment, left, steps[-1].total, _Case(document, findings, rules))
            if step is not None:
                step = _within(step, tally.full)
                left = None if left is None else left - abs(step.points)
                steps.append(step)
    band = "" if tally.provisional else band_of(ruleset, steps[-1].total)
    for veto in _due(tally, ruleset):
        steps.append(_vetoed(veto, steps[-1].total))
        band = "" if tally.provisional else (veto.band or band_of(ruleset, steps[-1].total))
    return replace(tally, steps=tuple(steps), total=steps[-1].total, band=band)


class _Case:
    """What an amendment looks at."""

    def __init__(
        self, document: Document, findings: Sequence[Finding], rules: CompiledRules
    ) -> None:
        self._document, self._findings, self._rules = document, findings, rules

    def occurrences(self, amendment: Amendment) -> tuple[str, ...]:
        """Return what is counted: sentences that tell it happened, findings by their code."""
        found = [each for each in self._findings if each.code in amendment.findings]
        quotes = [each.quote or each.message for each in found]
        if amendment.patterns:
            stances = _FAULTS if amendment.each < _ZERO else _MERITS
            quotes.extend(self._told(amendment, stances))
        return tuple(dict.fromkeys(quotes))

    def _told(self, amendment: Amendment, stances: frozenset[Stance]) -> Iterator[str]:
        matcher = self._rules.amending[amendment]
        for sentence in self._document.sentences:
            if self._stands(sentence, matcher, stances):
                yield self._document.quote(sentence.span)

    def _stands(self, sentence: Sentence, matcher: Matcher, stances: frozenset[Stance]) -> bool:
        text = self._document.text[sentence.span.start : sentence.span.end]
        year = self._document.identity.year
        return any(
            self._rules.stances.read(text, match.words, sentence.kind, year).stance in stances
            for match in matcher.find(text)
        )


def _step(
    kind: str, amendment: Amendment, left: Decimal | None, total: Decimal, case: _Case
) -> Step | None:
    if amendment.gate is not None and total < amendment.gate:
        return None
    quotes = case.occurrences(amendment)
    if not quotes:
        return None
    limits = [abs(amendment.most), *([left] if left is not None else [])]
    size = min(abs(amendment.each) * len(quotes), *limits)
    points = round_points(size if amendment.each > _ZERO else -size)
    return Step(
        kind, amendment.id, amendment.name, points, total + points, amendment.reason, quotes
    )


def _within(step: Step, full: Decimal) -> Step:
    """Return *step* cut so that the total stays between 0 and *full*."""
    total = round_points(min(max(step.total, _ZERO), full))
    return replace(step, points=step.points + total - step.total, total=total)


def _due(tally: Tally, ruleset: Ruleset) -> Iterator[Veto]:
    levels = {line.id: line.grade.level for line in tally.lines if line.counted}
    for veto in ruleset.vetoes:
        if veto.element in levels and levels[veto.element] < veto.below:
            yield veto


def _vetoed(veto: Veto, total: Decimal) -> Step:
    capped = total if veto.cap is None else round_points(min(total, veto.cap))
    kind = VETO if veto.cap is None else CAP
    name = veto.band or f"总分不超过 {veto.cap}"
    return Step(kind, veto.element, name, capped - total, capped, veto.reason)
