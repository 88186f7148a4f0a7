"""What one sentence tells of one element, wherever it stands: worked out once, then looked up.

Official reports repeat themselves; the same sentence in a section of the same kind, in a report
of the same year, tells the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from scorer.model.result import Check, Level, Quantity, Stance
from scorer.ruleset.model import Clue, Element

_REMEMBERED = 100_000
NOT_DONE = frozenset({Stance.PLANNED, Stance.LACKING})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match of an element's clue in a sentence.

    `start` and `end` count from the sentence's start. `level` is what the clue shows at this
    place (`wording` the same before it was capped), `quantities` those of the sentence that belong
    to the match.
    """

    clue: Clue
    start: int
    end: int
    level: Level
    stance: Stance
    cue: str
    quantities: tuple[Quantity, ...]
    wording: Level


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What a sentence tells of `element`; compared by identity.

    `context` says that the sentence names what the element's evidence has to stand beside,
    `inapplicable` that it says why the element does not apply.
    """

    element: Element
    candidates: tuple[Candidate, ...]
    context: bool = False
    inapplicable: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """Candidates of one sentence as one piece of evidence; the higher `rank`, the stronger."""

    best: Candidate
    check: Check
    rank: int
    quantities: tuple[Quantity, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weight:
    """What the candidates of one sentence are worth to their element.

    `counted` is what gives a level; `spoken` the plans and lacks; `items` the names of the items
    that are told of; `foremost` the candidate that a near miss would speak of, `check` what that
    one meets.
    """

    level: Level
    counted: Shown | None
    spoken: Shown | None
    items: frozenset[str]
    stances: frozenset[Stance]
    foremost: Candidate
    check: Check


@lru_cache(maxsize=_REMEMBERED)
def weigh(told: Told) -> Weight:
    """Return what *told*, which has candidates, is worth."""
    element, candidates = told.element, told.candidates
    own = [each for each in candidates if each.stance is element.counts]
    counted = [each for each in own if each.level >= Level.MENTIONED]
    spoken = [replace(each, level=Level.PLANNED) for each in candidates if each.stance in NOT_DONE]
    meant = {
        each.stance for each in candidates if each.level > Level.PLANNED or each.stance in NOT_DONE
    }
    foremost = max(candidates, key=lambda each: each.level)
    return Weight(
        level=max((each.level for each in counted), default=Level.ABSENT),
        counted=_shown(element, counted),
        spoken=_shown(element, spoken),
        items=frozenset(each.clue.item for each in own if each.clue.item),
        stances=frozenset(meant),
        foremost=foremost,
        check=_check(element, foremost),
    )


@lru_cache(maxsize=_REMEMBERED)
def by_itself(told: Told) -> Told:
    """Return *told* without what counts only under a heading of its element."""
    kept = tuple(each for each in told.candidates if not each.clue.under_heading)
    return told if len(kept) == len(told.candidates) else replace(told, candidates=kept)


@lru_cache(maxsize=_REMEMBERED)
def capped(told: Told) -> Told:
    """Return *told* with no level above MENTIONED."""
    lowered = (replace(each, level=min(each.level, Level.MENTIONED)) for each in told.candidates)
    return replace(told, candidates=tuple(lowered))


def apart(candidates: Iterable[Candidate]) -> int:
    """Return how many of a sentence's *candidates* stand apart, the shortest taken first."""
    taken: list[Candidate] = []
    for each in sorted(candidates, key=lambda each: (each.end - each.start, each.start)):
        if not any(other.start < each.end and each.start < other.end for other in taken):
            taken.append(each)
    return len(taken)


def _shown(element: Element, candidates: Sequence[Candidate]) -> Shown | None:
    if not candidates:
        return None
    best = max(candidates, key=lambda each: (each.level, each.end - each.start))
    found = {each.clue.item for each in candidates if each.clue.item}
    return Shown(
        best=best,
        check=_check(element, best),
        rank=int(best.level) * 100 + len(found) * 10 + min(len(candidates), 9),
        quantities=tuple(
            dict.fromkeys(quantity for each in candidates for quantity in each.quantities)
        ),
        items=tuple(item.name for item in element.items if item.name in found),
    )


def _check(element: Element, candidate: Candidate) -> Check:
    return Check(
        wording=min(candidate.wording, element.top),
        top=element.top,
        stance=candidate.stance,
        counts=element.counts,
    )
