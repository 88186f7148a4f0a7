"""What counts only under a heading, or a paragraph's opening, that tells of its element."""

from __future__ import annotations

import pytest

from scorer.judging.leads import leads
from scorer.model.result import Level
from tests.builders import doc, graded

UNDER = {"单位": ["份", "件", "次"], "标题下": ["出具…意见书"]}


@pytest.mark.parametrize(
    ("lines", "level"),
    [
        (["（一）发挥法律顾问作用", "全年出具意见书28份。"], Level.QUANTIFIED),
        (["三是发挥法律顾问作用。全年出具意见书28份。"], Level.QUANTIFIED),
        (["发挥法律顾问作用。全年出具意见书28份。"], Level.QUANTIFIED),
        (["（一）发挥法律顾问作用", "全年认真出具意见书。"], Level.MENTIONED),
        (["（一）加强消防安全", "全年出具意见书28份。"], Level.ABSENT),
        (["三是发挥法律顾问作用。四是抓好消防安全。全年出具意见书28份。"], Level.MENTIONED),
        (["发挥法律顾问作用。", "全年出具意见书28份。"], Level.MENTIONED),
        (["（一）发挥法律顾问作用", "（二）加强消防安全", "出具意见书28份。"], Level.MENTIONED),
    ],
)
def test_only_under_its_heading(lines, level):
    """A heading or an opening of the element lets the wording count, another one does not."""
    report = "\n".join(("清河镇2024年法治政府建设年度报告", *lines))
    assert graded(report, 量化成效=UNDER).level is level


def test_a_long_sentence_heads_nothing():
    """What follows a sentence that tells things itself is not told of it."""
    first = "发挥法律顾问作用，" + "统筹推进各项工作，" * 4 + "成效明显。"
    assert graded(first + "全年出具意见书28份。", 量化成效=UNDER).level is Level.MENTIONED


def test_no_sentence_heads_itself():
    """A heading and an opening have nothing above them."""
    report = doc("一、主要工作\n三是抓好普法。发放资料8份。")
    assert [sorted(each) for each in leads(report)] == [[], [0], [0, 1]]
