"""A scorecard as a workbook: numbers that can be filtered and recomputed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC
from decimal import Decimal

from scorer.model.result import Evidence, Line, NearMiss, Scorecard
from scorer.rendering.checked import CONDITIONS
from scorer.rendering.frontpage import weight
from scorer.rendering.marked import SIGNS, marked
from scorer.rendering.shapes import ElementView, ReportView
from scorer.rendering.sheets import Cell, Column, Formula, Sheets
from scorer.rendering.templating import SHIPPED, Look
from scorer.rendering.text_shapes import SentenceView
from scorer.rendering.view import present
from scorer.rendering.wording import DASH, plain
from scorer.rendering.workbook_similar import SIMILAR_COLUMNS, similar_rows
from scorer.rendering.workbook_summary import ELEMENTS, column_range, write_summary

SUMMARY, EVIDENCE, FINDINGS, RAISES = "总表", "证据", "疑点", "涨分清单"
SIMILAR = "相同段落"
ELEMENT_COLUMNS = (
    Column("序号", 5, "count"),
    Column("部分", 16, "text"),
    Column("要素编号", 14, "text"),
    Column("要素", 18, "text"),
    Column("分值", 6, "points"),
    Column("档次", 10, "short"),
    Column("档次系数", 7, "factor"),
    Column("分项覆盖率", 8, "share"),
    Column("得分", 6, "score"),
    Column("可加分", 7, "score"),
    Column("最有力的引文", 44, "text"),
    Column("出处", 14, "text"),
    Column("缺什么", 20, "text"),
    Column("怎么补", 28, "text"),
    Column("复核得分", 7, "input"),
    Column("复核后得分", 8, "score"),
    Column("复核意见", 16, "input"),
    Column("依据", 60, "text"),
)
PRINTED = 16  # the last column on paper
EVIDENCE_COLUMNS = (
    Column("序号", 5, "count"),
    Column("要素", 18, "text"),
    Column("计分", 8, "short"),
    Column("档次", 11, "short"),
    Column("引文", 60, "text"),
    Column("页", 5, "count"),
    Column("段", 5, "count"),
    Column("所在章节", 20, "text"),
    Column("数量", 14, "text"),
    Column("分项", 14, "text"),
    Column("认出的词语", 22, "text"),
    Column("说明", 22, "text"),
    Column(CONDITIONS, 30, "text"),
)
FINDING_COLUMNS = (
    Column("序号", 6, "count"),
    Column("轻重", 8, "short"),
    Column("代码", 20, "text"),
    Column("说明", 60, "text"),
    Column("引文", 60, "text"),
    Column("页", 6, "count"),
    Column("段", 6, "count"),
    Column("扣分", 8, "points"),
)
RAISE_COLUMNS = (
    Column("顺序", 6, "count"),
    Column("要素序号", 9, "count"),
    Column("要素", 30, "text"),
    Column("现在的档次", 14, "short"),
    Column("可加分", 8, "score"),
    Column("累计可加分", 11, "score"),
    Column("怎样才能加", 12, "short"),
    Column("办法", 16, "text"),
    Column("缺什么", 40, "text"),
    Column("怎么补", 60, "text"),
)


def xlsx(card: Scorecard, look: Look = SHIPPED) -> bytes:
    """Return *card* as an Excel workbook; the same card gives the same bytes."""
    from xlsxwriter import Workbook  # noqa: PLC0415

    view, content = present(card), io.BytesIO()
    workbook = Workbook(content, {"in_memory": True})
    created = card.assessed_at.astimezone(UTC).replace(tzinfo=None)
    workbook.set_properties(
        {
            "title": f"{view.header.unit}{view.header.heading}",
            "author": view.footer.engine,
            "created": created,
        }
    )
    sheets = Sheets(workbook, view.footer.line)
    summary = sheets.sheet(SUMMARY)
    _elements(sheets, card, view)
    write_summary(sheets, summary, card, view)
    sheets.table(EVIDENCE, EVIDENCE_COLUMNS, list(_evidence_rows(card)))
    sheets.table(FINDINGS, FINDING_COLUMNS, list(_finding_rows(card, view)))
    if card.compared:
        sheets.table(SIMILAR, SIMILAR_COLUMNS, list(similar_rows(card, view)))
    sheets.table(RAISES, RAISE_COLUMNS, list(_raise_rows(card, view)))
    workbook.close()
    return content.getvalue()


def _in_rule_order(card: Scorecard, view: ReportView) -> Iterator[tuple[Line, str, ElementView]]:
    """Yield each line with its group's name and its words, in the rule set's order."""
    shown = {
        element.anchor: (group, element) for group in view.groups for element in group.elements
    }
    for number, line in enumerate(card.tally.lines, 1):
        group, element = shown[f"e{number}"]
        yield line, group.number + group.name, element


def _elements(sheets: Sheets, card: Scorecard, view: ReportView) -> None:
    rows = [_element_row(row, *each) for row, each in enumerate(_in_rule_order(card, view), 2)]
    sheet = sheets.table(ELEMENTS, ELEMENT_COLUMNS, rows)
    sheet.freeze_panes(1, 4)
    sheet.print_area(0, 0, len(rows), PRINTED)
    limits = {"validate": "decimal", "criteria": "between", "minimum": 0, "ignore_blank": True}
    for row, line in enumerate(card.tally.lines, 2):
        most = {"maximum": float(line.points), "error_message": f"应在 0 到 {line.points} 之间"}
        sheet.data_validation(f"O{row}", {**limits, **most})


def _element_row(row: int, line: Line, group: str, element: ElementView) -> list[Cell]:
    """Return the cells of row *row*, which counts from 1 as formulas do."""
    known = line.counted or line.score > 0
    score: Cell = Formula(f"=ROUND(E{row}*G{row}*H{row},1)", line.score) if known else DASH
    gain: Cell = Formula(f"=ROUND(E{row}-I{row},1)", line.gain) if known else DASH
    best = element.best
    return [
        int(element.number),
        group,
        plain(line.id),
        element.name,
        line.points,
        element.level,
        line.factor,
        line.coverage,
        score,
        gain,
        best.text if best else element.no_quote,
        f"{best.place}　{best.section}".strip() if best else "",
        element.missing or element.complete,
        element.advice,
        None,
        Formula(f"=IF(ISNUMBER(O{row}),O{row},IF(ISNUMBER(I{row}),I{row},0))", line.score),
        None,
        element.basis,
    ]


def _evidence_rows(card: Scorecard) -> Iterator[list[Cell]]:
    text = marked(card)
    for number, line in enumerate(card.tally.lines, 1):
        sentences = text.elements[f"e{number}"]
        pairs: list[tuple[Evidence | NearMiss, SentenceView]] = [
            *zip(line.grade.evidence, sentences.evidence, strict=True),
            *zip(line.grade.near_misses, sentences.near, strict=True),
        ]
        for piece, shown in pairs:
            counts = shown.key in ("quantified", "concrete", "mentioned")
            yield [
                number,
                plain(line.name),
                "计分" if counts else "不计分",
                SIGNS[shown.key][1],
                shown.before + shown.mark + shown.after,
                piece.page,
                piece.paragraph,
                shown.section,
                shown.quantities,
                shown.items,
                shown.mark,
                shown.note,
                shown.check.removeprefix(f"{CONDITIONS}："),
            ]


def _finding_rows(card: Scorecard, view: ReportView) -> Iterator[list[Cell]]:
    if not card.findings:
        yield [None, None, None, view.no_findings, None, None, None, None]
    pairs = zip(sorted(card.findings, key=weight), view.findings, strict=True)
    for number, (finding, shown) in enumerate(pairs, 1):
        yield [
            number,
            shown.severity,
            shown.code,
            shown.message,
            plain(finding.quote),
            finding.page,
            finding.paragraph,
            abs(finding.points) if finding.points else None,
        ]


def _raise_rows(card: Scorecard, view: ReportView) -> Iterator[list[Cell]]:
    lines = {f"e{number}": line for number, line in enumerate(card.tally.lines, 1)}
    running = Decimal(0)
    for row, item in enumerate(view.raises, 2):
        line = lines[item.anchor]
        number = int(item.anchor.removeprefix("e"))
        gain = Formula(f"=INDEX({column_range('J', len(lines))},B{row})", line.gain)
        running += line.gain if line.counted else 0
        yield [
            row - 1,
            number,
            item.name,
            item.level,
            gain if line.counted else item.gain,
            Formula(f"=ROUND(SUM(E$2:E{row}),1)", running),
            item.effort,
            item.effort_note,
            item.missing,
            item.advice,
        ]
