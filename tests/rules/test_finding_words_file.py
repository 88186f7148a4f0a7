"""rules/findings.yaml: how flaws are known is data, and every mistake in it has its place."""

from __future__ import annotations

import pytest

from scorer.model.errors import RulesetError
from scorer.resources import rules_dir
from scorer.ruleset.findings_file import load_finding_words
from scorer.ruleset.shipped import FINDINGS, shipped

SHIPPED = rules_dir() / f"{FINDINGS}.yaml"


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
        ('"现将某年"', '"现将（某年"', ": R008 句式“现将（某年”：括号没有闭合"),
    ],
)
def test_mistakes_have_a_place(tmp_path, before, after, message):
    """Each message begins with file, line and column."""
    text = SHIPPED.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "findings.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(RulesetError) as caught:
        load_finding_words(path)
    assert any(
        str(problem).startswith(f"{path}:") and message in str(problem)
        for problem in caught.value.problems
    )
