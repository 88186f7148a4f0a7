"""Parquet: a table with one row a report and one with one row an element, for DuckDB and pandas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from scorer.fleet.state import State
from scorer.fleet.unfinished import finished
from scorer.model.errors import BatchError
from scorer.wholefile import reason_and_remedy

PARQUET = "parquet"
REPORTS, ELEMENTS = "reports.parquet", "elements.parquet"
ROWS = 10_000  # of a row group
_REPORT: Mapping[str, str] = {
    "name": "string", "unit": "string", "year": "int32", "score": "float64", "full": "float64",
    "band": "string", "provisional": "bool_", "title": "string", "format": "string",
    "characters": "int32", "findings": "int32", "rules": "string", "rules_version": "string",
    "sha256": "string",
}  # fmt: skip
_ELEMENT: Mapping[str, str] = {
    "report": "string", "unit": "string", "year": "int32", "id": "string", "group": "string",
    "name": "string", "points": "float64", "score": "float64", "state": "string",
    "level": "string", "evidence": "int32", "rules": "string",
}  # fmt: skip
Row = dict[str, Any]


def load_pyarrow() -> ModuleType:
    """Return pyarrow, or say how to get it."""
    try:
        return import_module("pyarrow")
    except ImportError as error:
        remedy = "请运行 pip install 'scorer[parquet]'，或者去掉 -f parquet。"
        raise BatchError("Parquet", "缺少 pyarrow", remedy) from error


def write_tables(state: State) -> list[Path]:
    """Write both tables from *state*, each whole or not at all; return where they stand.

    Rows come by report name, in row groups of `ROWS`. Raises BatchError where one cannot be
    written.
    """
    arrow = load_pyarrow()
    return [
        _write(arrow, state.folder / REPORTS, _REPORT, _reports(state)),
        _write(arrow, state.folder / ELEMENTS, _ELEMENT, _elements(state)),
    ]


def _write(
    arrow: ModuleType, target: Path, columns: Mapping[str, str], rows: Iterator[Row]
) -> Path:
    parquet = import_module("pyarrow.parquet")
    schema = arrow.schema([(name, getattr(arrow, kind)()) for name, kind in columns.items()])
    try:
        with (
            finished(target, target.parent) as partial,
            parquet.ParquetWriter(partial, schema, compression="zstd") as writer,
        ):
            for group in _groups(rows):
                writer.write_table(arrow.Table.from_pylist(group, schema=schema))
    except OSError as error:
        raise BatchError(str(target), *reason_and_remedy(error)) from error
    return target


def _groups(rows: Iterator[Row]) -> Iterator[Sequence[Row]]:
    while group := list(islice(rows, ROWS)):
        yield group


def _reports(state: State) -> Iterator[Row]:
    for name, result in state.results():
        row: Row = {key: result[key] for key in _REPORT if key in result}
        rules: Any = result["rules"]
        findings: Any = result["findings"]
        yield row | {
            "name": name,
            "findings": len(findings),
            "rules": rules["id"],
            "rules_version": rules["version"],
        }


def _elements(state: State) -> Iterator[Row]:
    for name, result in state.results():
        rules: Any = result["rules"]
        told = {
            "report": name,
            "unit": result["unit"],
            "year": result["year"],
            "rules": rules["id"],
        }
        elements: Iterable[Any] = result["elements"]  # type: ignore[assignment]
        yield from ({**element, **told} for element in elements)
