"""What lies between results, as a leaflet: of one unit element by element, of many unit by unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from scorer.fleet.differences import Change, Difference, Side
from scorer.rendering.leaflet import Grid, Leaflet
from scorer.rendering.sheets import Cell, Column

SHOWN_LARGEST = 5  # rises, and falls, in the brief form
SHOWN_CHANGES = 4  # elements named for one unit in the table of many
_CHANGES = (
    Column("要素", 20, "text"),
    Column("编号", 23, "text"),
    Column("前", 12, "short"),
    Column("后", 12, "short"),
    Column("分差", 8, "signed"),
    Column("原因", 20, "text"),
    Column("新有的证据", 45, "text"),
    Column("不再有的证据", 45, "text"),
)
_BRIEF = (
    Column("要素", 20, "text"),
    Column("前", 12, "short"),
    Column("后", 12, "short"),
    Column("分差", 8, "signed"),
    Column("原因", 20, "text"),
)
_DELTA = 3  # the place of 分差, left out where points are not compared
_GROUPS = (
    Column("部分", 24, "text"),
    Column("满分", 8, "points"),
    Column("前", 8, "score"),
    Column("后", 8, "score"),
    Column("分差", 8, "signed"),
)
_UNITS = (
    Column("单位", 20, "text"),
    Column("前", 8, "score"),
    Column("后", 8, "score"),
    Column("分差", 8, "signed"),
    Column("前等次", 10, "short"),
    Column("后等次", 10, "short"),
    Column("变化最大的要素", 60, "text"),
    Column("说明", 40, "text"),
)
_ONE_SIDED = (Column("单位（文件）", 60, "text"), Column("在哪一边", 20, "short"))


def one(found: Difference, moment: datetime) -> Leaflet:
    """Return the leaflet of two results with all that changed."""
    rows = tuple(_change_row(change) for change in found.changes)
    grid = Grid("有变化的要素", "分差大的在前", _CHANGES, rows, "没有要素发生变化。")
    return _leaflet(found, (*_groups(found), grid), (), moment)


def brief(found: Difference, moment: datetime) -> Leaflet:
    """Return the leaflet of two results with the largest rises and falls alone."""
    risen = [each for each in found.changes if _turn(each) > 0]
    fallen = [each for each in found.changes if _turn(each) < 0]
    columns = [place for place, _ in enumerate(_BRIEF) if place != _DELTA or found.groups]
    grids = [
        Grid(
            name,
            _of(turned),
            tuple(_BRIEF[place] for place in columns),
            tuple(_brief_row(each, columns) for each in turned[:SHOWN_LARGEST]),
            "",
        )
        for name, turned in (("上升的要素", risen), ("下降的要素", fallen))
        if turned
    ]
    shown = sum(len(grid.rows) for grid in grids)
    rest = len(found.changes) - shown
    more = [f"另有 {rest} 个要素有变化，这里没有列出。"] if rest else []
    closing = [*more, "全部变化和原句：加 --all，或者写到文件（-o 对比.html）。"]
    lines = tuple(closing) if found.changes else ()
    return _leaflet(found, (*_groups(found), *grids), lines, moment)


def _leaflet(
    found: Difference, grids: Sequence[Grid], closing: tuple[str, ...], moment: datetime
) -> Leaflet:
    units = dict.fromkeys(side.unit for side in (found.before, found.after) if side.unit)
    title = f"{'、'.join(units) or found.after.name}评分结果对比"
    subtitle = f"前：{_named(found.before)}　后：{_named(found.after)}"
    lead = [_verdict(found), *(note for note in (found.hindrance, found.note) if note)]
    lead.append(_counts(found))
    return Leaflet(title, subtitle, tuple(lead), tuple(grids), _foot(found), moment, closing)


def _counts(found: Difference) -> str:
    """Return how many elements rose, fell, changed without either, stayed."""
    turns = [_turn(each) for each in found.changes]
    risen, fallen = sum(turn > 0 for turn in turns), sum(turn < 0 for turn in turns)
    rest = len(turns) - risen - fallen
    parts = [f"{risen} 个要素上升", f"{fallen} 个下降"]
    parts += [f"{rest} 个档次变了、得分没有变"] if rest else []
    return "，".join([*parts, f"{found.same} 个没有变化。"])


def _turn(change: Change) -> Decimal | int:
    """Return by how much an element rose: in points, in levels where points are not compared."""
    return change.step if change.delta is None else change.delta


def _of(turned: Sequence[Change]) -> str:
    return f"最大的 {SHOWN_LARGEST} 个，共 {len(turned)} 个" if len(turned) > SHOWN_LARGEST else ""


def _groups(found: Difference) -> tuple[Grid, ...]:
    """Return the table of groups, where points are compared and something changed."""
    if not found.changes or not found.groups:
        return ()
    rows = tuple(
        (each.name, _whole(each.points), each.before, each.after, each.after - each.before)
        for each in found.groups
    )
    return (Grid("各部分得分", "", _GROUPS, rows, ""),)


def _whole(points: Decimal) -> Decimal | int:
    """Return *points* without decimals where they have none."""
    return int(points) if points == points.to_integral_value() else points


def many(
    found: Sequence[Difference],
    only_before: Sequence[str],
    only_after: Sequence[str],
    moment: datetime,
) -> Leaflet:
    """Return the leaflet of two years' results of many units: gains, losses, the rest."""
    known = [each for each in found if each.delta is not None]
    ranked = sorted(
        found,
        key=lambda each: (each.delta is None, not each.delta, -(each.delta or Decimal(0))),
    )
    grids = [
        Grid(
            "各单位",
            "上升的在前，下降的在后，再是不变的；不能相比的在最后，说明里写有原因",
            _UNITS,
            tuple(_unit_row(each) for each in ranked),
            "没有两边都有的单位。",
        )
    ]
    alone = [(name, "只在前一边") for name in only_before]
    alone += [(name, "只在后一边") for name in only_after]
    if alone:
        grids.append(Grid("只有一边的", "没有参加比较", _ONE_SIDED, tuple(alone), ""))
    lead = tuple(_overview(found, known))
    foot = _foot(found[0]) if found else ""
    return Leaflet("两次评分结果对比", "", lead, tuple(grids), foot, moment)


def _overview(found: Sequence[Difference], known: Sequence[Difference]) -> Iterator[str]:
    risen = sum((each.delta or 0) > 0 for each in known)
    fallen = sum((each.delta or 0) < 0 for each in known)
    yield (
        f"两边都有的单位 {len(found)} 个：上升 {risen} 个，下降 {fallen} 个，"
        f"不变 {len(known) - risen - fallen} 个，不能相比 {len(found) - len(known)} 个。"
    )
    if known:
        mean = sum((each.delta or Decimal(0) for each in known), Decimal(0)) / len(known)
        shown = mean.quantize(Decimal("0.1"), ROUND_HALF_UP)
        yield f"平均分差 {shown:+} 分。" if shown else "平均分差 0.0 分。"


def as_json(found: Difference) -> dict[str, Any]:
    """Return *found* as plain JSON values."""
    return {
        "before": _side_json(found.before),
        "after": _side_json(found.after),
        "comparable": not found.hindrance,
        "hindrance": found.hindrance,
        "note": found.note,
        "change": _number(found.delta),
        "elements": [_change_json(change) for change in found.changes],
        "unchanged": found.same,
    }


def _verdict(found: Difference) -> str:
    before, after = found.before, found.after
    if found.delta is None:
        return f"前 {before.score} 分，后 {after.score} 分；两个总分不能相比。"
    turn = "上升" if found.delta > 0 else "下降"
    moved = f"{turn} {abs(found.delta)} 分" if found.delta else "没有变化"
    bands = f"，等次由“{before.band}”变为“{after.band}”" if before.band != after.band else ""
    return f"总分由 {before.score} 分到 {after.score} 分（满分 {after.full} 分），{moved}{bands}。"


def _named(side: Side) -> str:
    year = f"{side.year}年度 " if side.year else ""
    return f"{year}{side.name}，规则 {side.rules_id} {side.rules_version}"


def _foot(found: Difference) -> str:
    rules = {
        f"{side.rules_id} {side.rules_version}（{side.rules_sha256[:12]}）"
        for side in (found.before, found.after)
    }
    return f"规则：{'；'.join(sorted(rules))}"


def _brief_row(change: Change, columns: Sequence[int]) -> tuple[Cell, ...]:
    cells = (change.name, change.before, change.after, change.delta, _why(change))
    return tuple(cells[place] for place in columns)


def _why(change: Change) -> str:
    items = [f"多了分项：{'、'.join(change.items_gained)}"] if change.items_gained else []
    items += [f"少了分项：{'、'.join(change.items_lost)}"] if change.items_lost else []
    return "；".join((change.reason, *items))


def _change_row(change: Change) -> tuple[Cell, ...]:
    return (
        change.name,
        change.id,
        change.before,
        change.after,
        change.delta,
        _why(change),
        "／".join(change.gained),
        "／".join(change.lost),
    )


def _unit_row(found: Difference) -> tuple[Cell, ...]:
    largest = [
        f"{change.name}（{change.before}→{change.after}）"
        for change in found.changes[:SHOWN_CHANGES]
    ]
    more = len(found.changes) - len(largest)
    return (
        found.after.unit or found.after.name,
        found.before.score,
        found.after.score,
        found.delta,
        found.before.band,
        found.after.band,
        "、".join(largest) + (f"等 {len(found.changes)} 个" if more > 0 else ""),
        "；".join(note for note in (found.hindrance, found.note) if note),
    )


def _side_json(side: Side) -> dict[str, Any]:
    return {
        "name": side.name,
        "title": side.title,
        "unit": side.unit,
        "year": side.year,
        "score": _number(side.score),
        "full": _number(side.full),
        "band": side.band,
        "provisional": side.provisional,
        "rules": {
            "id": side.rules_id,
            "version": side.rules_version,
            "sha256": side.rules_sha256,
        },
    }


def _change_json(change: Change) -> dict[str, Any]:
    return {
        "id": change.id,
        "name": change.name,
        "group": change.group,
        "before": change.before,
        "after": change.after,
        "change": _number(change.delta),
        "reason": change.reason,
        "gained": list(change.gained),
        "lost": list(change.lost),
        "items_gained": list(change.items_gained),
        "items_lost": list(change.items_lost),
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
