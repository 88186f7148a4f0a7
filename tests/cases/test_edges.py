"""公示 is a word in 公示栏 and none in 办公示范."""

from __future__ import annotations

import pytest

from scorer.matching.edges import WordEdges
from tests.builders import marked, rows

ROWS = rows("edges")
SENTENCES = [marked(row["text"]) for row in ROWS]


@pytest.fixture(scope="module")
def edges():
    return WordEdges({each.text[each.start : each.end] for each in SENTENCES})


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_edges(row, edges):
    """The word holds where the row says so, whether asked for the first or the second time."""
    sentence = marked(row["text"])
    for _ in range(2):
        assert row["holds"] is edges.hold(sentence.text, sentence.start, sentence.end)
