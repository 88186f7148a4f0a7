"""Which lines of a web page are the report: by trafilatura, and nothing lost if it errs.

The extractor says where the report stands; the text is taken from the page itself, so that no
paragraph is lost inside it. Sentences outside it are told in a warning, and a page whose report
cannot be told from its surroundings is read whole.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorer.model.document import Role
from scorer.reading.htmllines import Line, Page, common_home, letters, squeezed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONG = 20  # characters; a shorter line may stand anywhere and says not where the report is
LEAST_SHARE = 0.7  # of the page's sentences; where the extractor found less, the page is read whole
DEEPEST = 250  # elements inside one another; beyond, the extractor takes minutes
SHORTEST_TITLE = 6
LONGEST_ADDITION = 12  # to a title, as （全文）
SHORTEST_SIGNATURE = 4
LINKED_SHARE = 0.6  # of a line's letters in links; the rest is 上一篇： or a date
_SENTENCE = re.compile("[。；]")


@dataclass(frozen=True, slots=True)
class Main:
    """The report's lines from `first` to before `last`, the title's lines, and what stands outside.

    `whole` marks a page that is read whole, since its report could not be told from the rest.
    `title` are the places of lines above that repeat the page's title; `dropped` those of lines
    inside that are links to other pages; `outside` those of sentences that are not taken for the
    report.
    """

    first: int
    last: int
    title: tuple[int, ...] = ()
    dropped: frozenset[int] = frozenset()
    outside: tuple[int, ...] = ()
    whole: bool = False

    def kept(self) -> list[int]:
        """Return the places of the lines that are read, in order."""
        inside = (index for index in range(self.first, self.last) if index not in self.dropped)
        return [*self.title, *inside]


def main_of(tree: HtmlElement, page: Page, titles: Sequence[str]) -> Main:
    """Return which lines of *page* are the report; *titles* are what the page calls itself."""
    lines = page.lines
    found = squeezed(_extracted(tree)) if page.depth <= DEEPEST else ""
    bare = [squeezed(line.text) for line in lines]
    told = [index for index, text in enumerate(bare) if _SENTENCE.search(text)]
    known = _known(bare, told, found)
    dropped = _linked(lines, bare, found)
    first, last = _stretch(lines, known) if known else (0, 0)
    if known:
        rest = found[found.rindex(bare[known[-1]]) + len(bare[known[-1]]) :]
        last = _to_signature(bare, last, rest, dropped)
    title = _title(lines, bare, titles)
    dropped |= _above_title(lines, first, title)
    kept = {index for index in range(first, last) if index not in dropped}
    outside = tuple(index for index in told if index not in kept)
    if not known or _length(bare, outside) > (1 - LEAST_SHARE) * _length(bare, told):
        return Main(0, len(lines), (), dropped.difference(told), (), len(told) < len(lines))
    return Main(first, last, tuple(index for index in title if index < first), dropped, outside)


def _known(bare: Sequence[str], told: Sequence[int], found: str) -> list[int]:
    """Return the places of long lines that are in *found*: sentences, or else whatever is long."""
    long = [index for index in told if len(bare[index]) >= LONG] or [
        index for index, text in enumerate(bare) if len(text) >= LONG
    ]
    return [index for index in long if bare[index] in found]


def _extracted(tree: HtmlElement) -> str:
    """Return the text that trafilatura takes for the main content, "" if it finds none."""
    from trafilatura import bare_extraction  # noqa: PLC0415  (slow to import)

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it finds nothing: our affair
    try:
        found = bare_extraction(tree, fast=True, include_comments=False)
    except Exception:  # whatever a strange page makes the library say
        return ""
    return (getattr(found, "text", None) or "") if found is not None else ""


def _stretch(lines: Sequence[Line], known: Sequence[int]) -> tuple[int, int]:
    """Return where the innermost element that holds all *known* lines begins and ends."""
    home = common_home([lines[index] for index in known])
    first, last = known[0], known[-1] + 1
    while first and _is_inside(lines[first - 1], home):
        first -= 1
    while last < len(lines) and _is_inside(lines[last], home):
        last += 1
    return first, last


def _is_inside(line: Line, home: HtmlElement) -> bool:
    return line.home is home or any(above is home for above in line.home.iterancestors())


def _to_signature(bare: Sequence[str], last: int, rest: str, dropped: frozenset[int]) -> int:
    """Return where the lines from *last* on end that are in *rest*, the end of what was extracted.

    Signature and date may stand in an element of their own; a link ends the report.
    """
    while last < len(bare) and last not in dropped:
        if len(bare[last]) < SHORTEST_SIGNATURE or bare[last] not in rest:
            break
        last += 1
    return last


def _linked(lines: Sequence[Line], bare: Sequence[str], found: str) -> frozenset[int]:
    """Return the places of lines that are links and nothing else; sentences in *found* stay."""
    return frozenset(
        index
        for index, line in enumerate(lines)
        if line.linked
        and line.level is None
        and line.linked >= LINKED_SHARE * letters(line.text)
        and not (_SENTENCE.search(bare[index]) and bare[index] in found)
    )


def _title(lines: Sequence[Line], bare: Sequence[str], titles: Sequence[str]) -> list[int]:
    """Return the places of the lines above the first sentence that are the title or a part of it:
    what the page calls itself, else the last heading.

    A name that is shorter than that heading is the site's. Where the title stands there twice, the
    lower one counts.
    """
    sentences = (index for index, text in enumerate(bare) if "。" in text)
    above = next(sentences, 0)
    own = [
        index
        for index in range(above)
        if len(bare[index]) >= SHORTEST_TITLE and not lines[index].linked
    ]
    headed = [index for index in own if lines[index].level in (1, 2, 3)][-1:]
    longest = max((len(bare[index]) for index in headed), default=0)
    called = [name for name in map(squeezed, titles) if len(name) >= longest]
    places = [index for index in own if _is_called(bare[index], called)] or headed
    return [index for index in places if bare[index] not in bare[index + 1 : above]]


def _is_called(line: str, called: Sequence[str]) -> bool:
    """Whether *line* is one of the names in *called*, a part of it, or little more than it."""
    return any(
        line in name or (name in line and len(line) <= len(name) + LONGEST_ADDITION)
        for name in called
    )


def _above_title(lines: Sequence[Line], first: int, title: Sequence[int]) -> frozenset[int]:
    """Return the places of table cells from *first* to the title: the page's own metadata."""
    top = min(title, default=first)
    return frozenset(index for index in range(first, top) if lines[index].role is Role.CELL)


def _length(bare: Sequence[str], places: Iterable[int]) -> int:
    return sum(len(bare[index]) for index in places)
