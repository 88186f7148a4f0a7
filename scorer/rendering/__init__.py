"""A scorecard on paper, on screen and as data; every format is a function from card to bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from scorer.model.errors import RenderError
from scorer.model.result import Scorecard
from scorer.rendering.data import to_json
from scorer.rendering.templating import SHIPPED, Look


class Renderer(Protocol):
    """Makes one format of a scorecard."""

    def __call__(self, card: Scorecard, look: Look = SHIPPED) -> bytes:
        """Return *card* as a file's content, looking like *look* where the format has a look."""


@dataclass(frozen=True, slots=True)
class _Later:
    """The renderer `function` of the sister module `module`, loaded when it is first called."""

    module: str
    function: str

    def __call__(self, card: Scorecard, look: Look = SHIPPED) -> bytes:
        """Return *card* as the renderer makes it."""
        renderer: Renderer = getattr(import_module(f"{__name__}.{self.module}"), self.function)
        return renderer(card, look)


FORMATS: Mapping[str, Renderer] = {
    "pdf": _Later("paper", "pdf"),
    "html": _Later("page", "html"),
    "md": _Later("page", "markdown"),
    "json": to_json,
    "xlsx": _Later("workbook", "xlsx"),
}

__all__ = ["FORMATS", "SHIPPED", "Look", "Renderer", "render"]


def render(card: Scorecard, fmt: str, look: Look = SHIPPED) -> bytes:
    """Return *card* in the format called *fmt*."""
    renderer = FORMATS.get(fmt)
    if renderer is None:
        raise RenderError(fmt, "没有这种格式", f"可用的格式：{'、'.join(FORMATS)}。")
    return renderer(card, look)
