"""What a careful reader objects to in figures: rows of invented reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.findings import LEAST_PRECISION, LEAST_RECALL, measured, precision, read_rows, recall

FILES = sorted((Path(__file__).parent / "findings").glob("figures-*.yaml"))
ROWS = read_rows(FILES)
RIGHT = [row for row in ROWS if not row.find]
WRONG = [row for row in ROWS if row.find]


@pytest.mark.parametrize("row", RIGHT, ids=lambda row: row.place)
def test_figures_that_hold_are_not_objected_to(row):
    """A false alarm costs more trust than a miss: none of these is reported."""
    assert measured(row).findings == ()


@pytest.mark.parametrize("code", ["figures.sum", "figures.rate"])
def test_figures_that_do_not_hold_are_found(code):
    """At least nine in ten are found, with the numbers that the row names."""
    results = [measured(row) for row in WRONG if row.code == code]
    assert len(results) >= 100
    assert recall(results).part >= LEAST_RECALL * recall(results).whole
    assert precision(results).part >= LEAST_PRECISION * precision(results).whole
