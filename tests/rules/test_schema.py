"""The JSON Schemas: true to the loader, current beside the rules, of use to an editor."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from scorer.resources import rules_dir, templates_dir
from scorer.ruleset import amendment, element, language_file, load, terms_file
from scorer.ruleset.handbook import handbook
from scorer.ruleset.language_schema import language_schema
from scorer.ruleset.load import load as load_ruleset
from scorer.ruleset.schema import ruleset_schema
from scorer.ruleset.schema_parts import keys_of
from scorer.ruleset.shipped import LANGUAGE, shipped
from scorer.ruleset.slips import corrected
from scorer.ruleset.terms_schema import terms_schema

ROOT = Path(__file__).parent.parent.parent
BROKEN = ROOT / "tests" / "messages" / "broken"
GUIDE = (ROOT / "docs" / "rule-guide.zh-CN.md").read_text(encoding="utf-8")
SCHEMAS = {
    "rules.schema.json": ruleset_schema(),
    "language.schema.json": language_schema(),
    "terms.schema.json": terms_schema(),
}
RULES = jsonschema.Draft202012Validator(ruleset_schema())
LANGUAGES = jsonschema.Draft202012Validator(language_schema())
UNDERLINED = {
    "key-unknown-near": "意见建议",
    "key-unknown-far": "颜色",
    "key-in-wrong-place": "分值",
    "key-traditional": "依據",
    "level-near": "具体措施",
    "level-short": "量化",
    "unknown-kind": "问题段",
    "number-with-unit": "10分",
    "number-full-stop": "10。0",
    "no-in-other-words": "不",
    "yes-with-full-stop": "是。",
    "brackets-square-full-width": "【合同，协议】",
    "colon-full-width-in-braces": "文：法律顾问审查合同。",
    "lint-switched-off-wrong": "词组没用",
    "heir-edits-no-list": "建议",
    "list-instead-of-keys": "object",
}


def parsed(text: str) -> object:
    return yaml.safe_load(text)


def complaints(validator, text: str) -> list[str]:
    return [error.message for error in validator.iter_errors(parsed(text))]


@pytest.mark.parametrize("name", SCHEMAS)
def test_current(name):
    """The schema beside the rules is the one the program gives; `make docs` writes it."""
    assert json.loads((rules_dir() / name).read_text(encoding="utf-8")) == SCHEMAS[name]
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


def test_handbook_is_current():
    """docs/rules.md says what the shipped rules say; `make docs` writes it."""
    text = handbook(load_ruleset(path) for path in shipped().values())
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("path", [pytest.param(p, id=n) for n, p in shipped().items()])
def test_shipped_rules(path):
    """The schema finds nothing wrong with a shipped rule set, which names it in its first line."""
    text = path.read_text(encoding="utf-8")
    assert complaints(RULES, text) == []
    assert text.startswith("# yaml-language-server: $schema=./rules.schema.json")


def test_shipped_language():
    """The schema finds nothing wrong with the language file."""
    text = (rules_dir() / f"{LANGUAGE}.yaml").read_text(encoding="utf-8")
    assert complaints(LANGUAGES, text) == []


def test_written_rules():
    """The schema finds nothing wrong with the template of new rules and the guide's files."""
    template = (templates_dir() / "new-rules.yaml").read_text(encoding="utf-8")
    assert complaints(RULES, template.replace("<id>", "local")) == []
    files = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    assert len(files) >= 5
    for text in files:
        if "yes" not in text:
            assert complaints(RULES, text) == []


@pytest.mark.parametrize("name", UNDERLINED)
def test_broken_rules(name):
    """An editor underlines what the loader will refuse."""
    text = (BROKEN / f"{name}.yaml").read_text(encoding="utf-8")
    found = list(_leaves(RULES.iter_errors(parsed(text))))
    assert any(UNDERLINED[name] in message for message in found)


def _leaves(errors):
    for error in errors:
        yield error.message
        yield from _leaves(error.context)


@pytest.mark.parametrize("mistake", ["章", "立场.0.方向", "单位名.机关", "版本"])
def test_broken_language(mistake):
    """An unknown key, an unknown word and a missing key of a language file are found."""
    value = parsed((rules_dir() / f"{LANGUAGE}.yaml").read_text(encoding="utf-8"))
    *path, last = [int(part) if part.isdigit() else part for part in mistake.split(".")]
    place = value
    for part in path:
        place = place[part]
    if last in place and last != "方向":
        del place[last]
    else:
        place[last] = "没有的"
    assert list(LANGUAGES.iter_errors(value))


def test_keys_are_the_loaders():
    """The schema knows the loader's keys and no others."""
    rules = {*load._KEYS, *load._GROUP_KEYS, *load._BAND_KEYS, *element._KEYS}
    rules |= {*element._BASIS_KEYS, *element._CLUE_KEYS, *element._QUANTITY_KEYS, "事实"}
    rules |= {*element._EXAMPLE_KEYS, *amendment._VETO_KEYS, *amendment._DEDUCTION_KEYS}
    rules |= {*amendment._BONUS_KEYS, "增加", "去掉", "未提及"}
    assert set(keys_of(ruleset_schema())) == rules
    top = set(ruleset_schema()["properties"])
    assert top == load._KEYS
    assert set(ruleset_schema()["$defs"]["要素"]["properties"]) == element._KEYS
    language = {*language_file._KEYS, *language_file._RULE_KEYS, *language_file._CUE_KEYS}
    language |= {*language_file._UNIT_KEYS, *language_file._TITLE_KEYS, "前缀", "后缀", "文"}
    assert set(keys_of(language_schema())) == language
    terms = {*terms_file._KEYS, *terms_file._TERM_KEYS, *terms_file._EXAMPLE_KEYS}
    assert set(keys_of(terms_schema())) == terms


def test_the_shipped_terms_follow_their_schema():
    """rules/terms.yaml is what the schema describes; YAML reads its days as days."""
    written = (rules_dir() / "terms.yaml").read_text(encoding="utf-8")
    value = yaml.load(written, Loader=yaml.BaseLoader)
    for term in value["词语"]:
        for example in term["例句"]:
            example["年"] = int(example["年"])
    assert list(jsonschema.Draft202012Validator(terms_schema()).iter_errors(value)) == []


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_every_key_is_described(schema):
    """Every key has a Chinese description, so that an editor can show it."""
    assert list(_undescribed(schema, schema)) == []


def _undescribed(schema, node):
    if isinstance(node, dict):
        for key, value in node.get("properties", {}).items():
            described = value.get("description") or value.get("title")
            target = value.get("$ref", "").rpartition("/")[2]
            if not described and not schema["$defs"].get(target, {}).get("description"):
                yield key
        for value in (each for key, each in node.items() if key != "else"):
            yield from _undescribed(schema, value)
    elif isinstance(node, list):
        for value in node:
            yield from _undescribed(schema, value)


def test_no_shipped_line_is_a_slip():
    """The table of slips finds none in the shipped files."""
    for path in [*shipped().values(), rules_dir() / f"{LANGUAGE}.yaml"]:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if corrected(line)] == []
