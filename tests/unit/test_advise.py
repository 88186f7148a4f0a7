"""What keeps an element from full marks, in one clause."""

from __future__ import annotations

import pytest

from scorer.judging.advise import shortfall
from scorer.model.result import Grade, Level, State
from tests.builders import element, ruleset

ROWS = [
    ("全文没有写到", Level.ABSENT, "量化成效", ()),
    ("只写了问题或计划，没有写已做的工作", Level.PLANNED, "量化成效", ()),
    ("只有一般表述，没有写具体做法", Level.MENTIONED, "量化成效", ()),
    ("有具体举措，没有写数量", Level.CONCRETE, "量化成效", ()),
    ("", Level.CONCRETE, "具体举措", ()),
    ("", Level.QUANTIFIED, "量化成效", ()),
    ("缺分项：起草、咨询", Level.CONCRETE, "具体举措", ("起草", "咨询")),
    ("有具体举措，没有写数量；缺分项：起草", Level.CONCRETE, "量化成效", ("起草",)),
    ("全文没有写到", Level.ABSENT, "具体举措", ("起草",)),
]


@pytest.mark.parametrize(("expected", "level", "top", "missing"), ROWS)
def test_shortfall(expected, level, top, missing):
    """The clause names the next level and the items that are missing."""
    only = ruleset(element(满档=top)).elements[0]
    assert expected == shortfall(only, Grade(only.id, State.SCORED, level, (), missing))


@pytest.mark.parametrize("state", [State.NOT_APPLICABLE, State.UNREADABLE])
def test_states(state):
    """What does not apply or was not read is told as such."""
    only = ruleset().elements[0]
    told = {
        State.NOT_APPLICABLE: "报告说明本要素不适用",
        State.UNREADABLE: "报告有未读出的部分，可能写在那里",
    }
    assert told[state] == shortfall(only, Grade(only.id, state, Level.ABSENT))
