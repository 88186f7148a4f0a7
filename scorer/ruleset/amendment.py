"""Reading 单项否决, 扣分 and 加分: what changes a total beside the elements' points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from scorer.model.finding_codes import FINDING_CODES
from scorer.model.result import LEVEL_LABELS, Level
from scorer.ruleset.model import Amendment, Element, Veto
from scorer.ruleset.patterns import WordLists, read_patterns
from scorer.ruleset.terms import LEVELS
from scorer.ruleset.yamltree import Node, Reader

_VETO_KEYS = frozenset(["要素", "低于", "结果", "总分不超过", "理由"])
_VETO_REQUIRED = frozenset(["要素", "低于", "理由"])
_DEDUCTION_KEYS = frozenset(["编号", "名称", "句式", "发现", "每次", "最多", "理由"])
_BONUS_KEYS = frozenset(["编号", "名称", "句式", "每次", "最多", "总分不低于", "理由"])
_AMENDMENT_REQUIRED = frozenset(["编号", "名称", "每次", "最多", "理由"])
_BELOW = {label: LEVELS[label] for label in LEVEL_LABELS[1:]}


class AmendmentReader:
    """Reads the amendments of one rule file."""

    def __init__(self, reader: Reader, lists: WordLists) -> None:
        self._reader, self._lists = reader, lists

    def limit(self, node: Node | None) -> Decimal | None:
        """Return the most that may be deducted or added in all, or None without a limit."""
        return None if node is None else self._reader.decimal(node, Decimal(0))

    def vetoes(
        self, node: Node | None, elements: Sequence[Element], bands: Node | None
    ) -> Iterator[Veto]:
        """Yield the vetoes; an element or band that the file does not have is a problem."""
        reader = self._reader
        known = {element.id: element.id for element in elements}
        names = {name: name for name in self._band_names(bands)}
        for entry in self._entries(node):
            values = reader.mapping(entry, _VETO_KEYS, _VETO_REQUIRED)
            if ("结果" in values) == ("总分不超过" in values):
                reader.fail(entry, "R006", "单项否决要写“结果”或“总分不超过”，两者选一")
            yield Veto(
                element=reader.choice(values.get("要素"), known, ""),
                below=reader.choice(values.get("低于"), _BELOW, Level.MENTIONED),
                band=reader.choice(values.get("结果"), names, ""),
                cap=self.limit(values.get("总分不超过")),
                reason=reader.text(values.get("理由")),
                mark=reader.mark(entry),
            )

    def deductions(self, node: Node | None) -> Iterator[Amendment]:
        """Yield the deductions, their points negative."""
        for entry in self._entries(node):
            values = self._reader.mapping(entry, _DEDUCTION_KEYS, _AMENDMENT_REQUIRED)
            yield self._amendment(entry, values, sign=-1)

    def bonuses(self, node: Node | None) -> Iterator[Amendment]:
        """Yield the bonuses."""
        for entry in self._entries(node):
            values = self._reader.mapping(entry, _BONUS_KEYS, _AMENDMENT_REQUIRED)
            yield self._amendment(entry, values, sign=1)

    def _entries(self, node: Node | None) -> list[Node]:
        return self._reader.sequence(node) if node is not None else []

    def _band_names(self, bands: Node | None) -> Iterator[str]:
        for band in self._entries(bands):
            for key, value in self._reader.pairs(band):
                if key.value == "名称":
                    yield self._reader.text(value)

    def _codes(self, node: Node | None) -> Iterator[str]:
        known = {code: code for code in FINDING_CODES}
        for entry in self._entries(node):
            code = self._reader.choice(entry, known, "")
            if code:
                yield code

    def _amendment(self, entry: Node, values: Mapping[str, Node], *, sign: int) -> Amendment:
        reader = self._reader
        if "句式" not in values and "发现" not in values:
            reader.fail(entry, "R003", "要写“句式”或“发现”，说明什么情况下计")
        return Amendment(
            id=reader.text(values.get("编号")),
            name=reader.text(values.get("名称")),
            patterns=read_patterns(reader, values.get("句式"), self._lists),
            findings=frozenset(self._codes(values.get("发现"))),
            each=sign * reader.decimal(values.get("每次"), Decimal(0)),
            most=sign * reader.decimal(values.get("最多"), Decimal(0)),
            gate=self.limit(values.get("总分不低于")),
            reason=reader.text(values.get("理由")),
            mark=reader.mark(entry),
        )
