"""Markdown: marks are no text, everything else is, and places hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.model.document import Role
from scorer.model.errors import ReportError
from scorer.reading import read_bytes

REPORT = """# 柳湾乡2023年度法治政府建设情况报告

## 一、主要工作 ##
全年审核合同12份。
1. 开展宣传3场。
- 调解纠纷9件；
* [x] 培训2次。
> 办理信访件22件。
> - 办结20件。

| 指标 | 数量 |
|:-----|-----:|
| 审核合同 | 12份 |

二、存在问题
---
力量不足。

---
```
附表一
```
"""


def test_marks_are_taken_away_and_nothing_else() -> None:
    source = read_bytes(REPORT.encode(), "a.md")
    assert (source.format, source.warnings) == ("md", ())
    assert source.text == REPORT
    assert [(b.text, b.role.value, b.level) for b in source.blocks] == [
        ("柳湾乡2023年度法治政府建设情况报告", "heading", 1),
        ("一、主要工作", "heading", 2),
        ("全年审核合同12份。", "paragraph", None),
        ("1. 开展宣传3场。", "paragraph", None),
        ("调解纠纷9件；", "paragraph", None),
        ("培训2次。", "paragraph", None),
        ("办理信访件22件。", "paragraph", None),
        ("办结20件。", "paragraph", None),
        ("指标", "cell", None),
        ("数量", "cell", None),
        ("审核合同", "cell", None),
        ("12份", "cell", None),
        ("二、存在问题", "heading", 2),
        ("力量不足。", "paragraph", None),
        ("附表一", "paragraph", None),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "#标签不是标题",
        "*重点*工作",
        "-12份",
        "3-5月",
        "|不是表格",
        "“双随机、一公开”",
        "1、审核合同",
    ],
)
def test_what_only_looks_like_a_mark_stays(line: str) -> None:
    (block,) = read_bytes(line.encode(), "a.md").blocks
    assert (block.text, block.role) == (line, Role.PARAGRAPH)


def test_windows_line_ends() -> None:
    source = read_bytes("标题\r\n===\r\n正文\r\n\r\n---\r\n".encode(), "a.md")
    assert [(b.text, b.level) for b in source.blocks] == [("标题", 1), ("正文", None)]


def test_marks_alone_are_no_report() -> None:
    with pytest.raises(ReportError, match="文件中没有文字"):
        read_bytes(b"# \n---\n| | |\n", "a.md")


@given(st.text(st.sampled_from("#-*>|=[] 甲。\n\t`~_1."), min_size=1, max_size=80))
def test_places_hold_and_no_letter_is_lost(text: str) -> None:
    try:
        source = read_bytes(text.encode(), "a.md")
    except ReportError:
        assert "甲" not in text
        return
    assert all(source.text[b.start : b.start + len(b.text)] == b.text for b in source.blocks)
    assert "".join(b.text for b in source.blocks).count("甲") == text.count("甲")
