"""A report's file → `Source`: its text exactly as written, in blocks, with what was not read.

`read` and `read_bytes` are the doors. Content beats suffix: a docx called ``.txt`` is read as a
docx, and the source says so in its warnings. Whatever cannot be read is a `ReportError` in plain
words; how much is read at all stands in `Limits`.
"""

from __future__ import annotations

from scorer.reading.choose import read, read_bytes
from scorer.reading.limits import DEFAULT_LIMITS, Limits
from scorer.reading.rawfile import Watch, unwatched
from scorer.reading.readers import READER_TABLE, READERS, SEARCHED, Reader, readable

__all__ = [
    "DEFAULT_LIMITS",
    "READERS",
    "READER_TABLE",
    "SEARCHED",
    "Limits",
    "Reader",
    "Watch",
    "read",
    "read_bytes",
    "readable",
    "unwatched",
]
