"""A web page saved as a single file (mht, mhtml) → the page in it, read as any other."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from scorer.model.document import Source
from scorer.reading.htmlpage import read_html
from scorer.reading.rawfile import RawFile

_REMEDY = "请在浏览器中打开，把报告正文复制到 WPS 或 Word，另存为 docx 后再试。"


def read_mht(raw: RawFile) -> Source:
    """Return the report in the first page of the archive *raw*."""
    page = next((part for part in message_from_bytes(raw.data).walk() if _is_page(part)), None)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes) or not content:
        raise raw.error("网页归档中没有网页", _REMEDY)
    source = read_html(replace(raw, data=content), page.get_content_charset())
    return replace(source, sha256=raw.sha256, format="mht")


def _is_page(part: Message) -> bool:
    return part.get_content_type() in ("text/html", "application/xhtml+xml")
