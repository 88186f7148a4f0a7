"""The board, which compares many reports, on paper, on screen, as a workbook and as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scorer.model.errors import RenderError
from scorer.rendering.board.data import to_json
from scorer.rendering.board.page import html, pdf
from scorer.rendering.board.shapes import Board
from scorer.rendering.board.workbook import xlsx

BOARD_FORMATS: Mapping[str, Callable[[Board], bytes]] = {
    "pdf": pdf,
    "html": html,
    "xlsx": xlsx,
    "json": to_json,
}

__all__ = ["BOARD_FORMATS", "Board", "render_board"]


def render_board(board: Board, fmt: str) -> bytes:
    """Return *board* in the format called *fmt*."""
    renderer = BOARD_FORMATS.get(fmt)
    if renderer is None:
        raise RenderError(fmt, "排名没有这种格式", f"可用的格式：{'、'.join(BOARD_FORMATS)}。")
    return renderer(board)
