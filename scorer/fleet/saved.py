"""The text of a report as read, kept so that other rules can be applied without reading again."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from scorer.fleet.finding import STATE_FOLDER
from scorer.model.document import Block, Coverage, Role, Source, Unread

_LEVEL = 3  # of compression: a third of the time of the best, nearly its size


def text_path(folder: Path, name: str) -> Path:
    """Return where the text of the report called *name* is kept in the folder of results."""
    key = hashlib.sha256(name.encode()).hexdigest()
    return folder / STATE_FOLDER / "texts" / key[:2] / f"{key[:32]}.json.z"


def packed(source: Source) -> bytes:
    """Return *source* as compressed JSON."""
    plain = {
        "name": source.name,
        "sha256": source.sha256,
        "format": source.format,
        "text": source.text,
        "blocks": [
            [each.text, each.start, each.paragraph, each.page, each.role.value, each.level]
            for each in source.blocks
        ],
        "unread": [[part.place, part.reason] for part in source.unread],
        "warnings": list(source.warnings),
        "pages": source.pages,
        "published": source.published.isoformat() if source.published else None,
        "coverage": asdict(source.coverage) if source.coverage else None,
    }
    text = json.dumps(plain, ensure_ascii=False)
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def unpacked(data: bytes) -> Source:
    """Return the source that `packed` made *data* of; raises ValueError where it is damaged."""
    try:
        plain: dict[str, Any] = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
        return Source(
            name=plain["name"],
            sha256=plain["sha256"],
            format=plain["format"],
            text=plain["text"],
            blocks=tuple(_block(*each) for each in plain["blocks"]),
            unread=tuple(Unread(*each) for each in plain["unread"]),
            warnings=tuple(plain["warnings"]),
            pages=plain["pages"],
            published=date.fromisoformat(plain["published"]) if plain["published"] else None,
            coverage=Coverage(**plain["coverage"]) if plain["coverage"] else None,
        )
    except (zlib.error, KeyError, TypeError) as error:
        raise ValueError("not a saved text") from error


def _block(
    text: str, start: int, paragraph: int, page: int | None, role: str, level: int | None
) -> Block:
    return Block(text, start, paragraph, page, Role(role), level)
