"""rules/figures.yaml: its examples hold, and every mistake in such a file has its place."""

from __future__ import annotations

import pytest

from scorer import pipeline
from scorer.checks.figure_examples import failing_figure_examples
from scorer.model.errors import RulesetError
from scorer.resources import rules_dir
from scorer.ruleset.figures_file import load_figures
from scorer.ruleset.shipped import FIGURES, shipped

SHIPPED = rules_dir() / f"{FIGURES}.yaml"


def changed(folder, before: str, after: str):
    """The shipped file with one change."""
    text = SHIPPED.read_text(encoding="utf-8")
    assert before in text
    path = folder / "figures.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return path


def test_the_examples_hold():
    """Every example of the shipped file comes out as it says."""
    file = load_figures(SHIPPED)
    assert len(file.examples) >= 20
    assert failing_figure_examples(file, pipeline.language()) == ()


def test_it_is_no_rule_set():
    """It stands beside the rule sets and is none."""
    assert FIGURES not in shipped()


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("  部分: [", "  部份: [", ": R004 未知的键“部份”"),
        ("    - [男, 女]\n", "    - [男]\n", ": R006 一行至少要写两个词"),
        ("  词: [占比, 占, 比例]\n", "", ": R003 缺少“词”"),
        ("  升: [增长,", "  升: 增长 # [", ": R005 这里应是列表"),
        ("分子: [合格, 及格],", "", ": R003 缺少“分子”"),
        ("报: 无}", "判: 无}", ": R004 未知的键“判”"),
    ],
)
def test_mistakes_have_a_place(tmp_path, before, after, message):
    """Each message begins with file, line and column."""
    path = changed(tmp_path, before, after)
    with pytest.raises(RulesetError) as caught:
        load_figures(path)
    assert any(
        str(problem).startswith(f"{path}:") and message in str(problem)
        for problem in caught.value.problems
    )


def test_a_failing_example_says_what_came_out(tmp_path):
    """Both directions: something else is said, or nothing is."""
    path = changed(tmp_path, "与总数 205 件相差 10 件}", "与总数 205 件相差 9 件}")
    (problem,) = failing_figure_examples(load_figures(path), pipeline.language())
    assert problem.message == (
        "例句“全年受理信访事项205件，其中网上信访120件、群众来访60件、群众来信15件。”"
        "应报“其中 120+60+15=195 件，与总数 205 件相差 9 件”，"
        "实报“其中 120+60+15=195 件，与总数 205 件相差 10 件”"
    )
    path = changed(
        tmp_path, "来访60件、群众来信25件。, 报: 无}", "来访60件、群众来信25件。, 报: 错}"
    )
    (problem,) = failing_figure_examples(load_figures(path), pipeline.language())
    assert problem.message.endswith("应报“错”，实际没有报")
