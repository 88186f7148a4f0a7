"""Quotations for the board: read from the results of the few reports that are quoted."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from scorer.fleet.board.figures import leaders
from scorer.fleet.board.ranking import per_cent
from scorer.fleet.names import output_path
from scorer.model.finding_codes import FINDING_CODES
from scorer.rendering.board.shapes import (
    Best,
    FindingCount,
    GroupHead,
    Quotation,
    Standing,
)
from scorer.rendering.wording import head, place, plain

MOST_QUOTES = 2  # of a group
LONGEST_QUOTE = 150  # characters
READABLE = 40  # characters; a quotation that is shorter tells less
LONGEST_EXAMPLE = 120
_GONE = "结果文件已不在文件夹里，引文从略"
_NOBODY = "没有单位在这一部分得分"


def best(ranked: Sequence[Standing], group: GroupHead, mean: Any, folder: Path) -> Best:  # noqa: ANN401
    """Return who is strongest in *group*, with what is worth imitating in the first one's report.

    *mean* is the group's mean score, a `Decimal`.
    """
    first = leaders(ranked, group.number - 1)
    if not first:
        return Best(group, None, mean, (), (), _NOBODY)
    result = _result(folder, first[0].name)
    quotations = tuple(_worth_imitating(result, group.id)) if result else ()
    return Best(
        group=group,
        score=first[0].groups[group.number - 1],
        mean=mean,
        labels=tuple(each.label for each in first),
        quotations=quotations,
        note="" if quotations else _GONE,
    )


def _result(folder: Path, name: str) -> Mapping[str, Any] | None:
    """Return the result of the report called *name* in full, None where it is gone or broken."""
    try:
        result = json.loads(output_path(folder, name, "json").read_bytes())
    except (OSError, ValueError):
        return None
    return result if isinstance(result, dict) and "elements" in result else None


def _worth_imitating(result: Mapping[str, Any], group: str) -> Iterator[Quotation]:
    """Yield the strongest sentences of different elements of *group*, no sentence twice."""
    found = [
        (_weight(piece, element), element["name"], piece)
        for element in result["elements"]
        if element["group"] == group
        for piece in element["evidence"]
        if piece["level"] == element["level"]
    ]
    elements: set[str] = set()
    quotes: set[str] = set()
    for _, name, piece in sorted(found, key=lambda each: each[0]):
        if name in elements or piece["quote"] in quotes or len(quotes) == MOST_QUOTES:
            continue
        elements.add(name)
        quotes.add(piece["quote"])
        where = place(piece["paragraph"], piece["page"])
        yield Quotation(plain(name), head(plain(piece["quote"]), LONGEST_QUOTE), where)


def _weight(piece: Mapping[str, Any], element: Mapping[str, Any]) -> tuple[float, ...]:
    """Return what sorts evidence: strong, with figures, of weighty elements, long enough first."""
    levels = ("quantified", "concrete", "mentioned", "planned", "absent")
    length = len(piece["quote"])
    handy = READABLE <= length <= LONGEST_QUOTE
    return (
        levels.index(piece["level"]),
        not handy,
        -float(element["score"]),
        -min(len(piece["quantities"]), 3),
        piece["paragraph"],
    )


def findings(
    reports: Iterable[tuple[str, str, Sequence[str]]], folder: Path
) -> tuple[FindingCount, ...]:
    """Return the kinds of findings, the most frequent first.

    *reports* are name, label and codes (each once) of every report that was assessed.
    """
    having: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    total = 0
    for name, label, codes in reports:
        total += 1
        for code in codes:
            having[code].append((name, label))
    return tuple(
        FindingCount(
            code=code,
            name=FINDING_CODES.get(code, code),
            reports=len(found),
            share=per_cent(len(found), total),
            labels=tuple(label for _, label in found),
            example=_example(folder, *found[0], code),
        )
        for code, found in sorted(having.items(), key=lambda each: (-len(each[1]), each[0]))
    )


def _example(folder: Path, name: str, label: str, code: str) -> str:
    """Return what the result of the report called *name* says of its finding *code*."""
    result = _result(folder, name) or {"findings": ()}
    found = next((each for each in result["findings"] if each["code"] == code), None)
    if found is None:
        return ""
    return f"{label}：{head(plain(found['message']), LONGEST_EXAMPLE)}"
