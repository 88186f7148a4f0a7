"""Markdown → Source: line by line, marks of headings, lists, quotations and tables taken away.

The text stays as written, so that places hold; a block is the part of a line that a page would
show. A Markdown library would join lines to paragraphs and drop the numbers of lists, and such
reports are plain text with a few marks, one paragraph a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from scorer.model.document import Block, Role, Source
from scorer.reading.rawfile import RawFile
from scorer.reading.text import decoded_text, is_blank, lines_in, no_words, warnings_of

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?P<text>.*?)(?:\s+#+)?\s*")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*")
_RULE = re.compile(r"\s{0,3}(?:(?:[-*_]\s*){3,}|```.*|~~~.*)")
_MARKS = re.compile(r"\s*(?:>\s*)*(?:[-*+]\s+(?:\[[ xX]\]\s+)?)?")
_TABLE = re.compile(r"\s*\|.*\|\s*")
_TABLE_RULE = re.compile(r"[\s|:-]+")
_CELL = re.compile(r"(?:\\\||[^|])+")
_BREAK = re.compile("\r\n|[\r\n]")
_Piece = tuple[int, int, Role, int | None]  # start and end in the text, role, heading level


def read_markdown(raw: RawFile) -> Source:
    """Return the Markdown file *raw* as a source; offsets count characters of the decoded text."""
    decoded = decoded_text(raw)
    blocks = tuple(
        Block(decoded.text[start:end], start, number, None, role, level)
        for number, (start, end, role, level) in enumerate(_pieces(decoded.text), 1)
    )
    if not blocks:
        raise no_words(raw)
    return Source(raw.name, raw.sha256, "md", decoded.text, blocks, warnings=warnings_of(decoded))


def _pieces(text: str) -> Iterator[_Piece]:
    lines: list[re.Match[str] | None] = [*lines_in(text), None]
    for line, following in pairwise(lines):
        if line is not None:
            near = following is not None and _BREAK.fullmatch(text, line.end(), following.start())
            yield from _line(line, following[0] if following is not None and near else "")


def _line(line: re.Match[str], below: str) -> Iterator[_Piece]:
    """Yield what *line* shows; *below* is the line right under it, "" if that is empty."""
    written, start = line.group(), line.start()
    heading = _HEADING.fullmatch(written)
    if heading is not None:
        if not is_blank(heading["text"]):
            begin, end = heading.span("text")
            yield start + begin, start + end, Role.HEADING, len(heading[1])
        return
    if _TABLE.fullmatch(written):
        yield from _cells(written, start)
        return
    if _RULE.fullmatch(written) or _UNDERLINE.fullmatch(written):
        return
    begin = _MARKS.match(written).end()  # type: ignore[union-attr]  # matches the empty string
    underlined = _UNDERLINE.fullmatch(below)
    if underlined is not None:
        yield start + begin, line.end(), Role.HEADING, 1 if "=" in below else 2
    elif not is_blank(written[begin:]):
        yield start + begin, line.end(), Role.PARAGRAPH, None


def _cells(written: str, start: int) -> Iterator[_Piece]:
    if _TABLE_RULE.fullmatch(written):
        return
    for cell in _CELL.finditer(written):
        shown = cell.group().strip()
        if not is_blank(shown):
            begin = start + cell.start() + cell.group().index(shown)
            yield begin, begin + len(shown), Role.CELL, None
