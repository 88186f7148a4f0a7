"""Names in WordprocessingML: the few that reading needs, and how to look them up.

Elements are lxml's; their type is the standard library's, whose interface they share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})


def local(node: Element) -> str:
    """Return the tag of *node* without its namespace; empty for comments and instructions."""
    tag = node.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def child(node: Element | None, *path: str) -> Element | None:
    """Return the descendant of *node* along *path* of w: names, or None."""
    for name in path:
        if node is None:
            return None
        node = node.find(_WORD + name)
    return node


def children(node: Element, name: str) -> list[Element]:
    """Return the children of *node* that are called w:*name*."""
    return list(node.findall(_WORD + name))


def attribute(node: Element | None, name: str = "val") -> str | None:
    """Return the attribute w:*name* of *node*, or None (also where *node* is None)."""
    return None if node is None else node.get(_WORD + name)


def number(node: Element | None, name: str = "val") -> int | None:
    """Return the attribute w:*name* of *node* as a number, or None if it is none."""
    value = attribute(node, name) or ""
    return int(value) if value.isascii() and value.isdigit() else None


def is_on(node: Element | None) -> bool:
    """Whether the toggle *node* is there and not switched off."""
    return node is not None and (attribute(node) or "").lower() not in _OFF
