"""A document's paragraphs as written, for people who read the report beside its scorecard."""

from __future__ import annotations

from collections.abc import Mapping

from scorer.model.document import Block, Document, Role
from scorer.model.paragraph import Paragraph, Part

_TITLE = "标题"  # the name of a fact, see understanding.identity
_CLOSING = " \t\r\n\u3000。."


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """Return every paragraph of *document*, in the order of the file."""
    clean = document.clean
    headings = _headings(document)
    known = {
        clean.block_at(fact.span.start).start: Part.TITLE
        for fact in document.identity.facts
        if fact.name == _TITLE
    }
    whole = {block.start: block.start + len(block.text) for block in clean.source.blocks}
    for removed in clean.removed:
        if whole.get(removed.start) == removed.end:
            known[removed.start] = Part.LEFT_OUT
    return tuple(
        _paragraph(block, known.get(block.start), headings.get(block.start))
        for block in clean.source.blocks
    )


def _headings(document: Document) -> Mapping[int, tuple[int, int]]:
    """Return level and end (a source offset) of the heading of each block, by the block's start."""
    found: dict[int, tuple[int, int]] = {}
    for section in document.sections:
        block = document.clean.block_at(section.heading.start)
        _, end = document.source_range(section.heading)
        found.setdefault(block.start, (section.level, end))
    return found


def _paragraph(block: Block, part: Part | None, heading: tuple[int, int] | None) -> Paragraph:
    if part is None:
        part = Part.CELL if block.role is Role.CELL else Part.TEXT
    if part is not Part.TEXT or heading is None:
        return Paragraph(block.paragraph, block.page, block.start, block.text, part)
    level, end = heading
    lead = min(end - block.start, len(block.text))
    if not block.text[lead:].strip(_CLOSING):
        part, lead = Part.HEADING, len(block.text)
    return Paragraph(block.paragraph, block.page, block.start, block.text, part, level, lead)
