"""Names in WordprocessingML: the few that reading needs, and how to look them up.

Elements are lxml's; their type is the standard library's, whose interface they share.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = (  # ISO 29500 strict has its own namespaces for the same names
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_OFF = frozenset({"0", "false", "off", "none"})
_LONGEST_NUMBER = 9  # digits; no count or measure of the format has more


def in_usual_namespaces(xml: bytes) -> bytes:
    """Return *xml* with the strict namespaces replaced by the usual (transitional) ones."""
    for strict, usual in _STRICT:
        xml = xml.replace(strict, usual)
    return xml


def named(name: str) -> str:
    """Return the tag of w:*name*, with its namespace."""
    return _WORD + name


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


def shown(node: Element) -> Iterator[Element]:
    """Yield the children of *node*, of alternatives the first one only (mc:AlternateContent)."""
    for part in node:
        if local(part) != "AlternateContent":
            yield part
            continue
        chosen = next((each for each in part if local(each) in ("Choice", "Fallback")), None)
        if chosen is not None:
            yield from shown(chosen)


def found(node: Element, name: str) -> Iterator[Element]:
    """Yield the outermost elements called *name* in *node*, as they are shown."""
    for part in shown(node):
        if local(part) == name:
            yield part
        else:
            yield from found(part, name)


def attribute(node: Element | None, name: str = "val") -> str | None:
    """Return the attribute w:*name* of *node*, or None (also where *node* is None)."""
    return None if node is None else node.get(_WORD + name)


def relation(node: Element, name: str) -> str:
    """Return the id of the relationship in the attribute r:*name*; empty if there is none."""
    return node.get(_RELATION + name) or ""


def whole(value: str | None) -> int | None:
    """Return the number that *value* writes in digits, or None if it is none."""
    known = value is not None and value.isascii() and value.isdigit()
    return int(value) if known and value and len(value) <= _LONGEST_NUMBER else None


def number(node: Element | None, name: str = "val") -> int | None:
    """Return the attribute w:*name* of *node* as a number, or None if it is none."""
    return whole(attribute(node, name))


def is_on(node: Element | None) -> bool:
    """Whether the toggle *node* is there and not switched off."""
    return node is not None and (attribute(node) or "").lower() not in _OFF
