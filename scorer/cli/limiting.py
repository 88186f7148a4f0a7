"""--limit 名称=值: how a user lets a larger report be read than is usual."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import click

from scorer.reading.limits import DEFAULT_LIMITS, MEGABYTE, NAMES, Limits, is_size

_FIELDS = {name: field for field, name in NAMES.items()}
_VALUE = re.compile(r"(\d{1,12})\s*([KMG]B?|万)?", re.IGNORECASE)
_SCALE = {"": 1, "k": 1024, "m": MEGABYTE, "g": 1024 * MEGABYTE, "万": 10_000}
_USUAL = "、".join(f"{name}={DEFAULT_LIMITS.said(field)}" for field, name in NAMES.items())


class Raise(click.ParamType[tuple[str, int]]):
    """A limit and its new value, written 文件=200MB or 字数=500万."""

    name = "上限"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        """Return the limit's field and the number that *value* writes."""
        name, _, number = str(value).replace("＝", "=").partition("=")
        field, written = _FIELDS.get(name.strip()), _VALUE.fullmatch(number.strip())
        if field is None:
            self.fail(f"没有上限“{name}”，可用：{'、'.join(_FIELDS)}", param, ctx)
        unit = (written.group(2) or "").lower().removesuffix("b") if written else ""
        allowed = ("k", "m", "g") if is_size(field) else ("", "万")
        if written is None or int(written.group(1)) == 0 or unit not in allowed:
            example = "200MB" if is_size(field) else "500万"
            self.fail(f"“{number}”写法不对，应写成 {name}={example} 的样子", param, ctx)
        return field, int(written.group(1)) * _SCALE[unit]


def limits_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give *command* the option --limit; its value is turned into `Limits` by `limited`."""
    return click.option(
        "--limit",
        "raised",
        multiple=True,
        type=Raise(),
        metavar="名称=值",
        help=f"放宽读取文件的上限，可写多个；平时是 {_USUAL}",
    )(command)


def limited(raised: Iterable[tuple[str, int]]) -> Limits:
    """Return the usual limits with those that the user gave."""
    return replace(DEFAULT_LIMITS, **dict(raised))
