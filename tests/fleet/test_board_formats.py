"""The board as PDF, page and workbook: what stands where, safe against what reports contain."""

from __future__ import annotations

import io
import re
import shutil
from base64 import b64encode
from hashlib import sha256

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from scorer.model.errors import RenderError
from scorer.rendering.board import BOARD_FORMATS, render_board
from scorer.rendering.board import page as page_module
from scorer.rendering.board import workbook as workbook_module
from scorer.rendering.board.charts import heat_maps, histogram
from scorer.rendering.board.terminal import text
from tests.fleet.boards import ELEMENTS, board, many
from tests.rendering import browser

LONG = "山南自治区河东盟经济技术开发区托管的第{}镇人民政府及其派出机构综合行政执法队"
CROWDED = [
    {
        **each,
        "unit": LONG.format(number),
        "year": 2020 + number % 5,
        "provisional": number % 9 == 0,
        "rules": "tiny" if number % 4 else "other",
    }
    for number, each in enumerate(many(40))
] + [
    {"failed": "文件是空的", "name": f"很长很长的文件夹名/很长很长的文件名{n}.docx"}
    for n in range(9)
]
CASES = {
    "three": many(3),
    "forty": many(40),
    "one": [{"unit": "清河镇", "score": 81.5}],
    "all provisional": [{"unit": "清河镇", "provisional": True}],
    "none assessed": [{"failed": "文件是空的", "name": "空.txt"}],
    "crowded": CROWDED,
}
HOSTILE = [
    {"unit": "<script>alert(1)</script>", "score": 90},
    {"unit": "=1+1", "score": 80, "name": "=cmd.txt"},
    {"unit": "甲\u202e乙\n镇", "score": 70},
]
fonts = pytest.mark.skipif(shutil.which("fc-list") is None, reason="no fontconfig")


def pages(made) -> list[str]:
    """The text of every page of the PDF."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(render_board(made, "pdf"))).pages]


@pytest.mark.parametrize("reports", CASES.values(), ids=CASES.keys())
class TestEveryCase:
    """Whatever the results, every format is made."""

    def test_page_one_tells_the_story_alone(self, reports, tmp_path):
        """What is said on page one ends there, and details begin on page two."""
        made = board(tmp_path, reports)
        first, second, *_ = pages(made)
        squeezed = "".join(first.split())
        for line in (*made.story, *made.cautions):
            assert "".join(line.split())[:20] in squeezed
        assert re.search(r"[一二三]、(排名|总分暂定、不排名的|热力表|报告自身的疑点)", second)
        assert not re.search(r"^[一二]、(排名|热力表|报告自身)", first, re.MULTILINE)

    def test_the_page_asks_for_nothing(self, reports, tmp_path):
        """No address but the results' own; style and script are those that the policy names."""
        page = render_board(board(tmp_path, reports), "html").decode()
        assert not re.search(r"(?:src|@import|url)\s*[=(]", page)
        for tag in ("style", "script"):
            inside = page.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
            digest = b64encode(sha256(inside.encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in page
        assert " style=" not in page

    def test_the_same_board_gives_the_same_bytes(self, reports, tmp_path):
        made = board(tmp_path, reports)
        for fmt in ("html", "xlsx", "json"):
            assert render_board(made, fmt) == render_board(made, fmt)


class TestPaper:
    """The PDF."""

    def test_heads_stand_on_every_page_of_a_long_table(self, tmp_path):
        """120 units: ranking and heat map go over several pages, each with its head."""
        found = pages(board(tmp_path, many(120)))
        ranking = [page for page in found if re.match(r"名次 单位 总分 等次 一、责任人履职", page)]
        heat = [page for page in found if page.startswith("名次 单位 总分\n责任人履职 行政执法")]
        assert (len(ranking), len(heat)) == (3, 3)

    def test_it_is_tagged_and_has_bookmarks(self, tmp_path):
        document = PdfReader(io.BytesIO(render_board(board(tmp_path, many(5)), "pdf")))
        titles = [each["/Title"] for each in document.outline if not isinstance(each, list)]
        assert titles[:3] == ["一页总览", "排名", "热力表：各单位各要素"]
        assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert document.metadata.title == "2024年度法治政府建设年度报告评分排名"

    def test_what_does_not_fit_is_said(self, tmp_path, monkeypatch):
        monkeypatch.setattr(page_module, "PAPER", page_module.Room(2, 2, 2, 2))
        told = "".join(pages(board(tmp_path, many(5))))
        assert "只列前 2 份，其余 3 份见 xlsx 或 json。" in told


class TestScreen:
    """The page."""

    def test_names_are_shown_and_not_run(self, tmp_path):
        page = render_board(board(tmp_path, HOSTILE), "html").decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<script>alert" not in page
        assert "\u202e" not in page

    @pytest.mark.skipif(browser.PROGRAM is None, reason="no Chromium")
    def test_a_click_sorts_and_a_word_finds(self, tmp_path):
        """By the keyboard's own buttons; without scripts the table is there all the same."""
        file = tmp_path / "排名.html"
        file.write_bytes(render_board(board(tmp_path, many(12)), "html"))
        shown = "[...document.querySelectorAll('.ranking tbody tr:not([hidden])')]"
        column = shown + ".map(row => row.cells[{}].innerText)"
        with browser.chromium(tmp_path / "profile") as page:
            page.show(file)
            totals = [float(each) for each in page.run(column.format(2))]
            assert totals == sorted(totals, reverse=True)
            page.run("document.querySelectorAll('.ranking .sort')[2].click()")
            page.run("document.querySelectorAll('.ranking .sort')[2].click()")
            assert [float(each) for each in page.run(column.format(2))] == sorted(totals)
            page.run(
                "(() => { const i = document.querySelector('.find input'); i.value = '第11镇';"
                "i.dispatchEvent(new Event('input')); })()"
            )
            assert page.run(column.format(1)) == ["第11镇"]
            assert page.complaints() == []
            page.show(file, width=390, height=844, scripts=False)
            assert page.run("document.documentElement.scrollWidth") <= 390


class TestWorkbook:
    """The workbook."""

    def test_sheets_filters_and_formulas(self, tmp_path):
        """Ranks are computed from the totals, and hold what the board says until then."""
        made = board(tmp_path, [*many(4), {"unit": "清河镇", "provisional": True}])
        data = render_board(made, "xlsx")
        book = load_workbook(io.BytesIO(data))
        assert book.sheetnames == [
            *("概况", "排名", "热力表", "各部分最佳", "薄弱要素", "疑点", "相同段落", "未能评分")
        ]
        ranking = book["排名"]
        assert ranking["A2"].value == "=RANK(E2,E$2:E$5)"
        assert ranking["B2"].value == '=IF(COUNTIF(E$2:E$5,E2)>1,"并列","")'
        assert (ranking.freeze_panes, ranking.auto_filter.ref) == ("D2", "A1:J5")
        values = load_workbook(io.BytesIO(data), data_only=True)["排名"]
        ranked = made.cohorts[0].ranked
        assert [cell.value for cell in values["A"][1:]] == [each.rank for each in ranked]
        assert [cell.value for cell in values["E"][1:]] == [float(each.score) for each in ranked]
        assert book["未能评分"]["B2"].value == "清河镇"

    def test_the_heat_map_has_shares_and_words(self, tmp_path):
        levels = ["concrete", "not_applicable", "unreadable"]
        made = board(tmp_path, [{"unit": "清河镇", "levels": levels}])
        sheet = load_workbook(io.BytesIO(render_board(made, "xlsx")))["热力表"]
        assert [cell.value for cell in sheet[2]] == [1, "清河镇", 60, 0.8, "不适用", "未能读取"]
        assert [str(each.sqref) for each in sheet.conditional_formatting] == ["D2:F2"]

    def test_a_name_is_never_a_formula(self, tmp_path):
        sheet = load_workbook(io.BytesIO(render_board(board(tmp_path, HOSTILE), "xlsx")))["排名"]
        found = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
        assert [cell.data_type for cell in found] == ["s"]

    def test_many_reports_are_written_without_formulas(self, tmp_path, monkeypatch):
        """Then each rank would look at all totals; rows leave memory as they are written."""
        monkeypatch.setattr(workbook_module, "MOST_COMPUTED", 3)
        monkeypatch.setattr(workbook_module, "MOST_IN_MEMORY", 3)
        made = board(tmp_path, many(6))
        book = load_workbook(io.BytesIO(render_board(made, "xlsx")))
        assert [cell.value for cell in book["排名"]["A"][1:]] == [1, 2, 3, 4, 5, 6]
        assert book["概况"]["B1"].value == "2024年度法治政府建设年度报告评分排名"


class TestDrawings:
    """The histogram and the heat map as numbers."""

    def test_columns_stand_on_the_axis_inside_the_drawing(self, tmp_path):
        drawing = histogram(board(tmp_path, many(60)).cohorts[0])
        for column in drawing.columns:
            assert column.y + column.height == pytest.approx(drawing.base, abs=0.2)
            assert column.x >= 0
            assert column.x + column.width <= drawing.width
        assert sum(column.count for column in drawing.columns) == 60
        assert len(drawing.ticks) <= 12
        assert [limit.text for limit in drawing.limits] == ["优秀", "合格"]

    def test_one_report_makes_no_distribution(self, tmp_path):
        assert histogram(board(tmp_path, many(1)).cohorts[0]) is None

    def test_many_elements_are_put_into_several_tables(self, tmp_path):
        """No element is lost, none twice; each table names its units."""
        cohort = board(tmp_path, many(4)).cohorts[0]
        maps = heat_maps(cohort, 10, 2)
        assert [[head.number for head in each.heads] for each in maps] == [[1, 2], [3]]
        assert [len(each.rows) for each in maps] == [4, 4]
        assert sum(span for each in maps for _, span in each.groups) == len(ELEMENTS)

    def test_every_cell_has_a_sign_beside_its_grey(self, tmp_path):
        levels = [["absent", "planned", "mentioned"], ["concrete", "quantified", "not_applicable"]]
        reports = [{"unit": f"{n}镇", "levels": each} for n, each in enumerate(levels)]
        rows = heat_maps(board(tmp_path, reports).cohorts[0], 10, 10)[0].rows
        assert {cell for row in rows for cell in row.cells} == {
            *(("·", "0"), ("划", "0"), ("述", "2"), ("举", "3"), ("量", "4"), ("／", "x"))
        }


def test_the_terminal_shows_who_stands_where(tmp_path):
    """The story and the table; ties are marked."""
    reports = [{"unit": "清河镇", "score": 80}, {"unit": "柳湾乡", "score": 80}]
    assert text(board(tmp_path, reports), 100) == (
        "2024年度法治政府建设年度报告评分排名\n"
        "共 2 份报告，参加排名 2 份，没有暂定和未能评分的。\n"
        "平均 80.0 分，中位数 80.0 分（满分 100 分）。各份总分相同。\n"
        "总体最弱的是领导干部学法（得分率 80%）；法治建设部署（得分率 80%）；"
        "执法全过程记录（得分率 80%）。\n"
        "\n"
        "名次        单位    总分    等次\n"
        "1（并列）   柳湾乡  80.0    合格\n"
        "1（并列）   清河镇  80.0    合格"
    )


def test_a_format_that_is_none_is_told(tmp_path):
    with pytest.raises(RenderError) as told:
        render_board(board(tmp_path, []), "md")
    assert str(told.value) == ("无法生成 md：排名没有这种格式。可用的格式：pdf、html、xlsx、json。")
    assert set(BOARD_FORMATS) == {"pdf", "html", "xlsx", "json"}
