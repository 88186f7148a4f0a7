"""Every kind of mistake in a rule file, and the whole text of what is said about it.

Beside each bad file stands what is printed for it. A file with several mistakes tells them all.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorer import pipeline
from scorer.judging.match import CompiledRules
from scorer.judging.selftest import failing_examples
from scorer.model.errors import RulesetError
from scorer.ruleset.language_examples import failing_language_examples
from scorer.ruleset.language_file import load_language
from scorer.ruleset.load import load

FOLDER = Path(__file__).parent
LANGUAGES = sorted(path.stem for path in FOLDER.glob("language-*.yaml"))
RULES = sorted({path.stem for path in FOLDER.glob("[Rs]*.yaml")})


@pytest.fixture
def beside(monkeypatch):
    """The bad files are named without a folder."""
    monkeypatch.chdir(FOLDER)


def expected(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")


def rules_messages(name: str) -> str:
    try:
        ruleset = load(Path(f"{name}.yaml"))
    except RulesetError as error:
        return str(error)
    problems = failing_examples(CompiledRules(ruleset, pipeline.language()), pipeline.language())
    return "\n".join(map(str, problems))


def language_messages(name: str) -> str:
    try:
        file = load_language(Path(f"{name}.yaml"))
    except RulesetError as error:
        return str(error)
    return "\n".join(map(str, failing_language_examples(file)))


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize("name", RULES)
def test_rules_message(name):
    """What is printed for a bad rule file is what stands beside it, and names its code."""
    told = rules_messages(name)
    assert expected(name) == told
    assert told
    assert not name.startswith("R0") or f" {name[:4]} " in told


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize("name", LANGUAGES)
def test_language_message(name):
    """What is printed for a language file is what stands beside it; for a good one nothing."""
    assert expected(name) == language_messages(name)


@pytest.mark.parametrize("name", RULES + LANGUAGES)
def test_places(name):
    """Every message begins with file, line, column and code, in order of the places."""
    marks = []
    for line in expected(name).splitlines():
        if re.match(r"    (原文|应为)：", line):
            continue
        found = re.match(r"(.+):(\d+):(\d+): (R\d\d\d) \S", line)
        assert found, line
        marks.append((int(found[2]), int(found[3]), found[4]))
    assert sorted(marks) == marks


def test_a_missing_file_is_a_problem_of_the_file(tmp_path):
    """A rule file that is not there is told like any other mistake in it."""
    path = tmp_path / "没有.yaml"
    with pytest.raises(RulesetError) as caught:
        load(path)
    assert f"{path}:1:1: R001 规则文件读不出来（文件不存在）" == str(caught.value)


def test_enough_kinds():
    """There are at least twenty-five kinds of mistakes."""
    assert len(RULES) >= 25
