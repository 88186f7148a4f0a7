"""A Dask cluster as crew: a real scheduler, two worker processes, one of them killed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fleet.conftest import summary, tree

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "shiqiao-2024.txt"
COUNT = 34
installed = pytest.mark.skipif(
    shutil.which("dask", path=str(Path(sys.executable).parent)) is None,
    reason="distributed is not installed",
)


@pytest.fixture
def cluster(tmp_path, monkeypatch):
    """The address of a scheduler, and its two workers."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767574800")
    file = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    where = ["--scheduler-file", str(file)]
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    scheduler = subprocess.Popen([*dask, "scheduler", *options, *where], **quiet)
    alone = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
    workers = [subprocess.Popen([*dask, "worker", *alone, *where], **quiet) for _ in range(2)]
    for _ in range(300):
        if file.exists() and file.read_text().endswith("}"):
            break
        time.sleep(0.1)
    address = next(
        part for part in file.read_text().split('"') if part.startswith("tcp://127.0.0.1:")
    )
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


@installed
def test_one_of_two_workers_is_killed(cluster, tmp_path):
    """Results are those of this machine, though a worker is lost on the way."""
    address, workers = cluster
    (tmp_path / "报告").mkdir()
    for number in range(COUNT):
        shutil.copy(EXAMPLE, tmp_path / "报告" / f"{number:02}.txt")
    (tmp_path / "报告" / "空.txt").touch()
    command = [sys.executable, "-m", "scorer", "batch", "报告", "-o"]
    on_cluster = subprocess.Popen(
        [*command, "集群", "--scheduler", address],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while on_cluster.poll() is None and not list(Path("集群").glob("*.txt.json")):
        time.sleep(0.05)
    os.kill(workers[0].pid, 9)
    out, err = on_cluster.communicate(timeout=120)
    assert on_cluster.returncode == 2, err
    assert f"共 {COUNT + 1} 份报告，集群 {address}\n" in err
    assert "错误：空.txt：文件是空的（0 字节）。" in err
    assert out.startswith(f"评完 {COUNT} 份，1 份有问题")
    assert len(summary("集群")["reports"]) == COUNT
    shared = [*command, "共享", "--scheduler", address, "--shared-path"]
    assert subprocess.run(shared, capture_output=True, check=False).returncode == 2
    assert subprocess.run([*command, "本机"], capture_output=True, check=False).returncode == 2
    assert tree("集群") == tree("本机")
    assert tree("共享") == tree("本机")


@pytest.mark.usefixtures("here")
def test_without_the_extra(batch, monkeypatch):
    """Without distributed a sentence says what to install, and where."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    status, _, err = batch("--scheduler", "tcp://127.0.0.1:1")
    assert status == 2
    remedy = "请在本机和集群的每台机器上运行 pip install 'scorer[cluster]'。"
    assert f"错误：--scheduler：缺少 distributed。{remedy}\n" in err


@installed
@pytest.mark.usefixtures("here")
def test_no_scheduler_there():
    """An address where nobody answers is told."""
    command = [sys.executable, "-m", "scorer", "batch", "报告", "-o", "结果", "-r", "规则.yaml"]
    for address in ("tcp://127.0.0.1:9", "不是地址", "tcp://127.0.0.1:99999"):
        done = subprocess.run(
            [*command, "--scheduler", address],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert f"错误：--scheduler {address}：连不上 Dask 调度器。" in done.stderr
        assert "Traceback" not in done.stderr
