"""What the clean text keeps of a file's lines, joined to whole paragraphs, and what it drops."""

from __future__ import annotations

import pytest

from tests.builders import clean, rows

ROWS = rows("normalize")


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_normalize(row):
    """The clean lines are those of the row; what was left out is told with its reason."""
    text = clean("\n".join(row["raw"]))
    left_out = [[text.source.text[each.start : each.end], each.reason] for each in text.removed]
    assert row["clean"] == text.text.split("\n")
    assert row.get("removed", []) == left_out
