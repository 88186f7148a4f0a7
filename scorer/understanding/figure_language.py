"""How reports speak of figures, as values: totals and parts, rates, shares, changes, repetitions.

The values come from rules/figures.yaml; nothing here knows a Chinese word of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vague:
    """Words before or behind a number that make it inexact, and words that only look like one."""

    before: Words
    after: Words
    no_number: Words


@dataclass(frozen=True, slots=True)
class TotalWords:
    """What introduces parts and totals.

    `some` opens a list that need not be complete, `every` one that is, `likely` one that mostly is;
    `within` ends the words of a total whose part follows, unless one of `not_within` is there;
    `total` stands before a sum told after its parts, `loose` between it and the number; `tabled`
    heads a row or column of sums; `rest` names the part that completes a list, `open_end` leaves a
    list open.
    `traits` name what several parts can have at once, `outcomes` what was done with the whole,
    `kinds` end the name of a kind, `persons` are measures of what may be counted in several parts,
    `opposites` negate a kind.
    """

    some: Words
    within: Words
    not_within: Words
    every: Words
    likely: Words
    total: Words
    loose: Words
    tabled: Words
    rest: Words
    open_end: Words
    traits: Words
    outcomes: Words
    kinds: Words
    persons: Words
    opposites: Words


@dataclass(frozen=True, slots=True)
class RateName:
    """A rate's names and the words beside the two numbers it is made of."""

    names: Words
    part: Words
    whole: Words


@dataclass(frozen=True, slots=True)
class RateWords:
    """Rates and what stands around them.

    `links` may stand between a rate's name and its value, `fillers` before its name; `limits`
    restrict what is counted, `among` introduces the part of a whole, `due` says how many there
    should have been, `all_done` that all were done, `unfinished` why some may be left out of the
    count; `times` name a stretch of the year; `unbounded` are rates that may exceed 100 %,
    `endings` the last characters of a rate's name.
    """

    links: Words
    fillers: Words
    limits: Words
    among: Words
    due: Words
    all_done: Words
    unfinished: Words
    times: Words
    unbounded: Words
    endings: Words


@dataclass(frozen=True, slots=True)
class ShareWords:
    """Words that give a part's share, and those that name the whole it is a share of."""

    share: Words
    whole: Words


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """Words of a change against an earlier period, and those that name the earlier period.

    `against` stands before the number compared with, `ends` behind the word of change in 增至.
    """

    up: Words
    down: Words
    earlier: Words
    against: Words
    ends: Words


@dataclass(frozen=True, slots=True)
class RepeatWords:
    """Words that say a number is the whole year's, acts counted once, and words without weight."""

    whole_year: Words
    acts: Words
    light: Words


@dataclass(frozen=True, slots=True)
class FigureLanguage:
    """Everything rules/figures.yaml says.

    `measures` are sets of measures that count alike, `divisions` sets of kinds of which a thing has
    exactly one: 男 and 女.
    """

    version: str
    sha256: str
    vague: Vague
    totals: TotalWords
    measures: tuple[Words, ...]
    divisions: tuple[Words, ...]
    rates: RateWords
    rate_names: tuple[RateName, ...]
    shares: ShareWords
    changes: ChangeWords
    repeats: RepeatWords
