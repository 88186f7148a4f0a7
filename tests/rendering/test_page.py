"""Pages: what a report says is shown and never obeyed, and nothing is fetched."""

from __future__ import annotations

import io
import re
import socket
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from pypdf import PdfReader

from scorer.model.errors import RenderError
from scorer.rendering import page
from scorer.rendering.fonts import chinese_fonts, load_weasyprint
from scorer.rendering.page import html, print_html
from scorer.rendering.paper import pdf
from scorer.rendering.templating import SHIPPED, Look, asset
from scorer.resources import rules_dir, templates_dir

needs_font = pytest.mark.skipif(not chinese_fonts(), reason="no Chinese font on this machine")
PAGES = pytest.mark.parametrize("render", [html, print_html])
VOID = {"meta", "br", "col"}


class Tree(HTMLParser):
    """Collects tags, attributes and text, and sees whether every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)
        elif self.open and self.open[-1] != "style":
            self.words.append(data)


def parsed(content: bytes) -> Tree:
    tree = Tree()
    tree.feed(content.decode())
    tree.close()
    return tree


@PAGES
@pytest.mark.parametrize("name", ["card", "provisional", "perfect", "empty"])
def test_every_tag_is_closed(request, render, name):
    assert parsed(render(request.getfixturevalue(name))).open == []


@PAGES
def test_text_of_a_report_stays_text(card, render):
    tree = parsed(render(card))
    text = "".join(tree.words)
    for part in ('<script>alert("x")</script>', "{{7*7}}", "{% raw %}", "<b>粗</b>", "&amp;"):
        assert part in text
    assert "49" not in text
    assert not {"b", "img", "link"} & tree.tags
    assert tree.scripts == ([asset(page.SCRIPT, SHIPPED)] if render is html else [])


@PAGES
def test_hostile_names_and_ids_stay_text(card, render):
    evil = '"><script>alert(1)</script>{{7*7}}</style>url(http://evil.example/)'
    rules = replace(card.rules, id=evil, title=evil, version=evil, chosen=evil)
    line = replace(card.tally.lines[0], name=evil, advice=evil, shortfall=evil)
    group = replace(card.tally.groups[0], name=evil)
    lines, groups = (line, *card.tally.lines[1:]), (group, *card.tally.groups[1:])
    tally = replace(card.tally, lines=lines, groups=groups, band=evil)
    report = replace(card.report, unit=evil, title=evil, name=evil)
    tree = parsed(render(replace(card, rules=rules, tally=tally, report=report)))
    assert tree.scripts == ([asset(page.SCRIPT, SHIPPED)] if render is html else [])
    assert evil in "".join(tree.words)
    assert tree.open == []


@PAGES
def test_a_page_refers_to_nothing_outside_itself(card, render):
    content = render(card)
    tree = parsed(content)
    links = [value for name, value in tree.attributes if name in ("src", "href", "action")]
    assert all(link is not None and link.startswith("#") for link in links)
    style = re.search(rb"<style>(.*?)</style>", content, re.DOTALL)
    assert style is not None
    assert not re.search(rb"url\(|@import", style[1])


def test_links_to_elements_lead_somewhere(card):
    attributes = parsed(html(card)).attributes
    targets = {f"#{value}" for name, value in attributes if name == "id"}
    assert {value for name, value in attributes if name == "href"} <= targets


def test_the_folders_are_found_in_a_checkout_and_in_a_package(tmp_path, monkeypatch):
    assert (templates_dir() / page.PRINT).is_file()
    (tmp_path / "scorer" / "rules").mkdir(parents=True)
    monkeypatch.setattr("scorer.resources.PACKAGE", tmp_path / "scorer")
    assert tmp_path / "scorer" / "rules" == rules_dir()
    assert tmp_path / "templates" == templates_dir()


@pytest.fixture(scope="module")
def made(card, provisional):
    """The PDF of a card, made where any use of a socket is an error."""

    def refuse(*_):
        raise AssertionError("a socket was opened")

    load_weasyprint()  # its own modules need the real class
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "socket", refuse)
        patch.setattr(socket, "create_connection", refuse)
        return pdf(card)


def text_of(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s+", "", "".join(each.extract_text() for each in pages))


@needs_font
def test_a_pdf_reads_in_the_order_of_the_page(made):
    text = text_of(made)
    parts = (
        "温州市苍南县垟塱镇人民政府",
        "2024年度法治政府建设年度报告评分表",
        "51.5/80",
        "写得最实的是",
        "一、各部分得分",
        "二、最强与最弱",
        "三、核查要点",
        "法定内容",
        "四、逐项评分",
        "1.履行第一责任人职责（四个亲自）73.5具体举措",
        "20.下一年度主要安排33.0具体举措",
        "五、涨分清单",
        "需补做工作如已做过，写明即可",
        "六、报告自身的疑点（差错1处，提示1处，共扣0.5分）",
        "七、未读内容与提醒",
        "八、总分的计算",
        "九、评分依据",
        "十、说明",
        "十一、审核签署",
        "初评年月日",
        "复核年月日",
        "审定年月日",
        "备注",
    )
    assert sorted(places := [text.index(part) for part in parts]) == places


@needs_font
def test_a_pdf_shows_rare_characters_and_hostile_text_as_they_are(made):
    text = text_of(made)
    for part in ("垟塱镇", "氹仔村", '<script>alert("x")</script>', "{{7*7}}", "<b>粗</b>"):
        assert part in text


@needs_font
def test_every_page_has_its_foot(made):
    pages = PdfReader(io.BytesIO(made)).pages
    texts = [re.sub(r"\s+", "", each.extract_text()) for each in pages]
    assert 4 <= len(texts) <= 6
    for number, text in enumerate(texts, 1):
        assert f"第{number}页共{len(texts)}页" in text
        assert "规则集township-20212025.1版报告校验3f2a3f2a3f2a评分程序scorer0.1.0" in text
        assert "温州市苍南县垟塱镇人民政府2024年度法治政府建设年度报告评分表" in text


@needs_font
def test_all_fonts_are_embedded(made):
    reader = PdfReader(io.BytesIO(made))
    fonts = {
        name: font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        for each in reader.pages
        for name, font in each["/Resources"]["/Font"].items()
    }
    assert fonts
    assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts.values())


@needs_font
def test_a_screen_reader_finds_structure_and_language(made):
    root = PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "zh-CN"


@needs_font
def test_the_same_card_gives_the_same_bytes(card, made):
    assert made == pdf(card)


@needs_font
def test_the_style_sheets_are_understood(card, caplog):
    pdf(card)
    assert [record.message for record in caplog.records if record.name == "weasyprint"] == []


@needs_font
@pytest.mark.parametrize("name", ["provisional", "perfect", "empty"])
def test_any_card_can_be_printed(request, name):
    assert "、说明" in text_of(pdf(request.getfixturevalue(name)))


@needs_font
@pytest.mark.parametrize(
    "address", ["http://evil.example/a.png", "file:///etc/hostname", "ftp://evil.example/"]
)
def test_a_template_that_fetches_is_refused(card, tmp_path, address):
    (tmp_path / page.PRINT).write_text(f'<img src="{address}">', encoding="utf-8")
    with pytest.raises(RenderError, match="无法生成 PDF：模板要取外部资源"):
        pdf(card, Look(tmp_path))
