"""The reports that speed is measured on are many, different and of a real report's length."""

from __future__ import annotations

from bench import throughput
from bench.recombine import LEAST, MOST, reports
from scorer import pipeline
from scorer.reading import read_bytes


def test_made_reports_are_different_and_as_long_as_real_ones():
    """No two are alike, and the same numbers give the same reports."""
    made = list(reports(30))
    assert len(set(made)) == 30
    assert all(LEAST - 200 <= len(text) <= MOST + 200 for text in made)
    assert made == list(reports(30))


def test_made_reports_have_all_kinds_of_sections():
    """A made report is read like any other: it has work, problems and plans."""
    source = read_bytes(next(reports(1)).encode(), "报告.txt")
    kinds = {section.kind.value for section in pipeline.understand(source).sections}
    assert {"work", "plan"} <= kinds


def test_the_table_names_both_ratios():
    """What is printed sets a batch and a first sight beside jieba."""
    rules = pipeline.load_rules(year=2024)
    texts = list(reports(3))
    sources = [read_bytes(text.encode(), "报告.txt") for text in texts]
    lines = list(throughput.compared(texts, sources, rules))
    assert [line.split()[0] for line in lines[1:]] == ["jieba.lcut", "batch", "first"]
    assert all(line.endswith("× jieba.lcut") for line in lines[2:])
