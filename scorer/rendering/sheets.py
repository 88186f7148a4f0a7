"""A sheet of a workbook: a table with a head that stays, a filter, and paper set up to print it.

Text is always written as text: a quotation that begins with = is no formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from scorer.rendering.cells import width
from scorer.rendering.wording import head

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

A4 = 9
LONGEST_CELL = 32_000  # characters; Excel takes 32,767
LONGEST_FOOTER = 100
LINE, TALLEST = 14.0, 400.0  # points; Excel allows 409
ROOM = 0.9  # of a column's width that a line of text may take
FONT = {"font_name": "宋体", "font_size": 10, "valign": "top"}
BOX = {"border": 1, "border_color": "#808080"}
STYLES: Mapping[str, Mapping[str, object]] = {
    "head": {**BOX, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#E8E4DA"},
    "text": {**BOX, "text_wrap": True, "quote_prefix": True},
    "short": {**BOX, "align": "center", "text_wrap": True, "quote_prefix": True},
    "count": {**BOX, "align": "center", "num_format": "0"},
    "points": {**BOX, "num_format": "General"},
    "score": {**BOX, "num_format": "0.0"},
    "signed": {**BOX, "num_format": "+0.0;-0.0;0.0"},
    "factor": {**BOX, "num_format": "0.0#"},
    "share": {**BOX, "num_format": "0%"},
    "input": {**BOX, "num_format": "General", "bg_color": "#FFFBE6", "text_wrap": True},
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "heading": {"bold": True, "font_size": 12},
    "plain": {"text_wrap": True, "quote_prefix": True},
    "total": {"bold": True, "font_size": 14, "align": "left", "num_format": "0.0"},
}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value that it has now, for programs that do not calculate."""

    text: str
    value: Decimal


Cell = str | int | Decimal | Formula | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, width in characters, and the style of its cells."""

    title: str
    width: float
    style: str


class Sheets:
    """A workbook that is being written."""

    def __init__(self, workbook: Workbook, footer: str) -> None:
        self._workbook, self._footer = workbook, footer
        self._styles = {
            name: workbook.add_format({**FONT, **style}) for name, style in STYLES.items()
        }

    def style(self, name: str) -> Format:
        """Return the cell format called *name*."""
        return self._styles[name]

    def sheet(self, name: str) -> Worksheet:
        """Return a new sheet, A4 landscape, one page wide."""
        sheet = self._workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        note = head(self._footer, LONGEST_FOOTER).replace("&", "&&")
        sheet.set_footer(f"&L&8{note}&R&8第 &P 页　共 &N 页")
        return sheet

    def table(
        self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
    ) -> Worksheet:
        """Return a new sheet that is one table: its head stays, filters, and is on every page."""
        sheet = self.sheet(name)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        self.rows(sheet, 0, columns, rows)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        return sheet

    def rows(
        self, sheet: Worksheet, top: int, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
    ) -> None:
        """Write a head in row *top* and *rows* below it; rows count from 0."""
        sheet.set_row(top, _height(columns, [column.title for column in columns]))
        for number, column in enumerate(columns):
            sheet.write_string(top, number, column.title, self._styles["head"])
        for row, cells in enumerate(rows, top + 1):
            sheet.set_row(row, _height(columns, cells))
            for number, (column, cell) in enumerate(zip(columns, cells, strict=True)):
                self.cell(sheet, row, number, cell, column.style)

    def cell(self, sheet: Worksheet, row: int, column: int, cell: Cell, style: str) -> None:
        """Write one cell; text stays text whatever it begins with."""
        look = self._styles[style]
        if cell is None or cell == "":
            sheet.write_blank(row, column, None, look)
        elif isinstance(cell, Formula):
            sheet.write_formula(row, column, cell.text, look, float(cell.value))
        elif isinstance(cell, str):
            sheet.write_string(row, column, head(cell, LONGEST_CELL), look)
        else:
            sheet.write_number(row, column, float(cell), look)

    def across(self, sheet: Worksheet, row: int, text: str, height: float = 15) -> None:
        """Write *text* over columns 1 to 3 of *row*, which is *height* points high."""
        sheet.merge_range(row, 1, row, 3, "", self._styles["plain"])
        sheet.set_row(row, height)
        self.cell(sheet, row, 1, text, "plain")


def _height(columns: Sequence[Column], cells: Sequence[Cell]) -> float:
    """Return how high a row must be, in points, for all its text to show.

    Programs do not agree on whether they find out by themselves.
    """
    lines = (
        -(-width(cell) // max(int(column.width * ROOM), 1))
        for column, cell in zip(columns, cells, strict=True)
        if isinstance(cell, str)
    )
    return min(max(lines, default=1) * LINE + 2, TALLEST)
