"""What keeps an element from full marks: in one clause a clerk understands, and what it takes."""

from __future__ import annotations

from scorer.model.result import Grade, Level, Remedy, Stance, State
from scorer.ruleset.model import Element

_SHORTFALLS = {
    Level.ABSENT: "全文没有写到",
    Level.PLANNED: "只写了问题或计划，没有写已做的工作",
    Level.MENTIONED: "只有一般表述，没有写具体做法",
    Level.CONCRETE: "有具体举措，没有写数量",
}
_LEVEL_REMEDIES = {
    Level.ABSENT: Remedy.WORK,
    Level.PLANNED: Remedy.WORK,
    Level.MENTIONED: Remedy.WORDING,
    Level.CONCRETE: Remedy.FIGURES,
}
_EFFORTS = (Remedy.NONE, Remedy.FIGURES, Remedy.WORDING, Remedy.WORK, Remedy.OUTSIDE)
_NOT_APPLICABLE = "报告说明本要素不适用"
_UNREADABLE = "报告有未读出的部分，可能写在那里"


def shortfall(element: Element, grade: Grade) -> str:
    """Return what *grade* lacks for full marks; empty where it lacks nothing."""
    if grade.state is State.NOT_APPLICABLE:
        return _not_applicable(element)
    if grade.state is State.UNREADABLE:
        return _UNREADABLE
    parts = [_SHORTFALLS[grade.level]] if grade.level < element.top else []
    if grade.items_missing and grade.level >= Level.MENTIONED:
        parts.append(f"缺分项：{'、'.join(grade.items_missing)}")
    return "；".join(parts)


def _not_applicable(element: Element) -> str:
    """Return why *element* does not apply: the report's year is out of its years, or it says so."""
    if not (element.first_year or element.last_year):
        return _NOT_APPLICABLE
    first = f"自 {element.first_year} 年度起" if element.first_year else ""
    last = f"到 {element.last_year} 年度止" if element.last_year else ""
    said = f"，或者{_NOT_APPLICABLE}" if element.inapplicable else ""
    return f"报告年度不在本要素的适用年度内（{first}{last}）{said}"


def remedy(element: Element, grade: Grade) -> Remedy:
    """Return what it takes to bring *grade* to full marks; the greatest effort, if several.

    What the text of the report itself is judged for (its problems, its plans, its title) takes only
    words. A concrete measure without a figure lacks the figure, a general statement the measure;
    what is nowhere told as done may not have been done. What may stand in an unread part is not for
    the report's text to mend.
    """
    match grade.state:
        case State.NOT_APPLICABLE:
            return Remedy.NONE
        case State.UNREADABLE:
            return Remedy.OUTSIDE
        case State.SCORED:
            efforts = [_level_remedy(element, grade), _item_remedy(element, grade)]
            return max(efforts, key=_EFFORTS.index)


def _level_remedy(element: Element, grade: Grade) -> Remedy:
    if grade.level >= element.top:
        return Remedy.NONE
    return Remedy.WORDING if _of_the_text(element) else _LEVEL_REMEDIES[grade.level]


def _item_remedy(element: Element, grade: Grade) -> Remedy:
    if not grade.items_missing:
        return Remedy.NONE
    return Remedy.WORDING if _of_the_text(element) else Remedy.WORK


def _of_the_text(element: Element) -> bool:
    """Tell whether what counts is how the report is written, not what was done."""
    facts = bool(element.items) and all(item.fact for item in element.items)
    return facts or element.counts is not Stance.DONE
