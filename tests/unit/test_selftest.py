"""An author's examples are held against the engine."""

from __future__ import annotations

import pytest

from scorer.judging.selftest import failing_examples, try_example
from tests.builders import compiled, element

ITEMS = {"审查": ["法律顾问…审查合同"], "起草": ["法律顾问…起草"]}
HOLDING = [
    ("a level", {"文": "法律顾问审查合同35份。", "判": "量化成效"}),
    ("nothing", {"文": "全年开会。", "判": "未提及"}),
    ("a plan by its words", {"文": "下一步，邀请法律顾问参与。", "判": "仅见于问题或计划"}),
    ("a plan by its place", {"文": "邀请法律顾问参与。", "处": "计划", "判": "仅见于问题或计划"}),
    ("under a heading", {"文": "邀请法律顾问参与。", "标题": "法律顾问", "判": "具体举措"}),
    ("several sentences", {"文": "全年开会。邀请法律顾问参与。", "判": "具体举措"}),
    ("no items", {"文": "邀请法律顾问参与。", "判": "具体举措", "分项": []}),
    ("items", {"文": "法律顾问审查合同。", "判": "具体举措", "分项": ["审查"]}),
]


@pytest.mark.parametrize("example", [row[1] for row in HOLDING], ids=[row[0] for row in HOLDING])
def test_holding(example, language):
    """An example that comes out as it says is no problem."""
    rules = compiled(element(分项=ITEMS, 例句=[example]))
    assert failing_examples(rules, language) == ()


def test_a_level_above_the_top_counts_as_the_top(language):
    """Where the top is concrete an example may say 量化成效 as well."""
    example = {"文": "法律顾问审查合同35份。", "判": "量化成效"}
    rules = compiled(element(满档="具体举措", 例句=[example]))
    assert failing_examples(rules, language) == ()


FAILING = [
    (
        "应判一般表述，实判具体举措（句式“邀请法律顾问参与”）",
        {"文": "邀请法律顾问参与。", "判": "一般表述"},
    ),
    (
        "应判具体举措，实判仅见于问题或计划（句式“邀请法律顾问参与”，线索“下一步”）",
        {"文": "下一步，邀请法律顾问参与。", "判": "具体举措"},
    ),
    (
        "应判具体举措，实判未提及（从“区司法局”看，说的是上级或其他单位的工作）",
        {"文": "区司法局邀请法律顾问参与。", "判": "具体举措"},
    ),
    ("应判具体举措，实判未提及（没有句式命中）", {"文": "全年开会。", "判": "具体举措"}),
    (
        "应有分项起草，实有审查",
        {"文": "法律顾问审查合同。", "判": "具体举措", "分项": ["起草"]},
    ),
    ("应有分项无，实有审查", {"文": "法律顾问审查合同。", "判": "具体举措", "分项": []}),
    (
        "应判未提及，实判具体举措（句式“法律顾问…审查合同”）；应有分项起草，实有审查",
        {"文": "法律顾问审查合同。", "判": "未提及", "分项": ["起草"]},
    ),
]


@pytest.mark.parametrize(("message", "example"), FAILING)
def test_failing(message, example, language):
    """An example that comes out otherwise is a problem at its place that says why."""
    rules = compiled(element(分项=ITEMS, 例句=[example]))
    (problem,) = failing_examples(rules, language)
    assert f"例句“{example['文']}”{message}" == problem.message
    assert problem.code == "R011"
    assert problem.mark == rules.ruleset.elements[0].examples[0].mark


def test_trying(language):
    """An example can be tried, and shows its evidence."""
    rules = compiled()
    only = rules.ruleset.elements[0]
    found = try_example(only, only.examples[0], rules, language)
    assert [each.text for each in found.evidence[0].quantities] == ["210份"]
