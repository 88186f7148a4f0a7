"""What a rule file may not be, looked at before it is parsed: too large, too deep, full of aliases.

A YAML alias makes a small file mean a huge one, and deep nesting exhausts the parser's stack; a
rule file needs neither. Positions come from the parser's events, which it gives one at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from scorer.model.errors import Mark, Problem

LARGEST = 1_000_000  # bytes
DEEPEST = 40  # mappings and lists inside each other; rule files need eight
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ALIAS_SIGNS = re.compile(r"(?:^|[\s,\[{])[&*]\S", re.MULTILINE)
_CHINESE_ALIAS = re.compile(r"(?:[:\-,][ ]+|\[[ ]*)([&*])(\w+)(?=[ ]*(?:$|[\[{\"',\]}]))")
_OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_CONTROL = re.compile(
    "[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_GB = "gb18030"
# how files of other programs begin
_OTHER_FILES = (
    (b"PK\x03\x04", "是 Word、Excel 或压缩文件"),
    (b"\xd0\xcf\x11\xe0", "是旧版 Word 或 Excel 文件"),
    (b"%PDF", "是 PDF 文件"),
)


def too_large(data: bytes, path: str) -> list[Problem]:
    """Return a problem where *data* is larger than any rule file has reason to be."""
    if len(data) <= LARGEST:
        return []
    size, most = len(data) / LARGEST, LARGEST // 1_000_000
    message = f"文件有 {size:.1f} MB，规则文件不能超过 {most} MB；请检查是不是选错了文件"
    return [Problem(Mark(path, 1, 1), "R001", message)]


def not_utf8(data: bytes, error: UnicodeDecodeError, path: str) -> Problem:
    """Return the problem of a file in another encoding, which it names where it can tell."""
    other = next((what for sign, what in _OTHER_FILES if data.startswith(sign)), "")
    if other:
        message = f"文件{other}，不是文本文件；请把内容粘贴到记事本，另存为 UTF-8 的 .yaml 文件"
        return Problem(Mark(path, 1, 1), "R001", message)
    line = data.count(b"\n", 0, error.start) + 1
    message = f"文件{_encoding(data)}；请在编辑器里另存为 UTF-8"
    return Problem(Mark(path, line, 1), "R001", message)


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "是 UTF-16 编码"
    try:
        data.decode(_GB)
    except UnicodeDecodeError:
        return "不是 UTF-8 编码"
    return "是 GB18030（GBK）编码，不是 UTF-8"


def unreadable(text: str, path: str) -> Problem:
    """Return the problem of a text that YAML does not accept: its first control character."""
    found = _CONTROL.search(text)
    if found is None:
        return Problem(Mark(path, 1, 1), "R001", "文件里有 YAML 不允许的字符")
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    message = f"这里有看不见的控制字符（U+{ord(found[0]):04X}），请删去"
    return Problem(Mark(path, line, column), "R001", message)


def without_invisible(text: str, path: str) -> tuple[str, list[Problem]]:
    """Return *text* without characters that nobody sees, and a problem for each line with some.

    They come with what is pasted from web pages and chats; two words that look the same differ.
    """
    if not _INVISIBLE.search(text):
        return text, []
    lines = text.splitlines(keepends=True)
    problems = []
    for number, line in enumerate(lines):
        found = _INVISIBLE.search(line)
        if found is not None:
            message = f"这里有看不见的字符（U+{ord(found[0]):04X}），多半是粘贴带来的，应删去"
            mark = Mark(path, number + 1, found.start() + 1)
            lines[number] = _INVISIBLE.sub("", line)
            shown = line.rstrip("\r\n"), lines[number].rstrip("\r\n")
            problems.append(Problem(mark, "R016", message, *shown))
    return "".join(lines), problems


def forbidden(text: str, path: str) -> list[Problem]:
    """Return a problem for every anchor and alias in *text*, and for nesting too deep."""
    if not _ALIAS_SIGNS.search(text) and not _may_be_deep(text):
        return []
    return list(_forbidden(text, path))


def _forbidden(text: str, path: str) -> Iterator[Problem]:
    depth, told = 0, 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            mark = _mark(event, path)
            anchor = getattr(event, "anchor", None)
            if anchor is not None and mark.line != told:
                told = mark.line
                sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
                yield _alias(mark, sign, anchor)
            depth += isinstance(event, _OPENING) - isinstance(event, _CLOSING)
            if depth > DEEPEST:
                message = f"嵌套超过 {DEEPEST} 层；请检查括号和缩进"
                yield Problem(mark, "R001", message)
                return
    except yaml.YAMLError:  # whoever composes the text tells of it, but for names in Chinese
        yield from _chinese_aliases(text, path)


def _chinese_aliases(text: str, path: str) -> Iterator[Problem]:
    for number, line in enumerate(text.splitlines(), 1):
        found = _CHINESE_ALIAS.search(line)
        if found is not None:
            yield _alias(Mark(path, number, found.start(1) + 1), found[1], found[2])


def _alias(mark: Mark, sign: str, name: str) -> Problem:
    what = {"*": "别名", "&": "锚点"}[sign]
    message = f"不能用{what}“{sign}{name}”；请把内容照写一遍，以 {sign} 开头的文字要加引号"
    return Problem(mark, "R015", message)


def _mark(event: yaml.Event, path: str) -> Mark:
    at = event.start_mark
    return Mark(path, at.line + 1, at.column + 1) if at else Mark(path, 1, 1)


def _may_be_deep(text: str) -> bool:
    """Return whether the nesting of *text* might exceed the limit; it costs less than to parse."""
    flow = 0
    for line in text.splitlines():
        block = len(line) - len(line.lstrip(" ")) + line.count("- ") + line.count("? ")
        flow += line.count("[") + line.count("{")
        if block + flow > DEEPEST:
            return True
        flow = max(0, flow - line.count("]") - line.count("}"))
    return False
