"""The table of typing slips: what each looks like and what was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Parts = tuple[str, ...]

_WIDE = "\u3000\u00a0\u2002\u2003"
_FIRST = r"^[ ]*(?:-[ ]+)*"
_START = rf"(?:{_FIRST}|[{{,，;；][ ]*)"
_SPACE = f"[ {_WIDE}]*"
_NAME = r"[^\s:：,，{}\[\]\"'“”]+"
_VALUE = r"((?:(?<=[\[{,])|(?<=: )|(?<=- )|(?<=[\"”」』][，、]))[ ]*)"
_ENDS = r"(?=[ ]*(?:[,，\]}]|$))"

TAB = "缩进里有制表符（Tab），应为空格"
WIDE_SPACE = "全角空格应为半角空格"
HASH = "全角井号应为 #"
DASH = "列表的短横应为半角 - 加空格"
DASH_SPACE = "列表的短横后面要有空格"
BRACKET = "全角括号应为半角"
COLON = "全角冒号应为半角冒号加空格"
NO_SPACE = "冒号后面要有空格"
COMMA = "全角逗号应为半角逗号加空格"
QUOTE = "中文引号应为半角引号"
BRACES = "有花括号的句式要加引号"
INNER_COLON = "有冒号加空格的文字要加引号"
OPEN_QUOTE = "引号没有闭合"
SPECIAL = "以特殊符号开头的文字要加引号"


ALIAS = r"[&*]\w+[ ]*(?:$|[\[{\"',\]}])"


@dataclass(frozen=True, slots=True)
class Slip:
    """`wrong` finds the slip; `right` makes of the match and its groups what was meant."""

    what: str
    wrong: re.Pattern[str]
    right: Callable[[Parts], str]


def slip_table(keys: str) -> Iterator[Slip]:
    """Yield the slips in the order to mend them; *keys* is an expression for any known key."""
    yield from _line_starts(keys)
    yield from _brackets(keys)
    yield from _colons(keys)
    yield from _commas_and_quotes(keys)
    yield from _left_unquoted(keys)


def _slip(what: str, wrong: str, right: Callable[[Parts], str]) -> Slip:
    return Slip(what, re.compile(wrong), right)


def _line_starts(keys: str) -> Iterator[Slip]:
    yield _slip(TAB, r"^[ ]*\t[ \t]*", lambda parts: parts[0].replace("\t", "  "))
    yield _slip(WIDE_SPACE, rf"^[ ]*[{_WIDE}][ {_WIDE}]*", _narrow)
    yield _slip(HASH, r"^[ ]*＃", lambda parts: parts[0].replace("＃", "#"))
    key = rf"(?=(?:{keys}){_SPACE}[:：])"
    yield _slip(DASH, rf"^([ ]*)(?:[－—–•●]{_SPACE}|-){key}", lambda parts: f"{parts[1]}- ")
    yield _slip(DASH, rf"^([ ]*)[－—–•●]{_SPACE}(?=\S)", lambda parts: f"{parts[1]}- ")
    yield _slip(DASH_SPACE, r"^([ ]*)-(?=[\[{\"'（])", lambda parts: f"{parts[1]}- ")


def _narrow(parts: Parts) -> str:
    return re.sub(f"[{_WIDE}]", " ", parts[0].replace("\u3000", "  "))


def _brackets(keys: str) -> Iterator[Slip]:
    after = r"(?<=[:：\-])([ ]*)"
    yield _slip(
        BRACKET,
        rf"{after}[【［〔]([^【［〔】］〕]*)[】］〕\]](?=[ ]*$)",
        lambda parts: f"{parts[1]}[{re.sub('[，、][ ]*', ', ', parts[2])}]",
    )
    yield _slip(
        BRACKET,
        rf"{after}\[([^\[\]】］]*)[】］](?=[ ]*$)",
        lambda parts: f"{parts[1]}[{parts[2]}]",
    )
    inside = rf"(?={_SPACE}(?:{keys}){_SPACE}[:：])([^｛｝{{}}]*)"
    ends = r"(?=[ ]*[,，\]]|[ ]*$)"
    for wrong in (rf"[｛（]{inside}[｝）}}]{ends}", rf"\{{{inside}｝{ends}"):
        yield _slip(BRACKET, wrong, lambda parts: "{" + parts[1] + "}")


def _colons(keys: str) -> Iterator[Slip]:
    yield _slip(COLON, rf"({_START})({keys}){_SPACE}：{_SPACE}(?=(\S?))", _with_colon)
    yield _slip(COLON, rf"({_FIRST})({_NAME})：{_SPACE}(?=([\[{{]?))(?=[\[{{]|$)", _with_colon)
    yield _slip(WIDE_SPACE, rf"({_START})({keys}):[ ]*[{_WIDE}]{_SPACE}(?=(\S?))", _with_colon)
    yield _slip(NO_SPACE, rf"({_START})({keys})[ ]*:(?=([^\s]))", _with_colon)
    yield _slip(NO_SPACE, rf"({_FIRST})({_NAME}):(?=([\[{{]))", _with_colon)


def _with_colon(parts: Parts) -> str:
    return f"{parts[1]}{parts[2]}:" + (" " if parts[3] else "")


def _commas_and_quotes(keys: str) -> Iterator[Slip]:
    yield _slip(COMMA, rf"(?<=\S)[ ]*[，；;、][ ]*(?=(?:{keys}): )", lambda _: ", ")
    for wrong in (r"[“”＂「『‘](.*?)[“”＂」』’\"]", r"\"([^\"“”]*)[“”＂」』’]"):
        yield _slip(QUOTE, _VALUE + wrong + _ENDS, lambda parts: parts[1] + quoted(parts[2]))
    yield _slip(COMMA, r"(?<=\")[ ]*[，、][ ]*(?=\")", lambda _: ", ")


def _left_unquoted(keys: str) -> Iterator[Slip]:
    value = rf"({_FIRST}(?:(?:{keys}): )?)"
    for what, wrong in (
        (BRACES, value + r"(\{[^{}:：]*\}[^\0]*)$"),
        (BRACES, r"((?<=[\[,])[ ]*)(\{[^{}:：]*\}[^,\[\]\0\"]*)(?=[,\]])"),
        (INNER_COLON, rf"({_FIRST}(?:{keys}): )([^\s\"'\[{{|>#].*: .*)$"),
        (OPEN_QUOTE, _VALUE + r"\"([^\"\0,\[\]{}]+)$"),
        (OPEN_QUOTE, value + r"\"([^\"\0]+)$"),
        (SPECIAL, value + rf"(?!{ALIAS})([@`%*&!][^\0]*|[|>](?![+\-\d]*[ ]*$)[^\0]+)$"),
    ):
        yield _slip(what, wrong, lambda parts: parts[1] + quoted(parts[2]))


def quoted(text: str) -> str:
    """Return *text* in quotation marks, as YAML reads them."""
    return '"' + text.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'
