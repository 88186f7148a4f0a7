"""Rule files that are no rule sets: language, figures, dated terms, words of the checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from scorer import pipeline
from scorer.checks.figure_examples import failing_figure_examples
from scorer.checks.finding_examples import failing_finding_examples
from scorer.judging.rulecheck import Checked, check_file
from scorer.model.errors import Problem, RulesetError
from scorer.resources import rules_dir
from scorer.ruleset.figures_file import load_figures
from scorer.ruleset.findings_file import load_findings
from scorer.ruleset.language_examples import failing_language_examples
from scorer.ruleset.language_file import load_language
from scorer.ruleset.lines import with_lines
from scorer.ruleset.rulefile import read_file
from scorer.ruleset.shipped import FIGURES, FINDINGS, LANGUAGE, TERMS
from scorer.ruleset.stored import stored_terms
from scorer.ruleset.term_use import failing_term_examples
from scorer.ruleset.terms_file import load_terms

_Tried = tuple[tuple[Problem, ...], int]

_KEYS = {
    LANGUAGE: re.compile(r"^(?:章节|立场|转入)\s*[:：]", re.MULTILINE),
    FIGURES: re.compile(r"^(?:合计|比率|占比|同比)\s*[:：]", re.MULTILINE),
    TERMS: re.compile(r"^词语\s*[:：]", re.MULTILINE),
    FINDINGS: re.compile(r"^(?:残留|掉字|占位)\s*[:：]", re.MULTILINE),
}


def checked(path: Path) -> Checked:
    """Return everything wrong in the rule file at *path*, whichever kind it is of."""
    try:
        data = read_file(path)
        if _kind(data) in ("", LANGUAGE):
            return check_file(path, pipeline.language())
        failing, _ = _TRIALS[_kind(data)](path)
    except RulesetError as error:
        return Checked(path, errors=error.problems)
    lines = {str(path): data.decode("utf-8-sig").splitlines()}
    return Checked(path, failing=tuple(with_lines(failing, lines)))


def tried_examples(path: Path) -> _Tried | None:
    """Return the failing examples of a file that is no rule set, and how many there are.

    None for a rule set. Raises RulesetError where the file cannot be read.
    """
    kind = _kind(read_file(path))
    return _TRIALS[kind](path) if kind else None


def _language(path: Path) -> _Tried:
    file = load_language(path)
    return failing_language_examples(file), len(file.kinds) + len(file.cues)


def _figures(path: Path) -> _Tried:
    file = load_figures(path)
    return failing_figure_examples(file, pipeline.language()), len(file.examples)


def _terms(path: Path) -> _Tried:
    file = load_terms(path)
    return failing_term_examples(file), len(file.examples)


def _finding_words(path: Path) -> _Tried:
    file = load_findings(path)
    terms = stored_terms(rules_dir() / f"{TERMS}.yaml")
    return failing_finding_examples(file, pipeline.knowledge(), terms), len(file.examples)


_TRIALS: Mapping[str, Callable[[Path], _Tried]] = {
    LANGUAGE: _language,
    FIGURES: _figures,
    TERMS: _terms,
    FINDINGS: _finding_words,
}


def _kind(data: bytes) -> str:
    """Return which file beside the rule sets *data* is, as its keys tell; "" for a rule set."""
    text = data.decode("utf-8", "replace")
    return next((kind for kind, keys in _KEYS.items() if keys.search(text)), "")
