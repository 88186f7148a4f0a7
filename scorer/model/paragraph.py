"""The report's paragraphs as a scorecard carries them, for people who read both together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Part(Enum):
    """What a paragraph is in the report; LEFT_OUT was not read (web furniture, page numbers)."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    CELL = "cell"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the report as written, at source offset `start`; `number` counts from 1.

    `level` is the outline level of the heading that it begins with, `lead` that heading's length in
    characters: the whole paragraph, or the run-in words before its text. Both are 0 without one.
    """

    number: int
    page: int | None
    start: int
    text: str
    part: Part
    level: int = 0
    lead: int = 0

    @property
    def end(self) -> int:
        """The source offset after the last character."""
        return self.start + len(self.text)
