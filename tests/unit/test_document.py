"""Spans lead back to the file: the clean text, its pieces, quotes and places."""

from __future__ import annotations

import pickle

import pytest

from scorer.model.document import Span
from scorer.model.errors import Mark, Problem, RenderError, ReportError, RulesetError
from scorer.model.result import LEVEL_LABELS, Level
from tests.builders import clean, doc


def test_spans():
    """A span has a length and holds the spans inside it, and nothing else."""
    assert len(Span(3, 8)) == 5
    assert Span(4, 6) in Span(3, 8)
    assert Span(4, 9) not in Span(3, 8)
    assert (3, 8) not in Span(3, 8)


def test_a_quote_is_the_text_as_written():
    """A quote has the quotation marks and widths of the file, without its line breaks."""
    document = doc("我镇认真落实“四个亲自”要求,不断提高依法行政的\n能力和 水平,成效明显。")
    sentence = document.sentences[0].span
    assert document.text == "我镇认真落实四个亲自要求，不断提高依法行政的能力和水平，成效明显。"
    assert document.quote(sentence) == (
        "我镇认真落实“四个亲自”要求,不断提高依法行政的能力和 水平,成效明显。"
    )


def test_a_quote_inside():
    """A few words are quoted from where they stand."""
    document = doc("落实“四个亲自”要求。")
    assert document.quote(Span(2, 6)) == "四个亲自"


def test_an_offset_between_pieces():
    """The break between two paragraphs leads to the end of the first."""
    text = clean("公示结果。\n\n\n记录过程。")
    assert text.text == "公示结果。\n记录过程。"
    assert text.source_offset(5) == 5
    assert text.source_offset(6) == 8


def test_places():
    """A place is the paragraph of the file, the section and its kind."""
    document = doc("一、主要工作\n\n公示结果。\n二、下一步打算\n记录过程。")
    places = [document.place(sentence) for sentence in document.sentences]
    assert [
        (each.paragraph, each.page, each.section, each.section_kind.value) for each in places
    ] == [
        (1, None, "一、主要工作", "work"),
        (2, None, "一、主要工作", "work"),
        (3, None, "二、下一步打算", "plan"),
        (4, None, "二、下一步打算", "plan"),
    ]


def test_a_place_without_section():
    """What stands before the first heading has no section."""
    assert doc("公示结果。").place(doc("公示结果。").sentences[0]).section == ""


def test_facts():
    """A fact is found by its name, or there is none."""
    identity = doc("清河镇2024年法治政府建设年度报告\n公示结果。").identity
    assert identity.fact("标题年度").value == "2024"
    assert identity.fact("落款") is None


def test_level_labels():
    """The levels have the five names of the standard, lowest first."""
    assert tuple(level.label for level in Level) == LEVEL_LABELS
    assert LEVEL_LABELS == ("未提及", "仅见于问题或计划", "一般表述", "具体举措", "量化成效")


PROBLEMS = [Problem(Mark("b", 2, 1), "R006", "乙"), Problem(Mark("b", 1, 3), "R004", "甲")]
ERRORS = [
    (
        RulesetError(PROBLEMS),
        "b:1:3: R004 甲\nb:2:1: R006 乙",
    ),
    (ReportError("a.docx", "文件已加密", "请去掉密码。"), "a.docx：文件已加密。请去掉密码。"),
    (RenderError("pdf", "没有字体", "请安装。"), "无法生成 pdf：没有字体。请安装。"),
]


@pytest.mark.parametrize(("error", "message"), ERRORS, ids=["rules", "report", "render"])
def test_errors_survive_another_process(error, message):
    """An error says the same after it went through a process pool; problems are in order."""
    copied = pickle.loads(pickle.dumps(error))
    assert type(copied) is type(error)
    assert message == str(error) == str(copied)
    assert copied.exit_code == 2


def test_a_quoted_sentence_has_the_marks_that_open_before_it_and_close_behind_it():
    """The clean text has no quotation marks; those of a sentence's ends belong to it."""
    report = doc("坚持会前审查。“未经审核不得作出”，全部做到。实行“一案一档。”下同。")
    text = report.clean.source.text
    quotes = [text[slice(*report.quoted_range(each.span))] for each in report.sentences]
    assert quotes == [
        "坚持会前审查。",
        "“未经审核不得作出”，全部做到。",
        "实行“一案一档。”",
        "下同。",
    ]
