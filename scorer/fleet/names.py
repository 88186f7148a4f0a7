"""Names of reports in a batch: readable, the same in any order, never two the same.

A report is named by its path below the folder that all inputs share; its outputs by the same path
with the format behind it.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

LONGEST_PART = 180  # bytes in UTF-8; file systems take 255, suffixes are added
_LONGEST_SUFFIX = 9
_UNUSABLE = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*]')


def shared_folder(paths: Sequence[Path]) -> Path | None:
    """Return the innermost folder that holds all *paths* (absolute), None across drives."""
    folders = [str(path if path.is_dir() else path.parent) for path in paths]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        return None


def report_name(path: Path, shared: Path | None) -> str:
    """Return the name of the report at *path* (absolute) in a batch below *shared*."""
    inside = path.relative_to(shared) if shared is not None else path.relative_to(path.anchor)
    drive = [path.drive.rstrip(":\\/")] if shared is None and path.drive else []
    return _as_name([*drive, *inside.parts])


def member_name(archive: str, member: str) -> str | None:
    """Return the name of an archive's *member*; None where it would lead out of the archive."""
    parts = PurePosixPath(member.replace("\\", "/")).parts
    if ".." in parts or PurePosixPath(member).is_absolute() or re.match("[A-Za-z]:", member):
        return None
    return f"{archive}/{_as_name(parts)}" if parts else None


def output_path(folder: Path, name: str, format_name: str) -> Path:
    """Return where the output of the report called *name* goes."""
    return folder / f"{name}.{format_name}"


def told_apart(name: str, attempt: int) -> str:
    """Return *name* for the report that is the *attempt*-th of this name (2, 3 …)."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}~{attempt}{path.suffix}"))


def _as_name(parts: Sequence[str]) -> str:
    return "/".join(_short(_UNUSABLE.sub("_", _encodable(part))) for part in parts)


def _encodable(part: str) -> str:
    """Return *part* with bytes that are no UTF-8 (names from other systems) made readable."""
    raw = os.fsencode(part) if any("\udc80" <= char <= "\udcff" for char in part) else b""
    return raw.decode("gb18030", errors="replace") if raw else part


def _short(part: str) -> str:
    if len(part.encode()) <= LONGEST_PART:
        return part
    path = PurePosixPath(part)
    mark = hashlib.sha256(part.encode()).hexdigest()[:8]
    suffix = path.suffix if len(path.suffix) <= _LONGEST_SUFFIX else ""
    kept = path.stem.encode()[: LONGEST_PART - len(suffix.encode()) - 9]
    return f"{kept.decode(errors='ignore')}~{mark}{suffix}"
