"""scorer verify: whether the numbers in a scorecard PDF are what this program computes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from scorer import pipeline
from scorer.cli.chinese import Command
from scorer.model.document import Source
from scorer.model.errors import ReportError
from scorer.reading import read
from scorer.reading.rawfile import load
from scorer.rendering.attached import REMEDY, Attached, read_attached
from scorer.rendering.data import to_json
from scorer.rendering.verifying import consistent, printed, recomputed
from scorer.rendering.wording import plain
from scorer.understanding.identity import GIVEN

AGREES, DIFFERS, UNDONE = 0, 1, 2


@click.command(
    cls=Command,
    help="""核对评分表 PDF：页面上的数字、附在其中的 JSON 结果、重新评分的结果是否相符。

    \b
    例：scorer verify 评分表.pdf
        scorer verify 评分表.pdf --report 报告.docx
        scorer verify 评分表.pdf --report 报告.docx -r 本县.yaml

    SCORECARD 是 scorer assess -o 评分表.pdf 生成的文件。不给 --report 时不重新评分。
    退出状态：0 相符；1 不符；2 未能核对。
    """,
)
@click.argument("scorecard", metavar="SCORECARD")
@click.option("--report", metavar="文件", help="评分时的报告；给出后先比校验值，再重新评分")
@click.option("-r", "--rules", metavar="规则", help="评分时的规则集；不写则用附件里写明的那一个")
def verify(scorecard: str, report: str | None, rules: str | None) -> int:
    """Compare and print what was found; return the exit status."""
    if rules is not None and report is None:
        raise click.UsageError("-r 要和 --report 一起用：没有报告就不重新评分")
    if Path(scorecard).is_dir():
        raise click.UsageError(f"{scorecard} 是文件夹，请给出其中的一份评分表 PDF")
    held = read_attached(load(Path(scorecard), None).data, scorecard)
    try:
        status = _verdict(held, scorecard, report, rules)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        reason = f"附件里的结果缺少字段，或者字段的类型不对（{error}）"
        raise ReportError(scorecard, reason, REMEDY) from error
    click.echo(f"结论：{('相符', '不符', '未能核对')[status]}")
    return status


def _verdict(held: Attached, scorecard: str, report: str | None, rules: str | None) -> int:
    result = held.result
    total = result["total"]
    name = result["report"]["unit"] or result["report"]["name"]
    click.echo(f"{scorecard}：{name}，{total['score']} / {total['full']} 分")
    for note in (*_writer_notes(held), *_engine_notes(result["engine"])):
        click.echo(note)
    found = [
        _told("页面上的数字与附件", list(printed(result, held.text))),
        _told("附件中的数字前后", list(consistent(result))),
    ]
    if report is None:
        click.echo("未核　没有给出报告（--report），没有重新评分")
    else:
        found.append(_anew(result, read(Path(report)), rules))
    return DIFFERS if DIFFERS in found else max(found)


def _told(what: str, problems: list[str]) -> int:
    """Print whether *what* agrees, each problem on its line; return the status."""
    click.echo(f"不符　{what}，{len(problems)} 处：" if problems else f"相符　{what}一致")
    for problem in problems:
        click.echo(f"  · {problem}")
    return DIFFERS if problems else AGREES


def _anew(result: dict[str, Any], source: Source, rules: str | None) -> int:
    """Assess *source* again and compare; return the status."""
    was = result["report"]["sha256"]
    if source.sha256 != was:
        problem = f"校验值 {source.sha256[:12]}，附件记的是 {was[:12]}：不是评分时的那一份"
        return _told("报告文件", [problem])
    if result.get("similar"):
        click.echo(
            f"未核　评分时与另外 {len(result['similar'])} 份相似的报告作了比对，"
            "这里没有那些报告，不能重新评分"
        )
        return UNDONE
    loaded = pipeline.load_rules(rules or result["rules"]["id"])
    now = loaded.compiled.ruleset.sha256
    if now != result["rules"]["sha256"]:
        click.echo(
            f"未核　规则集校验值 {now[:12]}，附件记的是 {result['rules']['sha256'][:12]}："
            "不是评分时的那一份。请用 -r 指定评分时的规则文件"
        )
        return UNDONE
    card = pipeline.assess_source(source, loaded, _request(result["report"]))
    computed = json.loads(to_json(card), parse_float=Decimal)
    return _told("附件与重新评分的结果", list(recomputed(result, computed)))


def _request(report: dict[str, Any]) -> pipeline.Request:
    """Return what was asked at the time, as far as the result depends on it."""
    published = report["published"]
    return pipeline.Request(
        report["year"] if report["year_from"] == GIVEN else None,
        date.fromisoformat(published) if published else None,
    )


def _writer_notes(held: Attached) -> Iterator[str]:
    if held.rewritten:
        by = f"“{plain(held.producer)}”" if held.producer else "别的程序"
        yield f"提示　这份 PDF 由{by}改存过；核对的只是数字和等次，引文、评语等文字请对照原件"


def _engine_notes(engine: dict[str, Any]) -> Iterator[str]:
    if engine["version"] != version("scorer"):
        yield (
            f"提示　附件由 {engine['version']} 版评分，本机是 {version('scorer')} 版；"
            "结果不同可能由此而来"
        )
