"""Worker processes of our own: whatever kills or hangs one costs the report it was reading.

A process pool of the standard library gives up as a whole when one of its processes dies, and
cannot say which report it was. Here each process has a pipe: it is sent a few reports at a time
(about `_STRETCH` seconds' worth, the next before it has done with the last, so that small reports
do not wait for messages; fewer towards the end, so that all end together) and answers one by one.
The first report without an answer is the one that a dead process was reading.

Processes are forked where that is safe (Linux, one thread): they begin at once with the rules that
the parent has compiled, and share their memory. Elsewhere they are spawned and make themselves
ready.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess

from scorer.fleet.values import Row, Settings, Status, Task
from scorer.fleet.worker import Assessor
from scorer.model.errors import BatchError
from scorer.pipeline import Rules

_STRETCH = 0.2  # seconds of work that a process is given at a time
_MOST_AT_ONCE = 64
_NEARLY_DONE = 1  # report that a process still has when it is given more
_MOST_AHEAD = 4096  # tasks that are known before they are given out
_TICK = 0.2  # seconds between looks at the clock and at the wish to stop
_MOST_STILLBORN = 5  # processes that die one after the other before they are ready
_WARMING = 60.0  # seconds that a process may take to make itself ready
_COLLECT_AFTER = 20_000  # values more than before
_READY = None
_INTERRUPTS = frozenset({signal.SIGINT, signal.SIGTERM})
_KILLED = -9  # what an exhausted Linux does to a process

Stop = Callable[[], bool]


@dataclass(eq=False, slots=True)
class _Worker:
    """A process, what it was given and has not answered, and since when it has been silent."""

    process: BaseProcess
    connection: Connection[object, object]
    tasks: deque[Task] = field(default_factory=deque)
    since: float = 0.0
    ready: bool = False


class Pool:
    """*count* processes that assess reports; one run at a time."""

    def __init__(self, settings: Settings, rules: Rules | None, count: int, limit: float) -> None:
        """Take note; *limit* is how many seconds one report may take."""
        self._settings, self._rules = settings, rules
        self._count, self._limit = count, limit
        self._context = _context()
        self._workers: list[_Worker] = []
        self._again: deque[Task] = deque()
        self._ahead: deque[Task] = deque()
        self._struck: set[str] = set()
        self._mean = 0.0
        self._stillborn = 0

    def work(self, tasks: Iterable[Task], stop: Stop) -> Iterator[Row]:
        """Yield the row of every task as it is done; when *stop* says so, finish what is begun.

        A report whose process died is given to another, since something else may have killed it;
        if that dies as well it comes back as SUSPECT. Raises BatchError where no process lives.
        """
        waiting = iter(tasks)
        self._ahead.clear()
        try:
            while True:
                if not stop():
                    self._hand_out(waiting)
                busy = [worker for worker in self._workers if worker.tasks]
                if not busy:
                    return
                yield from self._collect(busy)
        finally:
            self._end()

    def alone(self, tasks: Iterable[Task], stop: Stop) -> Iterator[Row]:
        """Yield the row of every task, one at a time, each in a new process, nothing beside it."""
        for task in tasks:
            if stop():
                return
            pool = Pool(self._settings, self._rules, 1, self._limit)
            pool._struck.add(task.name)
            yield from pool.work([task], lambda: False)

    def _hand_out(self, waiting: Iterator[Task]) -> None:
        while (free := self._free()) is not None:
            portion = self._portion(waiting)
            if not portion:
                return
            if not free.tasks:
                free.since = time.monotonic()
            free.tasks.extend(portion)
            try:
                free.connection.send(portion)
            except OSError:  # it died meanwhile; reading from it tells
                return

    def _free(self) -> _Worker | None:
        """Return who has nothing to do, a new worker while there are too few, or who soon has."""
        least = min(self._workers, key=lambda worker: len(worker.tasks), default=None)
        if least is not None and not least.tasks:
            return least
        if len(self._workers) < self._count:
            return self._started()
        return least if least is not None and len(least.tasks) <= _NEARLY_DONE else None

    def _portion(self, waiting: Iterator[Task]) -> tuple[Task, ...]:
        """Return what a process is given at a time, of the last tasks no more than its share."""
        if self._again:
            return (self._again.popleft(),)
        ahead = min(_MOST_AHEAD, 2 * self._count * _MOST_AT_ONCE)
        self._ahead.extend(islice(waiting, ahead - len(self._ahead)))
        size = min(int(_STRETCH / self._mean), _MOST_AT_ONCE) if self._mean else 1
        size = max(min(size, len(self._ahead) // (2 * self._count)), 1)
        return tuple(self._ahead.popleft() for _ in range(min(size, len(self._ahead))))

    def _collect(self, busy: list[_Worker]) -> Iterator[Row]:
        """Yield what the *busy* workers have to say within a tick."""
        heard = wait([worker.connection for worker in busy], timeout=_TICK)
        for worker in busy:
            if worker.connection in heard:
                yield from self._hear(worker)
            elif time.monotonic() - worker.since > self._limit + (0 if worker.ready else _WARMING):
                yield self._overdue(worker)

    def _hear(self, worker: _Worker) -> Iterator[Row]:
        try:
            said = worker.connection.recv()
        except Exception:  # cut off in the middle of a message: no kind of error is certain
            yield from self._died(worker)
            return
        worker.since = time.monotonic()
        if not isinstance(said, Row):
            worker.ready, self._stillborn = True, 0
            return
        worker.tasks.popleft()
        self._mean = said.seconds if not self._mean else 0.9 * self._mean + 0.1 * said.seconds
        yield said

    def _died(self, worker: _Worker) -> Iterator[Row]:
        worker.process.join()
        tasks = self._dismiss(worker)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _MOST_STILLBORN:
                raise BatchError("批量", "评分进程一启动就退出", "请检查内存，或者用 -j 1 再试。")
            self._again.extend(tasks)
            return
        self._again.extend(tasks[1:])
        if tasks[0].name in self._struck:
            message = _death(worker.process)
            yield Row(tasks[0].name, Status.SUSPECT, code="crashed", message=message)
        else:
            self._struck.add(tasks[0].name)
            self._again.append(tasks[0])

    def _overdue(self, worker: _Worker) -> Row:
        tasks = self._dismiss(worker)
        self._again.extend(tasks[1:])
        message = f"{self._limit:g} 秒没有评完，已放弃。可用 --timeout 放宽，或者单独评这一份"
        return Row(tasks[0].name, Status.FAILED, "", self._limit, code="timeout", message=message)

    def _dismiss(self, worker: _Worker) -> list[Task]:
        """End *worker*; return what it has not answered, what it was at first."""
        self._workers.remove(worker)
        _kill(worker)
        return list(worker.tasks)

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        forked = self._context.get_start_method() == "fork"
        given = (self._rules, ours) if forked else (None, None)
        process = self._context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, self._settings, *given), daemon=True
        )
        worker = _Worker(process, ours)
        with _undisturbed():
            process.start()
            self._workers.append(worker)
        theirs.close()
        return worker

    def _end(self) -> None:
        for worker in self._workers:
            _kill(worker)
        self._workers.clear()


def _kill(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.connection.close()


def _context() -> BaseContext:
    forks = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


def _death(process: BaseProcess) -> str:
    code = process.exitcode or 0
    if code == _KILLED:
        return "评分进程被系统终止，多半是内存不足"
    return f"评分进程异常退出（{f'信号 {-code}' if code < 0 else f'退出状态 {code}'}）"


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep Ctrl-C waiting: a process that begins would hear it as well and act as its parent."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPTS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    connection: Connection[object, object],
    settings: Settings,
    rules: Rules | None,
    inherited: Connection[object, object] | None,
) -> None:
    """Assess what is sent until the parent is gone; interrupts are the parent's business.

    A forked process inherits the parent's end of its own pipe and of those made before. It closes
    its own, so that the last one sees the parent go, and when that one ends the one before it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPTS)
    if inherited is not None:
        inherited.close()
    assessor = Assessor(settings, rules)
    _spare_collector()
    with suppress(EOFError, OSError):
        connection.send(_READY)
        while True:
            for task in connection.recv():  # type: ignore[attr-defined]
                connection.send(assessor.work(task))


def _spare_collector() -> None:
    """Let the garbage collector look at new values alone, and less often.

    Rules and dictionaries stay until the process ends: looking through them finds nothing, and
    would copy the memory that forked processes share. A report leaves almost no cycles behind.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)
