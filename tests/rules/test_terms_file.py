"""rules/terms.yaml: its examples hold, both ways; every mistake in such a file has its place."""

from __future__ import annotations

from collections import defaultdict

import pytest

from scorer.model.errors import RulesetError
from scorer.resources import rules_dir
from scorer.ruleset.dated_terms import Timeliness
from scorer.ruleset.shipped import TERMS, shipped
from scorer.ruleset.term_use import failing_term_examples
from scorer.ruleset.terms_file import load_terms

SHIPPED = rules_dir() / f"{TERMS}.yaml"
SMALL = """版本: "1"
学习: [学习]
谋划: [谋划]
历史: [废止]
词语:
  - 名称: 八五普法
    写法: [八五普法]
    起: 2021-01-01
    止: 2025-12-31
    例句:
      - {文: 推进八五普法。, 年: 2019, 判: 未到}
      - {文: 推进八五普法。, 年: 2023, 判: 可用}
      - {文: 推进八五普法。, 年: 2026, 判: 已过}
"""


def written(folder, before: str = "", after: str = ""):
    """A small file with one change."""
    assert before in SMALL
    path = folder / "terms.yaml"
    path.write_text(SMALL.replace(before, after, 1), encoding="utf-8")
    return path


def test_the_examples_hold():
    """Every example of the shipped file comes out as it says."""
    file = load_terms(SHIPPED)
    assert len(file.examples) >= 2 * len(file.terms.terms)
    assert failing_term_examples(file) == ()


def test_every_term_has_examples_both_ways():
    """Each term is used in its time in one example, and out of it in another."""
    file = load_terms(SHIPPED)
    outcomes = defaultdict(set)
    for example in file.examples:
        outcomes[example.term].add(example.expected)
    for number, term in enumerate(file.terms.terms):
        assert Timeliness.FITTING in outcomes[number], term.name
        if term.first is not None:
            assert Timeliness.PREMATURE in outcomes[number], term.name
        if term.last is not None:
            assert Timeliness.OUTDATED in outcomes[number], term.name


def test_it_is_no_rule_set():
    """It stands beside the rule sets and is none."""
    assert TERMS not in shipped()


def test_a_small_file_is_read(tmp_path):
    """The file the mistakes below are made in has none."""
    assert failing_term_examples(load_terms(written(tmp_path))) == ()


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "    起: 2021-01-01\n",
            "    起: 2021年1月\n",
            ":8:8: R006 “2021年1月”应是年月日，如 2021-08-11",
        ),
        ("年: 2019", "年: 去年", ":11:25: R006 “去年”应是四位数的年份，如 2024"),
        ("    写法: [八五普法]\n", "", ":6:5: R003 缺少“写法”"),
        (
            "    起: 2021-01-01\n    止: 2025-12-31\n",
            "",
            ":6:5: R003 要写“起”“止”或“取代”，说明什么时候才有、到什么时候为止",
        ),
        ("判: 未到", "判: 太早", ":11:34: R006 未知的取值“太早”；可用：可用、已过、未到"),
        ("写法: [八五普法]", '写法: ["{普法}"]', ":7:11: R009 句式“{普法}”：没有词组“普法”"),
        ("历史: [废止]\n", "", ":1:1: R003 缺少“历史”"),
    ],
)
def test_mistakes_have_a_place(tmp_path, before, after, message):
    """Each message begins with file, line and column."""
    path = written(tmp_path, before, after)
    with pytest.raises(RulesetError) as caught:
        load_terms(path)
    told = [str(problem).splitlines()[0] for problem in caught.value.problems]
    assert f"{path}{message}" in told


def test_a_failing_example_says_what_came_out(tmp_path):
    """The message names the sentence, the year and both judgements."""
    path = written(tmp_path, "年: 2023, 判: 可用", "年: 2023, 判: 已过")
    (problem,) = failing_term_examples(load_terms(path))
    assert str(problem) == (
        f"{path}:12:9: R011 例句“推进八五普法。”（2023 年度）应判已过，实判可用"
    )
