"""Word documents: body order, headings, tables, boxes, automatic numbers, and what is not read."""

from datetime import UTC, datetime
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.shared import Cm

from scorer.model.document import Coverage, Role, Source, Unread
from scorer.reading import read_bytes
from tests.reading.wordfiles import NAMESPACES, add_xml, of_lines, png, word

BOX = (
    '<w:p><w:r><w:t>框外</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps">'
    "<w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
    "<w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)


def lines(source: Source) -> list[str]:
    return [block.text for block in source.blocks]


def body(*xml: str) -> Source:
    def build(document: Any) -> None:
        for element in xml:
            add_xml(document, element)

    return read_bytes(word(build), "a.docx")


def test_paragraphs_tables_and_headings_stand_in_the_order_of_the_page() -> None:
    def build(document: Any) -> None:
        document.add_heading("一、主要工作", 1)
        document.add_paragraph("表前。")
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "甲"
        table.cell(0, 1).text = "乙\n丙"
        document.add_heading("（一）决策", 2)

    source = read_bytes(word(build), "a.docx")
    assert source.text == "一、主要工作\n表前。\n甲\n乙\n丙\n（一）决策"
    assert [(b.role, b.level) for b in source.blocks] == [
        (Role.HEADING, 1),
        (Role.PARAGRAPH, None),
        (Role.CELL, None),
        (Role.CELL, None),
        (Role.CELL, None),
        (Role.HEADING, 2),
    ]
    assert [b.paragraph for b in source.blocks] == [1, 2, 3, 4, 5, 6]
    assert [source.text[b.start : b.start + len(b.text)] for b in source.blocks] == lines(source)
    assert (source.format, source.warnings, source.unread) == ("docx", (), ())


def test_empty_paragraphs_are_not_counted_and_line_breaks_separate() -> None:
    source = read_bytes(of_lines("甲", "", "  ", "乙\n丙"), "a.docx")
    assert source.text == "甲\n乙\n丙"
    assert [b.paragraph for b in source.blocks] == [1, 2, 3]


def test_the_title_style_is_not_a_section_heading() -> None:
    source = read_bytes(word(lambda d: d.add_heading("报告", 0)), "a.docx")
    assert source.blocks[0].role is Role.PARAGRAPH


def test_an_outline_level_makes_a_heading_without_a_heading_style() -> None:
    xml = '<w:p><w:pPr><w:outlineLvl w:val="{}"/></w:pPr><w:r><w:t>一、工作</w:t></w:r></w:p>'
    assert body(xml.format(0)).blocks[0].level == 1
    assert body(xml.format(9)).blocks[0].level is None


def test_merged_cells_and_nested_tables_are_read_once() -> None:
    def build(document: Any) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
        table.cell(1, 0).add_table(1, 1).cell(0, 0).text = "内层"

    assert lines(read_bytes(word(build), "a.docx")) == ["合并", "内层"]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        pytest.param(
            "<w:p><w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText>"
            "</w:r></w:del></w:p>",
            ["增"],
            id="tracked changes as accepted",
        ),
        pytest.param(
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            ["控件"],
            id="content controls",
        ),
        pytest.param(
            "<w:p><w:smartTag><w:r><w:t>标记</w:t></w:r></w:smartTag></w:p>",
            ["标记"],
            id="smart tags",
        ),
        pytest.param(
            "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/></w:r></w:p>",
            ["甲\t乙-"],
            id="tabs and hyphens",
        ),
        pytest.param(
            "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>正文</w:t></w:r></w:p>",
            ["正文"],
            id="field codes are not text",
        ),
        pytest.param(BOX, ["框外", "框内"], id="a text box once, after its paragraph"),
    ],
)
def test_markup(xml: str, expected: list[str]) -> None:
    assert lines(body(xml)) == expected


def test_hidden_text_is_left_out_and_said() -> None:
    hidden = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>正文</w:t></w:r></w:p>"
    )
    source = body(hidden)
    assert source.text == "正文"
    assert source.warnings == ("文档中有隐藏文字，没有计入",)
    shown = hidden.replace("<w:vanish/>", '<w:vanish w:val="0"/>')
    assert body(shown).text == "隐藏正文"


def test_large_pictures_are_listed_as_unread_and_small_ones_are_not() -> None:
    def build(document: Any) -> None:
        document.add_picture(png(), Cm(15), Cm(15))
        document.add_paragraph("甲")
        document.add_picture(png(), Cm(15), Cm(13.9))
        document.add_picture(png(), Cm(5), Cm(5))
        document.add_paragraph("乙").add_run().add_picture(png(), Cm(15), Cm(20))

    assert read_bytes(word(build), "a.docx").unread == (
        Unread("第1段之前", "图片中的文字未识别"),
        Unread("第1段之后", "图片中的文字未识别"),
        Unread("第2段", "图片中的文字未识别"),
    )


def test_what_was_read_is_counted() -> None:
    """Two tables with an empty paragraph between them are two; one inside a cell is none more."""

    def build(document: Any) -> None:
        document.add_paragraph("甲")
        for text in ("乙", "丙"):
            table = document.add_table(1, 2)
            table.cell(0, 0).text = text
            table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "内层"
            document.add_paragraph("")
        document.add_picture(png(), Cm(15), Cm(15))
        document.add_picture(png(), Cm(2), Cm(2))
        document.sections[0].header.paragraphs[0].text = "页眉"

    source = read_bytes(word(build), "a.docx")
    assert source.coverage == Coverage(paragraphs=5, tables=2, images=1)
    embedded = body("<w:p><w:r><w:t>甲</w:t></w:r></w:p>", '<w:altChunk r:id="rId9"/>')
    assert embedded.coverage == Coverage(paragraphs=1)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("width:420pt;height:600pt", 1),
        ("position:absolute;width:15cm;height:20cm", 1),
        ("width:42pt;height:600pt", 0),
        ("width:420parsec;height:600pt", 0),
        ("", 0),
    ],
)
def test_old_style_pictures_are_measured_too(style: str, expected: int) -> None:
    source = body(
        "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:pict>"
        f'<v:shape style="{style}"><v:imagedata r:id="rId1"/></v:shape></w:pict></w:r></w:p>'
    )
    assert len(source.unread) == expected


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        ("<o:OLEObject/>", "嵌入对象中的文字未识别"),
        ("<c:chart/>", "图表中的文字未识别"),
    ],
)
def test_large_objects_and_charts_are_unread(inner: str, reason: str) -> None:
    source = body(
        '<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:object><v:shape style="width:15cm;height:20cm"/>'
        f"{inner}</w:object></w:r></w:p>"
    )
    assert source.unread == (Unread("第1段", reason),)


def test_an_embedded_document_is_unread() -> None:
    source = body("<w:p><w:r><w:t>甲</w:t></w:r></w:p>", '<w:altChunk r:id="rId9"/>')
    assert source.unread == (Unread("第1段之后", "嵌入的其他文档未读取"),)


LEVEL = (
    '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
)


def with_list(*levels: tuple[str, str], override: str = "", ids: tuple[int, int] = (9, 10)) -> Any:
    """Return a builder's helper that numbers paragraphs: 9 is the list, 10 the same restarted."""
    made = "".join(LEVEL.format(index, *level) for index, level in enumerate(levels))
    definition = f'<w:abstractNum {NAMESPACES} w:abstractNumId="90">{made}</w:abstractNum>'

    def build(document: Any, *items: tuple[str, int, int]) -> None:
        root = document.part.numbering_part.element
        root.insert(0, parse_xml(definition))
        for list_id, inside in ((ids[0], ""), (ids[1], override)):
            root.append(
                parse_xml(
                    f'<w:num {NAMESPACES} w:numId="{list_id}">'
                    f'<w:abstractNumId w:val="90"/>{inside}</w:num>'
                )
            )
        for text, list_id, level in items:
            add_xml(
                document,
                f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/>'
                f"</w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>",
            )

    return build


def numbered(build: Any, *items: tuple[str, int, int]) -> list[str]:
    return lines(read_bytes(word(lambda document: build(document, *items)), "a.docx"))


def test_automatic_numbers_are_written_out_as_word_shows_them() -> None:
    build = with_list(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"))
    items = [("工作", 9, 0), ("决策", 9, 1), ("执法", 9, 1), ("问题", 9, 0), ("原因", 9, 1)]
    assert numbered(build, *items) == [
        "一、工作",
        "（一）决策",
        "（二）执法",
        "二、问题",
        "（一）原因",
    ]


def test_a_restarted_list_counts_from_its_own_start() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    build = with_list(("decimal", "%1."), override=restart)
    assert numbered(build, ("甲", 9, 0), ("乙", 10, 0), ("丙", 10, 0)) == ["1.甲", "5.乙", "6.丙"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "1"),
        ("decimalZero", "01"),
        ("decimalFullWidth", "１"),
        ("decimalEnclosedCircleChinese", "①"),
        ("ideographDigital", "一"),
        ("chineseLegalSimplified", "壹"),
        ("lowerLetter", "a"),
        ("upperLetter", "A"),
        ("lowerRoman", "i"),
        ("upperRoman", "I"),
    ],
)
def test_number_forms(form: str, expected: str) -> None:
    assert numbered(with_list((form, "%1）")), ("甲", 9, 0)) == [f"{expected}）甲"]


def test_numbers_beyond_ten() -> None:
    build = with_list(("chineseCounting", "%1、"))
    written = numbered(build, *[("项", 9, 0)] * 21)
    assert [written[index] for index in (9, 10, 19, 20)] == [
        "十、项",
        "十一、项",
        "二十、项",
        "二十一、项",
    ]


def test_bullets_give_no_number_and_a_bare_number_is_set_off() -> None:
    assert numbered(with_list(("bullet", "●")), ("甲", 9, 0)) == ["甲"]
    deep = with_list(("decimal", "%1"), ("decimal", "%1.%2"))
    assert numbered(deep, ("甲", 9, 0), ("乙", 9, 1)) == ["1 甲", "1.1 乙"]


def test_a_list_that_is_not_defined_gives_no_number() -> None:
    assert numbered(with_list(("decimal", "%1.")), ("甲", 77, 0), ("乙", 9, 5)) == ["甲", "乙"]


def test_a_list_of_a_paragraph_style_numbers_its_paragraphs() -> None:
    source = read_bytes(
        word(lambda d: [d.add_paragraph(text, style="List Number") for text in "甲乙"]), "a.docx"
    )
    assert lines(source) == ["1.甲", "2.乙"]


def test_the_dates_of_a_word_file_are_not_its_publication() -> None:
    def build(document: Any) -> None:
        document.core_properties.created = datetime(2024, 5, 6, tzinfo=UTC)
        document.add_paragraph("全年审核合同12份。")

    assert read_bytes(word(build), "a.docx").published is None
