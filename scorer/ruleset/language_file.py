"""rules/language.yaml → Language, or RulesetError with everything that is wrong in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from scorer.matching.pattern import fold
from scorer.model.document import SectionKind
from scorer.model.errors import Mark
from scorer.model.result import Stance
from scorer.ruleset.patterns import (
    WordLists,
    read_expressions,
    read_patterns,
    read_word_lists,
    read_words,
)
from scorer.ruleset.rulefile import read_file
from scorer.ruleset.terms import KINDS, STANCES
from scorer.ruleset.yamltree import Node, Reader
from scorer.understanding.language import CueGroup, Direction, KindRule, Language, Names, Reach

_KEYS = frozenset(
    [
        "版本",
        "词组",
        "章节",
        "转入",
        "立场",
        "单位",
        "不计数量",
        "可略过",
        "杂项行",
        "标记",
        "繁体字",
        "单位名",
        "标题词",
        "套语",
        "同类词",
        "以后年份前",
    ]
)
_OPTIONAL = frozenset(["词组", "可略过", "标记", "繁体字", "套语", "同类词", "以后年份前"])
_RULE_KEYS = frozenset(["类", "句式", "不算", "例", "反例"])
_CUE_KEYS = frozenset(["编号", "判", "方向", "及", "限", "词", "假", "止", "例句"])
_UNIT_KEYS = frozenset(["机关", "区划"])
_TITLE_KEYS = frozenset(["主题", "文种", "引语"])
_JOINT = "问题与计划"
_KIND_WORDS = {
    **{word: (kind, False) for word, kind in KINDS.items()},
    _JOINT: (SectionKind.PROBLEMS, True),
}
_DIRECTIONS = {direction.value: direction for direction in Direction}
_REACHES = {reach.value: reach for reach in Reach}
_JUDGED = re.compile("【(.*?)】")


@dataclass(frozen=True, slots=True)
class KindExample:
    """A title or sentence and whether the rule numbered `rule` must be the one it meets."""

    table: str
    rule: int
    text: str
    meets: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class CueExample:
    """A sentence with the judged words marked 【】, and how they stand."""

    text: str
    stance: Stance
    mark: Mark

    @property
    def judged(self) -> tuple[str, int, int]:
        """The sentence without its marks, and the place of the judged words."""
        found = _JUDGED.search(self.text)
        if found is None:
            return fold(self.text), 0, len(fold(self.text))
        before, words = fold(self.text[: found.start()]), fold(found[1])
        plain = before + words + fold(self.text[found.end() :])
        return plain, len(before), len(before) + len(words)


@dataclass(frozen=True, slots=True)
class LanguageFile:
    """A language with the examples its author wrote for it."""

    language: Language
    kinds: tuple[KindExample, ...]
    cues: tuple[CueExample, ...]


def load_language(path: Path) -> LanguageFile:
    """Return the language file at *path*; raises RulesetError with all its problems."""
    data = read_file(path)
    reader = Reader(str(path))
    values = reader.mapping(reader.compose(data), _KEYS, _KEYS - _OPTIONAL)
    lists = read_word_lists(reader, values.get("词组"))
    table = _Tables(reader, lists)
    not_counted = (
        reader.mapping(values["不计数量"], frozenset({"前缀", "词", "后缀"}))
        if ("不计数量" in values)
        else {}
    )
    language = Language(
        version=reader.text(values.get("版本")),
        sha256=hashlib.sha256(data).hexdigest(),
        titles=tuple(table.rules("章节", values.get("章节"))),
        turns=tuple(table.rules("转入", values.get("转入"))),
        cues=tuple(table.cues(values.get("立场"))),
        units=read_words(reader, values.get("单位")),
        not_counted_before=read_words(reader, not_counted.get("前缀")),
        not_counted=read_words(reader, not_counted.get("词")),
        not_counted_after=read_words(reader, not_counted.get("后缀")),
        fillers=frozenset(read_words(reader, values.get("可略过"))),
        furniture=read_words(reader, values.get("杂项行")),
        markup=read_expressions(reader, values.get("标记")),
        traditional=frozenset("".join(read_words(reader, values.get("繁体字")))),
        names=_names(reader, values.get("单位名"), values.get("标题词")),
        standing=read_words(reader, values.get("套语")),
        alike=tuple(_groups(reader, values.get("同类词"))),
        before_later_year=read_words(reader, values.get("以后年份前")),
    )
    reader.finish()
    return LanguageFile(language, tuple(table.kind_examples), tuple(table.cue_examples))


def _groups(reader: Reader, node: Node | None) -> Iterator[tuple[str, ...]]:
    for entry in reader.sequence(node) if node is not None else []:
        if words := read_words(reader, entry):
            yield words


def _names(reader: Reader, units: Node | None, titles: Node | None) -> Names:
    unit = reader.mapping(units, _UNIT_KEYS, _UNIT_KEYS) if units is not None else {}
    title = reader.mapping(titles, _TITLE_KEYS, _TITLE_KEYS) if titles is not None else {}
    return Names(
        offices=read_words(reader, unit.get("机关")),
        places=read_words(reader, unit.get("区划")),
        subjects=read_words(reader, title.get("主题")),
        genres=read_words(reader, title.get("文种")),
        lead_ins=read_words(reader, title.get("引语")),
    )


class _Tables:
    """Reads 章节, 转入 and 立场, keeping their examples."""

    def __init__(self, reader: Reader, lists: WordLists) -> None:
        self._reader, self._lists = reader, lists
        self.kind_examples: list[KindExample] = []
        self.cue_examples: list[CueExample] = []

    def rules(self, table: str, node: Node | None) -> Iterator[KindRule]:
        reader = self._reader
        for number, entry in enumerate(reader.sequence(node) if node is not None else []):
            values = reader.mapping(entry, _RULE_KEYS, frozenset({"类", "句式", "例"}))
            kind, joint = reader.choice(values.get("类"), _KIND_WORDS, (SectionKind.WORK, False))
            for key, meets in (("例", True), ("反例", False)):
                for text in reader.sequence(values[key]) if key in values else []:
                    written = fold(reader.text(text))
                    example = KindExample(table, number, written, meets, reader.mark(text))
                    self.kind_examples.append(example)
            yield KindRule(
                kind,
                joint,
                read_patterns(reader, values.get("句式"), self._lists),
                read_patterns(reader, values.get("不算"), self._lists),
            )

    def cues(self, node: Node | None) -> Iterator[CueGroup]:
        reader = self._reader
        for entry in reader.sequence(node) if node is not None else []:
            values = reader.mapping(entry, _CUE_KEYS, frozenset({"编号", "判", "词", "例句"}))
            self._keep_examples(values.get("例句"))
            yield CueGroup(
                id=reader.text(values.get("编号")),
                stance=reader.choice(values.get("判"), STANCES, Stance.PLANNED),
                direction=reader.choice(values.get("方向"), _DIRECTIONS, Direction.FORWARD),
                reach=reader.choice(values.get("及"), _REACHES, Reach.CLAUSE),
                clause_initial=reader.choice(values.get("限"), {"句首": True}, default=False),
                cues=read_patterns(reader, values.get("词"), self._lists),
                pseudo=read_patterns(reader, values.get("假"), self._lists),
                terminators=read_patterns(reader, values.get("止"), self._lists),
            )

    def _keep_examples(self, node: Node | None) -> None:
        reader = self._reader
        for entry in reader.sequence(node) if node is not None else []:
            values = reader.mapping(entry, frozenset({"文", "判"}), frozenset({"文", "判"}))
            text = reader.text(values.get("文"))
            if not isinstance(entry, yaml.MappingNode) or _JUDGED.search(text) is None:
                reader.fail(entry, "R006", "例句要用【】标出所判的词")
            stance = reader.choice(values.get("判"), STANCES, Stance.DONE)
            self.cue_examples.append(CueExample(text, stance, reader.mark(entry)))
