"""Measuring a cluster: the reports are as many as told, and what is missing is noticed."""

import shutil
import sys
from pathlib import Path

import pytest

from bench import cluster


def test_the_reports_repeat_a_few_hundred_texts(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "_TEXTS", 3)
    cluster.write(tmp_path / "in", 7)
    paths = sorted((tmp_path / "in").rglob("*.txt"))
    assert [path.name for path in paths] == [f"{number:06}.txt" for number in range(7)]
    assert len({path.read_text(encoding="utf-8") for path in paths}) == 3


@pytest.mark.skipif(
    shutil.which("dask", path=str(Path(sys.executable).parent)) is None,
    reason="distributed is not installed",
)
def test_a_small_batch_on_a_cluster_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "_TEXTS", 3)
    assert cluster.main(["--reports", "7"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("7 份短报告，集群有 2 个工作进程；主进程的内存（MB）\n        7 份")
    assert "每份的 JSON：一份不少\n" in out


def test_a_missing_result_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    (tmp_path / "000").mkdir()
    (tmp_path / "000" / "000000.txt.json").touch()
    assert cluster.whole(tmp_path, 1)
    assert not cluster.whole(tmp_path, 2)
    assert "每份的 JSON：数目不对" in capsys.readouterr().out
