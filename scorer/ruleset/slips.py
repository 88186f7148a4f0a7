"""Slips of Chinese typing in YAML: a line as written → the line as it was meant, and why.

A full-width colon, comma, quotation mark, bracket or space, a tab, a missing space. Slips are
looked for only where a file cannot be parsed or a line has a problem, never in correct lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from scorer.ruleset.language_schema import language_schema
from scorer.ruleset.schema import ruleset_schema
from scorer.ruleset.schema_parts import keys_of
from scorer.ruleset.slip_table import Slip, slip_table

LONGEST = 6000  # characters; a longer line was not typed by hand
MOST = 40  # of one kind that are mended in a line

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"' + r"|'(?:[^']|'')*'")
_COMMENT = re.compile(r"(?:^|\s)#.*$")


@dataclass(frozen=True, slots=True)
class Correction:
    """A line as it was meant; `column` (from 1) is the first slip's, `what` tells all of them."""

    line: str
    column: int
    what: str


def corrected(line: str) -> Correction | None:
    """Return *line* without its slips, or None where it has none."""
    if len(line) > LONGEST:
        return None
    now, column, told = line, 0, []
    for slip in _slips():
        after = _without(slip, now)
        if after != now:
            column = column or _first_difference(now, after)
            told.append(slip.what)
            now = after
    return Correction(now, column, "；".join(dict.fromkeys(told))) if told else None


def _without(slip: Slip, line: str) -> str:
    """Return *line* with all matches of *slip* outside quotation marks replaced."""
    found = slip.wrong.search(_masked(line))
    for _ in range(MOST):
        if found is None:
            break
        spans = [found.span(number) for number in range(slip.wrong.groups + 1)]
        parts = tuple(line[start:end] for start, end in spans)
        start, end = spans[0]
        right = slip.right(parts)
        line = line[:start] + right + line[end:]
        found = slip.wrong.search(_masked(line), start + max(1, len(right)))
    return line


def _first_difference(one: str, other: str) -> int:
    """Return the column, from 1, where *one* differs from *other*."""
    same = (a == b for a, b in zip(one, other, strict=False))
    return next((i for i, equal in enumerate(same, 1) if not equal), min(len(one), len(other)) + 1)


def _masked(line: str) -> str:
    """Return *line* with what stands in quotation marks and comments blanked out."""
    line = _QUOTED.sub(lambda found: '"' + "\0" * (len(found[0]) - 2) + '"', line)
    return _COMMENT.sub(lambda found: "\0" * len(found[0]), line)


@cache
def _slips() -> tuple[Slip, ...]:
    keys = {*keys_of(ruleset_schema()), *keys_of(language_schema())}
    longest_first = sorted(map(re.escape, keys), key=lambda key: (-len(key), key))
    return tuple(slip_table("|".join(longest_first)))
