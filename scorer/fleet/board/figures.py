"""Ranked reports → means, bands, histogram, and the elements that all together are weak in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from scorer.fleet.board.ranking import per_cent, score_of
from scorer.rendering.board.shapes import (
    SCORED,
    BandCount,
    Bin,
    ElementHead,
    Figures,
    Standing,
    Strength,
)

STEPS = 20  # of the histogram, over the full score
_TENTH = Decimal("0.1")

Limits = Sequence[tuple[str, Decimal]]


def figures(ranked: Sequence[Standing]) -> Figures | None:
    """Return mean, median, highest and lowest total; None where nothing is ranked."""
    if not ranked:
        return None
    totals = [each.score for each in ranked]
    return Figures(mean(totals), _tenth(median(totals)), max(totals), min(totals))


def mean(scores: Sequence[Decimal]) -> Decimal:
    """Return the mean of *scores*, rounded half up to one decimal; of none it is 0."""
    return _tenth(sum(scores, Decimal(0)) / len(scores)) if scores else Decimal("0.0")


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(_TENTH, ROUND_HALF_UP)


def bands(ranked: Sequence[Standing], limits: Limits) -> tuple[BandCount, ...]:
    """Return how many reports each band has, best first.

    *limits* are the rule set's bands with their least totals; bands that are not among them come
    by their best report.
    """
    counts = Counter(each.band for each in ranked)
    known: Mapping[str, Decimal] = dict(limits)
    names = [*known, *(name for name in counts if name not in known)]
    return tuple(
        BandCount(name, known.get(name), counts[name], per_cent(counts[name], len(ranked)))
        for name in names
    )


def bins(ranked: Sequence[Standing], full: Decimal) -> tuple[Bin, ...]:
    """Return the histogram from the lowest occupied column to the highest."""
    if not ranked or full <= 0:
        return ()
    width = full / STEPS
    counts = Counter(min(int(each.score / width), STEPS - 1) for each in ranked)
    first, last = max(min(counts), 0), max(counts)
    return tuple(
        Bin(width * number, width * (number + 1), counts[number])
        for number in range(first, last + 1)
    )


def strengths(ranked: Sequence[Standing], elements: Sequence[ElementHead]) -> tuple[Strength, ...]:
    """Return how the reports do in each element, the weakest first."""
    found = [strength for each in elements if (strength := _strength(ranked, each)) is not None]
    return tuple(sorted(found, key=lambda each: (each.share, -each.levels[0], each.element.number)))


def _strength(ranked: Sequence[Standing], element: ElementHead) -> Strength | None:
    """Return how the reports do in *element*; None where it applies to none of them."""
    at = element.number - 1
    counted = [each for each in ranked if each.marks[at] in SCORED]
    if not counted:
        return None
    levels = Counter(each.marks[at] for each in counted)
    share = per_cent(sum(each.shares[at] for each in counted), 100 * len(counted))
    return Strength(
        element=element,
        share=share,
        levels=(levels[0], levels[1], levels[2], levels[3], levels[4]),
        others=len(ranked) - len(counted),
    )


def group_means(ranked: Sequence[Standing], count: int) -> Iterator[Decimal]:
    """Yield the mean score of each group."""
    for at in range(count):
        yield mean([each.groups[at] for each in ranked])


def leaders(ranked: Sequence[Standing], group: int) -> Sequence[Standing]:
    """Return those with the highest score in *group* (from 0), by rank; none where all have 0."""
    most = max((each.groups[group] for each in ranked), default=score_of(0))
    return [each for each in ranked if each.groups[group] == most] if most > 0 else []
