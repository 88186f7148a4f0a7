"""The report's text with its sentences marked: segments, anchors, what each sentence counts for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scorer.model.paragraph import Paragraph, Part
from scorer.model.result import Finding, Level, Likeness, NearMiss, Passage, Scorecard
from scorer.rendering.marked import marked
from tests.builders import card as assessed
from tests.builders import compiled, element
from tests.rendering.conftest import evidence, make_card

ROWS = yaml.safe_load(Path(__file__).with_name("marked.yaml").read_text(encoding="utf-8"))
CARD = make_card()


def with_text(texts: list[str], uses: list[tuple[int, int, str]]) -> Scorecard:
    """A card whose report is *texts*, a line each; every use belongs to an element of its own."""
    paragraphs, start = [], 0
    for number, text in enumerate(texts, 1):
        paragraphs.append(Paragraph(number, None, start, text, Part.TEXT))
        start += len(text) + 1
    lines = list(CARD.tally.lines)
    findings = []
    for number, line in enumerate(lines):
        use = uses[number] if number < len(uses) else None
        pieces, misses = (), ()
        if use is not None and use[2] == "finding":
            findings.append(Finding("x", "error", "有误", "", 1, start=use[0], end=use[1]))
        elif use is not None and use[2] == "near":
            misses = (NearMiss("", "不计", 1, None, use[0], use[1]),)
        elif use is not None:
            piece = evidence("", Level[use[2].upper()])
            pieces = (replace(piece, start=use[0], end=use[1]),)
        grade = replace(line.grade, evidence=pieces, near_misses=misses)
        lines[number] = replace(line, grade=grade)
    tally = replace(CARD.tally, lines=tuple(lines))
    return replace(CARD, tally=tally, findings=tuple(findings), text=tuple(paragraphs))


def shown(card: Scorecard) -> list[str]:
    return [
        "".join(
            (f"【{each.key}{'+' * each.finding}|{each.text}】" if each.key else each.text)
            + "".join(f"^{end.anchor}" for end in each.ends)
            for each in paragraph.segments
        )
        for paragraph in marked(card).paragraphs
    ]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_segments(row):
    assert shown(with_text(row["text"], row["uses"])) == row["shown"]


KEYS = ("quantified", "concrete", "mentioned", "planned", "near", "finding")
RANGES = st.tuples(st.integers(0, 30), st.integers(0, 12), st.sampled_from(KEYS))


@given(
    st.lists(st.text("甲乙。，", max_size=9), min_size=1, max_size=6), st.lists(RANGES, max_size=8)
)
def test_the_text_stays_whole_and_every_sentence_begins_and_ends_once(texts, ranges):
    whole = "\n".join(texts)
    uses = [(start, start + length, key) for start, length, key in ranges]
    inside = [
        use
        for use in uses
        if use[0] < use[1] <= len(whole) and "\n" not in (whole[use[0]], whole[use[1] - 1])
    ]
    paragraphs = marked(with_text(texts, inside)).paragraphs
    segments = [each for paragraph in paragraphs for each in paragraph.segments]
    told = ["".join(each.text for each in paragraph.segments) for paragraph in paragraphs]
    assert told == texts
    anchors = {f"s{number}" for number in range(1, len({use[:2] for use in inside}) + 1)}
    begins = [anchor for each in segments for anchor in each.begins]
    ends = [end.anchor for each in segments for end in each.ends]
    assert sorted(begins) == sorted(ends) == sorted(anchors)


def test_a_sentence_says_what_it_counts_for():
    """The level, the near miss's reason, the finding's weight."""
    uses = [(0, 2, "quantified"), (0, 2, "near"), (0, 2, "finding"), (0, 2, "planned")]
    (end,) = marked(with_text(["甲乙"], uses)).paragraphs[0].segments[0].ends
    names = [line.name for line in CARD.tally.lines]
    assert [use.title for use in end.uses] == [
        f"1 {names[0]}：量化成效",
        f"2 {names[1]}：相近，不计分（不计）",
        f"4 {names[3]}：仅见于问题或计划（只是计划、要求或打算，不算已做的工作）",
        "1 有误：差错",
    ]
    assert [use.anchor for use in end.uses] == ["e1", "e2", "e4", "f1"]


def passage(start: int, end: int, paragraph: int) -> Passage:
    return Passage("", 1, None, start, end, "", paragraph, None, end - start)


def test_every_shared_passage_leads_to_the_finding_of_its_report():
    """The finding quotes the longest; the others are marked too, and say where they stand."""
    card = with_text(["甲乙丙丁戊己庚辛"], [(0, 3, "finding"), (5, 8, "finding")])
    findings = tuple(replace(each, code="similarity.report") for each in card.findings)
    first = Likeness("去年.docx", "", 2023, 5, Decimal(20), (passage(4, 5, 7), passage(0, 3, 2)))
    second = Likeness("邻镇.docx", "", 2024, 3, Decimal(9), (passage(5, 8, 9),))
    text = marked(replace(card, findings=findings, likenesses=(first, second)))
    ends = {end.anchor: end.uses for each in text.paragraphs[0].segments for end in each.ends}
    assert {anchor: [use.title for use in uses] for anchor, uses in ends.items()} == {
        "s1": ["1 有误：差错"],
        "s2": ["1 与“去年.docx”第7段相同：差错"],
        "s3": ["2 有误：差错"],
    }
    assert [use.anchor for uses in ends.values() for use in uses] == ["f1", "f1", "f2"]
    assert text.shared == (("s1", "s2"), ("s3",))


def test_findings_lead_to_their_sentences_in_the_order_they_are_printed():
    """The view prints differences before hints; the anchors follow it."""
    card = with_text(["甲乙丙丁"], [(0, 2, "finding"), (2, 4, "finding")])
    first, second = card.findings
    turned = replace(card, findings=(replace(first, severity="warning"), second))
    assert marked(turned).findings == ("s2", "s1")


def test_without_the_text_there_are_no_anchors():
    text = marked(CARD)
    pieces = [each for shown in text.elements.values() for each in (*shown.evidence, *shown.near)]
    assert text.paragraphs == ()
    assert {each.anchor for each in pieces} == {""}


def test_what_a_screen_would_obey_is_not_in_the_text():
    assert shown(with_text(["甲\u202e乙\x1b[31m\u3000丙\td"], [])) == ["甲乙[31m\u3000丙 d"]


REPORT = """甲镇2024年法治政府建设年度报告
索引号：00745188/2025-00012
一、主要举措
（一）用好法律顾问。镇法律顾问审核合同协议210份。
（二）继续加强
二、下一步打算
继续邀请法律顾问参与决策。
"""


def test_a_report_keeps_its_title_headings_and_what_was_left_out():
    parts = [(each.part, each.level, each.text[: each.lead]) for each in assessed(REPORT).text]
    assert parts == [
        (Part.TITLE, 0, ""),
        (Part.LEFT_OUT, 0, ""),
        (Part.HEADING, 1, "一、主要举措"),
        (Part.TEXT, 2, "（一）用好法律顾问"),
        (Part.HEADING, 2, "（二）继续加强"),
        (Part.HEADING, 1, "二、下一步打算"),
        (Part.TEXT, 0, ""),
    ]


def test_the_paragraphs_are_the_file():
    """Every paragraph stands where it says."""
    for paragraph in assessed(REPORT).text:
        assert REPORT[paragraph.start : paragraph.end] == paragraph.text


def test_near_misses_say_what_is_lacking():
    """A plan with everything but the stance; work without a number."""
    rules = compiled(element())
    text = marked(assessed(REPORT.replace("210份", ""), rules)).elements["e1"]
    assert [each.check for each in text.evidence] == [
        "对照满分条件：已有本要素的内容、具体做法、本单位当年已做的工作；还缺数量"
    ]
    assert [each.check for each in text.near] == [
        "对照满分条件：已有本要素的内容；还缺具体做法、数量、本单位当年已做的工作"
        if "继续加强" in each.before
        else "对照满分条件：已有本要素的内容、具体做法；还缺数量、本单位当年已做的工作"
        for each in text.near
    ]
    assert text.raises == ("写到“量化成效”：可加 20.0 分",)
