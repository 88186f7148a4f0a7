"""Two results compared: what rose, what fell, why, and when points cannot be compared."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from scorer import pipeline
from scorer.fleet.difference_leaflet import as_json, brief, many, one
from scorer.fleet.differences import difference
from scorer.fleet.pairing import load_results, pair
from scorer.model.errors import ReportError
from scorer.model.result import State
from scorer.rendering.data import to_json
from scorer.rendering.leaflet import LEAFLET_FORMATS, render_leaflet, text
from tests.builders import card, compiled

MOMENT = datetime(2025, 3, 1, 9, tzinfo=pipeline.CHINA)
HEAD = "清河镇2024年法治政府建设年度报告\n一、主要工作\n"
WEAK = HEAD + "充分发挥法律顾问积极作用。"
STRONG = HEAD + "法律顾问审查合同35份。"


def result(text_or_card):
    made = card(text_or_card, compiled()) if isinstance(text_or_card, str) else text_or_card
    return json.loads(to_json(made))


def test_an_element_that_rose_quotes_what_is_new():
    """The change names the levels, the points, the new evidence and what is gone."""
    found = difference(result(WEAK), result(STRONG))
    (change,) = found.changes
    assert (change.before, change.after) == ("一般表述", "量化成效")
    assert change.gained == ("法律顾问审查合同35份。",)
    assert change.lost == ("充分发挥法律顾问积极作用。",)
    assert change.reason == "后一份写了数量"
    assert found.delta == change.delta == found.after.score - found.before.score > 0


def test_an_element_that_fell_says_so():
    """The other way round points are lost."""
    found = difference(result(STRONG), result(WEAK))
    assert found.delta is not None
    assert found.delta < 0
    assert found.changes[0].reason == "后一份只有一般表述"


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("柑橘丰收。", "法律顾问审查合同。", "后一份写了具体做法"),
        ("柑橘丰收。", "充分发挥法律顾问积极作用。", "后一份写到了，但只是一般表述"),
        ("柑橘丰收。", "下一步，邀请法律顾问参与决策。", "后一份提到了，但只是打算或不足"),
        ("法律顾问审查合同35份。", "法律顾问审查合同。", "后一份有做法，没有数量"),
        ("法律顾问审查合同。", "下一步，邀请法律顾问参与决策。", "后一份只写了打算或不足"),
        ("法律顾问审查合同。", "柑橘丰收。", "后一份没有写"),
        ("下一步，邀请法律顾问参与决策。", "柑橘丰收。", "后一份没有写"),
    ],
)
def test_the_reason_says_what_the_later_report_has(before, after, reason):
    """Each level that an element rises or falls to has its own words."""
    (change,) = difference(result(HEAD + before), result(HEAD + after)).changes
    assert change.reason == reason


def test_an_element_that_applies_no_more_says_so():
    """A state is no level: it is told as it is."""
    other = result(STRONG)
    other["elements"][0].update(state="not_applicable", level="absent", score=0)
    assert difference(result(STRONG), other).changes[0].reason == "后一份不适用"


def test_new_figures_in_the_same_words_are_no_new_evidence():
    """A sentence whose figures were brought up to date is the same sentence: nothing changed."""
    found = difference(result(STRONG), result(STRONG.replace("35", "41")))
    assert (found.changes, found.same, found.delta) == ((), 1, Decimal(0))


def test_another_rule_set_is_told_and_no_points_are_compared():
    """Where rule sets differ, only levels are set side by side."""
    other = result(STRONG)
    other["rules"] = {**other["rules"], "id": "township-2016"}
    found = difference(result(WEAK), other)
    assert found.delta is None
    assert found.changes[0].delta is None
    assert found.hindrance == (
        "两份结果用的规则集不同（tiny、township-2016），分数不能相比，只比各要素的档次；"
        "要比分数，请用 -r 指定同一套规则"
    )


def test_rules_that_were_changed_are_told():
    """The same rule set with another content: compared, with a note."""
    other = result(STRONG)
    other["rules"] = {**other["rules"], "sha256": "0" * 64, "version": "2"}
    found = difference(result(STRONG), other)
    assert found.hindrance == ""
    assert found.note == ("两次之间规则改过（1、2）：证据没有变而得分变了的，是规则的缘故")


def test_a_provisional_total_is_not_compared():
    """What was not read may hold the difference."""
    made = card(STRONG, compiled())
    line = made.tally.lines[0]
    unread = replace(line, grade=replace(line.grade, state=State.UNREADABLE))
    tally = replace(made.tally, lines=(unread,), provisional=True, band="")
    found = difference(result(WEAK), result(replace(made, tally=tally)))
    assert found.delta is None
    assert found.hindrance.endswith("有内容未能读取，总分为暂定，不能相比")


def test_units_are_paired_by_name_and_the_others_told():
    """Results of one unit belong together whatever their files are called."""
    baishi = result(STRONG.replace("清河", "白石"))
    heishui = result(STRONG.replace("清河", "黑水"))
    paired = pair([result(WEAK), baishi], [result(STRONG), heishui])
    assert [(old["report"]["unit"], new["report"]["unit"]) for old, new in paired.pairs] == [
        ("清河镇", "清河镇")
    ]
    assert paired.only_before == ("白石镇（报告.txt）",)
    assert paired.only_after == ("黑水镇（报告.txt）",)


def test_a_folder_without_results_is_refused(tmp_path):
    """A folder of reports is no folder of results."""
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(ReportError, match="文件夹里没有评分结果。请先用 scorer batch 评分"):
        load_results(tmp_path)


@pytest.mark.parametrize("fmt", ["html", "md", "xlsx"])
def test_every_format_tells_the_change(fmt):
    """One leaflet gives every format; text formats name the element and the new evidence."""
    made = render_leaflet(one(difference(result(WEAK), result(STRONG)), MOMENT), fmt)
    if fmt == "xlsx":
        assert made.startswith(b"PK")
    else:
        assert "法律顾问审查合同35份。" in made.decode()
    assert set(LEAFLET_FORMATS) == {"pdf", "html", "md", "xlsx"}


def test_the_terminal_tells_the_verdict_first():
    """The first lines say what happened to the total."""
    shown = text(one(difference(result(WEAK), result(STRONG)), MOMENT), 80).splitlines()
    assert shown[0] == "清河镇评分结果对比"
    assert shown[2].startswith("总分由 40.0 分到 100.0 分（满分 100 分），上升 60.0 分")


def test_the_terminal_has_the_summary_first():
    """Totals, groups, the largest changes with their reason, where the rest is."""
    shown = text(brief(difference(result(WEAK), result(STRONG)), MOMENT), 100)
    assert shown.partition("\n总分")[2].splitlines()[1:] == [
        "1 个要素上升，0 个下降，0 个没有变化。",
        "",
        "各部分得分",
        "  部分 满分 前   后    分差",
        "  一组 100  40.0 100.0 +60.0",
        "",
        "上升的要素",
        "  要素             前       后       分差  原因",
        "  法律顾问发挥作用 一般表述 量化成效 +60.0 后一份写了数量",
        "",
        "全部变化和原句：加 --all，或者写到文件（-o 对比.html）。",
    ]


def many_changes(*, comparable):
    """Return a result of seven elements, the first of which lost most, and what came before."""
    before, after = result(STRONG), result(STRONG)
    for made, score, level in ((before, 7, "quantified"), (after, 0, "absent")):
        first = made["elements"][0]
        made["elements"] = [
            {**first, "id": f"e{number}", "score": max(score - number, 0), "level": level}
            for number in range(7)
        ]
    after["rules"] = after["rules"] if comparable else {**after["rules"], "id": "township-2016"}
    return difference(before, after)


@pytest.mark.parametrize("comparable", [True, False])
def test_no_more_than_five_falls_are_shown_first(comparable):
    """The others are counted; where points are not compared there is no column for them."""
    leaflet = brief(many_changes(comparable=comparable), MOMENT)
    grid = leaflet.grids[-1]
    assert (grid.name, grid.note, len(grid.rows)) == ("下降的要素", "最大的 5 个，共 7 个", 5)
    assert ("分差" in [column.title for column in grid.columns]) is comparable
    assert leaflet.closing[0] == "另有 2 个要素有变化，这里没有列出。"
    assert len(one(many_changes(comparable=comparable), MOMENT).grids[-1].rows) == 7


def test_nothing_changed_needs_no_tables():
    """Two equal results are told in the lead alone."""
    leaflet = brief(difference(result(STRONG), result(STRONG)), MOMENT)
    assert (leaflet.grids, leaflet.closing) == ((), ())


def test_many_units_come_by_what_they_gained():
    """The largest gain stands first, what cannot be compared last."""
    baishi = STRONG.replace("清河", "白石")
    other = result(baishi)
    other["rules"] = {**other["rules"], "id": "x"}
    found = [difference(result(baishi), other), difference(result(WEAK), result(STRONG))]
    leaflet = many(found, ["黑水镇"], [], MOMENT)
    assert [row[0] for row in leaflet.grids[0].rows] == ["清河镇", "白石镇"]
    assert leaflet.lead[0] == (
        "两边都有的单位 2 个：上升 1 个，下降 0 个，不变 0 个，不能相比 1 个。"
    )
    assert leaflet.grids[1].rows == (("黑水镇", "只在前一边"),)
    assert as_json(found[0])["comparable"] is False


def test_units_that_did_not_change_stand_behind_those_that_did():
    """Gains, losses, then what stayed: no row of zeros before a loss; a zero has no sign."""
    same, lost = STRONG.replace("清河", "白石"), STRONG.replace("清河", "黑水")
    found = [
        difference(result(same), result(same)),
        difference(result(lost), result(WEAK.replace("清河", "黑水"))),
        difference(result(WEAK), result(STRONG)),
    ]
    leaflet = many(found, [], [], MOMENT)
    assert [row[0] for row in leaflet.grids[0].rows] == ["清河镇", "黑水镇", "白石镇"]
    assert [row[3] for row in leaflet.grids[0].texts()] == ["+60.0", "-60.0", "0.0"]
    assert leaflet.lead[1] == "平均分差 0.0 分。"
    shown = text(leaflet, 200).splitlines()
    assert "  单位   前    后    分差  前等次 后等次" in shown
    assert "  白石镇 100.0 100.0 0.0   合格   合格" in shown
