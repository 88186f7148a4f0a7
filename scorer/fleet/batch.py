"""All reports of a state, assessed by a crew: every one ends as done or as failed, none twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from typing import Protocol

from scorer.fleet.finding import STATE_FOLDER, Finding, Found, LeftOut, NotRead, find
from scorer.fleet.names import output_path
from scorer.fleet.saved import text_path
from scorer.fleet.state import State
from scorer.fleet.unfinished import clear
from scorer.fleet.values import Row, Status, Task
from scorer.model.errors import BatchError
from scorer.wholefile import reason_and_remedy

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
    clear(state.folder)
    try:
        for finding in find(list(paths), state.folder, unpacked):
            _enter(state, finding)
    except OSError as error:
        raise BatchError(str(unpacked), *reason_and_remedy(error)) from error
    state.commit()
    return state.count(Status.WAITING)


def _enter(state: State, finding: Finding) -> None:
    match finding:
        case Found():
            state.expect(finding)
        case NotRead():
            state.expect_failure(finding)
        case LeftOut(name):
            state.leave_out(name)


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
    """Clear away what earlier runs left and this one does not give; return of how many reports.

    Outputs in one of *formats* of a report that is gone or failed now would look like its result,
    and so would outputs in a format that was not made anew. What was unpacked goes as
    well, and what processes that were killed were writing.
    """
    gone = 0
    made = state.about("formats").split()
    for name, run, status in state.rows("SELECT name, run, status FROM reports ORDER BY name"):
        gone += run != state.run
        stands = run == state.run and status == Status.DONE.value
        dropped = [each for each in formats if not stands or each not in made]
        _remove(state.folder, str(name), dropped, text=not stands)
    state.forget_stale()
    rmtree(state.folder / STATE_FOLDER / "unpacked", ignore_errors=True)
    clear(state.folder)
    state.note(complete="1")
    return gone


def _remove(folder: Path, name: str, formats: Iterable[str], *, text: bool) -> None:
    paths = [output_path(folder, name, each) for each in formats]
    paths += [text_path(folder, name)] if text else []
    for path in paths:
        with suppress(OSError):  # not there, or something of the user's own in its place
            path.unlink()
