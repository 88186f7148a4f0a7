"""Other reports, and which passages a report shares with them.

Candidates are statements with a band in common; a band that many reports have is a standing phrase
that nobody has listed yet, and finds nothing. What two statements share is then aligned exactly
(RapidFuzz), and statements that follow one another in both reports make a passage.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from scorer.model.result import Likeness, Passage
from scorer.similarity.extract import Extract, Statement, own_size

ALIKE = 70  # in 100: two statements that say the same in the same words
LEAST_BESIDE = 8  # own characters; a signature or a date is no part of a passage
BESIDE = 60  # in 100: the same between two statements that are alike
LEAST_PASSAGE = 30  # own characters
LONG_PASSAGE = 60  # one such passage is worth telling
LEAST_TOTAL = 120  # so are shorter ones that add up to this
COMMON = 25  # reports; what so many share is a standing phrase


@dataclass(frozen=True, slots=True)
class _Pair:
    """A statement of one report and the like one of the other, by number."""

    own: int
    other: int
    size: int


class Others:
    """Reports that one report is compared with: only what it asks for is put in order."""

    def __init__(self, extracts: Sequence[Extract]) -> None:
        self._extracts = extracts

    def __len__(self) -> int:
        return len(self._extracts)

    def like(self, own: Extract) -> tuple[Likeness, ...]:
        """Return what *own* shares with each of the reports but itself, most first."""
        wanted = frozenset(band for statement in own.statements for band in statement.bands)
        return Shelf(self._extracts, wanted).like(own)


class Shelf:
    """Reports to compare with; adding and asking cost the same however many there are.

    Where `wanted` are given, statements with none of these bands are never found.
    """

    def __init__(
        self, extracts: Iterable[Extract] = (), wanted: frozenset[int] | None = None
    ) -> None:
        self._wanted = wanted
        self._extracts: list[Extract] = []
        self._banded: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for extract in extracts:
            self.add(extract)

    def __len__(self) -> int:
        return len(self._extracts)

    def add(self, extract: Extract) -> None:
        """Put one more report on the shelf."""
        report = len(self._extracts)
        self._extracts.append(extract)
        for number, statement in enumerate(extract.statements):
            if self._wanted is not None and self._wanted.isdisjoint(statement.bands):
                continue
            for band in statement.bands:
                found = self._banded[band]
                if len(found) <= COMMON:
                    found.append((report, number))

    def like(self, own: Extract) -> tuple[Likeness, ...]:
        """Return what *own* shares with each report on the shelf but itself, most first."""
        found = [
            likeness
            for report, candidates in self._candidates(own).items()
            if not _same(own, self._extracts[report])
            and (likeness := _likeness(own, self._extracts[report], candidates)) is not None
        ]
        return tuple(sorted(found, key=lambda each: (-each.characters, each.name)))

    def _candidates(self, own: Extract) -> Mapping[int, set[tuple[int, int]]]:
        """Return, for each report, which statements may be alike: own number, other's number."""
        found: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for number, statement in enumerate(own.statements):
            for band in statement.bands:
                others = self._banded.get(band, ())
                if len(others) <= COMMON:
                    for report, other in others:
                        found[report].add((number, other))
        return found


def _same(own: Extract, other: Extract) -> bool:
    """Return whether both are one file: the same content under the same name."""
    return own.sha256 == other.sha256 and _base(own.name) == _base(other.name)


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _likeness(
    own: Extract, other: Extract, candidates: Iterable[tuple[int, int]]
) -> Likeness | None:
    """Return what two reports share, or None where it is too little to speak of."""
    pairs = _with_neighbours(_best(own, other, candidates), own, other)
    passages = [_passage(run, own, other) for run in _runs(pairs)]
    long = tuple(each for each in passages if each.characters >= LEAST_PASSAGE)
    characters = sum(each.characters for each in long)
    if characters < LEAST_TOTAL and not any(each.characters >= LONG_PASSAGE for each in long):
        return None
    share = Decimal(100 * characters) / max(own.size, 1)
    return Likeness(
        name=other.name,
        title=other.title,
        year=other.year,
        characters=characters,
        share=share.quantize(Decimal("0.1"), ROUND_HALF_UP),
        passages=long,
    )


def _best(own: Extract, other: Extract, candidates: Iterable[tuple[int, int]]) -> dict[int, _Pair]:
    """Return the statements that are alike, each with the one it is most like."""
    best: dict[int, tuple[float, _Pair]] = {}
    for mine, theirs in sorted(candidates):
        first, second = own.statements[mine].text, other.statements[theirs].text
        alike = fuzz.ratio(first, second, score_cutoff=ALIKE)
        if alike and (mine not in best or alike > best[mine][0]):
            best[mine] = alike, _Pair(mine, theirs, _shared(first, second))
    return {mine: pair for mine, (_, pair) in best.items()}


def _with_neighbours(pairs: Mapping[int, _Pair], own: Extract, other: Extract) -> list[_Pair]:
    """Return *pairs* and, beside them, the short statements that are the same too."""
    found = dict(pairs)
    for pair in pairs.values():
        for step in (-1, 1):
            mine, theirs = pair.own + step, pair.other + step
            inside = 0 <= mine < len(own.statements) and 0 <= theirs < len(other.statements)
            if mine in found or not inside or own.statements[mine].size < LEAST_BESIDE:
                continue
            first, second = own.statements[mine].text, other.statements[theirs].text
            if fuzz.ratio(first, second) >= BESIDE:
                found[mine] = _Pair(mine, theirs, _shared(first, second))
    return [found[mine] for mine in sorted(found)]


def _shared(first: str, second: str) -> int:
    """Return how many own characters two statements share, aligned as closely as can be."""
    return sum(
        own_size(first[block.src_start : block.src_end])
        for block in Indel.opcodes(first, second)
        if block.tag == "equal"
    )


def _runs(pairs: Iterable[_Pair]) -> Iterator[list[_Pair]]:
    """Yield pairs that follow one another in both reports."""
    run: list[_Pair] = []
    for pair in pairs:
        if run and (pair.own, pair.other) != (run[-1].own + 1, run[-1].other + 1):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _passage(run: list[_Pair], own: Extract, other: Extract) -> Passage:
    mine = own.statements[run[0].own : run[-1].own + 1]
    theirs = other.statements[run[0].other : run[-1].other + 1]
    return Passage(
        quote=_quoted(mine),
        paragraph=mine[0].paragraph,
        page=mine[0].page,
        start=mine[0].start,
        end=mine[-1].end,
        other_quote=_quoted(theirs),
        other_paragraph=theirs[0].paragraph,
        other_page=theirs[0].page,
        characters=sum(pair.size for pair in run),
    )


def _quoted(statements: Iterable[Statement]) -> str:
    return "".join(statement.quote for statement in statements)
