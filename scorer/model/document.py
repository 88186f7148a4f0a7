"""What a report is made of, from the file's blocks to sections and sentences.

Two kinds of offsets exist and never mix. *Source* offsets count characters of `Source.text`, the
text as it stands in the file; *clean* offsets count characters of `CleanText.text`, which matching
reads. A `Span` is always in clean offsets; `Document` alone turns it back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import groupby


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of the clean text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Span) and self.start <= other.start and other.end <= self.end


class Role(Enum):
    """What a block is in the file; furniture (running heads, contents) is no part of the report."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CELL = "cell"
    NOTE = "note"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph exactly as in the file, at source offset `start`; `level` a heading style's.

    A paragraph that a page break cuts is several blocks with one paragraph number.
    """

    text: str
    start: int
    paragraph: int
    page: int | None = None
    role: Role = Role.PARAGRAPH
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of the file whose text could not be read."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a file was read: counts of what has text, and of what had to be left.

    `images` are pictures large enough to hold text; `pages` is None for a file without pages, and
    `pages_unread` of them are listed in `Source.unread`.
    """

    paragraphs: int
    tables: int = 0
    images: int = 0
    pages: int | None = None
    pages_unread: int = 0


def counted(blocks: Iterable[Block], images: int, tables: int | None = None) -> Coverage:
    """Return what was read of a file without pages: *tables*, or cells side by side as one."""
    kept = [block.role for block in blocks if block.role is not Role.FURNITURE]
    if tables is None:
        tables = sum(role is Role.CELL for role, _ in groupby(kept))
    return Coverage(paragraphs=len(kept), tables=tables, images=images)


@dataclass(frozen=True, slots=True)
class Source:
    """A report's file as read: `text` is all blocks as written, joined as in the file."""

    name: str
    sha256: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...] = ()
    warnings: tuple[str, ...] = ()
    pages: int | None = None
    published: date | None = None
    coverage: Coverage | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """`length` characters of the clean text copied one to one from the source."""

    start: int
    source: int
    length: int
    block: int


@dataclass(frozen=True, slots=True)
class Removed:
    """Source text that normalising left out, and why (web furniture, page number, markup)."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text that is matched, with the way back to the source; `starts` are the pieces'."""

    text: str
    pieces: tuple[Piece, ...]
    removed: tuple[Removed, ...]
    source: Source
    starts: tuple[int, ...]

    def piece_at(self, offset: int) -> Piece:
        """Return the piece that holds the clean *offset* (or the last one before it)."""
        return self.pieces[max(bisect_right(self.starts, offset) - 1, 0)]

    def block_at(self, offset: int) -> Block:
        """Return the block that the clean *offset* was copied from."""
        return self.source.blocks[self.piece_at(offset).block]

    def source_offset(self, offset: int) -> int:
        """Return the source offset of the clean *offset*; between pieces, the end of the first."""
        piece = self.piece_at(offset)
        return piece.source + min(offset - piece.start, piece.length)


class SectionKind(Enum):
    """What a section tells about; only some kinds can hold evidence of work done."""

    WORK = "work"
    LEADER = "leader"
    PROBLEMS = "problems"
    PLAN = "plan"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; `parent` is an index into `Document.sections`."""

    number: str
    title: str
    level: int
    kind: SectionKind
    span: Span
    heading: Span
    parent: int | None

    @property
    def label(self) -> str:
        """The heading as printed: number and title."""
        return self.number + self.title


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement: up to 。！？； or the next 一是/二是.

    `kind` is the section's kind unless the wording says otherwise (a problems sentence inside a
    plan section). `heading` marks a heading's own words, `preamble` what stands before the first
    heading.
    """

    span: Span
    section: int | None
    paragraph: int
    kind: SectionKind
    heading: bool = False
    preamble: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, for people: page and paragraph count from 1."""

    paragraph: int
    page: int | None
    section: str
    section_kind: SectionKind


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the report says about itself (its unit, its date), and where."""

    name: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Identity:
    """Who reports about which year, as read from title, addressee, text and closing."""

    title: str
    unit: str
    year: int | None
    year_from: str
    written: date | None
    facts: tuple[Fact, ...] = ()

    def fact(self, name: str) -> Fact | None:
        """Return the fact called *name*, if the report states it."""
        return next((fact for fact in self.facts if fact.name == name), None)


OPENING_QUOTES, CLOSING_QUOTES = "“‘「『", "”’」』"


def one_line(written: str) -> str:
    """Return what stands in a report without its line breaks, as it is quoted."""
    return "".join(written.splitlines()).strip()


@dataclass(frozen=True, slots=True)
class Document:
    """A report understood: clean text, sections, sentences, identity."""

    clean: CleanText
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[Span, ...]
    identity: Identity

    @property
    def text(self) -> str:
        """The clean text."""
        return self.clean.text

    def quote(self, span: Span) -> str:
        """Return what stands at *span* in the report itself, line breaks removed."""
        start, end = self.source_range(span)
        return one_line(self.clean.source.text[start:end])

    def source_range(self, span: Span) -> tuple[int, int]:
        """Return the half-open range of source offsets that *span* was copied from."""
        start = self.clean.source_offset(span.start)
        return start, max(start, self.clean.source_offset(span.end - 1) + 1)

    def quoted_range(
        self, span: Span, opening: str = OPENING_QUOTES, closing: str = CLOSING_QUOTES
    ) -> tuple[int, int]:
        """Return `source_range` with the quotation marks that open before and close behind it.

        The clean text has none, so that a sentence that begins with a quoted word begins behind it.
        """
        start, end = self.source_range(span)
        text = self.clean.source.text
        while start and text[start - 1] in opening:
            start -= 1
        while end < len(text) and text[end] in closing:
            end += 1
        return start, end

    def place(self, sentence: Sentence) -> Place:
        """Return where *sentence* stands."""
        block = self.clean.block_at(sentence.span.start)
        label = "" if sentence.section is None else self.sections[sentence.section].label
        return Place(block.paragraph, block.page, label, sentence.kind)
