"""Time whole processes: an assessment against loading jieba, a PDF against WeasyPrint alone.

``python -m bench.speed [--runs N]``. Runs are interleaved, so that a busy machine slows all of
them alike; medians and their ratios are printed. Exit status: 0 measured; 2 a command failed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from scorer import ScorerError, assess_file
from scorer.reading import read

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
CHARACTERS = 3000
LEAST_RUNS = 5
Command = Sequence[str]
_BARE = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"


class CommandError(Exception):
    """A command that was to be timed failed; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Our command and the one it is measured against."""

    name: str
    ours: Command
    baseline_name: str
    baseline: Command


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description="整个进程的用时")
    parser.add_argument("--runs", type=int, default=LEAST_RUNS, help="每条命令运行的次数，至少 5")
    runs = max(parser.parse_args(arguments).runs, LEAST_RUNS)
    try:
        with tempfile.TemporaryDirectory() as folder:
            compared = comparisons(Path(folder))
            times = timed(compared, runs)
    except CommandError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(table(compared, times, runs)))
    return 0


def comparisons(folder: Path) -> list[Comparison]:
    """Return what is compared; the PDF only where this machine can make one."""
    report = folder / "report.txt"
    report.write_text(sample_text(), encoding="utf-8")
    python = sys.executable
    assess = [python, "-m", "scorer", "assess", str(report)]
    found = [
        Comparison(
            "assess → JSON",
            [*assess, "-f", "json", "-o", "-"],
            "jieba.initialize()",
            [python, "-c", "import jieba; jieba.initialize()"],
        )
    ]
    page = _print_page(report, folder)
    if page is not None:
        ours = [*assess, "-o", str(folder / "a.pdf")]
        bare = [python, "-c", _BARE, str(page), str(folder / "b.pdf")]
        found.append(Comparison("assess → PDF", ours, "WeasyPrint", bare))
    return found


def sample_text() -> str:
    """Return a report of 3,000 characters made of two examples."""
    sources = [read(EXAMPLES / name) for name in ("qinghe-2024.docx", "liuwan-2023.txt")]
    return "\n".join(source.text for source in sources)[:CHARACTERS]


def timed(compared: Sequence[Comparison], runs: int) -> dict[str, list[float]]:
    """Return the seconds of *runs* interleaved runs of every command, after one that warms up."""
    commands = {one.name: one.ours for one in compared}
    commands |= {one.baseline_name: one.baseline for one in compared}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(runs + 1):
        for name, command in commands.items():
            seconds = _seconds(command)
            if run > 0:
                times[name].append(seconds)
    return times


def table(
    compared: Sequence[Comparison], times: Mapping[str, Sequence[float]], runs: int
) -> list[str]:
    """Return the medians and ratios as lines of text."""
    lines = [f"整个进程的用时，{runs} 次交错运行的中位数（秒）"]
    for one in compared:
        ours, baseline = median(times[one.name]), median(times[one.baseline_name])
        lines += [
            f"  {one.name:<22}{ours:>8.3f}",
            f"  {one.baseline_name:<22}{baseline:>8.3f}",
            f"  {'ratio':<22}{ours / baseline:>8.2f}",
        ]
    if not any("PDF" in one.name for one in compared):
        lines.append("  PDF：本机不能生成，未测（见 scorer doctor）")
    return lines


def _print_page(report: Path, folder: Path) -> Path | None:
    from scorer.rendering.page import print_html  # noqa: PLC0415  (after jieba, as in use)
    from scorer.rendering.paper import pdf  # noqa: PLC0415

    try:
        card = assess_file(report)
        pdf(card)
    except ScorerError as error:
        print(error, file=sys.stderr)
        return None
    page = folder / "print.html"
    page.write_bytes(print_html(card))
    return page


def _seconds(command: Command) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()
        raise CommandError(f"命令失败（退出状态 {done.returncode}）：{' '.join(command)}\n{said}")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
