"""A scorecard on paper, on screen and as data; every format is a function from card to bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scorer.model.errors import RenderError
from scorer.model.result import Scorecard
from scorer.rendering.data import to_json
from scorer.rendering.page import html
from scorer.rendering.paper import pdf

Renderer = Callable[[Scorecard], bytes]

FORMATS: Mapping[str, Renderer] = {"pdf": pdf, "html": html, "json": to_json}

__all__ = ["FORMATS", "Renderer", "render"]


def render(card: Scorecard, fmt: str) -> bytes:
    """Return *card* in the format called *fmt*."""
    renderer = FORMATS.get(fmt)
    if renderer is None:
        raise RenderError(fmt, "没有这种格式", f"可用的格式：{'、'.join(FORMATS)}。")
    return renderer(card)
