"""Compiled templates are kept, and never trusted when they do not fit."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from scorer.rendering import template_cache
from scorer.rendering.template_cache import TemplateCache


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(template_cache, "cache_folder", lambda: tmp_path)
    return tmp_path


def filled(source: str) -> str:
    environment = Environment(loader=DictLoader({"a": source}), bytecode_cache=TemplateCache())
    return environment.get_template("a").render(name="镇")


def kept(folder) -> list:
    return [each for each in folder.rglob("*") if each.is_file()]


def test_a_template_is_kept_and_taken_again(folder, monkeypatch):
    assert filled("{{ name }}甲") == "镇甲"
    assert len(kept(folder)) == 1
    monkeypatch.setattr(Environment, "compile", None)
    assert filled("{{ name }}甲") == "镇甲"


def test_a_changed_template_is_compiled_anew(folder):
    assert filled("{{ name }}甲") == "镇甲"
    assert filled("{{ name }}乙") == "镇乙"


@pytest.mark.parametrize("spoilt", [b"", b"rubbish", b"j2\x05\x00\x00\x00"])
def test_what_is_spoilt_is_compiled_anew(folder, spoilt):
    filled("{{ name }}甲")
    kept(folder)[0].write_bytes(spoilt)
    assert filled("{{ name }}甲") == "镇甲"


def test_another_program_takes_none_of_it(folder, monkeypatch):
    filled("{{ name }}甲")
    monkeypatch.setattr(template_cache, "engine_stamp", lambda: "0" * 64)
    filled("{{ name }}甲")
    assert len(kept(folder)) == 2


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(template_cache, "cache_folder", lambda: tmp_path / "file")
    assert filled("{{ name }}甲") == "镇甲"
