"""How a check says what it found: quoted, with its place."""

from __future__ import annotations

from scorer.model.document import Document, Span
from scorer.model.result import Finding


def finding(
    document: Document, code: str, message: str, span: Span | None, severity: str = "warning"
) -> Finding:
    """Return a finding about the clean *span* of *document*; without one, about the whole."""
    if span is None:
        return Finding(code, severity, message)
    block = document.clean.block_at(span.start)
    start, end = document.source_range(span)
    return Finding(
        code,
        severity,
        message,
        document.quote(span),
        block.paragraph,
        page=block.page,
        start=start,
        end=end,
    )
