"""The form of rules/findings.yaml as JSON Schema."""

from __future__ import annotations

from scorer.ruleset.findings_file import CODES, NOTHING
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


def findings_schema() -> Schema:
    """Return the schema of rules/findings.yaml."""
    properties = {
        "版本": text("版本"),
        "年度": _year(),
        "公开日期": words("后面跟着公开日期的词"),
        "残留": listed(ref("记号"), "不该留在报告里的记号，按报告原文找"),
        "占位": listed(ref("记号"), "待填的空、代替字，按整理后的文字找"),
        "叠字": words("多写了一遍的字"),
        "叠字除外": words("含有叠字而正当的词"),
        "叠词除外": words("连写两遍也正当的词"),
        "叠词可连": words("前后两个词恰好相连，也是正当的"),
        "掉字": _damage(),
        "层级": listed(_rank(), "各层级的报告里不应有的话"),
        "层级前除外": words("前面紧挨着这些字的，是别的乡镇的名称或泛指"),
        "层级前可": words("前面是这些话的，后面的机关是单说的，不是别的乡镇的名称"),
        "上级会议": {**ref("句式表"), "description": "上级的会议写成自己开的"},
        "上级会议除外": {**ref("句式表"), "description": "同一句里有这些话的不报"},
        "不相干的会议": listed(_meeting(), "全篇没有提到上级，却写了它的会议"),
        "自己的事": words("句首的乡镇名称后面有这些话的，是当作自己的"),
        "地名除外": words("以镇、乡、街道结尾而不是地名的"),
        "地名前除外": words("句首是这些话的，后面的“镇、乡”是自己"),
        "内容": _content(),
        "例句": listed(_example(), "报告里的话和应报的代码；改了上面的词，应当照旧判"),
    }
    return {
        "$schema": DIALECT,
        "title": "报告自身的问题怎样认",
        "description": "各规则集共用：年度、残留、掉字、层级、应有的内容",
        **obj(properties, properties),
        "$defs": {
            "句式": pattern(),
            "句式表": listed(ref("句式"), "句式，命中其中一个即可"),
            "写法": words("词，或 /正则表达式/"),
            "记号": _mark(),
        },
    }


def _year() -> Schema:
    patterns = {
        "句首确切": "在句首，一处就是把某年当作今年",
        "句首": "在句首，写某年的比写报告年度的多，就是把某年当作今年",
        "句中": "在哪里都是把某年当作今年",
        "往年": "同一句里有这些话的，是说过去或作比较",
        "计划句首": "在计划部分的句首，是把某年当作下一年",
        "题目": "报告的题目怎样写",
    }
    lists = {
        "今年": "同一句或下一句里有这些话的，某年是用来比较的",
        "标题不算": "小标题里有这些话的，年份可以不是报告年度",
        "阶段": "题目里有这些话的，不查成文日期",
    }
    properties = {
        **{key: {**ref("句式表"), "description": what} for key, what in patterns.items()},
        **{key: words(what) for key, what in lists.items()},
    }
    return obj(properties, properties, "年份；句子里的年份换成“某年”再找")


def _mark() -> Schema:
    properties = {
        "名称": text("写在评分表上的名称"),
        "记号": words("文中有其中一个才按“写法”找"),
        "写法": ref("写法"),
    }
    return obj(properties, properties, "一种记号")


def _damage() -> Schema:
    lists = {
        "须有量词": "数字后面要有量词的名词",
        "我后": "“我”后面紧接这些话的，掉了“镇、乡、街道”",
        "我前除外": "“我”前面是这些字的不算",
        "自称": "报告里有这些自称才查",
        "本人": "有这些话的是负责人写自己的，“我”就是本人",
    }
    expressions = {
        "缺数字": "数字掉了，只剩下量词和百分号",
        "乱码": "编码出错，读不出来的字",
        "标点": "空的或紧挨着的标点",
    }
    properties = {
        **{key: words(what) for key, what in lists.items()},
        **{key: {**ref("写法"), "description": what} for key, what in expressions.items()},
    }
    return obj(properties, properties, "掉字、掉符号")


def _rank() -> Schema:
    properties = {"单位": words("单位名称的结尾"), "不应有": words("这一层级不会写的话")}
    return obj(properties, properties)


def _meeting() -> Schema:
    properties = {"会议": text("会议"), "上级": words("提到其中一个，就是有关的会议")}
    return obj(properties, properties)


def _content() -> Schema:
    parts = {
        "主要负责人": "写了主要负责人履职的话",
        "不足": "写了不足的话",
        "安排": "写了下一年度安排的话",
    }
    properties: dict[str, Schema] = {
        key: {**ref("句式表"), "description": what} for key, what in parts.items()
    }
    return obj(properties, properties, "没有小标题时，怎样认规定的内容")


def _example() -> Schema:
    return obj(
        {
            "文": text("报告里的话；写成几行的当作一份小报告"),
            "年": {"type": "integer", "description": "报告年度；文里读得出的不用写"},
            "报": one_of([*CODES, NOTHING], "应报的代码；不该报的写 无"),
            "说": text("说明或引文里应有的字"),
        },
        ("文", "报"),
    )
