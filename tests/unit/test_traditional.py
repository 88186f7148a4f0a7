"""A report in traditional characters is read like one in simplified ones, and quoted as written."""

from __future__ import annotations

from scorer.understanding.traditional import simplifying
from tests.builders import card, doc

SIMPLE = (
    "甲镇2024年法治政府建设年度报告\n一、主要举措\n"
    "镇法律顾问审核合同协议210份，对各机关开展业务学习。"
)
WRITTEN = (
    "甲鎮2024年法治政府建設年度報告\n一、主要舉措\n"
    "鎮法律顧問審核合同協議210份，對各機關開展業務學習。"
)


def test_it_gives_the_same_levels():
    """The level is that of the simplified text; the quotation is the text as written."""
    plain, traditional = card(SIMPLE).tally.lines[0], card(WRITTEN).tally.lines[0]
    assert traditional.grade.level is plain.grade.level
    assert traditional.grade.evidence[0].quote == WRITTEN.split("\n")[2]


def test_no_offset_moves():
    """The clean texts have the same length, and the places of the evidence are the same."""
    assert len(doc(WRITTEN).text) == len(doc(SIMPLE).text)
    plain, traditional = card(SIMPLE).tally.lines[0], card(WRITTEN).tally.lines[0]
    assert traditional.grade.evidence[0].start == plain.grade.evidence[0].start


def test_a_name_or_two_changes_nothing():
    """A few traditional characters in a simplified text are left alone."""
    assert simplifying("于學習二字", frozenset("學習們為會")) == {}
    assert simplifying("們為會學習", frozenset("學習們為會"))[ord("學")] == "学"
