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
