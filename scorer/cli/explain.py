"""scorer explain: why an element of a report has its level."""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

import click

from scorer import pipeline
from scorer.cli.chinese import Command
from scorer.cli.console import STANDARD_INPUT, say_rules, width
from scorer.cli.limiting import limited, limits_option
from scorer.cli.outputs import check_targets, plan, report_failures, write_all
from scorer.cli.parameters import TEMPLATES, YEAR, Format
from scorer.cli.recognition import read_report
from scorer.model.result import Scorecard
from scorer.rendering import Look
from scorer.rendering.explanation import explanation

PAGE = "html"


@click.command(
    cls=Command,
    help="""说明一个要素为什么是这个档次：哪些语句计分、哪些不计分和原因、怎样提高。

    \b
    例：scorer explain 报告.docx adviser.work
        scorer explain 报告.docx --all
        scorer explain 报告.docx adviser.work -o 说明.html   在网页中对照报告全文看

    ELEMENT 是要素的编号；编号见 scorer rules show township-2021。
    """,
)
@click.argument("report", metavar="REPORT")
@click.argument("element", metavar="ELEMENT", required=False)
@click.option(
    "-r", "--rules", metavar="规则", help="规则集的名称或 YAML 文件；不写则按报告年度选择"
)
@click.option("--all", "every", is_flag=True, help="说明全部要素")
@click.option(
    "-o", "--output", "targets", multiple=True, metavar="文件", help="写成网页；- 为标准输出"
)
@click.option(
    "-f", "--format", "formats", multiple=True, type=Format(), metavar="格式", help="只有 html"
)
@click.option(
    "--templates", type=TEMPLATES, metavar="文件夹", help="用自己的模板；其中没有的用自带的"
)
@click.option("--year", type=YEAR, metavar="年度", help="报告年度；不写则从报告中读")
@click.option(
    "--stdin-name", default="标准输入.txt", metavar="文件名", help="从标准输入读时的文件名"
)
@limits_option
def explain(  # noqa: PLR0913, PLR0917  (one parameter an option)
    report: str,
    element: str | None,
    rules: str | None,
    targets: tuple[str, ...],
    formats: tuple[str, ...],
    templates: Path | None,
    year: Decimal | None,
    *,
    every: bool,
    stdin_name: str,
    raised: tuple[tuple[str, int], ...],
) -> int:
    """Print the explanations, or write the page that has them; return the exit status."""
    if (element is None) is not every:
        raise click.UsageError("要写一个要素的编号，或者写 --all 说明全部要素")
    outputs = plan(targets, formats, report if report != STANDARD_INPUT else stdin_name)
    if any(output.format != PAGE for output in outputs):
        raise click.UsageError("说明只能写成 html；其他格式用 scorer assess")
    check_targets(outputs, report)
    request = pipeline.Request(int(year) if year is not None else None)
    source = read_report(report, stdin_name, limited(raised))
    card = pipeline.assess_source(source, rules, request)
    say_rules(card)
    names = [line.id for line in card.tally.lines] if element is None else [_known(card, element)]
    if outputs:
        look = Look(templates, "" if element is None else names[0])
        return report_failures(write_all(card, outputs, look))
    texts = (explanation(card, name, width()) for name in names)
    click.echo("\n\n".join(texts))
    return 0


def _known(card: Scorecard, element: str) -> str:
    names = {line.name: line.id for line in card.tally.lines}
    ids = list(names.values())
    if element in ids:
        return element
    if element in names:
        return names[element]
    near = get_close_matches(element, [*ids, *names], n=3, cutoff=0.4)
    hint = f"，是不是 {'、'.join(near)}" if near else ""
    raise click.UsageError(f"规则集 {card.rules.id} 没有要素“{element}”{hint}")
