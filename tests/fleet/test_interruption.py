"""Ctrl-C and worse: what is done is kept, and --resume makes the rest."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fleet.conftest import summary, tree

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "shiqiao-2024.txt"
COUNT = 60
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")


@pytest.fixture
def many(tmp_path, monkeypatch):
    """A folder of many reports of a few seconds' work, the working folder above it."""
    (tmp_path / "报告").mkdir()
    for number in range(COUNT):
        shutil.copy(EXAMPLE, tmp_path / "报告" / f"{number:03}.txt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767574800")
    return tmp_path


def started(*arguments: str) -> subprocess.Popen[str]:
    """The program, running, some reports already done."""
    command = [sys.executable, "-m", "scorer", "batch", "报告", "-o", "结果", "-j", "2"]
    process = subprocess.Popen(
        [*command, *arguments], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    for _ in range(600):
        if len(list(Path("结果").glob("*.json"))) > 5:
            return process
        time.sleep(0.05)
    raise AssertionError(process.communicate())


def resumed() -> str:
    """Go on to the end; return what was said of the result."""
    process = subprocess.run(
        [sys.executable, "-m", "scorer", "batch", "报告", "-o", "结果", "-j", "2", "--resume"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    return process.stdout


def assert_complete() -> None:
    """Every report has its result, once, and nothing else lies about."""
    names = [f"{number:03}.txt" for number in range(COUNT)]
    assert [each["name"] for each in summary()["reports"]] == names
    assert sorted(tree()) == [*(f"{name}.json" for name in names), "summary.json"]
    whole = {data.replace(b"000.txt", b"") for name, data in tree().items() if name[0] == "0"}
    assert all(data.endswith(b"}\n") for data in whole)


@pytest.mark.usefixtures("many")
def test_ctrl_c_stops_in_order_and_resume_goes_on():
    """The first Ctrl-C finishes what is begun, keeps it, and says how to go on."""
    process = started()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    done = len(list(Path("结果").glob("*.json")))
    assert process.returncode == 130
    assert "正在停止：等手头的报告评完，再按一次 Ctrl-C 立即停止。\n" in err
    assert f"已停止：评完 {done} 份，还有 {COUNT - done} 份。接着做：scorer batch" in err
    assert "--resume" in err
    assert 0 < done < COUNT
    assert not Path("结果/summary.json").exists()
    assert f"（{done} 份未变，没有重评）" in resumed()
    assert_complete()


@pytest.mark.usefixtures("many")
def test_ctrl_c_at_the_beginning_of_resume_tells_what_is_there():
    """A batch that is stopped before it has looked at its results again still counts them."""
    process = started()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    done = int(re.search(r"已停止：评完 (\d+) 份", err)[1])
    command = [sys.executable, "-m", "scorer", "batch", "报告", "-o", "结果", "-j", "1", "--resume"]
    again = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    assert again.stderr.readline().startswith("规则集：".encode())
    assert again.stderr.readline().endswith("个进程\n".encode())
    again.send_signal(signal.SIGINT)
    told = again.communicate(timeout=30)[1].decode()
    found = re.search(r"已停止：评完 (\d+) 份，还有 (\d+) 份", told)
    assert int(found[1]) >= done
    assert int(found[1]) + int(found[2]) == COUNT


@pytest.mark.usefixtures("many")
def test_a_second_ctrl_c_stops_at_once():
    """The second Ctrl-C waits for nothing; what is recorded is kept."""
    process = started()
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "未变，没有重评" in resumed()
    assert_complete()


@pytest.mark.usefixtures("many")
def test_a_killed_program_leaves_no_process_and_nothing_half():
    """Even if the program itself is killed, its processes end and --resume makes all whole."""
    process = started()
    children = _children(process.pid)
    process.kill()
    process.wait()
    for _ in range(100):
        if not any(Path(f"/proc/{child}").exists() for child in children):
            break
        time.sleep(0.1)
    left = [child for child in children if Path(f"/proc/{child}").exists()]
    for child in left:
        os.kill(child, signal.SIGKILL)
    process.communicate()
    assert left == []
    resumed()
    assert_complete()


def _children(parent: int) -> list[int]:
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            state = each.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(state[1]) == parent:
            found.append(int(each.parent.name))
    return found


def test_children_are_seen():
    """The test above would see a process that stays."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"])
    try:
        assert child.pid in _children(os.getpid())
    finally:
        child.kill()
        child.wait()
