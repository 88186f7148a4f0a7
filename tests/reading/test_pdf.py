"""PDFs with a text layer: order, paragraphs, furniture, pages, and what cannot be read."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import pypdf
import pytest
from PIL import Image

from scorer.model.document import Block, Role, Source, Unread
from scorer.model.errors import ReportError
from scorer.pipeline import assess_source, understand
from scorer.reading import ocr, read_bytes
from tests.reading.pdffiles import (
    edited,
    in_html,
    joined,
    libreoffice_pdf,
    page_of,
    pictures,
    scan,
    weasyprint_pdf,
    without_unicode,
)

HEADS = """@page { size: A4; margin: 28mm; @top-center { content: "山口镇法治政府建设年度报告" }
@bottom-center { content: "第 " counter(page) " 页 共 " counter(pages) " 页" } }
p { font: 14pt/26pt "Noto Sans CJK SC"; margin: 0; text-indent: 2em; text-align: justify }
td { border: 1px solid; padding: 4pt; font: 12pt/20pt "Noto Sans CJK SC" }
div { font: 12pt/20pt "Noto Sans CJK SC" }"""
PLAIN = HEADS.replace("山口镇法治政府建设年度报告", "")  # one page cannot repeat its head
WORK = (
    "全年审核行政合同二十六件，开展法治培训八场，参训干部三百人次，"
    "群众办事更加方便，满意度明显提高。"
)
NOT_INSTALLED = (
    "第1页有扫描图像或大幅图片，本机没有安装文字识别组件；安装后可以读取：pip install 'scorer[ocr]'"
)


@pytest.fixture(autouse=True)
def no_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is tested by itself."""
    monkeypatch.setattr(ocr, "recogniser", lambda: None)
    monkeypatch.setattr(ocr, "_is_installed", lambda: False)


def source_of(body: str, style: str = PLAIN) -> Source:
    return read_bytes(weasyprint_pdf(in_html(body, style)), "报告.pdf")


def kept(source: Source) -> list[Block]:
    return [block for block in source.blocks if block.role is not Role.FURNITURE]


def left_out(source: Source) -> list[str]:
    return [block.text for block in source.blocks if block.role is Role.FURNITURE]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_paragraphs_are_whole_over_lines_and_pages() -> None:
    """A paragraph that a page cuts keeps its number and is one in the clean text."""
    texts = ["一、主要工作", *[f"第{at}项工作。{WORK}{WORK}" for at in range(1, 19)]]
    source = source_of(paragraphs(*texts), HEADS)
    assert source.pages == 3
    assert understand(source).text.split("\n") == texts
    numbers = [block.paragraph for block in kept(source)]
    assert sorted(set(numbers)) == list(range(1, len(texts) + 1))
    cut = {number for number in numbers if numbers.count(number) > 1}
    assert cut
    for number in cut:
        parts = [block for block in kept(source) if block.paragraph == number]
        assert [part.page for part in parts] == [parts[0].page, (parts[0].page or 0) + 1]
        assert "".join(part.text for part in parts) == texts[number - 1]


def test_every_block_stands_in_the_text_where_it_says() -> None:
    source = source_of(paragraphs(*[WORK] * 20))
    for block in source.blocks:
        assert source.text[block.start : block.start + len(block.text)] == block.text


def test_running_heads_and_page_numbers_are_left_out_and_kept_on_record() -> None:
    source = source_of(paragraphs(*[WORK] * 20), HEADS)
    heads = ["山口镇法治政府建设年度报告", "第 1 页 共 2 页"]
    assert left_out(source) == [*heads, heads[0], "第 2 页 共 2 页"]
    reasons = [each.reason for each in understand(source).clean.removed]
    assert reasons == ["页眉、页脚或目录", "页码"] * 2


def test_a_first_line_that_stands_once_is_no_running_head() -> None:
    """A title at the top of a page is not taken for furniture."""
    body = paragraphs("山口镇2024年法治政府建设情况报告", WORK)
    source = source_of(body, PLAIN.replace("28mm", "12mm"))
    assert kept(source)[0].text == "山口镇2024年法治政府建设情况报告"


def test_a_sentence_that_says_the_same_on_two_pages_stays() -> None:
    """What is repeated in the middle of pages is text."""
    source = source_of(paragraphs(*[WORK] * 24))
    assert "".join(block.text for block in kept(source)) == WORK * 24


def test_a_table_of_contents_is_left_out() -> None:
    contents = "".join(
        f"<div>{title}{'.' * 60}{page}</div>"
        for title, page in (("一、主要工作", 2), ("二、不足", 5))
    )
    source = source_of(contents + paragraphs("一、主要工作", WORK))
    assert [block.text for block in kept(source)] == ["一、主要工作", WORK]
    assert sum("...." in text for text in left_out(source)) == 2


def test_a_table_is_read_row_by_row_each_cell_whole() -> None:
    rows = [
        ["事项", "做法", "数量"],
        [
            "合法性审查",
            "审查规范性文件、重大决策和行政合同，提出意见并督促采纳，留存全部记录",
            "97件",
        ],
        ["矛盾调解", "逐案登记", "319件"],
    ]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    source = source_of(paragraphs(WORK) + f"<table>{cells}</table>" + paragraphs(WORK))
    found = [block.text for block in kept(source) if block.role is Role.CELL]
    assert found == [cell for row in rows for cell in row]
    assert [kept(source)[0].text, kept(source)[-1].text] == [WORK, WORK]
    assert source.coverage is not None
    assert source.coverage.tables == 1


def test_two_columns_are_read_one_after_the_other() -> None:
    texts = [f"第{at}项。{WORK}" for at in range(1, 9)]
    columns = f'<div style="columns: 2">{paragraphs(*texts)}</div>'
    source = source_of(paragraphs("一、主要工作") + columns)
    assert [block.text for block in kept(source)] == ["一、主要工作", *texts]
    assert {block.role for block in kept(source)} == {Role.PARAGRAPH}


def test_paragraphs_without_indents_are_told_by_the_space_between() -> None:
    style = PLAIN.replace("margin: 0; text-indent: 2em", "margin: 0 0 12pt")
    texts = ["一、主要工作", WORK, WORK + WORK, "二、存在问题", WORK]
    assert [block.text for block in kept(source_of(paragraphs(*texts), style))] == texts


def test_a_page_that_is_shown_turned_is_read_as_shown() -> None:
    texts = ["一、主要工作", WORK, WORK]

    def turn(writer: pypdf.PdfWriter) -> None:
        for page in writer.pages:
            page.rotate(90).transfer_rotation_to_content()
            page.rotate(270)

    data = edited(weasyprint_pdf(page_of(texts)), turn)
    assert understand(read_bytes(data, "报告.pdf")).text.split("\n") == texts


def test_glyphs_without_text_are_counted_as_unread() -> None:
    """A font that does not say what its glyphs are: page unread, not garbage."""
    data = joined(weasyprint_pdf(page_of([WORK])), without_unicode(weasyprint_pdf(page_of([WORK]))))
    source = read_bytes(data, "报告.pdf")
    assert [unread.place for unread in source.unread] == ["第2页"]
    assert [block.text for block in kept(source)] == [WORK]


def test_a_file_whose_fonts_tell_nothing_is_unread_from_every_producer(tmp_path: Path) -> None:
    """Glyph numbers look like letters, control signs or line ends; none of them is text."""
    for data in (libreoffice_pdf([WORK] * 3, tmp_path), weasyprint_pdf(page_of([WORK] * 3))):
        source = read_bytes(without_unicode(data), "报告.pdf")
        assert [unread.place for unread in source.unread] == ["第1页"]
        assert kept(source) == []


def test_private_signs_are_unread_and_bullets_are_not() -> None:
    source = source_of(paragraphs("办理\ue123\ue124案件五起。", "\uf0b7 开展检查三次。"))
    assert source.unread == (Unread("第1页", "有 2 个字在字体中没有对应的文字，未能读取"),)


def test_a_scan_without_the_recogniser_makes_everything_provisional() -> None:
    data = scan(pictures(weasyprint_pdf(page_of([WORK]))))
    source = read_bytes(data, "报告.pdf")
    card = assess_source(source)
    assert source.unread == (Unread("第1页", "扫描图像，文字未识别"),)
    assert card.warnings == (NOT_INSTALLED,)
    assert card.tally.provisional
    assert {line.grade.state.value for line in card.tally.lines} == {"unreadable"}


def test_only_the_scanned_pages_of_a_mixed_file_are_unread() -> None:
    text = weasyprint_pdf(page_of([WORK] * 3))
    source = read_bytes(joined(text, scan(pictures(text))), "报告.pdf")
    assert source.unread == (Unread("第2页", "扫描图像，文字未识别"),)
    assert [block.text for block in kept(source)] == [WORK] * 3
    assert source.coverage is not None
    assert (source.coverage.pages, source.coverage.pages_unread) == (2, 1)


@pytest.mark.parametrize(
    ("millimetres", "unread"),
    [(150, (Unread("第1页", "大幅图片中的文字未识别"),)), (30, ())],
    ids=["a large picture may hold text", "an emblem does not"],
)
def test_a_picture_on_a_page_of_text(millimetres: int, unread: Sequence[Unread]) -> None:
    file = io.BytesIO()
    Image.new("L", (200, 200), 160).save(file, "PNG")
    picture = f'<img src="data:image/png;base64,{b64encode(file.getvalue()).decode()}">'
    page = in_html(paragraphs(WORK) + picture, PLAIN + f"img {{ width: {millimetres}mm }}")
    assert read_bytes(weasyprint_pdf(page), "报告.pdf").unread == tuple(unread)


def test_a_picture_file_is_unread_without_the_recogniser() -> None:
    file = io.BytesIO()
    frames = [Image.new("L", (400, 600), 255) for _ in range(2)]
    frames[0].save(file, "TIFF", save_all=True, append_images=frames[1:])
    source = read_bytes(file.getvalue(), "报告.tif")
    assert (source.format, source.pages) == ("tiff", 2)
    assert [unread.place for unread in source.unread] == ["第1页", "第2页"]


def test_a_picture_of_too_many_points() -> None:
    """It is refused before it is unpacked."""
    file = io.BytesIO()
    Image.new("1", (8, 8)).save(file, "PNG")
    data = bytearray(file.getvalue())
    data[16:24] = (30_000).to_bytes(4, "big") * 2
    data[29:33] = crc32(data[12:29]).to_bytes(4, "big")
    assert refused(bytes(data), "报告.png") == "报告.png：图片超过 8000 万像素。请缩小图片后再试。"


def refused(data: bytes, name: str = "报告.pdf") -> str:
    with pytest.raises(ReportError) as caught:
        read_bytes(data, name)
    return str(caught.value)


def test_a_password() -> None:
    data = weasyprint_pdf(page_of([WORK]))
    locked = edited(data, lambda writer: writer.encrypt("一二三", algorithm="RC4-128"))
    assert refused(locked) == (
        "报告.pdf：PDF 有打开密码。请用 WPS 或浏览器输入密码打开，另存为没有密码的 PDF 后再试。"
    )
    owned = edited(data, lambda writer: writer.encrypt("", "锁", algorithm="RC4-128"))
    assert kept(read_bytes(owned, "报告.pdf"))[0].text == WORK


def test_damage() -> None:
    data = weasyprint_pdf(page_of([WORK]))
    assert refused(data[:200]) == (
        "报告.pdf：PDF 无法读取，文件可能已损坏或没有下载完整。请重新下载或向提供者索取；"
        "如果 WPS 或浏览器还能打开，请另存为新的 PDF 或 docx 后再试。"
    )


def test_blank_pages_only() -> None:
    blank = pypdf.PdfWriter()
    blank.add_blank_page(595, 842)
    file = io.BytesIO()
    blank.write(file)
    assert refused(file.getvalue()) == (
        "报告.pdf：PDF 中没有文字，只有空白页。请确认文件内容完整。"
    )


def test_a_pdf_by_another_name_and_behind_other_bytes() -> None:
    data = weasyprint_pdf(page_of([WORK]))
    source = read_bytes(data, "报告.docx")
    assert source.warnings == ("文件扩展名是 .docx，内容却是 pdf，已按 pdf 读取",)
    assert (source.format, source.pages) == ("pdf", 1)
    assert read_bytes(b"\r\n\r\n" + data, "报告.pdf").blocks == source.blocks


def test_the_same_pdf_gives_the_same_source() -> None:
    data = weasyprint_pdf(page_of([WORK] * 3))
    assert read_bytes(data, "报告.pdf") == read_bytes(data, "报告.pdf")
