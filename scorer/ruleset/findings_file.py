"""rules/findings.yaml → FindingsFile, or RulesetError with everything that is wrong in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scorer.model.errors import Mark
from scorer.ruleset.finding_words import (
    ContentWords,
    DamageWords,
    FindingWords,
    Meeting,
    Rank,
    Residue,
    UnitWords,
    YearWords,
)
from scorer.ruleset.patterns import read_expressions, read_patterns, read_words
from scorer.ruleset.rulefile import read_file
from scorer.ruleset.yamltree import Node, Reader

_KEYS = (
    *("版本", "年度", "公开日期", "残留", "占位", "叠字", "叠字除外", "叠词除外", "叠词可连"),
    *(
        "掉字",
        "层级",
        "层级前除外",
        "层级前可",
        "上级会议",
        "上级会议除外",
        "不相干的会议",
        "自己的事",
        "地名除外",
        "地名前除外",
        "内容",
        "例句",
    ),
)
_YEAR_KEYS = (
    *("句首确切", "句首", "句中", "往年", "今年", "标题不算", "计划句首", "阶段", "题目"),
)
_DAMAGE_KEYS = ("须有量词", "缺数字", "乱码", "我后", "我前除外", "自称", "本人", "标点")
_CONTENT_KEYS = ("主要负责人", "不足", "安排")
_MARK_KEYS = ("名称", "记号", "写法")
_RANK_KEYS = ("单位", "不应有")
_MEETING_KEYS = ("会议", "上级")
_EXAMPLE_KEYS = frozenset({"文", "年", "报", "说"})

NOTHING = "无"
# what the words of this file decide; figures, terms and numbering are told by other files
CODES = (
    *("deadline.reported", "deadline.published", "year.stale", "text.residue", "text.damaged"),
    *("unit.mismatch", "form.missing"),
)


@dataclass(frozen=True, slots=True)
class FindingExample:
    """A text of a report and the code of `CODES` that must be told of it; empty: none of them.

    `says` must stand in the message or in the quotation; `year` is the report's if the text
    does not name it.
    """

    text: str
    code: str
    says: str
    year: int | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class FindingsFile:
    """What the file says, with the examples its author wrote for it."""

    words: FindingWords
    examples: tuple[FindingExample, ...]


def load_findings(path: Path) -> FindingsFile:
    """Return the file at *path*; raises RulesetError with all its problems."""
    data = read_file(path)
    reader = Reader(str(path))
    values = reader.mapping(reader.compose(data), frozenset(_KEYS), frozenset(_KEYS))
    words = FindingWords(
        version=reader.text(values.get("版本")),
        sha256=hashlib.sha256(data).hexdigest(),
        year=_year(reader, values.get("年度")),
        published=read_words(reader, values.get("公开日期")),
        residues=tuple(_residues(reader, values.get("残留"))),
        blanks=tuple(_residues(reader, values.get("占位"))),
        doubled=read_words(reader, values.get("叠字")),
        not_doubled=read_words(reader, values.get("叠字除外")),
        repeated=read_expressions(reader, values.get("叠词除外")),
        adjoining=read_words(reader, values.get("叠词可连")),
        damage=_damage(reader, values.get("掉字")),
        unit=_unit(reader, values),
        content=_content(reader, values.get("内容")),
    )
    examples = tuple(_examples(reader, values.get("例句")))
    reader.finish()
    return FindingsFile(words, examples)


def _examples(reader: Reader, node: Node | None) -> Iterator[FindingExample]:
    codes = {NOTHING: "", **{code: code for code in CODES}}
    for entry in reader.sequence(node) if node is not None else []:
        values = reader.mapping(entry, _EXAMPLE_KEYS, _EXAMPLE_KEYS - {"年", "说"})
        yield FindingExample(
            text=reader.text(values.get("文")),
            code=reader.choice(values.get("报"), codes, ""),
            says=reader.text(values.get("说")),
            year=reader.year(values.get("年")),
            mark=reader.mark(entry),
        )


def _table(reader: Reader, node: Node | None, keys: tuple[str, ...]) -> dict[str, Node]:
    known = frozenset(keys)
    return reader.mapping(node, known, known) if node is not None else {}


def _year(reader: Reader, node: Node | None) -> YearWords:
    values = _table(reader, node, _YEAR_KEYS)
    return YearWords(
        surely=read_patterns(reader, values.get("句首确切"), {}),
        opening=read_patterns(reader, values.get("句首"), {}),
        anywhere=read_patterns(reader, values.get("句中"), {}),
        history=read_patterns(reader, values.get("往年"), {}),
        this_year=read_words(reader, values.get("今年")),
        not_in_headings=read_words(reader, values.get("标题不算")),
        planning=read_patterns(reader, values.get("计划句首"), {}),
        part_of_year=read_words(reader, values.get("阶段")),
        titles=read_patterns(reader, values.get("题目"), {}),
    )


def _residues(reader: Reader, node: Node | None) -> Iterator[Residue]:
    for entry in reader.sequence(node) if node is not None else []:
        values = _table(reader, entry, _MARK_KEYS)
        yield Residue(
            reader.text(values.get("名称")),
            reader.texts(values.get("记号")),
            read_expressions(reader, values.get("写法")),
        )


def _damage(reader: Reader, node: Node | None) -> DamageWords:
    values = _table(reader, node, _DAMAGE_KEYS)
    return DamageWords(
        measured=read_words(reader, values.get("须有量词")),
        no_number=read_expressions(reader, values.get("缺数字")),
        garbled=read_expressions(reader, values.get("乱码")),
        after_self=read_words(reader, values.get("我后")),
        not_after=read_words(reader, values.get("我前除外")),
        selves=read_words(reader, values.get("自称")),
        author=read_words(reader, values.get("本人")),
        marks=read_expressions(reader, values.get("标点")),
    )


def _unit(reader: Reader, values: dict[str, Node]) -> UnitWords:
    ranks = []
    node = values.get("层级")
    for entry in reader.sequence(node) if node is not None else []:
        rank = _table(reader, entry, _RANK_KEYS)
        ranks.append(
            Rank(read_words(reader, rank.get("单位")), read_words(reader, rank.get("不应有")))
        )
    return UnitWords(
        ranks=tuple(ranks),
        not_after=read_words(reader, values.get("层级前除外")),
        after=read_words(reader, values.get("层级前可")),
        superior=read_patterns(reader, values.get("上级会议"), {}),
        not_superior=read_patterns(reader, values.get("上级会议除外"), {}),
        meetings=tuple(_meetings(reader, values.get("不相干的会议"))),
        own_acts=read_words(reader, values.get("自己的事")),
        no_names=read_words(reader, values.get("地名除外")),
        before_names=read_words(reader, values.get("地名前除外")),
    )


def _meetings(reader: Reader, node: Node | None) -> Iterator[Meeting]:
    for entry in reader.sequence(node) if node is not None else []:
        values = _table(reader, entry, _MEETING_KEYS)
        yield Meeting(reader.text(values.get("会议")), read_words(reader, values.get("上级")))


def _content(reader: Reader, node: Node | None) -> ContentWords:
    values = _table(reader, node, _CONTENT_KEYS)
    return ContentWords(
        leader=read_patterns(reader, values.get("主要负责人"), {}),
        problems=read_patterns(reader, values.get("不足"), {}),
        plan=read_patterns(reader, values.get("安排"), {}),
    )
