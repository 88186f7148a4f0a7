"""Results of a batch made by hand, without a report: units, totals, levels of three elements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scorer.fleet.board.build import Wording, build
from scorer.fleet.finding import Found, NotRead
from scorer.fleet.state import State
from scorer.fleet.values import Row, Status
from scorer.rendering.board.shapes import Board

MOMENT = datetime(2026, 1, 5, 1, tzinfo=UTC)
FACTORS = {"absent": 0, "planned": 0, "mentioned": 0.4, "concrete": 0.8, "quantified": 1}
ELEMENTS = (
    ("lead.study", "lead", "领导干部学法", 5),
    ("lead.plan", "lead", "法治建设部署", 5),
    ("law.trace", "law", "执法全过程记录", 10),
)
GROUPS = (("lead", "责任人履职", 10), ("law", "行政执法", 10))
BANDS = {"tiny": [["优秀", "90"], ["合格", "60"], ["不合格", "0"]]}


def result(report: Mapping[str, Any]) -> dict[str, Any]:
    """What the state keeps of a report; `levels` are those of `ELEMENTS`."""
    score = report.get("score", 60)
    provisional = report.get("provisional", False)
    elements = [
        element(*each, level)
        for each, level in zip(ELEMENTS, report.get("levels", ["concrete"] * 3), strict=True)
    ]
    rules = report.get("rules", "tiny")
    return {
        "file_name": "x.txt",
        "format": "txt",
        "sha256": "0" * 64,
        "title": "",
        "unit": report.get("unit", ""),
        "year": report.get("year", 2024),
        "characters": report.get("characters", 3000),
        "score": score,
        "full": report.get("full", 100),
        "band": "" if provisional else report.get("band", "合格" if score >= 60 else "不合格"),
        "provisional": provisional,
        "rules": {"id": rules, "title": f"规则{rules}", "version": "1", "sha256": rules},
        "groups": [
            {
                "id": key,
                "name": name,
                "points": points,
                "score": sum(each["score"] for each in elements if each["group"] == key),
            }
            for key, name, points in GROUPS
        ],
        "elements": elements,
        "findings": list(report.get("findings", ())),
    }


def element(key: str, group: str, name: str, points: int, level: str) -> dict[str, Any]:
    """One element of a result; a level that is none is a state."""
    known = level in FACTORS
    return {
        "id": key,
        "group": group,
        "name": name,
        "points": points,
        "score": points * FACTORS[level] if known else 0,
        "state": "scored" if known else level,
        "level": level if known else "absent",
        "evidence": 0,
    }


def keep(folder: Path, reports: Iterable[Mapping[str, Any]], bands: bool = True) -> Path:
    """Keep *reports* as the results of a batch in *folder*; those with `failed` have none."""
    with State(folder) as state:
        state.begin("key", keep=False)
        for number, report in enumerate(reports):
            name = report.get("name", f"{number:03}.txt")
            if "failed" in report:
                state.expect_failure(NotRead(name, "unreadable", report["failed"]))
                continue
            kept = result(report)
            told = state.expect(Found(name, name))
            line = json.dumps(kept, ensure_ascii=False)
            tenths = int(kept["score"] * 10)
            provisional = kept["provisional"]
            state.record(Row(told, Status.DONE, "0", 0.0, line, tenths, provisional))
            if "quotes" in report:
                write_full(folder, name, kept, report["quotes"])
        state.note(
            complete="1",
            formats="json html",
            assessed_at="2026-01-05T09:00:00+08:00",
            bands=json.dumps(BANDS if bands else {}),
        )
    return folder


def write_full(
    folder: Path, name: str, kept: Mapping[str, Any], quotes: Mapping[str, list[Any]]
) -> None:
    """Write the report's own JSON result: *quotes* are [level, text, number of figures] by id."""
    full = {
        **kept,
        "elements": [
            {
                **each,
                "evidence": [
                    {
                        "quote": text,
                        "level": level,
                        "paragraph": 7,
                        "page": None,
                        "quantities": [{}] * figures,
                    }
                    for level, text, figures in quotes.get(each["id"], ())
                ],
            }
            for each in kept["elements"]
        ],
        "findings": [{"code": code, "message": f"{code} 的说明"} for code in kept["findings"]],
    }
    path = folder / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(full, ensure_ascii=False), encoding="utf-8")


def board(folder: Path, reports: Iterable[Mapping[str, Any]], bands: bool = True) -> Board:
    """The board of *reports*, kept in *folder*."""
    with State(keep(folder, reports, bands)) as state:
        return build(state, MOMENT, Wording())


def many(count: int) -> list[dict[str, Any]]:
    """Different reports: totals from 0 to 100, every level, some ties."""
    levels = [*FACTORS, "not_applicable"]
    return [
        {
            "unit": f"第{number}镇",
            "score": number * 37 % 1001 / 10,
            "levels": [levels[(number * step) % 6] for step in (1, 5, 7)],
        }
        for number in range(count)
    ]
