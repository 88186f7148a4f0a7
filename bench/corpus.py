"""A folder of many different reports, a share of them damaged in the ways files arrive damaged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bench.recombine import ROOT, reports

SHORT = 300  # characters of a report of which only the number counts


def write(
    folder: Path, count: int, *, short: bool = False, damaged_every: int = 0
) -> tuple[set[str], set[str]]:
    """Write *count* reports into *folder*; return the names of the good and of the damaged ones."""
    good: set[str] = set()
    bad: set[str] = set()
    for number, text in enumerate(reports(count)):
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        if damaged_every and number % damaged_every == damaged_every // 2:
            suffix, data = _DAMAGES[number // damaged_every % len(_DAMAGES)]
            path, names = place / f"{number:06}{suffix}", bad
        else:
            data = (text[:SHORT] if short else text).encode()
            path, names = place / f"{number:06}.txt", good
        path.write_bytes(data)
        names.add(path.relative_to(folder).as_posix())
    return good, bad


def _docx_without_text() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    return data.getvalue()


def _damages() -> Iterator[tuple[str, bytes]]:
    whole = (ROOT / "examples" / "qinghe-2024.docx").read_bytes()
    yield ".txt", b""
    yield ".docx", whole[: len(whole) // 2]
    yield ".docx", _docx_without_text()
    yield ".txt", bytes(range(256)) * 8
    yield ".docx", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(500)
    yield ".docx", b"\x89PNG" + bytes(200)


_DAMAGES = tuple(_damages())
