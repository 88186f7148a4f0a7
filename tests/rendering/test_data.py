"""JSON: as the contract fixes it, the same on every machine, and described field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from scorer.model.result import State
from scorer.rendering import data
from scorer.rendering.data import to_json

SCHEMA = json.loads(
    Path(data.__file__).with_name("scorecard.schema.json").read_text(encoding="utf-8")
)
CONTRACT = {
    "": "schema engine assessed_at report rules total groups elements findings",
    "engine": "name version jieba",
    "report": "name sha256 format title unit year written published characters pages unread",
    "rules": "id title version sha256",
    "total": "score full band provisional",
    "groups": "id name points score",
    "elements": "id group name points score state level factor items evidence near_misses basis"
    " advice gain",
    "elements.items": "found missing",
    "elements.evidence": "quote stance level section section_kind paragraph page start end"
    " quantities",
    "elements.evidence.quantities": "text value unit",
    "elements.near_misses": "quote reason paragraph",
    "elements.basis": "document article",
    "findings": "code severity message quote paragraph points",
}


def first_with(value, path: str):
    """The first object at *path* anywhere in *value*."""
    found = [value]
    for key in path.split(".") if path else ():
        below = [each[key] for each in found]
        found = [item for each in below for item in (each if isinstance(each, list) else [each])]
    return found[0]


@pytest.mark.parametrize("path", CONTRACT)
def test_the_fields_of_the_contract_are_there_in_its_order(card, path):
    value = first_with(json.loads(to_json(card)), path)
    wanted = CONTRACT[path].split()
    assert wanted == [key for key in value if key in wanted]


@pytest.mark.parametrize("name", ["card", "provisional", "perfect", "empty"])
def test_every_result_meets_the_schema(request, name):
    text = to_json(request.getfixturevalue(name))
    Draft202012Validator.check_schema(SCHEMA)
    checker = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in checker.iter_errors(json.loads(text))] == []


def properties(schema: object, name: str = "") -> Iterator[tuple[str, dict[str, object]]]:
    if isinstance(schema, list):
        for item in schema:
            yield from properties(item, name)
    if not isinstance(schema, dict):
        return
    for key, value in schema.get("properties", {}).items():
        yield f"{name}.{key}", value
    for key, value in schema.items():
        yield from properties(value, f"{name}.{key}")


def test_the_schema_describes_every_field_and_allows_no_other():
    fields = list(properties(SCHEMA))
    assert len(fields) > 60
    assert [name for name, field in fields if not field.get("description")] == []
    objects = [field for _, field in fields if field.get("type") == "object"]
    assert all(field["additionalProperties"] is False for field in (SCHEMA, *objects))


def test_the_result_is_the_golden_one(card, golden):
    golden("scorecard.json", to_json(card).decode())


def test_numbers_are_numbers_with_one_decimal_for_scores(card):
    value = json.loads(to_json(card))
    start = {"kind": "要素得分", "id": "", "name": "各要素得分合计", "points": 51.5, "total": 51.5}
    steps = [{**start, "reason": "", "quotes": []}]
    total = {"score": 51.5, "full": 80, "band": "合格", "provisional": False, "steps": steps}
    assert value["total"] == total
    assert b'"score": 3.0' in to_json(card)
    assert b'"points": 20,' in to_json(card)


def test_a_coverage_of_two_thirds_has_four_decimals(card):
    first = replace(card.tally.lines[0], coverage=Decimal(2) / Decimal(3))
    changed = replace(card, tally=replace(card.tally, lines=(first,)))
    assert json.loads(to_json(changed))["elements"][0]["coverage"] == 0.6667


def test_what_does_not_apply_keeps_its_state(card):
    line = card.tally.lines[0]
    other = replace(line, grade=replace(line.grade, state=State.NOT_APPLICABLE))
    changed = replace(card, tally=replace(card.tally, lines=(other,)))
    assert json.loads(to_json(changed))["elements"][0]["state"] == "not_applicable"


def test_a_file_name_that_is_no_unicode_does_not_stop_the_result(card):
    odd = replace(card, report=replace(card.report, name="a\udcff.docx"))
    assert json.loads(to_json(odd))["report"]["name"] == "a?.docx"
