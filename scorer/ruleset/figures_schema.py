"""The form of rules/figures.yaml as JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping

from scorer.ruleset.schema_parts import DIALECT, Schema, listed, obj, ref, text, words

_VAGUE = {
    "前": "数字前有这些词，就是约数",
    "后": "数字后有这些词，就是约数",
    "词": "这些不是数",
}
_TOTAL = {
    "部分": "引出一部分的词；列出的不一定是全部",
    "其内": "“23名人员中，持证21名”的“中”",
    "其内除外": "“2件正在审查中”的“中”不是",
    "全部": "引出全部的词",
    "多为全部": "多半引出全部的词：只在相差不大时核对",
    "总数": "各项之后说总数的词；后面直接是数",
    "泛称": "总数的词和数之间可以有的话",
    "表中": "表格里合计的一行或一列",
    "其余": "说了“其他”，分项就列全了",
    "等": "说了“等”，分项就没有列全",
    "特征": "一件事可以同时有的特征，不是分类",
    "结果": "说全体怎样办的词，不是其中的一类",
    "类别": "分类名的末字",
    "可兼": "这样计量的，一人可以算进几项",
    "反面": "否定的词：已…与未…合起来是全部",
}
_RATE = {
    "连接": "比率的名称与数之间可以有的词",
    "修饰": "比率的名称前可以有而不改变意思的词",
    "限定": "限定只算一部分的词",
    "其中": "引出其中一部分的词",
    "应做": "说应做多少的词",
    "全数": "说明全数都做了",
    "未了": "说明有的不该算在内",
    "时段": "说时段的词：时段不同的数不比较",
    "可超百": "可以超过 100% 的",
    "末字": "比率名称的末字",
}
_SHARE = {"词": "引出占比的词", "总": "说明占的是哪个总数"}
_CHANGE = {
    "升": "说上升的词",
    "降": "说下降的词",
    "上期": "指上期的词",
    "比较": "与哪个数比",
    "末字": "增至、降到的末字",
}
_REPEAT = {
    "全年": "两处都说是全年的，才比较",
    "动作": "一年里只会有一个总数的事",
    "略去": "比较时略去",
}


def figures_schema() -> Schema:
    """Return the schema of rules/figures.yaml."""
    division = {**words("合起来的几个词"), "minItems": 2}
    rates = listed(_rate(), "比率，各有它的分子和分母")
    tables = {
        "版本": text("版本"),
        "约数": _table(_VAGUE, {"同量": listed(division, "每一行的计量单位可以互换")}, "约数"),
        "合计": _table(
            _TOTAL,
            {"划分": listed(division, "每一行合起来是全部"), "例句": ref("例句")},
            "总数与分项",
        ),
        "比率": _table(_RATE, {"率": rates, "例句": ref("例句")}, "比率与它的两个数"),
        "占比": _table(_SHARE, {"例句": ref("例句")}, "占比"),
        "同比": _table(_CHANGE, {"例句": ref("例句")}, "同比"),
        "重复": _table(_REPEAT, {"例句": ref("例句")}, "前后两处说的同一个数"),
    }
    return {
        "$schema": DIALECT,
        "title": "报告里的数字怎样核对",
        "description": "各规则集共用：总数与分项、比率与基数、占比、同比、前后两处的同一数字",
        **obj(tables, tables),
        "$defs": {"例句": listed(_example(), "例句")},
    }


def _table(lists: Mapping[str, str], more: Mapping[str, Schema], description: str) -> Schema:
    properties = {**{key: words(what) for key, what in lists.items()}, **more}
    return obj(properties, properties, description)


def _rate() -> Schema:
    properties = {
        "名称": words("比率的名称"),
        "分子": listed(text("词"), "说分子的词；没有的写 []"),
        "分母": listed(text("词"), "说分母的词；没有的写 []"),
    }
    return obj(properties, properties)


def _example() -> Schema:
    properties = {"文": text("报告里的话"), "报": text("应当说出的话；不该报的写 无")}
    return obj(properties, properties)
