"""The parts that schemas of rule files are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scorer.ruleset.terms import HEADING

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def text(description: str, **more: Any) -> Schema:  # noqa: ANN401  (keywords of JSON Schema)
    """Return the schema of a text, which may look like a number."""
    return {"type": ["string", "number"], "description": description, **more}


def number(description: str) -> Schema:
    """Return the schema of a number that is not negative."""
    return {"type": "number", "minimum": 0, "description": description}


def one_of(options: Iterable[str], description: str) -> Schema:
    """Return the schema of a closed set of words."""
    return {"enum": list(options), "description": description}


def listed(items: Schema, description: str = "") -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": items, "description": description}


def words(description: str) -> Schema:
    """Return the schema of a list of words."""
    return {**listed(text("词")), "minItems": 1, "description": description}


def obj(
    properties: Mapping[str, Schema], required: Iterable[str] = (), description: str = ""
) -> Schema:
    """Return the schema of a mapping with no other keys than *properties*."""
    schema: Schema = {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
    }
    if required:
        schema["required"] = list(required)
    if description:
        schema["description"] = description
    return schema


def ref(name: str) -> Schema:
    """Return a reference to a definition of this schema."""
    return {"$ref": f"#/$defs/{name}"}


def pattern() -> Schema:
    """Return the schema of one pattern."""
    return {
        **text(
            "词；… 为一句之内的间隔，～ 为一个小句之内的短间隔，（A|B）为选择，{词组} 为词组。"
            "有花括号的要加英文引号"
        ),
        "minLength": 1,
        "examples": ["{法律顾问}…（审查|审核）…{合同}"],
    }


def level_patterns() -> Schema:
    """Return the schema of a level: patterns, or a mapping that says where and how many."""
    table = obj(
        {
            "句式": {"$ref": "#/$defs/档次句式"},
            "位置": listed({"const": HEADING}, "写 [标题]：只在标题里找"),
            "至少": {**number("全文至少命中几处才算"), "minimum": 1},
            "单位": words("这些句式的计量单位，代替量化成效里写的"),
        },
        ("句式",),
        "句式及其条件",
    )
    entry = {"anyOf": [ref("句式"), table]}
    return {
        "description": "句式，命中其中一个即可",
        "anyOf": [table, listed(entry, "句式，命中其中一个即可")],
    }


def keys_of(schema: object) -> Iterator[str]:
    """Yield every key that *schema* allows, wherever it stands."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for value in schema.values():
            yield from keys_of(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from keys_of(value)
