"""Lines of a rule file whose indentation fits no level above them, and where they belong.

Used only on a file that YAML cannot read. It follows keys and list dashes, and leaves alone what
stands inside brackets or under | and >.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_STEP = 2
_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<rest>.*?)\s*(?:(?<=\s)#.*)?$")
_KEY = re.compile(r"(\"[^\"]*\"|[^\s\"'\[{#][^:#]*):(?= |$)")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"' + r"|'[^']*'")
_BLOCK = re.compile(r":\s*[|>][+\-\d]*$")


@dataclass(slots=True)
class _Levels:
    """The columns at which keys or dashes stand open, outermost first."""

    columns: list[tuple[int, bool]] = field(default_factory=list)  # (column, is a dash)
    may_open: bool = True

    def fits(self, column: int, *, dash: bool) -> bool:
        below = [known for known, _ in self.columns if known < column]
        if self.may_open and len(below) == len(self.columns):
            return True
        return any(known == column and kind is dash for known, kind in self.columns) or (
            dash and self.may_open and any(known == column for known, _ in self.columns)
        )

    def nearest(self, column: int, *, dash: bool) -> int:
        """Return the open column for a key or a dash that is nearest to *column*."""
        known = [each for each, kind in self.columns if kind is dash]
        return min(reversed(known), key=lambda each: abs(each - column), default=column)

    def innermost(self, column: int, *, dash: bool) -> int:
        """Return where a key or a dash most likely stands that could be anywhere."""
        if self.may_open and self.columns:
            return self.columns[-1][0] + _STEP
        return max((each for each, kind in self.columns if kind is dash), default=column)

    def enter(self, column: int, *, dash: bool) -> None:
        kept = [
            each
            for each in self.columns
            if each[0] < column or (dash and each == (column, False) and self.may_open)
        ]
        self.columns = [*kept, (column, dash)]


def misplaced(
    lines: Sequence[str], unsure: frozenset[int] = frozenset()
) -> Iterator[tuple[int, str]]:
    """Yield the number (from 0) of each line that is not indented rightly, and it mended.

    How far *unsure* lines are indented tells nothing: they had tabs.
    """
    levels = _Levels()
    open_brackets, block = 0, -1
    for number, line in enumerate(lines):
        found = _LINE.match(line)
        if found is None or not found["rest"] or found["rest"].startswith("#"):
            continue
        column, rest = len(found["indent"]), found["rest"]
        outside = open_brackets == 0 and not (0 <= block < column)
        open_brackets = max(0, open_brackets + _brackets(rest))
        if not outside or not (found["dashes"] or _KEY.match(rest)):
            continue
        dash = bool(found["dashes"])
        if number in unsure or not levels.fits(column, dash=dash):
            nearest = levels.innermost if number in unsure else levels.nearest
            meant = nearest(column, dash=dash)
            if meant != column:
                column = meant
                yield number, " " * column + line.lstrip(" ")
        block = column if _BLOCK.search(line) else -1
        _follow(levels, column, found["dashes"], rest)


def _brackets(rest: str) -> int:
    plain = _QUOTED.sub("", rest)
    return sum(plain.count(sign) for sign in "[{") - sum(plain.count(sign) for sign in "]}")


def _follow(levels: _Levels, column: int, dashes: str, rest: str) -> None:
    if dashes:
        levels.enter(column, dash=True)
        column += len(dashes)
    if _KEY.match(rest):
        levels.enter(column, dash=False)
    levels.may_open = rest.endswith(":")
