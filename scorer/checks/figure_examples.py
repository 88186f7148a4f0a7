"""The examples of rules/figures.yaml held against the file itself."""

from __future__ import annotations

from collections.abc import Iterator

from scorer.checks.figures import FigureChecks
from scorer.model.errors import Problem
from scorer.model.result import Finding
from scorer.reading import read_bytes
from scorer.ruleset.figures_file import FigureExample, FiguresFile
from scorer.understanding.compiled import CompiledLanguage
from scorer.understanding.normalize import normalize
from scorer.understanding.structure import structure


def failing_figure_examples(file: FiguresFile, language: CompiledLanguage) -> tuple[Problem, ...]:
    """Return a problem at the place of each example that comes out differently."""
    checks = FigureChecks(language, file.language)
    return tuple(problem for one in file.examples for problem in _problems(one, checks, language))


def _problems(
    example: FigureExample, checks: FigureChecks, language: CompiledLanguage
) -> Iterator[Problem]:
    source = read_bytes(example.text.encode(), "例句.txt")
    told = list(checks.find(structure(normalize(source, language), language)))
    if example.says:
        held = any(example.says in one.message for one in told)
        wanted = f"应报“{example.says}”"
    else:
        held, wanted = not told, "不应报"
    if not held:
        message = f"例句“{example.text}”{wanted}，{_really(told)}"
        yield Problem(example.mark, "R011", message)


def _really(told: list[Finding]) -> str:
    return f"实报“{'；'.join(one.message for one in told)}”" if told else "实际没有报"
