"""PDFs of many reports beside WeasyPrint laying out the same pages, in one process.

``python -m bench.printing [--reports N]``. *Ours* is all that a report costs, from its text in
memory to the PDF; *bare* is ``weasyprint.HTML(string=page).write_pdf()`` over the same page,
*tagged* the same as PDF/A-3a, which ours is. Runs are interleaved, times are processor time. Exit
status: 0 measured; 1 slower than the limit allows; 2 this machine can make no PDF.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from bench.recombine import reports
from bench.throughput import forget
from scorer import ScorerError, pipeline
from scorer.model.document import Source
from scorer.reading import read_bytes
from scorer.rendering import render
from scorer.rendering.fonts import load_weasyprint, require_chinese_font
from scorer.rendering.page import print_html
from scorer.rendering.paper import VARIANT

LIMIT = 1.1  # times the bare layout
YEAR = 2024  # of the made reports


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.printing", description="批量打印")
    parser.add_argument("--reports", type=int, default=200, help="报告数")
    count = parser.parse_args(arguments).reports
    try:
        load_weasyprint()
        require_chinese_font()
    except ScorerError as error:
        print(f"没有测：{error}", file=sys.stderr)
        return 2
    ours, bare, tagged = measure(count)
    print(f"PDF，一个进程，{count} 份报告，每份用时（毫秒）")
    print(f"  {'assess → PDF':<24}{ours / count * 1000:>8.1f}")
    print(f"  {'WeasyPrint':<24}{bare / count * 1000:>8.1f}   {ours / bare:.2f} 倍（应不高于 1.1）")
    print(f"  {'WeasyPrint, PDF/A-3a':<24}{tagged / count * 1000:>8.1f}   {ours / tagged:.2f} 倍")
    return int(ours > LIMIT * bare)


def measure(count: int) -> tuple[float, float, float]:
    """Return the seconds that *count* reports take: ours, bare, and bare as PDF/A."""
    weasyprint = load_weasyprint()
    totals = [0.0, 0.0, 0.0]
    for turn, source in enumerate(_sources(count + 1)):
        page = print_html(pipeline.assess_source(source)).decode()
        works = (
            lambda source=source: _ours(source),
            lambda page=page: weasyprint.HTML(string=page).write_pdf(),
            lambda page=page: weasyprint.HTML(string=page).write_pdf(pdf_variant=VARIANT),
        )
        for place in range(len(works)):
            which = (place + turn) % len(works)
            seconds = _seconds(works[which])
            totals[which] += seconds if turn else 0.0  # the first one warms up
    return totals[0], totals[1], totals[2]


def _ours(source: Source) -> bytes:
    """Return the PDF of a report seen for the first time."""
    forget(pipeline.load_rules(year=YEAR))
    return render(pipeline.assess_source(source), "pdf")


def _sources(count: int) -> Iterator[Source]:
    for number, text in enumerate(reports(count)):
        yield read_bytes(text.encode(), f"{number}.txt")


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main())
