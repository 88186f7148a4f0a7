"""When a web page was published: by its metadata, by a labelled date, by the only date above.

htmldate was tried and is not asked: on pages like those of government sites it took the oldest date
of a list of links, or the date of writing, although the metadata named the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Names of the publication date in <meta>: PubDate is prescribed for government sites
# (政府网站发展指引, 国办发〔2017〕47号, annex 3); the others are common on them or elsewhere.
_META_NAMES = ("pubdate", "publishdate", "articledate", "article:published_time", "publicationdate")
# The labels of the same field in the catalogue of 政府信息公开 and above articles.
_LABELS = ("发布日期", "发布时间", "公开日期", "公开时间", "发布于")
_LABELLED = re.compile(
    "(?:" + "|".join(r"\s*".join(label) for label in _LABELS) + r")[\s\[\]【】:：]*"
)
_DAY = re.compile(r"(20\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Published:
    """The day a page was published; `certain` if the page says so in as many words."""

    day: date
    certain: bool = True


def published(
    tree: HtmlElement, above: Sequence[str], below: Sequence[str] = ()
) -> Published | None:
    """Return when the page *tree* was published, None where it does not say.

    *above* and *below* are the page's lines around the report's own text: a date inside the report
    is not its publication.
    """
    stated = next(_in_metadata(tree), None) or _labelled("\n".join((*above, *below)))
    if stated is not None:
        return Published(stated)
    guessed = _only_day(above)
    return Published(guessed, certain=False) if guessed is not None else None


def _in_metadata(tree: HtmlElement) -> Iterator[date]:
    named: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("name") or meta.get("property") or ""
        named.setdefault(name.lower(), meta.get("content") or "")
    for name in _META_NAMES:
        found = _day(_DAY.search(named.get(name, "")))
        if found is not None:
            yield found


def _labelled(text: str) -> date | None:
    for label in _LABELLED.finditer(text):
        found = _day(_DAY.match(text, label.end()))
        if found is not None:
            return found
    return None


def _day(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def _only_day(above: Sequence[str]) -> date | None:
    """Return the only day that stands above the report, None where there are several or none."""
    days = {day for line in above for hit in _DAY.finditer(line) if (day := _day(hit))}
    return days.pop() if len(days) == 1 else None
