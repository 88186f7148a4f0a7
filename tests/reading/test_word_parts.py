"""Word documents: what Word shows is read once, what it does not show is not."""

from __future__ import annotations

import pytest

from scorer.model.document import Role, Source, Unread
from scorer.pipeline import understand
from scorer.reading import read_bytes
from tests.reading.wordfiles import (
    of_body,
    of_lines,
    paragraph,
    part_of,
    related,
    with_part,
    word,
)

DELETED = "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
NOTE_MARK = '<w:r><w:{}noteReference w:id="{}"/></w:r>'
TABLE = "<w:tbl>{}</w:tbl>"
CELL = "<w:tc>{}</w:tc>"


def source(*xml: str) -> Source:
    return read_bytes(of_body(*xml), "a.docx")


def lines(read: Source) -> list[str]:
    return [block.text for block in read.blocks]


def roles(read: Source) -> list[tuple[str, Role]]:
    return [(block.text, block.role) for block in read.blocks]


def notes(kind: str, *texts: str) -> str:
    made = (
        f'<w:{kind}note w:id="{number}">{paragraph(text)}</w:{kind}note>'
        for number, text in enumerate(texts, 1)
    )
    return f"<w:{kind}notes>{''.join(made)}</w:{kind}notes>"


class TestNotes:
    """Footnotes and endnotes are text; they stand after the paragraph that refers to them."""

    def test_each_stands_after_its_paragraph(self):
        """In the order of the references, with the paragraph numbers running on."""
        data = of_body(
            f"<w:p><w:r><w:t>甲</w:t></w:r>{NOTE_MARK.format('foot', 2)}"
            f"{NOTE_MARK.format('end', 1)}</w:p>",
            paragraph("乙"),
        )
        data = related(data, "footnotes", notes("foot", "不见", "脚注"))
        read = read_bytes(related(data, "endnotes", notes("end", "尾注"), "rId901"), "a.docx")
        note = Role.NOTE
        expected = [("甲", Role.PARAGRAPH), ("脚注", note), ("尾注", note), ("乙", Role.PARAGRAPH)]
        assert roles(read) == expected
        assert [block.paragraph for block in read.blocks] == [1, 2, 3, 4]
        assert read.warnings == ()

    def test_a_note_that_refers_to_itself_is_read_once(self):
        """A ring of references ends."""
        data = of_body(f"<w:p><w:r><w:t>甲</w:t></w:r>{NOTE_MARK.format('foot', 1)}</w:p>")
        ring = (
            '<w:footnotes><w:footnote w:id="1"><w:p><w:r><w:t>注</w:t></w:r>'
            f"{NOTE_MARK.format('foot', 1)}</w:p></w:footnote></w:footnotes>"
        )
        assert lines(read_bytes(related(data, "footnotes", ring), "a.docx")) == ["甲", "注"]

    def test_a_note_opens_no_section_and_joins_no_sentence(self):
        """1. in a note is no heading; the sentence above a note is not continued by it."""
        data = of_body(
            paragraph("一、主要工作"),
            "<w:p><w:r><w:t>全年审核合同协议等各类文件共计二百一十份，提出修改意见若干</w:t></w:r>"
            f"{NOTE_MARK.format('foot', 1)}</w:p>",
            paragraph("组织宣传活动。"),
        )
        read = read_bytes(
            related(data, "footnotes", notes("foot", "二、不是标题，是注释。")), "a.docx"
        )
        document = understand(read)
        assert [section.title for section in document.sections] == ["主要工作"]
        assert document.text.splitlines()[2] == "二、不是标题，是注释。"


class TestFurniture:
    """Headers, footers and contents are kept as furniture and never matched."""

    def test_headers_and_footers(self):
        """They stand behind the body, whose paragraphs keep their numbers."""
        data = related(of_lines("正文"), "header", f"<w:hdr>{paragraph('某镇人民政府')}</w:hdr>")
        data = related(data, "footer", f"<w:ftr>{paragraph('第 1 页')}</w:ftr>", "rId901")
        read = read_bytes(data, "a.docx")
        assert roles(read) == [
            ("正文", Role.PARAGRAPH),
            ("某镇人民政府", Role.FURNITURE),
            ("第 1 页", Role.FURNITURE),
        ]
        document = understand(read)
        assert document.text == "正文"
        assert [removed.reason for removed in document.clean.removed] == [
            "页眉、页脚或目录",
            "页码",
        ]

    @pytest.mark.parametrize("style", ["toc 1", "TOC 3", "WPSOffice手动目录 1", "TOC 标题1"])
    def test_lines_in_a_style_of_contents(self, style):
        """The styles of Word and of WPS."""
        data = word(
            lambda document: [
                document.styles.add_style(style, 1),
                document.add_paragraph("一、工作\t3", style=style),
                document.add_paragraph("正文"),
            ]
        )
        read = read_bytes(data, "a.docx")
        assert roles(read) == [("一、工作\t3", Role.FURNITURE), ("正文", Role.PARAGRAPH)]
        assert [block.paragraph for block in read.blocks] == [1, 1]

    def test_contents_in_a_content_control(self):
        """The whole control is the table of contents, its title too."""
        control = (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            f"</w:docPartObj></w:sdtPr><w:sdtContent>{paragraph('目录')}</w:sdtContent></w:sdt>"
        )
        assert roles(source(control, paragraph("正文")))[0] == ("目录", Role.FURNITURE)

    @pytest.mark.parametrize(
        ("text", "role"), [("一、工作\u20263", Role.FURNITURE), ("详见第三节。", Role.PARAGRAPH)]
    )
    def test_links_to_headings(self, text, role):
        """A line that leads to a heading and ends with a page number, but no cross-reference."""
        link = (
            f'<w:p><w:hyperlink w:anchor="_Toc1"><w:r><w:t>{text}</w:t></w:r></w:hyperlink></w:p>'
        )
        assert roles(source(link, paragraph("正文")))[0] == (text, role)


class TestChanges:
    """Tracked changes count as accepted."""

    @pytest.mark.parametrize(
        ("xml", "expected"),
        [
            pytest.param(
                f"<w:p><w:moveTo><w:r><w:t>移到</w:t></w:r></w:moveTo><w:moveFrom><w:r><w:t>移走"
                f"</w:t></w:r></w:moveFrom>{DELETED}</w:p>",
                ["移到"],
                id="moved text stands where it was moved to",
            ),
            pytest.param(
                paragraph("前半", "<w:rPr><w:del/></w:rPr>") + paragraph("后半"),
                ["前半后半"],
                id="a deleted paragraph mark joins two paragraphs",
            ),
            pytest.param(
                TABLE.format(
                    CELL.format(paragraph("末格", "<w:rPr><w:del/></w:rPr>"))
                    + CELL.format(paragraph("下格"))
                ),
                ["末格", "下格"],
                id="but not two cells",
            ),
            pytest.param(
                TABLE.format(
                    f"<w:tr><w:trPr><w:del/></w:trPr>{CELL.format(paragraph('删'))}</w:tr>"
                    f"<w:tr><w:trPr><w:ins/></w:trPr>{CELL.format(paragraph('增'))}</w:tr>"
                ),
                ["增"],
                id="deleted and inserted rows",
            ),
            pytest.param(
                TABLE.format(
                    f"<w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>{paragraph('删')}</w:tc>"
                    f"{CELL.format(paragraph('留'))}</w:tr>"
                ),
                ["留"],
                id="deleted cells",
            ),
        ],
    )
    def test_change(self, xml, expected):
        """See the row's id."""
        body = f"<w:sdt><w:sdtContent>{xml}</w:sdtContent></w:sdt>"
        assert lines(source(body)) == expected


class TestOnce:
    """Nothing stands twice."""

    @pytest.mark.parametrize(
        ("xml", "expected"),
        [
            pytest.param(
                TABLE.format(
                    '<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
                    f"{paragraph('合并')}</w:tc></w:tr>"
                    f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('合并')}</w:tc></w:tr>"
                ),
                ["合并"],
                id="a cell merged downwards",
            ),
            pytest.param(
                "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>新</w:t></mc:Choice>"
                "<mc:Choice><w:t>新二</w:t></mc:Choice><mc:Fallback><w:t>旧</w:t></mc:Fallback>"
                "</mc:AlternateContent></w:r></w:p>",
                ["新"],
                id="alternatives",
            ),
            pytest.param(
                "<w:p><w:r><mc:AlternateContent><mc:Fallback><w:t>旧</w:t></mc:Fallback>"
                "</mc:AlternateContent></w:r></w:p>",
                ["旧"],
                id="the fallback where there is no choice",
            ),
            pytest.param(
                '<w:p><w:fldSimple w:instr="DATE"><w:r><w:t>2024年</w:t></w:r></w:fldSimple></w:p>',
                ["2024年"],
                id="a simple field's result",
            ),
            pytest.param(
                "<w:p><w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r>"
                "<w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
                ["拼"],
                id="ruby",
            ),
            pytest.param(
                "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>"
                "单击此处输入文字</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>正文</w:t></w:r></w:p>",
                ["正文"],
                id="the prompt of an empty content control is not text",
            ),
            pytest.param(
                '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>正文</w:t></w:r>'
                '<w:r><w:annotationRef/><w:commentReference w:id="1"/></w:r></w:p>',
                ["正文"],
                id="comments",
            ),
            pytest.param(
                '<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:br w:type="page"/><w:t>丙</w:t>'
                "<w:lastRenderedPageBreak/></w:r></w:p>",
                ["甲", "乙", "丙"],
                id="line and page breaks",
            ),
        ],
    )
    def test_markup(self, xml, expected):
        """See the row's id."""
        assert lines(source(xml)) == expected

    def test_no_page_is_known(self):
        """A docx does not store its pages."""
        read = source('<w:p><w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r></w:p>')
        assert ({block.page for block in read.blocks}, read.pages) == ({None}, None)


class TestHidden:
    """Hidden text is left out, and the reader is told."""

    @pytest.mark.parametrize("kind", ["character", "paragraph"])
    def test_by_style(self, kind):
        """The style that hides may be the run's or the paragraph's, or one they are based on."""
        styles = (
            f'<w:style w:type="{kind}" w:styleId="Hides"><w:rPr><w:vanish/></w:rPr></w:style>'
            f'<w:style w:type="{kind}" w:styleId="S"><w:basedOn w:val="Hides"/></w:style>'
        )
        run = '<w:rPr><w:rStyle w:val="S"/></w:rPr>' if kind == "character" else ""
        own = '<w:pPr><w:pStyle w:val="S"/></w:pPr>' if kind == "paragraph" else ""
        data = of_body(
            f"<w:p>{own}<w:r>{run}<w:t>藏</w:t></w:r>"
            '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>露</w:t></w:r></w:p>'
        )
        written = part_of(data, "word/styles.xml").replace("</w:styles>", f"{styles}</w:styles>")
        read = read_bytes(with_part(data, "word/styles.xml", written.encode()), "a.docx")
        assert read.text == "露"
        assert read.warnings == ("文档中有隐藏文字，没有计入",)

    def test_by_row(self):
        """A hidden row of a table."""
        hidden = f"<w:tr><w:trPr><w:hidden/></w:trPr>{CELL.format(paragraph('藏'))}</w:tr>"
        read = source(TABLE.format(hidden), paragraph("露"))
        assert (read.text, read.warnings) == ("露", ("文档中有隐藏文字，没有计入",))


class TestDrawings:
    """Text in drawings is read; what is no text is listed."""

    def test_the_words_of_a_diagram(self):
        """SmartArt: each line of the diagram after the paragraph that holds it."""
        data = of_body(
            "<w:p><w:r><w:t>流程如下</w:t></w:r><w:r><w:drawing><a:graphic><a:graphicData>"
            '<dgm:relIds r:dm="rId900"/></a:graphicData></a:graphic></w:drawing></w:r></w:p>'
        )
        points = "".join(
            f"<dgm:pt><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>"
            for text in ("受理", "", "办结")
        )
        diagram = f"<dgm:dataModel><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"
        read = read_bytes(related(data, "diagramData", diagram), "a.docx")
        assert lines(read) == ["流程如下", "受理", "办结"]

    @pytest.mark.parametrize(
        ("program", "expected"),
        [
            ("Word.Document.12", (Unread("第1段", "嵌入对象中的文字未识别"),)),
            ("Equation.3", ()),
        ],
    )
    def test_an_attached_document_is_unread_however_small_its_icon(self, program, expected):
        """But a formula is none."""
        read = source(
            "<w:p><w:r><w:t>见附件</w:t></w:r><w:r><w:object>"
            f'<o:OLEObject ProgID="{program}"/></w:object></w:r></w:p>'
        )
        assert read.unread == expected

    def test_a_picture_in_a_running_head_is_not_missed(self):
        """A watermark or a logo is not a page that was not read."""
        header = (
            '<w:hdr><w:p><w:r><w:pict><v:shape style="width:15cm;height:20cm">'
            "<v:imagedata/></v:shape></w:pict></w:r></w:p></w:hdr>"
        )
        assert read_bytes(related(of_lines("正文"), "header", header), "a.docx").unread == ()


class TestOtherMakers:
    """Files of other programs than Word."""

    def test_strict_namespaces(self):
        """ISO 29500 strict, as Word writes it when asked to."""
        data = related(
            of_body(f"<w:p><w:r><w:t>甲</w:t></w:r>{NOTE_MARK.format('foot', 1)}</w:p>"),
            "footnotes",
            notes("foot", "注"),
        )
        usual = "http://schemas.openxmlformats.org/"
        for part in ("word/document.xml", "word/_rels/document.xml.rels", "_rels/.rels"):
            written = part_of(data, part)
            written = written.replace(
                f"{usual}wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            ).replace(f"{usual}officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/")
            data = with_part(data, part, written.encode())
        assert lines(read_bytes(data, "a.docx")) == ["甲", "注"]

    def test_parts_named_from_the_root_or_in_another_case(self):
        """Targets such as /word/Document.xml, and no styles at all."""
        data = of_lines("正文")
        root = part_of(data, "_rels/.rels").replace("word/document.xml", "/word/Document.xml")
        data = with_part(data, "_rels/.rels", root.encode())
        data = with_part(data, "word/_rels/document.xml.rels", b"<Relationships/>")
        assert lines(read_bytes(data, "a.docx")) == ["正文"]

    def test_a_list_through_a_list_style(self):
        """The definition only names the style; the numbers stand in another definition."""
        numbering = (
            '<w:numbering><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/>'
            '</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:styleLink w:val="L"/>'
            '<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
            '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
        )
        numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
        data = of_body(paragraph("工作", numbered))
        rels = part_of(data, "word/_rels/document.xml.rels").replace("/numbering", "/unused")
        data = with_part(data, "word/_rels/document.xml.rels", rels.encode())
        assert lines(read_bytes(related(data, "numbering", numbering), "a.docx")) == ["一、工作"]
