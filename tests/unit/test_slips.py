"""Slips of Chinese typing: the line as written, the line as meant; and lines left alone."""

from __future__ import annotations

import pytest
import yaml

from scorer.matching.pattern import parse
from scorer.ruleset.covering import Cover, covers
from scorer.ruleset.indentation import misplaced
from scorer.ruleset.lines import excerpt
from scorer.ruleset.slips import corrected
from scorer.ruleset.syntax import mended, syntax_problem

MENDED = [
    ("分值：6", "分值: 6"),
    ("  - 编号：x", "  - 编号: x"),
    ("  － 编号: x", "  - 编号: x"),
    ("  -编号：x", "  - 编号: x"),
    ("\t满档: 量化成效", "  满档: 量化成效"),
    ("　满档: 量化成效", "  满档: 量化成效"),
    ("- {文：甲。， 判：未提及}", "- {文: 甲。, 判: 未提及}"),
    ("- {文: 甲。；判: 未提及}", "- {文: 甲。, 判: 未提及}"),
    ("- （文: 甲。, 判: 未提及）", "- {文: 甲。, 判: 未提及}"),
    ("  合同：【合同、协议】", "  合同: [合同, 协议]"),
    ("名称: “法律顾问”", '名称: "法律顾问"'),
    ("名称: ＂法律顾问＂", '名称: "法律顾问"'),
    ("句式: [“甲”，“乙”]", '句式: ["甲", "乙"]'),
    ("- {甲}…乙", '- "{甲}…乙"'),
    ("不算: [{甲}…乙, 丙]", '不算: ["{甲}…乙", 丙]'),
    ("建议: 写明: 件数", '建议: "写明: 件数"'),
    ("建议: >90%的合同", '建议: ">90%的合同"'),
    ("建议: @件数", '建议: "@件数"'),
    ('建议: "件数', '建议: "件数"'),
    ("adviser.work：", "adviser.work:"),
]
LEFT = [
    "分值: 6",
    "# 分值：6",
    '建议: "写明：件数"',
    "- 法律顾问：审核",
    "- 工作中存在以下不足：一是经费不足",
    "- {文: 存在以下问题：缺人，缺钱。, 判: 未提及}",
    '- "{甲}…乙"',
    "- {文: 甲, 判: 乙}",
    "建议: |",
    "建议: >-",
    "    三行文字，没有键。",
    "标记: ['*', \"/[&*]+/\"]",
]


@pytest.mark.parametrize(("written", "meant"), MENDED, ids=[row[0] for row in MENDED])
def test_mended(written, meant):
    """A slip is mended, and a mended line is left alone."""
    correction = corrected(written)
    assert correction is not None
    assert correction.line == meant
    assert corrected(meant) is None
    yaml.compose(meant)


@pytest.mark.parametrize("line", LEFT)
def test_left_alone(line):
    """What is right, or only looks like a slip, is left as it is."""
    assert corrected(line) is None


def test_the_place_is_the_slips():
    """The column is that of the first sign that differs."""
    correction = corrected("        分值：6")
    assert correction is not None
    assert (correction.column, correction.what) == (11, "全角冒号应为半角冒号加空格")


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["a:", "  b: 1", "   c: 2"], [(2, "  c: 2")]),
        (["a:", "  b: 1", " c: 2"], [(2, "  c: 2")]),
        (["a:", "  - b: 1", "    c: 2", "   - d: 1"], [(3, "  - d: 1")]),
        (["a:", "- b", "- c"], []),
        (["a: [1,", "      2]", "b: 1"], []),
        (["a: |", "    x: y", "  z: 1", "b: 1"], []),
        (["a:   # why", "  b: 1", "", "# no", "c: 1"], []),
        (["a: 1", "  b: 2"], [(1, "b: 2")]),
    ],
)
def test_misplaced(lines, found):
    """Lines that fit no level above them are put on the nearest."""
    assert list(misplaced(lines)) == found


def test_mended_text_can_be_read():
    """All slips of a text are told in order, and the text without them is YAML."""
    result = mended("要素组：\n\t- 编号：x\n    名称: “甲”\n", "x.yaml")
    assert [problem.mark.line for problem in result.problems] == [1, 2, 3]
    assert yaml.compose(result.text) is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1, 2", "方括号里的两项之间缺少半角逗号，或方括号没有闭合"),
        ("a: {b: 1", "花括号里的两项之间缺少半角逗号，或花括号没有闭合"),
        ("a: 'b", "引号没有闭合"),
        ("a: 1\n---\nb: 2", "一个文件里只能有一份规则，不能有 --- 分隔的第二份"),
        ("a: !b!c d", "YAML 写法有误（found undefined tag handle）"),
    ],
)
def test_syntax_in_chinese(text, message):
    """What the parser complains about is said in Chinese where it is known."""
    with pytest.raises(yaml.MarkedYAMLError) as caught:
        yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert syntax_problem(caught.value, "x").message.startswith(message)


def test_long_lines_are_cut_around_the_place():
    """Of a long line only what is around the column is shown."""
    assert excerpt("短", 1) == "短"
    assert excerpt("甲" * 100 + "乙" * 100, 101).startswith("……甲")
    assert excerpt("甲" * 100 + "乙" * 100, 190).endswith("乙")


LISTS = {"人": frozenset({"甲", "乙"}), "众人": frozenset({"甲", "乙", "丙"})}


@pytest.mark.parametrize(
    ("wide", "narrow", "covered"),
    [
        ("审查", "审查", True),
        ("审查", "合同审查", False),
        ("{众人}…审查", "{人}…审查", True),
        ("{人}…审查", "{众人}…审查", False),
        ("审查", "{人}…审查", True),
        ("{人}…审查", "{人}审查", True),
        ("{人}审查", "{人}…审查", False),
        ("{人}～审查", "{人}审查", True),
        ("{人}～审查", "{人}…审查", False),
        ("{人}…审查", "{人}～审查", True),
        ("{人}…合同", "{人}…（审查）合同", True),
        ("{人}…合同", "{人}…审查…合同", False),
        ("审查…{人}", "{人}…审查", False),
    ],
)
def test_covers(wide, narrow, covered):
    """One sequence matches wherever the other does, or it does not."""
    patterns = parse(wide, LISTS), parse(narrow, LISTS)
    found = [covers(one, other) for one in patterns[0].sequences for other in patterns[1].sequences]
    assert found == [covered]


@pytest.mark.parametrize(
    ("wide", "narrow", "as_far"),
    [
        ("审查", "{人}～审查", True),
        ("审查", "{人}…审查", False),
        ("审查", "审查…意见", False),
        ("审查", "审查～意见", True),
        ("{人}…审查", "{人}…（审查）意见", True),
        ("{人}…合同", "{人}…（审查）合同", True),
    ],
)
def test_covers_as_far_as_quantities_count(wide, narrow, as_far):
    """A slot that may stand in another clause brings the quantities of that clause with it."""
    patterns = parse(wide, LISTS), parse(narrow, LISTS)
    pairs = [(one, other) for one in patterns[0].sequences for other in patterns[1].sequences]
    assert [covers(one, other) for one, other in pairs] == [True]
    assert [covers(one, other, reaching=True) for one, other in pairs] == [as_far]


def test_several_patterns_together():
    """A choice is pointless where every branch has its own coverer."""
    patterns = [parse(text, LISTS) for text in ("审查", "审核…合同", "/甲+/")]
    cover = Cover(enumerate(patterns))
    assert cover.coverers(parse("（{人}审查|审核～合同）", LISTS), [0, 1]) == (0, 1)
    assert cover.coverers(parse("（{人}审查|审核～合同）", LISTS), [0]) == ()
    assert cover.coverers(parse("/甲+/", LISTS), [0, 1, 2]) == (2,)
