"""What keeps an element from full marks, in one clause, and what it takes to mend."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scorer import pipeline
from scorer.judging.advise import remedy, shortfall
from scorer.model.result import Grade, Level, Remedy, Stance, State
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


def test_an_element_of_other_years_says_which():
    """A report of 2017 is told that the element is judged only from 2019 on."""
    only = ruleset(element(启用=2019)).elements[0]
    told = shortfall(only, Grade(only.id, State.NOT_APPLICABLE, Level.ABSENT))
    assert told == "报告年度不在本要素的适用年度内（自 2019 年度起）"


REMEDIES = [
    ("a figure beside a measure is a matter of wording", "figures", Level.CONCRETE, "量化成效", ()),
    ("full marks ask for nothing", "none", Level.CONCRETE, "具体举措", ()),
    ("a general statement lacks the measure", "wording", Level.MENTIONED, "具体举措", ()),
    ("what is only planned is still to be done", "work", Level.PLANNED, "具体举措", ()),
    ("what is nowhere told may not have been done", "work", Level.ABSENT, "具体举措", ()),
    (
        "an item that is missing may not have been done",
        "work",
        Level.CONCRETE,
        "具体举措",
        ("起草",),
    ),
    ("of figure and item the item weighs more", "work", Level.CONCRETE, "量化成效", ("起草",)),
]


@pytest.mark.parametrize(
    ("expected", "level", "top", "missing"),
    [row[1:] for row in REMEDIES],
    ids=[row[0] for row in REMEDIES],
)
def test_remedy(expected, level, top, missing):
    only = ruleset(element(满档=top)).elements[0]
    grade = Grade(only.id, State.SCORED, level, (), missing)
    assert expected == remedy(only, grade).value


@pytest.mark.parametrize("changed", [{"counts": Stance.LACKING}, {"counts": Stance.PLANNED}])
def test_what_judges_the_text_itself_takes_only_words(changed):
    """The problems part of a report is mended by writing it, not by having problems."""
    only = replace(ruleset(element(满档="具体举措")).elements[0], **changed)
    grade = Grade(only.id, State.SCORED, Level.ABSENT, (), ("原因",))
    assert remedy(only, grade) is Remedy.WORDING


def test_a_date_that_is_missing_takes_only_words(shipped_elements):
    """Title, unit, signature and date are facts of the text."""
    identity = shipped_elements["form.identity"]
    grade = Grade(identity.id, State.SCORED, Level.CONCRETE, (), ("成文日期",))
    assert remedy(identity, grade) is Remedy.WORDING


@pytest.mark.parametrize(
    ("expected", "state"),
    [(Remedy.NONE, State.NOT_APPLICABLE), (Remedy.OUTSIDE, State.UNREADABLE)],
)
def test_what_has_no_score_asks_nothing_of_the_text(expected, state):
    only = ruleset().elements[0]
    assert remedy(only, Grade(only.id, state, Level.ABSENT)) is expected


@pytest.fixture(scope="module")
def shipped_elements():
    loaded = pipeline.load_rules("township-2021").compiled.ruleset
    return {each.id: each for each in loaded.elements}
