"""The JSON Schemas: true to the loader, current beside the rules, of use to an editor."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from scorer.resources import rules_dir, templates_dir
from scorer.ruleset import (
    amendment,
    element,
    figures_file,
    findings_file,
    language_file,
    load,
    terms_file,
)
from scorer.ruleset.figures_schema import figures_schema
from scorer.ruleset.findings_schema import findings_schema
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
    "findings.schema.json": findings_schema(),
    "figures.schema.json": figures_schema(),
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


def test_keys_of_the_words_of_the_checks_are_the_loaders():
    """The schema of findings.yaml knows the loader's keys, each where the loader looks for it."""
    schema = findings_schema()
    assert tuple(schema["properties"]) == findings_file._KEYS == tuple(schema["required"])
    parts = schema["properties"]
    marks, rank, meeting = schema["$defs"]["记号"], parts["层级"], parts["不相干的会议"]
    for node, keys in (
        (parts["年度"], findings_file._YEAR_KEYS),
        (parts["掉字"], findings_file._DAMAGE_KEYS),
        (parts["内容"], findings_file._CONTENT_KEYS),
        (marks, findings_file._MARK_KEYS),
        (rank["items"], findings_file._RANK_KEYS),
        (meeting["items"], findings_file._MEETING_KEYS),
        (parts["例句"]["items"], findings_file._EXAMPLE_KEYS),
    ):
        assert set(node["properties"]) == set(keys)


def test_keys_of_the_words_of_figures_are_the_loaders():
    """The schema of figures.yaml knows the loader's keys, each in its table."""
    parts = figures_schema()["properties"]
    assert set(parts) == figures_file._KEYS
    for name, keys in figures_file._TABLES.items():
        told = set() if name in figures_file._WITHOUT_EXAMPLES else {"例句"}
        assert set(parts[name]["properties"]) == {*keys, *told} == set(parts[name]["required"])
    assert set(parts["比率"]["properties"]["率"]["items"]["properties"]) == figures_file._RATE_KEYS
    examples = figures_schema()["$defs"]["例句"]["items"]["properties"]
    assert set(examples) == figures_file._EXAMPLE_KEYS


@pytest.mark.parametrize("name", ["findings", "figures"])
def test_words_of_the_checks_follow_their_schema(name):
    """The shipped file names its schema in its first line and follows it."""
    text = (rules_dir() / f"{name}.yaml").read_text(encoding="utf-8")
    assert text.startswith(f"# yaml-language-server: $schema=./{name}.schema.json\n")
    schema = SCHEMAS[f"{name}.schema.json"]
    assert complaints(jsonschema.Draft202012Validator(schema), text) == []


@pytest.mark.parametrize(
    ("name", "before", "after", "message"),
    [
        ("findings", "  句首: [", "  句头: [", "'句头' was unexpected"),
        ("findings", "年: 2024, 报: 无}", "年: 2024, 报: 没有}", "'没有' is not one of"),
        ("findings", "年: 2024, 报: 无}", "年: 去年, 报: 无}", "'去年' is not of type 'integer'"),
        ("findings", "  - 单位: [街道]\n", "  - 单位: 街道\n", "'街道' is not of type 'array'"),
        ("figures", "    - [男, 女]\n", "    - [男]\n", "['男'] is too short"),
        ("figures", "报: 无}", "判: 无}", "'报' is a required property"),
        ("figures", "  部分: [", "  部份: [", "'部份' was unexpected"),
    ],
)
def test_an_editor_underlines_mistakes_in_the_words_of_the_checks(name, before, after, message):
    """What the loader refuses is underlined too."""
    text = (rules_dir() / f"{name}.yaml").read_text(encoding="utf-8")
    assert before in text
    schema = jsonschema.Draft202012Validator(SCHEMAS[f"{name}.schema.json"])
    found = complaints(schema, text.replace(before, after, 1))
    assert any(message in each for each in found)


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
    for path in sorted(rules_dir().glob("*.yaml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if corrected(line)] == []
