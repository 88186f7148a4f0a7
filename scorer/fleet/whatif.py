"""The same reports under other rules: who would stand where, from the texts saved by the batch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scorer.fleet.saved import text_path
from scorer.fleet.state import State
from scorer.fleet.values import Row, Status, Task

WHAT_IF = "what-if.json"
_RANKED = """
WITH before AS (
  SELECT name, tenths, result, CASE WHEN provisional THEN NULL
    ELSE RANK() OVER (PARTITION BY provisional ORDER BY tenths DESC) END AS place
  FROM reports WHERE run = ? AND status = 'done' AND name IN (SELECT name FROM trial)),
after AS (
  SELECT name, tenths, result, CASE WHEN provisional THEN NULL
    ELSE RANK() OVER (PARTITION BY provisional ORDER BY tenths DESC) END AS place
  FROM trial)
SELECT name, before.place, after.place, before.tenths, after.tenths, before.result, after.result
FROM before JOIN after USING (name)
ORDER BY after.place IS NULL, after.place, name
"""


@dataclass(frozen=True, slots=True)
class Move:
    """A report under both rule sets; a place is None where the total is provisional.

    Equal totals share a place (1, 1, 3). `elements` are those whose score changes, largest first.
    """

    name: str
    unit: str
    place_before: int | None
    place_after: int | None
    before: Decimal
    after: Decimal
    band_before: str
    band_after: str
    elements: tuple[tuple[str, Decimal], ...]

    @property
    def climbed(self) -> int:
        """How many places the report gains (negative: loses); 0 where it has none."""
        if self.place_before is None or self.place_after is None:
            return 0
        return self.place_before - self.place_after


def saved_tasks(state: State) -> Iterator[Task]:
    """Yield every report that was assessed, its saved text the file to read."""
    for task in state.tasks(Status.DONE):
        yield Task(task.name, str(text_path(state.folder, task.name)))


def moves(state: State) -> Iterator[Move]:
    """Yield every report by its place under the other rules, those without a place last."""
    for row in state.rows(_RANKED, state.run):
        name, place_before, place_after, before, after, *results = row
        old, new = (json.loads(str(result)) for result in results)
        yield Move(
            name=str(name),
            unit=old["unit"],
            place_before=_whole(place_before),
            place_after=_whole(place_after),
            before=_points(before),
            after=_points(after),
            band_before=old["band"],
            band_after=new["band"],
            elements=tuple(_changes(old["elements"], new["elements"])),
        )


def _points(tenths: object) -> Decimal:
    return Decimal(str(tenths)).scaleb(-1)


def _whole(value: object) -> int | None:
    return None if value is None else int(str(value))


def _changes(
    old: list[dict[str, object]], new: list[dict[str, object]]
) -> Iterator[tuple[str, Decimal]]:
    """Yield name and change of every element whose score differs, the largest first."""
    was, now = (
        {str(each["id"]): (str(each["name"]), Decimal(str(each["score"]))) for each in elements}
        for elements in (old, new)
    )
    none = ("", Decimal(0))
    changes = [
        ((now.get(key) or was[key])[0], now.get(key, none)[1] - was.get(key, none)[1])
        for key in {**was, **now}
    ]
    yield from sorted((each for each in changes if each[1]), key=lambda each: -abs(each[1]))


def as_json(move: Move) -> dict[str, object]:
    """Return *move* as plain JSON values."""
    return {
        "name": move.name,
        "unit": move.unit,
        "place": [move.place_before, move.place_after],
        "climbed": move.climbed,
        "score": [float(move.before), float(move.after)],
        "band": [move.band_before, move.band_after],
        "elements": [{"name": name, "change": float(change)} for name, change in move.elements],
    }


def record(state: State, rows: Iterator[Row]) -> Iterator[Row]:
    """Keep *rows*, results under other rules, for `moves`; yield each after that."""
    state.begin_trial()
    for row in rows:
        if row.status is Status.DONE:
            state.record_trial(row)
        yield row
