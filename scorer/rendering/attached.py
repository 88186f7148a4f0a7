"""What a scorecard PDF holds: its JSON result and the text of its pages."""

from __future__ import annotations

import io
import json
import logging
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scorer.model.errors import ReportError
from scorer.rendering.data import SCHEMA
from scorer.rendering.paper import ATTACHMENT

REMEDY = "请用 scorer assess 报告 -o 评分表.pdf 生成的评分表。"


@dataclass(frozen=True, slots=True)
class Attached:
    """A scorecard PDF as read: `result` is its JSON, numbers with a point as Decimal.

    `text` is what its pages say, without any white space.
    """

    result: dict[str, Any]
    text: str


def read_attached(data: bytes, name: str) -> Attached:
    """Return what the PDF *data* of the file *name* holds.

    Raises ReportError where it is no PDF, has no result in it, or one of another form.
    """
    files, text = _unpacked(data, name)
    if ATTACHMENT not in files:
        raise ReportError(name, f"PDF 里没有附件 {ATTACHMENT}，不能核对", REMEDY)
    try:
        result = json.loads(files[ATTACHMENT], parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise ReportError(name, f"附件 {ATTACHMENT} 不是完整的 JSON（{error}）", REMEDY) from error
    if not isinstance(result, dict) or result.get("schema") != SCHEMA:
        reason = f"附件 {ATTACHMENT} 不是本程序的评分结果（schema 应为 {SCHEMA}）"
        raise ReportError(name, reason, REMEDY)
    return Attached(result, text)


def _unpacked(data: bytes, name: str) -> tuple[dict[str, bytes], str]:
    """Return the embedded files by name, and the text of the pages."""
    from pypdf import PdfReader  # noqa: PLC0415  (only `verify` needs it)

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its notices are in English
    try:
        reader = PdfReader(io.BytesIO(data))
        files = {key: parts[-1] for key, parts in reader.attachments.items() if parts}
        pages = [page.extract_text() for page in reader.pages]
    except Exception as error:  # a broken PDF breaks its reader in many ways
        reason = f"不是能读的 PDF（{type(error).__name__}）"
        raise ReportError(name, reason, REMEDY) from error
    return files, "".join("".join(pages).split())
