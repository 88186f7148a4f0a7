"""A YAML file as typed values with places: every problem is collected, none is raised on the way.

Scalars are taken as the author wrote them (2025.10 stays 2025.10, 否 is a word) and converted by
the field that reads them. Duplicate keys, which YAML libraries swallow, are problems.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TypeVar

import yaml

from scorer.matching.widths import fold_widths
from scorer.model.errors import Mark, Problem, RulesetError
from scorer.ruleset.guard import forbidden, not_utf8, too_large, unreadable, without_invisible
from scorer.ruleset.lines import replaced, with_lines
from scorer.ruleset.syntax import mended, syntax_problem
from scorer.ruleset.terms import MEANT

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KINDS = {yaml.MappingNode: "键值表", yaml.SequenceNode: "列表", yaml.ScalarNode: "文字"}

_NO_RULES = "；这不是规则文件，新写一份用 scorer rules new 名称"
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile("20[0-9]{2}")

Node = yaml.Node
_T = TypeVar("_T")


class Reader:
    """Reads one YAML file and those it inherits; `problems` grows, and `finish` raises them all."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._read: dict[str, bytes] = {}
        self._lines: dict[str, list[str]] = {}

    @property
    def sha256(self) -> str:
        """The hash of everything read; of the file's own bytes where it inherits nothing."""
        return hashlib.sha256(b"".join(self._read.values())).hexdigest()

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """The files read, the reader's own first, each with the hash of its bytes."""
        return tuple((path, hashlib.sha256(data).hexdigest()) for path, data in self._read.items())

    def compose(self, data: bytes, path: str = "") -> Node:
        """Return the root node of *data*, the file *path* (by default the reader's own).

        Raises RulesetError where there is no tree to go on with.
        """
        path = path or self.path
        self._read[path] = data
        text = _decoded(data, path)
        self._lines[path] = text.splitlines()
        refused = forbidden(text, path)
        if refused:
            raise RulesetError(with_lines(refused, self._lines))
        text, unseen = without_invisible(text, path)
        self.problems += unseen
        try:
            root: Node | None = yaml.compose(_Named(text, path), Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            root = self._mended(text, path, error)
        except yaml.YAMLError as error:
            raise RulesetError([unreadable(text, path)]) from error
        if root is None:
            raise RulesetError([Problem(Mark(path, 1, 1), "R001", "文件是空的")])
        return root

    def _mended(self, text: str, path: str, error: yaml.MarkedYAMLError) -> Node | None:
        """Return the tree of *text* with its slips mended; each is a problem."""
        mended_text, slips = mended(text, path)
        try:
            root: Node | None = yaml.compose(_Named(mended_text, path), Loader=_LOADER)
        except yaml.YAMLError as left:
            error = left if isinstance(left, yaml.MarkedYAMLError) else error
            problems = [*slips, syntax_problem(error, path)]
            raise RulesetError(with_lines(problems, self._lines)) from error
        self.problems += slips or [syntax_problem(error, path)]
        return root

    def mark(self, node: Node, offset: int = 0) -> Mark:
        """Return where *node* begins in its own file, `offset` characters on."""
        start = node.start_mark
        return Mark(start.name or self.path, start.line + 1, start.column + 1 + offset)

    def fail(
        self, node: Node, code: str, message: str, offset: int = 0, *, instead: str = ""
    ) -> None:
        """Note a problem at *node*; *instead* is what its author probably meant to write."""
        mark = self.mark(node, offset)
        lines = self._lines.get(mark.path, [])
        fixed = replaced(lines, mark, str(node.value), instead) if instead else ""
        self.problems.append(Problem(mark, code, message, fixed=fixed))

    def finish(self) -> None:
        """Raise RulesetError with all problems, if there are any."""
        if self.problems:
            raise RulesetError(with_lines(self.problems, self._lines))

    def mapping(
        self, node: Node, known: frozenset[str], required: frozenset[str] = frozenset()
    ) -> dict[str, Node]:
        """Return *node*'s values by key; unknown, double and missing keys are problems."""
        values: dict[str, Node] = {}
        for place, (key, value) in enumerate(self.pairs(node)):
            if key.value in known:
                values[key.value] = value
            else:
                self._unknown_key(key, known, cut=place > 0 and _is_empty(value, key))
        if isinstance(node, yaml.MappingNode):
            for missing in sorted(required - values.keys()):
                self.fail(node, "R003", f"缺少“{missing}”")
        return values

    def _unknown_key(self, key: yaml.ScalarNode, known: frozenset[str], *, cut: bool) -> None:
        """Note an unknown key; `cut`: a comma in a sentence between braces may have made it."""
        near = _nearest(key.value, known)
        message = _unknown("键", key.value, known, near)
        if cut and not near and not re.match(f"(?:{'|'.join(known)}) *[：:]", key.value):
            message = (
                f"“{key.value}”前面的半角逗号把一句话断成了两截；请改为全角逗号，或给整句加英文引号"
            )
        self.fail(key, "R004", message, instead=near)

    def pairs(self, node: Node) -> Iterator[tuple[yaml.ScalarNode, Node]]:
        """Yield the keys and values of a mapping node; anything else is a problem."""
        if not isinstance(node, yaml.MappingNode):
            message = f"这里应是键值表（键: 值），写的是{_kind(node)}"
            whole = node.start_mark.index == 0 and isinstance(node, yaml.ScalarNode)
            self.fail(node, "R005", f"{message}{_NO_RULES if whole else ''}")
            return
        seen: dict[str, Mark] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fail(key, "R005", f"键应是文字，写的是{_kind(key)}；有花括号的句式要加引号")
                continue
            if key.value in seen:
                self.fail(
                    key,
                    "R002",
                    f"键“{key.value}”重复，第 {seen[key.value].line} 行已有；请合在一处",
                )
                continue
            seen[key.value] = self.mark(key)
            yield key, value

    def sequence(self, node: Node) -> list[Node]:
        """Return the entries of a sequence node."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.fail(node, "R005", f"这里应是列表（[…] 或每行一个 - ），写的是{_kind(node)}")
        return []

    def text(self, node: Node | None, default: str = "") -> str:
        """Return a scalar as the author wrote it; an absent node is *default*."""
        if node is None:
            return default
        if not isinstance(node, yaml.ScalarNode):
            self.fail(node, "R005", f"这里应是文字，写的是{_kind(node)}；有花括号的句式要加引号")
            return default
        if not node.value.strip():
            self.fail(node, "R006", "这里是空的")
        return str(node.value)

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """Return the scalars of a sequence."""
        return tuple(self.text(entry) for entry in self.sequence(node)) if node else ()

    def decimal(self, node: Node | None, default: Decimal) -> Decimal:
        """Return a number that is not negative."""
        if node is None:
            return default
        written = self.text(node)
        try:
            value = Decimal(written)
        except InvalidOperation:
            value = Decimal(-1)
        if not value.is_finite() or value < 0:
            self.fail(node, "R006", f"“{written}”应是不小于 0 的数", instead=_number(written))
            return default
        return value

    def year(self, node: Node | None) -> int | None:
        """Return a year of four digits; None for an absent node."""
        if node is None:
            return None
        written = self.text(node)
        if _YEAR.fullmatch(written):
            return int(written)
        near = _number(written)
        meant = near if _YEAR.fullmatch(near) else ""
        self.fail(node, "R006", f"“{written}”应是四位数的年份，如 2024", instead=meant)
        return None

    def choice(self, node: Node | None, options: Mapping[str, _T], default: _T) -> _T:
        """Return the value that the author's word stands for."""
        if node is None:
            return default
        written = self.text(node)
        if written not in options:
            near = _nearest(written, options)
            self.fail(node, "R006", _unknown("取值", written, options, near), instead=near)
            return default
        return options[written]


def _is_empty(value: Node, key: Node) -> bool:
    """Return whether nothing is written for *value*, not even a colon."""
    return bool(value.start_mark.index == value.end_mark.index == key.end_mark.index)


class _Named(io.StringIO):
    """A text that knows its file's name, which YAML then writes into every mark."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


def _decoded(data: bytes, path: str) -> str:
    refused = too_large(data, path)
    if refused:
        raise RulesetError(refused)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RulesetError([not_utf8(data, error, path)]) from error


def _number(written: str) -> str:
    """Return the number in *written*, typed with Chinese signs or a unit, or an empty text."""
    found = _DIGITS.search(fold_widths(written).replace("。", "."))
    return found[0] if found and "-" not in written else ""


def _nearest(written: str, known: Collection[str]) -> str:
    """Return the known word that *written* probably stands for, or an empty text."""
    meant = MEANT.get(written.lower())
    near = [meant] if meant in known else get_close_matches(written, known, n=1, cutoff=0.5)
    return near[0] or "" if near else ""


def _unknown(what: str, written: str, known: Collection[str], near: str) -> str:
    hint = f"，是不是“{near}”" if near else ""
    return f"未知的{what}“{written}”{hint}；可用：{'、'.join(sorted(known))}"


def _kind(node: Node) -> str:
    return _KINDS.get(type(node), "别的东西")
