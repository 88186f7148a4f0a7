"""A folder of many different reports, a share of them damaged in the ways files arrive damaged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bench.recombine import reports

SHORT = 300  # characters of a report of which only the number counts


def write(
    folder: Path, count: int, *, short: bool = False, damaged_every: int = 0
) -> tuple[set[str], set[str]]:
    """Write *count* reports into *folder*; return the names of the good and of the damaged ones.

    The damaged ones go through all the ways of `bench.damages`, over and over again.
    """
    good: set[str] = set()
    bad: set[str] = set()
    ways = _damages() if damaged_every else []
    for number, text in enumerate(reports(count)):
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        if damaged_every and number % damaged_every == damaged_every // 2:
            name, damaged = ways[number // damaged_every % len(ways)]
            path, names = place / f"{number:06}{name}", bad
            damaged(path)
        else:
            path, names = place / f"{number:06}.txt", good
            path.write_bytes((text[:SHORT] if short else text).encode())
        names.add(path.relative_to(folder).as_posix())
    return good, bad


def _damages() -> list[tuple[str, Callable[[Path], None]]]:
    from bench.damages import damages  # noqa: PLC0415  (needs the tests' own libraries)

    return list(damages().items())
