"""Two results of one unit: what rose, what fell, why, and whether they can be compared at all.

A result is what `scorer assess -f json` writes; points are compared only where the same rule set
gave both. Quotations are told apart by their words, numbers left out, so that a sentence whose
figures were brought up to date is the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scorer.model.result import LEVEL_LABELS, Level, State

MOST_QUOTES = 3  # of each kind, for one element
_UNTOLD = re.compile(r"[\d\s.,，、。；：%“”‘’（）()]+")
_COUNTED = frozenset(level.name.lower() for level in Level if level >= Level.MENTIONED)
_STATES = {
    State.NOT_APPLICABLE.value: "不适用",
    State.UNREADABLE.value: "未能读取",
}
_RISEN = {
    Level.PLANNED: "后一份提到了，但只是打算或不足",
    Level.MENTIONED: "后一份写到了，但只是一般表述",
    Level.CONCRETE: "后一份写了具体做法",
    Level.QUANTIFIED: "后一份写了数量",
}
_FALLEN = {
    Level.ABSENT: "后一份没有写",
    Level.PLANNED: "后一份只写了打算或不足",
    Level.MENTIONED: "后一份只有一般表述",
    Level.CONCRETE: "后一份有做法，没有数量",
}

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two results."""

    name: str
    title: str
    unit: str
    year: int | None
    score: Decimal
    full: Decimal
    band: str
    provisional: bool
    rules_id: str
    rules_version: str
    rules_sha256: str


@dataclass(frozen=True, slots=True)
class Change:
    """One element in both results; `delta` is None where the points cannot be compared.

    `step` is how many levels it rose; it may be known where `delta` is not.
    `gained` and `lost` quote the evidence that only the later and only the earlier result has.
    """

    id: str
    name: str
    group: str
    before: str
    after: str
    delta: Decimal | None
    step: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    items_gained: tuple[str, ...]
    items_lost: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class GroupChange:
    """A group of elements that both results have, with its points in each."""

    name: str
    points: Decimal
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Difference:
    """What lies between two results.

    `hindrance` says why the totals cannot be compared (empty: they can), `note` what the reader
    should know beside it. `changes` come largest first; `same` is the number of elements without.
    `groups` is empty where points cannot be compared.
    """

    before: Side
    after: Side
    hindrance: str
    note: str
    delta: Decimal | None
    changes: tuple[Change, ...]
    same: int
    groups: tuple[GroupChange, ...]


def difference(before: Json, after: Json) -> Difference:
    """Return what lies between two results as JSON values; raises KeyError where one is none."""
    first, second = _side(before), _side(after)
    hindrance = _hindrance(first, second)
    changes = [
        change
        for old, new in _paired(before["elements"], after["elements"])
        if (change := _change(old, new, comparable=not hindrance)) is not None
    ]
    changes.sort(key=lambda each: (-abs(each.delta or Decimal(0)), -abs(each.step), each.id))
    ids = {each["id"] for each in (*before["elements"], *after["elements"])}
    return Difference(
        before=first,
        after=second,
        hindrance=hindrance,
        note=_note(first, second),
        delta=None if hindrance else second.score - first.score,
        changes=tuple(changes),
        same=len(ids) - len(changes),
        groups=() if hindrance else tuple(_groups(before, after)),
    )


def _groups(before: Json, after: Json) -> Iterator[GroupChange]:
    """Yield the groups that both results have, in the later one's order."""
    was = {each["id"]: each for each in before["groups"]}
    for each in after["groups"]:
        if each["id"] in was:
            points, old, new = (
                Decimal(str(number))
                for number in (each["points"], was[each["id"]]["score"], each["score"])
            )
            yield GroupChange(each["name"], points, old, new)


def _side(result: Json) -> Side:
    report, total, rules = result["report"], result["total"], result["rules"]
    return Side(
        name=report["name"],
        title=report["title"],
        unit=report["unit"],
        year=report["year"],
        score=Decimal(str(total["score"])),
        full=Decimal(str(total["full"])),
        band=total["band"],
        provisional=total["provisional"],
        rules_id=rules["id"],
        rules_version=rules["version"],
        rules_sha256=rules["sha256"],
    )


def _hindrance(first: Side, second: Side) -> str:
    if first.rules_id != second.rules_id:
        return (
            f"两份结果用的规则集不同（{first.rules_id}、{second.rules_id}），"
            "分数不能相比，只比各要素的档次；要比分数，请用 -r 指定同一套规则"
        )
    provisional = [side.name for side in (first, second) if side.provisional]
    if provisional:
        return f"{'、'.join(provisional)} 有内容未能读取，总分为暂定，不能相比"
    return ""


def _note(first: Side, second: Side) -> str:
    if first.rules_id == second.rules_id and first.rules_sha256 != second.rules_sha256:
        return (
            f"两次之间规则改过（{first.rules_version}、{second.rules_version}）："
            "证据没有变而得分变了的，是规则的缘故"
        )
    if first.unit != second.unit:
        return f"两份报告不是同一个单位的（{first.unit or '未写明'}、{second.unit or '未写明'}）"
    return ""


def _paired(old: Iterable[Json], new: Iterable[Json]) -> Iterator[tuple[Json | None, Json | None]]:
    """Yield each element of either result with its like in the other, in the later one's order."""
    was = {each["id"]: each for each in old}
    for each in new:
        yield was.pop(each["id"], None), each
    yield from ((each, None) for each in was.values())


def _change(old: Json | None, new: Json | None, *, comparable: bool) -> Change | None:
    """Return what changed in one element, or None where nothing did."""
    known = new or old
    if known is None:
        return None
    quotes, former = _quotes(new), _quotes(old)
    delta = _points(new) - _points(old) if comparable else None
    items, items_before = _items(new), _items(old)
    gained = tuple(quote for key, quote in quotes.items() if key not in former)
    lost = tuple(quote for key, quote in former.items() if key not in quotes)
    if _standing(old) == _standing(new) and not delta:
        return None
    return Change(
        id=known["id"],
        name=known["name"],
        group=known["group"],
        before=_standing(old),
        after=_standing(new),
        delta=delta,
        step=_rank(new) - _rank(old) if new and old else 0,
        gained=gained[:MOST_QUOTES],
        lost=lost[:MOST_QUOTES],
        items_gained=tuple(each for each in items if each not in items_before),
        items_lost=tuple(each for each in items_before if each not in items),
        reason=_reason(old, new, changed=bool(gained or lost)),
    )


def _reason(old: Json | None, new: Json | None, *, changed: bool) -> str:
    """Return why an element stands elsewhere: what the later report has, or has no more."""
    if old is None or new is None:
        return "前一份所用的规则没有这个要素" if old is None else "后一份所用的规则没有这个要素"
    for which, side in (("前一份", old), ("后一份", new)):
        if side["state"] in _STATES and old["state"] != new["state"]:
            return f"{which}{_STATES[side['state']]}"
    rank, step = Level(_rank(new)), _rank(new) - _rank(old)
    if not changed and (not step or max(rank, _rank(old)) > Level.PLANNED):
        return "证据没有变，规则或适用情况变了"
    if not step:
        return "写到的分项变了"
    return (_RISEN if step > 0 else _FALLEN)[rank]


def _rank(element: Json) -> int:
    return int(Level[str(element["level"]).upper()])


def _standing(element: Json | None) -> str:
    """Return how an element stands: its level, or its state where that is no score."""
    if element is None:
        return "（没有这个要素）"
    return _STATES.get(element["state"]) or LEVEL_LABELS[_rank(element)]


def _points(element: Json | None) -> Decimal:
    return Decimal(str(element["score"])) if element else Decimal(0)


def _items(element: Json | None) -> tuple[str, ...]:
    return tuple(element["items"]["found"]) if element else ()


def _quotes(element: Json | None) -> dict[str, str]:
    """Return the quotations that count for an element by their words."""
    evidence = element["evidence"] if element else ()
    counted = (piece["quote"] for piece in evidence if piece["level"] in _COUNTED)
    return {_UNTOLD.sub("", quote): quote for quote in counted}
