"""An existing Dask cluster as crew: reports go there as bytes or by shared path, results come back.

Only so many reports are under way as the cluster can take, so that the driver's memory stays flat;
the driver alone writes outputs. A worker that is lost is Dask's business: it gives the reports to
another. Reports that lose several workers come back as SUSPECT.
"""

from __future__ import annotations

import hashlib
import logging
import pickle
import re
import socket
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from scorer.fleet.pool import Stop
from scorer.fleet.values import Row, Settings, Status, Task
from scorer.fleet.worker import Assessor, Made, written
from scorer.model.errors import BatchError

_AT_ONCE = 16  # reports in one piece of work
_PER_THREAD = 2  # pieces of work under way for each thread of the cluster
_PATIENCE = 30  # seconds to connect, and to wait for a first worker
_TICK = 0.2
_NAP = 0.01
_CONNECTED = ("running", "connecting")  # Dask reconnects by itself
_MOST_LOST = 100  # pieces of work whose results are lost with their workers
_LEVEL = 3  # of compression
_ADDRESS = re.compile(r"(?:[a-z]+://)?([^\s/:]+|\[[^\]]+\]):(\d{1,5})")
_INSTALL = "请在本机和集群的每台机器上运行 pip install 'scorer[cluster]'。"
_AGAIN = "已完成的都保留着；请检查集群，再加 --resume 接着做。"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A report on its way; `data` is its file, None where the worker sees the same path."""

    task: Task
    data: bytes | None
    error: str = ""


@lru_cache(maxsize=2)
def _assessor(_key: str, packed: bytes) -> Assessor:
    return Assessor(pickle.loads(zlib.decompress(packed)))


def assess_parcels(key: str, packed: bytes, parcels: Sequence[Parcel]) -> list[Made]:
    """Return what each parcel gives; runs on the cluster, which keeps settings by their *key*."""
    assessor = _assessor(key, packed)
    return [assessor.make(parcel.task, parcel.data) for parcel in parcels]


def load_distributed() -> ModuleType:
    """Return distributed, or say how to get it."""
    try:
        return import_module("distributed")
    except ImportError as error:
        raise BatchError("--scheduler", "缺少 distributed", _INSTALL) from error


class Cluster:
    """The Dask cluster at *address*; *limit* is how many seconds one report may take."""

    def __init__(
        self, address: str, settings: Settings, limit: float, *, shared_path: bool
    ) -> None:
        """Connect; raises BatchError where there is no cluster or nobody works in it."""
        self._distributed = load_distributed()
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self._limit, self._shared = limit, shared_path
        self._folder = Path(settings.folder)
        self._packed = zlib.compress(pickle.dumps(settings), _LEVEL)
        self._key = hashlib.sha256(self._packed).hexdigest()
        self._client = _connected(self._distributed, address)
        self._threads = sum(self._client.nthreads().values())
        self._since: dict[Any, float] = {}
        self._again: list[list[Task]] = []
        self._lost = 0

    def close(self) -> None:
        """Leave the cluster as it was."""
        self._client.close(timeout=2)

    def work(self, tasks: Iterable[Task], stop: Stop) -> Iterator[Row]:
        """Yield the row of every task as it is done; when *stop* says so, finish what is begun."""
        return self._work(iter(tasks), stop, self._threads * _PER_THREAD, _AT_ONCE)

    def alone(self, tasks: Iterable[Task], stop: Stop) -> Iterator[Row]:
        """Yield the row of every task, one at a time."""
        return self._work(iter(tasks), stop, 1, 1)

    def _work(self, tasks: Iterator[Task], stop: Stop, most: int, size: int) -> Iterator[Row]:
        under_way: dict[Any, list[Task]] = {}
        try:
            while True:
                while not stop() and len(under_way) < most and (part := self._part(tasks, size)):
                    yield from self._send(part, under_way)
                if not under_way:
                    return
                for future in self._finished(under_way):
                    yield from self._received(future, under_way.pop(future))
                yield from self._overdue(under_way, most)
        finally:
            self._client.cancel(list(under_way))

    def _part(self, tasks: Iterator[Task], size: int) -> list[Task]:
        return self._again.pop() if self._again else list(islice(tasks, size))

    def _send(self, tasks: list[Task], under_way: dict[Any, list[Task]]) -> Iterator[Row]:
        """Submit *tasks*; yield the rows of those whose file cannot be read here."""
        parcels = [self._parcel(task) for task in tasks]
        for parcel in parcels:
            if parcel.error:
                yield Row(parcel.task.name, Status.FAILED, code="unreadable", message=parcel.error)
        ready = [parcel for parcel in parcels if not parcel.error]
        if ready:
            future = self._client.submit(assess_parcels, self._key, self._packed, ready, pure=False)
            self._since[future.key] = time.monotonic()
            under_way[future] = [parcel.task for parcel in ready]

    def _parcel(self, task: Task) -> Parcel:
        if self._shared:
            return Parcel(task, None)
        try:
            return Parcel(task, Path(task.path).read_bytes())
        except OSError as error:
            return Parcel(task, None, f"无法读取（{error.strerror or error}）。请检查文件和权限")

    def _finished(self, under_way: Iterable[Any]) -> list[Any]:
        """Return what is no longer pending within a tick; raises BatchError without a scheduler."""
        until = time.monotonic() + _TICK
        while True:
            done = [future for future in under_way if future.done()]
            if done or time.monotonic() > until:
                return done
            if self._client.status not in _CONNECTED:
                raise BatchError("集群", "与调度器的连接断了", _AGAIN)
            time.sleep(_NAP)

    def _received(self, future: Any, tasks: list[Task]) -> Iterator[Row]:  # noqa: ANN401  (Dask's)
        self._since.pop(future.key, None)
        try:
            made = future.result(timeout=_PATIENCE)
        except self._distributed.KilledWorker:
            for task in tasks:
                message = "评它的集群工作进程接连中断"
                yield Row(task.name, Status.SUSPECT, code="crashed", message=message)
        except (CancelledError, TimeoutError, OSError) as error:
            self._send_again(tasks, error)
        except Exception as error:
            raise _not_worked(error) from error
        else:
            yield from (written(each, self._folder) for each in made)

    def _send_again(self, tasks: list[Task], error: Exception) -> None:
        """Note that the results of *tasks* were lost with their worker, if that is likely."""
        self._lost += 1
        if self._lost > _MOST_LOST or self._client.status not in _CONNECTED:
            raise BatchError("集群", "与调度器或工作进程的连接断了", _AGAIN) from error
        self._again.append(tasks)

    def _overdue(self, under_way: dict[Any, list[Task]], most: int) -> Iterator[Row]:
        """Give up what takes too long; what waits behind it has its time as well."""
        patience = self._limit * (_PER_THREAD if most > 1 else 1)
        now = time.monotonic()
        late = [
            future
            for future, tasks in under_way.items()
            if now - self._since[future.key] > patience * len(tasks)
        ]
        for future in late:
            tasks = under_way.pop(future)
            self._client.cancel([future])
            yield from (self._late(task, alone=most == 1) for task in tasks)

    def _late(self, task: Task, *, alone: bool) -> Row:
        message = f"{self._limit:g} 秒没有评完，已放弃。可用 --timeout 放宽，或者单独评这一份"
        status = Status.FAILED if alone else Status.SUSPECT
        return Row(task.name, status, "", self._limit, code="timeout", message=message)


def _connected(distributed: ModuleType, address: str) -> Any:  # noqa: ANN401  (Dask's client)
    remedy = "请检查地址（如 tcp://10.0.0.1:8786）、调度器和网络。"
    try:
        _knock(address)
        client = distributed.Client(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise BatchError(f"--scheduler {address}", "连不上 Dask 调度器", remedy) from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        client.close()
        remedy = f"请先启动工作进程：dask worker {address}。"
        raise BatchError(f"--scheduler {address}", "集群里没有工作进程", remedy) from error
    return client


def _knock(address: str) -> None:
    """Raise ValueError or OSError at once where *address* is none or nobody answers there."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError(address)
    socket.create_connection((found[1].strip("[]"), int(found[2])), _PATIENCE).close()


def _not_worked(error: Exception) -> BatchError:
    if isinstance(error, ImportError):
        return BatchError("集群", f"工作进程里缺少程序（{error}）", _INSTALL)
    return BatchError("集群", f"工作进程出错（{type(error).__name__}: {error}）", _AGAIN)
