"""The same report in other layouts has the same levels: widths, wrapped lines, pages, one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorer import pipeline
from scorer.reading import read, read_bytes

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*-20*"))
HALF = str.maketrans("，。：；（）", ",.:;()")
WIDE_DIGITS = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}


def one_line(text):
    return "".join(line.strip() for line in text.splitlines())


def wrapped(text, width=32):
    cut = (line[at : at + width] for line in text.splitlines() for at in range(0, len(line), width))
    return "\n".join(cut)


def spaced(text):
    return "\n".join(
        " ".join(line[at : at + 30] for at in range(0, len(line), 30)) for line in text.splitlines()
    )


def paged(text):
    lines = []
    for number, line in enumerate(text.splitlines()):
        lines += [line[:200], f"- {number + 1} -", line[200:]] if len(line) > 200 else [line]
    return "\n".join(lines)


def half_width(text):
    return text.translate(HALF)


def wide_digits(text):
    return text.translate(WIDE_DIGITS)


def levels(source):
    card = pipeline.assess(pipeline.understand(source), pipeline.load_rules("township-2021"))
    return {line.id: line.grade.level for line in card.tally.lines}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("layout", [wrapped, spaced, paged, half_width, wide_digits])
def test_a_layout_changes_no_level(layout, path):
    """What an editor or a web page does to the lines is not what the report says."""
    source = read(path)
    assert levels(source) == levels(read_bytes(layout(source.text).encode(), "报告.txt"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_one_line_keeps_all_but_the_heading(path):
    """In one line no heading stands apart, and only that costs something."""
    source = read(path)
    before, after = levels(source), levels(read_bytes(one_line(source.text).encode(), "报告.txt"))
    assert {name for name in before if before[name] != after[name]} <= {"form.leader"}
