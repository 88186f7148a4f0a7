"""What a careful reader objects to in years, terms, numbers, signs: rows of invented reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.findings import LEAST_PRECISION, LEAST_RECALL, measured, precision, read_rows, recall

NAMES = ("deadline", "year", "terms", "outline", "residue", "damage", "unit", "form")
FOLDER = Path(__file__).parent / "findings"
ROWS = read_rows([file for name in NAMES for file in sorted(FOLDER.glob(f"{name}*.yaml"))])
RIGHT = [row for row in ROWS if not row.find]
LEAST_ROWS = {
    "deadline.reported": 70,
    "deadline.published": 60,
    "year.stale": 150,
    "term.premature": 100,
    "term.outdated": 60,
    "outline.numbering": 120,
    "text.residue": 120,
    "text.damaged": 100,
    "unit.mismatch": 60,
    "form.missing": 50,
}


@pytest.mark.parametrize("row", RIGHT, ids=lambda row: row.place)
def test_what_is_right_is_not_objected_to(row):
    """A false alarm costs more trust than a miss: none of these is reported."""
    assert measured(row).findings == ()


@pytest.mark.parametrize(("code", "least"), LEAST_ROWS.items())
def test_what_is_wrong_is_found(code, least):
    """At least nine in ten are found, and what is found is right."""
    results = [measured(row) for row in ROWS if row.code == code]
    assert len(results) >= least
    assert 0.3 < sum(one.row.find for one in results) / len(results) < 0.7
    assert recall(results).part >= LEAST_RECALL * recall(results).whole
    assert precision(results).part >= LEAST_PRECISION * precision(results).whole
