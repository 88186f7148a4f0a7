"""A PDF that cannot be made says what to install; nothing is printed on standard output."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

import pytest

from scorer.model.errors import RenderError
from scorer.rendering import fonts
from scorer.rendering.paper import pdf


def test_a_machine_without_chinese_fonts_is_told_how_to_get_one(card, monkeypatch):
    monkeypatch.setattr(fonts, "chinese_fonts", tuple)
    with pytest.raises(RenderError) as error:
        pdf(card)
    text = str(error.value)
    assert text.startswith("无法生成 PDF：本机没有中文字体")
    for part in ("sudo apt-get install fonts-noto-cjk", "dnf install", "brew install", "Windows"):
        assert part in text


def test_a_machine_without_pango_is_told_how_to_get_it(card, monkeypatch, capsys):
    def broken(name):
        if name == "weasyprint":
            print("-----")  # noqa: T201
            raise OSError("cannot load library 'libpango-1.0-0'")
        return import_module(name)

    monkeypatch.setattr(fonts, "import_module", broken)
    with pytest.raises(RenderError, match=r"缺少 Pango 程序库.*apt-get install libpango"):
        pdf(card)
    assert capsys.readouterr().out == ""


def test_without_any_font_nothing_is_said_in_english(tmp_path):
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>", encoding="utf-8")
    script = "from scorer.rendering.fonts import load_weasyprint; load_weasyprint()"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")},
        capture_output=True,
        check=False,
    )
    assert b"UserWarning" not in done.stderr


def test_library_and_command_know_the_same_fonts():
    library = fonts._library()
    listed = sorted(set(fonts._listed_by_command()))
    if library is None or not listed:
        pytest.skip("this machine has only one of the two")
    assert listed == sorted(set(fonts._listed_by_library(library)))


def test_without_the_library_the_command_is_asked(monkeypatch, tmp_path):
    command = tmp_path / "fc-list"
    command.write_text('#!/bin/sh\necho "宋体,SimSun"\necho "Noto Sans CJK SC"\n', encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setattr(fonts, "_library", lambda: None)
    monkeypatch.setattr("shutil.which", lambda _: str(command))
    assert fonts.chinese_fonts() == ("Noto Sans CJK SC", "宋体")


def test_without_library_and_command_there_are_no_fonts(monkeypatch):
    monkeypatch.setattr(fonts, "_library", lambda: None)
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert fonts.chinese_fonts() == ()


def test_a_machine_whose_fonts_have_no_chinese_has_none(tmp_path):
    """Fontconfig reads its configuration once in a process, so another one is asked."""
    (tmp_path / "fonts.conf").write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{tmp_path}</dir></fontconfig>', encoding="utf-8"
    )
    code = "from scorer.rendering.fonts import chinese_fonts; print(chinese_fonts())"
    environment = {
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
        "PYTHONPATH": ":".join(sys.path),
    }
    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout == "()\n"
