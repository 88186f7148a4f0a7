"""The user's cache folder: what was computed once and may be deleted at any time."""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path


@cache
def cache_folder() -> Path:
    """Return the folder; it need not exist."""
    return user_cache_path("scorer", appauthor=False)


@cache
def engine_stamp() -> str:
    """Return a name for this program as it stands: another after any change of its modules."""
    package = Path(__file__).resolve().parent.parent
    stamps = []
    for module in sorted(package.rglob("*.py")):
        known = module.stat()
        stamps.append(f"{module.relative_to(package)} {known.st_size} {known.st_mtime_ns}")
    return hashlib.sha256("\n".join(stamps).encode()).hexdigest()


def store(path: Path, data: bytes) -> None:
    """Keep *data* for the next run, whole or not at all; an unwritable folder only costs time."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(partial).replace(path)
        finally:
            Path(partial).unlink(missing_ok=True)


def unpickled(path: Path) -> object:
    """Return the value kept at *path*, None where there is none or it is damaged."""
    try:
        return pickle.loads(path.read_bytes())
    except Exception:
        return None
