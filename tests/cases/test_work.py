"""Whether a sentence counts as work done, whatever element it is about."""

from __future__ import annotations

import pytest

from tests.builders import rows, tells_work

ROWS = rows("work")


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_work(row):
    """Something counts as work where the row says so, and nothing where it does not."""
    report = ("清河镇2024年法治政府建设年度报告", "一、主要工作", row["id"], "2025年1月20日")
    assert tells_work("\n".join(report), 2024) is row["work"]
