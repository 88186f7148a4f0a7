"""Small reports and small rule sets, made where a test needs them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from scorer import pipeline
from scorer.judging.grade import grade
from scorer.judging.match import CompiledRules, find_candidates
from scorer.model.document import CleanText, Document, Source, Unread
from scorer.model.result import Grade, Level, Scorecard, Stance
from scorer.pipeline import Request, Rules
from scorer.reading import read_bytes
from scorer.ruleset.load import loads
from scorer.ruleset.model import Ruleset
from scorer.understanding.normalize import normalize

TESTS = Path(__file__).parent
Row = Mapping[str, Any]


def rows(name: str) -> list[Row]:
    """The rows of cases/<name>.yaml, each with an id of its own."""
    found = yaml.safe_load((TESTS / "cases" / f"{name}.yaml").read_text(encoding="utf-8"))
    ids = [row["id"] for row in found]
    doubles = {each for each in ids if ids.count(each) > 1}
    assert not doubles, f"cases/{name}.yaml names twice: {doubles}"
    return found


def source(text: str, name: str = "报告.txt") -> Source:
    """A text file read; every line with words is a block."""
    return read_bytes(text.encode(), name)


def clean(text: str) -> CleanText:
    """A text normalised with the shipped language."""
    return normalize(source(text), pipeline.language())


def doc(text: str, year: int | None = None) -> Document:
    """A text understood with the shipped language."""
    return pipeline.understand(source(text), year)


@dataclass(frozen=True)
class Marked:
    """A sentence and the place of the words that stood in 【】."""

    text: str
    start: int
    end: int


def marked(text: str) -> Marked:
    """The sentence *text* without its 【】."""
    before, rest = text.split("【")
    words, after = rest.split("】")
    return Marked(before + words + after, len(before), len(before) + len(words))


ELEMENT: dict[str, Any] = {
    "编号": "adviser.work",
    "名称": "法律顾问发挥作用",
    "分值": 100,
    "满档": "量化成效",
    "依据": [{"文件": "中华人民共和国乡村振兴促进法", "条款": "第四十八条"}],
    "一般表述": ["发挥…法律顾问…作用"],
    "具体举措": ["法律顾问…（审查|审核|起草）…（合同|协议）", "邀请法律顾问参与"],
    "量化成效": {"单位": ["份", "件", "次"]},
    "不算": ["法律顾问微信群"],
    "建议": "写明法律顾问审查合同的件数。",
    "例句": [{"文": "镇法律顾问审核合同协议210份。", "判": "量化成效"}],
}


class _Plain(yaml.SafeDumper):
    """Writes everything out: rule files may not have aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def element(number: str = "adviser.work", **changes: Any) -> dict[str, Any]:
    """The sample element with *changes*; a key set to None is left out."""
    merged = {**ELEMENT, "编号": number, **changes}
    return {key: value for key, value in merged.items() if value is not None}


def rules_yaml(*elements: Mapping[str, Any], **changes: Any) -> bytes:
    """A rule file with *elements* (the sample element if none) in one group."""
    written: dict[str, Any] = {
        "规则集": "试用规则",
        "编号": "tiny",
        "版本": "1",
        "适用年度": "2021—2025",
        "满分": 100,
        "不适用": "折算",
        "等次": [{"名称": "合格", "不低于": 60}, {"名称": "不合格", "不低于": 0}],
        "词组": {"法律顾问": ["法律顾问", "驻镇律师"]},
        "要素组": [{"编号": "group", "名称": "一组", "要素": list(elements) or [element()]}],
    }
    written = {key: value for key, value in {**written, **changes}.items() if value is not None}
    return yaml_bytes(written)


def yaml_bytes(written: Mapping[str, Any]) -> bytes:
    """*written* as YAML without anchors, whatever it shares."""
    unshared = json.loads(json.dumps(written))
    return yaml.safe_dump(unshared, allow_unicode=True, sort_keys=False).encode()


def ruleset(*elements: Mapping[str, Any], **changes: Any) -> Ruleset:
    """The rule set of `rules_yaml`."""
    return loads(rules_yaml(*elements, **changes), "tiny.yaml")


def compiled(*elements: Mapping[str, Any], **changes: Any) -> CompiledRules:
    """The rule set of `rules_yaml`, compiled with the shipped language."""
    return CompiledRules(ruleset(*elements, **changes), pipeline.language())


def graded(document: Document | str, *, unread: bool = False, **changes: Any) -> Grade:
    """The grade that the sample element with *changes* gets from *document*."""
    rules = compiled(element(**changes))
    report = doc(document) if isinstance(document, str) else document
    only = rules.ruleset.elements[0]
    return grade(only, find_candidates(report, rules)[only.id], report, unread=unread)


def tells_work(report: str, year: int) -> bool:
    """Whether anything in *report*, beside its own form, counts as work by the rules of *year*."""
    found = find_candidates(doc(report), pipeline.load_rules(year=year).compiled)
    return any(
        candidate.stance is Stance.DONE and candidate.level >= Level.MENTIONED
        for name, each in found.items()
        if not name.startswith("form.")
        for _, told in each.statements
        for candidate in told.candidates
    )


def card(
    text: str,
    rules: CompiledRules | None = None,
    request: Request | None = None,
    year: int | None = None,
) -> Scorecard:
    """The scorecard of *text* by *rules* (the sample element's if not given)."""
    return pipeline.assess(doc(text, year), Rules(rules or compiled(), "测试"), request)


def with_unread(document: Document, *unread: Unread) -> Document:
    """*document* with parts of its file that could not be read."""
    clean_text = document.clean
    return replace(
        document, clean=replace(clean_text, source=replace(clean_text.source, unread=unread))
    )
