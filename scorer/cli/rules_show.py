"""scorer rules show, diff: what rules say, and what two rule sets say differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path

import click

from scorer import pipeline
from scorer.cli.chinese import Command
from scorer.cli.rule_files import rules_in_force, shown
from scorer.model.errors import Mark, ReportError
from scorer.model.result import Scorecard
from scorer.reading import SEARCHED
from scorer.ruleset.compare import Difference, differences
from scorer.ruleset.describe import (
    Part,
    describe_element,
    describe_ruleset,
    element_title,
    origins,
)
from scorer.ruleset.load import load
from scorer.ruleset.model import Element, Ruleset
from scorer.ruleset.places import Places
from scorer.ruleset.shipped import find_rules, shipped

MOST_MOVED = 5  # elements of a report that are told


@click.command(
    cls=Command,
    help="""用大白话说明一个要素怎样评，或一套规则有哪些要素。

    \b
    例：scorer rules show adviser.work               要素（编号或名称）
        scorer rules show adviser.work -r 本县.yaml   按本县的规则，注明每一项写在哪里
        scorer rules show township-2021              整套规则
    """,
)
@click.argument("name", metavar="ELEMENT")
@click.option(
    "-r", "--rules", metavar="规则", help="规则集的名称或文件；不写则为上一年度报告适用的一套"
)
def show(name: str, rules: str | None) -> int:
    """Print what an element or a rule set says."""
    if rules is None and (name in shipped() or Path(name).is_file()):
        ruleset = _loaded(name)
        _print(ruleset.title, (*describe_ruleset(ruleset), _files(ruleset)))
        return 0
    ruleset = _loaded(rules)
    element = _element(ruleset, name)
    parts = (*describe_element(ruleset, element), *_origins(ruleset, element))
    _print(element_title(element), parts)
    return 0


def _files(ruleset: Ruleset) -> Part:
    paths = [str(shown(Path(path))) for path, _ in ruleset.files]
    return Part("文件", (paths[0], *(f"继承 {path}" for path in paths[1:])))


def _origins(ruleset: Ruleset, element: Element) -> tuple[Part, ...]:
    """Return where the element's values are written, places named from here."""
    named = replace(element, origins=tuple((key, _near(mark)) for key, mark in element.origins))
    edits = [
        (key, edit, str(_near(mark)))
        for path, _ in reversed(ruleset.files)
        for key, edit, mark in Places(Path(path).read_bytes(), path).edits(element.id)
    ]
    return origins(named, edits)


def _near(mark: Mark) -> Mark:
    return replace(mark, path=str(shown(Path(mark.path))))


def _loaded(rules: str | None) -> Ruleset:
    path = find_rules(rules)[0] if rules is not None else rules_in_force()
    return load(shown(path))


def _element(ruleset: Ruleset, name: str) -> Element:
    for element in ruleset.elements:
        if name in {element.id, element.name}:
            return element
    known = [name for each in ruleset.elements for name in (each.id, each.name)]
    near = get_close_matches(name, known, n=3, cutoff=0.4)
    near += [each for each in known if name in each and each not in near]
    hint = f"，是不是 {'、'.join(near[:5])}" if near else ""
    raise click.UsageError(f"{ruleset.id} 没有要素“{name}”{hint}")


def _print(title: str, parts: Iterable[Part]) -> None:
    click.echo(title)
    for part in parts:
        click.echo(f"\n{part.heading}")
        for line in part.lines:
            click.echo(f"    {line}" if line.startswith("- ") else f"  {line}")


@click.command(
    cls=Command,
    help="""比较两套规则：要素、分值、词、等次改了什么；可以看报告的得分会变多少。

    \b
    例：scorer rules diff township-2021 本县.yaml
        scorer rules diff township-2021 本县.yaml --reports 报告/

    退出状态：0 比较完毕；2 规则或报告读不出来（其余照常比较）。
    """,
)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--reports",
    type=click.Path(exists=True, path_type=Path),
    metavar="文件夹",
    help="用两套规则各评一遍的报告（文件夹或文件）",
)
def diff(before: str, after: str, reports: Path | None) -> int:
    """Print what differs; return the exit status."""
    found = differences(_loaded(before), _loaded(after))
    for line in _told(found):
        click.echo(line)
    if not found:
        click.echo("两套规则没有不同")
    return 0 if reports is None else _moved(before, after, reports)


def _told(found: Sequence[Difference]) -> Iterator[str]:
    for part, of_part in groupby(found, key=lambda each: each.part):
        yield part
        for subject, of_subject in groupby(of_part, key=lambda each: each.subject):
            whats = [each.what for each in of_subject]
            if len(whats) == 1:
                yield f"  {subject}：{whats[0]}"
                continue
            yield f"  {subject}"
            yield from (f"    {what}" for what in whats)


def _moved(before: str, after: str, reports: Path) -> int:
    """Print how the total of each report moves; return 2 where one could not be read."""
    status = 0
    old, new = pipeline.load_rules(before), pipeline.load_rules(after)
    files = [reports] if reports.is_file() else sorted(_reports(reports))
    if not files:
        raise click.UsageError(f"“{reports}”里没有能读的报告（{'、'.join(sorted(SEARCHED))}）")
    click.echo(f"\n报告（{len(files)} 份）")
    for path in files:
        try:
            cards = [pipeline.assess_file(path, rules) for rules in (old, new)]
        except ReportError as error:
            click.echo(f"错误：{error}", err=True)
            status = 2
            continue
        for line in _movement(path.name, *cards):
            click.echo(line)
    return status


def _reports(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix.lower() in SEARCHED)


def _movement(name: str, old: Scorecard, new: Scorecard) -> Iterator[str]:
    was, now = old.tally, new.tally
    change = "不变" if was.total == now.total else f"{now.total - was.total:+}"
    yield f"  {name}：{was.total} {was.band} → {now.total} {now.band}　{change}"
    scores = {line.id: line.score for line in was.lines}
    moves = [
        (line.score - scores.get(line.id, Decimal(0)), line.name)
        for line in now.lines
        if line.score != scores.get(line.id, Decimal(0))
    ]
    kept = {line.id for line in now.lines}
    moves += [(-line.score, line.name) for line in was.lines if line.id not in kept and line.score]
    moves.sort(key=lambda move: (-abs(move[0]), move[1]))
    for points, element in moves[:MOST_MOVED]:
        yield f"      {element} {points:+}"
    if len(moves) > MOST_MOVED:
        yield f"      另有 {len(moves) - MOST_MOVED} 个要素"
