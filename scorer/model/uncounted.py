"""How it is said that a statement is no work done: by the grade, and wherever a card is shown."""

from __future__ import annotations

from collections.abc import Mapping

from scorer.model.result import Stance

UNCOUNTED: Mapping[Stance, str] = {
    Stance.DONE: "",
    Stance.PLANNED: "只是计划、要求或打算，不算已做的工作",
    Stance.LACKING: "说的是不足，不算已做的工作",
    Stance.OTHER_ACTOR: "说的是上级或其他单位的工作",
    Stance.EARLIER: "说的是以前年度的工作",
}
