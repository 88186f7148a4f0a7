"""Time reading against the library's own bare text extraction, and measure its peak memory.

``python -m bench.reading [--runs N]``. Runs are interleaved, so that a busy machine slows all of
them alike; the ratio is that of the medians. The reports are made here, by WeasyPrint. Exit
status: 0 measured; 1 slower than the limit allows; 2 nothing could be measured.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from scorer import ScorerError
from scorer.reading import read

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LIMIT = 1.5  # times the bare extraction
LEAST_RUNS = 5
LONG = 300  # pages of the file whose peak memory is measured
STYLE = 'p { font: 16pt/28pt "Noto Sans CJK SC"; text-indent: 2em; margin: 0 }'


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how a file of at least so many pages is made, and the library's bare reading."""

    name: str
    suffix: str
    make: Callable[[Path, int], None]
    bare: Callable[[Path], object]


def make_pdf(path: Path, pages: int) -> None:
    """Write a report of at least *pages* pages to *path*; one page holds some 700 characters."""
    import weasyprint  # noqa: PLC0415  (a format may be missing its library)

    lines = (EXAMPLES / "liuwan-2023.txt").read_text(encoding="utf-8").splitlines()
    body = "".join(f"<p>{line.strip()}</p>" for line in lines if line.strip())
    html = f"<meta charset=utf-8><style>{STYLE}</style>{body * max(pages // 3, 1)}"
    weasyprint.HTML(string=html).write_pdf(str(path))


def bare_pdf(path: Path) -> int:
    """Return the number of characters that PDFium finds, page by page."""
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(path)
    found = 0
    for page in document:
        textpage = page.get_textpage()
        found += len(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return found


FORMATS = (Format("PDF", ".pdf", make_pdf, bare_pdf),)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description="读取的用时和内存")
    parser.add_argument("--runs", type=int, default=LEAST_RUNS, help="每种读法的次数，至少 5")
    parser.add_argument("--peak", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.peak is not None:
        read(options.peak)
        print(peak_megabytes())
        return 0
    runs = max(options.runs, LEAST_RUNS)
    with tempfile.TemporaryDirectory() as folder:
        try:
            ratios = [measured(one, Path(folder), runs) for one in FORMATS]
        except (ScorerError, OSError) as error:
            print(error, file=sys.stderr)
            return 2
    return int(max(ratios) > LIMIT)


def measured(one: Format, folder: Path, runs: int) -> float:
    """Print the lines of a format and return how many times the bare reading ours takes."""
    short, long = folder / f"short{one.suffix}", folder / f"long{one.suffix}"
    one.make(short, 12)
    one.make(long, LONG)
    ours, bare = interleaved(lambda: read(short), lambda: one.bare(short), runs)
    pages, before = read(long).pages, len(long.read_bytes()) / 1e6
    print(f"{one.name}  读取 {ours:.4f} 秒，库的文字提取 {bare:.4f} 秒，ratio {ours / bare:.2f}")
    print(f"{one.name}  {pages} 页（{before:.1f} MB）峰值内存 {peak_of(long):.0f} MB")
    return ours / bare


def interleaved(
    ours: Callable[[], object], bare: Callable[[], object], runs: int
) -> tuple[float, float]:
    """Return the median seconds of each after one that warms up."""
    times: tuple[list[float], list[float]] = ([], [])
    for run in range(runs + 1):
        for read_once, taken in ((ours, times[0]), (bare, times[1])):
            start = time.perf_counter()
            read_once()
            if run:
                taken.append(time.perf_counter() - start)
    return median(times[0]), median(times[1])


def peak_of(path: Path) -> float:
    """Return the peak memory in MB of a process of its own that reads *path*."""
    command = [sys.executable, "-m", "bench.reading", "--peak", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


def peak_megabytes() -> float:
    """Return this process's peak memory.

    Linux keeps it in /proc; its getrusage would count the process that started this one. Others
    have getrusage alone, macOS in bytes.
    """
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]
        return int(kilobytes) / 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    sys.exit(main())
