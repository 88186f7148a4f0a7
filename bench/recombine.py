"""Many different reports from few: the sentences of the samples dealt anew under their headings.

A made report has the headings of one sample and, in each section, sentences of sections of the
same kind from all samples. The same numbers give the same reports.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from scorer.model.document import Document, SectionKind
from scorer.pipeline import understand
from scorer.reading import read

ROOT = Path(__file__).resolve().parents[1]
LEAST, MOST = 3000, 4000  # characters of a made report
_PER_PARAGRAPH = 4  # sentences


def samples() -> list[Document]:
    """Return the invented reports of this project that have headings, understood."""
    paths = [*(ROOT / "bench").glob("reports*/*.txt"), *(ROOT / "examples").glob("*.txt")]
    documents = [understand(read(path)) for path in sorted(paths)]
    return [document for document in documents if document.sections]


def reports(count: int, seed: int = 2024) -> Iterator[str]:
    """Yield *count* different reports of 3,000 to 4,000 characters."""
    documents = samples()
    told = _sentences(documents)
    chance = random.Random(seed)
    for number in range(count):
        yield _report(documents[number % len(documents)], told, chance, number)


def _sentences(documents: Sequence[Document]) -> dict[SectionKind, list[str]]:
    told: dict[SectionKind, list[str]] = {kind: [] for kind in SectionKind}
    for document in documents:
        for sentence in document.sentences:
            if not sentence.heading and sentence.section is not None:
                told[sentence.kind].append(_closed(document.quote(sentence.span)))
    return told


def _closed(statement: str) -> str:
    """Return *statement* as a sentence of its own."""
    return (
        statement
        if statement.endswith(("。", "；", "！", "？"))
        else statement.rstrip("，：、") + "。"
    )


def _report(
    base: Document, told: dict[SectionKind, list[str]], chance: random.Random, number: int
) -> str:
    wanted = chance.randint(LEAST, MOST)
    sections = base.sections
    bodies: list[list[str]] = [[] for _ in sections]
    size = sum(len(section.label) for section in sections)
    while size < wanted - 60:
        place = chance.randrange(len(sections))
        kind = sections[place].kind
        sentence = chance.choice(told[kind] or told[SectionKind.WORK])
        bodies[place].append(sentence)
        size += len(sentence)
    lines = [f"样本{number}镇2024年法治政府建设年度报告"]
    for section, body in zip(sections, bodies, strict=True):
        lines.append(section.label)
        starts = range(0, len(body), _PER_PARAGRAPH)
        lines += ["".join(body[start : start + _PER_PARAGRAPH]) for start in starts]
    return "\n".join(lines)
