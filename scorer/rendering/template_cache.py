"""Templates compiled once: their Python code is kept in the user's cache folder.

Jinja itself checks the kept code against template, Jinja and Python version; the folder's name
changes with the program, whose settings the code depends on.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from scorer.matching.cache import cache_folder, engine_stamp, store

FOLDER = "templates"
STAMP = 16  # characters of the program's stamp


class TemplateCache(BytecodeCache):
    """Compiled templates in the cache folder; what cannot be read or kept only costs time."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill *bucket* with what was kept of it."""
        with suppress(OSError):
            bucket.bytecode_from_string(_place(bucket).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what *bucket* holds."""
        store(_place(bucket), bucket.bytecode_to_string())


def _place(bucket: Bucket) -> Path:
    return cache_folder() / FOLDER / engine_stamp()[:STAMP] / bucket.key
