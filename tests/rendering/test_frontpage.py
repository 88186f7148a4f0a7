"""The first page in every case that is not the usual one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from scorer.model.document import Coverage, Unread
from scorer.model.result import Finding, Grade, Level, Remedy, State, Step
from scorer.rendering.frontpage import findings_summary, judgement
from scorer.rendering.page import print_html
from scorer.rendering.view import present
from tests.builders import card as assessed
from tests.builders import compiled

ZERO = Decimal("0.0")
HEAD = "清河镇2024年法治政府建设年度报告\n一、主要工作\n"


def all_lines(card, **changes):
    lines = tuple(replace(line, **changes, grade=replace(line.grade)) for line in card.tally.lines)
    return replace(card, tally=replace(card.tally, lines=lines))


def in_state(card, state, level=Level.ABSENT, **tally):
    lines = tuple(
        replace(line, score=ZERO, gain=line.points, grade=Grade(line.id, state, level))
        for line in card.tally.lines
    )
    return replace(card, tally=replace(card.tally, lines=lines, total=ZERO, **tally))


def changed(card, *steps, **tally):
    start = card.tally.steps[0]
    return replace(card, tally=replace(card.tally, steps=(start, *steps), **tally))


def test_the_usual_judgement_names_total_band_strong_and_weak(card):
    assert judgement(card.tally) == (
        "得51.5分（满分80分），等次为“合格”。"
        "写得最实的是“重大行政决策法定程序”“法律顾问发挥作用”“法治建设纳入全局并研究部署”。"
        "失分最多的是“决策公开、记录归档与后评估”（少4.0分）、“行政规范性文件管理”（少4.0分）、"
        "“履行第一责任人职责（四个亲自）”（少3.5分）。"
    )


def test_a_provisional_total_has_no_band(provisional):
    text = judgement(provisional.tally)
    assert text.startswith("暂得51.5分（满分80分），暂不定等次。")


def test_nothing_that_applies_is_no_full_marks(card):
    other = in_state(card, State.NOT_APPLICABLE, band="不合格")
    assert judgement(other.tally) == (
        "得0.0分（满分80分），等次为“不合格”。没有一个要素能够评分（不适用20项），总分没有比较意义。"
    )
    front = present(other).front
    assert (front.no_strongest, front.no_weakest) == ("没有能够评分的要素。",) * 2
    assert {part.state for part in front.statutory} == {"不适用"}


def test_nothing_that_was_read_is_no_result(card):
    other = in_state(card, State.UNREADABLE, band="", provisional=True)
    assert judgement(other.tally) == (
        "暂得0.0分（满分80分），暂不定等次。没有一个要素能够评分（待核20项），总分没有比较意义。"
    )
    assert {part.state for part in present(other).front.statutory} == {"待核"}


def test_full_marks_beside_what_was_not_read_are_not_all_full_marks(perfect):
    first = perfect.tally.lines[0]
    pending = replace(first, score=ZERO, grade=replace(first.grade, state=State.UNREADABLE))
    tally = replace(perfect.tally, lines=(pending, *perfect.tally.lines[1:]))
    assert judgement(tally).endswith("能够评分的要素均已得满分（待核1项）。")
    assert judgement(perfect.tally).endswith("各要素均已得满分。")


def test_all_absent_has_nothing_solid(empty):
    text = judgement(empty.tally)
    assert text.startswith(
        "得0.0分（满分80分），等次为“不合格”。没有要素写出具体举措。失分最多的是"
    )


def test_a_veto_and_a_deduction_to_nothing_are_told(card):
    steps = (
        Step("扣分", "d", "负面情形", Decimal("-51.5"), ZERO, "被通报"),
        Step("单项否决", "leader.duty", "不合格", ZERO, ZERO, "没有履职"),
    )
    other = changed(card, *steps, total=ZERO, band="不合格")
    assert judgement(other.tally).startswith(
        "各要素得分合计51.5分，经扣分、单项否决，得0.0分（满分80分），等次为“不合格”。"
    )
    assert present(other).front.changes == (
        "扣分：负面情形（被通报），-51.5分，得0.0分",
        "单项否决：不合格（没有履职），得0.0分",
    )


def test_a_report_without_year_and_unit_says_so(empty):
    view = present(replace(empty, warnings=()))
    assert view.header.heading == "法治政府建设年度报告评分表"
    assert view.header.unit == "（报告未写明单位）"
    assert view.front.doubts == (
        "报告没有写明单位",
        "报告年度不详，报告年度2024在其适用年度2021—2025内",
    )


def test_warnings_are_counted(card):
    twice = replace(card, warnings=("甲", "乙"))
    assert present(twice).front.doubts == ("另有提醒2条，见“未读内容与提醒”",)
    assert present(replace(card, warnings=())).front.doubts == ()


def test_what_was_read_and_what_was_not(card, provisional):
    assert present(card).front.coverage == "读出3890字；没有未读出的部分"
    assert present(card).front.standing == "确定（报告内容已全部读出）"
    front = present(provisional).front
    assert front.coverage == "读出3890字、6页；未读出：第3页"
    assert front.standing == "暂定：报告有内容未读出（第3页），1项待核"


@pytest.mark.parametrize(
    ("expected", "known"),
    [
        ("读出3890字、42个段落；没有未读出的部分", Coverage(42)),
        (
            "读出3890字、42个段落、2个表格、1张大图、6页；没有未读出的部分",
            Coverage(42, 2, 1, 6),
        ),
    ],
)
def test_what_the_reader_counted_is_told(card, expected, known):
    report = replace(card.report, coverage=known)
    assert present(replace(card, report=report)).front.coverage == expected


def test_unread_parts_beside_a_full_result_are_not_silent(card):
    """No element depends on the picture, but it must not look as if all had been read."""
    other = replace(card, report=replace(card.report, unread=(Unread("第3页", "大图"),)))
    standing = "确定；未读出的部分（第3页）可能使得分更高，请人工核对"
    assert present(other).front.standing == standing


def found(severity: str, points: str = "0") -> Finding:
    return Finding("x", severity, "…", points=Decimal(points))


@pytest.mark.parametrize(
    ("expected", "findings"),
    [
        ("没有发现疑点", ()),
        ("提示1处", (found("warning"),)),
        ("差错1处，提示2处", (found("warning"), found("error"), found("warning"))),
        ("差错2处，共扣1.5分", (found("error", "-1"), found("error", "0.5"))),
        ("提示1处，note1处", (found("note"), found("warning"))),
    ],
)
def test_findings_are_counted_by_weight(expected, findings):
    assert findings_summary(findings) == expected


def test_findings_stand_in_the_order_of_their_weight(card):
    assert [each.severity for each in present(card).findings] == ["差错", "提示"]


@pytest.mark.parametrize(
    ("state", "key", "score", "gain"),
    [("有", "present", "3", "0"), ("不全", "partial", "1.2", "1.8"), ("缺", "missing", "0", "3")],
)
def test_a_statutory_part_is_there_or_incomplete_or_missing(card, state, key, score, gain):
    last = replace(card.tally.lines[-1], score=Decimal(score), gain=Decimal(gain))
    tally = replace(card.tally, lines=(*card.tally.lines[:-1], last))
    (part,) = present(replace(card, tally=tally)).front.statutory
    assert (part.name, part.state, part.key) == ("下一年度主要安排", state, key)


UNSCORED = "所用规则没有为规定的报告内容设分值；"


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([], UNSCORED + "疑点检查没有报出缺少的部分。"),
        (["year.stale"], UNSCORED + "疑点检查没有报出缺少的部分。"),
        (["form.missing"] * 2, UNSCORED + "缺少2个部分，见“报告自身的疑点”。"),
    ],
)
def test_rules_of_ones_own_without_statutory_parts_say_what_is_known_of_them(codes, said):
    own = assessed(HEAD + "法律顾问审查合同35份。", compiled())
    findings = tuple(Finding(code, "warning", "甲") for code in codes)
    front = present(replace(own, findings=findings)).front
    assert (front.statutory, front.no_statutory) == ((), said)
    page = print_html(replace(own, findings=findings)).decode()
    assert f'<th scope="row">法定内容</th><td>{said}</td>' in page


def test_what_to_add_is_ordered_by_gain_and_says_what_it_takes(card):
    raises = present(card).raises
    gains = [Decimal(each.gain) for each in raises if not each.gain.startswith("至多")]
    assert gains == sorted(gains, reverse=True)
    assert {(each.effort, each.effort_note) for each in raises} == {
        ("改文字即可", "补数字"),
        ("改文字即可", "补写清楚"),
        ("需补做工作", "如已做过，写明即可"),
        ("材料之外", "核对未读出的部分"),
    }


def test_the_first_page_says_what_words_alone_would_bring(card, perfect, empty):
    assert present(card).front.efforts == (
        "改文字即可，可再得13.0分（6项）；需补做工作，可再得13.5分（4项）"
    )
    assert present(empty).front.efforts == "需补做工作，可再得80.0分（20项）"
    assert present(perfect).front.efforts == ""


def test_what_could_not_be_read_stands_last_and_may_add_at_most_its_points(card):
    last = present(card).raises[-1]
    assert (last.name, last.gain, last.level) == ("村（社区）法律顾问", "至多2.0", "待核")
    assert (last.effort_key, last.effort) == (Remedy.OUTSIDE.value, "材料之外")


def test_full_marks_leave_nothing_to_raise(perfect):
    view = present(perfect)
    assert (view.raises, view.raises_sum, view.priorities) == ((), "", ())


def test_groups_add_up_on_paper(card):
    assert present(card).sums == "12.1 + 11.0 + 10.0 + 8.4 + 3.0 + 4.0 + 3.0 = 51.5"
