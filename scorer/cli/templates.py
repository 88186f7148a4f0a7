"""scorer templates: the user's own templates for pages, and what they can use."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from scorer.cli.chinese import Command, Group
from scorer.rendering.template_guide import guide
from scorer.resources import templates_dir

PAGES = "scorecard*"
PARTS = "partials/*.j2"


@click.group(
    cls=Group,
    help="""改评分表的样子：取出自带的模板，改好后用 --templates 指定。

    \b
    例：scorer templates new 我的模板
        scorer assess 报告.docx -o 评分表.html --templates 我的模板
    """,
)
def templates() -> None:
    """Group the commands about templates."""


@templates.command(
    "new",
    cls=Command,
    help="""把自带的模板复制到文件夹，供修改；不覆盖已有的文件。

    不打算改的文件可以删去，删去后用自带的。
    """,
)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Copy the shipped templates into *folder*."""
    shipped = templates_dir()
    files = sorted([*shipped.glob(PAGES), *shipped.glob(PARTS)])
    names = [path.relative_to(shipped) for path in files]
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"“{folder}”是文件；请写文件夹的名称")
    taken = [str(folder / name) for name in names if (folder / name).exists()]
    if taken:
        raise click.UsageError(f"已经有文件 {taken[0]}；请换一个文件夹")
    for path, name in zip(files, names, strict=True):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
    click.echo(f"已复制 {len(names)} 个文件到 {folder}，字段见 docs/templates.zh-CN.md", err=True)


@templates.command("docs", cls=Command, help="写出模板可用的字段（Markdown）。")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="写到文件；不写则显示"
)
def docs(output: Path | None) -> None:
    """Write what templates can use."""
    text = guide()
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
