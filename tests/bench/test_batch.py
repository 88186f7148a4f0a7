"""Measuring batches: the reports are damaged as told, and what is lost is noticed."""

from pathlib import Path

import pytest

from bench import batch, corpus
from scorer.model.errors import ReportError
from scorer.reading import read


def test_one_in_so_many_is_damaged(tmp_path: Path) -> None:
    good, bad = corpus.write(tmp_path, 60, short=True, damaged_every=10)
    assert (len(good), len(bad)) == (54, 6)
    assert all(read(tmp_path / name) for name in good)
    for name in bad:
        with pytest.raises(ReportError):
            read(tmp_path / name)


def test_the_reports_are_the_same_every_time(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        corpus.write(tmp_path / folder, 3)
    texts = [
        [path.read_bytes() for path in sorted((tmp_path / folder).rglob("*.txt"))]
        for folder in ("a", "b")
    ]
    assert texts[0] == texts[1]
    assert len(set(texts[0])) == 3


def test_small_sizes_measure_and_say(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(batch, "SMALL", batch.Sizes(1, 4, (2, 4), 21, 60.0, 1))
    assert batch.main([]) == 0
    out = capsys.readouterr().out
    assert "两个进程" in out
    assert "主进程的内存峰值（MB）" in out
    assert out.count("评完 20 份（应 20），列出坏的 1 份（应 1），丢 0，重 0，误 0，") == 3
