"""scorer rules new, schema, docs: what is written for editors of rule files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from scorer.cli.chinese import Command
from scorer.cli.rule_files import rules_in_force
from scorer.resources import rules_dir, templates_dir
from scorer.ruleset.figures_schema import figures_schema
from scorer.ruleset.findings_schema import findings_schema
from scorer.ruleset.handbook import handbook
from scorer.ruleset.language_schema import language_schema
from scorer.ruleset.load import load
from scorer.ruleset.schema import ruleset_schema
from scorer.ruleset.schema_parts import Schema
from scorer.ruleset.shipped import FIGURES, FINDINGS, LANGUAGE, TERMS, shipped
from scorer.ruleset.terms_schema import terms_schema
from scorer.wholefile import reason_and_remedy

_ID = re.compile(r"[a-z][a-z0-9_-]*")
_NEW_ID = "local"
SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    LANGUAGE: language_schema,
    TERMS: terms_schema,
    FINDINGS: findings_schema,
    FIGURES: figures_schema,
}


@click.command(
    cls=Command,
    help="""写一份新的规则文件：继承全国规则，改一个要素，带例句和说明，可以直接用。

    \b
    例：scorer rules new 本县                    写出 本县.yaml
        scorer rules new 本县 -r township-2021   继承这一套
        scorer rules new 本县 --force            已有同名文件时覆盖

    退出状态：0 写好；2 没有写（已有同名文件，或文件夹不能写）。
    """,
)
@click.argument("name", metavar="NAME")
@click.option(
    "-r",
    "--rules",
    type=click.Choice(list(shipped())),
    metavar="规则",
    help="继承哪一套随附的规则；不写则为上一年度报告适用的一套",
)
@click.option("--force", is_flag=True, help="已有同名文件时覆盖")
def new(name: str, rules: str | None, *, force: bool) -> int:
    """Write a commented, working rule file that inherits a shipped set."""
    path = Path(name) if name.endswith((".yaml", ".yml")) else Path(f"{name}.yaml")
    if path.exists() and not force:
        raise click.UsageError(f"已有文件“{path}”；换一个名称，或加 --force 覆盖")
    parent = rules or rules_in_force().stem
    _write(path, _filled(path, parent))
    click.echo(f"已写好 {path}（继承 {parent}）。改好后：scorer rules check {path}")
    return 0


def _filled(path: Path, parent: str) -> str:
    template = (templates_dir() / "new-rules.yaml").read_text(encoding="utf-8")
    values = {
        "<schema>": (rules_dir() / "rules.schema.json").as_posix(),
        "<parent>": parent,
        "<file>": path.as_posix(),
        "<title>": f"{path.stem}法治政府建设年度报告评分规则",
        "<id>": path.stem if _ID.fullmatch(path.stem) else _NEW_ID,
    }
    for mark, value in values.items():
        template = template.replace(mark, value)
    return template


@click.command(
    cls=Command,
    help="""输出规则文件的 JSON Schema，供编辑器补全和检查中文的键。

    \b
    例：scorer rules schema -o rules.schema.json
        scorer rules schema --language -o language.schema.json
        scorer rules schema --terms -o terms.schema.json
        scorer rules schema --findings -o findings.schema.json
        scorer rules schema --figures -o figures.schema.json

    在规则文件的第一行写：# yaml-language-server: $schema=./rules.schema.json
    """,
)
@click.option("-o", "--output", metavar="文件", help="写到文件；不写则输出到屏幕")
@click.option("--language", is_flag=True, help="语言文件（language.yaml）的，而非规则集的")
@click.option("--terms", is_flag=True, help="有时限的提法（terms.yaml）的，而非规则集的")
@click.option("--findings", is_flag=True, help="报告自身的问题（findings.yaml）的，而非规则集的")
@click.option("--figures", is_flag=True, help="数字核对（figures.yaml）的，而非规则集的")
def schema(output: str | None, **kinds: bool) -> int:
    """Print or write the JSON Schema of the first kind asked for."""
    asked = next((kind for kind in SCHEMAS if kinds.get(kind)), "")
    value = SCHEMAS[asked]() if asked else ruleset_schema()
    _give(json.dumps(value, ensure_ascii=False, indent=2) + "\n", output)
    return 0


@click.command(cls=Command, hidden=True, help="由随附的规则生成 Markdown 说明。")
@click.option("-o", "--output", metavar="文件", help="写到文件；不写则输出到屏幕")
def docs(output: str | None) -> int:
    """Print or write the handbook of the shipped rule sets."""
    _give(handbook(load(path) for path in shipped().values()), output)
    return 0


def _give(text: str, output: str | None) -> None:
    if output is None or output == "-":
        click.echo(text, nl=False)
    else:
        _write(Path(output), text)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        if not path.parent.is_dir():
            reason = f"没有文件夹“{path.parent}”"
            raise click.UsageError(f"写不了“{path}”（{reason}；请先建好）") from error
        reason, remedy = reason_and_remedy(error)
        raise click.UsageError(f"写不了“{path}”（{reason}）；{remedy}") from error
