"""Rule sets as one Markdown document: what is scored, how, and on what basis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scorer.model.finding_codes import FINDING_CODES
from scorer.ruleset.describe import Part, describe_element, describe_ruleset, element_title
from scorer.ruleset.model import Ruleset

HEAD = "<!-- 由 rules/ 里的规则文件生成，请勿手改；改了规则后运行 make docs -->"
_IN_ELEMENTS = frozenset({"什么算", "分项", "不算", "条件", "依据", "建议", "例句"})
_IN_RULESET = frozenset({"概况", "等次", "档次", "单项否决", "扣分", "加分"})


def handbook(rulesets: Iterable[Ruleset]) -> str:
    """Return the handbook of *rulesets* as Markdown."""
    return "\n".join([HEAD, "", "# 评分规则", "", *_all(rulesets), *_codes()]) + "\n"


def _all(rulesets: Iterable[Ruleset]) -> Iterator[str]:
    for ruleset in rulesets:
        yield from (f"## {ruleset.title}", "")
        yield from _parts(describe_ruleset(ruleset), _IN_RULESET)
        for group in ruleset.groups:
            yield from (f"### {group.name}", "")
            for element in ruleset.elements:
                if element.group == group.id:
                    yield from (f"#### {element_title(element)}", "")
                    yield from _parts(describe_element(ruleset, element), _IN_ELEMENTS)
        yield from ("### 词组", "")
        for name, words in ruleset.word_lists:
            yield f"- **{name}**：{'、'.join(sorted(words, key=lambda word: (len(word), word)))}"
        yield ""


def _codes() -> Iterator[str]:
    """Yield the codes that 扣分 may name as 发现."""
    yield from ("## 报告自身的问题", "")
    yield "与得分分开列出；规则集可以在“扣分”里用“发现”写明哪些要扣分，随附的规则集都不扣。"
    yield from ("", "| 代码 | 内容 |", "|---|---|")
    for code, looks_for in FINDING_CODES.items():
        yield f"| `{code}` | {looks_for} |"


def _parts(parts: Iterable[Part], wanted: frozenset[str]) -> Iterator[str]:
    for part in parts:
        if part.heading in wanted:
            yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    yield f"**{part.heading}**"
    yield ""
    for line in part.lines:
        if line.startswith("- "):
            yield f"  - `{line[2:]}`" if part.heading != "例句" else f"  - {line[2:]}"
        else:
            yield f"- {line}"
    yield ""
