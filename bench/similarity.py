"""Copied passages that are found, and reports written apart that are left alone.

``python -m bench.similarity``. The sample reports were written apart by several hands: no two of
them share a passage. A paragraph of one, changed as copies are (another place, other numbers, some
words dropped, put in or exchanged), is planted in another: that must be found.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bench.recombine import reports, samples
from scorer import pipeline
from scorer.model.document import Document
from scorer.reading import read_bytes
from scorer.similarity.extract import Extract
from scorer.similarity.shelf import Shelf

PLANTED = 150
CHANGED = (0.0, 0.02, 0.05, 0.08)  # share of the characters
SHORTEST, LONGEST = 150, 500  # characters of a planted paragraph
OTHERS = 1000
_WORDS = ("的", "了", "进一步", "各", "工作", "全面", "开展", "等")


@dataclass(frozen=True, slots=True)
class Measured:
    """How many copies there were and were found, how many false alarms among how many pairs."""

    planted: int
    found: int
    pairs: int
    alarms: int

    @property
    def precision(self) -> float:
        """The share of what was found that had been planted."""
        return self.found / max(self.found + self.alarms, 1)

    @property
    def recall(self) -> float:
        """The share of what had been planted that was found."""
        return self.found / self.planted


def main() -> int:
    """Print precision, recall and the time that a comparison takes."""
    documents = samples()
    result = measure(documents, PLANTED)
    print(f"相同段落：植入 {result.planted} 处，找到 {result.found} 处；", end="")
    print(f"各自写成的报告 {result.pairs} 对，误报 {result.alarms} 对")
    print(f"  precision {result.precision:.3f}   recall {result.recall:.3f}")
    print("\n".join(speed()))
    return 0


def measure(documents: Sequence[Document], count: int, seed: int = 1) -> Measured:
    """Return what is found of *count* planted paragraphs and in *documents* as they are."""
    extracts = [
        replace(pipeline.extract(document), sha256=str(number))
        for number, document in enumerate(documents)
    ]
    shelf = Shelf(extracts)
    alarms = sum(len(shelf.like(extract)) for extract in extracts)
    found = sum(
        bool(Shelf([extracts[origin]]).like(host))
        for origin, host in _planted(documents, count, random.Random(seed))
    )
    return Measured(count, found, len(extracts) * (len(extracts) - 1), alarms)


def speed() -> Iterator[str]:
    """Yield how long one report takes against a thousand, and three hundred among themselves."""
    texts = list(reports(OTHERS + 1))
    sources = [read_bytes(text.encode(), f"{number}.txt") for number, text in enumerate(texts)]
    start = time.perf_counter()
    extracts = [pipeline.extract(pipeline.understand(source)) for source in sources]
    yield f"  读 {len(texts)} 份：{time.perf_counter() - start:.2f} 秒"
    start = time.perf_counter()
    Shelf(extracts[1:]).like(extracts[0])
    yield f"  1 份与 {OTHERS} 份：{time.perf_counter() - start:.2f} 秒"
    for count in (75, 150, 300):
        start = time.perf_counter()
        shelf = Shelf(extracts[:count])
        for extract in extracts[:count]:
            shelf.like(extract)
        yield f"  {count} 份互相：{time.perf_counter() - start:.2f} 秒"


def _planted(
    documents: Sequence[Document], count: int, chance: random.Random
) -> Iterator[tuple[int, Extract]]:
    """Yield the number of a report and the extract of another that has a paragraph of it."""
    paragraphs = [
        (number, line)
        for number, document in enumerate(documents)
        for line in document.clean.source.text.splitlines()
        if SHORTEST <= len(line) <= LONGEST
    ]
    for turn in range(count):
        origin, paragraph = chance.choice(paragraphs)
        host = chance.choice([number for number in range(len(documents)) if number != origin])
        lines = documents[host].clean.source.text.splitlines()
        place = chance.randrange(len(lines) // 2, len(lines))
        lines.insert(place, _changed(paragraph, CHANGED[turn % len(CHANGED)], chance))
        source = read_bytes("\n".join(lines).encode(), "抄.txt")
        yield origin, pipeline.extract(pipeline.understand(source))


def _changed(paragraph: str, share: float, chance: random.Random) -> str:
    """Return *paragraph* with that share of its characters dropped, exchanged or added to."""
    written = []
    for char in paragraph:
        turn = chance.random()
        if turn < share / 3:
            continue
        if turn < share * 2 / 3:
            written.append(chance.choice(_WORDS))
        elif char.isdecimal():
            written.append(str(chance.randint(0, 9)))
            continue
        elif turn < share:
            written.append(chance.choice(_WORDS))
            continue
        written.append(char)
    return "".join(written)


if __name__ == "__main__":
    raise SystemExit(main())
