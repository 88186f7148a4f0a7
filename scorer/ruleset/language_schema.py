"""The form of rules/language.yaml as JSON Schema."""

from __future__ import annotations

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
from scorer.ruleset.terms import KINDS, STANCES
from scorer.understanding.language import Direction, Reach

JOINT = "问题与计划"
CLAUSE_INITIAL = "句首"


def language_schema() -> Schema:
    """Return the schema of rules/language.yaml."""
    return {
        "$schema": DIALECT,
        "title": "公文语言文件",
        "description": "各规则集共用：章节标题、转入语、立场线索、计量单位、网页杂项",
        **obj(
            {
                "版本": text("版本"),
                "词组": {
                    "type": "object",
                    "description": "词组：名称和它的词",
                    "additionalProperties": words("词组的词；可以写 {别的词组}"),
                },
                "章节": listed(_rule("标题"), "标题的句式和段落类别；按次序取第一个合的"),
                "转入": listed(_rule("句子"), "转入问题或计划的话"),
                "立场": listed(_cue(), "说明是计划、欠缺、他方、往年还是已做的线索"),
                "单位": words("计量单位"),
                "不计数量": obj(
                    {
                        "前缀": words("数字前有这些词的不算数量"),
                        "后缀": words("计量单位后紧接这些词的不算数量"),
                        "词": words("带数字的名称"),
                    },
                    description="不当作数量的",
                ),
                "可略过": words("直接相连的两个词之间可以有的虚词"),
                "杂项行": words("网页杂项；以：结尾的为行首"),
                "繁体字": words("只有繁体才有的常用字；一篇里出现 5 个不同的就按繁体读"),
                "标记": words("编辑器留下的记号；/…/ 为正则表达式"),
                "单位名": obj(
                    {"机关": words("机关名的结尾"), "区划": words("区划名的结尾")},
                    ("机关", "区划"),
                    "单位名称怎样结尾",
                ),
                "套语": words("各报告都有的成句；比较雷同时不计"),
                "以后年份前": words("后面紧跟报告年度以后的年份，说的就是以后的事"),
                "同类词": listed(words("抄用时常互换的词"), "每组的词在比较雷同时视为相同"),
                "标题词": obj(
                    {
                        "主题": words("标题的主题词"),
                        "文种": words("标题的文种"),
                        "引语": words("标题前的引语"),
                    },
                    ("主题", "文种", "引语"),
                    "报告标题里的词",
                ),
            },
            (
                *("版本", "章节", "转入", "立场", "单位", "不计数量", "杂项行"),
                *("单位名", "标题词"),
            ),
        ),
        "$defs": {"句式": pattern(), "句式表": listed(ref("句式"), "句式，命中其中一个即可")},
    }


def _rule(what: str) -> Schema:
    return obj(
        {
            "类": one_of([*KINDS, JOINT], "段落类别"),
            "句式": ref("句式表"),
            "不算": {**ref("句式表"), "description": "形似而不算的"},
            "例": listed(text(what), f"应合的{what}"),
            "反例": listed(text(what), f"不应合的{what}"),
        },
        ("类", "句式", "例"),
    )


def _cue() -> Schema:
    example = obj(
        {"文": text("一句话，【】标出所判的词"), "判": one_of(STANCES, "应判的立场")}, ("文", "判")
    )
    return obj(
        {
            "编号": text("线索的编号"),
            "判": one_of(STANCES, "线索说明的立场"),
            "方向": one_of([each.value for each in Direction], "所判的词在线索的哪一边"),
            "及": one_of([each.value for each in Reach], "管到哪里"),
            "限": one_of([CLAUSE_INITIAL], "只在小句开头"),
            "词": {**ref("句式表"), "description": "线索"},
            "假": {**ref("句式表"), "description": "形似而不是线索的"},
            "止": {**ref("句式表"), "description": "到这些词为止"},
            "例句": listed(example, "例句"),
        },
        ("编号", "判", "词", "例句"),
    )
