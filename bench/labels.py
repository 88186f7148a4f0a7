"""Expected levels of a report, as two reviewers agreed on them; read from YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scorer.model.result import Level

_SUFFIXES = (".yaml", ".yml")


class LabelError(Exception):
    """Labels or reports that cannot be measured with; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Label:
    """What an element should get: the agreed level, levels that are defensible too, items."""

    level: Level
    also: frozenset[Level] = frozenset()
    items: frozenset[str] = frozenset()
    quote: str = ""

    @property
    def accepted(self) -> frozenset[Level]:
        """Every level that counts as agreement."""
        return self.also | {self.level}


def read_labels(path: Path) -> dict[str, Label]:
    """Return the labels in *path* by element id."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        elements = content["elements"]
        return {str(name): _label(entry) for name, entry in elements.items()}
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise LabelError(f"{path}：不是标注文件，或者内容有误（{error!r}）") from error


def pairs(reports: Path, labels: Path) -> list[tuple[Path, Path]]:
    """Return (report, label file) for every labelled report, sorted by name."""
    for folder in (reports, labels):
        if not folder.is_dir():
            raise LabelError(f"{folder}：文件夹不存在")
    by_stem = {path.stem: path for path in sorted(labels.iterdir()) if path.suffix in _SUFFIXES}
    if not by_stem:
        raise LabelError(f"{labels}：没有标注文件（*.yaml）")
    files = (path for path in sorted(reports.iterdir()) if path.suffix in (".txt", ".docx"))
    found = [(path, by_stem[path.stem]) for path in files if path.stem in by_stem]
    if not found:
        raise LabelError(f"{reports}：没有与 {labels} 中标注同名的报告（*.txt、*.docx）")
    return found


def _label(entry: Mapping[str, Any]) -> Label:
    return Label(
        _level(entry["level"]),
        frozenset(_level(name) for name in entry.get("also") or ()),
        frozenset(entry.get("items") or ()),
        str(entry.get("quote") or ""),
    )


def _level(name: str) -> Level:
    try:
        return Level[name.upper()]
    except KeyError:
        known = "、".join(level.name.lower() for level in Level)
        raise ValueError(f"未知的档次 {name}；可用：{known}") from None
