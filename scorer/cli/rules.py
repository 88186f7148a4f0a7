"""scorer rules: what editors of rule files need."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from scorer import pipeline
from scorer.cli.chinese import Command, Group
from scorer.cli.data_files import checked, tried_examples
from scorer.cli.rule_files import rule_files, shown
from scorer.cli.rules_show import diff, show
from scorer.cli.rules_write import docs, new, schema
from scorer.judging.match import CompiledRules
from scorer.judging.reasons import reasons
from scorer.judging.remembered import remembered_failures
from scorer.judging.rulecheck import Checked
from scorer.judging.selftest import Trial, trials
from scorer.model.document import SectionKind
from scorer.model.errors import Problem, RulesetError
from scorer.ruleset.checks import CHECKS
from scorer.ruleset.load import load
from scorer.ruleset.shipped import shipped
from scorer.ruleset.stored import stored_ruleset
from scorer.ruleset.terms import KINDS

_KIND_WORDS = {kind: word for word, kind in KINDS.items()}


@click.command(name="list", cls=Command, help="列出随附的规则集。")
def list_() -> int:
    """Print one line a shipped rule set."""
    for name, path in shipped().items():
        ruleset = load(path)
        years = "—".join(map(str, sorted({ruleset.first_year, ruleset.last_year})))
        click.echo(
            f"{name}　{ruleset.title}　版本 {ruleset.version}　适用年度 {years}　"
            f"{len(ruleset.elements)} 个要素　{shown(path)}"
        )
    return 0


@click.command(
    cls=Command,
    help="""检查规则文件，一次列出全部问题：文件:行:列: 代码 说明。

    \b
    例：scorer rules check 本县.yaml
        scorer rules check rules/        整个文件夹
        scorer rules check --list        列出可以关掉的检查

    不写 PATH 时检查随附的文件。R 开头的是错误，改好才能用；L 开头的是提醒，
    可以在文件里写 不检查: [检查的名称] 关掉。

    退出状态：0 没有问题；1 只有提醒，或有例句不符（R011）；2 有错误，或文件读不出来。
    """,
)
@click.argument("paths", metavar="PATH", nargs=-1)
@click.option("--list", "only_list", is_flag=True, help="列出各项检查的名称、代码和内容")
def check(paths: tuple[str, ...], *, only_list: bool) -> int:
    """Print all problems of the files; return the exit status."""
    if only_list:
        for name, lint_check in CHECKS.items():
            click.echo(f"{lint_check.code} {name}　{lint_check.looks_for}")
        return 0
    results = [checked(path) for path in rule_files(paths)]
    problems = {problem: None for result in results for problem in result.problems}
    for problem in problems:
        click.echo(str(problem))
    click.echo(_summary(results, problems), err=True)
    if any(result.errors for result in results):
        return 2
    return int(bool(problems))


_BLAME = (
    "，继承它的文件改了词组、句式或“不算”，使它对不上了：只加不减的宜用“增加”；"
    "确要改变的，把对不上的例句照抄到“去掉”的“例句”里"
)


def _summary(results: list[Checked], problems: Iterable[Problem]) -> str:
    counts = [
        ("处错误", sum(len(result.errors) for result in results)),
        ("个例句不符", sum(len(result.failing) for result in results)),
        ("处提醒", sum(len(result.warnings) for result in results)),
    ]
    told = "，".join(f"{count} {what}" for what, count in counts if count)
    failing = next((result.path for result in results if result.failing), None)
    why = f"（原因见 scorer rules test {failing}）" if failing else ""
    parents = sum(
        Path(problem.mark.path) != result.path for result in results for problem in result.failing
    )
    blame = f"\n其中 {parents} 个是上级规则集的例句{_BLAME}" if parents else ""
    return f"检查了 {len(results)} 个文件：{told if list(problems) else '没有问题'}{why}{blame}"


@click.command(
    cls=Command,
    help="""试规则文件的全部例句，对不上的说明原因。

    \b
    例：scorer rules test 本县.yaml

    不写 PATH 时试随附的文件。
    退出状态：0 全部相符；1 有例句不符；2 文件有错误，不能试。
    """,
)
@click.argument("paths", metavar="PATH", nargs=-1)
def test(paths: tuple[str, ...]) -> int:
    """Print every example that fails and why; return the exit status."""
    status = 0
    for path in rule_files(paths):
        try:
            failed, tried = _try_data(path) or _try_rules(path)
        except RulesetError as error:
            click.echo(str(error))
            click.echo(f"{path}：文件有错误，例句没有试", err=True)
            status = 2
            continue
        verdict = f"{failed} 条不符" if failed else "全部相符"
        click.echo(f"{path}：{tried} 条例句，{verdict}" if tried else f"{path}：没有例句")
        status = max(status, int(failed > 0))
    return status


def _try_rules(path: Path) -> tuple[int, int]:
    ruleset, language = stored_ruleset(path), pipeline.language()
    if not remembered_failures(ruleset, language):
        return 0, sum(len(element.examples) for element in ruleset.elements)
    tried = list(trials(CompiledRules(ruleset, language), language))
    failed = [trial for trial in tried if not trial.passed]
    for trial in failed:
        click.echo(_failure(trial))
    return len(failed), len(tried)


def _failure(trial: Trial) -> str:
    example, grade = trial.example, trial.grade
    where = [f"标题：{example.heading}"] if example.heading else []
    if example.kind is not SectionKind.WORK:
        where.append(f"处：{_KIND_WORDS[example.kind]}")
    lines = [
        f"{example.mark}: 例句不符　要素 {trial.element.id}",
        f"    文：{example.text}" + (f"（{'；'.join(where)}）" if where else ""),
        f"    应判：{trial.expected.label}　实判：{grade.level.label}",
    ]
    if example.items is not None:
        lines.append(
            f"    应有分项：{'、'.join(example.items) or '无'}　"
            f"实有：{'、'.join(grade.items_found) or '无'}"
        )
    return "\n".join([*lines, *(f"    因为：{reason}" for reason in reasons(trial))])


def _try_data(path: Path) -> tuple[int, int] | None:
    """Print the failing examples of a file that is no rule set; None for a rule set."""
    tried = tried_examples(path)
    if tried is None:
        return None
    for problem in tried[0]:
        click.echo(str(problem))
    return len(tried[0]), tried[1]


@click.group(
    cls=Group,
    commands=[list_, show, check, test, new, diff, schema, docs],
    help="""看、查、试、改评分规则。

    \b
    例：scorer rules show adviser.work      这个要素怎样评
        scorer rules new 本县               写一份继承全国规则的本县规则
        scorer rules check 本县.yaml        列出全部问题
        scorer rules test 本县.yaml         试全部例句
    """,
)
def rules() -> None:
    """Run a command on rule files."""
