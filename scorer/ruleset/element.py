"""Reading one element of a rule file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import yaml

from scorer.matching.pattern import Pattern, fold
from scorer.model.document import SectionKind
from scorer.model.errors import Mark
from scorer.model.result import LEVEL_LABELS, Basis, Level, Stance
from scorer.ruleset.model import Clue, Element, Example, Item
from scorer.ruleset.patterns import WordLists, read_pattern, read_patterns
from scorer.ruleset.terms import COUNTED, FACTS, HEADING, ITEM_LEVELS, KINDS, LEVELS, TOPS
from scorer.ruleset.yamltree import Node, Reader

_KEYS = frozenset(
    (
        "编号 名称 分值 满档 依据 语境 位置 计入 分项 分项计入 不算 不适用条件 建议 例句 说明 "
        "启用 停用 不检查 " + " ".join(LEVEL_LABELS[1:])
    ).split()
)
_REQUIRED = frozenset(["编号", "名称", "分值", "满档", "依据", "建议", "例句"])
_BASIS_KEYS = frozenset(["文件", "条款", "说明"])
_CLUE_KEYS = frozenset(["句式", "位置", "至少", "单位"])
_QUANTITY_KEYS = frozenset(["单位", "句式", "不少于", "标题下"])
_EXAMPLE_KEYS = frozenset(["文", "判", "处", "标题", "分项"])
_QUANTIFIED, _CONCRETE = LEVEL_LABELS[Level.QUANTIFIED], LEVEL_LABELS[Level.CONCRETE]
_ID = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*")


class ElementReader:
    """Reads the elements of one group."""

    def __init__(self, reader: Reader, lists: WordLists, group: str) -> None:
        self._reader, self._lists, self._group = reader, lists, group

    def read(self, node: Node) -> Element:
        """Return the element at *node*, as far as it can be read."""
        reader = self._reader
        values = reader.mapping(node, _KEYS, _REQUIRED)
        units = self._units(values)
        items, item_clues = self._items(values, units)
        clues = (*item_clues, *self._clues(values, units))
        if not clues and not any(item.fact for item in items):
            reader.fail(node, "R003", "要素没有任何句式，永远不会有证据")
        return Element(
            id=self._id(values.get("编号")),
            name=reader.text(values.get("名称")),
            group=self._group,
            points=reader.decimal(values.get("分值"), Decimal(0)),
            top=reader.choice(values.get("满档"), TOPS, Level.QUANTIFIED),
            basis=tuple(self._basis(values.get("依据"))),
            advice=reader.text(values.get("建议")),
            clues=clues,
            excluded=self._patterns(values.get("不算")),
            context=self._patterns(values.get("语境")),
            inapplicable=self._patterns(values.get("不适用条件")),
            kinds=self._kinds(values.get("位置")),
            counts=reader.choice(values.get("计入"), COUNTED, Stance.DONE),
            items=items,
            item_level=self._item_level(values),
            threshold=reader.decimal(_part(values.get(_QUANTIFIED), "不少于"), Decimal(0)),
            least=max(1, int(reader.decimal(_part(values.get(_CONCRETE), "至少"), Decimal(1)))),
            first_year=self._reader.year(values.get("启用")) or 0,
            last_year=self._reader.year(values.get("停用")) or 0,
            examples=tuple(self._examples(values.get("例句"))),
            unchecked=frozenset(reader.texts(values.get("不检查"))),
            origins=tuple((key, reader.mark(value)) for key, value in values.items()),
            mark=reader.mark(values.get("编号", node)),
        )

    def _id(self, node: Node | None) -> str:
        written = self._reader.text(node)
        if node is not None and not _ID.fullmatch(written):
            self._reader.fail(
                node, "R006", f"编号“{written}”应由小写字母、数字和点组成，如 adviser.work"
            )
        return written

    def _patterns(self, node: Node | None) -> tuple[Pattern, ...]:
        return read_patterns(self._reader, node, self._lists)

    def _basis(self, node: Node | None) -> Iterator[Basis]:
        reader = self._reader
        for entry in reader.sequence(node) if node is not None else []:
            values = reader.mapping(entry, _BASIS_KEYS, frozenset({"文件"}))
            yield Basis(
                reader.text(values.get("文件")),
                reader.text(values.get("条款")),
                reader.text(values.get("说明")),
            )

    def _item_level(self, values: Mapping[str, Node]) -> Level:
        return self._reader.choice(values.get("分项计入"), ITEM_LEVELS, Level.CONCRETE)

    def _items(
        self, values: Mapping[str, Node], units: frozenset[str]
    ) -> tuple[tuple[Item, ...], tuple[Clue, ...]]:
        node = values.get("分项")
        items: list[Item] = []
        clues: list[Clue] = []
        for key, value in self._reader.pairs(node) if node is not None else []:
            if isinstance(value, yaml.MappingNode):
                items.append(Item(key.value, self._fact(value)))
                continue
            items.append(Item(key.value))
            level = self._item_level(values)
            clues.extend(
                Clue(pattern, level, item=key.value, units=units)
                for pattern in self._patterns(value)
            )
        return tuple(items), tuple(clues)

    def _fact(self, node: Node) -> str:
        values = self._reader.mapping(node, frozenset({"事实"}), frozenset({"事实"}))
        options = {fact: fact for fact in FACTS}
        return self._reader.choice(values.get("事实"), options, "")

    def _clues(self, values: Mapping[str, Node], units: frozenset[str]) -> Iterator[Clue]:
        for label in LEVEL_LABELS[1:4]:
            if label in values:
                yield from self._level(values[label], LEVELS[label], units)
        for pattern in self._patterns(_part(values.get(_QUANTIFIED), "句式")):
            yield Clue(pattern, Level.CONCRETE, units=units, with_quantity=True)
        for pattern in self._patterns(_part(values.get(_QUANTIFIED), "标题下")):
            yield Clue(pattern, Level.CONCRETE, units=units, with_quantity=True, under_heading=True)

    def _level(
        self, node: Node, level: Level, units: frozenset[str], *, in_heading: bool = False
    ) -> Iterator[Clue]:
        """Yield the clues of a level: patterns, or {句式, 位置, 单位} with places and units."""
        if isinstance(node, yaml.MappingNode):
            parts = self._reader.mapping(node, _CLUE_KEYS, frozenset({"句式"}))
            in_heading = self._only_headings(parts.get("位置"))
            units = self._words(parts["单位"]) if "单位" in parts else units
            if "句式" in parts:
                yield from self._level(parts["句式"], level, units, in_heading=in_heading)
            return
        for entry in self._reader.sequence(node):
            if isinstance(entry, yaml.MappingNode):
                yield from self._level(entry, level, units)
                continue
            pattern = read_pattern(self._reader, entry, self._lists)
            if pattern is not None:
                yield Clue(pattern, level, units=units, in_heading=in_heading)

    def _only_headings(self, node: Node | None) -> bool:
        places = self._reader.texts(node)
        if node is not None and any(place != HEADING for place in places):
            message = "句式的位置只能写 [标题]；段落类别写在要素的“位置”里"
            self._reader.fail(node, "R006", message)
        return bool(places)

    def _kinds(self, node: Node | None) -> frozenset[SectionKind]:
        if node is None:
            return frozenset(SectionKind)
        reader = self._reader
        return frozenset(
            reader.choice(entry, KINDS, SectionKind.WORK) for entry in reader.sequence(node)
        )

    def _units(self, values: Mapping[str, Node]) -> frozenset[str]:
        node = values.get(_QUANTIFIED)
        if node is None:
            return frozenset()
        parts = self._reader.mapping(node, _QUANTITY_KEYS, frozenset({"单位"}))
        return self._words(parts.get("单位"))

    def _words(self, node: Node | None) -> frozenset[str]:
        return frozenset(fold(word) for word in self._reader.texts(node))

    def _examples(self, node: Node | None) -> Iterator[Example]:
        reader = self._reader
        for entry in reader.sequence(node) if node is not None else []:
            values = reader.mapping(entry, _EXAMPLE_KEYS, frozenset({"文", "判"}))
            items = reader.texts(values["分项"]) if "分项" in values else None
            mark = reader.mark(entry)
            yield Example(
                reader.text(values.get("文")),
                reader.choice(values.get("判"), LEVELS, Level.ABSENT),
                reader.choice(values.get("处"), KINDS, SectionKind.WORK),
                reader.text(values.get("标题")),
                items,
                Mark(mark.path, mark.line, mark.column),
            )


def _part(node: Node | None, key: str) -> Node | None:
    """Return the value of *key* in a mapping node, or None."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for each, value in pairs if each.value == key), None)
