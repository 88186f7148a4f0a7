"""Measure the findings against rows that say what a careful reader would object to.

``python -m bench.findings [FILE_OR_FOLDER...] [--code CODE]...`` reads YAML lists of rows:

    - {code: figures.rate, text: 受理信访205件，办结198件，办结率93%。, find: true, says: 96.6%}
    - {code: figures.rate, text: 力争办结率达到95%。, find: false, why: a target}

`text` is a whole report, or what may stand in one (several lines with `|`). `find` says whether
the check of that `code` must report it. Optional: `says`, words that must stand in the message or
the quotation of a finding; `year`, the report year if the text names none; `published`, the date
of publication; `why`, for whoever reads the row. Exit status: 0 measured; 1 measured, and a family
is below the limits; 2 could not measure.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bench.agreement import Ratio
from scorer import ScorerError, pipeline
from scorer.checks.run import check
from scorer.model.result import Finding
from scorer.reading import read_bytes

ROWS = Path(__file__).parent.parent / "tests" / "cases" / "findings"
LEAST_PRECISION = 0.98
LEAST_RECALL = 0.90
_KNOWN = frozenset({"code", "text", "find", "says", "year", "published", "why"})
_NEEDED = frozenset({"code", "text", "find"})


class RowError(Exception):
    """Rows that cannot be measured with; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Row:
    """A text and whether the check of `code` must object to it."""

    place: str
    code: str
    text: str
    find: bool
    says: str = ""
    year: int | None = None
    published: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A row and the findings of its code."""

    row: Row
    findings: tuple[Finding, ...]

    @property
    def found(self) -> bool:
        """Whether the check objected, and to what the row says."""
        return any(self.row.says in f"{one.message}\n{one.quote}" for one in self.findings)

    @property
    def right(self) -> bool:
        """Whether the check did what the row expects."""
        return self.found if self.row.find else not self.findings


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the measurement and return the exit status."""
    options = _options(arguments)
    try:
        rows = read_rows(options.paths or [ROWS], options.code)
        results = [measured(row) for row in rows]
    except (RowError, ScorerError) as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(report_lines(results)))
    return 0 if all(_good_enough(own) for _, own in _families(results)) else 1


def read_rows(paths: Iterable[Path], codes: Sequence[str] | None = None) -> list[Row]:
    """Return the rows in *paths* (files, or folders of .yaml files), of *codes* only if given."""
    rows = [row for path in paths for file in _files(path) for row in _rows(file)]
    chosen = [row for row in rows if not codes or row.code in codes]
    if not chosen:
        raise RowError(f"{'、'.join(map(str, paths))}：没有可测的例子")
    return chosen


def measured(row: Row) -> Result:
    """Return what the check of the row's code finds in the row's text."""
    document = pipeline.understand(read_bytes(row.text.encode(), "报告.txt"), row.year)
    found = check(document, row.published, pipeline.knowledge())
    return Result(row, tuple(one for one in found if one.code == row.code))


def precision(results: Sequence[Result]) -> Ratio:
    """Return how many of the rows objected to are rightly objected to."""
    objected = [one for one in results if one.findings]
    return Ratio(sum(one.row.find and one.right for one in objected), len(objected))


def recall(results: Sequence[Result]) -> Ratio:
    """Return how many of the rows to be objected to are."""
    expected = [one for one in results if one.row.find]
    return Ratio(sum(one.right for one in expected), len(expected))


def report_lines(results: Sequence[Result]) -> list[str]:
    """Return the measurement as lines of text: a line a family, then every row that is wrong."""
    lines = [f"{'代码':<22}{'例子':<6}{'应报':<6}{'查准率':<20}查全率"]
    for code, own in _families(results):
        expected = sum(one.row.find for one in own)
        counts = f"{code:<24}{len(own):<8}{expected:<8}"
        lines.append(f"{counts}{precision(own)!s:<22}{recall(own)!s}")
    return [*lines, *(line for one in results if not one.right for line in _wrong(one))]


def _wrong(result: Result) -> Iterator[str]:
    row = result.row
    verb = "多报" if not row.find else "报得不对" if result.findings else "漏报"
    yield f"\n{row.place} {row.code} {verb}：{row.text.strip()}"
    if row.says:
        yield f"  应说：{row.says}"
    for one in result.findings:
        yield f"  说的是：{one.message}　引文：{one.quote}"
    if row.why:
        yield f"  理由：{row.why}"


def _families(results: Sequence[Result]) -> list[tuple[str, list[Result]]]:
    codes = sorted({one.row.code for one in results})
    return [(code, [one for one in results if one.row.code == code]) for code in codes]


def _good_enough(results: Sequence[Result]) -> bool:
    limits = ((precision(results), LEAST_PRECISION), (recall(results), LEAST_RECALL))
    return all(ratio.part >= least * ratio.whole for ratio, least in limits)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.glob("*.yaml"))
    if not path.is_file():
        raise RowError(f"{path}：文件或文件夹不存在")
    return [path]


def _rows(path: Path) -> Iterator[Row]:
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise RowError(f"{path}：读不出来（{error}）") from error
    if not isinstance(entries, list):
        raise RowError(f"{path}：应是一列例子")
    for number, entry in enumerate(entries, 1):
        yield _row(f"{path.name} 第 {number} 条", entry)


def _row(place: str, entry: object) -> Row:
    values: dict[str, Any] = entry if isinstance(entry, dict) else {}
    keys = set(values)
    if not keys >= _NEEDED or keys - _KNOWN:
        needed, known = "、".join(sorted(_NEEDED)), "、".join(sorted(_KNOWN))
        raise RowError(f"{place}：要有 {needed}；可用的键：{known}")
    return Row(place=place, **{**values, "says": str(values.get("says", ""))})


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.findings", description="量一量报告自身问题的查准率和查全率"
    )
    parser.add_argument("paths", type=Path, nargs="*", metavar="例子文件或文件夹")
    parser.add_argument("--code", action="append", help="只量这一类，可以写多次")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
