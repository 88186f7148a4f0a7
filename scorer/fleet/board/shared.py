"""Passages that the reports of a batch share, found in the texts that the batch saved.

Each report is compared with a shelf of those before it, so the time grows with their number and
not with its square. Only the pairs that share most are kept.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from scorer import pipeline
from scorer.fleet.saved import text_path, unpacked
from scorer.model.result import Likeness
from scorer.rendering.board.shapes import Shared, SharedPair
from scorer.rendering.wording import head, plain
from scorer.similarity.extract import Extract
from scorer.similarity.shelf import Shelf

MOST_PAIRS = 100
MOST_COMPARED = 3000  # reports; the shelf takes about 100 KB of memory each
LONGEST_QUOTE = 400  # characters

_Weighed = tuple[int, int, str, Likeness]  # characters, minus the pair's number, name, likeness


def shared(
    folder: Path, called: Mapping[str, str], tick: Callable[[], None] = lambda: None
) -> Shared:
    """Return what the reports of the results in *folder* share.

    *called* are their labels by name; *tick* is called after each report. Beyond `MOST_COMPARED`
    reports nothing is compared, and that is said.
    """
    if len(called) > MOST_COMPARED:
        note = (
            f"报告超过 {MOST_COMPARED} 份，没有比对相同段落；请按市、县分批比对（scorer similar）。"
        )
        return Shared(0, 0, (), note)
    shelf, top, found, unread = Shelf(), list[_Weighed](), 0, 0
    for name in called:
        extract = _extract(folder, name)
        tick()
        if extract is None:
            unread += 1
            continue
        for likeness in shelf.like(extract):
            found += 1
            _keep(top, (likeness.characters, -found, name, likeness))
        shelf.add(extract)
    note = f"{unread} 份报告的文本不见了或已损坏，没有参加比对；请重新评分。" if unread else ""
    return Shared(len(shelf), found, tuple(_pairs(top, called)), note)


def _extract(folder: Path, name: str) -> Extract | None:
    """Return what of the report called *name* is compared; None where its text is gone."""
    try:
        source = unpacked(text_path(folder, name).read_bytes())
    except (OSError, ValueError):
        return None
    return replace(pipeline.extract(pipeline.understand(source)), name=name)


def _keep(top: list[_Weighed], weighed: _Weighed) -> None:
    if len(top) < MOST_PAIRS:
        heapq.heappush(top, weighed)
    else:
        heapq.heappushpop(top, weighed)


def _pairs(top: Sequence[_Weighed], called: Mapping[str, str]) -> Iterator[SharedPair]:
    for characters, _, name, likeness in sorted(top, reverse=True):
        longest = max(likeness.passages, key=lambda each: each.characters)
        yield SharedPair(
            first=called[name],
            second=called[likeness.name],
            passages=len(likeness.passages),
            characters=characters,
            share=likeness.share,
            quote=head(plain(longest.quote), LONGEST_QUOTE),
            other_quote=head(plain(longest.other_quote), LONGEST_QUOTE),
        )
