"""How words stand in a sentence: done, planned, lacking, another's, or an earlier year's."""

from __future__ import annotations

import pytest

from scorer.matching.pattern import fold
from scorer.model.document import SectionKind
from scorer.model.result import Stance
from scorer.understanding.stance import StanceReader
from tests.builders import marked, rows

ROWS = rows("stance")


@pytest.fixture(scope="module")
def stances(language):
    return StanceReader(language)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_stance(row, stances):
    """The marked words stand as the row says."""
    sentence = marked(fold(row["text"]))
    kind = SectionKind(row.get("section", "work"))
    words = [(sentence.start, sentence.end)]
    verdict = stances.read(sentence.text, words, kind, row.get("year"))
    assert (Stance(row["expect"]), row["id"]) == (verdict.stance, row["id"]), verdict.cue
