"""What stands on a page: lines of text with their places, and what on the page has no text.

Lengths are in one unit a page (points in a PDF, pixels in an image); x grows to the right, y
downwards, from the top left corner of the page as it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Line(NamedTuple):
    """A run of text on one baseline; `em` is the width of one of its Chinese characters.

    A tuple, since a page has many and a frozen dataclass takes three times as long to make.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    em: float

    @property
    def height(self) -> float:
        """The height of the line's box."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The height on the page at which the line stands."""
        return (self.top + self.bottom) / 2

    def beside(self, other: Line) -> bool:
        """Whether the lines stand on about the same height, one left of the other."""
        if self.right > other.left and other.right > self.left:
            return False
        overlap = min(self.bottom, other.bottom) - max(self.top, other.top)
        return 5 * overlap > min(self.height, other.height)

    def below(self, other: Line) -> bool:
        """Whether this line plainly stands below *other*, as most do below the one before."""
        return other.top < other.bottom <= self.top < self.bottom


Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read: its lines as the file has them, and reasons why some of it is unread.

    `size` is width and height;
    `recognised` says that lines come from a picture, whose order means nothing; `images` counts
    pictures large enough to hold text.
    """

    number: int
    size: Size
    lines: tuple[Line, ...]
    unread: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    images: int = 0
    recognised: bool = False

    @property
    def height(self) -> float:
        """The page's height, in the unit of its lines."""
        return self.size[1]


def joined(lines: Sequence[str]) -> str:
    """Return the lines of a paragraph as one text, with a space only between Latin words."""
    text = ""
    for line in lines:
        latin = text[-1:].isascii() and line[:1].isascii()
        space = " " if latin and text[-1:].isalpha() and line[:1].isalpha() else ""
        text += space + line
    return text
