"""Outputs that are being written: all in one folder, which the next run and the end clear.

A process that is killed in the midst of writing can clear nothing away. What it was writing must
not stay among the results.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from scorer.fleet.finding import STATE_FOLDER
from scorer.wholefile import whole, write_whole


def clear(folder: Path) -> None:
    """Remove what a process that was killed left half written for the folder of results."""
    rmtree(_place(folder), ignore_errors=True)


@contextmanager
def finished(target: Path, folder: Path) -> Iterator[Path]:
    """Give a file to write, which becomes *target* in the folder of results when all went well.

    Raises OSError where that cannot be done.
    """
    _place(folder).mkdir(parents=True, exist_ok=True)
    with whole(target, _place(folder)) as partial:
        yield partial


def write_finished(data: bytes, target: Path, folder: Path) -> None:
    """Write *data* to *target* in the folder of results, whole or not at all.

    Raises OSError where that cannot be done.
    """
    try:
        write_whole(data, target, _place(folder))
    except FileNotFoundError:  # the first one there
        for needed in (_place(folder), target.parent):
            needed.mkdir(parents=True, exist_ok=True)
        write_whole(data, target, _place(folder))
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        write_whole(data, target)  # the user has put another disk there


def _place(folder: Path) -> Path:
    return folder / STATE_FOLDER / "unfinished"
