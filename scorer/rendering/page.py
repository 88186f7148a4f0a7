"""A scorecard as a page: HTML for the screen, PDF for paper. Nothing is ever fetched."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from scorer.model.errors import RenderError
from scorer.model.result import Scorecard
from scorer.rendering.fonts import load_weasyprint, require_chinese_font
from scorer.rendering.view import present
from scorer.resources import templates_dir

if TYPE_CHECKING:
    from jinja2 import Environment

SCREEN = "scorecard.html.j2"
PRINT = "scorecard-print.html.j2"


def html(card: Scorecard) -> bytes:
    """Return *card* as one self-contained HTML page for the screen."""
    return _page(card, SCREEN)


def print_html(card: Scorecard) -> bytes:
    """Return the page that `pdf` lays out."""
    return _page(card, PRINT)


def pdf(card: Scorecard) -> bytes:
    """Return *card* as a tagged PDF in A4; the same card and fonts give the same bytes."""
    weasyprint = load_weasyprint()
    require_chinese_font()
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415

    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    page = print_html(card).decode()
    try:
        return bytes(weasyprint.HTML(string=page, url_fetcher=fetcher).write_pdf(pdf_tags=True))
    except FatalURLFetchingError as error:
        reason = f"模板要取外部资源（{error}）"
        raise RenderError("PDF", reason, "请改用 data: 内嵌的图片和样式。") from error


def _page(card: Scorecard, template: str) -> bytes:
    text = _environment().get_template(template).render(view=present(card))
    return text.encode("utf-8", errors="replace")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Return the templates; all text is escaped, and a misspelt name is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    return Environment(
        loader=FileSystemLoader(templates_dir()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
