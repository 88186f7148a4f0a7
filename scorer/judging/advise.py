"""What keeps an element from full marks, in one clause a clerk understands."""

from __future__ import annotations

from scorer.model.result import Grade, Level, State
from scorer.ruleset.model import Element

_SHORTFALLS = {
    Level.ABSENT: "全文没有写到",
    Level.PLANNED: "只写了问题或计划，没有写已做的工作",
    Level.MENTIONED: "只有一般表述，没有写具体做法",
    Level.CONCRETE: "有具体举措，没有写数量",
}
_NOT_APPLICABLE = "报告说明本要素不适用"
_UNREADABLE = "报告有未读出的部分，可能写在那里"


def shortfall(element: Element, grade: Grade) -> str:
    """Return what *grade* lacks for full marks; empty where it lacks nothing."""
    if grade.state is State.NOT_APPLICABLE:
        return _NOT_APPLICABLE
    if grade.state is State.UNREADABLE:
        return _UNREADABLE
    parts = [_SHORTFALLS[grade.level]] if grade.level < element.top else []
    if grade.items_missing and grade.level >= Level.MENTIONED:
        parts.append(f"缺分项：{'、'.join(grade.items_missing)}")
    return "；".join(parts)
