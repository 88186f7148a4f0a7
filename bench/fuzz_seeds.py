"""Whole reports in each format, made in memory, for bench.fuzz to break."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from pathlib import Path

from bench.mutations import packed
from scorer.reading import read

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    }.items()
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PARTS = ("styles", "numbering", "footnotes", "endnotes", "header", "footer")
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:pStyle w:val="1"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:extent cx="5400000" '
    'cy="7200000"/><w:txbxContent><w:p><w:r><w:t>公开电话</w:t></w:r></w:p></w:txbxContent>'
    '</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="width:420pt;height:600pt">'
    "<v:textbox><w:txbxContent><w:p><w:r><w:t>公开电话</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
_CHANGES = (
    "<w:p><w:ins><w:r><w:t>增加的话。</w:t></w:r></w:ins><w:del><w:r><w:delText>删去的话。"
    '</w:delText></w:r></w:del><w:r><w:rPr><w:rStyle w:val="h"/></w:rPr><w:t>隐藏</w:t></w:r>'
    '<w:r><w:footnoteReference w:id="1"/><w:endnoteReference w:id="1"/></w:r>'
    '<w:fldSimple w:instr="DATE"><w:r><w:t>2025年1月20日</w:t></w:r></w:fldSimple></w:p>'
)


@cache
def texts() -> tuple[str, ...]:
    """Return the texts of the example reports."""
    found = sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".docx"))
    return tuple(read(path).text for path in found)


@cache
def docx() -> tuple[bytes, ...]:
    """Return an example as Word saved it, and one with every part that is read."""
    saved = tuple(path.read_bytes() for path in sorted(EXAMPLES.glob("*.docx")))
    return (*saved, _rich_docx(texts()[0]))


@cache
def txt() -> tuple[bytes, ...]:
    """Return the examples in the encodings that occur."""
    encodings = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
    return tuple(text.encode(encoding) for text in texts() for encoding in encodings)


@cache
def html() -> tuple[bytes, ...]:
    """Return the examples as web pages with navigation, a table and a footer."""
    return tuple(_page(text).encode() for text in texts())


@cache
def pdf() -> tuple[bytes, ...]:
    """Return an example as a PDF with a text layer; raises what WeasyPrint raises without Pango."""
    import weasyprint  # noqa: PLC0415  (slow, and not everywhere)

    made: bytes = weasyprint.HTML(string=_page(texts()[0][:1500])).write_pdf()
    return (made,)


SEEDS: Mapping[str, Callable[[], tuple[bytes, ...]]] = {
    ".docx": docx,
    ".html": html,
    ".pdf": pdf,
    ".txt": txt,
}


def _page(text: str) -> str:
    body = "".join(f"<p>{escape(line)}</p>\n" for line in text.splitlines())
    return (
        "<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>年度报告</title>"
        '<meta name="PubDate" content="2025-03-20"></head><body><nav><a href="/">首页</a> &gt; '
        f"法治政府建设</nav><div class=content>{body}<table><tr><td>行政复议</td><td>3件</td></tr>"
        "</table></div><footer>主办单位：某县人民政府</footer></body></html>"
    )


def _rich_docx(text: str) -> bytes:
    lines = [f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.splitlines()]
    heading = '<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>主要工作</w:t></w:r></w:p>'
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>普法</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    lines[5:5] = [heading, f"<w:p>{_BOX}</w:p>", table, _CHANGES]
    note = "<w:p><w:r><w:t>统计到年底。</w:t></w:r></w:p>"
    parts = {
        "document": f"<w:body>{''.join(lines)}<w:sectPr/></w:body>",
        "styles": _STYLES,
        "numbering": _NUMBERING,
        "footnotes": f'<w:footnote w:id="1">{note}</w:footnote>',
        "endnotes": f'<w:endnote w:id="1">{note}</w:endnote>',
        "header": note,
        "footer": note,
    }
    roots = {"header": "hdr", "footer": "ftr"}
    related = "".join(
        f'<Relationship Id="{name}" Type="{_KINDS}{name}" Target="{name}.xml"/>' for name in _PARTS
    )
    members = {
        "_rels/.rels": "<Relationships><Relationship Id='d' "
        f"Type='{_KINDS}officeDocument' Target='word/document.xml'/></Relationships>",
        "word/_rels/document.xml.rels": f"<Relationships>{related}</Relationships>",
    }
    for name, inside in parts.items():
        root = roots.get(name, name)
        members[f"word/{name}.xml"] = f"<w:{root} {_NAMESPACES}>{inside}</w:{root}>"
    return packed(members)
