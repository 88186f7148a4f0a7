"""What options of several commands take: days, numbers, years, formats."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import click

from scorer.rendering import FORMATS

FIRST_YEAR, LAST_YEAR = 2000, 2099


class Day(click.ParamType[date]):
    """A day, written 2025-03-20."""

    name = "日期"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day that *value* writes."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}”不是日期，应写成 2025-03-20", param, ctx)


class Format(click.ParamType[str]):
    """An output format, in either case; *also* names those of a whole batch."""

    name = "格式"

    def __init__(self, *also: str) -> None:
        self._known = (*FORMATS, *also)

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the format's name."""
        written = str(value).lower()
        if written not in self._known:
            self.fail(f"没有格式“{value}”，可用：{'、'.join(self._known)}", param, ctx)
        return written


class Number(click.ParamType[Decimal]):
    """A number between two others."""

    name = "数"

    def __init__(self, least: int, most: int, what: str, *, whole: bool = False) -> None:
        self._least, self._most, self._what, self._whole = least, most, what, whole

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """Return the number that *value* writes."""
        try:
            number = Decimal(str(value))
        except ArithmeticError:
            number = Decimal("NaN")
        known = not number.is_nan() and self._least <= number <= self._most
        if not known or (self._whole and number % 1):
            self.fail(f"“{value}”应是{self._what}", param, ctx)
        return number


class Folder(click.ParamType[Path]):
    """A folder that is there."""

    name = "文件夹"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """Return the folder's path."""
        path = Path(str(value))
        if not path.is_dir():
            self.fail(f"没有文件夹“{value}”", param, ctx)
        return path


YEAR = Number(
    FIRST_YEAR, LAST_YEAR, f" {FIRST_YEAR} 到 {LAST_YEAR} 之间的年份，如 2024", whole=True
)
TEMPLATES = Folder()
