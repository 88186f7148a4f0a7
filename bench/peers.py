"""Whole processes over the same reports: scorer batch beside programs that look up words.

``python -m bench.peers [--reports N]``. Each peer looks for 96 words of the rules; scorer grades
all 32 elements. Peers are measured where they are installed: ripgrep (rg), textlint with
textlint-rule-prh (npm), redline-buddy (PyPI, in this environment). The textlint program can be
named in the environment variable TEXTLINT.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.recombine import reports
from scorer import pipeline
from scorer.matching.pattern import words_of

WORDS = 96
_REDLINE = """
import pathlib, sys
from redline.playbook import load_playbook
from redline.review import review_contract
playbook = load_playbook(sys.argv[1])
for path in sorted(pathlib.Path(sys.argv[2]).glob("*.txt")):
    review_contract(path.read_text("utf-8"), playbook)
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description="同类程序的用时")
    parser.add_argument("--reports", type=int, default=200, help="报告数")
    count = parser.parse_args(arguments).reports
    with tempfile.TemporaryDirectory() as folder:
        print("\n".join(table(Path(folder), count)))
    return 0


def words() -> list[str]:
    """Return 96 words that the rules look for, spread over their elements."""
    ruleset = pipeline.load_rules(year=2024).compiled.ruleset
    known = sorted(
        {
            word
            for element in ruleset.elements
            for clue in element.clues
            for word in words_of(clue.pattern)
            if len(word) > 2
        }
    )
    return known[:: len(known) // WORDS][:WORDS]


def table(folder: Path, count: int) -> Iterator[str]:
    """Yield a line a program: milliseconds a report, and how many times ours it takes."""
    made = folder / "reports"
    made.mkdir()
    for number, text in enumerate(reports(count)):
        (made / f"{number}.txt").write_text(text, encoding="utf-8")
    ours = [
        sys.executable,
        "-m",
        "scorer",
        "batch",
        str(made),
        "-o",
        str(folder / "out"),
        "-j",
        "1",
    ]
    base = _seconds(ours)
    if base is None:
        yield "scorer batch 出错，没有测"
        return
    yield f"{count} 份报告，整个进程，每份用时（毫秒）；各程序查 {WORDS} 个词，scorer 评 32 个要素"
    yield f"  {'scorer batch -j 1':<26}{base / count * 1000:>9.2f}"
    for name, command in peers(folder, made):
        if command is None:
            yield f"  {name:<26}     未安装，未测"
            continue
        seconds = _seconds(command)
        if seconds is None:
            yield f"  {name:<26}     出错，未测"
            continue
        yield f"  {name:<26}{seconds / count * 1000:>9.2f}   {seconds / base:.2f} × scorer"


def peers(folder: Path, made: Path) -> Iterator[tuple[str, list[str] | None]]:
    """Yield each peer with its command, None where it is not installed."""
    found = words()
    listed = folder / "words.txt"
    listed.write_text("\n".join(found), encoding="utf-8")
    ripgrep = shutil.which("rg")
    yield "ripgrep", [ripgrep, "-F", "-f", str(listed), str(made)] if ripgrep else None
    textlint = os.environ.get("TEXTLINT") or shutil.which("textlint")
    yield "textlint-rule-prh", [textlint, *_textlint(folder, found, made)] if textlint else None
    installed = importlib.util.find_spec("redline") is not None
    yield "redline-buddy", _redline(folder, found, made) if installed else None


def _textlint(folder: Path, found: Sequence[str], made: Path) -> list[str]:
    """Return arguments for textlint: a dictionary with one rule a word."""
    rules = [{"expected": f"【{word}】", "pattern": word} for word in found]
    dictionary = folder / "prh.yml"
    dictionary.write_text(json.dumps({"version": 1, "rules": rules}, ensure_ascii=False), "utf-8")
    config = folder / "textlintrc.json"
    config.write_text(json.dumps({"rules": {"prh": {"rulePaths": [str(dictionary)]}}}), "utf-8")
    return ["--config", str(config), "--format", "json", str(made)]


def _redline(folder: Path, found: Sequence[str], made: Path) -> list[str]:
    """Return the command for redline-buddy: a playbook with one rule a word."""
    rules = [
        {
            "id": f"word-{number}",
            "title": word,
            "severity": "low",
            "description": word,
            "why": word,
            "suggestion": word,
            "check": {"kind": "forbids_any", "patterns": [re.escape(word)]},
        }
        for number, word in enumerate(found)
    ]
    playbook = folder / "playbook.yaml"
    book = {"name": "words", "version": 1, "description": "words", "rules": rules}
    playbook.write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")
    return [sys.executable, "-c", _REDLINE, str(playbook), str(made)]


def _seconds(command: Sequence[str]) -> float | None:
    """Return how long *command* takes, None where it breaks off: that is fast, and no measure.

    Programs that look up words end with status 1 for what they found, or did not.
    """
    start = time.perf_counter()
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    seconds = time.perf_counter() - start
    broken = done.returncode > 1 or (done.returncode == 1 and b"Traceback" in done.stderr)
    return None if broken else seconds


if __name__ == "__main__":
    raise SystemExit(main())
