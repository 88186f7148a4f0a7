"""How much of a file is read before it is refused: sizes, counts and times, in one frozen value.

A report has some ten thousand characters and a few megabytes of pictures; the limits stand far
above that and far below what would bring a machine to its knees. They are compared with what a
file declares before it is read, and with what is really read while it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one report may cost; every field is the greatest allowed value.

    `file_bytes` is the file as it stands on the disk, `characters` its text (real reports have
    3,000 to 200,000), `zip_bytes` what is unpacked of a docx (pictures are never unpacked),
    `zip_members` the files inside it, `xml_depth` elements inside one another, `xml_tags` their
    number, `html_tags` those of a web page (a report's page has some thousands; more would take
    minutes), `pages` those of a PDF, `recognised` the pages whose picture is recognised (some four
    seconds each; the rest is unread), `seconds` what an outside program (a converter) may take.
    """

    file_bytes: int = 64 * MEGABYTE
    characters: int = 1_000_000
    zip_bytes: int = 64 * MEGABYTE
    zip_members: int = 10_000
    xml_depth: int = 128
    xml_tags: int = 3_000_000
    html_tags: int = 100_000
    pages: int = 1_000
    recognised: int = 60
    seconds: int = 120

    def more(self, field: str, needed: int = 0) -> str:
        """Return the sentence that says how to raise *field* so that *needed* (or twice) fits."""
        value = max(2 * getattr(self, field), needed)
        return f"确实需要读取时，可加 --limit {NAMES[field]}={_written(field, value)} 放宽上限。"

    def said(self, field: str) -> str:
        """Return the limit called *field* with its unit, as people write it."""
        return _written(field, getattr(self, field))


NAMES: Mapping[str, str] = MappingProxyType(
    {
        "file_bytes": "文件",
        "characters": "字数",
        "zip_bytes": "解压",
        "zip_members": "成员",
        "pages": "页数",
        "recognised": "识别",
        "seconds": "秒数",
    }
)
DEFAULT_LIMITS = Limits()


def is_size(field: str) -> bool:
    """Whether the limit called *field* counts bytes."""
    return field.endswith("_bytes")


def _written(field: str, value: int) -> str:
    if is_size(field):
        return f"{-(-value // MEGABYTE)}MB"
    return f"{value // 10_000}万" if value % 10_000 == 0 and value else str(value)
