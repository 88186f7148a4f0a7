"""A scorecard on paper: a tagged PDF/A-3 with its own JSON result inside. Nothing is fetched."""

from __future__ import annotations

import gc
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from types import ModuleType
from typing import Any

from scorer.model.errors import RenderError
from scorer.model.result import Scorecard
from scorer.rendering.data import to_json
from scorer.rendering.embedding import embed_used_glyphs
from scorer.rendering.fonts import load_weasyprint, require_chinese_font
from scorer.rendering.page import print_html
from scorer.rendering.templating import SHIPPED, Look

ATTACHMENT = "scorecard.json"
DESCRIPTION = "本评分表的 JSON 结果；用 scorer verify 核对"
VARIANT = "pdf/a-3a"  # archived, tagged, and the only part of PDF/A that may hold a JSON file
MISSING_REMEDY = "请安装字形更全的字体（Debian/Ubuntu：fonts-noto-cjk-extra、fonts-hanazono）"
SHOWN = 20  # missing characters that a warning names

_log = logging.getLogger("scorer.rendering")


def pdf(card: Scorecard, look: Look = SHIPPED) -> bytes:
    """Return *card* as a PDF in A4; the same card and fonts give the same bytes.

    Characters that no font has are named in a logged warning and on the page itself. Raises
    RenderError where Pango or a Chinese font is missing or a template fetches something.
    """
    weasyprint = load_weasyprint()
    require_chinese_font()
    with _without_garbage_collection():
        made, missing = _lay_out(weasyprint, card, (), look)
        if missing:
            _log.warning("注意：%s", _named(missing, shown=True))
            made, _ = _lay_out(weasyprint, card, (_named(missing, shown=False),), look)
    return made


def page_pdf(page: str) -> bytes:
    """Return the HTML *page* as a tagged PDF; raises RenderError as `pdf` does."""
    weasyprint = load_weasyprint()
    require_chinese_font()
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    with _without_garbage_collection(), _missing_glyphs() as missing:
        made = weasyprint.HTML(string=page, url_fetcher=fetcher).write_pdf(
            pdf_tags=True, finisher=_finish_fonts
        )
    if missing:
        _log.warning("注意：%s", _named(list(missing), shown=True))
    return bytes(made)


def _named(missing: list[str], *, shown: bool) -> str:
    """Return a warning that names *missing*: by code alone where no font can show them."""
    codes = [f"U+{ord(char):04X}" for char in missing]
    names = [f"“{char}”（{code}）" for char, code in zip(missing, codes, strict=True)]
    names = names if shown else codes
    more = f"等{len(names)}个字" if len(names) > SHOWN else ""
    listed = "、".join(names[:SHOWN])
    return f"本机字体没有 {listed}{more}，PDF 中印成空框。{MISSING_REMEDY}"


def _lay_out(
    weasyprint: ModuleType, card: Scorecard, warnings: tuple[str, ...], look: Look
) -> tuple[bytes, list[str]]:
    """Return the PDF with *warnings* added to its own, and the characters no font has."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415

    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    moment = card.assessed_at.astimezone(UTC)
    result = weasyprint.Attachment(
        file_obj=io.BytesIO(to_json(card)),
        name=ATTACHMENT,
        description=DESCRIPTION,
        created=moment,
        modified=moment,
        relationship="Data",
    )
    page = weasyprint.HTML(string=print_html(card, warnings, look).decode(), url_fetcher=fetcher)
    try:
        with _missing_glyphs() as missing:
            made = page.write_pdf(pdf_variant=VARIANT, attachments=[result], finisher=_finish)
    except FatalURLFetchingError as error:
        reason = f"模板要取外部资源（{error}）"
        raise RenderError("PDF", reason, "请改用 data: 内嵌的图片和样式。") from error
    return bytes(made), list(missing)


def _finish_fonts(document: Any, pdf: Any) -> None:  # noqa: ANN401  (WeasyPrint's finisher)
    """Make the fonts small."""
    embed_used_glyphs(document, pdf)


def _finish(document: Any, pdf: Any) -> None:  # noqa: ANN401  (WeasyPrint's finisher)
    """Make the fonts small; name the attachment once, as WeasyPrint does twice."""
    _finish_fonts(document, pdf)
    files = pdf.catalog["AF"]
    files[:] = dict.fromkeys(files)


@contextmanager
def _missing_glyphs() -> Iterator[dict[str, None]]:
    """Collect the characters for which WeasyPrint says that it draws .notdef."""
    found: dict[str, None] = {}

    def keep(record: logging.LogRecord) -> bool:
        if not str(record.msg).startswith(".notdef") or not isinstance(record.args, tuple):
            return True
        found[str(record.args[0])] = None
        return False

    logger = logging.getLogger("weasyprint")
    logger.addFilter(keep)
    try:
        yield found
    finally:
        logger.removeFilter(keep)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Lay out without looking for garbage cycles: there are few, and the search takes a tenth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
