"""summary.json: what the whole batch gave, written row by row from the state."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from scorer.fleet.state import State
from scorer.fleet.unfinished import finished
from scorer.model.errors import BatchError
from scorer.rendering.data import SCHEMA
from scorer.wholefile import reason_and_remedy

SUMMARY = "summary.json"
_KEPT = ("unit", "year", "score", "full", "band", "provisional", "groups", "warnings")


def write_summary(state: State) -> Path:
    """Write the summary of *state*, whole or not at all, and return where it stands.

    Reports, failures and skipped files come by name; there is no clock in it. Raises BatchError
    where it cannot be written.
    """
    target = state.folder / SUMMARY
    try:
        with (
            finished(target, state.folder) as partial,
            partial.open("w", encoding="utf-8", errors="replace", newline="\n") as file,
        ):
            _write(state, file)
    except OSError as error:
        raise BatchError(str(target), *reason_and_remedy(error)) from error
    return target


def _write(state: State, file: IO[str]) -> None:
    rules: dict[str, object] = {}
    file.write(f'{{\n  "schema": "{SCHEMA}",\n  "reports": ')
    _list(file, _reports(state, rules))
    file.write(',\n  "failures": ')
    _list(file, _failures(state))
    file.write(',\n  "skipped": ')
    _list(file, state.left_out())
    file.write(',\n  "rules": ')
    _list(file, (rules[key] for key in sorted(rules)))
    file.write("\n}\n")


def _list(file: IO[str], values: Iterable[object]) -> None:
    """Write *values* as a JSON list, one a line."""
    before = "[\n    "
    for value in values:
        file.write(before + json.dumps(value, ensure_ascii=False))
        before = ",\n    "
    file.write("[]" if before.startswith("[") else "\n  ]")


def _reports(state: State, rules: dict[str, object]) -> Iterator[dict[str, object]]:
    """Yield a line a report; *rules* gathers the rule sets that were applied, by their hash."""
    for name, result in state.results():
        applied = result["rules"]
        if isinstance(applied, dict):
            rules[f"{applied['id']} {applied['sha256']}"] = applied
            yield {
                "name": name,
                **{key: result[key] for key in _KEPT},
                "rules": applied["id"],
                "file": f"{name}.json",
            }


def _failures(state: State) -> Iterator[dict[str, str]]:
    for name, code, message in state.failures():
        yield {"name": name, "code": code, "message": message}
