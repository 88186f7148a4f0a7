"""Entries of one rule set → who stands where. Equal totals share a rank: 1, 1, 3."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from scorer.fleet.board.entries import Entry, Sheaf, several
from scorer.fleet.names import output_path
from scorer.rendering.board.shapes import NOT_ASKED, UNREAD, Standing
from scorer.rendering.wording import plain

MOST_SHARE = 100  # per cent; where points are rescaled a share could be more


def labels(entries: Sequence[Entry]) -> Mapping[str, str]:
    """Return what each report is called, by its name: the unit, else its file.

    Two reports of a unit are told apart by year where that does it, else by file.
    """
    called = {each.name: plain(each.unit) or _file(each.name) for each in entries}
    for unit, reports in several(list(entries)).items():
        years = {each.year for each in reports if each.year is not None}
        by_year = len(years) == len(reports)
        for each in reports:
            apart = f"{each.year}年度" if by_year else each.name
            called[each.name] = f"{plain(unit)}（{plain(apart)}）"
    return called


def _file(name: str) -> str:
    return plain(name.rpartition("/")[2]) or name


def standings(
    sheaf: Sheaf, called: Mapping[str, str], folder: Path, formats: Sequence[str]
) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """Return the ranked reports, best first, and the provisional ones, highest first."""
    ordered = sorted(sheaf.entries, key=lambda each: (-each.total, called[each.name], each.name))
    totals = [each.total for each in ordered if not each.provisional]
    frequent = Counter(totals)
    first = {total: place for place, total in reversed(list(enumerate(totals, 1)))}
    points = [int(each.points * 10) for each in sheaf.elements.values()]

    def made(entry: Entry) -> Standing:
        missing = bytes([NOT_ASKED]) * (len(points) - len(entry.marks))
        return Standing(
            rank=None if entry.provisional else first[entry.total],
            tied=not entry.provisional and frequent[entry.total] > 1,
            label=called[entry.name],
            name=entry.name,
            unit=entry.unit,
            year=entry.year,
            score=score_of(entry.total),
            band="" if entry.provisional else entry.band,
            groups=tuple(map(score_of, _filled(entry.groups, len(sheaf.groups)))),
            marks=entry.marks + missing,
            shares=bytes(_shares(_filled(entry.scores, len(points)), points)),
            findings=len(entry.findings),
            formats=tuple(f for f in formats if output_path(folder, entry.name, f).is_file()),
            note=_note(entry) if entry.provisional else "",
        )

    made_ = [made(entry) for entry in ordered]
    return (
        tuple(each for each in made_ if each.rank is not None),
        tuple(each for each in made_ if each.rank is None),
    )


def score_of(tenths: int) -> Decimal:
    """Return tenths as a score with one decimal."""
    return Decimal(tenths).scaleb(-1)


def per_cent(part: int, whole: int) -> int:
    """Return *part* of *whole* in whole per cent, rounded half up; of nothing it is 0."""
    return (200 * part + whole) // (2 * whole) if whole > 0 else 0


def _filled(values: Sequence[int], length: int) -> Sequence[int]:
    return (*values, *(0,) * (length - len(values)))


def _shares(scores: Iterable[int], points: Iterable[int]) -> Iterator[int]:
    for score, full in zip(scores, points, strict=True):
        yield max(0, min(per_cent(score, full), MOST_SHARE))


def _note(entry: Entry) -> str:
    unread = entry.marks.count(UNREAD)
    if unread:
        return f"有内容未能读取，{unread} 个要素可能写在其中，总分暂定"
    return "有内容未能读取，总分暂定"
