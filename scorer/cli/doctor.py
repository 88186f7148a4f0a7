"""scorer doctor: what this machine has, what is missing and how to get it."""

from __future__ import annotations

import platform
from importlib.metadata import version

import click

from scorer.cli.chinese import Command
from scorer.model.errors import RenderError
from scorer.reading import READERS
from scorer.reading.ocr import INSTALL, PACKAGE, ocr_version
from scorer.rendering.fonts import load_weasyprint, require_chinese_font
from scorer.ruleset.shipped import shipped


@click.command(
    cls=Command, help="检查本机：PDF 所需的程序库和中文字体、可读的文件类型、随附的规则集。"
)
def doctor() -> int:
    """Print one line for each thing; exit status 2 where a PDF cannot be made."""
    click.echo(f"scorer {version('scorer')}，Python {platform.python_version()}")
    click.echo(f"可读的文件：{'、'.join(sorted(READERS))}")
    click.echo(f"扫描件和图片：{_recogniser()}")
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


def _recogniser() -> str:
    found = ocr_version()
    if found is not None:
        return f"可以识别文字（{PACKAGE} {found}）"
    return f"不能识别文字，所在的页列为未读。要识别，请运行：{INSTALL}"
