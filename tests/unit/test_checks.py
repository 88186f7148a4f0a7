"""What the checks say, word for word, with quotation and place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer import pipeline
from scorer.checks.run import check
from scorer.model.finding_codes import FINDING_CODES
from tests.builders import doc

TITLE = "青禾镇2024年法治政府建设年度报告\n"
SIGNED = "青禾镇人民政府\n2025年1月20日\n"
WORK = "我镇开展执法检查十二次，整改隐患九处，群众满意。" * 9
TOLD = [
    (
        TITLE + "2023年，我镇调解纠纷56件。\n2023年共宣传6次。",
        "year.stale",
        "把 2023 年写成报告年度，报告年度是 2024 年，可能是没有改的旧文字（同样的写法共 2 处）",
        "2023年，我镇调解纠纷56件。",
        2,
    ),
    (
        TITLE + "一、2023年工作情况\n开会。",
        "year.stale",
        "标题写的是 2023 年，报告年度是 2024 年，前后不一致",
        "一、2023年工作情况",
        2,
    ),
    (
        TITLE + "一、做法\n开会。\n二、2024年工作打算\n开会。",
        "year.stale",
        "计划部分的标题写的是 2024 年，2024 年度报告安排的应是 2025 年的工作",
        "二、2024年工作打算",
        4,
    ),
    (
        TITLE + "一、做法\n开会。\n二、下一步打算\n2024年，我镇将抓好普法。",
        "year.stale",
        "把 2024 年写成下一年度，2024 年度报告安排的应是 2025 年的工作",
        "2024年，我镇将抓好普法。",
        5,
    ),
    (
        "青禾镇2023年法治政府建设年度报告\n" + TITLE + "开会。",
        "year.stale",
        "题目写的是 2024 年，报告年度是 2023 年，前后不一致",
        "青禾镇2024年法治政府建设年度报告",
        2,
    ),
    (
        TITLE + "开会。\n青禾镇人民政府\n2024年1月20日",
        "year.stale",
        "成文日期早于 2024 年年底，与报告年度不符，可能留有以前的日期",
        "2024年1月20日",
        4,
    ),
    (
        "青禾镇2019年法治政府建设年度报告\n学习习近平法治思想。",
        "term.premature",
        "“习近平法治思想”从 2020 年 11 月 16 日才有，2019 年度报告的这个部分还不会写到",
        "学习习近平法治思想。",
        2,
    ),
    (
        TITLE + "深入开展“七五”普法。",
        "term.outdated",
        "“七五”普法到 2020 年 12 月 31 日为止，2024 年度报告的这个部分不宜再写，现应写“八五”普法",
        "深入开展“七五”普法。",
        2,
    ),
    (
        TITLE + "一、做法\n开会。\n三、不足\n人少。",
        "outline.numbering",
        "序号从“一、”跳到“三、”，缺“二、”",
        "三、不足",
        4,
    ),
    (
        TITLE + "一、做法\n开会。\n二、执法\n办案。\n二、不足\n人少。",
        "outline.numbering",
        "序号“二、”重复，前面已有“二、执法”",
        "二、不足",
        6,
    ),
    (
        TITLE + "一是学法。二是用法。四是普法。",
        "outline.numbering",
        "列举从“二是”跳到“四是”，缺“三是”",
        "四是普法。",
        2,
    ),
    (
        TITLE + "二、做法\n开会。\n三、不足\n人少。",
        "outline.numbering",
        "从“二、”开始，缺“一、”",
        "二、做法",
        2,
    ),
    (
        TITLE + "一、做法\n开会。\n、不足\n人少。",
        "outline.numbering",
        "标题前只有顿号，序号掉了",
        "、不足",
        4,
    ),
    (
        TITLE + "我镇**高度重视**法治建设，召开会议三次。",
        "text.residue",
        "正文里留有加粗等标记符号，应删去",
        "**高度重视**",
        2,
    ),
    (
        TITLE + "XX镇召开会议。XX镇开展检查。",
        "text.residue",
        "“XX”是没有填写的空，共 2 处",
        "XX镇召开会议。XX镇开展检查。",
        2,
    ),
    (
        TITLE + "认真落实落实三项制度。",
        "text.residue",
        "“落实落实”重复，多了一遍",
        "认真落实落实三项制度。",
        2,
    ),
    (
        TITLE + "走访8特殊群体。",
        "text.damaged",
        "数字后面掉了量词",
        "走访8特殊群体。",
        2,
    ),
    (
        TITLE + "开会。\n青禾镇人民政府\n2025年413日",
        "text.damaged",
        "日期掉了字，应为 2025-04-13",
        "2025年413日",
        4,
    ),
    (
        TITLE + "开会。\n青禾镇人民政府\n2025年111日",
        "text.damaged",
        "日期掉了字，看不出是哪一天",
        "2025年111日",
        4,
    ),
    (
        TITLE + "学习《宪法等法律4次。",
        "text.damaged",
        "有“《”没有“》”",
        "学习《宪法等法律4次。",
        2,
    ),
    (
        TITLE + "在县委领导下，召开县长办公会6次。",
        "unit.mismatch",
        "这是上级的会议，“青禾镇”的报告里不会写成自己开的，可能是别处的文字",
        "在县委领导下，召开县长办公会6次。",
        2,
    ),
    (
        TITLE + "落实市长办公会要求。",
        "unit.mismatch",
        "“市长办公会”不是“青禾镇”或其上级的会议，可能是别处的文字",
        "落实市长办公会要求。",
        2,
    ),
    (
        TITLE + "我街道开展检查。",
        "unit.mismatch",
        "报告单位是“青禾镇”，这里写的是“我街道”，可能是别处的文字",
        "我街道开展检查。",
        2,
    ),
    (
        TITLE + WORK + "\n二、存在的不足\n人少。\n三、下一步打算\n培训。\n" + SIGNED,
        "form.missing",
        "没有写党政主要负责人履行推进法治建设第一责任人职责的情况；"
        "《法治政府建设与责任落实督察工作规定》要求写这一部分",
        "",
        None,
    ),
    (
        "发布日期：2025-05-06\n" + TITLE + "开会。",
        "deadline.published",
        "公开日期 2025-05-06 晚于 2025 年 4 月 1 日；"
        "《法治政府建设与责任落实督察工作规定》第二十四条要求 4 月 1 日前向社会公开",
        "发布日期：2025-05-06",
        1,
    ),
]


def findings(text: str):
    return list(check(doc(text), None, pipeline.knowledge()))


@pytest.mark.parametrize(
    ("text", "code", "message", "quote", "paragraph"), TOLD, ids=[each[2][:20] for each in TOLD]
)
def test_a_finding_in_full(text, code, message, quote, paragraph):
    """Code, message, quotation and paragraph; the quotation stands where the finding says."""
    (found,) = [each for each in findings(text) if each.code == code]
    assert (found.message, found.quote, found.paragraph) == (message, quote, paragraph)
    if found.start is not None:
        assert found.quote in text[found.start : found.end].replace("\n", "")


def test_a_report_in_order_has_no_findings():
    """Everything the rules ask for, and nothing else."""
    text = (
        TITLE
        + "一、主要举措和成效\n"
        + WORK
        + "\n二、存在的不足和原因\n由于编制少，执法力量不足。\n"
        "三、党政主要负责人履行推进法治建设第一责任人职责情况\n镇长带头学法。\n"
        "四、2025年工作安排\n加强培训。\n" + SIGNED
    )
    assert findings(text) == []


def test_what_was_not_read_is_not_called_missing():
    """Where a part of the file could not be read, nothing is said to be missing."""
    from scorer.model.document import Unread  # noqa: PLC0415
    from tests.builders import with_unread  # noqa: PLC0415

    document = with_unread(doc(TITLE + WORK), Unread("第2页", "扫描图像"))
    found = check(document, None, pipeline.knowledge())
    assert "form.missing" not in {each.code for each in found}


ALPHABET = "一二三是、。，；（）《》〔〕年月日2024013镇乡我的的XX法治[]*_&第要件\n"


@given(st.text(ALPHABET, max_size=120))
def test_any_text_is_checked(text):
    """No text makes a check fail; each finding has a known code and quotes the report."""
    written = TITLE + text
    for found in findings(written):
        assert found.code in FINDING_CODES
        assert found.message
        if found.start is not None:
            assert 0 <= found.start <= found.end <= len(written)
