"""How a check says what it found: quoted, with its place."""

from __future__ import annotations

from bisect import bisect_right

from scorer.matching.clauses import CLAUSE_END
from scorer.model.document import Document, Span
from scorer.model.result import Finding

LONGEST_QUOTE = 40  # characters of a sentence that are quoted; it stops at a clause where it can


def finding(
    document: Document, code: str, message: str, span: Span | None, severity: str = "warning"
) -> Finding:
    """Return a finding about the clean *span* of *document*; without one, about the whole."""
    if span is None:
        return Finding(code, severity, message)
    return source_finding(document, code, message, document.source_range(span), severity)


def source_finding(
    document: Document,
    code: str,
    message: str,
    stretch: tuple[int, int],
    severity: str = "warning",
) -> Finding:
    """Return a finding about a half-open *stretch* of source offsets, kept or left out."""
    start, end = stretch
    source = document.clean.source
    number = bisect_right(source.blocks, start, key=lambda block: block.start) - 1
    block = source.blocks[max(number, 0)]
    return Finding(
        code,
        severity,
        message,
        "".join(source.text[start:end].splitlines()).strip(),
        block.paragraph,
        page=block.page,
        start=start,
        end=end,
    )


def around(text: str, sentence: Span, hit: Span) -> Span:
    """Return what to quote of *sentence* so that *hit* is understood: about a clause each way."""
    start = max(sentence.start, hit.start - LONGEST_QUOTE // 2)
    if start > sentence.start:
        before = list(CLAUSE_END.finditer(text, start, hit.start))
        start = before[0].end() if before else start
    if hit.end - sentence.start <= LONGEST_QUOTE:
        start = sentence.start
    end = min(sentence.end, max(hit.end, start + LONGEST_QUOTE))
    if end < sentence.end:
        behind = list(CLAUSE_END.finditer(text, hit.end, end))
        end = behind[-1].start() if behind else end
    return Span(start, end)
