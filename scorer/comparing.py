"""Other reports to compare with: read once, kept as extracts in the user's cache folder."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable
from pathlib import Path

from scorer import pipeline
from scorer.matching.cache import cache_folder, engine_stamp, store
from scorer.model.errors import ReportError
from scorer.reading import read_bytes
from scorer.reading.rawfile import load
from scorer.similarity.extract import Extract
from scorer.similarity.shelf import Shelf


def extract_file(path: Path) -> Extract:
    """Return what of the report in the file *path* is compared; raises ReportError."""
    raw = load(path, None)
    key = f"{engine_stamp()}\n{pipeline.language().source.sha256}\n{raw.name}\n".encode()
    place = cache_folder() / f"extract-{hashlib.sha256(key + raw.data).hexdigest()[:24]}.pickle"
    known = _unpickled(place)
    if known is None:
        known = pipeline.extract(pipeline.understand(read_bytes(raw.data, raw.name)))
        store(place, pickle.dumps(known, protocol=pickle.HIGHEST_PROTOCOL))
    return known


def shelf_of(paths: Iterable[Path]) -> tuple[Shelf, tuple[ReportError, ...]]:
    """Return the reports in *paths* as a shelf, and why some could not be read."""
    shelf, failures = Shelf(), []
    for path in paths:
        try:
            shelf.add(extract_file(path))
        except ReportError as error:
            failures.append(error)
    return shelf, tuple(failures)


def _unpickled(place: Path) -> Extract | None:
    try:
        known = pickle.loads(place.read_bytes())
    except Exception:
        return None
    return known if isinstance(known, Extract) else None
