"""What a report says about itself: title, unit, year, signature, date."""

from __future__ import annotations

import pytest

from tests.builders import doc, rows

ROWS = rows("identity")


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_identity(row):
    """The report states what the row says, and its facts stand where they were read."""
    document = doc("\n".join(row["lines"]), row.get("given"))
    identity = document.identity
    found = {
        "title": identity.title,
        "unit": identity.unit,
        "year": identity.year,
        "year_from": identity.year_from,
        "written": identity.written.isoformat() if identity.written else None,
        "facts": list(dict.fromkeys(fact.name for fact in identity.facts)),
    }
    expected = {key: row[key] for key in found if key in row}
    assert expected == {key: found[key] for key in expected}
    for fact in identity.facts:
        assert document.quote(fact.span), fact
