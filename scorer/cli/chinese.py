"""click in Chinese: headings of the help, and usage errors that say what to do."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from scorer.rendering.cells import fold, pad, width

WIDEST = 96  # cells of a line of help
HELP = ["-h", "--help"]
ARGUMENTS = {
    "REPORT": "报告文件",
    "ELEMENT": "要素的编号或名称",
    "SCORECARD": "评分表 PDF",
    "BEFORE": "前一份",
    "AFTER": "后一份",
    "A": "前一套规则",
    "B": "后一套规则",
    "DIR": "批量的结果文件夹",
    "PATH...": "文件或文件夹",
    "NAME": "名称",
}


class Command(click.Command):
    """A command whose help is Chinese, the example first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (click's own signature)
        kwargs.setdefault("context_settings", {"help_option_names": HELP, "max_content_width": 100})
        super().__init__(*args, **kwargs)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, self.usage_text(ctx), prefix="用法：")

    def usage_text(self, ctx: click.Context) -> str:
        """Return the arguments and [选项]."""
        parts = [part for part in self.collect_usage_pieces(ctx) if part != "[OPTIONS]"]
        return " ".join([*parts, "[选项]"])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a Chinese heading."""
        options = (each for each in self.get_params(ctx) if isinstance(each, click.Option))
        records = [record for option in options if (record := option.get_help_record(ctx))]
        if records:
            _section(formatter, "选项", records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help with a Chinese description."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示帮助"
        return option


def _section(formatter: click.HelpFormatter, title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Write *rows* under *title* with a full-width colon, in columns that fit wide characters."""
    room = max(width(name) for name, _ in rows) + 2
    formatter.write(f"\n{title}：\n")
    for name, text in rows:
        first, *others = fold(text, WIDEST - room)
        formatter.write(f"  {pad(name, room)}{first}\n")
        for line in others:
            formatter.write(f"  {' ' * room}{line}\n")


class Group(Command, click.Group):
    """A group of commands whose help is Chinese."""

    command_class = Command

    def usage_text(self, ctx: click.Context) -> str:
        """Return the place of the command."""
        return "命令 …"

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        rows = [
            (name, command.get_short_help_str(60))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None and not command.hidden
        ]
        _section(formatter, "命令", rows)
        Command.format_options(self, ctx, formatter)


def explain(error: click.ClickException) -> str:
    """Return what is wrong with the command line, in Chinese, and what to do."""
    help_hint = ""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        help_hint = f"。用法见 {error.ctx.command_path} --help"
    return _what(error) + help_hint


def _what(error: click.ClickException) -> str:  # noqa: PLR0911  (one return a kind of error)
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}{_near(list(error.possibilities or []))}"
        case click.MissingParameter():
            name = _name(error)
            return f"缺少 {name}" + (f"（{ARGUMENTS[name]}）" if name in ARGUMENTS else "")
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面要写一个值"
        case click.BadParameter():
            return f"{_name(error)} 的取值有误：{error.message}"
        case click.UsageError() if error.message.startswith("Got unexpected extra"):
            extra = error.message.partition("(")[2].rstrip(")")
            return f"多出了参数 {extra}；文件名有空格时请加引号"
        case click.UsageError() if error.message.startswith("No such command"):
            return _no_command(error)
        case _:
            return error.message


def _no_command(error: click.UsageError) -> str:
    written = error.message.partition("'")[2].partition("'")[0]
    names: list[str] = []
    if error.ctx is not None and isinstance(error.ctx.command, click.Group):
        names = error.ctx.command.list_commands(error.ctx)
    near = get_close_matches(written, names, n=1)
    if Path(written).suffix and "assess" in names:
        return f"没有命令 {written}；给报告评分请写 scorer assess {written}"
    return f"没有命令 {written}{_near(near)}；可用：{'、'.join(names)}"


def _near(names: list[str]) -> str:
    return f"，是不是 {'、'.join(names)}" if names else ""


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return error.param_hint if isinstance(error.param_hint, str) else "参数"
    if isinstance(error.param, click.Argument):
        return error.param.human_readable_name.upper()
    return " / ".join(error.param.opts)
