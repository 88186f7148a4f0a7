"""Grades → Tally: points × factor × coverage, rounded half up to one decimal, once.

Formula: the grading standard, section 1 “Points”. Points are first shared out to one decimal so
that they add up to the full mark; each line is then rounded once, and groups and total are sums of
rounded lines, so that the parts add up to the total on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from scorer.judging.advise import remedy, shortfall
from scorer.model.result import Grade, GroupLine, Level, Line, Raise, State, Step, Tally
from scorer.ruleset.model import Element, NotApplicable, Ruleset

ONE_DECIMAL = Decimal("0.1")
_ZERO, _ONE = Decimal(0), Decimal(1)


def round_points(points: Decimal) -> Decimal:
    """Return *points* rounded half up to one decimal."""
    return points.quantize(ONE_DECIMAL, ROUND_HALF_UP)


def score(ruleset: Ruleset, grades: Sequence[Grade]) -> Tally:
    """Return the arithmetic of *grades*, one for each element of *ruleset* in its order."""
    shares = _shares(ruleset, grades)
    lines = tuple(
        _line(ruleset, element, grade, points)
        for element, grade, points in zip(ruleset.elements, grades, shares, strict=True)
    )
    groups = tuple(
        GroupLine(
            group.id,
            group.name,
            _total(line.points for line in lines if line.group == group.id),
            _total(line.score for line in lines if line.group == group.id),
        )
        for group in ruleset.groups
    )
    total = _total(line.score for line in lines)
    provisional = any(line.grade.state is State.UNREADABLE for line in lines)
    band = "" if provisional else band_of(ruleset, total)
    start = Step("要素得分", "", "各要素得分合计", total, total, "")
    return Tally(lines, groups, (start,), total, ruleset.full, band, provisional)


def _total(points: Iterable[Decimal]) -> Decimal:
    return sum(points, _ZERO)


def _shares(ruleset: Ruleset, grades: Sequence[Grade]) -> list[Decimal]:
    """Return each element's points to one decimal, adding up to the full mark.

    Elements that do not apply get none where the rule set rescales; what rounding down leaves over
    goes to the largest remainders (Hamilton's method).
    """
    rescale = ruleset.not_applicable is NotApplicable.RESCALE
    weights = [
        _ZERO if rescale and grade.state is State.NOT_APPLICABLE else element.points
        for element, grade in zip(ruleset.elements, grades, strict=True)
    ]
    whole = sum(weights, _ZERO)
    if not whole:
        return weights
    exact = [weight * ruleset.full / whole for weight in weights]
    shares = [points.quantize(ONE_DECIMAL, ROUND_DOWN) for points in exact]
    left = int((ruleset.full - sum(shares, _ZERO)) / ONE_DECIMAL)
    by_remainder = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
    for index in by_remainder[:left]:
        shares[index] += ONE_DECIMAL
    return shares


def _line(ruleset: Ruleset, element: Element, grade: Grade, points: Decimal) -> Line:
    factor = _factor(ruleset, element, grade)
    coverage = _coverage(ruleset, element, grade)
    earned = _earned(ruleset, element, grade, points)
    return Line(
        id=element.id,
        group=element.group,
        name=element.name,
        points=points,
        factor=factor,
        coverage=coverage,
        score=earned,
        gain=points - earned,
        top=element.top,
        grade=grade,
        basis=element.basis,
        advice=element.advice,
        shortfall=shortfall(element, grade),
        remedy=remedy(element, grade),
        raises=tuple(_raises(ruleset, element, grade, points)),
    )


def _raises(ruleset: Ruleset, element: Element, grade: Grade, points: Decimal) -> Iterator[Raise]:
    """Yield what single steps would add: each higher level, all items; each step by itself."""
    short = grade.level < element.top or grade.items_missing
    if grade.state is not State.SCORED or not short:
        return
    earned = _earned(ruleset, element, grade, points)
    for level in (Level.MENTIONED, Level.CONCRETE, Level.QUANTIFIED):
        if grade.level < level <= element.top:
            gain = _earned(ruleset, element, replace(grade, level=level), points) - earned
            if gain > 0:
                yield Raise(level, (), gain)
    if grade.items_missing and grade.level >= Level.MENTIONED:
        gain = round_points(points * _factor(ruleset, element, grade)) - earned
        if gain > 0:
            yield Raise(None, grade.items_missing, gain)


def _earned(ruleset: Ruleset, element: Element, grade: Grade, points: Decimal) -> Decimal:
    return round_points(
        points * _factor(ruleset, element, grade) * _coverage(ruleset, element, grade)
    )


def _factor(ruleset: Ruleset, element: Element, grade: Grade) -> Decimal:
    """Return the level's factor; an element's top level, whatever it is, earns full marks."""
    if grade.state is State.NOT_APPLICABLE:
        return _ONE if ruleset.not_applicable is NotApplicable.FULL else _ZERO
    return _ONE if grade.level >= element.top else ruleset.factors[grade.level]


def _coverage(ruleset: Ruleset, element: Element, grade: Grade) -> Decimal:
    if not element.items or grade.level < Level.MENTIONED:
        return _ONE
    share = Decimal(len(grade.items_found)) / Decimal(len(element.items))
    return max(share, ruleset.floor)


def band_of(ruleset: Ruleset, total: Decimal) -> str:
    """Return the name of the band that *total* earns."""
    return next((band.name for band in ruleset.bands if total >= band.at_least), "")
