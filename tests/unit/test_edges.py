"""jieba's words: kept in the cache folder, loaded from jieba once."""

from __future__ import annotations

import json

import pytest

from scorer.matching import cache, edges
from scorer.matching.edges import WordEdges, jieba_version


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty cache folder."""
    monkeypatch.setattr(edges, "cache_folder", lambda: tmp_path / "scorer")
    return tmp_path / "scorer"


@pytest.fixture
def loads(monkeypatch):
    """How often jieba itself was loaded; it has two words."""
    counted = []

    def from_jieba():
        counted.append(1)
        return {"办公": 100, "示范": 100}

    monkeypatch.setattr(edges, "_from_jieba", from_jieba)
    return counted


def dictionary():
    return edges._dictionary.__wrapped__()


def test_the_first_run_keeps_the_words(folder, loads):
    """The first run loads jieba and keeps its words, the second reads them."""
    first, second = dictionary(), dictionary()
    assert first == second == {"办公": 100, "示范": 100}
    assert len(loads) == 1
    (kept,) = folder.iterdir()
    assert kept.name == f"words-{jieba_version()}-20-1.json"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"{}", b"\xff\xfe"])
def test_a_damaged_file_is_made_anew(damage, folder, loads):
    """A cache file that is no dictionary is made anew."""
    dictionary()
    (kept,) = folder.iterdir()
    kept.write_bytes(damage)
    assert dictionary() == {"办公": 100, "示范": 100}
    assert len(loads) == 2
    assert json.loads(kept.read_bytes()) == {"办公": 100, "示范": 100}


def test_an_unwritable_folder_only_costs_time(tmp_path, monkeypatch, loads):
    """Where nothing can be kept the words come from jieba each time."""
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    monkeypatch.setattr(edges, "cache_folder", lambda: file / "scorer")
    assert dictionary() == dictionary()
    assert len(loads) == 2


def test_jieba_itself():
    """jieba's dictionary gives its common short words, and writes no file."""
    words = edges._from_jieba()
    assert words["办公"] >= edges.LEAST_FREQUENT
    assert all(
        len(word) <= edges.LONGEST_ENTRY and frequency >= edges.LEAST_FREQUENT
        for word, frequency in words.items()
    )


def test_words_of_ones_own():
    """A rule set's own word is not divided where it stands alone."""
    text = "推行法核机制"
    assert WordEdges({"法核"}).hold(text, 2, 4)


def test_the_memory_is_limited(monkeypatch):
    """When the memory is full decisions are still made, only not remembered."""
    monkeypatch.setattr(edges, "_MEMORY", 0)
    words = WordEdges({"公示"})
    assert not words.hold("打造办公示范窗口", 3, 5)
    assert words._decided == {}


def test_the_cache_folder_is_the_users():
    """The cache folder is called after the program."""
    assert cache.cache_folder().name == "scorer"
