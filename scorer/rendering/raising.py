"""涨分清单: every element that can still rise, the greatest gain first, and what it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from scorer.model.result import Line, Remedy, State
from scorer.rendering.elements import advice, gains, level_label, missing
from scorer.rendering.shapes import PriorityView
from scorer.rendering.wording import one_decimal, plain

EFFORTS: Mapping[Remedy, tuple[str, str]] = {
    Remedy.NONE: ("", ""),
    Remedy.FIGURES: ("改文字即可", "补数字"),
    Remedy.WORDING: ("改文字即可", "补写清楚"),
    Remedy.WORK: ("需补做工作", "如已做过，写明即可"),
    Remedy.OUTSIDE: ("材料之外", "核对未读出的部分"),
}


def ranked(lines: Iterable[Line]) -> list[Line]:
    """Return the lines whose score can rise, the greatest gain first."""
    return sorted(filter(gains, lines), key=lambda line: -line.gain)


def raise_list(lines: Sequence[Line], numbers: Mapping[str, int]) -> tuple[PriorityView, ...]:
    """Return what to add, ordered by gain; lines that could not be read come last.

    *numbers* are the elements' running numbers by id.
    """
    unread = [line for line in lines if line.grade.state is State.UNREADABLE]
    both = [*ranked(lines), *unread]
    return tuple(priority(line, numbers[line.id], place) for place, line in enumerate(both, 1))


def priority(line: Line, element: int, place: int) -> PriorityView:
    """Return *line*, the element with the running number *element*, as the *place*-th to add."""
    effort, note = EFFORTS[line.remedy]
    gain = one_decimal(line.gain)
    return PriorityView(
        number=str(place),
        anchor=f"e{element}",
        name=plain(line.name),
        level=level_label(line),
        level_key=line.grade.level.name.lower(),
        state_key=line.grade.state.value,
        gain=gain if line.counted else f"至多{gain}",
        missing=missing(line),
        advice=advice(line),
        effort=effort,
        effort_note=note,
        effort_key=line.remedy.value,
    )


def efforts_summary(lines: Iterable[Line]) -> str:
    """Return what could be gained by each kind of effort: 改文字即可5.2分（3项）；…"""
    rising = ranked(lines)
    labels = dict.fromkeys(label for label, _ in EFFORTS.values() if label)
    groups = {name: [line for line in rising if EFFORTS[line.remedy][0] == name] for name in labels}
    return "；".join(
        f"{name}，可再得{one_decimal(total_gain(group))}分（{len(group)}项）"
        for name, group in groups.items()
        if group
    )


def total_gain(lines: Iterable[Line]) -> Decimal:
    """Return what *lines* would add together."""
    return sum((line.gain for line in lines), Decimal(0))
