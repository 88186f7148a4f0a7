"""The form of rules/terms.yaml as JSON Schema."""

from __future__ import annotations

from scorer.ruleset.dated_terms import Timeliness
from scorer.ruleset.schema_parts import (
    DIALECT,
    Schema,
    listed,
    obj,
    one_of,
    pattern,
    ref,
    text,
    words,
)
from scorer.ruleset.terms import KINDS

_PATTERNS = "句式，命中其中一个即可"


def terms_schema() -> Schema:
    """Return the schema of rules/terms.yaml."""
    return {
        "$schema": DIALECT,
        "title": "有时限的提法",
        "description": "各规则集共用：从哪天起才有、到哪天为止的提法",
        **obj(
            {
                "版本": text("版本"),
                "词组": {
                    "type": "object",
                    "description": "词组：名称和它的词",
                    "additionalProperties": words("词组的词；可以写 {别的词组}"),
                },
                "学习": {**ref("句式表"), "description": "说学习宣传的话"},
                "谋划": {**ref("句式表"), "description": "说谋划迎接的话"},
                "历史": {**ref("句式表"), "description": "说过去的话"},
                "词语": listed(_term(), "提法"),
            },
            ("版本", "学习", "谋划", "历史", "词语"),
        ),
        "$defs": {"句式": pattern(), "句式表": listed(ref("句式"), _PATTERNS), "日期": _day()},
    }


def _day() -> Schema:
    return {"type": "string", "format": "date", "description": "年月日，如 2021-08-11"}


def _term() -> Schema:
    example = obj(
        {
            "文": text("一句话"),
            "年": {"type": "integer", "description": "报告年度"},
            "处": one_of(KINDS, "段落类别，缺省 工作"),
            "成文": ref("日期"),
            "判": one_of([each.value for each in Timeliness], "应判的结果"),
        },
        ("文", "年", "判"),
    )
    days = {
        "起": "从这天起才有",
        "公布": "从这天起可以学习",
        "筹备": "从这天起可以谋划",
        "预告": "从这天起可以写进下一年度安排",
        "止": "到这天为止",
        "取代": "从这天起另有新的，当年的报告就不用了",
        "计划止": "下一年度安排里到这天为止",
    }
    return obj(
        {
            "名称": text("提法的名称，写在评分表上"),
            "写法": {**ref("句式表"), "description": "怎样写"},
            "不算": {**ref("句式表"), "description": "形似而不是的"},
            **{key: {**ref("日期"), "description": what} for key, what in days.items()},
            "可用": {**ref("句式表"), "description": "过了时限，同一句里有这些话仍可以用"},
            "改用": text("现在怎样写"),
            "例句": listed(example, "例句"),
        },
        ("名称", "写法", "例句"),
    )
