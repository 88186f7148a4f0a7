"""Rule files that are no rule sets: the language of official prose, and how figures are told."""

from __future__ import annotations

import re
from pathlib import Path

from scorer import pipeline
from scorer.checks.figure_examples import failing_figure_examples
from scorer.judging.rulecheck import Checked, check_file, is_language
from scorer.model.errors import Problem, RulesetError
from scorer.ruleset.figures_file import load_figures
from scorer.ruleset.language_examples import failing_language_examples
from scorer.ruleset.language_file import load_language
from scorer.ruleset.lines import with_lines
from scorer.ruleset.rulefile import read_file

_FIGURE_KEYS = re.compile(r"^(?:合计|比率|占比|同比)\s*[:：]", re.MULTILINE)


def checked(path: Path) -> Checked:
    """Return everything wrong in the rule file at *path*, whichever kind it is of."""
    try:
        data = read_file(path)
        if not _is_figures(data):
            return check_file(path, pipeline.language())
        failing = failing_figure_examples(load_figures(path), pipeline.language())
    except RulesetError as error:
        return Checked(path, errors=error.problems)
    lines = {str(path): data.decode("utf-8-sig").splitlines()}
    return Checked(path, failing=tuple(with_lines(failing, lines)))


def tried_examples(path: Path) -> tuple[tuple[Problem, ...], int] | None:
    """Return the failing examples of a file that is no rule set, and how many there are.

    None for a rule set. Raises RulesetError where the file cannot be read.
    """
    data = read_file(path)
    if _is_figures(data):
        figures = load_figures(path)
        return failing_figure_examples(figures, pipeline.language()), len(figures.examples)
    if is_language(data):
        language = load_language(path)
        return failing_language_examples(language), len(language.kinds) + len(language.cues)
    return None


def _is_figures(data: bytes) -> bool:
    return _FIGURE_KEYS.search(data.decode("utf-8", "replace")) is not None
