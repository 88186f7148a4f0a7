"""A rule set that loads, looked at for what its author probably did not mean.

Warnings bear the name of their check, by which 不检查 switches it off. Only what stands in the
file itself is told: what it inherits is its parent's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from difflib import get_close_matches
from itertools import groupby

from scorer.matching.pattern import fold
from scorer.model.errors import Mark, Problem
from scorer.model.result import Level
from scorer.ruleset.checks import CHECKS
from scorer.ruleset.inherit import UNCHECKED
from scorer.ruleset.lint_patterns import PatternLint
from scorer.ruleset.lint_words import comma_in_word, odd_signs, unused_word_lists
from scorer.ruleset.model import Element, Ruleset
from scorer.ruleset.places import Places
from scorer.understanding.language import Language

Warnings = Iterator[tuple[str, Mark | None, str]]


def lint(ruleset: Ruleset, places: Places, language: Language) -> tuple[Problem, ...]:
    """Return a warning for everything doubtful in *ruleset* that stands in the file of *places*."""
    found: list[tuple[str, Mark | None, str]] = []
    for check in _RULESET_CHECKS:
        found += check(ruleset, places)
    found += unused_word_lists(ruleset, places)
    found += comma_in_word(places)
    units = frozenset(map(fold, language.units))
    patterns = PatternLint(ruleset, places, language)
    for element in ruleset.elements:
        if places.element(element.id) is not None:
            own = [each for check in _ELEMENT_CHECKS for each in check(element, places)]
            own += _unknown_units(element, places, units)
            own += patterns.of(element)
            found += [each for each in own if each[0] not in element.unchecked]
    found += patterns.counted_twice()
    return warnings(found, ruleset.unchecked)


def warnings(
    found: Iterable[tuple[str, Mark | None, str]], unchecked: frozenset[str]
) -> tuple[Problem, ...]:
    """Return *found* as problems in order of their places, without checks switched off."""
    problems = {
        Problem(mark, CHECKS[name].code, f"{message}（检查：{name}）")
        for name, mark, message in found
        if mark is not None and name not in unchecked
    }
    return tuple(sorted(problems))


def _points(ruleset: Ruleset, places: Places) -> Warnings:
    """Yield the spans of years in which the elements in force do not add up to the full mark."""
    years = range(ruleset.first_year, ruleset.last_year + 1)
    total = sum((element.points for element in ruleset.elements), Decimal(0))
    if total != ruleset.full:  # a file that rescales its points on purpose
        return
    for points, span in groupby(years, key=lambda year: _points_of(ruleset, year)):
        known = list(span)
        if points != ruleset.full:
            when = f"{known[0]}" if len(known) == 1 else f"{known[0]}—{known[-1]}"
            message = f"{when} 年度起作用的要素分值合计 {points}，不是满分 {ruleset.full}"
            yield "分值合计", places.top("适用年度"), f"{message}，将按比例折算"


def _points_of(ruleset: Ruleset, year: int) -> Decimal:
    in_force = (
        element.points
        for element in ruleset.elements
        if (element.first_year or year) <= year <= (element.last_year or year)
    )
    return sum(in_force, Decimal(0))


def _bands(ruleset: Ruleset, places: Places) -> Warnings:
    doubles = Counter(band.at_least for band in ruleset.bands)
    for band in ruleset.bands:
        if band.at_least > ruleset.full:
            message = f"等次“{band.name}”要 {band.at_least} 分，满分只有 {ruleset.full}"
            yield "等次不可达", places.anywhere(band.name), message
        elif doubles[band.at_least] > 1:
            message = f"等次“{band.name}”的下限 {band.at_least} 与另一等次相同"
            yield "等次不可达", places.anywhere(band.name), message


def _doubles(ruleset: Ruleset, places: Places) -> Warnings:
    amendments = (*ruleset.deductions, *ruleset.bonuses)
    for what, names in (
        ("分组编号", [group.id for group in ruleset.groups]),
        ("扣分或加分的编号", [each.id for each in amendments]),
        ("要素名称", [element.name for element in ruleset.elements]),
    ):
        for name, times in Counter(names).items():
            if times > 1:
                yield "编号重复", places.anywhere(name), f"{what}“{name}”用了 {times} 次"


def _top(element: Element, places: Places) -> Warnings:
    concrete = [clue for clue in element.clues if clue.level >= Level.CONCRETE]
    facts = any(item.fact for item in element.items) and element.item_level >= element.top
    reachable = concrete if element.top is Level.CONCRETE else [c for c in concrete if c.units]
    if not reachable and not facts:
        lacks = "“具体举措”的句式" if not concrete else "“量化成效”的单位"
        message = f"满档是{element.top.label}，却没有{lacks}，永远到不了满分"
        yield "满档不可达", places.element(element.id), message


def _basis(element: Element, places: Places) -> Warnings:
    if not element.basis:
        yield "缺依据", places.element(element.id), "没有依据；请在“依据”里写出文件名称"


def _examples(element: Element, places: Places) -> Warnings:
    shown = {min(example.level, element.top) for example in element.examples}
    missing = [level.label for level in _levels(element) if level not in shown]
    if missing:
        message = f"没有判为{'、'.join(missing)}的例句"
        yield "缺例句", places.element(element.id), message


def _levels(element: Element) -> Sequence[Level]:
    """Return the levels that examples should show: those with patterns, and 未提及."""
    levels = {min(clue.level, element.top) for clue in element.clues if not clue.with_quantity}
    if element.top is Level.QUANTIFIED and any(clue.units for clue in element.clues):
        levels.add(Level.QUANTIFIED)
    return sorted({Level.ABSENT, *levels})


def _same_example(element: Element, places: Places) -> Warnings:
    keys = [(each.text, each.kind, each.heading) for each in element.examples]
    for (text, *_), times in Counter(keys).items():
        if times > 1:
            yield "例句重复", places.text(element.id, text), f"例句“{text}”写了 {times} 次"


def _unknown_units(element: Element, places: Places, units: frozenset[str]) -> Warnings:
    for unit in sorted({unit for clue in element.clues for unit in clue.units} - units):
        message = f"单位“{unit}”不在 language.yaml 的“单位”里，带它的数量读不出来"
        if any(comma in unit for comma in "，、"):
            message += "；列表里的逗号应为半角逗号"
        yield "单位无效", places.text(element.id, unit), message


def _unchecked(ruleset: Ruleset, places: Places) -> Warnings:
    for name in sorted(ruleset.unchecked - CHECKS.keys()):
        yield "检查名有误", places.anywhere(name), _no_check(name)
    for element in ruleset.elements:
        for name in sorted(element.unchecked - CHECKS.keys()):
            yield "检查名有误", places.text(element.id, name, UNCHECKED), _no_check(name)


def _no_check(name: str) -> str:
    near = get_close_matches(name, CHECKS, n=1, cutoff=0.5)
    hint = f"，是不是“{near[0]}”" if near else ""
    return f"没有检查“{name}”{hint}；全部名称：scorer rules check --list"


_RULESET_CHECKS: Sequence[Callable[[Ruleset, Places], Warnings]] = (
    _points,
    _bands,
    _doubles,
    _unchecked,
)
_ELEMENT_CHECKS: Sequence[Callable[[Element, Places], Warnings]] = (
    _top,
    _basis,
    _examples,
    _same_example,
    odd_signs,
)
