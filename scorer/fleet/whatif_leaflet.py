"""Who would stand where under other rules, as a leaflet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from scorer.fleet.whatif import Move
from scorer.rendering.leaflet import Grid, Leaflet
from scorer.rendering.sheets import Cell, Column
from scorer.ruleset.model import Ruleset

MOST_ROWS = 1000  # in a leaflet; the JSON has all
SHOWN_ELEMENTS = 4
_PROVISIONAL, _NO_BAND = "暂定", "待定"
_COLUMNS = (
    Column("单位", 20, "text"),
    Column("名次", 7, "short"),
    Column("原名次", 7, "short"),
    Column("升降", 7, "short"),
    Column("总分", 8, "score"),
    Column("原总分", 8, "score"),
    Column("等次", 10, "short"),
    Column("原等次", 10, "short"),
    Column("主要原因", 70, "text"),
)


def leaflet(moved: Sequence[Move], total: int, ruleset: Ruleset, moment: datetime) -> Leaflet:
    """Return the leaflet of those of *total* reports that *moved* under *ruleset*."""
    named = f"{ruleset.title}（{ruleset.id} {ruleset.version}）"
    lead = [f"{total} 份报告中 {len(moved)} 份的名次或等次会变。"]
    if len(moved) > MOST_ROWS:
        lead.append(f"下表是新名次在前的 {MOST_ROWS} 份，全部见 JSON。")
    rows = tuple(_row(move) for move in moved[:MOST_ROWS])
    note = "按新名次排列；总分相同的名次相同；“暂定”的不参加排名"
    grid = Grid("会变的报告", note, _COLUMNS, rows, "没有报告的名次或等次会变。")
    foot = f"规则：{ruleset.id} {ruleset.version}（{ruleset.sha256[:12]}）"
    return Leaflet("换一套规则的名次", f"重算用的规则：{named}", tuple(lead), (grid,), foot, moment)


def _row(move: Move) -> tuple[Cell, ...]:
    reasons = [f"{name} {change:+}" for name, change in move.elements[:SHOWN_ELEMENTS]]
    return (
        move.unit or move.name,
        _place(move.place_after),
        _place(move.place_before),
        f"{move.climbed:+}" if move.climbed else None,
        move.after,
        move.before,
        move.band_after or _NO_BAND,
        move.band_before or _NO_BAND,
        "，".join(reasons),
    )


def _place(place: int | None) -> str:
    return _PROVISIONAL if place is None else str(place)
