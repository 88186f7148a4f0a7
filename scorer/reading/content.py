"""What a file really is, told from its first bytes and, for a zip, from its directory."""

from __future__ import annotations

import io
import zipfile
from enum import Enum

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_PDF_WITHIN = 1024  # bytes in which readers look for a PDF's mark (ISO 32000-1, annex H)
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<?xml")


class Content(Enum):
    """The kinds of content that are told apart; the value names it for people."""

    DOCX = "Word 文档（docx）"
    ENCRYPTED = "加密的 Office 文档"
    OLD_OFFICE = "旧版 Word（doc）或 WPS 文档"
    SPREADSHEET = "电子表格（xlsx）"
    SLIDES = "演示文稿（pptx）"
    ZIP = "压缩包（zip）"
    BROKEN_ZIP = "损坏的 Word 文档或压缩包"
    PDF = "PDF"
    RTF = "RTF"
    WEB_PAGE = "网页（HTML 或 XML）"
    IMAGE = "图片"
    OTHER_BINARY = "图片或压缩包"
    TEXT = "纯文本"


_MAGIC: tuple[tuple[bytes, Content], ...] = (
    (b"%PDF-", Content.PDF),
    (b"{\\rtf", Content.RTF),
    (b"\x89PNG", Content.IMAGE),
    (b"\xff\xd8\xff", Content.IMAGE),
    (b"GIF8", Content.OTHER_BINARY),
    (b"II*\x00", Content.IMAGE),
    (b"MM\x00*", Content.IMAGE),
    (b"Rar!", Content.OTHER_BINARY),
    (b"7z\xbc\xaf", Content.OTHER_BINARY),
    (b"\x1f\x8b", Content.OTHER_BINARY),
)


def content_of(data: bytes) -> Content:
    """Return what *data* is; whatever has no mark of its own is taken for text."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_content(data)
    if data.startswith(_OLE):
        return _ole_content(data)
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_HTML_STARTS):
        return Content.WEB_PAGE
    if data.rfind(b"%PDF-", 0, _PDF_WITHIN) > 0 and b"startxref" in data[-_PDF_WITHIN:]:
        return Content.PDF
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), Content.TEXT)


def _zip_content(data: bytes) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return Content.BROKEN_ZIP
    if any(member.flag_bits & 1 for member in members):
        return Content.ENCRYPTED
    folders = {member.filename.split("/", 1)[0] for member in members}
    known = (("word", Content.DOCX), ("xl", Content.SPREADSHEET), ("ppt", Content.SLIDES))
    return next((content for folder, content in known if folder in folders), Content.ZIP)


def _ole_content(data: bytes) -> Content:
    encrypted = "EncryptedPackage".encode("utf-16-le") in data
    return Content.ENCRYPTED if encrypted else Content.OLD_OFFICE
