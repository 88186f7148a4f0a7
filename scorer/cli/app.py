"""The command tree."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version

import click

from scorer.cli.chinese import Group

COMMANDS = (
    *("assess", "batch", "board", "compare", "similar", "explain", "verify"),
    *("rules", "templates", "doctor"),
)


class _Program(Group):
    """The program; a command's module is loaded when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"scorer.cli.{cmd_name}"), cmd_name)
        return command


def _print_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001
    if value:
        click.echo(f"scorer {version('scorer')}")
        ctx.exit()


@click.group(
    cls=_Program,
    help="""给乡镇（街道）法治政府建设年度报告评分：逐要素找证据、定档次、算分数。

    \b
    例：scorer assess 报告.docx                  在屏幕上看结果
        scorer assess 报告.docx -o 评分表.pdf    出评分表
        scorer batch 报告/ -o 结果               评一个文件夹里的全部报告
    """,
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="显示版本",
)
def app() -> None:
    """Run a command."""
