"""What a file really is, told from its first bytes and, for a zip, from its directory."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import Enum

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_SNIFFED = 4096
_LEADING = re.compile(r"(?:\s|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_HTML = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|frameset|style|script|table|div|p|span|h[1-6])"
    r"(?=[\s>/]))",
    re.I,
)
_WORD_XML = re.compile(r"<w:wordDocument|<pkg:package|progid=.Word\.Document")
_MHT = re.compile(r"(?:\A|\n)Content-Type:\s*multipart/related", re.I)
_MIME_HEAD = re.compile(
    r"\s*(?:From|MIME-Version|Subject|Date|Snapshot-Content-Location|X-\w[\w-]*):", re.I
)
_PDF_WITHIN = 1024  # bytes in which readers look for a PDF's mark (ISO 32000-1, annex H)


class Content(Enum):
    """The kinds of content that are told apart; the value names it for people."""

    DOCX = "Word 文档（docx）"
    ENCRYPTED = "加密的 Office 文档"
    OLD_OFFICE = "旧版 Word（doc）或 WPS 文档"
    OLD_SPREADSHEET = "旧版电子表格（xls、et）"
    OLD_SLIDES = "旧版演示文稿（ppt、dps）"
    ODT = "OpenDocument 文本（odt）"
    WORD_XML = "Word XML 文档"
    SPREADSHEET = "电子表格（xlsx）"
    SLIDES = "演示文稿（pptx）"
    OFD = "版式文件（OFD）"
    ZIP = "压缩包（zip）"
    BROKEN_ZIP = "损坏的 Word 文档或压缩包"
    PDF = "PDF"
    RTF = "RTF"
    WEB_PAGE = "网页（HTML）"
    WEB_ARCHIVE = "单个文件的网页（mht）"
    XML = "XML 数据"
    IMAGE = "图片"
    ARCHIVE = "压缩包（rar、7z 或 gz）"
    PROGRAM = "程序"
    TEXT = "纯文本"


_MAGIC: tuple[tuple[bytes, Content], ...] = (
    (b"%PDF-", Content.PDF),
    (b"{\\rtf", Content.RTF),
    (b"\x89PNG", Content.IMAGE),
    (b"\xff\xd8\xff", Content.IMAGE),
    (b"GIF8", Content.IMAGE),
    (b"II*\x00", Content.IMAGE),
    (b"MM\x00*", Content.IMAGE),
    (b"Rar!", Content.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Content.ARCHIVE),
    (b"\x1f\x8b", Content.ARCHIVE),
    (b"\x7fELF", Content.PROGRAM),
)
_PROGRAM_STARTS, _PROGRAM_NAME = b"MZ", b"This program"
# Members that only one kind of zip has: at the top, or as a folder.
_ZIP_MEMBERS: tuple[tuple[str, Content], ...] = (
    ("word", Content.DOCX),
    ("xl", Content.SPREADSHEET),
    ("ppt", Content.SLIDES),
    ("OFD.xml", Content.OFD),
)
# Names of streams in an OLE file, written there in UTF-16.
_OLE_STREAMS: tuple[tuple[str, Content], ...] = (
    ("EncryptedPackage", Content.ENCRYPTED),
    ("WordDocument", Content.OLD_OFFICE),
    ("Workbook", Content.OLD_SPREADSHEET),
    ("PowerPoint Document", Content.OLD_SLIDES),
)
# How a Word 97 stream begins ([MS-DOC] 2.5.2, FibBase): wIdent, nFib (193 to 274), and among the
# flags fEncrypted. Streams begin at a sector of the OLE file.
_FIB = re.compile(rb"\xec\xa5(?:[\xc0-\xff]\x00|[\x00-\x12]\x01).{7}(.)", re.DOTALL)
_SECTOR, _FIB_ENCRYPTED = 512, 0x01
_MANIFEST, _MANIFEST_ENCRYPTED = "META-INF/manifest.xml", b"encryption-data"
_MANIFEST_BYTES = 1024 * 1024
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OPEN_KINDS = {
    "text": Content.ODT,
    "text-template": Content.ODT,
    "spreadsheet": Content.SPREADSHEET,
    "presentation": Content.SLIDES,
}


def content_of(data: bytes) -> Content:
    """Return what *data* is; whatever has no mark of its own is taken for text."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_content(data)
    if data.startswith(_OLE):
        return _ole_content(data)
    if data.startswith(_PROGRAM_STARTS) and _PROGRAM_NAME in data[:_SNIFFED]:
        return Content.PROGRAM
    if data.rfind(b"%PDF-", 0, _PDF_WITHIN) > 0 and b"startxref" in data[-_PDF_WITHIN:]:
        return Content.PDF
    known = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    return known or _written_content(_start(data))


def _start(data: bytes) -> str:
    """Return the beginning of *data* as far as it is ASCII; enough to know markup by."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[2:_SNIFFED].decode(encoding, errors="replace")
    return data[:_SNIFFED].removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _written_content(start: str) -> Content:
    if _WORD_XML.search(start):
        return Content.WORD_XML
    if _MIME_HEAD.match(start) and _MHT.search(start.replace("\r\n", "\n")):
        return Content.WEB_ARCHIVE
    body = start[_LEADING.match(start).end() :]  # type: ignore[union-attr]  # matches ""
    if _HTML.match(body):
        return Content.WEB_PAGE
    return Content.XML if start.lstrip().startswith("<?xml") else Content.TEXT


def _zip_content(data: bytes) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            kind = _mimetype(archive)
            closed = kind.startswith(_OPEN_DOCUMENT) and _has_encryption_data(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return Content.BROKEN_ZIP
    if closed or any(member.flag_bits & 1 for member in members):
        return Content.ENCRYPTED
    if kind.startswith(_OPEN_DOCUMENT):
        return _OPEN_KINDS.get(kind.removeprefix(_OPEN_DOCUMENT), Content.ZIP)
    tops = {member.filename.split("/", 1)[0] for member in members}
    return next((content for top, content in _ZIP_MEMBERS if top in tops), Content.ZIP)


def _mimetype(archive: zipfile.ZipFile) -> str:
    """Return the type that an OpenDocument file states in its first member, "" if there is none."""
    first = archive.infolist()[:1]
    if not first or first[0].filename != "mimetype" or first[0].file_size > _SNIFFED:
        return ""
    if first[0].compress_type != zipfile.ZIP_STORED or first[0].flag_bits & 1:
        return ""
    return archive.read(first[0]).decode("ascii", errors="replace").strip()


def _has_encryption_data(archive: zipfile.ZipFile) -> bool:
    """Whether the manifest of an OpenDocument file lists encrypted members (ODF 1.3-2, 4.4)."""
    try:
        with archive.open(_MANIFEST) as manifest:
            return _MANIFEST_ENCRYPTED in manifest.read(_MANIFEST_BYTES)
    except (KeyError, RuntimeError, EOFError, zlib.error):
        return False  # what is wrong with the file is told when it is read


def _ole_content(data: bytes) -> Content:
    streams = (content for name, content in _OLE_STREAMS if name.encode("utf-16-le") in data)
    found = next(streams, Content.OLD_OFFICE)
    return Content.ENCRYPTED if found is Content.OLD_OFFICE and _has_password(data) else found


def _has_password(data: bytes) -> bool:
    """Whether the Word 97 document in the OLE file *data* says that it is encrypted."""
    begins = (found for found in _FIB.finditer(data, _SECTOR) if found.start() % _SECTOR == 0)
    return any(found.group(1)[0] & _FIB_ENCRYPTED for found in begins)
