"""bench.memory: what it prints."""

from __future__ import annotations

import re

from bench import memory


def test_the_table(capsys, monkeypatch):
    """Five processes, each with its memory; a text too long is refused in little of it."""
    monkeypatch.setattr(
        memory, "DEFAULT_LIMITS", memory.DEFAULT_LIMITS.__class__(characters=20_000)
    )
    assert memory.main(["--megabytes", "65"]) == 0
    told = capsys.readouterr().out
    found = {
        name.strip(): int(megabytes)
        for name, megabytes in re.findall(
            r"^  (\S+ ?\S*).*?(\d+) MB +[\d.]+ 秒$", told, re.MULTILINE
        )
    }
    assert list(found) == ["只启动", "拒读 65", "读取 65", "评分 2", "读取 300"]
    assert found["拒读 65"] < found["只启动"] + 20


def test_a_process_that_fails_is_told(capsys, monkeypatch):
    """The status says that the figures are none."""
    failed = memory.Measured("读取 1 MB 文本", 10, 1, 3)
    monkeypatch.setattr(memory, "measured", lambda *_, **__: [failed])
    assert memory.main([]) == 2
    assert capsys.readouterr().out.endswith("失败：读取 1 MB 文本，退出状态 3\n")


def test_more_memory_than_the_bound_is_told(capsys, monkeypatch):
    """The bound stands behind the line, and the status is 1."""
    large = memory.Measured("读取 300 页 PDF", 121, 1, 0)
    monkeypatch.setattr(memory, "measured", lambda *_, **__: [large])
    assert memory.main([]) == 1
    assert capsys.readouterr().out.endswith("1.0 秒  超过 120 MB\n")
