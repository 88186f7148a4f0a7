"""A leaflet: a title, what is to be known, and tables; in every format from one value.

For what is no scorecard: two results compared, passages that reports share, other rules tried.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from scorer.model.errors import RenderError
from scorer.rendering.cells import fold, pad, width
from scorer.rendering.page import BLANK_LINES
from scorer.rendering.paper import page_pdf
from scorer.rendering.sheets import Cell, Column, Sheets
from scorer.rendering.templating import SHIPPED, fill

SCREEN, PRINT, MARKDOWN = "leaflet.html.j2", "leaflet-print.html.j2", "leaflet.md.j2"
SHEET_NAME = 31  # characters that Excel allows
_RIGHT = frozenset({"count", "score", "points", "signed"})


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its name, a note below the name, columns with their widths and styles, and rows.

    `empty` is said where there are no rows.
    """

    name: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str

    def shares(self) -> tuple[float, ...]:
        """Return each column's share of the width, in per cent."""
        whole = sum(column.width for column in self.columns)
        return tuple(1000 * column.width // whole / 10 for column in self.columns)

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows as words."""
        return tuple(
            tuple(map(worded, row, (column.style for column in self.columns))) for row in self.rows
        )

    def sides(self) -> tuple[str, ...]:
        """Return to which side each column is set."""
        return tuple("right" if each.style in _RIGHT else "left" for each in self.columns)


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A title, lines above the tables (the first says the most), the tables, a line at the foot.

    `closing` are lines below the tables, on the terminal alone.
    """

    title: str
    subtitle: str
    lead: tuple[str, ...]
    grids: tuple[Grid, ...]
    foot: str
    moment: datetime
    closing: tuple[str, ...] = ()


def worded(cell: Cell, style: str) -> str:
    """Return a cell as it is printed."""
    if cell is None or cell == "":
        return "—"
    if isinstance(cell, Decimal):
        return f"{cell:+.1f}" if style == "signed" and cell else f"{cell:.1f}"
    return str(cell)


def text(leaflet: Leaflet, columns: int) -> str:
    """Return *leaflet* for the terminal, in lines of at most *columns* cells."""
    return "\n".join(_lines(leaflet, columns))


def _lines(leaflet: Leaflet, columns: int) -> Iterator[str]:
    for line in (leaflet.title, *filter(None, [leaflet.subtitle]), *leaflet.lead):
        yield from fold(line, columns)
    for grid in leaflet.grids:
        yield ""
        yield from _table(grid, columns)
    if leaflet.closing:
        yield ""
    for line in leaflet.closing:
        yield from fold(line, columns)


def _table(grid: Grid, columns: int) -> Iterator[str]:
    yield from fold(grid.name + (f"（{grid.note}）" if grid.note else ""), columns)
    if not grid.rows:
        yield f"  {grid.empty}"
        return
    rooms = _rooms(grid)
    yield from fold(_heads(grid, rooms), columns, "    ")
    for row in grid.texts():
        yield from fold(_row(grid, row, rooms), columns, "    ")


def _rooms(grid: Grid) -> dict[int, int]:
    """Return how wide each short column is on the terminal, by its place."""
    rows = grid.texts()
    return {
        place: max(width(column.title), *(width(row[place]) for row in rows), 0)
        for place, column in enumerate(grid.columns)
        if column.width <= _SHORT
    }


def _heads(grid: Grid, rooms: Mapping[int, int]) -> str:
    short = (pad(grid.columns[place].title, room) for place, room in rooms.items())
    return "  " + " ".join(short).rstrip()


def _row(grid: Grid, row: Sequence[str], rooms: Mapping[int, int]) -> str:
    """Return a row in one line: short cells side by side, long ones behind their head."""
    short = [pad(row[place], room) for place, room in rooms.items()]
    long = [
        f"{column.title}：{row[place]}"
        for place, column in enumerate(grid.columns)
        if place not in rooms and row[place] != "—"
    ]
    return "  " + "  ".join([" ".join(short).rstrip(), *long])


_SHORT = 24  # characters; a column as narrow as that is shown without its head


def html(leaflet: Leaflet) -> bytes:
    """Return *leaflet* as one self-contained page."""
    return fill(SCREEN, SHIPPED, {"page": leaflet}).encode("utf-8", errors="replace")


def pdf(leaflet: Leaflet) -> bytes:
    """Return *leaflet* as a PDF in A4 landscape."""
    return page_pdf(fill(PRINT, SHIPPED, {"page": leaflet}))


def markdown(leaflet: Leaflet) -> bytes:
    """Return *leaflet* as Markdown."""
    words = fill(MARKDOWN, SHIPPED, {"page": leaflet})
    return (BLANK_LINES.sub("\n\n", words).strip() + "\n").encode("utf-8", errors="replace")


def xlsx(leaflet: Leaflet) -> bytes:
    """Return *leaflet* as a workbook: a sheet of notes and one for each table."""
    from xlsxwriter import Workbook  # noqa: PLC0415

    content = io.BytesIO()
    workbook = Workbook(content, {"in_memory": True})
    created = leaflet.moment.astimezone(UTC).replace(tzinfo=None)
    workbook.set_properties({"title": leaflet.title, "author": "scorer", "created": created})
    sheets = Sheets(workbook, leaflet.foot)
    notes = sheets.sheet("说明")
    notes.set_column(0, 0, 120)
    for row, line in enumerate((leaflet.title, leaflet.subtitle, *leaflet.lead)):
        sheets.cell(notes, row, 0, line, "heading" if not row else "plain")
    for grid in leaflet.grids:
        sheets.table(grid.name[:SHEET_NAME], grid.columns, grid.rows or [_empty(grid)])
    workbook.close()
    return content.getvalue()


def _empty(grid: Grid) -> tuple[Cell, ...]:
    return (grid.empty, *(None for _ in grid.columns[1:]))


LEAFLET_FORMATS: Mapping[str, Callable[[Leaflet], bytes]] = {
    "pdf": pdf,
    "html": html,
    "md": markdown,
    "xlsx": xlsx,
}


def render_leaflet(leaflet: Leaflet, fmt: str) -> bytes:
    """Return *leaflet* in the format called *fmt*."""
    renderer = LEAFLET_FORMATS.get(fmt)
    if renderer is None:
        raise RenderError(fmt, "没有这种格式", f"可用的格式：{'、'.join(LEAFLET_FORMATS)}。")
    return renderer(leaflet)
