"""The terminal and the machine around it: where a report comes from, width, colour, the clock."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import datetime

import click

from scorer import pipeline
from scorer.model.result import Scorecard

STANDARD_INPUT = "-"
WIDEST = 120
LATEST_EPOCH = 4_102_444_800  # seconds to the year 2100


def say_rules(card: Scorecard) -> None:
    """Say on standard error which rules were taken, and what makes the result doubtful."""
    rules = card.rules
    click.echo(f"规则集：{rules.id} {rules.version}（{rules.chosen}）", err=True)
    for warning in card.warnings:
        click.echo(f"注意：{warning}", err=True)


def now() -> datetime:
    """Return the time of the assessment; SOURCE_DATE_EPOCH makes it reproducible."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and int(epoch) <= LATEST_EPOCH:
        return datetime.fromtimestamp(int(epoch), pipeline.CHINA)
    return datetime.now(pipeline.CHINA).replace(microsecond=0)


def width() -> int:
    """Return how many cells a line may have."""
    return min(shutil.get_terminal_size((100, 24)).columns, WIDEST)


def coloured() -> bool:
    """Return whether colours are wanted: on a terminal, unless NO_COLOR or a dumb one."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
