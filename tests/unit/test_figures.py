"""Messages, places and stance of the findings about figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer import pipeline
from tests.builders import doc

TITLE = "清河镇2024年法治政府建设年度报告\n"


def found(text: str) -> list[tuple[str, str]]:
    """The codes and messages of the findings about figures in *text*."""
    return [(one.code, one.message) for one in pipeline.knowledge().figures.find(doc(text, 2024))]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "全年受理信访205件，其中网上120件、来访60件、来信15件。",
            "其中 120+60+15=195 件，与总数 205 件相差 10 件",
        ),
        ("镇有执法人员12人，其中持证14人。", "其中的 14 人多于总数 12 人"),
        ("来信30件、来访20件，合计60件。", "30+20=50 件，与合计 60 件相差 10 件"),
        (
            "审查合同86份（采购42份、租赁25份、施工9份）。",
            "括号内 42+25+9=76 份，与总数 86 份相差 10 份",
        ),
        (
            "投入经费35.6万元，其中普法12.3万元、装备15.8万元、其他5.5万元。",
            "其中 12.3+15.8+5.5=33.6 万元，与总数 35.6 万元相差 2 万元",
        ),
        ("全年学习12次，上半年5次、下半年6次。", "5+6=11 次，与总数 12 次相差 1 次"),
    ],
)
def test_a_sum_is_shown(text, message):
    """The message shows the sum, the total and how far they are apart."""
    assert found(text) == [("figures.sum", message)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("受理信访205件，办结198件，办结率93%。", "办结率：198 ÷ 205 = 96.6%，报告写 93%"),
        ("受理信访205件，全部办结，办结率98%。", "办结率：205 ÷ 205 = 100.0%，报告写 98%"),
        ("群众诉求办结率102%。", "办结率写 102%，超过了 100%"),
        ("案件64件，其中简易程序43件，占比76.25%。", "占比：43 ÷ 64 = 67.19%，报告写 76.25%"),
        (
            "受理信访120件，去年同期150件，同比下降25%。",
            "120 比 150 下降 20.0%，报告写 25%",
        ),
        (
            "满意率98%，比上年95%提高5个百分点。",
            "98% 与 95% 相差 3 个百分点，报告写 5个百分点",
        ),
        (
            "受理纠纷七十件，化解六十三件，化解率百分之九十五。",
            "化解率：63 ÷ 70 = 90.0%，报告写 百分之九十五",
        ),
    ],
)
def test_a_division_is_shown(text, message):
    """The message shows the division and what the report says instead."""
    assert found(text) == [("figures.rate", message)]


@pytest.mark.parametrize(
    "share",
    [
        "百分之九2",
        "百分之九十.5",
        "百分之九十点5",
        "百分之1.2.3",
        "百分之.",
        "百分之95五",
        "9" * 400 + "%",
    ],
)
def test_digits_that_are_no_share_are_left_alone(share):
    """Slips of typing are neither compared nor the end of the program."""
    assert found(f"受理信访205件，办结198件，办结率{share}。") == []


@pytest.mark.parametrize("share", ["百分之93", "百分之九十三", "百分之93.0", "百分之九十三点零"])
def test_a_share_in_words_is_compared(share):
    assert [code for code, _ in found(f"受理信访205件，办结198件，办结率{share}。")] == [
        "figures.rate"
    ]


def test_a_number_told_twice():
    """The second place is quoted; the message names both numbers."""
    text = f"{TITLE}全年化解矛盾纠纷158起。\n今年以来，化解矛盾纠纷153起。"
    (one,) = pipeline.knowledge().figures.find(doc(text))
    assert one.message == "前文写 158 起，此处写 153 起，说的是同一个数"
    assert (one.code, one.quote, one.paragraph) == ("figures.sum", "化解矛盾纠纷153起", 3)


def test_the_quotation_holds_total_and_parts():
    """Quotation and paragraph are those of the sentence, line breaks and spaces as written."""
    text = f"{TITLE}召开会议。受理 信访205件，其中网上120件、来访60件、来信15件，均已办结。"
    (one,) = pipeline.knowledge().figures.find(doc(text))
    assert one.quote == "受理 信访205件，其中网上120件、来访60件、来信15件"
    assert (one.paragraph, one.severity, one.points) == (2, "warning", 0)


WRONG = "受理信访205件，办结198件，办结率93%。"


@pytest.mark.parametrize(
    "text",
    [
        f"三、存在的问题\n{WRONG}",
        f"四、下一步打算\n{WRONG}",
        "力争全年受理信访205件，办结198件，办结率达到98%。",
    ],
)
def test_plans_and_shortcomings_are_not_compared(text):
    """What is planned, demanded or told as a shortcoming is no statement of a result."""
    assert found(text) == []


def test_every_mistake_of_a_paragraph_is_told_once():
    """Two mistakes are two findings, in the order of sums, then rates."""
    told = found("受理信访205件，其中网上120件、来访60件、来信15件，办结198件，办结率93%。")
    assert [code for code, _ in told] == ["figures.sum", "figures.rate"]


@given(st.lists(st.integers(2, 500), min_size=3, max_size=6), st.integers(-20, 20))
def test_parts_with_others_must_add_up(parts, off):
    """A list that ends with others is objected to exactly if it does not add up."""
    total = sum(parts) + off
    labels = ["邻里纠纷", "土地纠纷", "婚姻纠纷", "合同纠纷", "山林纠纷"][: len(parts) - 1]
    listed = "、".join(
        f"{label}{part}件" for label, part in zip([*labels, "其他纠纷"], parts, strict=True)
    )
    told = found(f"全年调解纠纷{total}件，其中{listed}。")
    plausible = max(parts) < total and sum(parts) / 2 <= total <= sum(parts) * 2
    if off == 0:
        assert told == []
    elif plausible:
        assert [code for code, _ in told] == ["figures.sum"]


@given(st.integers(20, 5000), st.integers(1, 100), st.integers(0, 2))
def test_rounding_and_cutting_off_are_no_mistakes(whole, share, places):
    """A rate rounded or cut off is never objected to; one far off always is."""
    part = whole * share // 100
    exact = 100 * part / whole
    cut = int(exact * 10**places) / 10**places
    for rate in (f"{exact:.{places}f}", f"{cut:.{places}f}"):
        if float(rate) < 100 and part < whole:
            assert found(f"全年受理信访{whole}件，办结{part}件，办结率{rate}%。") == []
    if exact < 95 and part > 1:
        told = found(f"全年受理信访{whole}件，办结{part}件，办结率{exact + 3:.1f}%。")
        assert [code for code, _ in told] == ["figures.rate"]
