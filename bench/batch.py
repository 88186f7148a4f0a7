"""Measure whole batches: two processes against one, against jieba, memory, and losses under stress.

``python -m bench.batch [--full]``. Without options small sizes are taken, which say whether things
work; ``--full`` takes those of the promises: 2,000 reports for speed, 20,000 for memory, 10,000
with a worker killed every ten seconds, and once more with a dozen Ctrl-C beside that. Exit status:
0 measured, nothing lost; 1 something was lost; 2 a command failed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import bench.stress
from bench import corpus

_MEMORY = """
import atexit, sys
from scorer.cli import main
def tell():
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(peak.split()[1], file=open(sys.argv[-1], "w"))
atexit.register(tell)
place = sys.argv[-1]
sys.argv[-1:] = []
try:
    main()
finally:
    sys.argv.append(place)
"""
_JIEBA = """
import logging, pathlib, sys, time
import jieba
jieba.setLogLevel(logging.CRITICAL)
jieba.initialize()
texts = [path.read_text("utf-8") for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.txt"))]
begun = time.perf_counter()
for text in texts:
    jieba.lcut(text)
print(time.perf_counter() - begun)
"""


class CommandError(Exception):
    """A command that was to be measured failed; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured; `kill_every` in seconds, `stops` are Ctrl-C."""

    runs: int
    speed: int
    memory: tuple[int, int]
    stress: int
    kill_every: float
    stops: int


SMALL = Sizes(3, 200, (100, 1000), 600, 2.0, 4)
FULL = Sizes(5, 2000, (100, 20_000), 10_000, 10.0, 12)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was measured and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.batch", description="批量")
    parser.add_argument("--full", action="store_true", help="按承诺的规模测")
    parser.add_argument("--only", choices=("speed", "memory", "stress"), help="只测一样")
    options = parser.parse_args(arguments)
    sizes = FULL if options.full else SMALL
    measures = {"speed": speed, "memory": memory, "stress": stress}
    status = 0
    for name, measure in measures.items():
        if options.only in (None, name):
            with tempfile.TemporaryDirectory() as folder:
                try:
                    status = max(status, measure(Path(folder), sizes))
                except CommandError as error:
                    print(error, file=sys.stderr)
                    return 2
    return status


def speed(folder: Path, sizes: Sizes) -> int:
    """Time the same reports with one and two processes, and jieba.lcut over them, interleaved."""
    corpus.write(folder / "in", sizes.speed)
    times: dict[str, list[float]] = {"one": [], "two": [], "jieba": []}
    for run in range(sizes.runs):
        for name, jobs in (("one", "1"), ("two", "2")):
            times[name].append(_timed(folder / "in", folder / f"{name}{run}", jobs))
        times["jieba"].append(float(_run([sys.executable, "-c", _JIEBA, str(folder / "in")])))
    one, two, jieba = (median(times[name]) for name in ("one", "two", "jieba"))
    print(f"{sizes.speed} 份 3,000—4,000 字的报告，{sizes.runs} 次交错运行的中位数（秒）")
    print(f"  一个进程        {one:8.2f}　每份 {one / sizes.speed * 1000:.1f} 毫秒")
    print(f"  两个进程        {two:8.2f}　{one / two:.2f} 倍（应不低于 1.8）")
    print(f"  jieba.lcut      {jieba:8.2f}　每核 {jieba / one:.2f} 倍（应不低于 6）")
    return 0


def memory(folder: Path, sizes: Sizes) -> int:
    """Print the peak memory of the parent process for few and for many reports."""
    print("主进程的内存峰值（MB）")
    for count in sizes.memory:
        corpus.write(folder / f"in{count}", count, short=True)
        peak = folder / "peak"
        where = [str(folder / f"in{count}"), "-o", str(folder / f"out{count}")]
        _run([sys.executable, "-c", _MEMORY, "batch", *where, "-j", "2", str(peak)])
        print(f"  {count:>6} 份        {int(peak.read_text()) / 1024:8.1f}")
    return 0


def stress(folder: Path, sizes: Sizes) -> int:
    """Kill processes and press Ctrl-C over good and damaged reports; tell what was lost."""
    return bench.stress.stress(folder, sizes.stress, sizes.kill_every, sizes.stops)


def _timed(reports: Path, results: Path, jobs: str) -> float:
    where = ["batch", str(reports), "-o", str(results), "-j", jobs]
    begun = time.perf_counter()
    _run([sys.executable, "-m", "scorer", *where])
    return time.perf_counter() - begun


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CommandError(f"命令失败（退出状态 {done.returncode}）：{done.stderr.strip()}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
