"""Is it work done, a plan, a lack, or somebody else's? Cues decide, then the section.

The model is ConText (Harkema, Dowling, Thornblade and Chapman, "ConText: an algorithm for
determining negation, experiencer, and temporal status from clinical reports", J. Biomed. Inform.
42, 2009): a cue has a category, a direction and a reach; look-alikes (pseudo cues) void it,
terminators end it. Clauses end at ，and ：; a sentence is what `structure` cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scorer.matching.clauses import CLAUSE_END
from scorer.matching.matcher import Hit, Match
from scorer.model.document import SectionKind
from scorer.model.result import Stance
from scorer.understanding.compiled import CompiledLanguage
from scorer.understanding.language import CueGroup, Direction, Reach
from scorer.understanding.numerals import THIS_YEAR, YEAR_AT_CLAUSE, told_year, year_behind

_ORDINAL = re.compile("[一二三四五六七八九十]{1,2}是")
_MARKS = "，。；：、"  # at the ends of what is shown of a cue
_Years = tuple[re.Match[str], ...]
_NOT_OURS = frozenset({Stance.OTHER_ACTOR, Stance.EARLIER})
_STANCE_OF_KIND = {SectionKind.PROBLEMS: Stance.LACKING, SectionKind.PLAN: Stance.PLANNED}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the words stand, and the cue that decided it (empty: section or nothing did)."""

    stance: Stance
    cue: str


@dataclass(frozen=True, slots=True)
class _Cue:
    stance: Stance
    text: str
    at: Hit
    scope: tuple[Hit, ...]

    def covers(self, word: Hit) -> bool:
        return any(start < word[1] and word[0] < end for start, end in (self.at, *self.scope))

    def distance(self, words: Sequence[Hit]) -> int:
        """Return how many characters lie between the cue and the nearest word it covers."""
        return min(
            max(word[0] - self.at[1], self.at[0] - word[1], 0)
            for word in words
            if self.covers(word)
        )


class StanceReader:
    """Reads the stance of words in a sentence; compiled from a language's cues."""

    def __init__(self, language: CompiledLanguage) -> None:
        self._groups = language.source.cues
        self._matcher = language.cues
        self._cues = lru_cache(maxsize=4096)(self._find_cues)
        self._behind = year_behind(language.source.before_later_year)
        self._years = lru_cache(maxsize=4096)(self._find_years)

    def read(self, text: str, words: Sequence[Hit], kind: SectionKind, year: int | None) -> Verdict:
        """Return how *words* of the sentence *text* stand, in a report about *year*."""
        named, behind = self._years(text)
        if year is not None and (named or behind):
            verdict = _told_of_another_year(text, words, named, year)
            verdict = verdict or _to_come(text, words, behind, year)
            if verdict is not None:
                return verdict
        covering = [cue for cue in self._cues(text) if any(cue.covers(word) for word in words)]
        for cue in covering:
            if cue.stance in _NOT_OURS and all(cue.covers(word) for word in words):
                return Verdict(cue.stance, cue.text)
        ours = [cue for cue in covering if cue.stance not in _NOT_OURS]
        if ours:
            nearest = min(ours, key=lambda cue: (cue.distance(words), cue.stance is Stance.DONE))
            return Verdict(nearest.stance, nearest.text)
        return Verdict(_STANCE_OF_KIND.get(kind, Stance.DONE), "")

    def _find_years(self, text: str) -> tuple[_Years, _Years]:
        """Return the years that begin a clause, and those that tell of what is to come if later."""
        return tuple(YEAR_AT_CLAUSE.finditer(text)), tuple(self._behind.finditer(text))

    def _find_cues(self, text: str) -> tuple[_Cue, ...]:
        matches = self._matcher.find(text)
        roles: tuple[list[Match], ...] = ([], [], [])
        for match in matches:
            roles[match.owner % 3].append(match)
        cues, pseudo, terminators = roles
        real = _longest([match for match in cues if not _looks_alike(match, pseudo)])
        return tuple(
            cue for match in real if (cue := self._cue(text, match, terminators)) is not None
        )

    def _cue(self, text: str, match: Match, terminators: Sequence[Match]) -> _Cue | None:
        group = self._groups[match.owner // 3]
        if group.clause_initial and match.start not in _clause_starts(text):
            return None
        own = [end for end in terminators if end.owner // 3 == match.owner // 3]
        return _Cue(
            group.stance,
            text[match.start : match.end].strip(_MARKS),
            (match.start, match.end),
            tuple(_scope(text, match, group, own)),
        )


def _told_of_another_year(
    text: str, words: Sequence[Hit], years: _Years, year: int
) -> Verdict | None:
    """Return how *words* stand if a clause before the last names another year for what follows."""
    named = [hit for hit in years if hit.end() <= words[-1][0]]
    told_of = told_year(named[-1], year) if named else year
    if told_of == year or _is_of_this_year(text, named[-1].end()):
        return None
    return Verdict(Stance.EARLIER if told_of < year else Stance.PLANNED, f"{told_of}年")


def _to_come(text: str, words: Sequence[Hit], years: _Years, year: int) -> Verdict | None:
    """Return that *words* tell of a plan if one stands in or behind a later year's clause."""
    for hit in years:
        if told_year(hit, year) > year and words[-1][1] > _clause_start(text, hit.start()):
            return Verdict(Stance.PLANNED, hit[0])
    return None


def _is_of_this_year(text: str, offset: int) -> bool:
    """Return whether the clause at *offset* goes on to this year: 2022年聘请的顾问本年度履职."""
    return THIS_YEAR.search(text, offset, _clause_end(text, offset)) is not None


def _scope(text: str, match: Match, group: CueGroup, terminators: Sequence[Match]) -> Iterator[Hit]:
    if group.direction is not Direction.BACKWARD:
        end = _clause_end(text, match.end) if group.reach is Reach.CLAUSE else len(text)
        stops = [stop.start for stop in terminators if match.end <= stop.start < end]
        yield match.end, min(stops, default=end)
    if group.direction is not Direction.FORWARD:
        near = group.reach is Reach.CLAUSE or group.direction is Direction.TOPIC
        start = _clause_start(text, match.start) if near else 0
        stops = [stop.end for stop in terminators if start < stop.end <= match.start]
        yield max(stops, default=start), match.start


def _longest(matches: Sequence[Match]) -> list[Match]:
    """Return *matches* without those that lie inside a longer one: 没有 inside 没有发生."""
    return [
        match
        for match in matches
        if not any(
            other.start <= match.start
            and match.end <= other.end
            and other.end - other.start > match.end - match.start
            for other in matches
        )
    ]


def _looks_alike(match: Match, voids: Sequence[Match]) -> bool:
    """Return whether the cue begins inside a look-alike of its own group."""
    own = [void for void in voids if void.owner // 3 == match.owner // 3]
    return any(void.start <= match.start < void.end for void in own)


def _clause_end(text: str, offset: int) -> int:
    found = CLAUSE_END.search(text, offset)
    return found.start() if found else len(text)


def _clause_start(text: str, offset: int) -> int:
    return max((found.end() for found in CLAUSE_END.finditer(text, 0, offset)), default=0)


@lru_cache(maxsize=512)
def _clause_starts(text: str) -> frozenset[int]:
    opening = _ORDINAL.match(text)
    starts = {0, *(found.end() for found in CLAUSE_END.finditer(text))}
    return frozenset(starts | ({opening.end()} if opening else set()))
