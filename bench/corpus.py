"""Many different reports of usual length, made of the sentences of the example reports.

Deterministic: the n-th report is the same on every machine. A share of them can be damaged in the
ways in which files arrive damaged.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from scorer.reading import read

TOP = Path(__file__).resolve().parents[1]
SHORTEST, LONGEST = 3000, 4000
LEAST_BODY = 5  # paragraphs of a report whose outline is taken
_PART = re.compile("^([一二三四五六])、")
_SENTENCE = re.compile("[^。]+。")
_TOWNS = "清柳石桃枫荷松竹梅兰泉溪岭塘湾坪"
_KINDS = ("镇", "乡", "街道")


def report(number: int) -> str:
    """Return the text of the *number*-th report, 3,000 to 4,000 characters."""
    chance = random.Random(number)
    lines = list(chance.choice(_skeletons()))
    length = chance.randint(SHORTEST, LONGEST - 200)
    pool = _sentences()
    body = [index for index, line in enumerate(lines) if _is_body(line)]
    while sum(map(len, lines)) + len(lines) < length:
        index = chance.choice(body)
        lines[index] += chance.choice(pool[_part_of(lines, index)])
    town = chance.choice(_TOWNS) + chance.choice(_TOWNS) + chance.choice(_KINDS)
    title = f"{town}{chance.randint(2021, 2025)}年度法治政府建设情况报告（{number}）"
    return "\n".join([title, *lines[1:]])[:LONGEST] + "\n"


def short_report(number: int) -> str:
    """Return a report of a few sentences: for runs where only the number of reports counts."""
    chance = random.Random(number)
    said = "".join(chance.choice(_sentences()["一"]) for _ in range(3))
    return f"清河镇2024年度法治政府建设情况报告（{number}）\n一、主要工作\n{said}\n"


def write(
    folder: Path, count: int, make: Callable[[int], str] = report, *, damaged_every: int = 0
) -> tuple[set[str], set[str]]:
    """Write *count* reports into *folder*; return the names of the good and of the damaged ones."""
    good: set[str] = set()
    bad: set[str] = set()
    for number in range(count):
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        if damaged_every and number % damaged_every == damaged_every // 2:
            suffix, data = _DAMAGES[number // damaged_every % len(_DAMAGES)]
            path, names = place / f"{number:06}{suffix}", bad
        else:
            data = make(number).encode()
            path, names = place / f"{number:06}.txt", good
        path.write_bytes(data)
        names.add(path.relative_to(folder).as_posix())
    return good, bad


@cache
def _skeletons() -> tuple[tuple[str, ...], ...]:
    files = sorted([*(TOP / "bench" / "reports").glob("*.txt"), *(TOP / "examples").glob("*.*")])
    texts = (read(path).text for path in files)
    found = (tuple(line for line in text.splitlines() if line.strip()) for text in texts)
    return tuple(lines for lines in found if sum(map(_is_body, lines)) >= LEAST_BODY)


def _is_body(line: str) -> bool:
    return line.endswith("。")


@cache
def _sentences() -> dict[str, list[str]]:
    """Return the sentences of all examples by the number of the part that they stand in."""
    pool: dict[str, list[str]] = {part: [] for part in "一二三四五六"}
    for lines in _skeletons():
        for index, line in enumerate(lines):
            pool[_part_of(lines, index)] += _SENTENCE.findall(line)
    return {part: sentences or pool["一"] for part, sentences in pool.items()}


def _part_of(lines: tuple[str, ...] | list[str], index: int) -> str:
    heads = (_PART.match(line) for line in reversed(lines[: index + 1]))
    return next((found[1] for found in heads if found), "一")


def _docx_without_text() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    return data.getvalue()


def _damages() -> Iterator[tuple[str, bytes]]:
    whole = (TOP / "examples" / "qinghe-2024.docx").read_bytes()
    yield ".txt", b""
    yield ".docx", whole[: len(whole) // 2]
    yield ".docx", _docx_without_text()
    yield ".txt", bytes(range(256)) * 8
    yield ".docx", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(500)
    yield ".docx", b"\x89PNG" + bytes(200)


_DAMAGES = tuple(_damages())
