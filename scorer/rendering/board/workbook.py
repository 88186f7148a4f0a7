"""The board as a workbook: tables that filter, ranks and means that are computed anew.

Formulas stand where a reader would recompute: ranks, ties, mean, median, how many have a band.
Beyond `MOST_COMPUTED` reports they are plain numbers, since each rank looks at all totals.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC
from decimal import Decimal
from typing import TYPE_CHECKING

from scorer.rendering.board.charts import SIGN_OF
from scorer.rendering.board.overview_sheet import RANKING, sheet_name, write_overview
from scorer.rendering.board.shapes import SCORED, Board, Cohort, Standing
from scorer.rendering.sheets import Cell, Column, Formula, Sheets
from scorer.rendering.wording import numeral, plain

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEAT, BEST, WEAK = "热力表", "各部分最佳", "薄弱要素"
FINDINGS, SHARED, LEFT = "疑点", "相同段落", "未能评分"
MOST_COMPUTED = 3000  # reports
MOST_IN_MEMORY = 2000  # reports; beyond, rows go to disk as they are written
HUNDRED = Decimal(100)
_GREYS = (
    ("=", 0, "#FFFFFF", "#000000"),
    ("<", 0.4, "#ECECEC", "#000000"),
    ("<", 0.7, "#CDCDCD", "#000000"),
    ("<", 0.9, "#9D9D9D", "#000000"),
    (">=", 0.9, "#4D4D4D", "#FFFFFF"),
)
_BEST = (
    Column("部分", 26, "text"),
    Column("分值", 7, "points"),
    Column("平均分", 8, "score"),
    Column("最强的单位", 24, "text"),
    Column("得分", 7, "score"),
    Column("并列", 6, "count"),
    Column("要素", 22, "text"),
    Column("值得借鉴的写法（报告原文）", 70, "text"),
    Column("出处", 12, "text"),
)
_WEAK = (
    Column("序号", 6, "count"),
    Column("要素", 30, "text"),
    Column("部分", 26, "text"),
    Column("分值", 7, "points"),
    Column("得分率", 8, "share"),
    Column("未提及", 8, "count"),
    Column("只见打算", 9, "count"),
    Column("一般表述", 9, "count"),
    Column("具体举措", 9, "count"),
    Column("量化成效", 9, "count"),
    Column("不适用", 8, "count"),
)
_FINDINGS = (
    Column("代码", 20, "text"),
    Column("疑点", 36, "text"),
    Column("报告份数", 9, "count"),
    Column("占比", 8, "share"),
    Column("单位", 70, "text"),
    Column("例", 50, "text"),
)
_SHARED = (
    Column("报告", 24, "text"),
    Column("对方", 24, "text"),
    Column("相同字数", 9, "count"),
    Column("处数", 7, "count"),
    Column("占报告（%）", 9, "score"),
    Column("最长的一处", 60, "text"),
    Column("对方原文", 60, "text"),
)
_LEFT = (
    Column("情况", 12, "short"),
    Column("单位或文件", 40, "text"),
    Column("暂定总分", 10, "score"),
    Column("原因", 90, "text"),
)


def xlsx(board: Board) -> bytes:
    """Return *board* as an Excel workbook; the same board gives the same bytes."""
    from xlsxwriter import Workbook  # noqa: PLC0415

    content = io.BytesIO()
    large = board.assessed > MOST_IN_MEMORY
    workbook = Workbook(content, {"constant_memory": True} if large else {"in_memory": True})
    created = board.moment.astimezone(UTC).replace(tzinfo=None)
    workbook.set_properties({"title": board.heading, "author": "scorer", "created": created})
    sheets = Sheets(workbook, board.foot)
    write_overview(workbook, sheets, board, computed=board.assessed <= MOST_COMPUTED)
    for number, cohort in enumerate(board.cohorts, 1):
        _ranking(sheets, cohort, number, computed=board.assessed <= MOST_COMPUTED)
        _heat(workbook, sheets, cohort, number)
        sheets.table(sheet_name(BEST, number), _BEST, list(_best_rows(cohort)))
        sheets.table(sheet_name(WEAK, number), _WEAK, list(_weak_rows(cohort)))
    sheets.table(FINDINGS, _FINDINGS, list(_finding_rows(board)) or [_said(_FINDINGS, "没有。")])
    sheets.table(SHARED, _SHARED, list(_shared_rows(board)) or [_said(_SHARED, _nothing(board))])
    sheets.table(LEFT, _LEFT, list(_left_rows(board)) or [_said(_LEFT, "没有。")])
    workbook.close()
    return content.getvalue()


def _ranking(sheets: Sheets, cohort: Cohort, number: int, *, computed: bool) -> None:
    columns = [
        Column("名次", 7, "count"),
        Column("并列", 6, "short"),
        Column("单位", 28, "text"),
        Column("年度", 7, "count"),
        Column("总分", 8, "score"),
        Column("等次", 10, "short"),
        *(
            Column(f"{numeral(g.number)}、{plain(g.name)}（{g.points}）", 11, "score")
            for g in cohort.groups
        ),
        Column("疑点", 6, "count"),
        Column("文件", 30, "text"),
    ]
    last = len(cohort.ranked) + 1
    rows = [_ranking_row(each, row, last, computed) for row, each in enumerate(cohort.ranked, 2)]
    sheet = sheets.table(
        sheet_name(RANKING, number), columns, rows or [_said(columns, "没有可以排名的报告。")]
    )
    sheet.freeze_panes(1, 3)
    if computed:
        for row, each in enumerate(cohort.ranked, 1):
            formula = f'=IF(COUNTIF(E$2:E${last},E{row + 1})>1,"并列","")'
            tie = "并列" if each.tied else ""
            sheet.write_formula(row, 1, formula, sheets.style("short"), tie)


def _ranking_row(each: Standing, row: int, last: int, computed: bool) -> list[Cell]:  # noqa: FBT001
    rank = each.rank or 0
    return [
        Formula(f"=RANK(E{row},E$2:E${last})", Decimal(rank)) if computed else rank,
        None if computed else "并列" * each.tied,
        each.label,
        each.year,
        each.score,
        each.band,
        *each.groups,
        each.findings,
        each.name,
    ]


def _heat(workbook: object, sheets: Sheets, cohort: Cohort, number: int) -> None:
    """Write the share of every element's points, grey by steps; states without one as words."""
    columns = [
        Column("名次", 7, "count"),
        Column("单位", 24, "text"),
        Column("总分", 8, "score"),
        *(Column(f"{e.number}. {plain(e.name)}", 7, "share") for e in cohort.elements),
    ]
    rows = [_heat_row(each) for each in cohort.standings]
    sheet = sheets.table(sheet_name(HEAT, number), columns, rows)
    sheet.freeze_panes(1, 3)
    if cohort.elements:
        _grey(workbook, sheet, len(rows), len(columns) - 1)


def _heat_row(each: Standing) -> list[Cell]:
    cells: list[Cell] = [
        Decimal(share) / HUNDRED if mark in SCORED else SIGN_OF[mark][1]
        for mark, share in zip(each.marks, each.shares, strict=True)
    ]
    return [each.rank, each.label, each.score, *cells]


def _grey(workbook: object, sheet: Worksheet, rows: int, last: int) -> None:
    """Set the steps of grey on the cells from column D to *last*; the first that fits holds."""
    words = {"type": "formula", "criteria": "=ISTEXT(D2)", "format": None, "stop_if_true": True}
    sheet.conditional_format(1, 3, rows, last, words)
    for criteria, value, ground, ink in _GREYS:
        look = workbook.add_format({"bg_color": ground, "font_color": ink})  # type: ignore[attr-defined]
        rule = {"type": "cell", "criteria": criteria, "value": value, "format": look}
        sheet.conditional_format(1, 3, rows, last, {**rule, "stop_if_true": True})


def _best_rows(cohort: Cohort) -> Iterator[list[Cell]]:
    for each in cohort.best:
        head: list[Cell] = [
            f"{numeral(each.group.number)}、{plain(each.group.name)}",
            each.group.points,
            each.mean,
            each.labels[0] if each.labels else None,
            each.score,
            len(each.labels) if len(each.labels) > 1 else None,
        ]
        if not each.quotations:
            yield [*head, None, each.note, None]
        for quotation in each.quotations:
            yield [*head, quotation.element, quotation.text, quotation.place]


def _weak_rows(cohort: Cohort) -> Iterator[list[Cell]]:
    for each in cohort.strengths:
        element = each.element
        yield [
            element.number,
            plain(element.name),
            plain(element.group),
            element.points,
            Decimal(each.share) / HUNDRED,
            *each.levels,
            each.others,
        ]


def _finding_rows(board: Board) -> Iterator[list[Cell]]:
    for each in board.findings:
        yield [
            each.code,
            each.name,
            each.reports,
            Decimal(each.share) / HUNDRED,
            "、".join(each.labels),
            each.example,
        ]


def _shared_rows(board: Board) -> Iterator[list[Cell]]:
    for each in board.shared.pairs:
        yield [
            each.first,
            each.second,
            each.characters,
            each.passages,
            each.share,
            each.quote,
            each.other_quote,
        ]


def _nothing(board: Board) -> str:
    return board.shared.note or f"比对了 {board.shared.compared} 份，没有较长的相同段落。"


def _left_rows(board: Board) -> Iterator[list[Cell]]:
    for cohort in board.cohorts:
        for each in cohort.provisional:
            yield ["总分暂定", each.label, each.score, each.note]
    for failure in board.failures:
        yield ["未能评分", failure.name, None, failure.reason]


def _said(columns: Sequence[Column], text: str) -> list[Cell]:
    """Return a row that says *text* in the first column wide enough, or else in the last."""
    widest = max(range(len(columns)), key=lambda number: columns[number].width)
    return [text if number == widest else None for number in range(len(columns))]
