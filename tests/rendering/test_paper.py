"""The PDF as a file: archived, tagged, small, with its result inside and no silent box."""

from __future__ import annotations

import gc
import io
import json
import logging
from dataclasses import replace
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from scorer.rendering import embedding, paper
from scorer.rendering.data import to_json
from scorer.rendering.fonts import chinese_fonts
from scorer.rendering.paper import ATTACHMENT, pdf

pytestmark = pytest.mark.skipif(not chinese_fonts(), reason="no Chinese font on this machine")
KILOBYTES = 600
PAGES = 8
PRIVATE = "\U000f0000"  # a character of the private use planes, which no font of a system has


@pytest.fixture(scope="module")
def made(card) -> bytes:
    return pdf(card)


@pytest.fixture(scope="module")
def root(made):
    return PdfReader(io.BytesIO(made)).trailer["/Root"]


def test_it_says_that_it_is_pdf_a_3a_and_tagged(root):
    metadata = root["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in metadata
    assert 'pdfaid:conformance="A"' in metadata
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  (pypdf's own boolean)
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712


def test_its_colours_are_those_of_its_output_intent(root):
    intent = root["/OutputIntents"][0]
    assert intent["/S"] == "/GTS_PDFA1"
    assert "/DestOutputProfile" in intent


def test_its_title_is_unit_and_heading(made):
    info = PdfReader(io.BytesIO(made)).metadata
    assert info.title == "温州市苍南县垟塱镇人民政府2024年度法治政府建设年度报告评分表"
    assert "2026" in str(info.creation_date)


def test_the_result_is_attached_as_data(made, card):
    reader = PdfReader(io.BytesIO(made))
    assert reader.attachments[ATTACHMENT] == [to_json(card)]
    files = reader.trailer["/Root"]["/AF"]
    assert [file.get_object()["/AFRelationship"] for file in files] == ["/Data"]


def titles(outline) -> list[str]:
    flat: list[str] = []
    for each in outline:
        flat += titles(each) if isinstance(each, list) else [str(each.title)]
    return flat


def test_bookmarks_lead_to_every_part_and_group(made):
    marks = titles(PdfReader(io.BytesIO(made)).outline)
    for part in ("各部分得分", "逐项评分", "涨分清单", "总分的计算", "评分依据", "审核签署"):
        assert any(part in mark for mark in marks), part
    assert any("重大行政决策" in mark for mark in marks)


def kinds(element, found: set[str]) -> set[str]:
    element = element.get_object()
    if not isinstance(element, dict):
        return found
    found.add(str(element.get("/S")))
    below = element.get("/K", [])
    for each in below if isinstance(below, list) else [below]:
        kinds(each, found)
    return found


def test_a_screen_reader_finds_headings_and_tables_with_header_cells(root):
    assert {"/H1", "/H2", "/Table", "/TR", "/TH", "/TD", "/P"} <= kinds(
        root["/StructTreeRoot"], set()
    )


def test_it_is_small(made):
    assert len(made) < KILOBYTES * 1024
    assert len(PdfReader(io.BytesIO(made)).pages) <= PAGES


def test_rows_read_from_left_to_right(made):
    text = "".join(
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split()
    )
    assert "2.法治建设纳入全局并研究部署44.0量化成效全年召开党委会" in text


def test_a_character_that_no_font_has_is_named(card, caplog):
    odd = replace(card, report=replace(card.report, unit=f"{PRIVATE}镇"))
    with caplog.at_level(logging.WARNING):
        made = pdf(odd)
    wanted = (
        f"注意：本机字体没有 “{PRIVATE}”（U+F0000），PDF 中印成空框。"
        "请安装字形更全的字体（Debian/Ubuntu：fonts-noto-cjk-extra、fonts-hanazono）"
    )
    assert [record.getMessage() for record in caplog.records] == [wanted]
    text = "".join(
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split()
    )
    assert "本机字体没有U+F0000，PDF中印成空框" in text


def test_rare_characters_that_a_font_has_are_no_reason_to_warn(card, caplog):
    odd = replace(card, report=replace(card.report, unit="垟塱氹㙍镇"))
    with caplog.at_level(logging.WARNING):
        pdf(odd)
    assert caplog.records == []


def test_many_missing_characters_are_counted():
    named = paper._named([chr(0xF0000 + each) for each in range(30)], shown=False)
    assert "U+F0013等30个字，PDF 中印成空框" in named
    assert "U+F0014" not in named


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_is_collected_again_after_a_pdf(enabled):
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with paper._without_garbage_collection():
            assert not gc.isenabled()
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


@pytest.mark.parametrize("table", [b"", b"\x01\x00\x04", b"\x01\x00\x04\x01\x00\x01\x01\x01\x02A"])
def test_a_table_that_is_no_cid_keyed_font_stays(table):
    """Name-keyed fonts have no numbers to keep, so nothing may be taken away."""
    assert embedding._is_cid_keyed(table + bytes(8)) is False


def test_without_used_glyphs_a_font_stays_as_it_is():
    assert embedding._subset(b"OTTO" + bytes(60), set()) == b""


def test_fonts_that_are_no_opentype_streams_are_left_alone():
    descriptor = {"Type": "/FontDescriptor", "FontFile2": "1 0 R"}
    document = SimpleNamespace(fonts={})
    embedding.embed_used_glyphs(document, SimpleNamespace(objects=[descriptor, "other"]))
    assert descriptor == {"Type": "/FontDescriptor", "FontFile2": "1 0 R"}


def test_embedded_chinese_fonts_are_bare_tables_of_their_glyphs(made):
    fonts = PdfReader(io.BytesIO(made)).pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        if "/FontFile3" not in described:
            pytest.skip("the fonts of this machine are TrueType")
        file = described["/FontFile3"]
        assert file["/Subtype"] == "/CIDFontType0C"
        assert len(file.get_data()) < 200 * 1024


def test_the_attached_result_is_what_json_gives(made, card):
    held = json.loads(PdfReader(io.BytesIO(made)).attachments[ATTACHMENT][0])
    assert held["total"]["score"] == float(card.tally.total)
