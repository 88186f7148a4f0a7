"""docs/rule-guide.zh-CN.md tells the truth: every file in it is written, every command run."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from scorer.cli.app import app
from scorer.model.errors import ScorerError

ROOT = Path(__file__).parent.parent.parent
GUIDE = (ROOT / "docs" / "rule-guide.zh-CN.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
ANYTHING = "……"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder with a report, as the guide's reader has it."""
    monkeypatch.chdir(tmp_path)
    report = ROOT / "examples" / "shiqiao-2024.txt"
    shutil.copy(report, tmp_path / "报告.txt")
    (tmp_path / "报告").mkdir()
    shutil.copy(report, tmp_path / "报告" / report.name)


def run(command: str) -> str:
    """What a command prints on the terminal."""
    words = shlex.split(command)
    assert words[0] == "scorer"
    result = CliRunner().invoke(app, words[1:], standalone_mode=False)
    if isinstance(result.exception, ScorerError):
        return result.output + f"错误：{result.exception}\n"
    if result.exception is not None:
        raise result.exception
    return result.output


def expression(expected: str) -> str:
    """An expression for what the guide shows; …… is anything."""
    lines = []
    for line in expected.splitlines(keepends=True):
        if line.strip() == ANYTHING:
            lines.append("(?:.*\n)*?")
        else:
            lines.append(".*".join(map(re.escape, line.split(ANYTHING))))
    return "".join(lines)


def test_the_guide():
    """Files and commands of the guide, in its order."""
    for language, text in BLOCKS:
        if language == "yaml":
            name = re.match(r"# 文件：(\S+)\n", text)
            assert name, text
            Path(name[1]).write_text(text, encoding="utf-8")
            continue
        assert language == "console"
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
            told = run(command)
            assert re.fullmatch(expression(shown), told), f"{command}\n{told}"


def test_enough_is_shown():
    """The guide has files and commands."""
    assert len(BLOCKS) >= 12
