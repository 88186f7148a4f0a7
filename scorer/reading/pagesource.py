"""Pages as read → a report's source: blocks in reading order, with page and paragraph numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from scorer.model.document import Block, Coverage, Role, Source, Unread
from scorer.reading.pagefurniture import furniture
from scorer.reading.pageline import Page
from scorer.reading.pageorder import Flow, by_place, flows, tables
from scorer.reading.pageparagraphs import Paragraph, paragraphs
from scorer.reading.rawfile import RawFile
from scorer.reading.text import is_blank


class _Piece(NamedTuple):
    """A block without its offset."""

    text: str
    paragraph: int
    page: int
    role: Role


def page_source(raw: RawFile, form: str, pages: Sequence[Page]) -> Source:
    """Return *pages* of the file *raw*, of the format *form*, as a source.

    Running heads and page numbers follow the paragraph that they cut.
    """
    left_out = furniture(pages)
    ordered = [
        (page.number, _flows(page, aside)) for page, aside in zip(pages, left_out, strict=True)
    ]
    set_aside = [
        _Piece(page.lines[at].text, 0, page.number, Role.FURNITURE)
        for page, aside in zip(pages, left_out, strict=True)
        for at in sorted(aside)
    ]
    found = tuple(paragraphs(ordered))
    blocks = tuple(_blocks(_in_order(found, set_aside)))
    return Source(
        name=raw.name,
        sha256=raw.sha256,
        format=form,
        text="\n".join(block.text for block in blocks),
        blocks=blocks,
        unread=tuple(Unread(f"第{page.number}页", why) for page in pages for why in page.unread),
        warnings=tuple(_warnings(pages)),
        pages=len(pages),
        coverage=Coverage(
            paragraphs=len(found),
            tables=sum(tables(each) for _, each in ordered),
            images=sum(page.images for page in pages),
            pages=len(pages),
            pages_unread=sum(bool(page.unread) for page in pages),
        ),
    )


def _flows(page: Page, left_out: frozenset[int]) -> tuple[Flow, ...]:
    lines = [line for at, line in enumerate(page.lines) if at not in left_out]
    return by_place(lines) if page.recognised else flows(lines)


def _in_order(found: Sequence[Paragraph], set_aside: Sequence[_Piece]) -> Iterator[_Piece]:
    """Yield the parts of the paragraphs, furniture behind the paragraph that ends on its page."""
    waiting = list(set_aside)
    number = 0
    for number, paragraph in enumerate(found, 1):
        first = paragraph.parts[0].page
        while waiting and waiting[0].page < first:
            yield _numbered(waiting.pop(0), number - 1)
        for part in paragraph.parts:
            yield _Piece(part.text, number, part.page, paragraph.role)
    for piece in waiting:
        yield _numbered(piece, number)


def _numbered(piece: _Piece, paragraph: int) -> _Piece:
    return _Piece(piece.text, max(paragraph, 1), piece.page, piece.role)


def _blocks(pieces: Iterator[_Piece]) -> Iterator[Block]:
    offset = 0
    for piece in pieces:
        if is_blank(piece.text):
            continue
        yield Block(piece.text, offset, piece.paragraph, piece.page, piece.role)
        offset += len(piece.text) + 1


def _warnings(pages: Sequence[Page]) -> Iterator[str]:
    """Yield what pages warn of, the same warning once with all its pages."""
    told = sorted((why, page.number) for page in pages for why in page.warnings)
    for why, each in groupby(told, key=lambda one: one[0]):
        yield f"{_numbers([number for _, number in each])}{why}"


def _numbers(numbers: Sequence[int]) -> str:
    """Return page numbers for people: 第1、3—5页."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    ends = [str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs]
    return f"第{'、'.join(ends)}页"
