"""How fast one core reads reports that are in memory, beside jieba cutting the same texts.

``python -m bench.throughput [--reports N]``. The reports are made of the samples' sentences
(`bench.recombine`). *Batch* is one process that assesses them all and remembers sentences, as
`scorer batch` does; *first sight* forgets after each report. Processor time, not wall time.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from bench.recombine import reports
from scorer import pipeline
from scorer.judging.grade import grade_all
from scorer.judging.match import find_candidates
from scorer.judging.score import score
from scorer.model.document import Source
from scorer.model.result import Scorecard
from scorer.pipeline import Rules
from scorer.reading import read_bytes
from scorer.understanding.normalize import normalize
from scorer.understanding.structure import structure

T = TypeVar("T")
FIRST_SIGHT = 40  # reports; each costs as much as the other
LENGTHS = (10_000, 100_000, 1_000_000)  # characters


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.throughput", description="单核速度")
    parser.add_argument("--reports", type=int, default=1000, help="报告数")
    count = parser.parse_args(arguments).reports
    rules = pipeline.load_rules(year=2024)
    texts = list(reports(count))
    sources = [read_bytes(text.encode(), "报告.txt") for text in texts]
    print("\n".join((*compared(texts, sources, rules), *stages(sources, rules), *growth(rules))))
    return 0


def compared(texts: Sequence[str], sources: Sequence[Source], rules: Rules) -> Iterator[str]:
    """Yield how long jieba and the assessment take for a report, and their ratios."""
    import jieba  # noqa: PLC0415  (only to measure against)

    jieba.setLogLevel(60)
    jieba.initialize()
    size = sum(map(len, texts)) // len(texts)
    cut = _seconds(lambda: [jieba.lcut(text) for text in texts]) / len(texts)
    forget(rules)
    batch = _seconds(lambda: [pipeline.assess_source(each, rules) for each in sources])
    batch /= len(texts)

    def assess_anew(source: Source) -> Scorecard:
        forget(rules)
        return pipeline.assess_source(source, rules)

    some = sources[:FIRST_SIGHT]
    alone = _seconds(lambda: [assess_anew(each) for each in some]) / len(some)
    yield f"单核，文本已在内存：{len(texts)} 份报告，平均 {size} 字，每份用时（毫秒）"
    yield f"  {'jieba.lcut':<24}{cut * 1000:>8.2f}"
    yield f"  {'batch':<24}{batch * 1000:>8.2f}   {cut / batch:.2f} × jieba.lcut"
    yield f"  {'first sight':<24}{alone * 1000:>8.2f}   {cut / alone:.2f} × jieba.lcut"


def stages(sources: Sequence[Source], rules: Rules) -> Iterator[str]:
    """Yield what each stage costs a report in a batch."""
    language, compiled = pipeline.language(), rules.compiled
    elements = compiled.ruleset.elements
    clean, normalizing = _timed(lambda: [normalize(each, language) for each in sources])
    documents, structuring = _timed(lambda: [structure(each, language) for each in clean])
    found, finding = _timed(lambda: [find_candidates(each, compiled) for each in documents])
    pairs = list(zip(found, documents, strict=True))
    grades, grading = _timed(
        lambda: [grade_all(elements, told, each, unread=False) for told, each in pairs]
    )
    _, scoring = _timed(lambda: [score(compiled.ruleset, each) for each in grades])
    yield "各阶段，每份（毫秒）"
    for name, seconds in (
        ("normalize", normalizing),
        ("structure", structuring),
        ("find", finding),
        ("grade", grading),
        ("score", scoring),
    ):
        yield f"  {name:<24}{seconds / len(sources) * 1000:>8.2f}"


def growth(rules: Rules) -> Iterator[str]:
    """Yield the time a report of each length takes at first sight, a thousand characters each."""
    made = list(reports(max(LENGTHS) // 3000 + 1, seed=7))
    yield "随长度增长，第一次读（毫秒/千字）"
    for length in LENGTHS:
        text = "\n".join(made)[:length]
        source = read_bytes(text.encode(), "长报告.txt")
        forget(rules)
        seconds = _seconds(partial(pipeline.assess_source, source, rules))
        yield f"  {len(text):>9} 字{seconds * 1e6 / len(text):>16.2f}"


def forget(rules: Rules) -> None:
    """Empty the memory of sentences."""
    rules.compiled.told.cache_clear()


def _seconds(work: Callable[[], object]) -> float:
    return _timed(work)[1]


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    gc.collect()
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


if __name__ == "__main__":
    raise SystemExit(main())
