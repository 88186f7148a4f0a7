"""Other reports that a user names to compare with: files, folders, archives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from scorer.comparing import extract_file
from scorer.fleet.finding import Found, NotRead, find
from scorer.model.errors import ReportError
from scorer.similarity.extract import Extract


def extracts_of(paths: Sequence[str]) -> tuple[list[Extract], list[str]]:
    """Return the reports in files and folders as extracts, and why some could not be read."""
    extracts: list[Extract] = []
    unread: list[str] = []
    with TemporaryDirectory(prefix="scorer-") as unpacked:
        given = [Path(path).absolute() for path in paths]
        for each in find(given, Path(unpacked) / "none", Path(unpacked)):
            if isinstance(each, NotRead):
                unread.append(f"{each.name}：{each.message}")
            elif isinstance(each, Found):
                try:
                    extracts.append(extract_file(Path(each.path), each.name))
                except ReportError as error:
                    unread.append(f"{each.name}：{error.reason}")
    return extracts, unread
