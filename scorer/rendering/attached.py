"""What a scorecard PDF holds: its JSON result and the text of its pages."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scorer.model.errors import ReportError
from scorer.rendering.data import SCHEMA
from scorer.rendering.paper import ATTACHMENT

REMEDY = "请用 scorer assess 报告 -o 评分表.pdf 生成的评分表。"
ORIGINAL = "请用 scorer assess 直接生成的那一份原件核对。"
PLAIN = "请用没有加密的原件核对。"
COMPLETE = "请重新拷贝或下载。"
UPDATED = "请用生成它的那一版 scorer 核对。"
ENGINE = "scorer"  # the creator that this program's other papers name; a scorecard's names more
PRODUCER = "WeasyPrint"  # writes all papers of this program
MAGIC, HEAD = b"%PDF-", 1024  # readers look for the mark in as many bytes (ISO 32000-1, annex H.3)


@dataclass(frozen=True, slots=True)
class Attached:
    """A scorecard PDF as read: `result` is its JSON, numbers with a point as Decimal.

    `text` is what its pages say, without any white space; `producer` is the program that wrote
    the file last, "" where it is not named.
    """

    result: dict[str, Any]
    text: str
    producer: str = ""

    @property
    def rewritten(self) -> bool:
        """Whether another program than this one wrote the file last."""
        return not self.producer.startswith(PRODUCER)


@dataclass(frozen=True, slots=True)
class _Paper:
    """A PDF as read: embedded files by name, the text of its pages, what it says of itself."""

    files: dict[str, bytes]
    text: str
    title: str
    creator: str
    producer: str


def read_attached(data: bytes, name: str) -> Attached:
    """Return what the PDF *data* of the file *name* holds.

    Raises ReportError where it is no PDF, has no result in it, or one of another form.
    """
    if MAGIC not in data[:HEAD]:
        raise ReportError(name, "不是 PDF 文件；能核对的只有 PDF 评分表", REMEDY)
    paper = _unpacked(data, name)
    if ATTACHMENT not in paper.files:
        raise _without_result(paper, name)
    try:
        result = json.loads(paper.files[ATTACHMENT], parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise ReportError(name, f"附件 {ATTACHMENT} 不是完整的 JSON", ORIGINAL) from error
    if not isinstance(result, dict) or not isinstance(result.get("schema"), str):
        raise ReportError(name, f"附件 {ATTACHMENT} 不是本程序的评分结果", REMEDY)
    if result["schema"] != SCHEMA:
        reason = f"附件的格式是 {result['schema']} 版，本机的程序只认 {SCHEMA} 版"
        raise ReportError(name, reason, UPDATED)
    return Attached(result, paper.text, paper.producer)


def _without_result(paper: _Paper, name: str) -> ReportError:
    """Return what the PDF is, as it holds no result."""
    if paper.creator == ENGINE:
        reason = f"这是“{paper.title}”，不是评分表；能核对的只有单份报告的评分表"
        return ReportError(name, reason, REMEDY)
    if ENGINE in paper.creator:
        reason = f"这份评分表里的附件 {ATTACHMENT} 已被去掉，不能核对"
        return ReportError(name, reason, ORIGINAL)
    reason = f"PDF 里没有附件 {ATTACHMENT}：不是评分表，或者是评分表打印、另存、拆分以后的文件"
    return ReportError(name, reason, ORIGINAL)


def _unpacked(data: bytes, name: str) -> _Paper:
    """Return what the PDF holds; raises ReportError where that cannot be read."""
    from pypdf import PdfReader  # noqa: PLC0415  (only `verify` needs it)
    from pypdf.errors import DependencyError, FileNotDecryptedError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its notices are in English
    try:
        reader = PdfReader(io.BytesIO(data))
        files = {key: parts[-1] for key, parts in reader.attachments.items() if parts}
        pages = [page.extract_text() for page in reader.pages]
        says: Mapping[str, object] = reader.metadata or {}
        title, creator, producer = (
            str(says.get(key, "")) for key in ("/Title", "/Creator", "/Producer")
        )
    except (FileNotDecryptedError, DependencyError) as error:  # the latter: AES
        raise ReportError(name, "PDF 加了密，不能读", PLAIN) from error
    except Exception as error:  # a broken PDF breaks its reader in many ways
        reason = f"PDF 不完整或者已损坏，不能读（{type(error).__name__}）"
        raise ReportError(name, reason, COMPLETE) from error
    return _Paper(files, "".join("".join(pages).split()), title, creator, producer)
