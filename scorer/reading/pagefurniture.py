"""Which lines of a document's pages are furniture: running heads, page numbers, contents.

What stands at the edge of a page is furniture if it is a page number or an address, or if other
pages have the same at that edge, but for the digits in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from scorer.reading.pageline import Line, Page

EDGE = 0.12  # of the page's height
DEEPEST = 4  # lines of furniture at one edge
FEWEST_PAGES = 2
SHARE = 0.3  # of the pages; heads may differ on left and right pages and by chapter
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"[-—–―·~～]*第?\d{1,4}页?(?:[/／，,]?共?\d{1,4}页?)?[-—–―·~～]*")
_ADDRESS = re.compile(r"(?:https?|file)://\S+")
_CONTENTS = re.compile(r".*(?:\.{4,}|…{2,}|[·．]{4,}|⋯{2,}|_{4,})\d{1,4}")

Key = tuple[bool, str]


def furniture(pages: Sequence[Page]) -> list[frozenset[int]]:
    """Return for each of *pages* the places, in its lines, of those that are furniture."""
    edges = [(_edge(page, top=True), _edge(page, top=False)) for page in pages]
    counted = Counter(
        key
        for page, (head, foot) in zip(pages, edges, strict=True)
        for key in {_key(page, at, head) for at in (*head, *foot)}
    )
    needed = max(FEWEST_PAGES, SHARE * len(pages))
    common = frozenset(key for key, count in counted.items() if count >= needed)
    return [
        frozenset(
            (
                *_outermost(page, head, common, head),
                *_outermost(page, foot, common, head),
                *_contents(page.lines),
            )
        )
        for page, (head, foot) in zip(pages, edges, strict=True)
    ]


def _edge(page: Page, *, top: bool) -> list[int]:
    """Return the places of the lines at one edge of *page*, from the outside inwards."""
    lines = page.lines
    if top:
        edge = EDGE * page.height
        inside = [at for at, line in enumerate(lines) if line.bottom < edge]
        return sorted(inside, key=lambda at: lines[at].middle)[:DEEPEST]
    edge = (1 - EDGE) * page.height
    inside = [at for at, line in enumerate(lines) if line.top > edge]
    return sorted(inside, key=lambda at: -lines[at].middle)[:DEEPEST]


def _key(page: Page, at: int, head: Sequence[int]) -> Key:
    return at in head, _DIGITS.sub("#", _bare(page.lines[at]))


def _outermost(
    page: Page, edge: Sequence[int], common: frozenset[Key], head: Sequence[int]
) -> Iterator[int]:
    """Yield the lines of *edge* that are furniture, up to the first that is not."""
    for at in edge:
        bare = _bare(page.lines[at])
        alone = _NUMBER.fullmatch(bare) or _ADDRESS.match(bare)
        if not alone and _key(page, at, head) not in common:
            return
        yield at


def _contents(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines of a table of contents: a title, a leader of dots, a page number."""
    ends = (at for at, line in enumerate(lines) if line.text[-1:].isdecimal())
    return (at for at in ends if _CONTENTS.fullmatch(_bare(lines[at])))


def _bare(line: Line) -> str:
    return _SPACE.sub("", line.text)
