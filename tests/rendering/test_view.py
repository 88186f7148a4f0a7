"""The view: all that pages say, in words."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest

from scorer.model.errors import RenderError
from scorer.model.result import Basis, Level, Stance, State
from scorer.model.uncounted import UNCOUNTED
from scorer.rendering import FORMATS, elements, render
from scorer.rendering.view import present


def only(card, line):
    groups = tuple(group for group in card.tally.groups if group.id == line.group)
    return replace(card, tally=replace(card.tally, lines=(line,), groups=groups))


def element(card, key):
    names = {line.id: line.name for line in card.tally.lines}
    views = (each for group in present(card).groups for each in group.elements)
    return next(view for view in views if view.name == names[key])


@pytest.mark.parametrize("name", ["card", "provisional", "perfect", "empty", "compared"])
def test_the_view_is_the_golden_one(request, golden, name):
    view = asdict(present(request.getfixturevalue(name)))
    golden(f"view-{name}.json", json.dumps(view, ensure_ascii=False, indent=1) + "\n")


def test_a_plan_is_shown_as_a_plan(card):
    best = element(card, "decision.record").best
    assert best is not None
    assert best.note == "只是计划、要求或打算，不算已做的工作"


def test_an_element_whose_evidence_is_the_plan_section_carries_no_such_note(card):
    line = card.tally.lines[-1]
    planned = tuple(replace(each, stance=Stance.PLANNED) for each in line.grade.evidence)
    changed = only(card, replace(line, grade=replace(line.grade, evidence=planned)))
    best = present(changed).groups[0].elements[0].best
    assert best is not None
    assert best.note == ""


def test_what_is_to_be_checked_by_hand_has_no_score(card):
    view = element(card, "adviser.village")
    assert (view.score, view.level, view.gain) == ("—", "待核", "")
    assert view.no_quote == "已读部分没有找到相关表述，请人工核对未读部分。"


def test_what_does_not_apply_gets_neither_score_nor_advice(card):
    line = card.tally.lines[3]
    other = replace(
        line, score=line.score * 0, grade=replace(line.grade, state=State.NOT_APPLICABLE)
    )
    view = present(only(card, other)).groups[0].elements[0]
    assert (view.score, view.level, view.advice) == ("—", "不适用", "")


def test_full_marks_that_do_not_apply_are_shown(card):
    line = card.tally.lines[3]
    grade = replace(line.grade, state=State.NOT_APPLICABLE)
    view = present(only(card, replace(line, score=line.points, grade=grade))).groups[0].elements[0]
    assert (view.score, view.level) == ("4.0", "不适用")


def test_missing_items_are_named_once(card):
    line = card.tally.lines[0]
    assert elements.missing(line) == "只写到2个分项。缺分项：亲自协调、亲自督办。"
    named = replace(line, shortfall="缺分项：亲自协调、亲自督办")
    assert elements.missing(named) == "缺分项：亲自协调、亲自督办。"


def test_arithmetic_says_how_many_items_were_found(card):
    view = element(card, "leader.duty")
    assert view.arithmetic == "分值7 × 档次系数1 × 分项覆盖50%（2/4） = 3.5"


def test_a_long_quotation_is_cut_around_the_words_that_matched(card):
    best = element(card, "decision.procedure").best
    assert best is not None
    assert best.mark == "集体讨论决定"
    assert len(best.excerpt) <= elements.EXCERPT + 4
    assert best.text.count(best.mark) == 1
    assert len(best.text) > 200


def test_a_match_longer_than_the_excerpt_is_not_marked(card):
    line = card.tally.lines[5]
    piece = replace(line.grade.evidence[0], hit=line.grade.evidence[0].quote)
    changed = only(card, replace(line, grade=replace(line.grade, evidence=(piece,))))
    best = present(changed).groups[0].elements[0].best
    assert best is not None
    assert ("", piece.quote) == (best.mark, best.after)


def test_text_that_would_command_a_screen_is_dropped(card):
    line = card.tally.lines[0]
    piece = replace(line.grade.evidence[0], quote="a\x1b[31m\u202eb\x00c\nd\ud800", hit="")
    changed = only(card, replace(line, grade=replace(line.grade, evidence=(piece,))))
    best = present(changed).groups[0].elements[0].best
    assert best is not None
    assert best.text == "a[31mbc d\ufffd"


def test_levels_reach_the_page_under_their_own_names(card):
    shown = {view.level for group in present(card).groups for view in group.elements}
    assert {level.label for level in Level} | {"待核"} == shown


def test_an_unknown_format_says_which_are_known(card):
    with pytest.raises(RenderError) as error:
        render(card, "odt")
    assert str(error.value) == "无法生成 odt：没有这种格式。可用的格式：pdf、html、md、json、xlsx。"


def test_every_format_gives_bytes(card):
    assert {"pdf", "html", "md", "json", "xlsx"} == set(FORMATS)
    assert FORMATS["json"](card) == render(card, "json")


def test_a_document_is_cited_as_a_whole_before_its_articles(card):
    first, second, third = card.tally.lines[:3]
    lines = (
        replace(first, basis=(Basis("信访工作条例", "第八条"),)),
        replace(second, basis=(Basis("信访工作条例"),)),
        replace(third, basis=(Basis("信访工作条例", "第八条"), Basis("信访工作条例", "", "参照"))),
    )
    changed = replace(card, tally=replace(card.tally, lines=lines))
    (basis,) = present(changed).basis
    assert basis.document == "《信访工作条例》"
    assert basis.articles == ("：第2项", "第八条：第1、3项", "（参照）：第3项")


def test_tables_of_words_are_complete():
    assert set(State) == set(elements.STATE_LABELS) == set(elements.NO_QUOTE)
    assert set(Stance) == set(UNCOUNTED)


def test_where_nothing_was_compared_the_view_says_nothing_of_it(card):
    assert present(card).similar is None
    assert "相同的段落" not in render(card, "md").decode()


def test_a_comparison_without_result_is_told(unlike):
    similar = present(unlike).similar
    assert similar is not None
    assert (similar.summary, similar.reports) == ("与 3 份报告比较，没有较长的相同段落。", ())
    for format_ in ("md", "html"):
        assert "没有较长的相同段落。" in render(unlike, format_).decode()


def test_passages_that_are_not_shown_are_counted(compared):
    likeness = compared.likenesses[0]
    many = replace(likeness, passages=likeness.passages * 11)
    similar = present(replace(compared, compared=30, likenesses=(many,) * 23)).similar
    assert similar is not None
    assert len(similar.reports) == 20
    assert similar.rest == "相同较少的另外 3 份没有列出。"
    assert len(similar.reports[0].passages) == 20
    assert similar.reports[0].rest == "另有 2 处较短的没有列出。"


@pytest.mark.parametrize(
    ("state", "count", "rate"),
    [
        (State.UNREADABLE, 1, "待核"),
        (State.UNREADABLE, 99, "待核"),
        (State.NOT_APPLICABLE, 1, "61%"),
        (State.NOT_APPLICABLE, 99, "—"),
        (State.SCORED, 99, "61%"),
    ],
)
def test_a_group_has_no_rate_where_something_is_not_known(card, state, count, rate):
    """What was not read may raise it: a low rate there would look like a finding."""
    first = card.tally.groups[0].id
    lines = list(card.tally.lines)
    own = [place for place, line in enumerate(lines) if line.group == first]
    for place in own[-count:]:
        line = lines[place]
        lines[place] = replace(line, grade=replace(line.grade, state=state))
    shown = present(replace(card, tally=replace(card.tally, lines=tuple(lines))))
    assert shown.groups[0].percent == rate
