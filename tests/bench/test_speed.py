"""Timing: what is run, in which order, and how the medians are told."""

import sys
from pathlib import Path

import pytest

from bench import speed
from bench.speed import CommandError, Comparison, sample_text, table, timed


def noting(path: Path, word: str) -> list[str]:
    return [sys.executable, "-c", f"open({str(path)!r}, 'a').write({word!r})"]


def test_the_sample_is_a_report_of_its_length() -> None:
    assert len(sample_text()) == 3000


def test_runs_are_interleaved_and_the_first_is_not_counted(tmp_path: Path) -> None:
    log = tmp_path / "log"
    compared = [Comparison("甲", noting(log, "a"), "乙", noting(log, "b"))]
    times = timed(compared, 2)
    assert log.read_text() == "ababab"
    assert {name: len(seconds) for name, seconds in times.items()} == {"甲": 2, "乙": 2}


def test_the_table_tells_medians_and_their_ratio() -> None:
    compared = [Comparison("assess → PDF", [], "WeasyPrint", [])]
    times = {"assess → PDF": [1.0, 9.0, 1.5], "WeasyPrint": [1.0, 1.0, 1.0]}
    assert table(compared, times, 3) == [
        "整个进程的用时，3 次交错运行的中位数（秒）",
        "  assess → PDF             1.500",
        "  WeasyPrint               1.000",
        "  ratio                     1.50",
    ]


def test_a_machine_without_pdf_is_said() -> None:
    compared = [Comparison("assess → JSON", [], "jieba", [])]
    assert table(compared, {"assess → JSON": [1.0], "jieba": [1.0]}, 1)[-1].startswith("  PDF：")


def test_a_command_that_fails_exits_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing = [sys.executable, "-c", "import sys; sys.exit('坏了')"]
    monkeypatch.setattr(speed, "comparisons", lambda _: [Comparison("甲", failing, "乙", failing)])
    assert speed.main([]) == 2
    assert "坏了" in capsys.readouterr().err
    with pytest.raises(CommandError, match="退出状态 1"):
        timed([Comparison("甲", failing, "乙", failing)], 1)
