"""Everything wrong in one rule file: what cannot be read, examples that fail, what is doubtful."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from scorer.judging.remembered import remembered_failures
from scorer.model.errors import Problem, RulesetError
from scorer.ruleset.language_examples import failing_language_examples
from scorer.ruleset.language_file import load_language
from scorer.ruleset.lines import with_lines
from scorer.ruleset.lint import lint
from scorer.ruleset.lint_language import lint_language
from scorer.ruleset.places import Places
from scorer.ruleset.rulefile import read_file
from scorer.ruleset.stored import stored_ruleset
from scorer.understanding.compiled import CompiledLanguage

_LANGUAGE_KEYS = re.compile(r"^(?:章节|立场|转入)\s*[:：]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong in a rule file. With errors it cannot be read, so nothing else is known."""

    path: Path
    errors: tuple[Problem, ...] = ()
    failing: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of it, in order of the places."""
        return tuple(sorted((*self.errors, *self.failing, *self.warnings)))


def check_file(path: Path, language: CompiledLanguage) -> Checked:
    """Return everything wrong in the rule set or language file at *path*."""
    try:
        data = read_file(path)
        if is_language(data):
            return _checked_language(path, data)
        return _checked_ruleset(path, data, language)
    except RulesetError as error:
        return Checked(path, errors=error.problems)


def is_language(data: bytes) -> bool:
    """Return whether *data* is a language file and no rule set, as its keys tell."""
    return _LANGUAGE_KEYS.search(data.decode("utf-8", "replace")) is not None


def _checked_ruleset(path: Path, data: bytes, language: CompiledLanguage) -> Checked:
    ruleset = stored_ruleset(path)
    failing = remembered_failures(ruleset, language)
    warnings = lint(ruleset, Places(data, str(path)), language.source)
    return Checked(path, (), failing, tuple(_shown(warnings, path, data)))


def _checked_language(path: Path, data: bytes) -> Checked:
    file = load_language(path)
    warnings = lint_language(file, Places(data, str(path)))
    return Checked(path, (), failing_language_examples(file), tuple(_shown(warnings, path, data)))


def _shown(problems: tuple[Problem, ...], path: Path, data: bytes) -> list[Problem]:
    return with_lines(problems, {str(path): data.decode("utf-8-sig").splitlines()})
