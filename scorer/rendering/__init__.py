"""A scorecard on paper, on screen and as data; every format is a function from card to bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from scorer.model.errors import RenderError
from scorer.model.result import Scorecard
from scorer.rendering.data import to_json
from scorer.rendering.page import html, markdown
from scorer.rendering.paper import pdf
from scorer.rendering.templating import SHIPPED, Look
from scorer.rendering.workbook import xlsx


class Renderer(Protocol):
    """Makes one format of a scorecard."""

    def __call__(self, card: Scorecard, look: Look = SHIPPED) -> bytes:
        """Return *card* as a file's content, looking like *look* where the format has a look."""


FORMATS: Mapping[str, Renderer] = {
    "pdf": pdf,
    "html": html,
    "md": markdown,
    "json": to_json,
    "xlsx": xlsx,
}

__all__ = ["FORMATS", "SHIPPED", "Look", "Renderer", "render"]


def render(card: Scorecard, fmt: str, look: Look = SHIPPED) -> bytes:
    """Return *card* in the format called *fmt*."""
    renderer = FORMATS.get(fmt)
    if renderer is None:
        raise RenderError(fmt, "没有这种格式", f"可用的格式：{'、'.join(FORMATS)}。")
    return renderer(card, look)
