"""The line that a problem is in, shown below it, and corrected where the slip is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from scorer.model.errors import Mark, Problem
from scorer.ruleset.checks import CHECKS
from scorer.ruleset.slips import corrected

MOST_TOLD = 300  # problems of one file
WIDEST = 72  # characters of a line that are shown
_WORD = re.compile(r"[^,\]\"'{（(]*")
_CUT = "……"
_TYPING = frozenset({"R001", "R002", "R003", "R004", "R005", "R006"})
_ABOUT_THE_WHOLE = frozenset({"R012"})


def with_lines(problems: Iterable[Problem], files: Mapping[str, Sequence[str]]) -> list[Problem]:
    """Return *problems*, each once, with the line they are in; `files` are lines by path.

    Where several are in one line, it is shown once, below the last of them.
    """
    shown: list[Problem] = []
    for _, group in groupby(_first(sorted(set(problems))), key=_place):
        told = [_with_line(problem, files) for problem in group]
        if told[-1].source == told[0].source:
            fixed = next((each.fixed for each in told if each.fixed), "")
            told[:-1] = [replace(each, source="", fixed="") for each in told[:-1]]
            told[-1] = replace(told[-1], fixed=fixed)
        shown += told
    return shown


def _first(problems: list[Problem]) -> list[Problem]:
    """Return as many problems as anyone reads, and how many are left."""
    left = problems[MOST_TOLD:]
    if not left:
        return problems
    message = f"从这里起还有 {len(left)} 处问题没有列出；请先改好前面的"
    return [*problems[:MOST_TOLD], Problem(left[0].mark, left[0].code, message)]


def _place(problem: Problem) -> tuple[str, int]:
    return problem.mark.path, problem.mark.line


def _with_line(problem: Problem, files: Mapping[str, Sequence[str]]) -> Problem:
    mark = problem.mark
    known = files.get(mark.path, ())
    source, fixed = problem.source, problem.fixed
    if not source and mark.line <= len(known) and problem.code not in _ABOUT_THE_WHOLE:
        source = known[mark.line - 1]
        correction = corrected(source) if problem.code in _TYPING else None
        fixed = fixed or (correction.line if correction else "")
        if problem.code == CHECKS["词里有标点"].code:
            fixed = _with_half_width_commas(source, mark.column)
    shown = excerpt(source, mark.column), excerpt(fixed, mark.column)
    return replace(problem, source=shown[0], fixed=shown[1])


def _with_half_width_commas(line: str, column: int) -> str:
    """Return *line* with the commas of the word at *column* half width."""
    word = _WORD.match(line, column - 1)
    if word is None:
        return ""
    mended = line[: word.start()] + re.sub("[，、][ ]*", ", ", word[0]) + line[word.end() :]
    return mended if mended != line else ""


def replaced(lines: Sequence[str], mark: Mark, wrong: str, right: str) -> str:
    """Return the line at *mark* with *right* for *wrong*; empty where *wrong* is not there."""
    line = lines[mark.line - 1] if mark.line <= len(lines) else ""
    start = line.find(wrong, mark.column - 1)
    if not 0 <= start <= mark.column:  # a quotation mark may come first
        return ""
    mended = line[:start] + right + line[start + len(wrong) :]
    correction = corrected(mended)
    return correction.line if correction else mended


def excerpt(line: str, column: int) -> str:
    """Return *line*, or where it is long what stands around *column*."""
    line = line.replace("\t", "→").rstrip()
    if len(line) <= WIDEST:
        return line
    first = max(0, min(column - 1 - WIDEST // 3, len(line) - WIDEST))
    start, end = (_CUT if first else ""), (_CUT if first + WIDEST < len(line) else "")
    return start + line[first : first + WIDEST] + end
