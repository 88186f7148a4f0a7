"""rules/figures.yaml → FigureLanguage, or RulesetError with everything that is wrong in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scorer.model.errors import Mark
from scorer.ruleset.patterns import read_words
from scorer.ruleset.rulefile import read_file
from scorer.ruleset.yamltree import Node, Reader
from scorer.understanding.figure_language import (
    ChangeWords,
    FigureLanguage,
    RateName,
    RateWords,
    RepeatWords,
    ShareWords,
    TotalWords,
    Vague,
    Words,
)

EXAMPLES = "例句"
NOTHING = "无"
_TOTAL_KEYS = ("部分", "其内", "其内除外", "全部", "多为全部", "总数", "泛称", "表中", "其余", "等")
_KIND_KEYS = ("特征", "结果", "类别", "可兼", "反面", "划分")
_COUNTED_KEYS = ("限定", "其中", "应做", "全数", "未了", "时段")
# the keys of each table, plain word lists in the order of the fields they become
_TABLES = {
    "约数": ("前", "后", "同量", "词"),
    "合计": (*_TOTAL_KEYS, *_KIND_KEYS),
    "比率": ("连接", "修饰", *_COUNTED_KEYS, "可超百", "末字", "率"),
    "占比": ("词", "总"),
    "同比": ("升", "降", "上期", "比较", "末字"),
    "重复": ("全年", "动作", "略去"),
}
_NOT_PLAIN = frozenset({"划分", "率", "同量"})
_WITHOUT_EXAMPLES = frozenset({"约数"})
_KEYS = frozenset({"版本", *_TABLES})
_RATE_KEYS = frozenset({"名称", "分子", "分母"})
_EXAMPLE_KEYS = frozenset({"文", "报"})


@dataclass(frozen=True, slots=True)
class FigureExample:
    """A text of a report and what must be said of it; empty: nothing."""

    text: str
    says: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class FiguresFile:
    """What the file says, with the examples its author wrote for it."""

    language: FigureLanguage
    examples: tuple[FigureExample, ...]


def load_figures(path: Path) -> FiguresFile:
    """Return the file at *path*; raises RulesetError with all its problems."""
    data = read_file(path)
    reader = Reader(str(path))
    values = reader.mapping(reader.compose(data), _KEYS, _KEYS)
    tables = {name: _table(reader, name, values.get(name)) for name in _TABLES}
    language = FigureLanguage(
        version=reader.text(values.get("版本")),
        sha256=hashlib.sha256(data).hexdigest(),
        vague=Vague(*_lists(reader, tables, "约数")),
        totals=TotalWords(*_lists(reader, tables, "合计")),
        measures=tuple(_divisions(reader, tables["约数"].get("同量"))),
        divisions=tuple(_divisions(reader, tables["合计"].get("划分"))),
        rates=RateWords(*_lists(reader, tables, "比率")),
        rate_names=tuple(_rates(reader, tables["比率"].get("率"))),
        shares=ShareWords(*_lists(reader, tables, "占比")),
        changes=ChangeWords(*_lists(reader, tables, "同比")),
        repeats=RepeatWords(*_lists(reader, tables, "重复")),
    )
    examples = tuple(
        one for table in tables.values() for one in _examples(reader, table.get(EXAMPLES))
    )
    reader.finish()
    return FiguresFile(language, examples)


def _table(reader: Reader, name: str, node: Node | None) -> dict[str, Node]:
    if node is None:
        return {}
    known = frozenset(_TABLES[name])
    extra = frozenset() if name in _WITHOUT_EXAMPLES else frozenset({EXAMPLES})
    return reader.mapping(node, known | extra, known | extra)


def _lists(reader: Reader, tables: dict[str, dict[str, Node]], name: str) -> Iterator[Words]:
    """Yield the plain word lists of the table *name* in the order of `_TABLES`."""
    for key in _TABLES[name]:
        if key not in _NOT_PLAIN:
            yield read_words(reader, tables[name].get(key))


def _divisions(reader: Reader, node: Node | None) -> Iterator[Words]:
    for entry in reader.sequence(node) if node is not None else []:
        kinds = read_words(reader, entry)
        if len(kinds) < 2:  # noqa: PLR2004
            reader.fail(entry, "R006", "一行至少要写两个词")
        yield kinds


def _rates(reader: Reader, node: Node | None) -> Iterator[RateName]:
    for entry in reader.sequence(node) if node is not None else []:
        values = reader.mapping(entry, _RATE_KEYS, _RATE_KEYS)
        yield RateName(*(read_words(reader, values.get(key)) for key in ("名称", "分子", "分母")))


def _examples(reader: Reader, node: Node | None) -> Iterator[FigureExample]:
    for entry in reader.sequence(node) if node is not None else []:
        values = reader.mapping(entry, _EXAMPLE_KEYS, _EXAMPLE_KEYS)
        says = reader.text(values.get("报"))
        text = reader.text(values.get("文"))
        yield FigureExample(text, "" if says == NOTHING else says, reader.mark(entry))
