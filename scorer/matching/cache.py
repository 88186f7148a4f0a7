"""The user's cache folder: what was computed once and may be deleted at any time."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path


@cache
def cache_folder() -> Path:
    """Return the folder; it need not exist."""
    return user_cache_path("scorer", appauthor=False)


def store(path: Path, data: bytes) -> None:
    """Keep *data* for the next run, whole or not at all; an unwritable folder only costs time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(partial).replace(path)
    except OSError:
        return
