"""Other reports to compare with: read once, kept as extracts in the user's cache folder."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

from scorer import pipeline
from scorer.matching.cache import cache_folder, engine_stamp, store, unpickled
from scorer.reading import read_bytes
from scorer.reading.rawfile import load
from scorer.similarity.extract import Extract


def extract_file(path: Path, name: str) -> Extract:
    """Return what of the report in the file *path*, called *name*, is compared.

    Raises ReportError where it cannot be read.
    """
    raw = load(path, name)
    key = f"{engine_stamp()}\n{pipeline.language().source.sha256}\n{raw.name}\n".encode()
    place = cache_folder() / f"extract-{hashlib.sha256(key + raw.data).hexdigest()[:24]}.pickle"
    known = unpickled(place)
    if not isinstance(known, Extract):
        known = pipeline.extract(pipeline.understand(read_bytes(raw.data, raw.name)))
        store(place, pickle.dumps(known, protocol=pickle.HIGHEST_PROTOCOL))
    return known
