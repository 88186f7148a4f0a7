"""The report year and the two deadlines of the annual report."""

from __future__ import annotations

from datetime import date

import pytest

from scorer.checks.dates import check_dates
from tests.builders import doc

TITLE = "清河镇2024年法治政府建设年度报告\n全年开会。\n"
REPORTED = (
    "成文日期晚于 2025 年 3 月 1 日；《法治政府建设与责任落实督察工作规定》要求 3 月 1 日前报告"
)
PUBLISHED = (
    "公开日期 2025-04-02 晚于 2025 年 4 月 1 日；"
    "《法治政府建设与责任落实督察工作规定》第二十四条要求 4 月 1 日前向社会公开"
)


def codes(text: str, published: date | None = None) -> list[str]:
    return [finding.code for finding in check_dates(doc(text), published)]


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ([], "2025年1月20日"),
        ([], "2025年3月1日"),
        (["deadline.reported"], "2025年3月2日"),
        (["deadline.reported"], "2026年1月1日"),
        ([], "2024年12月31日"),
        ([], ""),
    ],
)
def test_reported(expected, written):
    """1 March itself is in time, the day after is late; without a date nothing is said."""
    assert expected == codes(f"{TITLE}清河镇人民政府\n{written}")


@pytest.mark.parametrize(
    ("expected", "published"),
    [
        ([], None),
        ([], date(2025, 4, 1)),
        (["deadline.published"], date(2025, 4, 2)),
        ([], date(2024, 12, 1)),
    ],
)
def test_published(expected, published):
    """1 April itself is in time, the day after is late; unknown is not late."""
    assert expected == codes(TITLE, published)


def test_both():
    """A report may be late twice; the finding quotes the date and says where it stands."""
    findings = list(check_dates(doc(f"{TITLE}清河镇人民政府\n2025年3月20日"), date(2025, 4, 2)))
    assert [finding.message for finding in findings] == [REPORTED, PUBLISHED]
    assert [(finding.quote, finding.paragraph) for finding in findings] == [
        ("2025年3月20日", 4),
        ("", None),
    ]
    assert {finding.severity for finding in findings} == {"warning"}


def test_no_year():
    """Where no year can be read nothing is called late, and the way out is told."""
    findings = list(check_dates(doc("清河镇法治政府建设年度报告\n全年开会。"), date(2025, 4, 2)))
    assert [(finding.code, finding.message) for finding in findings] == [
        (
            "year.missing",
            "读不出报告年度：标题、正文开头和成文日期都没有写明；可用 --year 指定",
        )
    ]


def test_the_year_given_counts():
    """A year the user gives moves the deadlines."""
    document = doc(f"{TITLE}清河镇人民政府\n2025年3月20日", 2025)
    assert list(check_dates(document, date(2025, 4, 2))) == []
