"""A web page's tree → its lines in the order of the page: paragraphs, table cells, list items.

What a browser does not show (scripts, hidden parts) yields no line; hidden prose is counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scorer.model.document import Role
from scorer.reading.text import is_blank

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(HEADINGS).union(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
    ),
    ("dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"),
    (
        "frameset",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
    ),
    ("pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
)
_CELLS = frozenset(("td", "th"))
_UNSHOWN = frozenset(
    ("script", "style", "noscript", "noframes", "template", "head", "title", "meta")
).union(
    ("link", "del", "select", "datalist", "svg", "math", "audio", "video", "canvas", "map"),
    ("button", "rp"),
)
_PICTURES = frozenset(("img", "iframe", "embed", "object"))
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_PREFORMATTED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.I)
_SPACE = re.compile("[ \t\n\r\f]+")
LONGEST_CELL = 300  # characters; what holds more is a page laid out in a table


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the page shows it; `linked` of its letters lie in links to other pages.

    `home` is the element it begins in, `cell` the table cell around it. A picture, frame or
    embedded file is a line of its own without text, behind the paragraph that holds it.
    """

    text: str
    home: HtmlElement
    level: int | None = None
    linked: int = 0
    cell: HtmlElement | None = None
    role: Role = Role.PARAGRAPH
    picture: HtmlElement | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """All lines of a page; `hidden` counts the characters of prose that it does not show.

    `depth` is how many elements stand inside one another at most.
    """

    lines: tuple[Line, ...]
    hidden: int = 0
    depth: int = 0


def lines_of(tree: HtmlElement) -> Page:
    """Return the lines of *tree*; the walk needs no recursion, however deep the page nests.

    It begins at the top, since what stands behind the end of the body is shown as well.
    """
    from lxml import etree  # noqa: PLC0415  (slow to import, and text reports do not need it)

    walk = _Walk()
    walker = etree.iterwalk(tree, events=("start", "end"))
    depth = deepest = 0
    for event, node in walker:
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if event == "start":
            if not walk.enter(node):
                walker.skip_subtree()
        else:
            walk.leave(node, last=node is tree)
    return walk.page(deepest)


class _Walk:
    """Collects the pieces of one line after another; used once, then dropped."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._pieces: list[str] = []
        self._home: HtmlElement | None = None
        self._linked = self._links = self._hidden = self._preformatted = 0
        self._level: int | None = None
        self._marker = ""
        self._cells: list[HtmlElement] = []
        self._pictures: list[HtmlElement] = []
        self._skipped: HtmlElement | None = None
        self._numbers: dict[HtmlElement, int] = {}

    def enter(self, node: HtmlElement) -> bool:
        """Take up *node*; whether its content is to be walked."""
        tag = node.tag
        if not isinstance(tag, str) or tag in _UNSHOWN or self._is_hidden(node):
            self._skipped = node
            return False
        if tag in _PICTURES:
            self._pictures.append(node)
        if tag in _BLOCKS:
            self._flush()
            self._open(node, tag)
        elif _is_link(node):
            self._links += 1
        self._add(node.text, node)
        return True

    def leave(self, node: HtmlElement, *, last: bool) -> None:
        """Close *node* and take up the text behind it."""
        if node is self._skipped:
            self._skipped = None
        elif node.tag in _BLOCKS:
            self._flush()
            self._close(node)
        elif _is_link(node):
            self._links -= 1
        if not last:
            self._add(node.tail, node.getparent())

    def page(self, depth: int) -> Page:
        """Return what was collected."""
        self._flush()
        sizes: Counter[HtmlElement] = Counter()
        for line in self._lines:
            if line.cell is not None:
                sizes[line.cell] += len(line.text)
        found = tuple(
            replace(line, role=Role.CELL)
            if line.cell is not None and sizes[line.cell] <= LONGEST_CELL
            else line
            for line in self._lines
        )
        return Page(found, self._hidden, depth)

    def _is_hidden(self, node: HtmlElement) -> bool:
        style = node.get("style")
        hidden = node.get("hidden") is not None or (style is not None and _HIDDEN.search(style))
        if hidden:
            self._hidden += sum(len(text.strip()) for text in node.itertext() if "。" in text)
        return bool(hidden)

    def _open(self, node: HtmlElement, tag: str) -> None:
        if tag in HEADINGS:
            self._level = HEADINGS[tag]
        elif tag in _CELLS:
            self._cells.append(node)
        elif tag == "li":
            self._marker = self._number_of(node)
        if _is_preformatted(node):
            self._preformatted += 1

    def _close(self, node: HtmlElement) -> None:
        if node.tag in HEADINGS:
            self._level = None
        elif node.tag in _CELLS:
            self._cells.pop()
        elif node.tag == "li":
            self._marker = ""
        if _is_preformatted(node):
            self._preformatted -= 1

    def _number_of(self, item: HtmlElement) -> str:
        """Return the number that a browser prints before *item* of a numbered list."""
        above = item.getparent()
        if above is None or above.tag != "ol" or _NO_MARKER.search(above.get("style") or ""):
            return ""
        first = _number(above.get("start")) or 1
        value = _number(item.get("value")) or self._numbers.get(above, first)
        self._numbers[above] = value + 1
        return f"{value}."

    def _add(self, text: str | None, home: HtmlElement) -> None:
        if not text:
            return
        if self._preformatted and "\n" in text:
            for number, part in enumerate(text.split("\n")):
                if number:
                    self._flush()
                self._add(part, home)
            return
        if self._home is None and not text.isspace():
            self._home = home
        self._pieces.append(text)
        if self._links:
            self._linked += letters(text)

    def _flush(self) -> None:
        if self._pieces:
            self._add_line()
        self._lines += [Line("", node, picture=node) for node in self._pictures]
        self._pictures.clear()

    def _add_line(self) -> None:
        text = _SPACE.sub(" ", "".join(self._pieces)).strip(" ")
        home, linked = self._home, self._linked
        self._pieces.clear()
        self._home, self._linked = None, 0
        if is_blank(text) or home is None:
            return
        cell = self._cells[-1] if self._cells else None
        role = Role.PARAGRAPH if self._level is None else Role.HEADING
        self._lines.append(Line(self._marker + text, home, self._level, linked, cell, role))
        self._marker = ""


def squeezed(text: str) -> str:
    """Return *text* without any space."""
    return "".join(text.split())


def letters(text: str) -> int:
    """Return how many letters *text* has; digits and signs, as of a date, are none."""
    return sum(char.isalpha() for char in text)


def common_home(lines: Sequence[Line]) -> HtmlElement:
    """Return the innermost element that holds all of *lines*, of which there is at least one."""
    path = [*reversed(list(lines[0].home.iterancestors())), lines[0].home]
    depth = {node: place for place, node in enumerate(path)}
    common = len(path) - 1
    for line in lines[1:]:
        node, climbed = line.home, []
        while node not in depth:
            climbed.append(node)
            node = node.getparent()
        depth.update(dict.fromkeys(climbed, depth[node]))
        common = min(common, depth[node])
    return path[common]


def _is_preformatted(node: HtmlElement) -> bool:
    style = node.get("style")
    return node.tag == "pre" or (style is not None and _PREFORMATTED.search(style) is not None)


def _is_link(node: HtmlElement) -> bool:
    """Whether *node* leads to another page; an anchor inside the page does not."""
    target = node.get("href") if node.tag == "a" else None
    return target is not None and not target.startswith("#")


def _number(written: str | None) -> int | None:
    return int(written) if written and written.isascii() and written.isdigit() else None
