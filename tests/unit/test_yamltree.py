"""YAML as the author wrote it: places, scalars as text, values by the field that reads them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scorer.model.errors import RulesetError
from scorer.ruleset.yamltree import Reader

KNOWN = frozenset({"甲", "乙"})


def read(text: str):
    reader = Reader("x.yaml")
    return reader, reader.compose(text.encode())


def told(reader: Reader) -> list[str]:
    return [f"{each.mark}: {each.code} {each.message}" for each in reader.problems]


def test_scalars_are_text():
    """What YAML would turn into a number, a time or a truth stays as written."""
    reader, root = read("甲: 2025.10\n乙: no\n")
    values = reader.mapping(root, KNOWN)
    assert (reader.text(values["甲"]), reader.text(values["乙"])) == ("2025.10", "no")


def test_a_byte_order_mark():
    """A file that begins with a byte order mark is read like any other."""
    reader = Reader("x.yaml")
    root = reader.compose(b"\xef\xbb\xbf" + "甲: 1".encode())
    assert set(reader.mapping(root, KNOWN)) == {"甲"}


def test_places_count_from_one():
    """A place is line and column as editors count them."""
    reader, root = read("甲: 1\n乙: 2\n")
    assert str(reader.mark(reader.mapping(root, KNOWN)["乙"])) == "x.yaml:2:4"
    assert str(reader.mark(root, 2)) == "x.yaml:1:3"


def test_all_problems_are_collected():
    """Problems are collected, and told in order of their places."""
    reader, root = read("丙: 1\n甲: 1\n甲: 2\n")
    reader.mapping(root, KNOWN, KNOWN)
    with pytest.raises(RulesetError) as caught:
        reader.finish()
    problems = caught.value.problems
    assert [f"{each.mark}: {each.code} {each.message}" for each in problems] == [
        "x.yaml:1:1: R003 缺少“乙”",
        "x.yaml:1:1: R004 未知的键“丙”；可用：乙、甲",
        "x.yaml:3:1: R002 键“甲”重复，第 2 行已有；请合在一处",
    ]


def test_nothing_wrong():
    """A file without problems finishes silently."""
    reader, root = read("甲: 1\n")
    assert reader.mapping(root, KNOWN).keys() == {"甲"}
    reader.finish()


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("0", "0"),
        ("2.5", "2.5"),
        ("10", "1e1"),
        ("9", "五"),
        ("9", "-1"),
        ("9", "nan"),
        ("9", "inf"),
    ],
)
def test_numbers(expected, written):
    """A number is finite and not negative, anything else is a problem and the default."""
    reader, root = read(f"甲: {written}\n")
    found = reader.decimal(reader.mapping(root, KNOWN)["甲"], Decimal(9))
    assert Decimal(expected) == found
    assert bool(told(reader)) is (expected == "9")


def test_absent_values():
    """What is not written is the default, and no problem."""
    reader, _ = read("甲: 1\n")
    assert reader.text(None, "默认") == "默认"
    assert reader.texts(None) == ()
    assert reader.decimal(None, Decimal(3)) == Decimal(3)
    assert reader.choice(None, {"是": 1}, 2) == 2
    assert told(reader) == []


def test_choices():
    """A word stands for its value; another is a problem with the nearest word."""
    reader, root = read("甲: 工作\n乙: 工做\n")
    values = reader.mapping(root, KNOWN)
    assert reader.choice(values["甲"], {"工作": 1}, 0) == 1
    assert reader.choice(values["乙"], {"工作": 1}, 0) == 0
    assert told(reader) == ["x.yaml:2:4: R006 未知的取值“工做”，是不是“工作”；可用：工作"]


def test_wrong_shapes():
    """A list, a text and a mapping are not taken for one another."""
    reader, root = read("甲: [1]\n乙: {丙: 1}\n")
    values = reader.mapping(root, KNOWN)
    assert reader.text(values["甲"]) == ""
    assert reader.sequence(values["乙"]) == []
    assert list(reader.pairs(values["甲"])) == []
    assert told(reader) == [
        "x.yaml:1:4: R005 这里应是文字，写的是列表；有花括号的句式要加引号",
        "x.yaml:2:4: R005 这里应是列表（[…] 或每行一个 - ），写的是键值表",
        "x.yaml:1:4: R005 这里应是键值表（键: 值），写的是列表",
    ]
