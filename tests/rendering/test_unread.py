"""What was not read, as people read it: runs of pages are drawn together, no place is lost."""

import pytest

from scorer.model.document import Unread
from scorer.rendering.unread import unread_lines, unread_places


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([], ""),
        (["第3页"], "第3页"),
        (["第1页", "第2页", "第3页", "第7页"], "第1—3页、第7页"),
        (["第9页", "第10页"], "第9—10页"),
        (["第2页", "第2页", "第3页"], "第2—3页"),
        (["第2段", "第3段之后"], "第2段、第3段之后"),
        (["第3段之后", "第4段之后"], "第3—4段之后"),
        (["第1段之前", "第1段"], "第1段之前、第1段"),
        (["第3页", "第2页"], "第3页、第2页"),
        (["全文"], "全文"),
    ],
)
def test_places(places: list[str], said: str) -> None:
    assert unread_places(Unread(place, "扫描图像") for place in places) == said


def test_each_reason_is_a_line_with_all_its_places() -> None:
    scans = [Unread(f"第{page}页", "扫描图像") for page in range(1, 301)]
    other = Unread("第4页", "大幅图片")
    assert unread_lines([*scans[:4], other, *scans[4:]]) == (
        "第1—300页：扫描图像",
        "第4页：大幅图片",
    )
