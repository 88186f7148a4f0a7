"""The workbook: numbers that recompute to themselves, text that stays text, the same bytes."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import pytest

from scorer import assess_file
from scorer.model.result import Step
from scorer.rendering.workbook import xlsx
from tests.builders import card as assessed
from tests.builders import compiled

EXAMPLES = sorted((Path(__file__).parent.parent.parent / "examples").glob("*-20*"))
OFFICE = shutil.which("soffice")
SHEETS = ["总表", "要素", "证据", "疑点", "涨分清单"]


def opened(content: bytes, *, values: bool = True):
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def table(sheet) -> list[dict[str, object]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def amended(card):
    """A card with a deduction and a cap, and points that end in ties."""
    lines = list(card.tally.lines)
    for number, (points, factor, coverage) in enumerate(
        (("4.5", "0.3", "1"), ("7", "0.05", "1"), ("1.3", "0.5", "1"), ("7", "0.8", "0.33333"))
    ):
        exact = Decimal(points) * Decimal(factor) * Decimal(coverage)
        score = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
        lines[number] = replace(
            lines[number],
            points=Decimal(points),
            factor=Decimal(factor),
            coverage=Decimal(coverage),
            score=score,
            gain=Decimal(points) - score,
        )
    groups = tuple(
        replace(
            group,
            points=sum((each.points for each in lines if each.group == group.id), Decimal(0)),
            score=sum((each.score for each in lines if each.group == group.id), Decimal(0)),
        )
        for group in card.tally.groups
    )
    total = sum((group.score for group in groups), Decimal(0))
    steps = (
        Step("要素得分", "", "各要素得分合计", total, total, ""),
        Step("扣分", "late", "迟报", Decimal("-2.5"), total - Decimal("2.5"), "晚于3月1日"),
        Step("总分封顶", "x", "总分不超过 40", 40 - total + Decimal("2.5"), Decimal(40), "缺要素"),
    )
    tally = replace(
        card.tally, lines=tuple(lines), groups=groups, steps=steps, total=Decimal("40.0")
    )
    return replace(card, tally=tally)


@pytest.mark.parametrize("name", ["card", "provisional", "perfect", "empty", "amended"])
def test_every_card_makes_a_workbook_with_its_numbers(request, name):
    card = request.getfixturevalue(name)
    book = opened(xlsx(card))
    assert book.sheetnames == SHEETS
    assert book["总表"]["B2"].value == float(card.tally.total)
    rows = table(book["要素"])
    assert [row["得分"] for row in rows] == [
        float(line.score) if line.counted or line.score > 0 else "—" for line in card.tally.lines
    ]
    assert [row["分值"] for row in rows] == [float(line.points) for line in card.tally.lines]


def test_the_sheets_are_set_up_to_be_read_and_printed(card):
    book = opened(xlsx(card), values=False)
    for name in SHEETS:
        setup = book[name].page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToHeight) == ("landscape", 9, 0)
    for name in SHEETS[1:]:
        assert book[name].freeze_panes in ("A2", "E2")
        assert book[name].auto_filter.ref.startswith("A1:")
        assert book[name].print_title_rows == "$1:$1"
        assert all(cell.alignment.wrap_text for cell in book[name][1])
    sheet = book["要素"]
    assert sheet["I2"].value == "=ROUND(E2*G2*H2,1)"
    assert [sheet[f"{letter}2"].number_format for letter in "GHI"] == ["0.0#", "0%", "0.0"]
    assert sheet.data_validations.dataValidation[0].formula2 == "7.0"


@pytest.mark.parametrize("begin", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://e.x")'])
def test_text_that_begins_like_a_formula_stays_text(card, begin):
    line = card.tally.lines[0]
    piece = replace(line.grade.evidence[0], quote=begin + "，书记督办", hit="")
    changed = replace(
        line,
        name=begin,
        advice=begin,
        shortfall=begin,
        grade=replace(line.grade, evidence=(piece,)),
    )
    tally = replace(card.tally, lines=(changed, *card.tally.lines[1:]))
    findings = (replace(card.findings[0], message=begin, quote=begin),)
    content = xlsx(replace(card, tally=tally, findings=findings))
    cells = [
        cell
        for sheet in opened(content, values=False)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and begin in cell.value
    ]
    assert len(cells) >= 6
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if cell.row > 1)
    assert b"hyperlink" not in content


def test_evidence_and_near_misses_are_rows_that_can_be_filtered(card):
    rows = table(opened(xlsx(card))["证据"])
    assert {row["计分"] for row in rows} == {"计分", "不计分"}
    first = next(row for row in rows if row["要素"] == "法律顾问发挥作用")
    assert (first["计分"], first["档次"], first["数量"]) == ("计分", "量化成效", "210份、36份")
    missed = next(row for row in rows if row["档次"] == "相近，不计分")
    assert (missed["引文"], missed["段"]) == ("将聘请法律顾问审核合同。", 61)


def test_the_raise_list_adds_up(card):
    rows = table(opened(xlsx(card))["涨分清单"])
    gains = [row["可加分"] for row in rows if isinstance(row["可加分"], float | int)]
    assert gains == sorted(gains, reverse=True)
    assert rows[len(gains) - 1]["累计可加分"] == pytest.approx(sum(gains))
    assert {row["怎样才能加"] for row in rows} <= {"改文字即可", "需补做工作", "材料之外", None}


def test_no_finding_is_said(perfect):
    (row,) = table(opened(xlsx(perfect))["疑点"])
    assert str(row["说明"]).startswith("年度、期限、数字、用语、编号和文字没有发现疑点")


def test_a_cell_holds_what_excel_can_hold(card):
    line = card.tally.lines[0]
    piece = replace(line.grade.evidence[0], quote="长" * 40_000, hit="")
    changed = replace(line, grade=replace(line.grade, evidence=(piece,)))
    tally = replace(card.tally, lines=(changed, *card.tally.lines[1:]))
    rows = table(opened(xlsx(replace(card, tally=tally)))["证据"])
    assert len(str(rows[0]["引文"])) < 32_767


def test_the_same_card_gives_the_same_bytes(card):
    assert xlsx(card) == xlsx(card)


def recomputed(content: bytes, folder: Path) -> dict[str, list[list[str]]]:
    """Return the sheets as LibreOffice computes them, its recalculation forced."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    path = folder / "表.xlsx"
    book.save(path)  # without the values that were written beside the formulas
    profile = (folder / "profile").as_uri()
    target = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [OFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", target]
    command += ["--outdir", folder, path]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return {
        name: list(csv.reader(io.StringIO((folder / f"表-{name}.csv").read_text("utf-8"))))
        for name in SHEETS
    }


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["amended", "provisional", *[each.name for each in EXAMPLES]])
def test_another_program_computes_the_same_numbers(request, tmp_path, name):
    known = {each.name: each for each in EXAMPLES}
    card = assess_file(known[name]) if name in known else request.getfixturevalue(name)
    content = xlsx(card)
    told, written = recomputed(content, tmp_path), opened(content)
    compared = 0
    for sheet in SHEETS:
        for row, cells in enumerate(written[sheet].iter_rows(values_only=True)):
            for column, value in enumerate(cells):
                if isinstance(value, float | int):
                    shown = told[sheet][row][column]
                    number = float(shown.removesuffix("%")) / (100 if shown.endswith("%") else 1)
                    assert number == pytest.approx(value, abs=1e-9), (sheet, row, column)
                    compared += 1
    assert compared > 100
    assert told["总表"][1][1] == re.sub(r"\.0$", "", str(card.tally.total))


def test_shared_passages_stand_side_by_side_on_their_sheet(compared, unlike, card):
    assert "相同段落" not in opened(xlsx(card)).sheetnames
    first, second = table(opened(xlsx(compared))["相同段落"])
    assert (first["对方"], first["段"], first["对方页"]) == ("去年.docx", 9, 3)
    assert (first["本报告"], first["对方原文"]) == (
        "逐户上门说明 | 政策。",
        "逐户上门讲清 | 政策。",
    )
    assert [first["相同字数"], second["相同字数"]] == [46, 8]
    (only,) = table(opened(xlsx(unlike))["相同段落"])
    assert only["本报告"] == "与 3 份报告比较，没有较长的相同段落。"


def test_the_conditions_of_full_marks_stand_in_a_column_of_their_own():
    """The head names them, the cells say what is there and what lacks."""
    made = assessed(
        "清河镇2024年法治政府建设年度报告\n一、主要工作\n法律顾问审查合同。\n", compiled()
    )
    rows = table(opened(xlsx(made))["证据"])
    assert [row["对照满分条件"] for row in rows] == [
        "已有本要素的内容、具体做法、本单位当年已做的工作；还缺数量"
    ]
    assert [row["认出的词语"] for row in rows] == ["法律顾问审查合同"]
