"""The board as JSON, for other programs: the same facts, no more words than needed."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from scorer.model.result import Level
from scorer.rendering.board.shapes import (
    EXEMPT,
    NOT_ASKED,
    UNREAD,
    Best,
    Board,
    Cohort,
    FindingCount,
    Shared,
    Standing,
    Strength,
)

SCHEMA = "1.0"
_MARKS = {
    **{int(level): level.name.lower() for level in Level},
    EXEMPT: "not_applicable",
    UNREAD: "unreadable",
    NOT_ASKED: None,
}


def to_json(board: Board) -> bytes:
    """Return *board* as UTF-8 JSON; the same board gives the same bytes."""
    plain = {
        "schema": SCHEMA,
        "assessed_at": board.moment.isoformat(timespec="seconds"),
        "heading": board.heading,
        "story": list(board.story),
        "cautions": list(board.cautions),
        "rankings": [_cohort(cohort) for cohort in board.cohorts],
        "failures": [{"name": each.name, "message": each.reason} for each in board.failures],
        "findings": [_finding(each) for each in board.findings],
        "shared": _shared(board.shared),
    }
    text = json.dumps(plain, ensure_ascii=False, indent=1, allow_nan=False)
    return (text + "\n").encode("utf-8", errors="replace")


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _cohort(cohort: Cohort) -> dict[str, Any]:
    rules, figures = cohort.rules, cohort.figures
    return {
        "rules": {
            "id": rules.id, "title": rules.title, "version": rules.version, "sha256": rules.sha256,
        },
        "full": _number(cohort.full),
        "years": list(cohort.years),
        "mean": float(figures.mean) if figures else None,
        "median": float(figures.median) if figures else None,
        "highest": float(figures.highest) if figures else None,
        "lowest": float(figures.lowest) if figures else None,
        "bands": [
            {
                "name": each.name,
                "at_least": _number(each.at_least) if each.at_least is not None else None,
                "reports": each.count,
            }
            for each in cohort.bands
        ],
        "distribution": [
            {"from": _number(each.low), "to": _number(each.high), "reports": each.count}
            for each in cohort.bins
        ],
        "groups": [
            {"id": each.id, "name": each.name, "points": _number(each.points), "mean": float(mean)}
            for each, mean in zip(cohort.groups, cohort.group_means, strict=True)
        ],
        "elements": [
            {"id": e.id, "name": e.name, "group": e.group, "points": _number(e.points)}
            for e in cohort.elements
        ],
        "reports": [_standing(each) for each in cohort.standings],
        "weakest": [_strength(each) for each in cohort.strengths],
        "best": [_best(each) for each in cohort.best],
    }  # fmt: skip


def _standing(each: Standing) -> dict[str, Any]:
    return {
        "rank": each.rank,
        "tied": each.tied,
        "label": each.label,
        "name": each.name,
        "unit": each.unit,
        "year": each.year,
        "score": float(each.score),
        "band": each.band,
        "groups": [float(score) for score in each.groups],
        "levels": [_MARKS[mark] for mark in each.marks],
        "shares": list(each.shares),
        "note": each.note,
    }


def _strength(each: Strength) -> dict[str, Any]:
    levels = {level.name.lower(): each.levels[int(level)] for level in Level}
    return {
        "id": each.element.id,
        "share": each.share,
        "levels": levels,
        "not_counted": each.others,
    }


def _best(each: Best) -> dict[str, Any]:
    return {
        "group": each.group.id,
        "score": float(each.score) if each.score is not None else None,
        "reports": list(each.labels),
        "quotations": [
            {"element": q.element, "quote": q.text, "place": q.place} for q in each.quotations
        ],
        "note": each.note,
    }


def _finding(each: FindingCount) -> dict[str, Any]:
    return {
        "code": each.code,
        "name": each.name,
        "reports": each.reports,
        "units": list(each.labels),
        "example": each.example,
    }


def _shared(shared: Shared) -> dict[str, Any]:
    return {
        "compared": shared.compared,
        "found": shared.found,
        "note": shared.note,
        "pairs": [
            {
                "first": each.first,
                "second": each.second,
                "passages": each.passages,
                "characters": each.characters,
                "share": float(each.share),
                "quote": each.quote,
                "other_quote": each.other_quote,
            }
            for each in shared.pairs
        ],
    }
