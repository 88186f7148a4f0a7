"""Whether a sentence counts as work done, whatever element it is about."""

from __future__ import annotations

import pytest

from scorer import pipeline
from scorer.judging.match import find_candidates
from scorer.model.result import Level, Stance
from tests.builders import doc, rows

ROWS = rows("work")


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_work(row):
    """Something counts as work where the row says so, and nothing where it does not."""
    report = ("清河镇2024年法治政府建设年度报告", "一、主要工作", row["id"], "2025年1月20日")
    found = find_candidates(doc("\n".join(report)), pipeline.load_rules(year=2024).compiled)
    told = [
        candidate.stance
        for name, each in found.items()
        if not name.startswith("form.")
        for _, told in each.statements
        for candidate in told.candidates
        if candidate.level >= Level.MENTIONED
    ]
    assert (Stance.DONE in told) is row["work"]
