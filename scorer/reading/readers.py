"""The table of readers: which formats there are, what each needs, and which file each reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from scorer.model.document import Source
from scorer.reading import office
from scorer.reading.content import Content
from scorer.reading.htmlpage import read_html
from scorer.reading.markdown import read_markdown
from scorer.reading.mht import read_mht
from scorer.reading.rawfile import RawFile
from scorer.reading.text import read_text
from scorer.reading.word import read_word


def _nothing() -> str:
    return ""


def _libreoffice() -> str:
    return "" if office.libreoffice() is not None else office.HOW_TO_GET


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


READER_TABLE: tuple[Reader, ...] = (
    Reader("Word 文档", (".docx",), Content.DOCX, read_word),
    Reader("纯文本", (".txt",), Content.TEXT, read_text),
    Reader("Markdown", (".md",), Content.TEXT, read_markdown),
    Reader("网页", (".html", ".htm"), Content.WEB_PAGE, read_html),
    Reader("单个文件的网页", (".mht", ".mhtml"), Content.WEB_ARCHIVE, read_mht),
    Reader(
        "旧版 Word、WPS 文档",
        (".doc", ".wps"),
        Content.OLD_OFFICE,
        office.read_doc,
        _libreoffice,
        "LibreOffice",
    ),
    Reader("RTF", (".rtf",), Content.RTF, office.read_rtf, _libreoffice, "LibreOffice"),
    Reader(
        "OpenDocument 文本", (".odt",), Content.ODT, office.read_odt, _libreoffice, "LibreOffice"
    ),
    Reader(
        "Word XML", (".xml",), Content.WORD_XML, office.read_word_xml, _libreoffice, "LibreOffice"
    ),
)
READERS: Mapping[str, Reader] = MappingProxyType(
    {suffix: reader for reader in READER_TABLE for suffix in reader.suffixes}
)


def reader_of(content: Content, suffix: str) -> Reader | None:
    """Return the reader for a file of *content*; *suffix* decides between two for the same."""
    fitting = [reader for reader in READER_TABLE if reader.content is content]
    named = (reader for reader in fitting if suffix in reader.suffixes)
    return next(named, fitting[0] if fitting else None)


def readable() -> str:
    """Return the suffixes that can be read, as a list for people."""
    return "、".join(suffix.removeprefix(".") for suffix in READERS)
