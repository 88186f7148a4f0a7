"""scorer assess: one report in, one scorecard out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scorer import pipeline
from scorer.cli.chinese import Command
from scorer.cli.console import STANDARD_INPUT, coloured, now, say_rules, width
from scorer.cli.limiting import limited, limits_option
from scorer.cli.outputs import check_targets, plan, report_failures, write_all
from scorer.cli.parameters import TEMPLATES, YEAR, Day, Format, Number
from scorer.cli.recognition import read_report
from scorer.model.errors import ReportError
from scorer.reading import readable
from scorer.rendering import FORMATS, Look

if TYPE_CHECKING:
    from scorer.similarity.shelf import Others


@click.command(
    cls=Command,
    help=f"""给一份报告评分。不写 -o 和 -f 时，在屏幕上显示结果。

    \b
    例：scorer assess 报告.docx
        scorer assess 报告.docx -o 评分表.pdf -o 评分表.html
        scorer assess 报告.docx -f pdf -f xlsx -o 结果/
        scorer assess 报告.txt -f json -o - --year 2024

    REPORT 可以是 {readable()} 文件；写 - 从标准输入读。
    退出状态：0 完成；1 低于 --fail-under；2 未能完成。
    """,
)
@click.argument("report", metavar="REPORT")
@click.option(
    "-r", "--rules", metavar="规则", help="规则集的名称或 YAML 文件；不写则按报告年度选择"
)
@click.option(
    "-o",
    "--output",
    "targets",
    multiple=True,
    metavar="文件",
    help="写到文件，格式由后缀定；可写多个；- 为标准输出；以 / 结尾为文件夹",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=Format(),
    metavar="格式",
    help=f"输出格式：{'、'.join(FORMATS)}；可写多个",
)
@click.option(
    "--templates",
    type=TEMPLATES,
    metavar="文件夹",
    help="用自己的模板；其中没有的用自带的（见 scorer templates new）",
)
@click.option(
    "--year",
    type=YEAR,
    metavar="年度",
    help="报告年度；不写则从报告中读",
)
@click.option(
    "--published", type=Day(), metavar="日期", help="公开日期，如 2025-03-20，用于检查期限"
)
@click.option(
    "--compare-with",
    "others",
    multiple=True,
    metavar="路径",
    help="找出与这些报告（文件或文件夹，如去年的、邻乡的）相同的段落；可写多个",
)
@click.option(
    "--fail-under",
    type=Number(0, 1000, "不小于 0 的分数"),
    metavar="分数",
    help="总分低于此数时退出状态为 1",
)
@click.option(
    "--stdin-name",
    default="标准输入.txt",
    metavar="文件名",
    help="从标准输入读时的文件名，后缀说明类型",
)
@limits_option
def assess(  # noqa: PLR0913, PLR0917  (one parameter an option)
    report: str,
    rules: str | None,
    targets: tuple[str, ...],
    formats: tuple[str, ...],
    templates: Path | None,
    year: Decimal | None,
    published: date | None,
    others: tuple[str, ...],
    fail_under: Decimal | None,
    stdin_name: str,
    raised: tuple[tuple[str, int], ...],
) -> int:
    """Assess one report; return the exit status."""
    outputs = plan(targets, formats, report if report != STANDARD_INPUT else stdin_name)
    check_targets(outputs, report)
    request = pipeline.Request(
        int(year) if year is not None else None,
        published,
        now(),
        _others(others) if others else None,
    )
    source = read_report(report, stdin_name, limited(raised))
    card = pipeline.assess_source(source, rules, request)
    say_rules(card)
    if not outputs:
        from scorer.rendering.terminal import summary  # noqa: PLC0415  (files do not need it)

        click.echo(summary(card, width(), colour=coloured()), color=True)
    failed = report_failures(write_all(card, outputs, Look(templates)))
    return failed or int(fail_under is not None and card.tally.total < fail_under)


def _others(paths: tuple[str, ...]) -> Others:
    """Return the reports to compare with; what could not be read is said, none is an error."""
    from scorer.cli.others import extracts_of  # noqa: PLC0415  (few assessments need it)
    from scorer.similarity.shelf import Others  # noqa: PLC0415

    extracts, unread = extracts_of(paths)
    for message in unread:
        click.echo(f"注意：没有比较 {message}", err=True)
    if not extracts:
        where = "、".join(paths)
        raise ReportError(where, "没有可以用来比较的报告", "请检查 --compare-with 后面的路径。")
    return Others(extracts)
