"""scorer board and batch --board: what they write, say and refuse."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scorer.fleet.state import State
from tests.fleet.conftest import tree

pytestmark = pytest.mark.usefixtures("here")

SHOWN = """\
2024年度法治政府建设年度报告评分排名
共 3 份报告，参加排名 3 份，没有暂定和未能评分的。
平均 93.3 分，中位数 100.0 分（满分 100 分）。最高 100.0 分（清河镇、石桥镇），
最低 80.0 分（柳湾乡），相差 20.0 分。
总体最弱的是法律顾问发挥作用（得分率 93%）。

名次        单位    总分    等次
1（并列）   清河镇  100.0   合格
1（并列）   石桥镇  100.0   合格
3           柳湾乡  80.0    合格
"""


class TestBatch:
    """batch --board."""

    def test_a_bare_name_is_put_among_the_results(self, batch):
        """Another path is taken as it is; the results themselves are the same."""
        status, _, err = batch("--board", "排名.json", "--board", "会议/排名.html")
        assert status == 0
        here = Path.cwd()
        assert err.endswith(f"已写出：{here}/结果/排名.json\n已写出：会议/排名.html\n")
        plain = json.loads(Path("结果/排名.json").read_bytes())
        reports = plain["rankings"][0]["reports"]
        assert [(each["rank"], each["unit"]) for each in reports] == [
            (1, "清河镇"),
            (1, "石桥镇"),
            (3, "柳湾乡"),
        ]
        page = Path("会议/排名.html").read_text(encoding="utf-8")
        address = next(iter(re.findall('class="file" href="([^"]*)"', page)))
        assert address.startswith("../%E7%BB%93%E6%9E%9C/")

    def test_an_old_board_does_not_stay_beside_new_results(self, batch):
        """A later batch without --board removes it; a file of the user's own stays."""
        batch("--board", "排名.json", "--board", "会议/排名.json")
        Path("结果/我的.json").write_text("{}", encoding="utf-8")
        batch()
        assert not Path("结果/排名.json").exists()
        assert Path("会议/排名.json").exists()
        assert Path("结果/我的.json").exists()

    def test_the_board_is_the_same_for_any_number_of_processes(self, run):
        given = ("batch", "报告", "-r", "规则.yaml", "--board", "排名.json", "-o")
        run(*given, "一", "-j", "1")
        run(*given, "多", "-j", "3")
        assert tree("一") == tree("多")

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("排名.md", "排名没有 md 格式；可用：pdf、html、xlsx、json"),
            ("summary.json", "“summary.json”是批量结果的文件名；请换一个，如 排名.json"),
            ("甲.txt.json", "“甲.txt.json”是批量结果的文件名；请换一个，如 排名.json"),
        ],
    )
    def test_a_name_that_cannot_be_is_refused_before_anything_is_done(self, batch, name, message):
        status, _, err = batch("--board", name)
        assert (status, err) == (2, f"错误：{message}。用法见 scorer batch --help\n")
        assert not Path("结果").exists()

    def test_without_reports_the_other_command_is_named(self, run):
        status, _, err = run("batch", "-o", "结果", "--what-if", "规则.yaml", "--board", "排名.pdf")
        assert status == 2
        assert err == (
            "错误：--board 要和报告一起用；由已有的结果做排名：scorer board 结果。"
            "用法见 scorer batch --help\n"
        )


class TestBoard:
    """scorer board."""

    def test_it_is_shown_on_the_terminal(self, batch, run, monkeypatch):
        monkeypatch.setenv("COLUMNS", "80")
        batch()
        assert run("board", "结果") == (0, SHOWN, "")

    def test_later_it_is_the_same_as_with_the_batch(self, batch, run):
        batch("--board", "排名.json")
        first = Path("结果/排名.json").read_bytes()
        assert run("board", "结果", "-o", "排名.json")[0] == 0
        assert Path("排名.json").read_bytes() == first

    def test_the_user_names_body_and_heading(self, batch, run):
        batch()
        run("board", "结果", "-o", "排名.html", "--unit", "清河县司法局", "--title", "评审会材料")
        page = Path("排名.html").read_text(encoding="utf-8")
        assert '<p class="unit">清河县司法局</p>\n<h1>评审会材料</h1>' in page

    def test_a_folder_without_results_is_told(self, run):
        status, _, err = run("board", "报告")
        assert status == 2
        assert err == (
            "错误：报告：这里没有批量的结果。请先做一次批量：scorer batch 报告/ -o 文件夹。\n"
        )
        assert not Path("报告/.scorer").exists()

    def test_results_that_are_not_complete_make_no_board(self, batch, run):
        """A part of the reports must not look like all of them."""
        batch()
        with State(Path("结果").resolve()) as state:
            state.note(complete="")
        status, _, err = run("board", "结果", "-o", "排名.html")
        assert status == 2
        assert err == ("错误：结果：上次的批量没有做完。请加 --resume 再做一次批量，再做排名。\n")
        assert not Path("排名.html").exists()

    def test_bands_are_those_of_the_rules_that_were_named(self, batch, run):
        """A band that nobody reached is there with 0."""
        batch()
        run("board", "结果", "-o", "排名.json")
        bands = json.loads(Path("排名.json").read_bytes())["rankings"][0]["bands"]
        assert all(each["at_least"] is not None for each in bands)
        assert sum(each["reports"] for each in bands) == 3
