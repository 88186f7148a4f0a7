"""What the pattern language of rule files matches, and how it tells what is wrong."""

from __future__ import annotations

import pytest
import yaml

from scorer.matching.matcher import GAP_LIMIT, Matcher
from scorer.matching.pattern import MOST_SEQUENCES, PatternError, fold, parse
from tests.builders import TESTS

ROWS = yaml.safe_load((TESTS / "cases" / "patterns.yaml").read_text(encoding="utf-8"))
LISTS = {
    "法律顾问": frozenset({"法律顾问", "驻镇律师"}),
    "合同": frozenset({"合同", "协议"}),
}
FILLERS = frozenset({"的", "了"})


@pytest.mark.parametrize("row", ROWS["matches"], ids=[row["id"] for row in ROWS["matches"]])
def test_matches(row):
    """The pattern finds what the row says, in the order of the text."""
    text = fold(row["text"])
    matcher = Matcher([(0, parse(row["pattern"], LISTS))], FILLERS)
    found = sorted(matcher.find(text), key=lambda match: match.start)
    assert row["found"] == [text[match.start : match.end] for match in found]


@pytest.mark.parametrize("row", ROWS["errors"], ids=[row["id"] for row in ROWS["errors"]])
def test_errors(row):
    """A pattern that cannot be read says what is wrong and where."""
    with pytest.raises(PatternError) as caught:
        parse(row["pattern"], LISTS)
    assert (row["message"], row["offset"]) == (caught.value.message, caught.value.offset)


def test_limits():
    """The rows above are about these limits."""
    limits = (GAP_LIMIT, MOST_SEQUENCES)
    assert limits == (40, 400)
