"""A rule file → Ruleset, or RulesetError with everything that is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from scorer.model.errors import Mark, Problem
from scorer.model.result import LEVEL_LABELS
from scorer.ruleset.amendment import AmendmentReader
from scorer.ruleset.element import ElementReader
from scorer.ruleset.inherit import compose_with_parents
from scorer.ruleset.model import Band, Element, Group, NotApplicable, Ruleset
from scorer.ruleset.patterns import WordLists, read_word_lists
from scorer.ruleset.rulefile import read_file
from scorer.ruleset.shipped import parent_file
from scorer.ruleset.slip_table import QUOTE
from scorer.ruleset.terms import POLICIES, YES_NO
from scorer.ruleset.yamltree import Node, Reader

_KEYS = frozenset(
    [
        *("规则集", "编号", "版本", "适用年度", "说明", "满分", "不适用", "等次", "档次系数"),
        *("覆盖下限", "分值折算", "词组", "要素组", "单项否决", "扣分", "扣分上限", "加分"),
        *("加分上限", "不检查", "继承", "改动", "删除"),
    ]
)
_SIGNS = frozenset(["规则集", "要素组", "继承"])  # a rule set has one of them at least
_REQUIRED = frozenset(["规则集", "编号", "版本", "适用年度", "等次", "要素组"])
_GROUP_KEYS = frozenset(["编号", "名称", "要素"])
_BAND_KEYS = frozenset(["名称", "不低于"])
_DEFAULT_FACTORS = (Decimal(0), Decimal(0), Decimal("0.4"), Decimal("0.8"), Decimal(1))
_DEFAULT_FLOOR = Decimal("0.3")
_YEARS = re.compile(r"(\d{4})\s*[—–-]+\s*(\d{4})|(\d{4})")


def load(path: Path) -> Ruleset:
    """Return the rule set in the file *path*, merged with those it inherits.

    Raises RulesetError with all problems at their places (文件:行:列), among them a missing file.
    """
    return loads(read_file(path), str(path))


def loads(data: bytes, path: str) -> Ruleset:
    """Return the rule set in *data*, whose file is called *path* in messages."""
    reader = Reader(path)
    root = compose_with_parents(reader, data, parent_file)
    _require_rules(reader, root)
    values = reader.mapping(root, _KEYS, _REQUIRED)
    lists = read_word_lists(reader, values.get("词组"))
    groups, elements = _groups(reader, values.get("要素组"), lists)
    amendments = AmendmentReader(reader, lists)
    first, last = _years(reader, values.get("适用年度"))
    ruleset = Ruleset(
        id=reader.text(values.get("编号")),
        title=reader.text(values.get("规则集")),
        version=_version(reader, values.get("版本")),
        first_year=first,
        last_year=last,
        full=reader.decimal(values.get("满分"), Decimal(100)),
        not_applicable=reader.choice(values.get("不适用"), POLICIES, NotApplicable.RESCALE),
        floor=reader.decimal(values.get("覆盖下限"), _DEFAULT_FLOOR),
        factors=_factors(reader, values.get("档次系数")),
        bands=_bands(reader, values.get("等次")),
        groups=groups,
        elements=elements,
        vetoes=tuple(amendments.vetoes(values.get("单项否决"), elements, values.get("等次"))),
        deductions=tuple(amendments.deductions(values.get("扣分"))),
        most_deducted=amendments.limit(values.get("扣分上限")),
        bonuses=tuple(amendments.bonuses(values.get("加分"))),
        most_added=amendments.limit(values.get("加分上限")),
        word_lists=tuple(sorted(lists.items())),
        unchecked=frozenset(reader.texts(values.get("不检查"))),
        sha256=reader.sha256,
        path=path,
        files=reader.files,
    )
    if not reader.choice(values.get("分值折算"), YES_NO, default=False):
        _check_points(reader, root, ruleset)
    reader.finish()
    return ruleset


def _require_rules(reader: Reader, root: Node) -> None:
    """Raise RulesetError for a file of another kind, such as the words of the checks."""
    keys = {key.value for key, _ in reader.pairs(root)}
    if keys - _KEYS and not keys & _SIGNS:
        message = (
            "这不是规则集：没有“规则集”“要素组”或“继承”。language、figures、terms、findings "
            "一类的文件在原处改，不能当规则集用；新写一份规则集用 scorer rules new 名称"
        )
        reader.fail(root, "R003", message)
        reader.finish()


def _version(reader: Reader, node: Node | None) -> str:
    """Return the version, which scorecards print; Chinese quotation marks around it are a slip."""
    written = reader.text(node)
    bare = written.strip("“”＂‘’「」")
    if node is not None and bare != written:
        reader.fail(node, "R016", QUOTE, instead=f'"{bare}"')
    return bare


def _years(reader: Reader, node: Node | None) -> tuple[int, int]:
    written = reader.text(node)
    found = _YEARS.fullmatch(written.strip())
    if found is None:
        if node is not None:
            reader.fail(node, "R006", f"“{written}”应是年度，如 2021—2025 或 2024")
        return 0, 0
    first, last = int(found[1] or found[3]), int(found[2] or found[3])
    if first > last and node is not None:
        reader.fail(node, "R006", f"适用年度“{written}”前后颠倒")
    return first, last


def _factors(reader: Reader, node: Node | None) -> tuple[Decimal, ...]:
    if node is None:
        return _DEFAULT_FACTORS
    values = reader.mapping(node, frozenset(LEVEL_LABELS), frozenset(LEVEL_LABELS))
    factors = [reader.decimal(values.get(label), Decimal(0)) for label in LEVEL_LABELS]
    if sorted(factors) != factors or factors[-1] != 1:
        reader.fail(node, "R006", "档次系数应从低到高，最高一档为 1")
    return tuple(factors)


def _bands(reader: Reader, node: Node | None) -> tuple[Band, ...]:
    bands = []
    for entry in reader.sequence(node) if node is not None else []:
        values = reader.mapping(entry, _BAND_KEYS, _BAND_KEYS)
        name = reader.text(values.get("名称"))
        bands.append(Band(name, reader.decimal(values.get("不低于"), Decimal(0))))
    bands.sort(key=lambda band: band.at_least, reverse=True)
    if node is not None and (not bands or bands[-1].at_least != 0):
        reader.fail(node, "R006", "等次应覆盖到 0 分：最后一个等次写“不低于: 0”")
    return tuple(bands)


def _groups(
    reader: Reader, node: Node | None, lists: WordLists
) -> tuple[tuple[Group, ...], tuple[Element, ...]]:
    groups: list[Group] = []
    elements: list[Element] = []
    for entry in reader.sequence(node) if node is not None else []:
        values = reader.mapping(entry, _GROUP_KEYS, _GROUP_KEYS)
        group = Group(reader.text(values.get("编号")), reader.text(values.get("名称")))
        groups.append(group)
        members = reader.sequence(values["要素"]) if "要素" in values else []
        elements.extend(ElementReader(reader, lists, group.id).read(member) for member in members)
    reader.problems.extend(_doubles(elements))
    return tuple(groups), tuple(elements)


def _doubles(elements: list[Element]) -> Iterator[Problem]:
    seen: dict[str, Mark] = {}
    for element in elements:
        if element.id in seen:
            first = seen[element.id]
            if first.path == element.mark.path:
                message = f"编号“{element.id}”重复，第 {first.line} 行已有；请换一个编号"
            else:
                message = (
                    f"编号“{element.id}”重复，上级规则集 {Path(first.path).name} 已有；"
                    "请换一个编号，要改上级的要素则写在“改动”里"
                )
            yield Problem(element.mark, "R007", message)
        seen.setdefault(element.id, element.mark)


def _check_points(reader: Reader, root: Node, ruleset: Ruleset) -> None:
    points = sum((element.points for element in ruleset.elements), Decimal(0))
    if ruleset.elements and points != ruleset.full:
        message = f"各要素分值合计 {points}，与满分 {ruleset.full} 不符"
        advice = "请改各要素的分值，或写 分值折算: 是，由程序按比例折算"
        reader.fail(root, "R012", f"{message}；{advice}")
