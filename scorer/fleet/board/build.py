"""State → Board: everything gathered, and told in sentences."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from scorer.fleet.board import figures, quoted, ranking
from scorer.fleet.board.entries import Sheaf, failures, sheaves
from scorer.fleet.board.shared import shared
from scorer.fleet.board.story import cautions, foot, heading, notes, story
from scorer.fleet.state import State
from scorer.model.errors import RulesetError
from scorer.rendering.board.shapes import Board, Cohort, Failure, FindingCount, Shared
from scorer.ruleset.model import Ruleset
from scorer.ruleset.shipped import shipped
from scorer.ruleset.stored import stored_ruleset

BANDS = "bands"  # in the state: the limits of the rule set that the user named


@dataclass(frozen=True, slots=True)
class Wording:
    """What the user may have at the top of the board: the body that reviews, the heading."""

    unit: str = ""
    heading: str = ""


def bands_note(ruleset: Ruleset) -> str:
    """Return the bands of *ruleset* as the state keeps them."""
    limits = [[band.name, str(band.at_least)] for band in ruleset.bands]
    return json.dumps({ruleset.sha256: limits}, ensure_ascii=False)


def build(
    state: State,
    moment: datetime,
    wording: Wording | None = None,
    tick: Callable[[], None] = lambda: None,
) -> Board:
    """Return the board of the results that *state* keeps; *tick* is called after each report."""
    wording = wording or Wording()
    found = sheaves(state)
    called = ranking.labels([entry for sheaf in found for entry in sheaf.entries])
    limits = _limits(state, {sheaf.rules.id for sheaf in found})
    formats = state.about("formats").split()
    cohorts = tuple(
        _cohort(sheaf, called, state.folder, formats, limits.get(sheaf.rules.sha256, ()))
        for sheaf in found
    )
    return _board(
        found,
        cohorts,
        tuple(failures(state)),
        shared(state.folder, dict(sorted(called.items())), tick),
        _Frame(state.folder, called, moment, wording),
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    folder: Path
    called: Mapping[str, str]
    moment: datetime
    wording: Wording


def _board(
    found: Sequence[Sheaf],
    cohorts: tuple[Cohort, ...],
    failed: tuple[Failure, ...],
    passages: Shared,
    frame: _Frame,
) -> Board:
    entries = sorted((e for sheaf in found for e in sheaf.entries), key=lambda each: each.name)
    counted: tuple[FindingCount, ...] = quoted.findings(
        ((e.name, frame.called[e.name], e.findings) for e in entries), frame.folder
    )
    return Board(
        unit=frame.wording.unit or (cohorts[0].rules.title if cohorts else ""),
        heading=frame.wording.heading or heading(cohorts),
        story=tuple(story(cohorts, len(failed))),
        cautions=tuple(cautions(cohorts, failed, entries)),
        cohorts=cohorts,
        failures=failed,
        findings=counted,
        shared=passages,
        notes=tuple(notes(cohorts)),
        foot=foot(cohorts),
        moment=frame.moment,
    )


def _cohort(
    sheaf: Sheaf,
    called: Mapping[str, str],
    folder: Path,
    formats: Sequence[str],
    limits: figures.Limits,
) -> Cohort:
    ranked, provisional = ranking.standings(sheaf, called, folder, formats)
    groups, elements = tuple(sheaf.groups.values()), tuple(sheaf.elements.values())
    means = tuple(figures.group_means(ranked, len(groups)))
    years = {entry.year for entry in sheaf.entries if entry.year is not None}
    return Cohort(
        rules=sheaf.rules,
        full=sheaf.full,
        years=tuple(sorted(years)),
        groups=groups,
        elements=elements,
        ranked=ranked,
        provisional=provisional,
        figures=figures.figures(ranked),
        bands=figures.bands(ranked, limits) if ranked else (),
        bins=figures.bins(ranked, sheaf.full),
        group_means=means,
        strengths=figures.strengths(ranked, elements),
        best=tuple(
            quoted.best(ranked, group, mean, folder)
            for group, mean in zip(groups, means, strict=True)
            if ranked
        ),
    )


def _limits(state: State, ids: Set[str]) -> Mapping[str, figures.Limits]:
    """Return the bands of the rule sets called *ids* by hash, where known: shipped, the user's."""
    found: dict[str, list[tuple[str, Decimal]]] = {}
    for ruleset in _shipped_rulesets(ids):
        found[ruleset.sha256] = [(band.name, band.at_least) for band in ruleset.bands]
    noted = json.loads(state.about(BANDS) or "{}")
    for sha256, limits in noted.items():
        found[sha256] = [(name, Decimal(least)) for name, least in limits]
    return found


def _shipped_rulesets(ids: Set[str]) -> Iterator[Ruleset]:
    for name in ids & shipped().keys():
        try:
            yield stored_ruleset(shipped()[name])
        except RulesetError:  # limits only say which bands nobody reached
            continue
