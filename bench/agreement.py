"""How far the levels found agree with the levels expected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.labels import Label
from scorer.model.result import Level, Line

_SECTION_IS_EVIDENCE = "form."


@dataclass(frozen=True, slots=True)
class Outcome:
    """One element of one report: what was expected, what was found, and on what grounds."""

    report: str
    element: str
    label: Label
    found: Level
    top: Level
    items_found: frozenset[str]
    quote: str

    @classmethod
    def of(cls, report: str, label: Label, line: Line) -> Outcome:
        """Return the outcome for the scorecard's *line*; the quotation is its best evidence."""
        best = max(line.grade.evidence, key=lambda one: one.level, default=None)
        near = line.grade.near_misses[0] if line.grade.near_misses else None
        quote = best.quote if best else f"{near.quote}（{near.reason}）" if near else ""
        return cls(
            report,
            line.id,
            label,
            line.grade.level,
            line.top,
            frozenset(line.grade.items_found),
            quote,
        )

    @property
    def agrees(self) -> bool:
        """Whether the level found is an accepted one, levels above the top being equal to it."""
        return self._capped(self.found) in {self._capped(level) for level in self.label.accepted}

    @property
    def rated(self) -> tuple[Level, Level]:
        """Expected and found for kappa; where the reviewers accept what was found, twice that."""
        found = self._capped(self.found)
        return (found if self.agrees else self._capped(self.label.level)), found

    @property
    def plan_counted(self) -> bool:
        """Whether what is only a plan or a lack was counted as work done."""
        expected_work = any(level >= Level.MENTIONED for level in self.label.also)
        return (
            not self.element.startswith(_SECTION_IS_EVIDENCE)
            and self.label.level is Level.PLANNED
            and not expected_work
            and self.found >= Level.MENTIONED
        )

    def _capped(self, level: Level) -> Level:
        return min(level, max(self.top, Level.CONCRETE))


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share that can also be undefined: k of n."""

    part: int
    whole: int

    def __str__(self) -> str:
        if self.whole == 0:
            return "—"
        return f"{100 * self.part / self.whole:.1f}%（{self.part}/{self.whole}）"


def agreement(outcomes: Sequence[Outcome]) -> Ratio:
    """Return how many outcomes agree exactly."""
    return Ratio(sum(one.agrees for one in outcomes), len(outcomes))


def items_precision(outcomes: Iterable[Outcome]) -> Ratio:
    """Return how many of the items found are expected (micro average)."""
    found = [(one.items_found & one.label.items, one.items_found) for one in outcomes]
    return Ratio(sum(len(right) for right, _ in found), sum(len(all_) for _, all_ in found))


def items_recall(outcomes: Iterable[Outcome]) -> Ratio:
    """Return how many of the items expected are found (micro average)."""
    expected = [(one.items_found & one.label.items, one.label.items) for one in outcomes]
    return Ratio(sum(len(right) for right, _ in expected), sum(len(all_) for _, all_ in expected))


def weighted_kappa(rated: Sequence[tuple[int, int]], levels: int = len(Level)) -> float | None:
    """Return Cohen's kappa with quadratic weights, or None where it is undefined.

    κ = 1 − Σᵢⱼ wᵢⱼ Oᵢⱼ / Σᵢⱼ wᵢⱼ Eᵢⱼ with wᵢⱼ = (i − j)² / (levels − 1)²; O are the observed
    pairs (expected i, found j), E = row total × column total / n. It is undefined without pairs
    and where both raters use one and the same level only (the denominator is 0).
    """
    if not rated:
        return None
    rows = [sum(expected == level for expected, _ in rated) for level in range(levels)]
    columns = [sum(found == level for _, found in rated) for level in range(levels)]
    observed = sum((expected - found) ** 2 for expected, found in rated)
    chance = sum(
        (i - j) ** 2 * rows[i] * columns[j] for i in range(levels) for j in range(levels)
    ) / len(rated)
    return None if chance == 0 else 1 - observed / chance
