"""A scorecard as the one line that is kept of it for summary, tables and comparison."""

from __future__ import annotations

import json
from decimal import Decimal

from scorer.fleet.values import Row, Status
from scorer.model.result import GroupLine, Line, Scorecard
from scorer.rendering.data import number, score

TENTHS = 10


def done(name: str, card: Scorecard, seconds: float) -> Row:
    """Return the row of the report called *name*, assessed in *seconds*."""
    return Row(
        name=name,
        status=Status.DONE,
        sha256=card.report.sha256,
        seconds=seconds,
        result=json.dumps(describe(card), ensure_ascii=False, separators=(",", ":")),
        tenths=tenths(card.tally.total),
        provisional=card.tally.provisional,
    )


def tenths(total: Decimal) -> int:
    """Return *total*, which has one decimal, as a whole number of tenths."""
    return int(total * TENTHS)


def describe(card: Scorecard) -> dict[str, object]:
    """Return what is kept of *card*: plain JSON values."""
    report, rules, tally = card.report, card.rules, card.tally
    return {
        "file_name": report.name,
        "format": report.format,
        "sha256": report.sha256,
        "title": report.title,
        "unit": report.unit,
        "year": report.year,
        "characters": report.characters,
        "score": score(tally.total),
        "full": number(tally.full),
        "band": tally.band,
        "provisional": tally.provisional,
        "rules": {
            "id": rules.id,
            "title": rules.title,
            "version": rules.version,
            "sha256": rules.sha256,
        },
        "groups": [_group(group) for group in tally.groups],
        "elements": [_element(line) for line in tally.lines],
        "findings": [finding.code for finding in card.findings],
        "warnings": list(card.warnings),
    }


def _group(group: GroupLine) -> dict[str, object]:
    return {
        "id": group.id,
        "name": group.name,
        "points": number(group.points),
        "score": score(group.score),
    }


def _element(line: Line) -> dict[str, object]:
    return {
        "id": line.id,
        "group": line.group,
        "name": line.name,
        "points": number(line.points),
        "score": score(line.score),
        "state": line.grade.state.value,
        "level": line.grade.level.name.lower(),
        "evidence": len(line.grade.evidence),
    }
