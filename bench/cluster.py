"""A batch on a Dask cluster: memory of the one that hands out, and the tables that come of it.

``python -m bench.cluster [--reports N]``. A scheduler and two worker processes are started on this
machine; the reports are short, a few hundred texts under many names. The driver's memory is read
when 1,000, 10,000 and so on results are there; the Parquet tables are then read
with DuckDB and pandas where these are installed. Exit status: 0 measured; 1 a result is missing, or
the memory grew by more than `MOST_GROWTH`; 2 the cluster or the batch failed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from bench.corpus import SHORT
from bench.recombine import reports

WORKERS = 2
MOST_GROWTH = 1.3  # times the memory at the first thousand results
_TEXTS = 200
_PER_FOLDER = 1000
_PATIENCE = 60  # seconds for the scheduler to start
_TICK = 0.2
_HERE = ("--host", "127.0.0.1", "--no-dashboard")
_ELEMENTS = 32  # of the rule set for the reports' year


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.cluster", description="集群上的批量")
    parser.add_argument("--reports", type=int, default=100_000, help="报告数")
    count = parser.parse_args(arguments).reports
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        write(folder / "in", count)
        print(f"{count} 份短报告，集群有 {WORKERS} 个工作进程；主进程的内存（MB）", flush=True)
        with cluster(folder) as address:
            status, grew = drive(folder, address, count)
        if status:
            print((folder / "err").read_text(encoding="utf-8"), file=sys.stderr)
            return 2
        return int(not whole(folder / "out", count) or grew > MOST_GROWTH)


def write(folder: Path, count: int) -> None:
    """Write *count* short reports into *folder*, the same few hundred texts again and again."""
    texts = [text[:SHORT] for text in islice(reports(_TEXTS), _TEXTS)]
    for number in range(count):
        place = folder / f"{number // _PER_FOLDER:03}"
        if number % _PER_FOLDER == 0:
            place.mkdir(parents=True)
        (place / f"{number:06}.txt").write_text(texts[number % _TEXTS], encoding="utf-8")


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Start a scheduler and its workers; give its address, and end them all."""
    file = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    scratch = ["--local-directory", str(folder / "scratch")]
    commands = [[*dask, "scheduler", "--port", "0"]]
    commands += [[*dask, "worker", "--nthreads", "1", "--no-nanny", *scratch]] * WORKERS
    started = [
        subprocess.Popen(
            [*command, *_HERE, "--scheduler-file", str(file)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for command in commands
    ]
    try:
        yield _address(file)
    finally:
        for process in started:
            process.kill()
            process.wait()


def _address(file: Path) -> str:
    for _ in range(int(_PATIENCE / _TICK)):
        if file.exists() and file.read_text(encoding="ascii").endswith("}"):
            break
        time.sleep(_TICK)
    return next(part for part in file.read_text("ascii").split('"') if part.startswith("tcp://"))


def drive(folder: Path, address: str, count: int) -> tuple[int, float]:
    """Assess the reports on the cluster, printing the driver's memory; return status and growth."""
    where = [str(folder / "in"), "-o", str(folder / "out"), "--scheduler", address]
    command = [sys.executable, "-m", "scorer", "batch", *where, "-f", "parquet"]
    log = folder / "log"
    with (folder / "err").open("wb") as errors:
        process = subprocess.Popen(
            [*command, "--log", str(log)], stdout=subprocess.DEVNULL, stderr=errors
        )
    steps = [step for step in (1000, 10_000, 100_000) if step < count] + [count]
    first, growth, most, last = 0.0, 1.0, 0.0, 0.0
    read, lines = 0, 0
    while process.poll() is None:
        time.sleep(_TICK)
        if log.exists():
            with log.open("rb") as file:
                file.seek(read)
                new = file.read()
            read, lines = read + len(new), lines + new.count(b"\n")
        last = _resident(process.pid) or last
        most = max(most, last)
        if steps and lines >= steps[0]:
            print(f"  {steps.pop(0):>7} 份{last:>9.1f}", flush=True)
            first, growth = first or last, last / (first or last)
    print(f"  最高       {most:>9.1f}（写 Parquet 表，连同 pyarrow）", flush=True)
    return process.returncode, growth


def _resident(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next((int(x.split()[1]) / 1024 for x in text.splitlines() if x.startswith("VmRSS")), 0.0)


def whole(results: Path, count: int) -> bool:
    """Print how many rows DuckDB and pandas find in the tables; return whether that is right."""
    wanted = {"reports": count, "elements": count * _ELEMENTS}
    right = len(list(results.glob("*/*.json"))) == count
    print(f"  每份的 JSON：{'一份不少' if right else '数目不对'}")
    for library, rows in (("duckdb", _duckdb_rows), ("pandas", _pandas_rows)):
        if find_spec(library) is None:
            print(f"  {library}：没有安装，没有试")
            continue
        found = {table: rows(results / f"{table}.parquet") for table in wanted}
        print(f"  {library}：" + "，".join(f"{name} {found[name]} 行" for name in found))
        right &= found == wanted
    return right


def _duckdb_rows(table: Path) -> int:
    query = f"select count(*) from '{table}'"
    return int(import_module("duckdb").sql(query).fetchall()[0][0])


def _pandas_rows(table: Path) -> int:
    return len(import_module("pandas").read_parquet(table))


if __name__ == "__main__":
    sys.exit(main())
