"""scorer compare: two reports, or two years' results, and what lies between them."""

from __future__ import annotations

import json
from pathlib import Path

import click

from scorer import pipeline
from scorer.cli.chinese import Command
from scorer.cli.console import now
from scorer.cli.leaflets import show
from scorer.cli.outputs import check_targets, plan
from scorer.cli.parameters import Format
from scorer.cli.recognition import read_report
from scorer.fleet.difference_leaflet import as_json, brief, many, one
from scorer.fleet.differences import Json, difference
from scorer.fleet.pairing import load_result, load_results, pair
from scorer.rendering.data import to_json


@click.command(
    cls=Command,
    help="""比较两份报告，或者两次评分的结果：哪些要素升了、降了，为什么。

    \b
    例：scorer compare 初稿.docx 修改稿.docx
        scorer compare 2023.json 2024.json -o 对比.pdf
        scorer compare 结果2023/ 结果2024/ -o 对比.xlsx

    BEFORE、AFTER 是报告、评分结果（json），或者两个 batch 的结果文件夹（按单位配对）。
    规则集不同的，分数不能相比，只比档次。
    两份报告相比，屏幕上只列升降最大的各五个；全部变化用 --all，或者写到文件。
    """,
)
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option("-r", "--rules", metavar="规则", help="评报告用的规则集；不写则按各报告的年度选择")
@click.option(
    "-o", "--output", "targets", multiple=True, metavar="文件", help="写到文件，格式由后缀定"
)
@click.option(
    "-f", "--format", "formats", multiple=True, type=Format(), metavar="格式", help="输出格式"
)
@click.option("--all", "every", is_flag=True, help="在屏幕上列出全部变化和原句（两份报告时）")
def compare(
    before: str,
    after: str,
    rules: str | None,
    targets: tuple[str, ...],
    formats: tuple[str, ...],
    *,
    every: bool,
) -> int:
    """Compare two results; return the exit status."""
    outputs = plan(targets, formats)
    for given in (before, after):
        check_targets(outputs, given)
    first, second = Path(before), Path(after)
    if first.is_dir() is not second.is_dir():
        raise click.UsageError("要么两个都是结果文件夹，要么两个都是文件")
    if not first.is_dir():
        found = difference(_result(before, rules), _result(after, rules))
        moment = now()
        full = one(found, moment)
        return show(full, as_json(found), outputs, full if every else brief(found, moment))
    paired = pair(load_results(first), load_results(second))
    differences = [difference(*results) for results in paired.pairs]
    plain = {
        "units": [as_json(each) for each in differences],
        "only_before": list(paired.only_before),
        "only_after": list(paired.only_after),
    }
    leaflet = many(differences, paired.only_before, paired.only_after, now())
    return show(leaflet, plain, outputs)


def _result(given: str, rules: str | None) -> Json:
    """Return the result in the file *given*, or that of assessing the report there."""
    if Path(given).suffix.lower() == ".json":
        return load_result(Path(given))
    card = pipeline.assess_source(read_report(given, given), rules)
    result: Json = json.loads(to_json(card))
    return result
