"""The board: who stands where, what all are weak in, who is quoted; fail closed throughout."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.fleet.board import ranking
from scorer.fleet.board import shared as shared_module
from scorer.fleet.board.build import Wording, build
from scorer.fleet.board.entries import Sheaf
from scorer.fleet.board.figures import bins
from scorer.fleet.board.ranking import per_cent
from scorer.fleet.state import State
from scorer.rendering.board.data import to_json
from scorer.rendering.board.shapes import RulesHead
from tests.builders import rows
from tests.fleet.boards import MOMENT, board, many, result
from tests.fleet.conftest import report


@pytest.mark.parametrize("row", rows("board"), ids=lambda row: row["id"])
def test_places_and_story(row, tmp_path):
    """Who stands where, and what page one says of it."""
    made = board(tmp_path, row["reports"])
    places = {e.label: e.place for cohort in made.cohorts for e in cohort.standings}
    assert places == row["places"]
    assert list(places) == list(row["places"])
    figures = made.cohorts[0].figures if made.cohorts else None
    for key in row.keys() & {"mean", "median"}:
        assert (str(getattr(figures, key)) if figures else None) == row[key]
    if "story" in row:
        assert list(made.story[: len(row["story"])]) == row["story"]
    if "cautions" in row:
        assert list(made.cautions) == row["cautions"]
    if "heading" in row:
        assert made.heading == row["heading"]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_a_rank_is_one_more_than_those_above(totals):
    """Whatever the totals: 1 + how many are strictly above; tied if and only if equal."""
    sheaf = Sheaf(RulesHead("tiny", "规则", "1", "tiny"), Decimal(100))
    for number, total in enumerate(totals):
        sheaf.add(f"{number:03}.txt", result({"unit": f"第{number}镇", "score": total}))
    called = ranking.labels(sheaf.entries)
    ranked, provisional = ranking.standings(sheaf, called, Path("没有"), ())
    assert provisional == ()
    for each in ranked:
        assert each.rank == 1 + sum(total > each.score for total in totals)
        assert each.tied is (totals.count(int(each.score)) > 1)
    assert len(ranked) == len(totals)


class TestFigures:
    """Bands, distribution, shares."""

    def test_a_band_that_nobody_has_is_told_where_the_limits_are_known(self, tmp_path):
        made = board(tmp_path, [{"unit": "清河镇", "score": 70}])
        told = [(each.name, each.at_least, each.count) for each in made.cohorts[0].bands]
        assert told == [("优秀", 90, 0), ("合格", 60, 1), ("不合格", 0, 0)]

    def test_without_the_limits_only_those_that_occur(self, tmp_path):
        made = board(tmp_path, [{"unit": "清河镇", "score": 70}], bands=False)
        told = [(each.name, each.at_least, each.count) for each in made.cohorts[0].bands]
        assert told == [("合格", None, 1)]

    def test_the_full_score_belongs_to_the_last_column(self, tmp_path):
        """100 is no column of its own, 95 begins the last, 94.9 is below it."""
        reports = [{"unit": f"{s}", "score": s} for s in (100, 95, 94.9)]
        found = board(tmp_path, reports).cohorts[0].bins
        assert [(each.low, each.high, each.count) for each in found] == [(90, 95, 1), (95, 100, 2)]

    def test_every_ranked_report_is_in_one_column(self, tmp_path):
        cohort = board(tmp_path, many(200)).cohorts[0]
        assert sum(each.count for each in bins(cohort.ranked, Decimal(100))) == 200
        assert sum(each.count for each in cohort.bands) == 200

    def test_what_does_not_apply_is_no_weakness(self, tmp_path):
        """Not counted in the share, counted beside it; where it applies to none, not listed."""
        levels = [
            ["concrete", "not_applicable", "absent"],
            ["concrete", "not_applicable", "unreadable"],
        ]
        reports = [{"unit": f"{n}镇", "levels": each} for n, each in enumerate(levels)]
        found = board(tmp_path, reports).cohorts[0].strengths
        assert [(e.element.id, e.share, e.others) for e in found] == [
            ("law.trace", 0, 1),
            ("lead.study", 80, 0),
        ]

    @pytest.mark.parametrize(
        ("part", "whole", "share"), [(1, 200, 1), (1, 201, 0), (1, 8, 13), (0, 0, 0), (3, 3, 100)]
    )
    def test_per_cent_is_rounded_half_up(self, part, whole, share):
        assert per_cent(part, whole) == share


QUOTES = {
    "lead.study": [
        [
            "quantified",
            "全年组织领导干部学法12次，参加人员300余人次，邀请律师到镇里授课4次，覆盖全部班子成员。",
            3,
        ],
        ["mentioned", "加强学法。", 0],
    ],
    "lead.plan": [
        [
            "concrete",
            "镇党委会专题研究法治政府建设工作，逐项部署年度任务，明确责任单位和完成时限。",
            0,
        ]
    ],
}


class TestBest:
    """Who is strongest in a group, with the quotation worth imitating."""

    def test_the_strongest_is_quoted_by_its_best_sentences(self, tmp_path):
        strong = {
            "unit": "清河镇",
            "levels": ["quantified", "concrete", "absent"],
            "quotes": QUOTES,
        }
        weak = {"unit": "柳湾乡", "levels": ["concrete", "concrete", "absent"]}
        first, second = board(tmp_path, [weak, strong]).cohorts[0].best
        assert (first.group.name, first.labels, str(first.score)) == (
            "责任人履职",
            ("清河镇",),
            "9.0",
        )
        assert [(each.element, each.place) for each in first.quotations] == [
            ("领导干部学法", "第7段"),
            ("法治建设部署", "第7段"),
        ]
        assert first.quotations[0].text.startswith("全年组织领导干部学法12次")
        assert (second.labels, second.score, second.note) == ((), None, "没有单位在这一部分得分")

    def test_equals_are_named_and_the_first_by_rank_is_quoted(self, tmp_path):
        levels = ["quantified", "concrete", "absent"]
        reports = [
            {"unit": "柳湾乡", "score": 70, "levels": levels},
            {"unit": "清河镇", "score": 80, "levels": levels, "quotes": QUOTES},
        ]
        first = board(tmp_path, reports).cohorts[0].best[0]
        assert first.labels == ("清河镇", "柳湾乡")
        assert len(first.quotations) == 2

    def test_a_provisional_report_is_no_example(self, tmp_path):
        reports = [
            {"unit": "清河镇", "levels": ["quantified"] * 3, "provisional": True, "quotes": QUOTES},
            {"unit": "柳湾乡", "levels": ["mentioned"] * 3},
        ]
        assert board(tmp_path, reports).cohorts[0].best[0].labels == ("柳湾乡",)

    def test_a_result_that_is_gone_is_said_to_be(self, tmp_path):
        first = board(tmp_path, [{"unit": "清河镇"}]).cohorts[0].best[0]
        assert (first.quotations, first.note) == ((), "结果文件已不在文件夹里，引文从略")


class TestFindings:
    """Findings by frequency."""

    def test_most_frequent_first_each_report_once(self, tmp_path):
        reports = [
            {"unit": "清河镇", "findings": ["year.stale", "year.stale"], "quotes": {}},
            {"unit": "柳湾乡", "findings": ["deadline.reported", "year.stale"]},
            {"unit": "石桥镇"},
        ]
        found = board(tmp_path, reports).findings
        assert [(e.code, e.reports, e.share, e.labels) for e in found] == [
            ("year.stale", 2, 67, ("清河镇", "柳湾乡")),
            ("deadline.reported", 1, 33, ("柳湾乡",)),
        ]
        assert found[1].name == "成文晚于次年 3 月 1 日"
        assert (found[0].example, found[1].example) == ("清河镇：year.stale 的说明", "")

    def test_a_code_that_has_no_name_is_its_own(self, tmp_path):
        found = board(tmp_path, [{"unit": "清河镇", "findings": ["new.code"]}]).findings
        assert [each.name for each in found] == ["new.code"]


COPIED = (
    "镇司法所联合综合行政执法队对沿街商铺和建筑工地逐户走访，现场讲解行政处罚法和安全生产法的新规定。"
    "针对群众反映集中的占道经营问题，镇里先发告知书，再上门劝导，最后依法处罚，做到宽严相济、执法有据。"
    "每月底由党政办把执法台账交法律顾问复核，发现文书不规范的退回重做，并在例会上点名通报。"
)


class TestShared:
    """Passages that reports share, from the saved texts."""

    @pytest.fixture
    def results(self, here, run):
        """A batch of three reports, two of which have a passage in common."""
        for name, unit in (("甲.txt", "清河镇"), ("乙.txt", "柳湾乡")):
            text = report(unit).replace("210份。", f"210份。\n{COPIED}")
            (here / "报告" / name).write_text(text, encoding="utf-8")
        assert run("batch", "报告", "-o", "结果", "-r", "规则.yaml", "-j", "1")[0] == 0
        return here / "结果"

    def _board(self, folder):
        with State(folder) as state:
            return build(state, MOMENT, Wording())

    def test_the_pair_is_told_with_its_passage(self, results):
        found = self._board(results).shared
        assert (found.compared, found.found, found.note) == (3, 1, "")
        pair = found.pairs[0]
        assert {pair.first, pair.second} == {"清河镇", "柳湾乡"}
        assert "占道经营问题" in pair.quote
        assert "占道经营问题" in pair.other_quote

    def test_a_text_that_is_gone_is_said_to_be(self, results):
        for path in (results / ".scorer" / "texts").rglob("*.z"):
            path.unlink()
        found = self._board(results).shared
        assert (found.compared, found.pairs) == (0, ())
        assert found.note == "3 份报告的文本不见了或已损坏，没有参加比对；请重新评分。"

    def test_too_many_are_not_compared_and_that_is_said(self, results, monkeypatch):
        monkeypatch.setattr(shared_module, "MOST_COMPARED", 2)
        found = self._board(results).shared
        assert (found.compared, found.pairs) == (0, ())
        assert (
            found.note == "报告超过 2 份，没有比对相同段落；请按市、县分批比对（scorer similar）。"
        )

    def test_only_the_pairs_that_share_most_are_kept(self, results, monkeypatch):
        monkeypatch.setattr(shared_module, "MOST_PAIRS", 0)
        found = self._board(results).shared
        assert (found.found, found.pairs) == (1, ())


def test_the_order_of_reports_changes_no_byte(tmp_path):
    """The same results kept in another order give the same board."""
    reports = [{**each, "name": f"{n:03}.txt"} for n, each in enumerate(many(30))]
    one = board(tmp_path / "一", reports)
    other = board(tmp_path / "二", reports[::-1])
    assert to_json(one) == to_json(other)


def test_a_failed_report_is_listed_with_its_reason(tmp_path):
    made = board(tmp_path, [{"unit": "清河镇"}, {"failed": "文件是空的", "name": "空.txt"}])
    assert [(each.name, each.reason) for each in made.failures] == [("空.txt", "文件是空的")]
    assert made.story[0] == "共 2 份报告，参加排名 1 份，未能评分 1 份。"


def test_links_lead_to_results_that_exist(tmp_path):
    """Only those; names are written as addresses."""
    kept = {"unit": "清河镇", "name": "东 片/甲#1.txt", "quotes": {}}
    made = board(tmp_path, [kept, {"unit": "柳湾乡", "name": "乙.txt"}])
    links = {each.label: each.links("../结果/") for each in made.cohorts[0].ranked}
    address = "../结果/%E4%B8%9C%20%E7%89%87/%E7%94%B2%231.txt.json"
    assert links == {"清河镇": (("json", address),), "柳湾乡": ()}


def test_json_gives_every_report_its_levels(tmp_path):
    """Levels and shares by element, for other programs."""
    levels = ["quantified", "not_applicable", "unreadable"]
    plain = json.loads(to_json(board(tmp_path, [{"unit": "清河镇", "levels": levels}])))
    ranking = plain["rankings"][0]
    assert ranking["reports"][0]["levels"] == ["quantified", "not_applicable", "unreadable"]
    assert ranking["reports"][0]["shares"] == [100, 0, 0]
    assert [each["id"] for each in ranking["elements"]] == ["lead.study", "lead.plan", "law.trace"]
    assert plain["assessed_at"] == "2026-01-05T01:00:00+00:00"
