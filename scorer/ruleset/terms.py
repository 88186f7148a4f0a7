"""The closed sets of words that rule files use, and what they stand for."""

from __future__ import annotations

from scorer.model.document import SectionKind
from scorer.model.result import LEVEL_LABELS, Level, Stance
from scorer.ruleset.model import NotApplicable

LEVELS = {label: Level(number) for number, label in enumerate(LEVEL_LABELS)}
TOPS = {LEVEL_LABELS[level]: level for level in (Level.CONCRETE, Level.QUANTIFIED)}
ITEM_LEVELS = {
    LEVEL_LABELS[Level.MENTIONED]: Level.MENTIONED,
    LEVEL_LABELS[Level.CONCRETE]: Level.CONCRETE,
    "无": Level.ABSENT,
}
KINDS = {
    "工作": SectionKind.WORK,
    "领导": SectionKind.LEADER,
    "问题": SectionKind.PROBLEMS,
    "计划": SectionKind.PLAN,
    "其他": SectionKind.OTHER,
}
HEADING = "标题"
COUNTED = {"已做": Stance.DONE, "欠缺": Stance.LACKING, "计划": Stance.PLANNED}
STANCES = {**COUNTED, "他方": Stance.OTHER_ACTOR, "往年": Stance.EARLIER}
POLICIES = {policy.value: policy for policy in NotApplicable}
YES_NO = {"是": True, "否": False}
FACTS = ("标题年度", "单位名称", "落款", "成文日期")

# what people write for a word of these sets
MEANT = {
    **dict.fromkeys(["yes", "true", "on", "y", "对", "开", "1"], "是"),
    **dict.fromkeys(["no", "false", "off", "n", "不", "关", "0"], "否"),
    **dict.fromkeys(["量化", "定量"], LEVEL_LABELS[Level.QUANTIFIED]),
    **dict.fromkeys(["具体", "举措"], LEVEL_LABELS[Level.CONCRETE]),
    **dict.fromkeys(["一般", "表述"], LEVEL_LABELS[Level.MENTIONED]),
    **dict.fromkeys(
        ["计划", "仅见于计划", "仅见于问题", "问题或计划"], LEVEL_LABELS[Level.PLANNED]
    ),
    **dict.fromkeys(
        ["无", "没有", "未提到", "没提到", "没有提及", "不计", "不算"], LEVEL_LABELS[Level.ABSENT]
    ),
    **dict.fromkeys(["分数", "得分", "权重", "满分"], "分值"),
    **dict.fromkeys(["示例", "例子", "样例", "测试"], "例句"),
    **dict.fromkeys(["打算", "安排", "下一步"], "计划"),
    **dict.fromkeys(["不足", "存在问题"], "问题"),
}
