"""Which numbers are quantities, and what they measure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scorer.matching.pattern import fold
from scorer.understanding.quantity import QuantityReader
from tests.builders import rows

ROWS = rows("quantity")


@pytest.fixture(scope="module")
def quantities(language):
    return QuantityReader(language.source)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_quantity(row, quantities):
    """The text holds the quantities of the row and no others, each where it stands."""
    text = fold(row["text"])
    found = list(quantities.find(text))
    expected = [(written, Decimal(str(value)), unit) for written, value, unit in row["expect"]]
    assert expected == [
        (each.quantity.text, each.quantity.value, each.quantity.unit) for each in found
    ]
    assert [each.quantity.text for each in found] == [text[each.start : each.end] for each in found]


@pytest.mark.parametrize(
    "word", ["300余份", "200多户", "50件以上", "80人左右", "十几次", "近百人", "3至5名", "三五件"]
)
def test_inexact(word, quantities):
    """余、多、以上、左右、几、近 and a range make a quantity inexact."""
    assert [each.quantity.inexact for each in quantities.find(word)] == [True]


@pytest.mark.parametrize("word", ["300份", "百分之九十", "两万人次"])
def test_exact(word, quantities):
    """A plain quantity is exact."""
    assert [each.quantity.inexact for each in quantities.find(word)] == [False]
