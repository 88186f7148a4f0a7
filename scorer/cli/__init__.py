"""The command line: the only place that prints, exits, asks the clock or reads the environment."""

from __future__ import annotations

import sys

import click

from scorer.cli.app import app
from scorer.cli.chinese import explain
from scorer.model.errors import ScorerError

__all__ = ["main"]


def main() -> None:
    """Run `scorer`; whatever a user can mend ends in one message and exit status 2."""
    try:
        status = app.main(prog_name="scorer", standalone_mode=False)
    except click.ClickException as error:
        click.echo(f"错误：{explain(error)}", err=True)
        status = 2
    except click.Abort:
        click.echo("已中断。", err=True)
        status = 130
    except ScorerError as error:
        click.echo(f"错误：{error}", err=True)
        status = error.exit_code
    sys.exit(status if isinstance(status, int) else 0)
