"""Which rule files a command line names: shipped names, files and folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from scorer.pipeline import CHINA
from scorer.resources import rules_dir
from scorer.ruleset.shipped import NO_RULE_SETS, find_rules, rules_for_year

SUFFIXES = (".yaml", ".yml")


def rule_files(names: Sequence[str]) -> list[Path]:
    """Return the files that *names* mean, each once; without names, all shipped ones.

    Raises click.UsageError where a folder holds no rule file, RulesetError for an unknown name.
    """
    return list(dict.fromkeys(_files(names or [str(shown(rules_dir()))])))


def _files(names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        path = Path(name)
        if path.is_dir():
            found = sorted(each for each in path.iterdir() if each.suffix.lower() in SUFFIXES)
            if not found:
                raise click.UsageError(f"文件夹“{name}”里没有 .yaml 文件")
            yield from found
        elif name in NO_RULE_SETS and not path.exists():
            yield shown(rules_dir() / f"{name}.yaml")
        else:
            yield shown(find_rules(name)[0])


def rules_in_force() -> Path:
    """Return the shipped rule set for last year's reports, which are written this year."""
    return rules_for_year(datetime.now(CHINA).year - 1)[0]


def shown(path: Path) -> Path:
    """Return *path* as short as it can be named from here."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path
