"""What of a report was not read, in words: neighbours in the file with one reason are one entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from scorer.model.document import Unread
from scorer.rendering.wording import listed, plain

_NUMBERED = re.compile(r"第(\d+)(\D+)")


def unread_places(parts: Iterable[Unread]) -> str:
    """Return where *parts* stand, each place once: 第1—5页、第7页; "" if there are none."""
    return listed(_joined(list(dict.fromkeys(part.place for part in parts))))


def unread_lines(parts: Sequence[Unread]) -> tuple[str, ...]:
    """Return *parts* with their reasons, in the order in which the reasons first occur."""
    reasons = dict.fromkeys(part.reason for part in parts)
    return tuple(
        f"{unread_places(part for part in parts if part.reason == why)}：{plain(why)}"
        for why in reasons
    )


def _joined(places: Sequence[str]) -> Iterator[str]:
    """Yield *places* with runs of pages or paragraphs drawn together."""
    run: list[tuple[str, int, str]] = []
    for place in places:
        number, unit = _numbered(place)
        if run and not (unit and (number - 1, unit) == run[-1][1:]):
            yield _written(run)
            run = []
        run.append((place, number, unit))
    if run:
        yield _written(run)


def _numbered(place: str) -> tuple[int, str]:
    """Return the number and the unit of *place*; 0 and "" where it is another kind of place."""
    found = _NUMBERED.fullmatch(place)
    return (int(found.group(1)), found.group(2)) if found is not None else (0, "")


def _written(run: Sequence[tuple[str, int, str]]) -> str:
    (place, first, unit), (_, last, _) = run[0], run[-1]
    return place if len(run) == 1 else f"第{first}—{last}{unit}"
