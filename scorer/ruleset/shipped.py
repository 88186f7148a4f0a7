"""Which rule file is meant: a shipped set by name or by year, or the user's own file."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path

from scorer.model.errors import Mark, Problem, RulesetError
from scorer.resources import rules_dir

LANGUAGE, FIGURES, TERMS, FINDINGS = "language", "figures", "terms", "findings"
NO_RULE_SETS = frozenset({LANGUAGE, FIGURES, TERMS, FINDINGS})  # they serve all rule sets
_YEARS = re.compile(r"^适用年度:\s*[\"']?(\d{4})(?:[^\d\n]+(\d{4}))?", re.MULTILINE)


@cache
def shipped() -> dict[str, Path]:
    """Return the shipped rule sets by name, in order of their names."""
    files = sorted(rules_dir().glob("*.yaml"))
    return {path.stem: path for path in files if path.stem not in NO_RULE_SETS}


def find_rules(rules: str | Path) -> tuple[Path, str]:
    """Return the file that *rules* names (a shipped name or a path), and why it was chosen."""
    path = Path(rules)
    if str(rules) in shipped():
        return shipped()[str(rules)], "按名称指定"
    if path.is_file():
        return path, "按文件指定"
    if not str(rules).strip():
        message = f"-r 后面是空的。随附的规则集：{'、'.join(shipped())}"
    elif path.is_dir():
        message = f"这是文件夹，不是规则文件；请写其中一个文件，如 {path / '规则.yaml'}"
    elif path.exists():
        message = "这不是普通文件（管道或设备）；请写一个 YAML 文件"
    else:
        message = _not_found(path)
    raise RulesetError([Problem(Mark(str(rules) or "-r", 1, 1), "R001", message)])


def parent_file(name: str, folder: Path) -> Path | None:
    """Return the file that 继承: *name* means: a shipped set, or a file beside the naming one."""
    if name in shipped():
        return shipped()[name]
    beside = folder / name
    return beside if beside.is_file() else None


def rules_for_year(year: int | None) -> tuple[Path, str]:
    """Return the shipped set in force for the report *year*, or else the nearest, and why."""
    sets = [(*_years(path), path) for path in shipped().values()]
    if not sets:
        message = "安装不完整：没有随附的规则集；请重新安装 scorer"
        raise RulesetError([Problem(Mark(str(rules_dir()), 1, 1), "R001", message)])
    if year is None:
        return sets[-1][2], "读不出报告年度，按最新一套规则"
    for first, last, path in sets:
        if first <= year <= last:
            return path, f"报告年度 {year} 在适用年度 {first}—{last} 内"
    first, last, path = min(sets, key=lambda each: min(abs(each[0] - year), abs(each[1] - year)))
    return path, f"没有适用 {year} 年度的规则集，按最接近的 {first}—{last}"


def _years(path: Path) -> tuple[int, int]:
    return _years_read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _years_read(path: Path, _modified: int) -> tuple[int, int]:
    """Return the years that the rule set is for; an edited file is read again."""
    found = _YEARS.search(path.read_text(encoding="utf-8"))
    return (int(found[1]), int(found[2] or found[1])) if found else (0, 0)


def _not_found(path: Path) -> str:
    folder = path.parent if path.parent.is_dir() else Path()
    files = [str(folder / each.name) for each in sorted(folder.glob("*.y*ml"))]
    near = get_close_matches(path.stem, shipped(), n=2, cutoff=0.4)
    near += get_close_matches(str(path), files, n=2, cutoff=0.6)
    if (folder / f"{path.name}.txt").is_file():
        return f"没有“{path}”，有“{path}.txt”；记事本多加了 .txt，请改文件名，或写 {path}.txt"
    hint = f"；相近的有：{'、'.join(near)}" if near else ""
    return f"没有这个规则集或文件{hint}。随附的规则集：{'、'.join(shipped())}"
