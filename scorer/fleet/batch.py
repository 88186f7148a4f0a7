"""All reports of a state, assessed by a crew: every one ends as done or as failed, none twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from typing import Protocol

from scorer.fleet.finding import STATE_FOLDER, Found, LeftOut, NotRead, find
from scorer.fleet.names import output_path
from scorer.fleet.saved import text_path
from scorer.fleet.state import State
from scorer.fleet.values import Row, Status, Task
from scorer.model.errors import BatchError

_COMMIT = 1.0  # seconds between two writings of the state to disk
Stop = Callable[[], bool]


class Crew(Protocol):
    """Those who assess: processes of this machine, or a cluster."""

    def work(self, tasks: Iterable[Task], stop: Stop) -> Iterator[Row]:
        """Yield the row of every task as it is done; SUSPECT where its process died."""
        ...

    def alone(self, tasks: Iterable[Task], stop: Stop) -> Iterator[Row]:
        """Yield the row of every task, each alone in a new process."""
        ...


def register(state: State, paths: Iterable[Path]) -> int:
    """Put what *paths* hold into *state*; return how many reports there are to assess."""
    unpacked = state.folder / STATE_FOLDER / "unpacked"
    rmtree(unpacked, ignore_errors=True)
    for finding in find(list(paths), state.folder, unpacked):
        match finding:
            case Found():
                state.expect(finding)
            case NotRead():
                state.expect_failure(finding)
            case LeftOut(name):
                state.leave_out(name)
    state.commit()
    return state.count(Status.WAITING)


def assess_all(state: State, crew: Crew, stop: Stop) -> Iterator[Row]:
    """Yield the row of every waiting report of *state* after it was recorded there.

    Suspects are tried once more alone at the end. Raises BatchError where nothing can be written
    any more; what is done is kept, as it is when the caller stops.
    """
    try:
        yield from _recorded(state, crew.work(state.tasks(Status.WAITING), stop))
        yield from _recorded(state, map(_given_up, crew.alone(state.tasks(Status.SUSPECT), stop)))
    finally:
        state.commit()


def _recorded(state: State, rows: Iterable[Row]) -> Iterator[Row]:
    committed = time.monotonic()
    for row in rows:
        if row.status is Status.HALTED:
            remedy = "已完成的都保留着；排除后加 --resume 接着做。"
            raise BatchError("批量停止", row.message.rstrip("。"), remedy)
        state.record(row)
        if time.monotonic() - committed > _COMMIT:
            state.commit()
            committed = time.monotonic()
        yield row


def _given_up(row: Row) -> Row:
    """Return *row*, a second trial's, as a failure if it went wrong again."""
    if row.status is not Status.SUSPECT:
        return row
    message = f"{row.message}；单独再试一次仍是这样。请单独评这一份，或者换一台内存大的机器"
    return replace(row, status=Status.FAILED, message=message)


def finish(state: State, formats: Iterable[str]) -> int:
    """Clear away what only earlier runs had and what was unpacked; return how many reports' worth.

    *formats* are those that outputs of this or an earlier run may have.
    """
    count = 0
    known = list(formats)
    for name in state.stale():
        count += 1
        text_path(state.folder, name).unlink(missing_ok=True)
        for format_name in known:
            output_path(state.folder, name, format_name).unlink(missing_ok=True)
    state.forget_stale()
    rmtree(state.folder / STATE_FOLDER / "unpacked", ignore_errors=True)
    state.note(complete="1")
    return count
