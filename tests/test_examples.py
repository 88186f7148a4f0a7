"""The three sample reports and their scorecards, which are the goldens of the whole pipeline."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from scorer import assess_file
from scorer.reading import read
from scorer.rendering import data, terminal

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.is_file())
GOLDEN = Path(__file__).parent / "golden" / "examples"
SCHEMA = json.loads(Path(data.__file__).with_name("scorecard.schema.json").read_text("utf-8"))
WIDTH = 100


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem)
def example(request):
    """A sample report's name and its scorecard."""
    return request.param.stem, assess_file(request.param)


def same_as_golden(name: str, told: str, config: pytest.Config) -> None:
    path = GOLDEN / name
    if config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(told, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == told


def test_the_json_is_the_golden_one(example, request):
    """A sample's JSON result changes only on purpose, and not with a comment in a rule file."""
    name, card = example
    rules = replace(card.rules, sha256="")
    told = data.to_json(replace(card, rules=rules)).decode()
    same_as_golden(f"{name}.json", told, request.config)


def test_the_summary_is_the_golden_one(example, request):
    """What a clerk sees of a sample changes only on purpose."""
    name, card = example
    same_as_golden(f"{name}.txt", terminal.summary(card, WIDTH, colour=False), request.config)


def test_the_json_is_as_the_schema_says(example):
    """Every result validates."""
    jsonschema.validate(json.loads(data.to_json(example[1])), SCHEMA)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_quotation_stands_in_the_report(path):
    """A quotation is what stands between its offsets, line breaks removed."""
    text = read(path).text
    lines = assess_file(path).tally.lines
    quoted = [each for line in lines for each in (*line.grade.evidence, *line.grade.near_misses)]
    assert quoted
    for each in quoted:
        assert "".join(text[each.start : each.end].splitlines()).strip() == each.quote


def test_the_good_the_middling_and_the_thin_are_told_apart():
    """The samples come out in the order in which they were written to stand."""
    totals = {path.stem: assess_file(path).tally.total for path in EXAMPLES}
    assert totals["qinghe-2024"] > totals["liuwan-2023"] > totals["shiqiao-2024"]
    assert assess_file(ROOT / "examples" / "shiqiao-2024.txt").tally.band == "不合格"
