"""scorer explain: why an element has its level, in words a clerk understands."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from scorer.cli.app import app
from scorer.cli.chinese import explain as in_chinese
from tests.builders import element, rules_yaml

GOOD = """甲镇2024年法治政府建设年度报告
一、主要举措
镇法律顾问审核合同协议210份。
二、下一步打算
继续邀请法律顾问参与决策。
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run `scorer explain` on a report in a folder with a small rule set."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "规则.yaml").write_bytes(rules_yaml())

    def explain(text, *arguments):
        (tmp_path / "报告.txt").write_text(text, encoding="utf-8")
        words = ["explain", "报告.txt", *arguments, "-r", "规则.yaml"]
        return CliRunner().invoke(app, words, standalone_mode=False)

    return explain


def test_what_counts_and_what_does_not(run):
    """The level, the sentence with its words and number, the plan with its reason, the basis."""
    told = run(GOOD, "adviser.work").stdout
    assert told.startswith("adviser.work 法律顾问发挥作用：量化成效，100.0/100 分\n")
    assert "「镇法律顾问审核合同协议210份。」" in told
    assert "第3段“一、主要举措”，量化成效，数量：210份" in told
    assert "认出的词语：“法律顾问审核合同协议”" in told
    assert "相近但不计分的语句：" in told
    assert "只是计划、要求或打算，不算已做的工作" in told
    assert "已得满分。" in told
    assert "依据：《中华人民共和国乡村振兴促进法》第四十八条" in told


def test_the_rules_and_what_is_doubtful_are_said_beside_it(run):
    """Which rules explain it, and that the text may be no report, go to standard error."""
    said = run("甲镇2024年报告\n一、工作\n略。\n", "adviser.work").stderr.splitlines()
    assert said[0] == "规则集：tiny 1（按文件指定）"
    assert said[1].startswith("注意：全文只有 ")


def test_how_to_raise_it(run):
    """What is lacking, the advice and the gain."""
    told = run(GOOD.replace("210份", ""), "adviser.work").stdout
    assert "有具体举措，没有写数量" in told
    assert "补足可加 20.0 分。" in told


def test_which_conditions_a_sentence_meets(run):
    """Each level and the stance are named, as met or as lacking."""
    told = run(GOOD.replace("210份", ""), "adviser.work").stdout.replace("\n    ", "")
    done = "对照满分条件：已有本要素的内容、具体做法、本单位当年已做的工作；还缺数量"
    planned = "对照满分条件：已有本要素的内容、具体做法；还缺数量、本单位当年已做的工作"
    assert done in told
    assert planned in told
    full = run(GOOD, "adviser.work").stdout.partition("相近但不计分的语句")[0]
    assert "条件" not in full


def test_what_each_step_would_add(run):
    """Each higher level by itself, where there are several."""
    vague = GOOD.replace("镇法律顾问审核合同协议210份", "发挥法律顾问作用")
    told = run(vague, "adviser.work").stdout
    assert "补足可加 60.0 分。\n  · 写到“具体举措”：可加 40.0 分\n" in told
    assert "  · 写到“量化成效”：可加 60.0 分\n" in told
    assert "  · 写到" not in run(GOOD.replace("210份", ""), "adviser.work").stdout


def test_what_all_items_would_add(run, tmp_path):
    """Naming what is missing is a step of its own."""
    items = {"审查": ["法律顾问审查合同"], "起草": ["法律顾问起草合同"]}
    rules = rules_yaml(element(分项=items, 例句=[]))
    (tmp_path / "规则.yaml").write_bytes(rules)
    told = run("甲镇报告\n一、工作\n法律顾问审查合同。\n", "adviser.work").stdout
    assert "  · 写到“量化成效”：可加 10.0 分\n  · 写齐分项（起草）：可加 40.0 分\n" in told


def test_the_same_as_a_page(run, tmp_path):
    """-o and -f html give the page, opened at the element; --all opens none."""
    told = run(GOOD, "adviser.work", "-o", "说明.html")
    assert told.return_value == 0
    page = (tmp_path / "说明.html").read_text(encoding="utf-8")
    assert '<details class="element" data-e="e1" open>' in page
    assert "镇法律顾问审核合同协议210份。</span>" in page
    shown = run(GOOD, "--all", "-f", "html").stdout
    assert '<details class="element" data-e="e1">' in shown
    assert shown.replace("\r\n", "\n").startswith("<!DOCTYPE html>")


def test_only_a_plan(run):
    """A plan is shown among what does not count."""
    told = run(GOOD.replace("镇法律顾问审核合同协议210份。", "略。"), "adviser.work").stdout
    assert "计分的语句：没有" in told
    assert "    只是计划、要求或打算，不算已做的工作\n" in told


def test_nothing_at_all(run):
    """Without any sentence there is only what to do."""
    told = run("甲镇报告\n一、工作\n略。\n", "adviser.work").stdout
    assert "计分的语句：没有\n怎样提高：" in told


def test_an_element_by_its_name_and_all(run):
    """An element may be named in Chinese; --all explains every one."""
    by_id = run(GOOD, "adviser.work").stdout
    assert run(GOOD, "法律顾问发挥作用").stdout == by_id
    assert run(GOOD, "--all").stdout == by_id


def test_an_element_that_does_not_apply(run, tmp_path):
    """It says so instead of how to raise it."""
    rules = rules_yaml(element(不适用条件=["没有合同"]))
    (tmp_path / "规则.yaml").write_bytes(rules)
    told = run("甲镇报告\n一、工作\n我镇没有合同。\n", "adviser.work").stdout
    assert "不适用" in told
    assert "怎样提高" not in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["adviser.wrk"], "规则集 tiny 没有要素“adviser.wrk”，是不是 adviser.work"),
        (["完全无关"], "规则集 tiny 没有要素“完全无关”"),
        ([], "要写一个要素的编号，或者写 --all 说明全部要素"),
        (["adviser.work", "-o", "a.pdf"], "说明只能写成 html；其他格式用 scorer assess"),
        (["adviser.work", "--all"], "要写一个要素的编号，或者写 --all 说明全部要素"),
    ],
)
def test_mistakes(run, arguments, message):
    """A wrong element is told with the nearest ones."""
    result = run(GOOD, *arguments)
    assert message in in_chinese(result.exception)
