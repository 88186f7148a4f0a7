"""The command tree."""

from __future__ import annotations

from importlib.metadata import version

import click

from scorer.cli.assess import assess
from scorer.cli.chinese import Group
from scorer.cli.doctor import doctor
from scorer.cli.explain import explain
from scorer.cli.rules import rules


def _print_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001
    if value:
        click.echo(f"scorer {version('scorer')}")
        ctx.exit()


@click.group(
    cls=Group,
    commands=[assess, explain, rules, doctor],
    help="""给乡镇（街道）法治政府建设年度报告评分：逐要素找证据、定档次、算分数。

    \b
    例：scorer assess 报告.docx                  在屏幕上看结果
        scorer assess 报告.docx -o 评分表.pdf    出评分表
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
