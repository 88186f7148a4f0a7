"""A rule file becomes a rule set: every value by the field that reads it."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest

from scorer.model.document import SectionKind
from scorer.model.errors import RulesetError
from scorer.model.result import Basis, Level, Stance
from scorer.ruleset.load import load, loads
from scorer.ruleset.model import NotApplicable
from tests.builders import element, rules_yaml, ruleset

D = Decimal


def only(**changes):
    """The one element of a rule set."""
    return ruleset(element(**changes)).elements[0]


def test_the_head():
    """The head of the file is as written; the hash is the file's."""
    data = rules_yaml()
    rules = loads(data, "x.yaml")
    assert (rules.id, rules.title, rules.version) == ("tiny", "试用规则", "1")
    assert (rules.first_year, rules.last_year, rules.full) == (2021, 2025, D(100))
    assert rules.not_applicable is NotApplicable.RESCALE
    assert [(band.name, band.at_least) for band in rules.bands] == [
        ("合格", D(60)),
        ("不合格", D(0)),
    ]
    assert rules.sha256 == hashlib.sha256(data).hexdigest()


def test_defaults():
    """What a rule set need not say has the standard's value."""
    rules = ruleset(满分=None, 不适用=None, 词组=None)
    assert (rules.full, rules.floor) == (D(100), D("0.3"))
    assert rules.not_applicable is NotApplicable.RESCALE
    assert rules.factors == (D(0), D(0), D("0.4"), D("0.8"), D(1))


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ((2021, 2025), "2021—2025"),
        ((2021, 2025), "2021-2025"),
        ((2021, 2025), "2021–2025"),
        ((2021, 2025), "2021 —— 2025"),
        ((2024, 2024), "2024"),
    ],
)
def test_years(expected, written):
    """Years may be joined by any dash, or be one year."""
    rules = ruleset(适用年度=written)
    assert expected == (rules.first_year, rules.last_year)


def test_a_whole_element():
    """An element carries everything that was written about it."""
    found = only(
        位置=["工作", "领导"],
        计入="欠缺",
        语境=["法律顾问"],
        不适用条件=["不设法律顾问"],
        启用="2022",
        停用="2024",
        依据=[{"文件": "甲法", "条款": "第一条", "说明": "参照"}, {"文件": "乙法"}],
    )
    assert found.basis == (Basis("甲法", "第一条", "参照"), Basis("乙法"))
    assert found.kinds == {SectionKind.WORK, SectionKind.LEADER}
    assert found.counts is Stance.LACKING
    assert [pattern.text for pattern in found.context] == ["法律顾问"]
    assert [pattern.text for pattern in found.inapplicable] == ["不设法律顾问"]
    assert [pattern.text for pattern in found.excluded] == ["法律顾问微信群"]
    assert (found.first_year, found.last_year) == (2022, 2024)
    assert (found.points, found.top, found.group) == (D(100), Level.QUANTIFIED, "group")


def test_element_defaults():
    """Without 位置 and 计入 an element looks everywhere, for done work."""
    found = only()
    assert found.kinds == frozenset(SectionKind)
    assert (found.counts, found.least, found.threshold) == (Stance.DONE, 1, D(0))
    assert (found.first_year, found.last_year) == (0, 0)


def test_clues():
    """Each pattern is a clue of its level, in the order of the ladder."""
    found = only(仅见于问题或计划=["律师"])
    assert [(clue.pattern.text, clue.level) for clue in found.clues] == [
        ("律师", Level.PLANNED),
        ("发挥…法律顾问…作用", Level.MENTIONED),
        ("法律顾问…（审查|审核|起草）…（合同|协议）", Level.CONCRETE),
        ("邀请法律顾问参与", Level.CONCRETE),
    ]


def test_clues_with_conditions():
    """A list may hold patterns beside tables with a place."""
    heading = {"句式": ["法律顾问工作"], "位置": ["标题"]}
    quantified = {"单位": ["份"], "句式": ["出具法律意见"], "不少于": "3"}
    found = only(一般表述=None, 具体举措=["审查合同", heading], 量化成效=quantified)
    assert [(c.pattern.text, c.in_heading, c.with_quantity) for c in found.clues] == [
        ("审查合同", False, False),
        ("法律顾问工作", True, False),
        ("出具法律意见", False, True),
    ]
    assert found.threshold == D(3)


def test_items():
    """Items are patterns, or facts that the report states about itself."""
    found = only(分项={"审查": ["审查合同"], "落款": {"事实": "落款"}}, 分项计入="一般表述")
    assert [(item.name, item.fact) for item in found.items] == [("审查", ""), ("落款", "落款")]
    assert found.clues[0].item == "审查"
    assert found.clues[0].level is found.item_level is Level.MENTIONED


def test_examples():
    """An example may stand in a kind of section, under a heading, with its items."""
    written = {"文": "审查合同。", "判": "具体举措", "处": "计划", "标题": "合同", "分项": ["审查"]}
    example = only(例句=[written]).examples[0]
    assert (example.text, example.level, example.kind) == (
        "审查合同。",
        Level.CONCRETE,
        SectionKind.PLAN,
    )
    assert (example.heading, example.items) == ("合同", ("审查",))
    plain = only().examples[0]
    assert (plain.kind, plain.heading, plain.items) == (SectionKind.WORK, "", None)
    assert (plain.mark.path, plain.mark.line > 1) == ("tiny.yaml", True)


def test_the_version_is_text():
    """A version that looks like a number stays as written."""
    data = rules_yaml().replace("版本: '1'".encode(), "版本: 2025.10".encode())
    assert loads(data, "x.yaml").version == "2025.10"


def test_word_lists_of_word_lists():
    """A word list may be made of others."""
    lists = {"顾问": ["{律师}", "法律顾问"], "律师": ["驻镇律师", "公职律师"]}
    rules = ruleset(element(具体举措=["{顾问}…审查"], 例句=[]), 词组=lists)
    words = {
        word
        for clue in rules.elements[0].clues
        for seq in clue.pattern.sequences
        for slot in seq[:1]
        for word in slot.words
    }
    assert {"法律顾问", "驻镇律师", "公职律师"} <= words


def test_rule_sets_are_values(tmp_path):
    """Equal files give equal rule sets that hash alike, wherever they stand."""
    path = tmp_path / "a.yaml"
    path.write_bytes(rules_yaml())
    assert load(path).elements[0].clues == ruleset().elements[0].clues
    assert hash(load(path)) == hash(load(path))


def test_all_problems_at_once():
    """All problems of a file are told, in order of their places."""
    with pytest.raises(RulesetError) as caught:
        ruleset(element(分值="x", 满档="y"), 满分="z", 适用年度="w")
    codes = [problem.code for problem in caught.value.problems]
    assert codes.count("R006") == 4
    assert list(caught.value.problems) == sorted(caught.value.problems)
