"""How far one sentence is from counting in full, and what single steps would add, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scorer.model.result import Check, Level, Raise, Stance
from scorer.rendering.wording import listed, one_decimal

CONDITIONS = "对照满分条件"
WORDING: Mapping[Level, str] = {
    Level.MENTIONED: "本要素的内容",
    Level.CONCRETE: "具体做法",
    Level.QUANTIFIED: "数量",
}
TOLD: Mapping[Stance, str] = {
    Stance.DONE: "本单位当年已做的工作",
    Stance.PLANNED: "下一步的打算",
    Stance.LACKING: "存在的不足",
    Stance.OTHER_ACTOR: "其他单位的工作",
    Stance.EARLIER: "以前年度的工作",
}


def complete(check: Check) -> bool:
    """Tell whether a sentence meets every condition of full marks."""
    return all(met for _, met in _conditions(check))


def checked(check: Check) -> str:
    """Return which conditions of full marks a sentence meets and which it lacks, by name."""
    conditions = tuple(_conditions(check))
    has = listed(name for name, met in conditions if met)
    lacks = listed(name for name, met in conditions if not met)
    parts = (f"已有{has}" if has else "", f"还缺{lacks}" if lacks else "")
    return f"{CONDITIONS}：" + "；".join(part for part in parts if part)


def _conditions(check: Check) -> Iterator[tuple[str, bool]]:
    """Yield each condition and whether it is met: a level up to the top each, and the stance."""
    for level, name in WORDING.items():
        if level <= check.top:
            yield name, level <= check.wording
    yield TOLD[check.counts], check.stance is check.counts


def raised(step: Raise) -> str:
    """Return what a step is and what it would add."""
    items = f"写齐分项（{listed(step.items)}）"
    what = items if step.level is None else f"写到“{step.level.label}”"
    return f"{what}：可加 {one_decimal(step.gain)} 分"
