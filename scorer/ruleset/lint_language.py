"""Lint checks of rules/language.yaml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scorer.model.errors import Mark, Problem
from scorer.ruleset.language_file import LanguageFile
from scorer.ruleset.lint import warnings
from scorer.ruleset.lint_words import comma_in_word, unused
from scorer.ruleset.places import Places


def lint_language(file: LanguageFile, places: Places) -> tuple[Problem, ...]:
    """Return a warning for everything doubtful in a language file."""
    found = [*unused(places, places.texts()), *comma_in_word(places), *_doubles(file, places)]
    return warnings(found, frozenset())


def _doubles(file: LanguageFile, places: Places) -> Iterator[tuple[str, Mark | None, str]]:
    for name, times in Counter(group.id for group in file.language.cues).items():
        if times > 1:
            yield "编号重复", places.anywhere(name), f"线索的编号“{name}”用了 {times} 次"
