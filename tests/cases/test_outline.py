"""Which lines are headings, what kind of section they open, and where sentences end."""

from __future__ import annotations

import pytest

from tests.builders import doc, rows

ROWS = rows("outline")


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_sections(row):
    """The report has the sections of the row, in order, and no others."""
    document = doc("\n".join(row["lines"]))
    found = [
        [section.number, section.level, section.kind.value, section.title]
        for section in document.sections
    ]
    assert row["sections"] == found
    if "parents" in row:
        assert row["parents"] == [section.parent for section in document.sections]


BODIES = [row for row in ROWS if "body" in row]


@pytest.mark.parametrize("row", BODIES, ids=[row["id"] for row in BODIES])
def test_body(row):
    """The sentences of the row stand in the report, with their kinds, and are no headings."""
    document = doc("\n".join(row["lines"]))
    told = [
        [sentence.kind.value, document.text[sentence.span.start : sentence.span.end]]
        for sentence in document.sentences
        if not sentence.heading
    ]
    assert [each for each in row["body"] if each not in told] == [], told
