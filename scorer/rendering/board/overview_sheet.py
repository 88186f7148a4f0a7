"""The workbook's first sheet: the story, the figures of each rule set, bands and distribution."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from scorer.rendering.board.shapes import BandCount, Board, Cohort
from scorer.rendering.sheets import Cell, Column, Formula, Sheets
from scorer.rendering.wording import amount

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

OVERVIEW, RANKING = "概况", "排名"
_FIGURES = (Column("总分", 20, "text"), Column("分", 12, "score"))
_BANDS = (Column("等次", 20, "text"), Column("份数", 12, "count"))
_BINS = (Column("分数段", 20, "text"), Column("份数", 12, "count"))
WIDTHS = (3, 26, 14, 70)
LINES = 34  # characters of a story's line


def sheet_name(name: str, number: int) -> str:
    """Return the name of a sheet of the *number*-th rule set."""
    return name if number == 1 else f"{name}{number}"


def write_overview(workbook: Workbook, sheets: Sheets, board: Board, *, computed: bool) -> None:
    """Write the first sheet; *computed*: mean, median and counts are formulas."""
    sheet = sheets.sheet(OVERVIEW)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 26)
    sheets.cell(sheet, 0, 1, board.heading, "total")
    row = 1
    for line in (*board.story, *board.cautions):
        row += 1
        sheets.across(sheet, row, line, 15 * (1 + len(line) // (LINES + 14)))
    for number, cohort in enumerate(board.cohorts, 1):
        row = _cohort(workbook, sheets, sheet, (row + 2, number), cohort, computed=computed)
    row += 2
    sheets.cell(sheet, row, 1, "说明", "heading")
    for line in board.notes:
        row += 1
        sheets.across(sheet, row, line, 15 * (1 + len(line) // (LINES + 14)))


def _cohort(
    workbook: Workbook,
    sheets: Sheets,
    sheet: Worksheet,
    place: tuple[int, int],
    cohort: Cohort,
    *,
    computed: bool,
) -> int:
    """Write the figures of *cohort* from the row and under the number in *place*; return the end.

    Rows only ever go down: with many reports they leave memory as they are written.
    """
    row, number = place
    sheets.cell(sheet, row, 1, cohort.name, "heading")
    if cohort.figures is None:
        sheets.cell(sheet, row + 1, 1, "没有可以排名的报告。", "plain")
        return row + 2
    last = len(cohort.ranked) + 1
    totals = f"{sheet_name(RANKING, number)}!E$2:E${last}"
    bands = f"{sheet_name(RANKING, number)}!F$2:F${last}"
    figures = [
        ("平均", f"=ROUND(AVERAGE({totals}),1)", cohort.figures.mean),
        ("中位数", f"=MEDIAN({totals})", cohort.figures.median),
        ("最高", f"=MAX({totals})", cohort.figures.highest),
        ("最低", f"=MIN({totals})", cohort.figures.lowest),
    ]
    if len(cohort.ranked) > 1:
        bins_at = row + 6 + len(figures) + len(cohort.bands)
        _chart(workbook, sheet, row + 1, (bins_at, bins_at + len(cohort.bins)))
    row = _table(sheets, sheet, row + 1, _FIGURES, [
        [name, Formula(text, value) if computed else value] for name, text, value in figures
    ])  # fmt: skip
    row = _table(sheets, sheet, row + 1, _BANDS, [
        [_band(each), _counted(f'=COUNTIF({bands},"{each.name}")', each.count, computed=computed)]
        for each in cohort.bands
    ])  # fmt: skip
    return _table(sheets, sheet, row + 1, _BINS, [
        [
            f"{amount(each.low)}—{amount(each.high)}",
            _counted(
                f'=COUNTIFS({totals},">={each.low}",{totals},"<{_above(cohort, index)}")',
                each.count,
                computed=computed,
            ),
        ]
        for index, each in enumerate(cohort.bins)
    ])  # fmt: skip


def _above(cohort: Cohort, index: int) -> Decimal:
    """Return the limit below which totals of a column are; the full score belongs to the last."""
    high = cohort.bins[index].high
    return high + 1 if high >= cohort.full else high


def _band(each: BandCount) -> str:
    if each.at_least is None:
        return each.name
    return f"{each.name}（{amount(each.at_least)} 分起）"


def _counted(formula: str, count: int, *, computed: bool) -> Cell:
    return Formula(formula, Decimal(count)) if computed else count


def _table(
    sheets: Sheets,
    sheet: Worksheet,
    top: int,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
) -> int:
    """Write a small table in columns B and C; return the row below it."""
    for at, column in enumerate(columns, 1):
        sheet.write_string(top, at, column.title, sheets.style("head"))
    for row, cells in enumerate(rows, top + 1):
        for at, (column, cell) in enumerate(zip(columns, cells, strict=True), 1):
            sheets.cell(sheet, row, at, cell, column.style)
    return top + 1 + len(rows)


def _chart(workbook: Workbook, sheet: Worksheet, top: int, bins: tuple[int, int]) -> None:
    """Draw the distribution, whose rows stand from and up to *bins*, beside the tables."""
    first, end = bins
    chart = workbook.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": "份数",
            "categories": [OVERVIEW, first, 1, end - 1, 1],
            "values": [OVERVIEW, first, 2, end - 1, 2],
            "fill": {"color": "#666666"},
            "gap": 10,
            "data_labels": {"value": True},
        }
    )
    chart.set_title({"name": "总分分布", "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 480, "height": 240})
    sheet.insert_chart(top, 3, chart, {"x_offset": 12})
