"""--log: a file with one JSON line for each report as it is done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import IO

from scorer import pipeline
from scorer.fleet.results import TENTHS
from scorer.fleet.values import Row
from scorer.model.errors import BatchError
from scorer.wholefile import reason_and_remedy


class JobLog:
    """Writes a line a report; without a file it does nothing."""

    def __init__(self, file: IO[str] | None = None) -> None:
        """Take the open file."""
        self._file = file

    def note(self, row: Row) -> None:
        """Write what became of a report."""
        if self._file is None:
            return
        line = {
            "time": datetime.now(pipeline.CHINA).isoformat(timespec="milliseconds"),
            "name": row.name,
            "seconds": float(f"{row.seconds:.3f}"),
            "status": row.status.value,
            **_outcome(row),
        }
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()


def _outcome(row: Row) -> dict[str, object]:
    result: dict[str, object] = {}
    if row.tenths is not None:
        kept = json.loads(row.result)
        result = {"score": row.tenths / TENTHS, "band": kept["band"], "unit": kept["unit"]}
    if row.code:
        result |= {"code": row.code, "message": row.message}
    return result | ({"detail": row.detail} if row.detail else {})


def opened(path: str | None) -> AbstractContextManager[JobLog]:
    """Return the log that appends to the file *path*; raises BatchError where it cannot."""
    return nullcontext(JobLog()) if path is None else _appending(path)


@contextmanager
def _appending(path: str) -> Iterator[JobLog]:
    try:
        Path(path).touch()
    except OSError as error:
        raise BatchError(f"--log {path}", *reason_and_remedy(error)) from error
    with Path(path).open("a", encoding="utf-8", errors="replace", newline="\n") as file:
        yield JobLog(file)
