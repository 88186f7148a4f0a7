"""What can go wrong, as values: where (Mark), what (Problem), and the errors that carry them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file an author wrote; line and column count from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a rule file; prints as ``文件:行:列: 代码 说明``.

    `source` is the offending line and `fixed` the same line corrected, where both are known.
    """

    mark: Mark
    code: str
    message: str
    source: str = ""
    fixed: str = ""

    def __str__(self) -> str:
        lines = [f"{self.mark}: {self.code} {self.message}"]
        lines += [f"    原文：{self.source}"] if self.source else []
        lines += [f"    应为：{self.fixed}"] if self.fixed else []
        return "\n".join(lines)


class ScorerError(Exception):
    """Something the user can mend; the command line prints it and exits with `exit_code`."""

    exit_code = 2


class RulesetError(ScorerError):
    """A rule file that cannot be used; `problems` holds everything wrong in it, sorted by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[RulesetError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class ReportError(ScorerError):
    """A report that cannot be read: which, why, and what to do about it."""

    def __init__(self, path: str, reason: str, remedy: str) -> None:
        self.path, self.reason, self.remedy = path, reason, remedy
        super().__init__(path, reason, remedy)

    def __str__(self) -> str:
        return f"{self.path}：{self.reason}。{self.remedy}"


class RenderError(ScorerError):
    """An output that cannot be made: which format, why, and what to do about it."""

    def __init__(self, format_name: str, reason: str, remedy: str) -> None:
        self.format_name, self.reason, self.remedy = format_name, reason, remedy
        super().__init__(format_name, reason, remedy)

    def __str__(self) -> str:
        return f"无法生成 {self.format_name}：{self.reason}。{self.remedy}"


class BatchError(ScorerError):
    """A batch that cannot begin or go on: what, why, and what to do about it."""

    def __init__(self, what: str, reason: str, remedy: str) -> None:
        self.what, self.reason, self.remedy = what, reason, remedy
        super().__init__(what, reason, remedy)

    def __str__(self) -> str:
        return f"{self.what}：{self.reason}。{self.remedy}"
