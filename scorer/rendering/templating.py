"""The templates of pages: the shipped ones, or a user's own in front of them.

A template is data: it runs in Jinja's sandbox, its text is escaped, and what is wrong with it is
told with file, line and reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from scorer.model.errors import RenderError
from scorer.resources import templates_dir

if TYPE_CHECKING:
    from jinja2 import Environment

MARKDOWN = ".md.j2"
_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LIST_LIKE = re.compile(r"^(\s*\d*)([-+=.)])(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is to look: the user's own templates, the id of the element it opens at."""

    templates: Path | None = None
    element: str = ""


SHIPPED = Look()


def fill(template: str, look: Look, values: Mapping[str, object]) -> str:
    """Return *template* filled with *values*; text is escaped as the template's name asks.

    Raises RenderError, with file and line, where a user's template cannot be used.
    """
    from jinja2.exceptions import TemplateError  # noqa: PLC0415

    own = (TypeError, ValueError, ArithmeticError, LookupError, RecursionError, OSError)
    wrong = TemplateError if look.templates is None else (TemplateError, *own)
    environment = _environment(_folders(look), markdown=template.endswith(MARKDOWN))
    try:
        return environment.get_template(template).render(values)
    except wrong as error:
        from scorer.rendering.template_errors import told  # noqa: PLC0415

        raise told(error, template, _folders(look)) from error


def asset(name: str, look: Look) -> str:
    """Return the style sheet or script *name* as it stands, the user's own before the shipped."""
    path = next(folder / name for folder in _folders(look) if (folder / name).is_file())
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = f"文件 {path} 读不出来"
        raise RenderError("页面", reason, "请检查权限，并把文件存为 UTF-8。") from error


def _folders(look: Look) -> tuple[Path, ...]:
    """Return where templates are looked for, first first."""
    if look.templates is None:
        return (templates_dir(),)
    if not look.templates.is_dir():
        reason = f"没有模板文件夹 {look.templates}"
        raise RenderError("页面", reason, "请检查 --templates 后面的路径。")
    return (look.templates, templates_dir())


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...], *, markdown: bool) -> Environment:
    """Return the templates of *folders*; a misspelt name is an error, no program can be run."""
    from jinja2 import FileSystemLoader  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    from scorer.rendering.template_cache import TemplateCache  # noqa: PLC0415
    from scorer.rendering.template_errors import Missing  # noqa: PLC0415

    escape: dict[str, Callable[[object], object]] = {"finalize": _escaped} if markdown else {}
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders, encoding="utf-8-sig"),
        autoescape=not markdown,
        undefined=Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=TemplateCache(),
        **escape,
    )


def _escaped(value: object) -> object:
    """Return text so that Markdown shows it as it stands, in a table's cell too."""
    if not isinstance(value, str):
        return value
    text = _MARKED.sub(r"\\\1", " ".join(value.splitlines()))
    return _LIST_LIKE.sub(r"\1\\\2", text)
