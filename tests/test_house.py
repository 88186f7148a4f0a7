"""The house rules that no linter knows: sizes, rounding, complete tables, tested problem codes."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from scorer.reading import READERS
from scorer.rendering import FORMATS

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "scorer").rglob("*.py"))
LONGEST = 300
MESSAGES = ROOT / "tests" / "messages"
CODE = re.compile(r"\bR\d\d\d\b")


@pytest.mark.parametrize("module", MODULES, ids=[str(each.relative_to(ROOT)) for each in MODULES])
def test_module(module):
    """A module has at most 300 lines, says what it is for, and does not round with round()."""
    text = module.read_text(encoding="utf-8")
    tree = ast.parse(text)
    calls = [node.func.id for node in ast.walk(tree) if _calls_a_name(node)]
    assert len(text.splitlines()) <= LONGEST
    assert ast.get_docstring(tree)
    assert "round" not in calls


def _calls_a_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


def test_names_say_what_is_inside():
    """No module or package is called after nothing."""
    empty = {"utils", "util", "core", "common", "base", "manager", "helpers", "misc"}
    assert [each.name for each in MODULES if each.stem in empty or each.parent.name in empty] == []


def test_formats_are_complete():
    """The formats are those that README and help name, each by its suffix."""
    assert set(FORMATS) == {"pdf", "html", "md", "json", "xlsx"}
    assert all(name == name.lower() and "." not in name for name in FORMATS)


def test_readers_are_complete():
    """The files that README and help name have a reader."""
    assert {".docx", ".txt", ".md"} <= set(READERS)


def test_every_problem_code_is_tested():
    """Every code that reading a rule file can give stands in a message under test."""
    sources = [*(ROOT / "scorer" / "ruleset").glob("*.py"), ROOT / "scorer/judging/selftest.py"]
    used = {code for each in sources for code in CODE.findall(each.read_text(encoding="utf-8"))}
    told = {
        code
        for each in MESSAGES.glob("*.txt")
        for code in CODE.findall(each.read_text(encoding="utf-8"))
    }
    assert sorted(used - told) == []


def test_every_bad_file_has_its_message():
    """Every bad rule file stands beside what is printed for it."""
    files = {each.stem for each in MESSAGES.glob("*.yaml")}
    assert files == {each.stem for each in MESSAGES.glob("*.txt")}
