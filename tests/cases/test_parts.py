"""Whether a sentence counts as work done in the part of a report that it stands in."""

from __future__ import annotations

import pytest

from tests.builders import rows, tells_work

ROWS = rows("parts")
PARTS = {
    "工作": ("一、主要工作", "各项工作平稳推进。"),
    "问题": ("二、存在的问题", "工作中还有差距。"),
    "计划": ("三、下一步工作计划", "下一步将继续努力。"),
}


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_part(row):
    """Something counts as work where the row says so, and nothing where it does not."""
    parts = (
        line
        for part, (heading, filler) in PARTS.items()
        for line in (heading, row["id"] if part == row["part"] else filler)
    )
    report = ("清河镇2023年法治政府建设年度报告", *parts, "2024年1月20日")
    assert tells_work("\n".join(report), 2023) is row["work"]
