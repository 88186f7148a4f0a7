"""The results kept in the state → small rows, each with the rule set whose points it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from scorer.fleet.state import State
from scorer.model.result import Level
from scorer.model.result import State as Standing
from scorer.rendering.board.shapes import (
    EXEMPT,
    NOT_ASKED,
    UNREAD,
    ElementHead,
    Failure,
    GroupHead,
    RulesHead,
)

_STATES: Mapping[str, int] = {
    Standing.NOT_APPLICABLE.value: EXEMPT,
    Standing.UNREADABLE.value: UNREAD,
}
_LEVELS: Mapping[str, int] = {level.name.lower(): int(level) for level in Level}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the board needs of one report; scores in tenths, `marks` as in `Standing`."""

    name: str
    unit: str
    year: int | None
    characters: int
    total: int
    band: str
    provisional: bool
    groups: tuple[int, ...]
    marks: bytes
    scores: tuple[int, ...]
    findings: tuple[str, ...]


@dataclass(slots=True)
class Sheaf:
    """The entries of one rule set while they are gathered."""

    rules: RulesHead
    full: Decimal
    groups: dict[str, GroupHead] = field(default_factory=dict)
    elements: dict[str, ElementHead] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    def add(self, name: str, result: Mapping[str, Any]) -> None:
        """Add the result of the report called *name*."""
        for each in result["groups"]:
            self._group(each)
        for each in result["elements"]:
            self._element(each)
        groups = {each["id"]: tenths(each["score"]) for each in result["groups"]}
        elements = {each["id"]: each for each in result["elements"]}
        self.entries.append(
            Entry(
                name=name,
                unit=result["unit"],
                year=result["year"],
                characters=result["characters"],
                total=tenths(result["score"]),
                band=result["band"],
                provisional=bool(result["provisional"]),
                groups=tuple(groups.get(key, 0) for key in self.groups),
                marks=bytes(_mark(elements.get(key)) for key in self.elements),
                scores=tuple(
                    tenths(elements[key]["score"]) if key in elements else 0
                    for key in self.elements
                ),
                findings=tuple(sorted(set(result["findings"]))),
            )
        )

    def _group(self, group: Mapping[str, Any]) -> None:
        known = self.groups.get(group["id"])
        number = known.number if known else len(self.groups) + 1
        points = Decimal(str(group["points"]))
        if known is None or known.points < points:
            self.groups[group["id"]] = GroupHead(number, group["id"], group["name"], points)

    def _element(self, element: Mapping[str, Any]) -> None:
        if element["id"] not in self.elements:
            self.elements[element["id"]] = ElementHead(
                len(self.elements) + 1,
                element["id"],
                element["name"],
                self.groups[element["group"]].name,
                Decimal(str(element["points"])),
            )


def sheaves(state: State) -> list[Sheaf]:
    """Return the results of *state* by rule set, the one with most reports first."""
    found: dict[tuple[str, str], Sheaf] = {}
    for name, result in state.results():
        values: Any = result
        rules = values["rules"]
        key = rules["id"], rules["sha256"]
        if key not in found:
            head = RulesHead(rules["id"], rules["title"], rules["version"], rules["sha256"])
            found[key] = Sheaf(head, Decimal(str(values["full"])))
        found[key].add(name, values)
    return sorted(found.values(), key=lambda each: (-len(each.entries), each.rules.id))


def failures(state: State) -> Iterator[Failure]:
    """Yield the reports of this run that have no result, by name."""
    query = "SELECT name, message FROM reports WHERE run = ? AND status != 'done' ORDER BY name"
    for name, message in state.rows(query, state.run):
        yield Failure(str(name), str(message))


def several(entries: list[Entry]) -> Mapping[str, list[Entry]]:
    """Return the units of which there is more than one report, with those reports."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.unit:
            found[entry.unit].append(entry)
    return {unit: each for unit, each in found.items() if len(each) > 1}


def tenths(score: object) -> int:
    """Return a score of one decimal as a whole number of tenths."""
    return int((Decimal(str(score)) * 10).to_integral_value(ROUND_HALF_UP))


def _mark(element: Mapping[str, Any] | None) -> int:
    if element is None:
        return NOT_ASKED
    return _STATES.get(element["state"]) or _LEVELS[element["level"]]
