"""click's own errors, told in Chinese."""

from __future__ import annotations

import click
import pytest

from scorer.cli.chinese import Command, Group, explain

CONTEXT = click.Context(Group("scorer", commands=[click.Command("assess")]), info_name="scorer")
ERRORS = [
    ("没有选项 --yaer，是不是 --year", click.NoSuchOption("--yaer", possibilities=["--year"])),
    ("没有选项 -x", click.NoSuchOption("-x")),
    ("参数 的取值有误：太大", click.BadParameter("太大")),
    ("REPORT 的取值有误：太大", click.BadParameter("太大", param=click.Argument(["report"]))),
    (
        "--year / -y 的取值有误：太大",
        click.BadParameter("太大", param=click.Option(["--year", "-y"])),
    ),
    ("文件 的取值有误：太大", click.BadParameter("太大", param_hint="文件")),
    ("缺少 REPORT（报告文件）", click.MissingParameter(param=click.Argument(["report"]))),
    ("没有命令 x；可用：", click.UsageError("No such command 'x'.")),
    (
        "没有命令 x；可用：assess。用法见 scorer --help",
        click.UsageError("No such command 'x'.", CONTEXT),
    ),
    ("说明", click.ClickException("说明")),
    ("说明。用法见 scorer --help", click.UsageError("说明", CONTEXT)),
]


@pytest.mark.parametrize(("message", "error"), ERRORS)
def test_explain(message, error):
    """The message says what is wrong and, where it can, what there is."""
    assert message == explain(error)


def test_a_command_without_options():
    """A command without any option has no empty heading in its help."""
    command = Command("x", add_help_option=False, params=[])
    assert command.get_help(click.Context(command, info_name="x")) == "用法：x [选项]"
