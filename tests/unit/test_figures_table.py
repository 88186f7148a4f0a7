"""Sums in tables inside a report."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document as NewDocument

from scorer import pipeline
from scorer.reading import read_bytes
from tests.builders import doc

ROWS = [
    ["类别", "受理", "办结", "办结率"],
    ["邻里纠纷", "41", "40", "97.6%"],
    ["土地纠纷", "32", "31", "96.9%"],
    ["其他", "23", "-", "95%"],
]
RIGHT = [*ROWS, ["合计", "96", "71", "96.5%"]]
WRONG = [*ROWS, ["合计", "99", "71", "96.5%"]]
MESSAGE = "表中“受理”：41+32+23=96，与合计 99 相差 3"


def barred(rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(["清河镇2024年法治政府建设年度报告", lines[0], *lines[1:]])


def word(rows: list[list[str]]) -> bytes:
    report = NewDocument()
    report.add_paragraph("清河镇2024年法治政府建设年度报告")
    table = report.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    report.add_paragraph("全年开会。")
    out = BytesIO()
    report.save(out)
    return out.getvalue()


def told(rows: list[list[str]]) -> list[list[str]]:
    """The messages for *rows* as a Word table and as a table with bars."""
    documents = [pipeline.understand(read_bytes(word(rows), "报告.docx")), doc(barred(rows))]
    find = pipeline.knowledge().figures.find
    return [[one.message for one in find(document)] for document in documents]


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        (RIGHT, []),
        (WRONG, [MESSAGE]),
        (
            [
                ["类别", "一季度", "二季度", "合计"],
                ["来信", "3", "5", "9"],
                ["来访", "2", "2", "4"],
            ],
            ["表中“来信”：3+5=8，与合计 9 相差 1"],
        ),
        (
            [
                ["类别", "镇级", "村级"],
                ["来信", "3", "5"],
                ["来访", "约2", "2"],
                ["合计", "9", "7"],
            ],
            [],
        ),
        ([["类别", "件数"], ["来信", "3"], ["来访", "2"], ["办结", "5"]], []),
    ],
    ids=["right", "wrong row", "wrong column", "words among the numbers", "no sums"],
)
def test_sums_of_a_table(rows, messages):
    """A row or a column of sums is checked; rates, gaps and tables that are none are not."""
    assert told(rows) == [messages, messages]


def test_the_sum_is_quoted():
    """The finding stands at the cell of the sum."""
    (one,) = pipeline.knowledge().figures.find(doc(barred(WRONG)))
    assert (one.code, one.quote, one.paragraph) == ("figures.sum", "99", 6)
