"""What is wrong with a template, in Chinese: file, line, reason, the nearest names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from traceback import extract_tb

from jinja2 import StrictUndefined
from jinja2.exceptions import (
    SecurityError,
    TemplateNotFound,
    TemplatesNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.utils import missing

from scorer.model.errors import RenderError

VALUES = ("view", "text", "page")
GUIDE = "可用的字段见 docs/templates.zh-CN.md"
_TOKENS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
}
_REASONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), reason)
    for pattern, reason in (
        (r"Encountered unknown tag '(\w*)'.*", "不认识的标签 {}，或者它没有开头"),
        (r"Unexpected end of template\..*closed is '(\w+)'.*", "到文件末尾还没有结束的标签 {}"),
        (r"unexpected end of template, expected '(.*?)'.*", "到文件末尾还缺 {}"),
        (r"expected token '(.*?)', got '(.*?)'.*", "这里应是 {}，写的是 {}"),
        (r"Expected an expression, got '(.*?)'.*", "{} 前面缺少内容"),
        (r"unexpected char (.+) at \d+", "不能用的字符 {}"),
        (r"unexpected '(.*)'", "{} 的前后缺少内容"),
        (r"No filter named '(.*?)'.*", "没有过滤器 {}"),
        (r"No test named '(.*?)'.*", "没有判断 {}"),
        (r"Missing end of (?:comment|raw).*", "注释或原样文字没有结束"),
    )
)


class Missing(StrictUndefined):
    """A name that a template uses and that does not exist; told with the nearest ones."""

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_hint:
            return str(self._undefined_hint)
        if self._undefined_obj is missing:
            return f"没有 {name}{_near(name, VALUES)}"
        known = _names(self._undefined_obj)
        owner = type(self._undefined_obj).__name__
        return f"{owner} 没有字段 {name}{_near(name, known)}"


def _names(value: object) -> list[str]:
    """Return the names of the fields and properties of *value*."""
    if not is_dataclass(value):
        return []
    properties = [name for name, each in vars(type(value)).items() if isinstance(each, property)]
    return [field.name for field in fields(value)] + properties


def _near(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    return f"，是不是 {'、'.join(near)}" if near else ""


def told(error: Exception, template: str, folders: Sequence[Path]) -> RenderError:
    """Return *error*, which filling *template* from *folders* gave, as `文件:行` and a reason."""
    return RenderError(
        f"页面，模板 {_place(error, template, folders)}", _reason(error), f"{GUIDE}。"
    )


def _place(error: Exception, template: str, folders: Sequence[Path]) -> str:
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name or template}:{error.lineno}"
    frames = [
        frame
        for frame in extract_tb(error.__traceback__)
        if any(Path(frame.filename).is_relative_to(folder) for folder in folders)
    ]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else template


def _reason(error: Exception) -> str:
    message = str(error)
    if isinstance(error, TemplateSyntaxError):
        return _translated(error.message or message)
    if isinstance(error, TemplatesNotFound | TemplateNotFound):
        return f"没有模板文件 {message}"
    if isinstance(error, SecurityError):
        return f"模板不能调用程序（{message}）"
    return message if isinstance(error, UndefinedError) else f"算不出来（{message}）"


def _translated(message: str) -> str:
    for pattern, reason in _REASONS:
        found = pattern.fullmatch(message)
        if found is not None:
            return reason.format(*(_TOKENS.get(part, part) for part in found.groups()))
    return f"写法有误（{message}）"
