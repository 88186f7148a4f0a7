"""scorer doctor: what this machine has, what is missing and how to get it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version

import click

from scorer.cli.chinese import Command
from scorer.model.errors import RenderError
from scorer.reading import READER_TABLE, Reader
from scorer.rendering.cells import pad, width
from scorer.rendering.fonts import load_weasyprint, require_chinese_font
from scorer.ruleset.shipped import shipped


@click.command(
    cls=Command, help="检查本机：PDF 所需的程序库和中文字体、可读的文件类型、随附的规则集。"
)
def doctor() -> int:
    """Print one line for each thing; exit status 2 where a PDF cannot be made."""
    click.echo(f"scorer {version('scorer')}，Python {platform.python_version()}")
    for line in _readers():
        click.echo(line)
    click.echo(f"随附规则集：{'、'.join(shipped())}")
    try:
        weasyprint = load_weasyprint()
        fonts = require_chinese_font()
    except RenderError as error:
        click.echo(f"PDF：不能生成。{error.reason}。{error.remedy}")
        return 2
    click.echo(f"PDF：可以生成（WeasyPrint {weasyprint.__version__}）")
    click.echo(f"中文字体：{'、'.join(fonts)}")
    return 0


def _readers() -> Iterator[str]:
    """Yield the table of readers: suffixes, what they stand for, whether they can be read here."""
    yield "可读的文件："
    rows = [(_suffixes(reader), reader.title, _state(reader)) for reader in READER_TABLE]
    first, second = (max(width(row[column]) for row in rows) for column in (0, 1))
    for suffixes, title, state in rows:
        yield f"  {pad(suffixes, first)}  {pad(title, second)}  {state}"
    lacking = {each.through: each.lacks() for each in READER_TABLE if each.lacks()}
    if lacking:
        yield "要读这些文件："
        yield from (f"  {through}：{how}" for through, how in lacking.items())
        yield f"  pip 用本程序的：{sys.executable} -m pip"
        yield "  不安装时：请提供方改交 docx，或者用 Word、WPS 打开，另存为 docx"


def _suffixes(reader: Reader) -> str:
    return "、".join(suffix.removeprefix(".") for suffix in reader.suffixes)


def _state(reader: Reader) -> str:
    if reader.lacks():
        return f"不能读（缺{reader.through}）"
    return f"可以读（{reader.through}）" if reader.through else "可以读"
