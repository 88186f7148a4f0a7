"""rules/findings.yaml: its examples hold, and every mistake in such a file has its place."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

import pytest

from scorer import pipeline
from scorer.checks.finding_examples import failing_finding_examples
from scorer.model.errors import RulesetError
from scorer.resources import rules_dir
from scorer.ruleset.findings_file import CODES, load_findings
from scorer.ruleset.shipped import FINDINGS, TERMS, shipped
from scorer.ruleset.stored import stored_terms

SHIPPED = rules_dir() / f"{FINDINGS}.yaml"


def changed(folder, before: str, after: str):
    """The shipped file with one change."""
    text = SHIPPED.read_text(encoding="utf-8")
    assert before in text
    path = folder / "findings.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return path


def failing(file):
    """The problems of the examples of *file*."""
    terms = stored_terms(rules_dir() / f"{TERMS}.yaml")
    return failing_finding_examples(file, pipeline.knowledge(), terms)


def test_the_examples_hold():
    """Every example of the shipped file comes out as it says; every code has its examples."""
    file = load_findings(SHIPPED)
    assert failing(file) == ()
    assert {one.code for one in file.examples} == {"", *CODES}
    silent = sum(not one.code for one in file.examples)
    assert silent * 3 >= len(file.examples)  # what tempts stands beside what is told


def _without(value, path: str = ""):
    """Yield *value* with one of its lists emptied, and where that list stands."""
    for field in fields(value):
        own, place = getattr(value, field.name), f"{path}{field.name}"
        if is_dataclass(own):
            inner = _without(own, f"{place}.")
        elif isinstance(own, tuple):
            inner = [((), place)]
            if place in ("residues", "blanks"):
                inner = [(own[:i] + own[i + 1 :], one.name) for i, one in enumerate(own)]
        else:
            continue
        for changed_value, name in inner:
            yield replace(value, **{field.name: changed_value}), name


def test_every_list_has_an_example_that_fails_without_it():
    """An editor who spoils a list is told by an example."""
    file = load_findings(SHIPPED)
    unwatched = [
        name for words, name in _without(file.words) if not failing(replace(file, words=words))
    ]
    assert unwatched == []


def test_a_failing_example_says_what_came_out(tmp_path):
    """All three: something else is told, nothing is, or not in these words."""
    tempting = "以维护群众利益为目的的调解工作扎实推进。"
    path = changed(tmp_path, "叠字除外: [目的的, ", "叠字除外: [")
    (problem,) = failing(load_findings(path))
    assert problem.message == (f"例句“{tempting}”不应报，实报 text.residue（“的的”重复，多了一遍）")
    path = changed(
        tmp_path, f'{tempting}", 年: 2024, 报: 无', f'{tempting}", 年: 2024, 报: text.damaged'
    )
    (problem,) = failing(load_findings(path))
    assert problem.message == f"例句“{tempting}”应报 text.damaged，实际没有报"
    path = changed(tmp_path, "说: 被被", "说: 我我")
    (problem,) = failing(load_findings(path))
    assert problem.message == (
        "例句“被被评为先进单位，全年调解纠纷56件。”应报 text.residue（“我我”），"
        "实报 text.residue（“被被”重复，多了一遍）"
    )


def test_a_sign_in_a_word_list_is_no_expression(tmp_path):
    """Brackets and the like in a list of words mean themselves, and an empty list nothing."""
    path = changed(tmp_path, "  我前除外: [自, ", '  我前除外: ["[", "]", "^", 由于, 自, ')
    assert failing(load_findings(path)) == ()
    path = changed(tmp_path, "  须有量词: [", '  须有量词: ["[", "?", ')
    assert failing(load_findings(path)) == ()


def test_it_is_no_rule_set():
    """It stands beside the rule sets and is none."""
    assert FINDINGS not in shipped()


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("  句首: [", "  句头: [", ": R004 未知的键“句头”，是不是“句首”"),
        ("公开日期: [", "公开日: [", ": R003 缺少“公开日期”"),
        ("'/_Toc\\d+/'", "'/_Toc(/'", ": R008 正则表达式有误"),
        ("  阶段: [上半年", "  阶段: 上半年 # [", ": R005 这里应是列表"),
        (
            "报: text.damaged,",
            "报: text.damage,",
            ": R006 未知的取值“text.damage”，是不是“text.damaged”",
        ),
        ("年: 2024, 报", "年: 今年, 报", ": R006 “今年”应是四位数的年份，如 2024"),
        ("说: 被被", "讲: 被被", ": R004 未知的键“讲”"),
        ('"现将某年"', '"现将（某年"', ": R008 句式“现将（某年”：括号没有闭合"),
    ],
)
def test_mistakes_have_a_place(tmp_path, before, after, message):
    """Each message begins with file, line and column."""
    path = changed(tmp_path, before, after)
    with pytest.raises(RulesetError) as caught:
        load_findings(path)
    assert any(
        str(problem).startswith(f"{path}:") and message in str(problem)
        for problem in caught.value.problems
    )
