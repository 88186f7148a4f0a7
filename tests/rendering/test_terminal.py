"""The terminal's summary fits the terminal, whatever a report contains."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.rendering.cells import cut, fold, pad, width
from scorer.rendering.terminal import summary
from scorer.rendering.wording import around, numeral, plain, tail

ESCAPE = re.compile(r"\x1b\[\d*m")
TEXT = st.text(max_size=120) | st.text("一（、）。“”a1 …—", max_size=120)


@pytest.mark.parametrize("name", ["card", "provisional", "perfect", "empty", "compared"])
def test_the_summary_is_the_golden_one(request, golden, name):
    golden(f"terminal-{name}.txt", summary(request.getfixturevalue(name), 80, colour=False))


@pytest.mark.parametrize("columns", [40, 41, 57, 80, 132, 200])
@pytest.mark.parametrize("name", ["card", "provisional", "perfect", "empty"])
def test_no_line_is_wider_than_the_terminal(request, name, columns):
    shown = ESCAPE.sub("", summary(request.getfixturevalue(name), columns, colour=True))
    assert columns >= max(width(line) for line in shown.splitlines())


@given(TEXT, st.integers(40, 120))
def test_no_text_makes_a_line_too_wide(card, text, columns):
    line = replace(card.tally.lines[4], name=text, advice=text, shortfall=text)
    lines = (*card.tally.lines[:4], line, *card.tally.lines[5:])
    groups = tuple(replace(group, name=text) for group in card.tally.groups)
    report = replace(card.report, unit=text)
    tally = replace(card.tally, lines=lines, groups=groups)
    shown = summary(replace(card, report=report, tally=tally), columns, colour=False)
    assert columns >= max(width(each) for each in shown.splitlines())
    assert "\x1b" not in shown


def test_colour_only_adds_to_the_text(card):
    coloured = summary(card, 80, colour=True)
    assert "\x1b[1m" in coloured
    assert summary(card, 80, colour=False) == ESCAPE.sub("", coloured)


def test_an_escape_sequence_in_a_report_does_not_reach_the_terminal(card):
    evil = replace(card, report=replace(card.report, unit="镇\x1b]0;x\x07\x1b[2J"))
    assert "镇]0;x[2J" in summary(evil, 80, colour=False)


@given(TEXT.map(plain), st.integers(12, 60))
def test_folding_keeps_every_character(text, limit):
    lines = fold(text, limit)
    assert limit >= max(map(width, lines))
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", "".join(lines))


@given(TEXT.map(plain), st.integers(2, 60))
def test_padding_fills_exactly(text, limit):
    assert limit == width(pad(text, limit))
    assert limit >= width(cut(text, limit))


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("审核合同210份。", 10, ["审核合同", "210份。"]),
        ("一二三四五。六", 10, ["一二三四", "五。六"]),
        ("一二三（四）五", 8, ["一二三", "（四）五"]),
        ("abcdefgh", 4, ["abcd", "efgh"]),
        ("", 10, [""]),
    ],
)
def test_lines_break_where_a_typesetter_would(text, limit, lines):
    assert lines == fold(text, limit)


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (33, "三十三")]
)
def test_numerals(number, shown):
    assert shown == numeral(number)


def test_an_excerpt_begins_at_a_clause_where_one_is_near():
    assert tail("甲甲甲甲甲甲，乙乙乙乙乙乙", 8) == "……乙乙乙乙乙乙"
    assert around("甲" * 20 + "乙乙乙", "标", "丙" * 20, 7) == ("……乙乙乙", "丙丙丙……")
