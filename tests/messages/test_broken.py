"""Rule files with one mistake each, and the whole text of what `scorer rules check` says of it.

The slips of Chinese typing are here, the limits, inheritance, and every lint check. A new mistake
is a file beside the others; its text is read before it is kept.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorer import pipeline
from scorer.judging.rulecheck import check_file
from scorer.ruleset.checks import CHECKS
from scorer.ruleset.guard import LARGEST

FOLDER = Path(__file__).parent / "broken"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
BASE = (FOLDER / "base.yaml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def beside(monkeypatch):
    """The bad files are named without a folder."""
    monkeypatch.chdir(FOLDER)


def told(path: Path) -> str:
    problems = check_file(path, pipeline.language()).problems
    return "\n".join(map(str, problems))


def expected(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")


def own_slips(name: str) -> str:
    """The messages about slips in the file itself, not in one it inherits."""
    found = re.findall(rf"^{re.escape(name)}\.yaml:\d+:\d+: R016.*", expected(name), re.MULTILINE)
    return "\n".join(found)


@pytest.mark.parametrize("name", NAMES)
def test_message(name):
    """What is printed for a bad rule file is what stands beside it."""
    assert expected(name) == told(Path(f"{name}.yaml"))


def test_enough_kinds():
    """There are at least forty mistakes, each with its text."""
    assert len(NAMES) >= 40
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(NAMES)


def test_every_check_is_shown():
    """Each lint check has a file that it warns about."""
    texts = "\n".join(map(expected, NAMES))
    assert not [name for name in CHECKS if f"（检查：{name}）" not in texts]


def test_the_base_has_no_mistake():
    """The file that all others were made from is clean."""
    assert not told(Path("base.yaml"))


@pytest.mark.parametrize("name", [name for name in NAMES if own_slips(name)])
def test_corrections_are_right(name, tmp_path):
    """A file with its lines as they are shown corrected has no slip any more."""
    lines = Path(f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    shown = re.findall(r":(\d+):\d+: R\d+ .*\n(?:    原文：.*\n)    应为：(.*)", expected(name))
    assert shown
    for number, line in shown:
        lines[int(number) - 1] = line
    path = tmp_path / "mended.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert "R016" not in told(path)
    assert "R001" not in told(path)


def test_a_file_of_two_megabytes(tmp_path):
    """A file larger than the limit is refused before it is parsed."""
    path = tmp_path / "big.yaml"
    path.write_text(BASE + "# 填充\n" * (2 * LARGEST // 9), encoding="utf-8")
    assert told(path) == (
        f"{path}:1:1: R001 文件有 2.0 MB，规则文件不能超过 1 MB；请检查是不是选错了文件"
    )


@pytest.mark.parametrize("sign", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_nesting_never_crashes(sign, tmp_path):
    """However deep a file is nested, it is a message."""
    path = tmp_path / "deep.yaml"
    path.write_text("词组: " * (sign != "- ") + sign * 100_000, encoding="utf-8")
    assert re.search(r"deep\.yaml:1:\d+: R001 ", told(path))


MUTATIONS = ("", "：", "，", "“", "\t", "　", "{", "]", "*", "&", '"', "|", "\n", " ")


@pytest.mark.parametrize("sign", MUTATIONS)
def test_no_mistake_crashes(sign, tmp_path):
    """A character typed anywhere, or one left out, gives messages and no exception."""
    path = tmp_path / "typed.yaml"
    for place in range(0, len(BASE), 11):
        path.write_text(BASE[:place] + sign + BASE[place + (not sign) :], encoding="utf-8")
        for line in told(path).splitlines():
            assert re.match(
                rf"{re.escape(str(path))}:\d+:\d+: [RL]\d\d\d \S|    (原文|应为)：", line
            )
