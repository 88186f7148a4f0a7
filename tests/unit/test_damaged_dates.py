"""Dates whose 年, 月 or 日 is lost: read where only one day can be meant."""

from __future__ import annotations

from datetime import date

import pytest

from scorer.understanding.numerals import damaged_dates_in
from tests.builders import doc

APRIL = date(2020, 4, 13)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2020413", APRIL),
        ("2020年413日", APRIL),
        ("20204月13日", APRIL),
        ("2020年4月13", APRIL),
        ("青禾镇人民政府2020413", APRIL),
        ("2020131", date(2020, 1, 31)),
        ("20201231", date(2020, 12, 31)),
        ("2020年1101日", date(2020, 11, 1)),
    ],
)
def test_one_day_is_meant(line, expected):
    """The day is read, and where it stands."""
    (found,) = damaged_dates_in(line)
    assert found.date == expected
    assert line[found.start : found.end].startswith("2020")


@pytest.mark.parametrize("line", ["2020111", "2020年111日", "2020年112日", "2020121"])
def test_two_days_could_be_meant(line):
    """1 November or 11 January: nobody can tell."""
    (found,) = damaged_dates_in(line)
    assert found.date is None


@pytest.mark.parametrize(
    "line",
    ["2020年4月13日", "2020年", "2020", "电话2020413转2", "2020年5次", "2020999", "12020413"],
)
def test_no_damaged_date(line):
    """Whole dates, years and other numbers are none."""
    assert list(damaged_dates_in(line)) == []


def test_a_damaged_date_is_the_date_of_writing():
    """The report's identity takes it, so that its deadline can be judged."""
    identity = doc("青禾镇2019年法治政府建设报告\n开会。\n青禾镇人民政府\n2020年413日").identity
    assert identity.written == APRIL
    fact = identity.fact("成文日期")
    assert fact is not None
    assert fact.value == "2020-04-13"
