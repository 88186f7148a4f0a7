"""PDF → Source: the text layer page by page; pages without one by recognition, or unread.

The library is PDFium (pypdfium2). A page is closed before the next is opened, so that memory
grows with the text of a file, not with its pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from scorer.model.document import Source
from scorer.reading.ocr import (
    DPI,
    LONGEST_SIDE,
    UNREAD_PICTURE,
    UNREAD_SCAN,
    Eyes,
    Recognised,
    scanned,
)
from scorer.reading.pageline import Line, Page
from scorer.reading.pagesource import page_source
from scorer.reading.pdfglyphs import Box, codes_are_bytes
from scorer.reading.pdfimages import unreadable, within
from scorer.reading.pdftext import TextLayer, text_layer
from scorer.reading.rawfile import RawFile

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_LayerOf = Callable[["PdfPage"], TextLayer]
POINTS_PER_INCH = 72
_RESAVE = "请重新下载或向提供者索取；如果 WPS 或浏览器还能打开，请另存为新的 PDF 或 docx 后再试。"
_PASSWORD = 4  # PDFium's FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY
_SECURITY = 5


def read_pdf(raw: RawFile) -> Source:
    """Return the PDF *raw* as a source; its text is the block texts joined by line feeds.

    Raises ReportError if it needs a password or is damaged.
    """
    document = _opened(raw)
    try:
        raw.demand_pages(len(document))
        pages = _pages(raw, document)
    finally:
        document.close()
    if not pages:
        raise raw.error("PDF 中没有页", _RESAVE)
    if not any(page.lines or page.unread for page in pages):
        raise raw.error("PDF 中没有文字，只有空白页", "请确认文件内容完整。")
    return page_source(raw, "pdf", pages)


def _pages(raw: RawFile, document: PdfDocument) -> list[Page]:
    """Return the pages of *document*; raises ReportError where they hold too much text."""
    pages, characters, eyes = [], 0, Eyes(raw.limits, len(document), raw.watch)
    layer_of = partial(text_layer, bytewise=codes_are_bytes(raw.data))
    for number in range(1, len(document) + 1):
        page = _page(document, number, layer_of, eyes)
        characters += sum(len(line.text) for line in page.lines)
        raw.demand_characters(characters)
        pages.append(page)
    return pages


def _opened(raw: RawFile) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415  (text reports do not need it)

    try:
        return PdfDocument(raw.data)
    except PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise raw.error(
                "PDF 有打开密码", "请用 WPS 或浏览器输入密码打开，另存为没有密码的 PDF 后再试。"
            ) from error
        if error.err_code == _SECURITY:
            raise raw.error("PDF 的加密方式无法识别", "请取消加密后另存为新的 PDF。") from error
        raise raw.error("PDF 无法读取，文件可能已损坏或没有下载完整", _RESAVE) from error


def _page(document: PdfDocument, number: int, layer_of: _LayerOf, eyes: Eyes) -> Page:
    from pypdfium2 import PdfiumError  # noqa: PLC0415  (text reports do not need it)

    try:
        page = document[number - 1]
    except PdfiumError:
        return Page(number, (1, 1), (), ("页面已损坏，无法读取",))
    try:
        return _read(page, number, layer_of(page), eyes)
    except PdfiumError:
        return Page(number, (1, 1), (), ("页面内容已损坏，无法读取",))
    finally:
        page.close()


def _read(page: PdfPage, number: int, layer: TextLayer, eyes: Eyes) -> Page:
    missing = unreadable(page, layer)
    if missing.whole:
        return _from_picture(page, number, eyes)
    images = len(missing.pictures)
    told = Page(number, page.get_size(), layer.lines, _lost(layer), images=images)
    return _with_pictures(told, page, missing.pictures, eyes) if images else told


def _lost(layer: TextLayer) -> tuple[str, ...]:
    if not layer.unmapped:
        return ()
    return (f"有 {layer.unmapped} 个字在字体中没有对应的文字，未能读取",)


def _from_picture(page: PdfPage, number: int, eyes: Eyes) -> Page:
    """Return a page that has no text layer to speak of."""
    size = page.get_size()
    refusal = eyes.refusal()
    if refusal:
        return Page(number, size, (), (UNREAD_SCAN,), (refusal,), 1)
    return scanned(number, size, _seen(page, eyes, number))


def _with_pictures(told: Page, page: PdfPage, pictures: Sequence[Box], eyes: Eyes) -> Page:
    """Return what the text layer of *page* has *told*, with what stands on the large *pictures*."""
    refusal = eyes.refusal()
    if refusal:
        return replace(told, unread=(UNREAD_PICTURE, *told.unread), warnings=(refusal,))
    seen = _seen(page, eyes, told.number)
    inside = tuple(line for box in pictures for line in within(box, seen.lines))
    if not inside:
        return told
    read = scanned(told.number, told.size, replace(seen, lines=(*told.lines, *inside)))
    return replace(read, unread=(*read.unread, *told.unread), images=told.images)


def _seen(page: PdfPage, eyes: Eyes, number: int) -> Recognised:
    """Return what stands on the picture of *page*, in points."""
    scale = min(DPI / POINTS_PER_INCH, LONGEST_SIDE / max(page.get_size()))
    bitmap = page.render(scale=scale)
    try:
        seen = eyes.look(bitmap.to_numpy(), number)
    finally:
        bitmap.close()
    return replace(seen, lines=tuple(_scaled(line, 1 / scale) for line in seen.lines))


def _scaled(line: Line, by: float) -> Line:
    return Line(
        line.text, line.left * by, line.top * by, line.right * by, line.bottom * by, line.em * by
    )
