"""A scorecard as JSON, for other programs; `scorecard.schema.json` describes every field."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal

import orjson

from scorer.model.document import Coverage, Unread
from scorer.model.provenance import Engine, ReportInfo, RulesInfo
from scorer.model.result import (
    Basis,
    Evidence,
    Finding,
    GroupLine,
    Likeness,
    Line,
    NearMiss,
    Passage,
    Quantity,
    Scorecard,
    Step,
    Tally,
)
from scorer.rendering.templating import SHIPPED, Look

SCHEMA = "1.0"

Json = dict[str, object]


def to_json(card: Scorecard, look: Look = SHIPPED) -> bytes:
    """Return *card* as UTF-8 JSON; the same card gives the same bytes on every machine."""
    values = scorecard(card)
    try:
        return orjson.dumps(values, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # half a surrogate pair, as a damaged file may leave behind
        text = json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False)
        return (text + "\n").encode("utf-8", errors="replace")


def scorecard(card: Scorecard) -> Json:
    """Return *card* as plain JSON values, fields in the order of the contract."""
    return {
        "schema": SCHEMA,
        "engine": _engine(card.engine),
        "assessed_at": card.assessed_at.isoformat(timespec="seconds"),
        "report": _report(card.report),
        "rules": _rules(card.rules),
        "total": _total(card.tally),
        "groups": [_group(group) for group in card.tally.groups],
        "elements": [_element(line) for line in card.tally.lines],
        "findings": [_finding(finding) for finding in card.findings],
        "compared": card.compared,
        "similar": [_likeness(likeness) for likeness in card.likenesses],
        "warnings": list(card.warnings),
    }


def number(value: Decimal) -> int | float:
    """Return *value* as the shortest JSON number: 100, 7.5."""
    return int(value) if value == value.to_integral_value() else float(value)


def score(value: Decimal) -> float:
    """Return a score as a JSON number; it already has one decimal."""
    return float(value)


def _engine(engine: Engine) -> Json:
    return {"name": engine.name, "version": engine.version, "jieba": engine.jieba}


def _report(report: ReportInfo) -> Json:
    return {
        "name": report.name,
        "sha256": report.sha256,
        "format": report.format,
        "title": report.title,
        "unit": report.unit,
        "year": report.year,
        "year_from": report.year_from,
        "written": report.written.isoformat() if report.written else None,
        "published": report.published.isoformat() if report.published else None,
        "characters": report.characters,
        "pages": report.pages,
        "unread": [_unread(part) for part in report.unread],
        "coverage": _read(report.coverage) if report.coverage else None,
    }


def _read(coverage: Coverage) -> Json:
    return {
        "paragraphs": coverage.paragraphs,
        "tables": coverage.tables,
        "images": coverage.images,
        "pages": coverage.pages,
        "pages_unread": coverage.pages_unread,
    }


def _unread(part: Unread) -> Json:
    return {"place": part.place, "reason": part.reason}


def _rules(rules: RulesInfo) -> Json:
    return {
        "id": rules.id,
        "title": rules.title,
        "version": rules.version,
        "sha256": rules.sha256,
        "chosen": rules.chosen,
    }


def _total(tally: Tally) -> Json:
    return {
        "score": score(tally.total),
        "full": number(tally.full),
        "band": tally.band,
        "provisional": tally.provisional,
        "steps": [_step(step) for step in tally.steps],
    }


def _step(step: Step) -> Json:
    return {
        "kind": step.kind,
        "id": step.id,
        "name": step.name,
        "points": score(step.points),
        "total": score(step.total),
        "reason": step.reason,
        "quotes": list(step.quotes),
    }


def _group(group: GroupLine) -> Json:
    return {
        "id": group.id,
        "name": group.name,
        "points": number(group.points),
        "score": score(group.score),
    }


def _element(line: Line) -> Json:
    grade = line.grade
    return {
        "id": line.id,
        "group": line.group,
        "name": line.name,
        "points": number(line.points),
        "score": score(line.score),
        "state": grade.state.value,
        "level": grade.level.name.lower(),
        "factor": number(line.factor),
        "items": {"found": list(grade.items_found), "missing": list(grade.items_missing)},
        "evidence": [_evidence(piece) for piece in grade.evidence],
        "near_misses": [_near_miss(miss) for miss in grade.near_misses],
        "basis": [_basis(basis) for basis in line.basis],
        "advice": line.advice,
        "gain": score(line.gain),
        "top": line.top.name.lower(),
        "coverage": _coverage(line.coverage),
        "shortfall": line.shortfall,
        "remedy": line.remedy.value,
    }


def _coverage(value: Decimal) -> int | float:
    return number(value.quantize(Decimal("0.0001"), ROUND_HALF_UP))


def _evidence(piece: Evidence) -> Json:
    return {
        "quote": piece.quote,
        "stance": piece.stance.value,
        "level": piece.level.name.lower(),
        "section": piece.section,
        "section_kind": piece.section_kind.value,
        "paragraph": piece.paragraph,
        "page": piece.page,
        "start": piece.start,
        "end": piece.end,
        "quantities": [_quantity(quantity) for quantity in piece.quantities],
        "items": list(piece.items),
        "pattern": piece.pattern,
        "hit": piece.hit,
        "cue": piece.cue,
    }


def _quantity(quantity: Quantity) -> Json:
    return {
        "text": quantity.text,
        "value": number(quantity.value),
        "unit": quantity.unit,
        "inexact": quantity.inexact,
    }


def _near_miss(miss: NearMiss) -> Json:
    return {
        "quote": miss.quote,
        "reason": miss.reason,
        "paragraph": miss.paragraph,
        "page": miss.page,
        "start": miss.start,
        "end": miss.end,
    }


def _basis(basis: Basis) -> Json:
    return {"document": basis.document, "article": basis.article, "note": basis.note}


def _likeness(likeness: Likeness) -> Json:
    return {
        "name": likeness.name,
        "title": likeness.title,
        "year": likeness.year,
        "characters": likeness.characters,
        "share": number(likeness.share),
        "passages": [_passage(passage) for passage in likeness.passages],
    }


def _passage(passage: Passage) -> Json:
    return {
        "quote": passage.quote,
        "paragraph": passage.paragraph,
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "other_quote": passage.other_quote,
        "other_paragraph": passage.other_paragraph,
        "other_page": passage.other_page,
        "characters": passage.characters,
    }


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "quote": finding.quote,
        "paragraph": finding.paragraph,
        "page": finding.page,
        "start": finding.start,
        "end": finding.end,
        "points": number(finding.points),
    }
