"""Ctrl-C in order: the first finishes what is begun, the second stops at once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click


class Interruption:
    """Whether the user wants to stop; ask it by calling it."""

    def __init__(self) -> None:
        self._asked = False

    def __call__(self) -> bool:
        """Return whether to hand out nothing more."""
        return self._asked

    def now(self) -> None:
        """Note that everything has stopped."""
        self._asked = True

    def asked(self, number: int, _frame: FrameType | None) -> None:
        """Note the wish to stop; raise KeyboardInterrupt the second time."""
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        how = "，再按一次 Ctrl-C 立即停止" if number == signal.SIGINT else ""
        click.echo(f"\n正在停止：等手头的报告评完{how}。", err=True)


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Give an `Interruption` that listens to Ctrl-C and to the system's wish to end."""
    interruption = Interruption()
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, interruption.asked) for number in numbers]
    try:
        yield interruption
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
