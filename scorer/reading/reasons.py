"""Why parts of a file are unread, in the words that people read."""

from __future__ import annotations

from collections.abc import Iterable

from scorer.model.document import Unread

IMAGE = "图片中的文字未识别"
CHART = "图表中的文字未识别"
OBJECT = "嵌入对象中的文字未识别"
DOCUMENT = "嵌入的其他文档未读取"


def pictures(unread: Iterable[Unread]) -> int:
    """Return how many of the parts *unread* are pictures large enough to hold text."""
    return sum(part.reason in (IMAGE, CHART) for part in unread)
