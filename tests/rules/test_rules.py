"""Every shipped rule file loads, its examples hold, and every level has an example."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scorer import pipeline
from scorer.cli.data_files import checked
from scorer.judging.match import CompiledRules
from scorer.judging.selftest import failing_examples
from scorer.model.document import SectionKind
from scorer.model.result import Level, Stance
from scorer.resources import rules_dir
from scorer.ruleset.language_examples import failing_language_examples
from scorer.ruleset.language_file import load_language
from scorer.ruleset.load import load
from scorer.ruleset.model import Element
from scorer.ruleset.shipped import LANGUAGE, NO_RULE_SETS, shipped

NAMES = sorted(path.stem for path in rules_dir().glob("*.yaml") if path.stem not in NO_RULE_SETS)
NOT_COUNTED = {Level.ABSENT, Level.PLANNED}
ELEMENTS = [
    pytest.param(element, id=f"{name}:{element.id}")
    for name in NAMES
    for element in load(shipped()[name]).elements
]


def reachable(element: Element) -> Iterator[Level]:
    """Yield the levels that the patterns of *element* can give."""
    levels = {clue.level for clue in element.clues if not clue.with_quantity}
    yield from levels & {Level.MENTIONED}
    if Level.CONCRETE in levels:
        yield Level.CONCRETE
    if element.top is Level.QUANTIFIED and any(clue.units for clue in element.clues):
        yield Level.QUANTIFIED
    if element.counts is Stance.DONE and SectionKind.PLAN in element.kinds:
        yield Level.PLANNED


def test_there_are_rules():
    """At least one rule set is shipped, and the table of them is the folder."""
    assert list(shipped()) == NAMES
    assert NAMES


@pytest.mark.parametrize("name", NAMES)
def test_examples_hold(name):
    """The rule file loads and every example gives the level it names."""
    rules = CompiledRules(load(shipped()[name]), pipeline.language())
    assert failing_examples(rules, pipeline.language()) == ()


@pytest.mark.parametrize("name", NAMES)
def test_head(name):
    """The file is called as the rule set is, and says for which years it is."""
    ruleset = load(shipped()[name])
    assert name == ruleset.id
    assert 2000 < ruleset.first_year <= ruleset.last_year
    assert ruleset.bands


def test_language_examples_hold():
    """Every example of the language file comes out as it says."""
    assert failing_language_examples(load_language(rules_dir() / f"{LANGUAGE}.yaml")) == ()


@pytest.mark.parametrize("element", [each for each in ELEMENTS if each.values[0].clues])
def test_an_example_for_every_level(element):
    """Every level that the element can reach has an example, and something must not count."""
    shown = {example.level for example in element.examples}
    assert [level.label for level in reachable(element) if level not in shown] == []
    assert shown & NOT_COUNTED


@pytest.mark.parametrize("element", [each for each in ELEMENTS if "township-2021:" in each.id])
def test_half_of_the_examples_stay_below_the_top(element):
    """The township standard shows each element eight sentences, half of them tempting ones."""
    below = [example for example in element.examples if example.level < element.top]
    assert len(element.examples) >= 8
    assert len(below) * 2 >= len(element.examples)


@pytest.mark.parametrize("element", ELEMENTS)
def test_an_element_is_complete(element):
    """Every element cites its basis, advises what to write, and has points."""
    assert element.basis
    assert element.advice
    assert element.points > 0


@pytest.mark.parametrize("element", ELEMENTS)
def test_no_regular_expressions(element):
    """No shipped rule needs a regular expression."""
    patterns = [clue.pattern for clue in element.clues]
    patterns += [*element.excluded, *element.context, *element.inapplicable]
    assert [pattern.text for pattern in patterns if pattern.regex] == []


@pytest.mark.parametrize("path", sorted(rules_dir().glob("*.yaml")), ids=lambda path: path.stem)
def test_nothing_to_remind_an_editor_of(path):
    """No shipped file has an error, a failing example or a doubt that `rules check` tells."""
    assert [str(problem) for problem in checked(path).problems] == []
