"""Two rule sets side by side: what one says that the other does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scorer.model.result import Level
from scorer.ruleset.model import Amendment, Clue, Element, Ruleset, Veto
from scorer.ruleset.terms import COUNTED, KINDS

_COUNTED = {stance: word for word, stance in COUNTED.items()}
_KINDS = {kind: word for word, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: in which part, of what, and how."""

    part: str
    subject: str
    what: str


def differences(before: Ruleset, after: Ruleset) -> tuple[Difference, ...]:
    """Return everything in which *after* differs from *before*, but places and files."""
    return (
        *_of_ruleset(before, after),
        *_of_elements(before, after),
        *_of_word_lists(before, after),
        *_of_amendments(before, after),
    )


_RULESET: Mapping[str, Callable[[Ruleset], object]] = {
    "名称": lambda rules: rules.title,
    "编号": lambda rules: rules.id,
    "版本": lambda rules: rules.version,
    "适用年度": lambda rules: f"{rules.first_year}—{rules.last_year}",
    "满分": lambda rules: rules.full,
    "不适用": lambda rules: rules.not_applicable.value,
    "覆盖下限": lambda rules: rules.floor,
    "档次系数": lambda rules: "、".join(map(str, rules.factors)),
    "等次": lambda rules: "、".join(f"{band.name} {band.at_least}" for band in rules.bands),
    "扣分上限": lambda rules: _or_none(rules.most_deducted),
    "加分上限": lambda rules: _or_none(rules.most_added),
}

_ELEMENT: Mapping[str, Callable[[Element], object]] = {
    "名称": lambda element: element.name,
    "分组": lambda element: element.group,
    "分值": lambda element: element.points,
    "满档": lambda element: element.top.label,
    "计入": lambda element: _COUNTED[element.counts],
    "分项计入": lambda element: element.item_level.label,
    "至少": lambda element: element.least,
    "不少于": lambda element: element.threshold,
    "启用": lambda element: _or_none(element.first_year or None),
    "停用": lambda element: _or_none(element.last_year or None),
    "建议": lambda element: element.advice,
}

_LISTS: Mapping[str, Callable[[Element], Iterable[str]]] = {
    **{
        level.label: lambda element, level=level: _clues(  # type: ignore[misc]
            element, lambda clue: clue.level is level and not clue.item and not clue.with_quantity
        )
        for level in (Level.PLANNED, Level.MENTIONED, Level.CONCRETE)
    },
    Level.QUANTIFIED.label: lambda element: _clues(element, lambda clue: clue.with_quantity),
    "单位": lambda element: {unit for clue in element.clues for unit in clue.units},
    "分项": lambda element: (
        f"{clue.item}：{clue.pattern.text}" for clue in element.clues if clue.item
    ),
    "不算": lambda element: (pattern.text for pattern in element.excluded),
    "语境": lambda element: (pattern.text for pattern in element.context),
    "不适用条件": lambda element: (pattern.text for pattern in element.inapplicable),
    "位置": lambda element: (_KINDS[kind] for kind in element.kinds),
    "依据": lambda element: (f"{each.document}{each.article}" for each in element.basis),
    "例句": lambda element: (each.text for each in element.examples),
}


def _clues(element: Element, wanted: Callable[[Clue], bool]) -> Iterator[str]:
    return (clue.pattern.text for clue in element.clues if wanted(clue))


def _of_ruleset(before: Ruleset, after: Ruleset) -> Iterator[Difference]:
    for what, value in _RULESET.items():
        if value(before) != value(after):
            yield Difference("规则集", what, f"{value(before)} → {value(after)}")


def _of_elements(before: Ruleset, after: Ruleset) -> Iterator[Difference]:
    old = {element.id: element for element in before.elements}
    new = {element.id: element for element in after.elements}
    for number, element in new.items():
        if number not in old:
            yield Difference("要素", _titled(element), f"新增，{element.points} 分")
        else:
            for what in _changes(old[number], element):
                yield Difference("要素", _titled(element), what)
    for number, element in old.items():
        if number not in new:
            yield Difference("要素", _titled(element), f"删除，原 {element.points} 分")


def _changes(old: Element, new: Element) -> Iterator[str]:
    for what, value in _ELEMENT.items():
        if value(old) != value(new):
            yield f"{what}：{value(old)} → {value(new)}"
    for what, texts in _LISTS.items():
        edits = list(_edits(list(texts(old)), list(texts(new))))
        if edits:
            yield f"{what}：{'；'.join(edits)}"


def _edits(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    added = [f"“{text}”" for text in dict.fromkeys(new) if text not in old]
    gone = [f"“{text}”" for text in dict.fromkeys(old) if text not in new]
    if added:
        yield f"增加{'、'.join(added)}"
    if gone:
        yield f"去掉{'、'.join(gone)}"


def _of_word_lists(before: Ruleset, after: Ruleset) -> Iterator[Difference]:
    old, new = dict(before.word_lists), dict(after.word_lists)
    for name in dict.fromkeys([*old, *new]):
        if name not in old:
            yield Difference("词组", name, f"新增：{'、'.join(sorted(new[name]))}")
        elif name not in new:
            yield Difference("词组", name, "删除")
        elif old[name] != new[name]:
            edits = _edits(sorted(old[name]), sorted(new[name]))
            yield Difference("词组", name, "；".join(edits))


def _of_amendments(before: Ruleset, after: Ruleset) -> Iterator[Difference]:
    yield from _of_tables(
        "单项否决",
        {veto.element: _veto(veto) for veto in before.vetoes},
        {veto.element: _veto(veto) for veto in after.vetoes},
    )
    for part, old, new in (
        ("扣分", before.deductions, after.deductions),
        ("加分", before.bonuses, after.bonuses),
    ):
        yield from _of_tables(
            part,
            {each.id: _amendment(each) for each in old},
            {each.id: _amendment(each) for each in new},
        )


def _of_tables(part: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    for number in dict.fromkeys([*old, *new]):
        if number not in old:
            yield Difference(part, number, f"新增：{new[number]}")
        elif number not in new:
            yield Difference(part, number, f"删除：{old[number]}")
        elif old[number] != new[number]:
            yield Difference(part, number, f"{old[number]} → {new[number]}")


def _veto(veto: Veto) -> str:
    then = veto.band or f"总分不超过 {veto.cap}"
    return f"低于{veto.below.label}则{then}"


def _amendment(amendment: Amendment) -> str:
    what = [*(pattern.text for pattern in amendment.patterns), *sorted(amendment.findings)]
    gate = "" if amendment.gate is None else f"，总分不低于 {amendment.gate}"
    return f"{'、'.join(what)}每次 {abs(amendment.each)}，最多 {abs(amendment.most)}{gate}"


def _titled(element: Element) -> str:
    return f"{element.name}（{element.id}）"


def _or_none(value: object) -> str:
    return "无" if value is None else f"{value}"
