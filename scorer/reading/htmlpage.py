"""Saved web pages (html, mht) → Source: the report's own text, the page's furniture left out.

Nothing is fetched: pictures, frames and attached files that a page only points to are unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from scorer.model.document import Block, Source, Unread
from scorer.reading import reasons
from scorer.reading.htmllines import Line, Page, letters, lines_of
from scorer.reading.htmlmain import LONG, Main, main_of
from scorer.reading.htmlpublished import Published, published
from scorer.reading.rawfile import RawFile
from scorer.reading.text import Decoded, decode, warnings_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I
)
_HEAD_BYTES = 4096
# Control characters end the parser's work, and so do closing tags with more behind them, which
# browsers show all the same.
_STOPS = re.compile("[\x00-\x08\x0b\x0e-\x1f]|</(?:html|body)\\s*>", re.IGNORECASE)
_BETWEEN = re.compile(r"(?<!\d)[-—–]+|[-—–]+(?!\d)|[_|]+")  # but 2021—2023 is one name
_TITLE_NAMES = ("articletitle", "og:title")
_SMALL_PICTURE = re.compile(r"\.(?:gif|ico|svg)(?:$|[?#])|^data:image/(?:gif|svg)", re.I)
_SMALL = 200  # CSS pixels; a smaller picture is an icon or a QR code
_STYLED = r"(?:^|;)\s*{}\s*:\s*(\d+)(?:\.\d+)?px"
SHORTEST = 200  # letters; what holds less and no sentence is a page without its content
_QUOTED = 30  # characters of left-out prose that a warning quotes
_FRAMED = (
    "请在浏览器中单独打开正文所在的框架后另存，或者把报告正文复制到 WPS 或 Word，另存为 docx。"
)
_TO_DOCX = "请在浏览器中打开，把报告正文复制到 WPS 或 Word，另存为 docx 后再试。"


def read_html(raw: RawFile, charset: str | None = None) -> Source:
    """Return the report in the web page *raw*; its text is the block texts joined by line feeds.

    *charset* is the encoding that came with the page, where something but the page names one.
    """
    decoded = _decoded(raw, charset)
    tree = _tree(raw, decoded.text)
    page = _page(raw, tree)
    lines = page.lines
    raw.demand_characters(sum(len(line.text) for line in lines))
    main = main_of(tree, page, _titles(tree))
    day = _published(tree, lines, main)
    blocks, unread = _assemble(lines, main)
    text = "\n".join(block.text for block in blocks)
    warnings = (*warnings_of(decoded), *_warnings(lines, main, page, day))
    found = day.day if day is not None else None
    return Source(raw.name, raw.sha256, "html", text, blocks, unread, warnings, published=found)


def _decoded(raw: RawFile, charset: str | None) -> Decoded:
    found = _CHARSET.search(raw.data[:_HEAD_BYTES])
    named = found.group(1).decode("ascii") if found is not None else charset
    decoded = decode(raw.data, named)
    if decoded is None:
        raise raw.error("无法识别网页的文字编码", _TO_DOCX)
    return decoded


def _tree(raw: RawFile, text: str) -> HtmlElement:
    from lxml import etree, html  # noqa: PLC0415  (slow to import, and text reports do not need it)

    if text.count("<") > raw.limits.html_tags:
        most = raw.limits.said("html_tags")
        raise raw.error(f"网页中的标签超过 {most}个，不像是一份报告，不予读取", _TO_DOCX)
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = html.document_fromstring(_STOPS.sub("", text).encode(errors="replace"), parser)
    except etree.LxmlError:
        return html.document_fromstring("<html><body></body></html>")
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise raw.error("网页嵌套过深或者过大，没有读完", _TO_DOCX)
    return tree


def _titles(tree: HtmlElement) -> list[str]:
    """Return what the page calls its article: in its metadata, and in the title of its window.

    There the name of the site stands beside it, and is left out as the shorter.
    """
    named = {
        (meta.get("name") or meta.get("property") or "").lower(): meta.get("content") or ""
        for meta in tree.iter("meta")
    }
    stated = [named[name] for name in _TITLE_NAMES if named.get(name)]
    windows = [_BETWEEN.split(node.text) for node in tree.iter("title") if node.text]
    return [*stated, *(max(parts, key=len) for parts in windows)]


def _page(raw: RawFile, tree: HtmlElement) -> Page:
    page = lines_of(tree)
    if _holds_text(page.lines):
        return page
    if tree.find(".//frameset") is not None:
        raise raw.error("网页由框架组成，报告正文在另一个文件里", _FRAMED)
    pictures = sum(1 for line in page.lines for _ in _unread(line))
    if pictures:
        raise raw.error(
            f"网页中没有报告正文，只有图片等 {pictures} 处无法识别的内容（可能是扫描件）",
            "请提供文字版的报告，或者先用 WPS 等软件的文字识别功能转换成文字。",
        )
    raise raw.error("网页中没有报告正文，正文可能要由浏览器运行脚本后才显示", _TO_DOCX)


def _holds_text(lines: Sequence[Line]) -> bool:
    """Whether *lines* hold a sentence, or much that is no link; menus and imprints hold neither."""
    own = [line for line in lines if not line.linked or 2 * line.linked < letters(line.text)]
    return any("。" in line.text for line in own) or (
        sum(letters(line.text) for line in own) >= SHORTEST
    )


def _published(tree: HtmlElement, lines: Sequence[Line], main: Main) -> Published | None:
    """Return when the page was published; dates in the report's own paragraphs are not asked."""
    texts = [line.text for line in lines]
    prose = (index for index, text in enumerate(texts) if "。" in text)
    return published(tree, texts[: next(prose, 0)], () if main.whole else texts[main.last :])


def _assemble(lines: Sequence[Line], main: Main) -> tuple[tuple[Block, ...], tuple[Unread, ...]]:
    blocks: list[Block] = []
    unread: list[Unread] = []
    offset = 0
    for line in (lines[index] for index in main.kept()):
        if line.picture is not None:
            place = f"第{len(blocks)}段之后" if blocks else "第1段之前"
            unread += [Unread(place, why) for why in _unread(line)]
            continue
        blocks.append(Block(line.text, offset, len(blocks) + 1, None, line.role, line.level))
        offset += len(line.text) + 1
    return tuple(blocks), tuple(unread)


def _unread(line: Line) -> Iterator[str]:
    """Yield why the picture or embedded file of *line* is not read; icons are left out."""
    node = line.picture
    if node is None:
        return
    source = node.get("src") or node.get("data") or ""
    if not source or source.startswith(("about:", "javascript:")):
        return
    sides = [side for side in (_side(node, "width"), _side(node, "height")) if side is not None]
    if sides and min(sides) <= _SMALL:
        return
    if node.tag != "img":
        yield reasons.DOCUMENT
    elif not _SMALL_PICTURE.search(source):
        yield reasons.IMAGE


def _side(node: HtmlElement, name: str) -> int | None:
    """Return the side of a picture in CSS pixels, None where the page does not give it."""
    styled = re.search(_STYLED.format(name), node.get("style") or "", re.I)
    found = styled or re.fullmatch(r"\s*(\d+)(?:px)?\s*", node.get(name) or "")
    return int(found.group(1)) if found is not None else None


def _warnings(
    lines: Sequence[Line], main: Main, page: Page, day: Published | None
) -> Iterator[str]:
    if main.whole:
        yield "网页中分不清哪些是报告正文，已按整页文字读取"
    if main.outside:
        first = lines[main.outside[0]].text
        quoted = first if len(first) <= _QUOTED else first[:_QUOTED] + "……"
        yield (
            f"网页上报告正文之外的 {len(main.outside)} 段文字没有计入，第一段是“{quoted}”；"
            "如果属于报告，请把报告正文另存为 docx 再评"
        )
    if page.hidden >= LONG:
        yield "网页中有隐藏文字，没有计入"
    if day is not None and not day.certain:
        yield (
            f"网页没有写明公开日期，按正文上方的日期 {day.day.isoformat()} 计；"
            "如有不符，请用 --published 指定"
        )
