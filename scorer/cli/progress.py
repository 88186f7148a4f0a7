"""How far a batch is: one line that changes on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time

import click

from scorer.cli.console import width
from scorer.fleet.values import Row, Status
from scorer.rendering.cells import cut, pad

_ON_TERMINAL = 0.2  # seconds between two looks
_ELSEWHERE = 30.0
_MINUTE = 60


class Progress:
    """Counts the rows of *total* reports and tells rate and remaining time."""

    def __init__(self, total: int) -> None:
        """Begin to count now."""
        self._total = total
        self._terminal = sys.stderr.isatty()
        self._begun = self._told = time.monotonic()
        self._done = self._failed = self.unchanged = 0

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self._begun

    def count(self, row: Row) -> None:
        """Count a report that is done, and tell if it is time to."""
        if row.status is Status.SUSPECT:
            return
        self._done += 1
        self._failed += row.status is Status.FAILED
        self.unchanged += row.status is Status.UNCHANGED
        now = time.monotonic()
        if now - self._told >= (_ON_TERMINAL if self._terminal else _ELSEWHERE):
            self._told = now
            self._tell(self.line(self.seconds))

    def close(self) -> None:
        """Leave the line as it stands."""
        if self._terminal and self._done:
            self._tell(self.line(self.seconds))
            click.echo(err=True)

    def line(self, seconds: float) -> str:
        """Return how far the batch is after *seconds*."""
        assessed = self._done - self.unchanged
        parts = [f"已评 {self._done}/{self._total} 份"]
        parts += [f"失败 {self._failed} 份"] if self._failed else []
        parts += [f"未变 {self.unchanged} 份"] if self.unchanged else []
        if assessed and seconds:
            parts.append(f"每秒 {assessed / seconds:.1f} 份")
            parts.append(f"还需 {duration((self._total - self._done) * seconds / assessed)}")
        return "　".join(parts)

    def _tell(self, line: str) -> None:
        if self._terminal:
            room = width() - 1
            click.echo("\r" + pad(cut(line, room), room), nl=False, err=True)
        else:
            click.echo(line, err=True)


def duration(seconds: float) -> str:
    """Return *seconds* in words: 35 秒, 4 分 10 秒, 2 小时 5 分."""
    minutes, rest = divmod(int(seconds), _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    if hours:
        return f"{hours} 小时 {minutes} 分"
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"
