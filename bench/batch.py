"""Measure whole batches: two processes against one, against jieba, memory, and losses under stress.

``python -m bench.batch [--full]``. Without options small sizes are taken, which say whether things
work; ``--full`` takes those of the promises: 2,000 reports for speed, 20,000 for memory, 10,000
with a worker killed every ten seconds. Exit status: 0 measured, nothing lost; 1 something was lost;
2 a command failed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

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
    """How much is measured; `kill_every` in seconds."""

    runs: int
    speed: int
    memory: tuple[int, int]
    stress: int
    kill_every: float


SMALL = Sizes(3, 200, (100, 1000), 600, 2.0)
FULL = Sizes(5, 2000, (100, 20_000), 10_000, 10.0)


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
    """Kill workers at random over good and damaged reports; then the same after Ctrl-C."""
    good, bad = corpus.write(folder / "in", sizes.stress, damaged_every=20)
    print(f"{sizes.stress} 份，每 20 份坏一份，每 {sizes.kill_every:g} 秒杀一个进程")
    command = [sys.executable, "-m", "scorer", "batch", str(folder / "in"), "-j", "2", "-o"]
    killed = _killing([*command, str(folder / "a")], sizes.kill_every, stop_after=None)
    lost = _told(f"杀了 {killed} 个", folder / "a", good, bad)
    half = max(sizes.stress // 200, 2)
    killed = _killing([*command, str(folder / "b")], sizes.kill_every, stop_after=half)
    killed += _killing([*command, str(folder / "b"), "--resume"], sizes.kill_every, None)
    lost |= _told(f"Ctrl-C 后 --resume，杀了 {killed} 个", folder / "b", good, bad)
    return int(lost)


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


def _killing(command: Sequence[str], every: float, stop_after: float | None) -> int:
    """Run *command*, killing one of its processes every so often; return how many were killed."""
    chance = random.Random(0)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    begun = last = time.monotonic()
    killed = 0
    while process.poll() is None:
        time.sleep(0.05)
        now = time.monotonic()
        workers = _children(process.pid)
        if workers and now - last > every:
            last = now
            killed += 1
            os.kill(chance.choice(workers), signal.SIGKILL)
        if stop_after is not None and now - begun > stop_after:
            process.send_signal(signal.SIGINT)
            process.wait()
    return killed


def _children(parent: int) -> list[int]:
    try:
        text = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(each) for each in text.split()]


def _told(what: str, results: Path, good: set[str], bad: set[str]) -> bool:
    """Print what is missing, doubled or wrongly told in *results*; return whether anything is."""
    summary = json.loads((results / "summary.json").read_text(encoding="utf-8"))
    done = [each["name"] for each in summary["reports"]]
    failed = [each["name"] for each in summary["failures"]]
    files = {path.relative_to(results).as_posix() for path in results.glob("*/*.json")}
    lost = len(good - set(done)) + len({f"{name}.json" for name in good} - files)
    doubled = len(done) - len(set(done)) + len(failed) - len(set(failed))
    wrong = len(set(failed) ^ bad) + len(files - {f"{name}.json" for name in good})
    print(
        f"  {what}：评完 {len(done)} 份（应 {len(good)}），列出坏的 {len(failed)} 份"
        f"（应 {len(bad)}），丢 {lost}，重 {doubled}，误 {wrong}"
    )
    return bool(lost or doubled or wrong)


if __name__ == "__main__":
    sys.exit(main())
