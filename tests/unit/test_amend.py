"""单项否决, 扣分 and 加分: every step stands on paper and adds up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scorer.model.errors import RulesetError
from scorer.model.finding_codes import FINDING_CODES
from scorer.pipeline import Request
from tests.builders import card, compiled, graded, ruleset

GOOD = "甲镇2024年法治政府建设年度报告\n一、主要举措\n镇法律顾问审核合同协议210份。\n"
BLAMED = GOOD + "因执法不规范被通报批评。\n又因迟报被县里通报批评。\n"
MINUS = {"编号": "minus.blame", "名称": "被通报", "句式": ["通报批评"], "理由": "影响"}
PLUS = {"编号": "plus.model", "名称": "获示范", "句式": ["获评…示范"], "理由": "先进"}
PRAISED = GOOD + "我镇获评全县法治建设示范镇。\n"


def tally(text, **changes):
    return card(text, compiled(**changes), Request()).tally


def points(found):
    return [(step.kind, str(step.points), str(step.total)) for step in found.steps]


def test_without_amendments_the_elements_are_the_total():
    """One step, and the total is its total."""
    found = tally(GOOD)
    assert points(found) == [("要素得分", "100.0", "100.0")]
    assert found.total == Decimal("100.0")


def test_each_occurrence_is_deducted_up_to_the_most():
    """Two sentences at 3 points each, at most 5."""
    found = tally(BLAMED, 扣分=[{**MINUS, "每次": 3, "最多": 5}])
    assert points(found)[1:] == [("扣分", "-5.0", "95.0")]
    assert found.total == Decimal("95.0")
    assert len(found.steps[1].quotes) == 2


def test_a_word_of_a_deduction_needs_word_edges():
    """办公示范 holds no 公示, in an amendment as in an element."""
    text = GOOD + "推进办公示范建设。\n"
    minus = {**MINUS, "句式": ["公示"], "每次": 3, "最多": 5}
    assert len(tally(text, 扣分=[minus]).steps) == 1
    assert len(tally(text.replace("办公示范", "处罚公示"), 扣分=[minus]).steps) == 2


def test_deductions_together_have_a_limit():
    """扣分上限 holds over all items."""
    minus = [
        {**MINUS, "每次": 3, "最多": 6},
        {**MINUS, "编号": "minus.late", "句式": ["迟报"], "每次": 4, "最多": 4},
    ]
    assert tally(BLAMED, 扣分=minus, 扣分上限=8).total == Decimal("92.0")


def test_a_plan_is_no_reason_to_deduct_or_to_add():
    """Only what is told as done counts."""
    planned = GOOD + "二、下一步打算\n力争获评全县法治示范镇，避免通报批评。\n"
    amended = {"扣分": [{**MINUS, "每次": 3, "最多": 5}], "加分": [{**PLUS, "每次": 2, "最多": 2}]}
    assert len(tally(planned, **amended).steps) == 1


def test_a_finding_is_deducted():
    """发现 names codes of findings; a report written late costs points."""
    late = GOOD + "甲镇人民政府\n2025年3月20日\n"
    minus = {"编号": "minus.late", "名称": "迟报", "发现": ["deadline.reported"], "理由": "规定"}
    found = tally(late, 扣分=[{**minus, "每次": 2, "最多": 2}])
    assert points(found)[1:] == [("扣分", "-2.0", "98.0")]
    assert found.steps[1].quotes == ("2025年3月20日",)


@pytest.mark.parametrize("code", FINDING_CODES)
def test_any_finding_may_deduct(code):
    """扣分 accepts every code that the checks can report."""
    minus = {"编号": "minus.x", "名称": "问题", "发现": [code], "理由": "规定"}
    found = tally(GOOD, 扣分=[{**minus, "每次": 1, "最多": 2}])
    assert found.steps[0].kind == "要素得分"


def test_every_place_deducts_up_to_the_limit():
    """每次 counts the findings of the code, 最多 ends it."""
    text = GOOD + "一是开会。二是检查。二是培训。四是开会。六是检查。"
    minus = {"编号": "minus.x", "名称": "序号", "发现": ["outline.numbering"], "理由": "规定"}
    found = tally(text, 扣分=[{**minus, "每次": 1, "最多": 2}])
    assert points(found)[1] == ("扣分", "-2.0", "98.0")
    assert len(found.steps[1].quotes) == 3


def test_a_bonus_does_not_lead_above_the_full_mark():
    """A total stays between 0 and the full mark, and the step shows what was really added."""
    found = tally(PRAISED, 加分=[{**PLUS, "每次": 3, "最多": 3}])
    assert points(found)[1:] == [("加分", "0.0", "100.0")]


def test_a_bonus_has_a_gate():
    """总分不低于: no bonus below that total."""
    text = PRAISED.replace("审核合同协议210份", "审核合同")
    plus = {**PLUS, "每次": 3, "最多": 3}
    assert points(tally(text, 加分=[plus]))[1:] == [("加分", "3.0", "83.0")]
    assert len(tally(text, 加分=[{**plus, "总分不低于": 90}]).steps) == 1


def test_a_veto_gives_the_band():
    """An element below its level fails the report, whatever the total."""
    veto = {"要素": "adviser.work", "低于": "具体举措", "结果": "不合格", "理由": "底线"}
    text = GOOD.replace("审核合同协议210份", "充分发挥法律顾问作用")
    found = tally(text, 单项否决=[veto])
    assert found.band == "不合格"
    assert found.steps[-1].kind == "单项否决"
    assert found.steps[-1].points == 0
    assert tally(GOOD, 单项否决=[veto]).band == "合格"


def test_a_veto_may_cap_the_total():
    """总分不超过 takes away what is above, and the band follows."""
    veto = {"要素": "adviser.work", "低于": "量化成效", "总分不超过": 59, "理由": "底线"}
    found = tally(GOOD.replace("210份", ""), 单项否决=[veto])
    assert points(found)[-1] == ("总分封顶", "-21.0", "59.0")
    assert found.band == "不合格"


def test_a_threshold_of_the_quantity_is_needed():
    """不少于: a smaller number is a particular, not a quantity."""
    quantified = {"单位": ["份"], "不少于": 300}
    assert graded(GOOD, 量化成效=quantified, 例句=[]).level.name == "CONCRETE"
    assert graded(GOOD.replace("210", "300"), 量化成效=quantified).level.name == "QUANTIFIED"


@pytest.mark.parametrize(
    ("years", "state"),
    [
        ({}, "scored"),
        ({"启用": 2025}, "not_applicable"),
        ({"停用": 2023}, "not_applicable"),
        ({"启用": 2024, "停用": 2024}, "scored"),
    ],
)
def test_an_element_is_scored_in_its_years(years, state):
    """启用 and 停用 are the first and last report years of an element."""
    text = GOOD.replace("镇法律顾问审核合同协议210份。", "无。")
    assert graded(text, **years).state.value == state


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"单项否决": [{"要素": "adviser.work", "低于": "具体举措", "理由": "底线"}]}, "两者选一"),
        (
            {"单项否决": [{"要素": "没有", "低于": "具体举措", "结果": "不合格", "理由": "x"}]},
            "未知的取值“没有”",
        ),
        (
            {"扣分": [{"编号": "a", "名称": "b", "每次": 1, "最多": 1, "理由": "c"}]},
            "要写“句式”或“发现”",
        ),
    ],
)
def test_a_mistaken_amendment_is_told(changes, message):
    """What an amendment lacks is said at its place."""
    with pytest.raises(RulesetError, match=message):
        ruleset(**changes)


def test_the_date_of_publication_can_be_a_reason():
    """--published feeds the deadline, and the deadline the deduction."""
    minus = {"编号": "minus.p", "名称": "迟公开", "发现": ["deadline.published"], "理由": "规定"}
    rules = compiled(扣分=[{**minus, "每次": 1, "最多": 1}])
    found = card(GOOD, rules, Request(published=date(2025, 4, 2))).tally
    assert found.total == Decimal("99.0")
