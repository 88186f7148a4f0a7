"""The table of readers: which formats there are, what each needs, and which file each reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from scorer.model.document import Source
from scorer.reading.content import Content
from scorer.reading.markdown import read_markdown
from scorer.reading.rawfile import RawFile
from scorer.reading.text import read_text
from scorer.reading.word import read_word

# What plain text and docx do not need is imported when it is used, so that they start fast.


def _web_page(raw: RawFile) -> Source:
    from scorer.reading.htmlpage import read_html  # noqa: PLC0415

    return read_html(raw)


def _web_archive(raw: RawFile) -> Source:
    from scorer.reading.mht import read_mht  # noqa: PLC0415

    return read_mht(raw)


def _converted(raw: RawFile, form: str) -> Source:
    from scorer.reading.office import read_converted  # noqa: PLC0415

    return read_converted(raw, form)


def _pdf(raw: RawFile) -> Source:
    from scorer.reading.pdf import read_pdf  # noqa: PLC0415

    return read_pdf(raw)


def _image(raw: RawFile) -> Source:
    from scorer.reading.image import read_image  # noqa: PLC0415

    return read_image(raw)


def _recogniser() -> str:
    from scorer.reading import ocr  # noqa: PLC0415

    return ocr.missing_recogniser()


def _libreoffice() -> str:
    from scorer.reading import office  # noqa: PLC0415

    return "" if office.libreoffice() is not None else office.HOW_TO_GET


def _nothing() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Reader:
    """How one format is read; `content` is what its files contain.

    `title` names the format for people. `lacks` says how to get what the reader needs and this
    machine has not; "" if nothing is lacking. `through` is the program or extra that does the work.
    """

    title: str
    suffixes: tuple[str, ...]
    content: Content
    read: Callable[[RawFile], Source]
    lacks: Callable[[], str] = _nothing
    through: str = ""


_LIBREOFFICE = "LibreOffice"
READER_TABLE: tuple[Reader, ...] = (
    Reader("Word 文档", (".docx",), Content.DOCX, read_word),
    Reader("纯文本", (".txt",), Content.TEXT, read_text),
    Reader("PDF", (".pdf",), Content.PDF, _pdf),
    Reader(
        "图片、扫描件",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff"),
        Content.IMAGE,
        _image,
        _recogniser,
        "文字识别",
    ),
    Reader("Markdown", (".md",), Content.TEXT, read_markdown),
    Reader("网页", (".html", ".htm"), Content.WEB_PAGE, _web_page),
    Reader("单个文件的网页", (".mht", ".mhtml"), Content.WEB_ARCHIVE, _web_archive),
    Reader(
        "旧版 Word、WPS 文档",
        (".doc", ".wps"),
        Content.OLD_OFFICE,
        partial(_converted, form="doc"),
        _libreoffice,
        _LIBREOFFICE,
    ),
    Reader(
        "RTF", (".rtf",), Content.RTF, partial(_converted, form="rtf"), _libreoffice, _LIBREOFFICE
    ),
    Reader(
        "OpenDocument 文本",
        (".odt",),
        Content.ODT,
        partial(_converted, form="odt"),
        _libreoffice,
        _LIBREOFFICE,
    ),
    Reader(
        "Word XML",
        (".xml",),
        Content.WORD_XML,
        partial(_converted, form="xml"),
        _libreoffice,
        _LIBREOFFICE,
    ),
)
READERS: Mapping[str, Reader] = MappingProxyType(
    {suffix: reader for reader in READER_TABLE for suffix in reader.suffixes}
)


# What is taken up where a folder is searched: a picture there is mostly no report of its own.
SEARCHED: frozenset[str] = frozenset(
    suffix for suffix, reader in READERS.items() if reader.content is not Content.IMAGE
)


def reader_of(content: Content, suffix: str) -> Reader | None:
    """Return the reader for a file of *content*; *suffix* decides between two for the same."""
    fitting = [reader for reader in READER_TABLE if reader.content is content]
    named = (reader for reader in fitting if suffix in reader.suffixes)
    return next(named, fitting[0] if fitting else None)


def readable() -> str:
    """Return the suffixes that can be read, as a list for people."""
    return "、".join(suffix.removeprefix(".") for suffix in READERS)
