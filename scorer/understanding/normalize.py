"""Source → CleanText: one width, one script, no spaces or web furniture, whole paragraphs.

Characters are replaced one for one or dropped, never expanded, and every kept run of characters
remembers where it came from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from scorer.matching.widths import fold_widths
from scorer.model.document import Block, CleanText, Piece, Removed, Role, Source
from scorer.understanding.compiled import CompiledLanguage
from scorer.understanding.traditional import simplifying

_PAGE_NUMBER = re.compile(r"[-—–·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?[-—–·\s]*(?:共\s*\d+\s*页)?")
_RUNNING = "页眉、页脚或目录"
_STOPS = "。！？；：…"
_PUNCTUATED = re.compile("[，。！？；：、]")
_MARKER = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.是）]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、.）]|[①-⑳第、]"
)
_NEVER_FIRST = "、，。；：）》"  # no paragraph begins with them, though 、 may have lost its number
_COLUMNS = re.compile(r"\S(?:[ \u3000\t]{2,}\S+){2}")  # a row of a table, set with spaces
WRAPPED_LINE = 20  # a shorter line is not taken for one that was wrapped
TAIL_LINE = 25  # a line this short without punctuation is a signature, not the rest of a sentence
LONGEST_FURNITURE = 100
FEWEST_WRAPPED = 8
WRAP_TOLERANCE = 6  # cells; a first line is indented
CUT_WORDS = 6  # so many characters are repeated at most where a page was cut


def normalize(source: Source, language: CompiledLanguage) -> CleanText:
    """Return the clean text of *source* with the way back, and what was left out."""
    cleaner = _Cleaner(source, language)
    for index, block in enumerate(source.blocks):
        cleaner.add(index, block)
    return cleaner.result()


class _Cleaner:
    """Builds the clean text block by block; used once, then dropped."""

    def __init__(self, source: Source, language: CompiledLanguage) -> None:
        self._source = source
        self._folded = fold_widths(source.text)
        table = simplifying(source.text, language.source.traditional)
        if table:
            self._folded = self._folded.translate(table)
        self._drop = language.dropped
        self._furniture = language.furniture
        self._names = language.source.names
        self._text: list[str] = []
        self._pieces: list[Piece] = []
        self._removed: list[Removed] = []
        self._length = 0
        self._wrapped_at = _wrapped_at(source.blocks)
        self._last_line = ""
        self._last_width = 0
        self._last_role = Role.PARAGRAPH
        self._last_is_row = False
        self._last_paragraph = 0

    def add(self, index: int, block: Block) -> None:
        folded = self._folded[block.start : block.start + len(block.text)]
        kept = self._kept(folded)
        line = "".join([folded[start:end] for start, end in kept])
        reason = self._reason_to_leave_out(folded, line, block.role)
        if reason:
            self._removed.append(Removed(block.start, block.start + len(block.text), reason))
            return
        skip = self._repeated(folded)
        if skip:
            self._removed.append(Removed(block.start, block.start + skip, "分页处重复的字"))
            kept = self._kept(folded, skip)
            line = "".join([folded[start:end] for start, end in kept])
        if not kept:
            return
        cut = block.paragraph == self._last_paragraph and block.role is self._last_role
        row = _COLUMNS.search(folded) is not None
        rows = row or self._last_is_row
        if self._length and not cut and (rows or not self._continues(line, block.role)):
            self._text.append("\n")
            self._length += 1
        for start, end in kept:
            self._pieces.append(Piece(self._length, block.start + start, end - start, index))
            self._text.append(folded[start:end])
            self._length += end - start
        self._last_line, self._last_role, self._last_is_row = line, block.role, row
        self._last_paragraph = block.paragraph
        self._last_width = _cells(block.text) if self._wrapped_at else 0

    def result(self) -> CleanText:
        return CleanText(
            "".join(self._text),
            tuple(self._pieces),
            tuple(self._removed),
            self._source,
            tuple(piece.start for piece in self._pieces),
        )

    def _reason_to_leave_out(self, folded: str, kept: str, role: Role) -> str:
        if role is Role.FURNITURE and not _PAGE_NUMBER.fullmatch(folded.strip()):
            return _RUNNING
        line = folded.strip()
        if len(line) > LONGEST_FURNITURE:
            return ""
        if role is not Role.CELL and _PAGE_NUMBER.fullmatch(line):
            return "页码"
        return "网页杂项" if self._furniture.fullmatch(kept) else ""

    def _repeated(self, folded: str) -> int:
        """Return how many characters at the start repeat the end of the line before."""
        stop = folded.find("。", 0, CUT_WORDS) + 1
        return stop if stop and self._last_line.endswith(folded[:stop]) else 0

    def _kept(self, folded: str, skip: int = 0) -> list[tuple[int, int]]:
        kept: list[tuple[int, int]] = []
        at = skip
        for hit in self._drop.finditer(folded, skip):
            if hit.start() > at:
                kept.append((at, hit.start()))
            at = hit.end()
        if at < len(folded):
            kept.append((at, len(folded)))
        return kept

    def _continues(self, line: str, role: Role) -> bool:
        """Return whether *line* goes on with the sentence that the line before broke off."""
        before = self._last_line
        if role is not Role.PARAGRAPH or self._last_role is not Role.PARAGRAPH:
            return False
        full = self._wrapped_at and self._last_width >= self._wrapped_at - WRAP_TOLERANCE
        if before[-1] in _STOPS or self._entitles(before):
            return False
        inside = line[0] in _NEVER_FIRST and len(before) >= WRAPPED_LINE
        if _MARKER.match(line) and not inside:
            return False
        if full or inside or before[-1] in "，、":
            return True
        wrapped = len(before) >= WRAPPED_LINE and _PUNCTUATED.search(before) is not None
        heading = _MARKER.match(before) is not None and "。" not in before
        rest = len(line) >= TAIL_LINE or _PUNCTUATED.search(line) is not None
        return wrapped and not heading and rest

    def _entitles(self, line: str) -> bool:
        """Return whether *line* ends as the title of such a report does."""
        subjects, genres = self._names.subjects, self._names.genres
        return line.endswith(genres) and any(subject in line for subject in subjects)


def _wrapped_at(blocks: Sequence[Block]) -> int:
    """Return the width in cells at which the lines were wrapped by hand, or 0 if they were not.

    They were where many lines of about the same greatest width end without a stop.
    """
    widths = [_cells(block.text) for block in blocks if block.text.rstrip()[-1:] not in _STOPS]
    if len(widths) < FEWEST_WRAPPED:
        return 0
    widest = sorted(widths)[-len(widths) // 4]
    alike = sum(abs(width - widest) <= WRAP_TOLERANCE for width in widths)
    enough = alike >= FEWEST_WRAPPED and alike * 4 >= len(blocks)
    return widest if enough and 2 * WRAPPED_LINE <= widest <= 2 * LONGEST_FURNITURE else 0


def _cells(text: str) -> int:
    """Return the width of *text*: two cells a character, one if it is ASCII."""
    line = text.strip()
    return 2 * len(line) - len(line.encode("ascii", "ignore"))
