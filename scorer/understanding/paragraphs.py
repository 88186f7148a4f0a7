"""A document's paragraphs as written, for people who read the report beside its scorecard."""

from __future__ import annotations

from collections.abc import Mapping

from scorer.model.document import Block, Document, Role
from scorer.model.paragraph import Paragraph, Part

_TITLE = "标题"  # the name of a fact, see understanding.identity


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """Return every paragraph of *document*, in the order of the file."""
    headings = _headings(document)
    titles = {
        document.clean.block_at(fact.span.start).start
        for fact in document.identity.facts
        if fact.name == _TITLE
    }
    left_out = {(removed.start, removed.end): removed.reason for removed in document.clean.removed}
    return tuple(
        _paragraph(block, headings, _part(block, titles, left_out))
        for block in document.clean.source.blocks
    )


def _headings(document: Document) -> Mapping[int, tuple[int, int]]:
    """Return level and end (a source offset) of the heading of each block, by the block's start."""
    found: dict[int, tuple[int, int]] = {}
    for section in document.sections:
        block = document.clean.block_at(section.heading.start)
        _, end = document.source_range(section.heading)
        found.setdefault(block.start, (section.level, end))
    return found


def _part(block: Block, titles: set[int], left_out: Mapping[tuple[int, int], str]) -> Part:
    if (block.start, block.start + len(block.text)) in left_out:
        return Part.LEFT_OUT
    if block.start in titles:
        return Part.TITLE
    return Part.CELL if block.role is Role.CELL else Part.TEXT


def _paragraph(block: Block, headings: Mapping[int, tuple[int, int]], part: Part) -> Paragraph:
    level, end = headings.get(block.start, (0, block.start))
    if part is not Part.TEXT or not level:
        return Paragraph(block.paragraph, block.page, block.start, block.text, part)
    lead = min(end - block.start, len(block.text))
    if not block.text[lead:].strip(" \t\r\n\u3000。."):
        part, lead = Part.HEADING, len(block.text)
    return Paragraph(block.paragraph, block.page, block.start, block.text, part, level, lead)
