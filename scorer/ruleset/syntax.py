"""A file that is no YAML: its slips mended so that the rest can be read, or what else is wrong.

Mended lines are told as problems with their correction; reading goes on with the mended text, so
that the author sees all problems of the file at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

from scorer.model.errors import Mark, Problem
from scorer.ruleset.indentation import misplaced
from scorer.ruleset.slip_table import OPEN_QUOTE
from scorer.ruleset.slips import corrected

MOST_LINES = 20_000  # a longer file was not typed by hand
_INDENTED = "缩进与上下文对不齐"
_ADVICE = "；请检查这一行和上一行的缩进、冒号后的空格和引号"
_SAID: Sequence[tuple[str, str]] = (
    (
        "mapping values are not allowed",
        "这里不该有冒号：上一行没有写完，或缩进多了，或文字里有冒号",
    ),
    ("could not find expected ':'", "这一行不是“键: 值”：缺少半角冒号，或冒号后面没有空格"),
    ("did not find expected key", "这一行与同级的键没有对齐，或上一行的引号、括号后面多了文字"),
    ("did not find expected '-' indicator", "列表里的这一行没有以 - 开头，或没有对齐"),
    ("found unknown escape character", "双引号里的反斜杠要写两个，或改用单引号"),
    ("tab character that violates indentation", "缩进里有制表符（Tab），应为空格"),
    ("found character that cannot start any token", "文字以特殊符号开头，要加引号"),
    ("expected <document start>", "这里多出了内容，或有一份文件接在后面"),
    ("found another document", "一个文件里只能有一份规则，不能有 --- 分隔的第二份"),
    ("did not find expected node content", "这里应当有内容，或括号没有成对"),
)
# Something stays open to the end: the place to look is where it was opened.
_UNCLOSED: Sequence[tuple[str, str]] = (
    ("did not find expected ',' or ']'", "方括号里的两项之间缺少半角逗号，或方括号没有闭合"),
    ("did not find expected ',' or '}'", "花括号里的两项之间缺少半角逗号，或花括号没有闭合"),
    ("found unexpected end of stream", OPEN_QUOTE),
    ("found unexpected document indicator", OPEN_QUOTE),
)
_TAB = re.compile(r"[ ]*\t")


class Mended(NamedTuple):
    """The text with its slips mended, and a problem for each."""

    text: str
    problems: list[Problem]


def mended(text: str, path: str) -> Mended:
    """Return *text* with typing slips and indentation mended, as far as they are known."""
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        return Mended(text, [])
    right = list(lines)
    told: dict[int, tuple[int, str]] = {}
    for number, line in enumerate(lines):
        correction = corrected(line)
        if correction is not None:
            right[number] = correction.line
            told[number] = correction.column, correction.what
    tabs = frozenset(number for number, line in enumerate(lines) if _TAB.match(line))
    for number, line in misplaced(right, tabs):
        right[number] = line
        told.setdefault(number, (1, _INDENTED))
    problems = [
        Problem(Mark(path, number + 1, column), "R016", what, lines[number], right[number])
        for number, (column, what) in sorted(told.items())
    ]
    return Mended("\n".join(right), problems)


def syntax_problem(error: yaml.MarkedYAMLError, path: str) -> Problem:
    """Return what the YAML parser complains about, in Chinese, where it began to go wrong."""
    said = f"{error.problem}"
    unclosed, opened = _told(_UNCLOSED, said), error.context_mark
    at = (opened if unclosed else None) or error.problem_mark or opened
    what = unclosed or _told(_SAID, said) or f"YAML 写法有误（{said}）{_ADVICE}"
    mark = Mark(path, at.line + 1, at.column + 1) if at else Mark(path, 1, 1)
    return Problem(mark, "R001", what)


def _told(table: Sequence[tuple[str, str]], said: str) -> str:
    return next((chinese for english, chinese in table if english in said), "")
