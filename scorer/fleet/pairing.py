"""Results on disk, read back and paired: the same unit's in one folder and in another."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scorer.fleet.differences import Json
from scorer.fleet.finding import STATE_FOLDER
from scorer.model.errors import ReportError

_NEEDED = frozenset({"schema", "report", "rules", "total", "elements"})


@dataclass(frozen=True, slots=True)
class Paired:
    """Results of the same unit, before and after, and the names of those without a partner."""

    pairs: tuple[tuple[Json, Json], ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


def load_result(path: Path) -> Json:
    """Return the result in the JSON file *path*; raises ReportError where it is none."""
    if not path.exists():
        raise ReportError(str(path), "文件不存在", "请检查路径和文件名。")
    result = _result(path)
    if result is None:
        raise ReportError(
            str(path), "不是评分结果", "请指定 scorer assess -f json 或 scorer batch 写出的文件。"
        )
    return result


def load_results(folder: Path) -> list[Json]:
    """Return the results in *folder* and below, by path; raises ReportError where there is none."""
    paths = sorted(path for path in folder.rglob("*.json") if STATE_FOLDER not in path.parts)
    results = [result for path in paths if (result := _result(path)) is not None]
    if not results:
        raise ReportError(
            str(folder),
            "文件夹里没有评分结果",
            "请先用 scorer batch 评分，再比较两次的结果文件夹。",
        )
    return results


def pair(before: Sequence[Json], after: Sequence[Json]) -> Paired:
    """Return *before* and *after* paired by unit; by file name where a unit has several."""
    several = _several(before) | _several(after)
    old = {_key(result, several): result for result in before}
    new = {_key(result, several): result for result in after}
    return Paired(
        tuple((old[key], new[key]) for key in new if key in old),
        tuple(_called(result) for key, result in old.items() if key not in new),
        tuple(_called(result) for key, result in new.items() if key not in old),
    )


def _several(results: Iterable[Json]) -> set[str]:
    """Return the units of which there is more than one result; reports without a unit are such."""
    counts = Counter(str(result["report"]["unit"]) for result in results)
    return {"", *(unit for unit, count in counts.items() if count > 1)}


def _key(result: Json, several: set[str]) -> tuple[str, str]:
    unit = str(result["report"]["unit"])
    return unit, Path(str(result["report"]["name"])).stem if unit in several else ""


def _called(result: Json) -> str:
    report = result["report"]
    return f"{report['unit']}（{report['name']}）" if report["unit"] else str(report["name"])


def _result(path: Path) -> Json | None:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    known = isinstance(value, dict) and value.keys() >= _NEEDED
    return value if known else None
