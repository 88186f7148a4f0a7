"""The line that shows which page is being recognised: on a terminal, and nowhere else."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from PIL import Image

from scorer.cli import recognition
from scorer.model.errors import ReportError
from scorer.reading import ocr
from scorer.reading.ocr import Recognised
from scorer.reading.pageline import Line

FIRST = "正在识别图像中的文字：第 1 页，共 2 页（每页要用几秒）"
SECOND = "正在识别图像中的文字：第 2 页，共 2 页（每页要用几秒）"


class Stream(io.StringIO):
    """A standard error that is a terminal or is not."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A scan of two pages, which the recogniser finds a line on."""
    found = Recognised((Line("全年开展法治培训八场。", 10, 10, 400, 40, 30),), doubtful=False)
    monkeypatch.setattr(ocr, "recogniser", lambda: lambda _picture: found)
    path = tmp_path / "扫描件.tiff"
    frames = [Image.new("L", (500, 60), 255) for _ in range(2)]
    frames[0].save(path, "TIFF", save_all=True, append_images=frames[1:])
    return str(path)


def told(monkeypatch: pytest.MonkeyPatch, report: str, *, terminal: bool) -> str:
    """Return what is written to standard error while *report* is read."""
    stream = Stream(terminal=terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("COLUMNS", "80")
    recognition.read_report(report, report)
    return stream.getvalue()


def test_a_terminal_shows_each_page_and_is_left_clean(
    scan: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = told(monkeypatch, scan, terminal=True).split("\r")
    assert [part.rstrip() for part in shown] == ["", FIRST, SECOND, "", ""]
    assert [part for part in shown[3:] if part.strip()] == []
    assert len(shown[3]) == 79  # as many cells as the lines before took
    assert capsys.readouterr().out == ""


def test_elsewhere_nothing_is_shown(scan: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, scan, terminal=False) == ""


def test_a_report_with_its_own_text_shows_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "报告.txt"
    report.write_text("全年开展法治培训八场。", encoding="utf-8")
    assert told(monkeypatch, str(report), terminal=True) == ""


def test_the_line_is_gone_where_reading_fails(scan: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> object:
        def look(_picture: object) -> Recognised:
            raise OSError("damaged")

        return look

    monkeypatch.setattr(ocr, "recogniser", fails)
    stream = Stream(terminal=True)
    monkeypatch.setattr(sys, "stderr", stream)
    with pytest.raises(ReportError):
        recognition.read_report(scan, scan)
    assert stream.getvalue().rsplit("\r", 2)[1].strip() == ""
