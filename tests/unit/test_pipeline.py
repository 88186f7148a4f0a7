"""From a file to a scorecard, and the public names."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

import scorer
from scorer import ReportError, Request, RulesetError, assess_file, load_rules, pipeline
from scorer.model.document import Unread
from scorer.model.result import State
from scorer.reading import read_bytes
from tests.builders import card, compiled, doc, element, rules_yaml, source, with_unread

REPORT = """清河镇2024年度法治政府建设情况报告
一、主要工作
镇法律顾问审核合同协议210份。
清河镇人民政府
2025年1月20日
"""


@pytest.fixture
def files(tmp_path):
    """A report and a rule file."""
    pipeline._compiled.cache_clear()
    (tmp_path / "报告.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "规则.yaml").write_bytes(rules_yaml())
    return tmp_path


def test_public_names():
    """Everything that is called public is there."""
    assert all(hasattr(scorer, name) for name in scorer.__all__)
    assert sorted(scorer.__all__) == list(scorer.__all__)


def test_a_title_alone(tmp_path):
    """A report of nothing but a title has no sentence, and still a scorecard."""
    (tmp_path / "报告.txt").write_text("清河镇2024年法治政府建设年度报告\n", encoding="utf-8")
    found = assess_file(tmp_path / "报告.txt", "township-2021")
    assert found.report.unit == "清河镇"
    assert found.tally.total < 2


def test_assess_file(files):
    """A file and rules give a scorecard that is complete without either."""
    found = assess_file(files / "报告.txt", files / "规则.yaml")
    assert (found.tally.total, found.tally.band) == (Decimal(100), "合格")
    report = found.report
    assert (report.name, report.unit, report.year, report.year_from) == (
        "报告.txt",
        "清河镇",
        2024,
        "标题",
    )
    assert (report.format, report.written, report.published) == ("txt", date(2025, 1, 20), None)
    assert report.characters == len("".join(REPORT.split()))
    assert (found.rules.id, found.rules.chosen) == ("tiny", "按文件指定")
    assert found.engine.name == "scorer"
    assert found.assessed_at == pipeline.UNDATED


def test_a_request(files):
    """The user's year, date and clock are in the scorecard."""
    when = datetime(2026, 1, 5, 9, tzinfo=pipeline.CHINA)
    request = Request(2023, date(2024, 5, 1), when)
    found = assess_file(str(files / "报告.txt"), str(files / "规则.yaml"), request)
    assert (found.report.year, found.report.year_from) == (2023, "命令行指定")
    assert (found.report.published, found.assessed_at) == (date(2024, 5, 1), when)
    late = ["deadline.reported", "deadline.published"]
    assert [each.code for each in found.findings] == [*late, "year.stale"]  # the title says 2024


def test_a_missing_report(files):
    """A report that is not there is a ReportError with its name."""
    with pytest.raises(ReportError, match=r"没有\.txt"):
        assess_file(files / "没有.txt", files / "规则.yaml")


def test_rules_are_loaded_once(files):
    """Loaded rules are kept for the process, until their file changes."""
    path = files / "规则.yaml"
    first = load_rules(path).compiled
    assert load_rules(path).compiled is first
    path.write_bytes(rules_yaml(element(建议="另写建议。")))
    assert load_rules(path).compiled.ruleset.elements[0].advice == "另写建议。"


def test_failing_examples_do_not_load(files):
    """A rule file whose own examples fail is not used."""
    failing = element(例句=[{"文": "全年开会。", "判": "具体举措"}])
    (files / "规则.yaml").write_bytes(rules_yaml(failing))
    with pytest.raises(RulesetError) as caught:
        load_rules(files / "规则.yaml")
    assert [problem.code for problem in caught.value.problems] == ["R011"]


def test_an_unread_part_makes_it_provisional():
    """Where a part was not read an element without evidence is open, and so is the total."""
    report = with_unread(doc("全年开会。"), Unread("第3页", "扫描图像"))
    found = pipeline.assess(report, pipeline.Rules(compiled(), "测试"))
    assert [line.grade.state for line in found.tally.lines] == [State.UNREADABLE]
    assert (found.tally.provisional, found.tally.band) == (True, "")
    assert found.report.unread == (Unread("第3页", "扫描图像"),)


def test_without_rules_the_year_decides():
    """Without rules the shipped set for the report's year is taken, and said."""
    found = pipeline.assess_source(source(REPORT))
    assert "2024" in found.rules.chosen


def test_equal_input_gives_equal_scorecards():
    """The same text gives the same scorecard."""
    assert card(REPORT) == card(REPORT)


def test_a_sentence_met_before_is_told_the_same():
    """What was remembered of other reports changes nothing in the next one."""
    rules = pipeline.load_rules(year=2024)
    text = (
        "清河镇2024年法治政府建设年度报告\n一、主要工作\n法律顾问审核合同12份。\n二、下一步打算\n"
    )
    first = text + "法律顾问审核合同12份。"
    rules.compiled.told.cache_clear()
    fresh = pipeline.assess_source(read_bytes(first.encode(), "a.txt"), rules)
    pipeline.assess_source(read_bytes(text.encode(), "b.txt"), rules)
    again = pipeline.assess_source(read_bytes(first.encode(), "a.txt"), rules)
    assert fresh == again
