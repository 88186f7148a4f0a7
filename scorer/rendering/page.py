"""A scorecard as a page: HTML for the screen, and HTML that `paper` lays out; as Markdown."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

from scorer.model.result import Scorecard
from scorer.rendering.marked import marked
from scorer.rendering.templating import SHIPPED, Look, asset, fill
from scorer.rendering.text_shapes import PageView
from scorer.rendering.view import present

SCREEN, STYLE, SCRIPT = "scorecard.html.j2", "scorecard.css", "scorecard.js"
PRINT = "scorecard-print.html.j2"
MARKDOWN = "scorecard.md.j2"
BLANK_LINES = re.compile(r"\n{3,}")


def html(card: Scorecard, look: Look = SHIPPED) -> bytes:
    """Return *card* as one self-contained HTML page, the report's text beside the scores."""
    values = {"view": present(card), "text": marked(card), "page": _page_view(card, look)}
    return fill(SCREEN, look, values).encode("utf-8", errors="replace")


def markdown(card: Scorecard, look: Look = SHIPPED) -> bytes:
    """Return *card* as Markdown, to be pasted into a document."""
    values = {"view": present(card), "text": marked(card)}
    text = BLANK_LINES.sub("\n\n", fill(MARKDOWN, look, values)).strip() + "\n"
    return text.encode("utf-8", errors="replace")


def print_html(card: Scorecard, warnings: tuple[str, ...] = (), look: Look = SHIPPED) -> bytes:
    """Return the page that `paper.pdf` lays out, with *warnings* beside the card's own."""
    view = present(replace(card, warnings=(*card.warnings, *warnings)))
    return fill(PRINT, look, {"view": view}).encode("utf-8", errors="replace")


def _page_view(card: Scorecard, look: Look) -> PageView:
    """Return style and script with the hashes that the page's policy allows them by."""
    style, script = asset(STYLE, look), asset(SCRIPT, look)
    numbers = {line.id: f"e{number}" for number, line in enumerate(card.tally.lines, 1)}
    opened = numbers.get(look.element, "")
    return PageView(style, script, _hash(style), _hash(script), opened)


def _hash(text: str) -> str:
    digest = sha256(text.encode("utf-8", errors="replace")).digest()
    return f"sha256-{b64encode(digest).decode()}"
