"""How far one sentence is from counting in full, and what single steps would add, in words."""

from __future__ import annotations

from collections.abc import Mapping

from scorer.model.result import Check, Level, Raise, Stance
from scorer.rendering.wording import listed, one_decimal

LACKING: Mapping[Level, str] = {
    Level.ABSENT: "",
    Level.PLANNED: "",
    Level.MENTIONED: "本要素的内容",
    Level.CONCRETE: "具体做法",
    Level.QUANTIFIED: "数量",
}
TOLD: Mapping[Stance, str] = {
    Stance.DONE: "写成本单位当年已做的工作",
    Stance.PLANNED: "写成打算",
    Stance.LACKING: "写成不足",
    Stance.OTHER_ACTOR: "写明是哪个单位",
    Stance.EARLIER: "写明是哪一年",
}


def complete(check: Check) -> bool:
    """Tell whether a sentence meets every condition of full marks."""
    return not _lacking(check)


def checked(check: Check) -> str:
    """Return which conditions of full marks a sentence meets: 命中 3/4，只差数量.

    There is one condition for each level from MENTIONED up to the element's top, and one for the
    stance.
    """
    conditions = check.top - Level.PLANNED + 1
    lacking = _lacking(check)
    found = f"命中 {conditions - len(lacking)}/{conditions}"
    if not lacking:
        return f"{found}，条件都够"
    return f"{found}，{'只差' if len(lacking) == 1 else '还差'}{listed(lacking)}"


def _lacking(check: Check) -> list[str]:
    shown = max(check.wording, Level.PLANNED)
    levels = [LACKING[level] for level in Level if shown < level <= check.top]
    return levels if check.stance is check.counts else [*levels, TOLD[check.counts]]


def raised(step: Raise) -> str:
    """Return what a step is and what it would add."""
    items = f"写齐分项（{listed(step.items)}）"
    what = items if step.level is None else f"写到“{step.level.label}”"
    return f"{what}：可加 {one_decimal(step.gain)} 分"
