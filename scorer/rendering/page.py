"""A scorecard as a page: HTML for the screen, and HTML that `paper` lays out."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from scorer.model.result import Scorecard
from scorer.rendering.view import present
from scorer.resources import templates_dir

if TYPE_CHECKING:
    from jinja2 import Environment

SCREEN = "scorecard.html.j2"
PRINT = "scorecard-print.html.j2"


def html(card: Scorecard) -> bytes:
    """Return *card* as one self-contained HTML page for the screen."""
    return _page(card, SCREEN)


def print_html(card: Scorecard, warnings: tuple[str, ...] = ()) -> bytes:
    """Return the page that `paper.pdf` lays out, with *warnings* beside the card's own."""
    return _page(replace(card, warnings=(*card.warnings, *warnings)), PRINT)


def _page(card: Scorecard, template: str) -> bytes:
    text = _environment().get_template(template).render(view=present(card))
    return text.encode("utf-8", errors="replace")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Return the templates; all text is escaped, and a misspelt name is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    from scorer.rendering.template_cache import TemplateCache  # noqa: PLC0415

    return Environment(
        loader=FileSystemLoader(templates_dir()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=TemplateCache(),
    )
