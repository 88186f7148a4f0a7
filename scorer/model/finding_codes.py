"""The codes of all findings and what each is about: one list for checks, rule files and docs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Source: section 3 of the grading standard.
FINDING_CODES: Mapping[str, str] = MappingProxyType(
    {
        "deadline.reported": "成文晚于次年 3 月 1 日",
        "deadline.published": "公开晚于次年 4 月 1 日",
        "figures.sum": "分项之和与总数不符",
        "figures.rate": "比率与所依据的数字不符",
        "year.stale": "标题、小标题、正文的年度不一致，或留有上一年的文字",
        "year.missing": "读不出报告年度",
        "term.premature": "用了报告年度还没有的提法",
        "term.outdated": "用了报告年度已不再用的提法",
        "outline.numbering": "标题或列举的序号重复、跳号或缺失",
        "text.residue": "残留编辑记号、网页杂项、待填的空，或有重复的字",
        "text.damaged": "掉字、掉符号，句子读不通",
        "unit.mismatch": "把别的单位或别的层级写成自己的",
        "form.missing": "缺少规定的报告内容",
        "similarity.report": "与另一篇报告有大段相同",
    }
)
