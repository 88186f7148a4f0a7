"""Time the reading of every format against the library's own bare text extraction.

``python -m bench.reading [--runs N]``. Runs of both are interleaved, so that a busy machine slows
them alike; the ratio is that of the medians. Exit status: 0 measured; 1 a format takes more than
`LIMIT` times its bare extraction.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from statistics import median

from bench.reading_samples import Work, missing, samples

LIMIT = 1.5  # times the bare extraction
LEAST_RUNS = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description="各种格式读取用时")
    parser.add_argument("--runs", type=int, default=15, help="每种格式读取的次数，至少 5")
    runs = max(parser.parse_args(arguments).runs, LEAST_RUNS)
    print(f"读取一份报告的用时（毫秒）：本程序、所用程序库只取文字、两者之比（上限 {LIMIT}）")
    worst = 0.0
    for one in samples():
        here, there = timed(one.ours, one.bare, LEAST_RUNS if one.slow else runs)
        worst = max(worst, here / there)
        mark = "  超过上限" if here / there > LIMIT else ""
        times = f"{here * 1000:>9.2f}{there * 1000:>9.2f}"
        print(f"  {one.name:<18}{times}  ratio {here / there:>5.2f}{mark}")
    lacking = "、".join(missing())
    if lacking:
        print(f"本机没有 {lacking}，用它们生成的格式没有测")
    return int(worst > LIMIT)


def timed(ours: Work, bare: Work, runs: int) -> tuple[float, float]:
    """Return the median seconds of *ours* and *bare*, run in turn after one that warms up."""
    times: tuple[list[float], list[float]] = ([], [])
    for run in range(runs + 1):
        for work, seconds in zip((ours, bare), times, strict=True):
            start = time.perf_counter()
            work()
            if run:
                seconds.append(time.perf_counter() - start)
    return median(times[0]), median(times[1])


if __name__ == "__main__":
    sys.exit(main())
