"""What README, ARCHITECTURE and Makefile name is there, and what is there they name."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from scorer.cli.app import app
from scorer.model.finding_codes import FINDING_CODES
from scorer.reading import READERS
from scorer.rendering import FORMATS

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
ROOMS = {each.parent.name for each in (ROOT / "scorer").rglob("__init__.py")}
MODULES = {each.stem for folder in ("scorer", "bench") for each in (ROOT / folder).rglob("*.py")}
CONTEXT = click.Context(app)
# Names in ARCHITECTURE that are values, libraries or states, not modules.
OTHERS = {"lint-imports", "not_applicable", "unreadable", "look"}


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _lines(name: str) -> list[str]:
    """Return the command lines of a document's shell examples, without comments."""
    blocks = re.findall(r"^```sh\n(.*?)^```", _read(name), re.MULTILINE | re.DOTALL)
    return [line.split("  #")[0].split(" # ")[0].strip() for line in "".join(blocks).splitlines()]


def _calls(name: str) -> Iterator[list[str]]:
    """Yield the words behind `scorer` of every call in a document's shell examples."""
    for line in _lines(name):
        _, found, call = line.rpartition("scorer ")
        if found and not line.startswith("pip"):
            yield shlex.split(call)


def _command(words: list[str]) -> tuple[click.Command, list[str]]:
    """Return the command that *words* call, and the words behind its name."""
    command: click.Command = app
    while isinstance(command, click.Group):
        found = command.get_command(CONTEXT, words[0]) if words else None
        assert found, words
        command, words = found, words[1:]
    return command, words


def _found(name: str) -> click.Command:
    command = app.get_command(CONTEXT, name)
    assert command
    return command


@pytest.mark.parametrize("name", READMES)
def test_every_command_that_a_readme_shows_can_be_parsed(name):
    """Commands and their options are those of the program."""
    calls = [_command(words) for words in _calls(name)]
    assert len(calls) > 20
    for command, words in calls:
        command.make_parser(CONTEXT).parse_args(list(words))


def test_both_readmes_show_the_same_commands():
    """One is the other in Chinese: the same commands with the same options, in the same order."""
    english, chinese = ([_shape(words) for words in _calls(name)] for name in READMES)
    assert english == chinese


def _shape(words: list[str]) -> tuple[click.Command, tuple[str, ...]]:
    command, rest = _command(words)
    return command, tuple(word for word in rest if word.startswith("-"))


@pytest.mark.parametrize("name", READMES)
def test_a_readme_names_every_command_option_format_code_and_suffix(name):
    """What can be asked of the program stands in the README."""
    text = _read(name)
    called = {command for command, _ in map(_command, _calls(name))}
    commands = [_found(name) for name in app.list_commands(CONTEXT)]
    assert {each for each in commands if not isinstance(each, click.Group)} <= called
    options = {option for each in _found("assess").params for option in each.opts}
    wanted = {each for each in options if each.startswith("--")}
    assert {each for each in wanted if f"{each}`" not in text} == set()
    assert {each for each in FORMATS if f"`{each}`" not in text} == set()
    alike = {".jpeg", ".tif"}
    assert {each for each in READERS if f"`{each}`" not in text} <= alike
    assert re.findall(r"^\| `([a-z.]+)` \|", text, re.MULTILINE)[-len(FINDING_CODES) :] == [
        *FINDING_CODES
    ]


def test_every_module_that_architecture_names_exists():
    """Names in code marks are modules, rooms, files or one of a few values."""
    text = _read("docs/ARCHITECTURE.md")
    names = re.findall(r"(?<!`)`([a-z_]+(?:[.-][a-z_]+)*)`", text)
    assert len(names) > 120
    assert {name for name in names if not _exists(name)} == set()


def _exists(name: str) -> bool:
    room, dot, module = name.partition(".")
    if not dot:
        return name in MODULES | ROOMS | OTHERS
    if (ROOT / "bench" / f"{module}.py").exists() and room == "bench":
        return True
    inside = ROOT / "scorer" / room
    places = (inside / f"{module}.py", inside / module, ROOT / name, ROOT / "rules" / name)
    return any(each.exists() for each in (*places, ROOT / "scorer" / "rendering" / name))


def test_architecture_shows_every_room():
    """Every package of the program, and every top-level module, stands in the plan."""
    plan = _read("docs/ARCHITECTURE.md").split("```")[1]
    inside = (ROOT / "scorer").iterdir()
    rooms = {f"{each.name}/" for each in inside if (each / "__init__.py").exists()}
    modules = {each.name for each in (ROOT / "scorer").glob("[a-z]*.py")}
    assert {each for each in rooms | modules if f"  {each} " not in plan} == set()


def test_the_head_of_the_makefile_lists_its_targets():
    """Whoever opens the Makefile sees what can be made."""
    text = _read("Makefile")
    told = set(re.findall(r"^# make (\w+)", text, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert phony
    assert set(phony[1].split()) - {"tests", "lint", "use", "develop"} == told
