"""The first sheet of a workbook: the total and how it comes about, by formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from scorer.model.result import Scorecard, Step
from scorer.rendering.shapes import ReportView
from scorer.rendering.sheets import Cell, Column, Formula, Sheets
from scorer.rendering.wording import plain

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

ELEMENTS = "要素"
GROUP_COLUMNS = (
    Column("部分", 40, "text"),
    Column("分值", 12, "points"),
    Column("得分", 12, "score"),
    Column("得分率", 12, "share"),
)
STEP_COLUMNS = (
    Column("步骤", 40, "text"),
    Column("加减", 12, "score"),
    Column("累计", 12, "score"),
    Column("理由", 60, "text"),
)


def write_summary(sheets: Sheets, sheet: Worksheet, card: Scorecard, view: ReportView) -> None:
    """Write the first sheet: total, groups, steps of the total, what was assessed by what."""
    header, tally = view.header, card.tally
    for number, wide in enumerate((40, 12, 12, 60)):
        sheet.set_column(number, number, wide)
    title = f"{header.unit}{header.heading}"
    sheet.merge_range(0, 0, 0, 3, "", sheets.style("title"))
    sheet.write_string(0, 0, title, sheets.style("title"))
    sheet.set_row(0, 32)
    groups = 8
    steps = groups + len(view.groups) + 4
    last = f"C{steps + 1 + len(tally.steps)}"
    numbers: tuple[tuple[str, Cell, str], ...] = (
        ("总分", Formula(f"={last}", tally.total), "total"),
        ("满分", tally.full, "points"),
        ("等次", header.band, "plain"),
    )
    for row, (label, cell, style) in enumerate(numbers, 1):
        sheet.write_string(row, 0, label, sheets.style("heading"))
        sheets.cell(sheet, row, 1, cell, style)
    for row, (label, text) in enumerate(_judged(view), len(numbers) + 1):
        sheet.write_string(row, 0, label, sheets.style("heading"))
        sheets.across(sheet, row, text, height=48 if text else 15)
    _write_groups(sheets, sheet, groups, card, view)
    _write_steps(sheets, sheet, steps, tally.steps, len(tally.lines))
    reviewed = steps + len(tally.steps) + 2
    sheet.write_string(reviewed, 0, "复核后要素得分合计", sheets.style("heading"))
    formula = Formula(f"=ROUND(SUM({column_range('P', len(tally.lines))}),1)", tally.steps[0].total)
    sheets.cell(sheet, reviewed, 1, formula, "score")
    for row, fact in enumerate(view.facts, reviewed + 2):
        sheets.cell(sheet, row, 0, fact.name, "plain")
        sheets.across(sheet, row, fact.value)


def _judged(view: ReportView) -> tuple[tuple[str, str], ...]:
    return ("评语", view.judgement), ("暂定说明", view.header.provisional)


def column_range(letter: str, count: int) -> str:
    """Return the range of a column of the elements' sheet."""
    return f"{ELEMENTS}!${letter}$2:${letter}${count + 1}"


def _write_groups(
    sheets: Sheets, sheet: Worksheet, top: int, card: Scorecard, view: ReportView
) -> None:
    sheet.write_string(top - 1, 0, "各部分得分", sheets.style("heading"))
    count = len(card.tally.lines)
    names, points, scores = (column_range(letter, count) for letter in "BEI")
    rows: list[list[Cell]] = []
    for row, (line, group) in enumerate(zip(card.tally.groups, view.groups, strict=True), top + 2):
        share = line.score / line.points if line.points else Decimal(0)
        rows.append(
            [
                group.number + group.name,
                Formula(f"=ROUND(SUMIF({names},A{row},{points}),1)", line.points),
                Formula(f"=ROUND(SUMIF({names},A{row},{scores}),1)", line.score),
                Formula(f"=IF(B{row}=0,0,C{row}/B{row})", share),
            ]
        )
    first, last = top + 2, top + 1 + len(rows)
    whole, start = sum((line.points for line in card.tally.groups), Decimal(0)), card.tally.steps[0]
    rows.append(
        [
            "合计",
            Formula(f"=ROUND(SUM(B{first}:B{last}),1)", whole),
            Formula(f"=ROUND(SUM(C{first}:C{last}),1)", start.total),
            Formula(f"=IF(B{last + 1}=0,0,C{last + 1}/B{last + 1})", start.total / (whole or 1)),
        ]
    )
    sheets.rows(sheet, top, GROUP_COLUMNS, rows)


def _write_steps(
    sheets: Sheets, sheet: Worksheet, top: int, steps: Sequence[Step], count: int
) -> None:
    sheet.write_string(top - 1, 0, "总分的计算", sheets.style("heading"))
    rows: list[list[Cell]] = []
    for row, step in enumerate(steps, top + 2):
        first = row == top + 2
        added = f"=ROUND(SUM({column_range('I', count)}),1)"
        running = f"=B{row}" if first else f"=ROUND(C{row - 1}+B{row},1)"
        rows.append(
            [
                f"{step.kind}：{plain(step.name)}",
                Formula(added, step.points) if first else step.points,
                Formula(running, step.total),
                plain(step.reason),
            ]
        )
    sheets.rows(sheet, top, STEP_COLUMNS, rows)
