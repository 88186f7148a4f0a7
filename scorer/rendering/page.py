"""A scorecard as a page: HTML for the screen, PDF for paper. Nothing is ever fetched."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from scorer.model.errors import RenderError
from scorer.model.result import Scorecard
from scorer.rendering.fonts import load_weasyprint, require_chinese_font
from scorer.rendering.marked import marked
from scorer.rendering.templating import SHIPPED, Look, asset, fill
from scorer.rendering.text_shapes import PageView
from scorer.rendering.view import present

SCREEN, STYLE, SCRIPT = "scorecard.html.j2", "scorecard.css", "scorecard.js"
PRINT = "scorecard-print.html.j2"
MARKDOWN = "scorecard.md.j2"
BLANK_LINES = re.compile(r"\n{3,}")


def html(card: Scorecard, look: Look = SHIPPED) -> bytes:
    """Return *card* as one self-contained HTML page, the report's text beside the scores."""
    values = {"view": present(card), "text": marked(card), "page": _page_view(card, look)}
    return fill(SCREEN, look, values).encode("utf-8", errors="replace")


def markdown(card: Scorecard, look: Look = SHIPPED) -> bytes:
    """Return *card* as Markdown, to be pasted into a document."""
    values = {"view": present(card), "text": marked(card)}
    text = BLANK_LINES.sub("\n\n", fill(MARKDOWN, look, values)).strip() + "\n"
    return text.encode("utf-8", errors="replace")


def print_html(card: Scorecard, look: Look = SHIPPED) -> bytes:
    """Return the page that `pdf` lays out."""
    return fill(PRINT, look, {"view": present(card)}).encode("utf-8", errors="replace")


def pdf(card: Scorecard, look: Look = SHIPPED) -> bytes:
    """Return *card* as a tagged PDF in A4; the same card and fonts give the same bytes."""
    weasyprint = load_weasyprint()
    require_chinese_font()
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415

    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    page = print_html(card, look).decode()
    try:
        return bytes(weasyprint.HTML(string=page, url_fetcher=fetcher).write_pdf(pdf_tags=True))
    except FatalURLFetchingError as error:
        reason = f"模板要取外部资源（{error}）"
        raise RenderError("PDF", reason, "请改用 data: 内嵌的图片和样式。") from error


def _page_view(card: Scorecard, look: Look) -> PageView:
    """Return style and script with the hashes that the page's policy allows them by."""
    style, script = asset(STYLE, look), asset(SCRIPT, look)
    numbers = {line.id: f"e{number}" for number, line in enumerate(card.tally.lines, 1)}
    opened = numbers.get(look.element, "")
    return PageView(style, script, _hash(style), _hash(script), opened)


def _hash(text: str) -> str:
    digest = sha256(text.encode("utf-8", errors="replace")).digest()
    return f"sha256-{b64encode(digest).decode()}"
