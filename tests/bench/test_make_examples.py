"""The stored example is what its script makes, and the examples read as reports of their length."""

from pathlib import Path

import pytest

from bench.make_examples import NAME, TEXT, made
from scorer.model.document import Role
from scorer.reading import read, read_bytes

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_stored_docx_is_what_the_script_makes() -> None:
    rebuilt = read_bytes(made(TEXT.read_text(encoding="utf-8")), NAME)
    stored = read(EXAMPLES / NAME)
    assert (rebuilt.text, rebuilt.blocks) == (stored.text, stored.blocks)


def test_the_docx_has_headings_and_a_table() -> None:
    blocks = read(EXAMPLES / NAME).blocks
    assert [b.text[:2] for b in blocks if b.level == 1] == ["一、", "二、", "三、", "四、"]
    assert sum(b.role is Role.CELL for b in blocks) == 15


@pytest.mark.parametrize("name", [NAME, "liuwan-2023.txt", "shiqiao-2024.txt"])
def test_every_example_has_the_length_of_a_report(name: str) -> None:
    source = read(EXAMPLES / name)
    assert 2000 <= len(source.text) <= 3500
    assert (source.warnings, source.unread) == ((), ())
