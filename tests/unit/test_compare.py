"""The commands compare and similar, and assess --compare-with: what they print and refuse."""

from __future__ import annotations

import json
import sys

import pytest

from scorer import cli

HEAD = "{}2024年法治政府建设年度报告\n一、主要工作\n"
COPIED = (
    "针对集镇占道经营反复回潮的老问题，镇综合执法队会同市场监管所在三个赶集日连续值守，"
    "先劝导、后告知、再处罚，累计劝离流动摊贩86户，立案查处5起，罚没款全部上缴财政专户，"
    "当事人没有一人提出异议，街面秩序明显好转。\n"
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with three reports, two of which share a passage; the working folder."""
    reports = tmp_path / "报告"
    reports.mkdir()
    texts = {
        "清河": "镇法律顾问审核合同协议210份。\n" + COPIED,
        "白石": "今年汛期干部分片包堤。\n" + COPIED.replace("86", "92"),
        "黑水": "全镇粮食播种面积保持稳定，柑橘丰收。\n",
    }
    for name, body in texts.items():
        path = reports / f"{name}.txt"
        path.write_text(HEAD.format(f"{name}镇") + body, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767574800")
    return tmp_path


@pytest.fixture
def run(capsys, monkeypatch):
    """scorer run with arguments: exit status, standard output, standard error."""

    def running(*arguments):
        monkeypatch.setattr(sys, "argv", ["scorer", *arguments])
        with pytest.raises(SystemExit) as exit_:
            cli.main()
        return exit_.value.code, *capsys.readouterr()

    return running


def test_two_reports_are_compared(here, run):
    """Reports are assessed and set side by side."""
    status, out, _ = run("compare", "报告/黑水.txt", "报告/清河.txt")
    assert status == 0
    assert out.startswith("黑水镇、清河镇评分结果对比\n")
    assert "法律顾问发挥作用" in out
    assert "审核合同协议210份" not in out
    assert "审核合同协议210份" in run("compare", "报告/黑水.txt", "报告/清河.txt", "--all")[1]


def test_results_are_compared_as_json(here, run):
    """Results written earlier are read back; JSON goes to standard output."""
    run("assess", "报告/黑水.txt", "-o", "前.json")
    run("assess", "报告/清河.txt", "-o", "后.json")
    status, out, _ = run("compare", "前.json", "后.json", "-f", "json", "-o", "-")
    found = json.loads(out)
    assert status == 0
    assert found["comparable"] is True
    assert found["change"] == found["after"]["score"] - found["before"]["score"]


def test_a_file_and_a_folder_are_not_compared(here, run):
    """One of each is refused with what to give instead."""
    status, _, error = run("compare", "报告", "报告/清河.txt")
    assert status == 2
    assert "要么两个都是结果文件夹，要么两个都是文件" in error


def test_a_json_file_that_is_no_result_is_refused(here, run):
    """The message says where results come from."""
    (here / "别的.json").write_text("[1]")
    status, _, error = run("compare", "别的.json", "别的.json")
    assert status == 2
    assert (
        "别的.json：不是评分结果。请指定 scorer assess -f json 或 scorer batch 写出的文件。"
        in error
    )


def test_similar_lists_the_pair_that_shares_a_passage(here, run):
    """One pair of three reports, once, with its passages."""
    status, out, _ = run("similar", "报告", "-f", "json")
    found = json.loads(out)
    assert status == 0
    assert found["reports"] == 3
    (pair,) = found["pairs"]
    assert {pair["name"], pair["other"]} == {"清河.txt", "白石.txt"}
    assert pair["passages"][0]["quote"].startswith("针对集镇占道经营")


def test_similar_says_what_it_could_not_read(here, run):
    """A damaged file is named, the others are compared, the exit status is 2."""
    (here / "报告" / "坏.docx").write_bytes(b"PK\x03\x04damaged")
    status, out, _ = run("similar", "报告")
    assert status == 2
    assert "比较了 3 份报告，1 对有较长的相同段落。" in out
    assert "没有读：坏.docx：" in out


def test_similar_needs_reports(here, run):
    """An empty folder is no clean result."""
    (here / "空").mkdir()
    status, _, error = run("similar", "空")
    assert status == 2
    assert "空：没有可以读取的报告。请检查路径和文件类型。" in error


def test_a_report_is_compared_with_its_neighbours(here, run):
    """The finding names the other report; the report itself, in the same folder, is passed over."""
    status, out, _ = run(
        "assess", "报告/清河.txt", "--compare-with", "报告", "-f", "json", "-o", "-"
    )
    result = json.loads(out)
    assert status == 0
    assert [each["name"] for each in result["similar"]] == ["白石.txt"]
    assert [each["code"] for each in result["findings"]].count("similarity.report") == 1


def test_nothing_to_compare_with_is_an_error(here, run):
    """A folder without reports after --compare-with is told."""
    (here / "空").mkdir()
    status, _, error = run("assess", "报告/清河.txt", "--compare-with", "空")
    assert status == 2
    assert "空：没有可以用来比较的报告。请检查 --compare-with 后面的路径。" in error


def test_one_report_alone_has_nothing_to_be_compared_with(here, run):
    """A single report is refused: no shared passages would look like a result."""
    status, _, error = run("similar", "报告/清河.txt")
    assert status == 2
    assert "报告/清河.txt：只有 1 份报告，没有可以比较的。请给出两份以上的报告" in error


def test_a_result_that_is_not_there_is_told(here, run):
    """A JSON file that does not exist is not said to be of another kind."""
    status, _, error = run("compare", "没有.json", "报告/清河.txt")
    assert status == 2
    assert "没有.json：文件不存在。请检查路径和文件名。" in error
