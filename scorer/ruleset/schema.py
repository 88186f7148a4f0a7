"""The form of rule files as JSON Schema: editors complete Chinese keys and underline slips.

The loader decides what is accepted; a test holds the keys here against the keys there. Scalars
that YAML would take for numbers (版本: 2025.1) are read as text, so the schema allows both.
"""

from __future__ import annotations

from scorer.model.finding_codes import FINDING_CODES
from scorer.model.result import LEVEL_LABELS
from scorer.ruleset.checks import CHECKS
from scorer.ruleset.schema_parts import (
    DIALECT,
    Schema,
    level_patterns,
    listed,
    number,
    obj,
    one_of,
    pattern,
    ref,
    text,
    words,
)
from scorer.ruleset.terms import (
    COUNTED,
    FACTS,
    ITEM_LEVELS,
    KINDS,
    LEVELS,
    POLICIES,
    TOPS,
    YES_NO,
)

_PLANNED, _MENTIONED, _CONCRETE, _QUANTIFIED = LEVEL_LABELS[1:]
_ID = r"^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*$"


def ruleset_schema() -> Schema:
    """Return the schema of a rule set's file."""
    full = {"required": ["规则集", "编号", "版本", "适用年度", "等次", "要素组"]}
    heir = {"required": ["规则集", "编号", "版本"]}
    return {
        "$schema": DIALECT,
        "title": "评分规则文件",
        "description": "法治政府建设年度报告评分规则。说明见 docs/rule-guide.zh-CN.md",
        **obj(_top()),
        "if": {"required": ["继承"]},
        "then": heir,
        "else": {**full, "properties": {"要素组": {"items": {"required": ["名称"]}}}},
        "$defs": {
            "句式": pattern(),
            "句式表": listed(ref("句式"), "句式，命中其中一个即可"),
            "档次句式": level_patterns(),
            "要素": obj(_element(), _REQUIRED, "一个评分要素"),
            "例句": obj(_example(), ("文", "判"), "一句话和它应得的档次；例句通不过的规则不予采用"),
            "依据": obj(_basis(), ("文件",), "一项依据"),
            "要素改动": obj(
                {**_element(), "增加": _edits("加入"), "去掉": _edits("去掉")},
                description="只写要改的键",
            ),
        },
    }


def _top() -> dict[str, Schema]:
    return {
        "规则集": text("规则集的名称，写在评分表上"),
        "编号": {**text("规则集的编号"), "type": "string", "pattern": _ID},
        "版本": text("规则集的版本，改动后应随之改"),
        "适用年度": {
            "type": ["string", "integer"],
            "description": "报告年度：2024 或 2021—2025",
            "pattern": r"^\s*\d{4}(\s*[—–-]+\s*\d{4})?\s*$",
        },
        "说明": text("给编辑规则的人看的说明"),
        "继承": text("上级规则集的名称或文件；本文件只写不同之处"),
        "满分": number("满分，缺省 100"),
        "分值折算": one_of(YES_NO, "是：各要素分值不必合计为满分，按比例折算"),
        "不适用": one_of(POLICIES, "不适用的要素：折算到其余要素，或给满分"),
        "等次": listed(
            obj(
                {"名称": text("等次的名称"), "不低于": number("总分不低于此数")}, ("名称", "不低于")
            ),
            "从高到低的等次，最低一个写 不低于: 0",
        ),
        "档次系数": obj(
            {label: number(f"{label}得分值的几成") for label in LEVEL_LABELS},
            LEVEL_LABELS,
            "各档次得要素分值的几成",
        ),
        "覆盖下限": number("分项没有写全时，至少得几成"),
        "词组": {
            "type": "object",
            "description": "词组：名称和它的词；句式里写 {名称}",
            "additionalProperties": {
                "anyOf": [
                    words("词组的词；可以写 {别的词组}"),
                    obj({"增加": words("加入的词"), "去掉": words("去掉的词")}),
                ]
            },
        },
        "要素组": listed(
            obj(
                {
                    "编号": {"type": "string", "pattern": _ID, "description": "分组的编号"},
                    "名称": text("分组的名称"),
                    "要素": listed(ref("要素"), "分组里的要素"),
                },
                ("编号", "要素"),
                "一组要素",
            ),
            "分组及其要素；继承时写新增的",
        ),
        "改动": {
            "type": "object",
            "description": "继承时：要素编号和要改的键",
            "additionalProperties": ref("要素改动"),
        },
        "删除": listed(text("要素编号"), "继承时：不要的要素"),
        "单项否决": listed(_veto(), "某要素太差时，直接定等次或压低总分"),
        "扣分": listed(_amendment("发现", one_of(FINDING_CODES, "疑点的代码"), "扣"), "扣分项"),
        "扣分上限": number("合计最多扣几分"),
        "加分": listed(_amendment("总分不低于", number("总分不低于此数才加"), "加"), "加分项"),
        "加分上限": number("合计最多加几分"),
        "不检查": listed(one_of(CHECKS, "检查的名称"), "不做的检查，见 scorer rules check --list"),
    }


def _veto() -> Schema:
    return obj(
        {
            "要素": text("要素编号"),
            "低于": one_of(LEVEL_LABELS[1:], "要素的档次低于它时否决"),
            "结果": text("否决后的等次"),
            "总分不超过": number("否决后总分的上限"),
            "理由": text("写在评分表上的理由"),
        },
        ("要素", "低于", "理由"),
        "“结果”和“总分不超过”两者选一",
    )


def _amendment(extra: str, schema: Schema, verb: str) -> Schema:
    if extra == "发现":
        schema = listed(schema, "报告疑点的代码，如 deadline.reported")
    return obj(
        {
            "编号": {"type": "string", "pattern": _ID, "description": "编号"},
            "名称": text("名称"),
            "句式": ref("句式表"),
            extra: schema,
            "每次": number(f"每有一处{verb}几分"),
            "最多": number(f"最多{verb}几分"),
            "理由": text("写在评分表上的理由"),
        },
        ("编号", "名称", "每次", "最多", "理由"),
    )


_REQUIRED = ("编号", "名称", "分值", "满档", "依据", "建议", "例句")


def _element() -> dict[str, Schema]:
    return {
        "编号": {"type": "string", "pattern": _ID, "description": "要素的编号，如 adviser.work"},
        "名称": text("要素的名称"),
        "说明": text("给编辑规则的人看的说明"),
        "分值": number("要素的分值"),
        "满档": one_of(TOPS, "得满分要到的档次"),
        "启用": {"type": "integer", "description": "从哪个报告年度起评"},
        "停用": {"type": "integer", "description": "评到哪个报告年度为止"},
        "不检查": listed(one_of(CHECKS, "检查的名称"), "对这个要素不做的检查"),
        "依据": listed(ref("依据"), "法律依据"),
        "语境": {**ref("句式表"), "description": "句子、所在段落或上级标题里有其中之一才算"},
        "位置": listed(one_of(KINDS, "段落类别"), "只在这些类别的段落里找"),
        "计入": one_of(COUNTED, "什么样的话算数，缺省 已做"),
        "分项": {
            "type": "object",
            "description": "分项及其句式；写到几项算几项",
            "additionalProperties": {
                "anyOf": [
                    ref("句式表"),
                    obj({"事实": one_of(FACTS, "从报告读出的事实")}, ("事实",)),
                ]
            },
        },
        "分项计入": one_of(ITEM_LEVELS, "命中分项算哪一档，缺省 具体举措"),
        _PLANNED: {**ref("档次句式"), "description": "只在计划和不足里算的话题词"},
        _MENTIONED: {**ref("档次句式"), "description": "笼统提到的句式"},
        _CONCRETE: {**ref("档次句式"), "description": "写出具体做法的句式"},
        _QUANTIFIED: obj(
            {
                "单位": words("计量单位，如 件、次"),
                "句式": {**ref("句式表"), "description": "带上数量才算的句式"},
                "标题下": {
                    **ref("句式表"),
                    "description": "带上数量、并且在本要素的标题或段首句下面才算的句式",
                },
                "不少于": number("数量至少是多少"),
            },
            ("单位",),
            "具体举措的句式带上数量",
        ),
        "不算": {**ref("句式表"), "description": "形似而不算的；落在其中的词不计"},
        "不适用条件": {**ref("句式表"), "description": "报告有这样的话，本要素不适用"},
        "建议": text("没有得满时写给报告作者的建议"),
        "例句": listed(ref("例句"), "每个能到的档次至少一句，另有不该计的"),
    }


def _example() -> dict[str, Schema]:
    return {
        "文": text("一句话"),
        "判": one_of(LEVELS, "应得的档次"),
        "处": one_of(KINDS, "所在段落的类别，缺省 工作"),
        "标题": text("上面的标题"),
        "分项": listed(text("分项的名称"), "应找到的分项"),
    }


def _basis() -> dict[str, Schema]:
    return {
        "文件": text("法律或文件的全称"),
        "条款": text("条款，核实过才写"),
        "说明": text("说明，如 参照"),
    }


def _edits(verb: str) -> Schema:
    keys = {key: value for key, value in _element().items() if key not in _SINGLE}
    lists = {key: listed({}, f"{verb}“{key}”的项") for key in keys}
    return obj(lists, description=f"{verb}列表里的项")


_SINGLE = frozenset(
    {"编号", "名称", "说明", "分值", "满档", "启用", "停用", "计入", "分项计入", "建议", "分项"}
)
