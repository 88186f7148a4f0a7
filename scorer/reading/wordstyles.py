"""Paragraph styles of a docx: which are headings, which belong to a list, which to the contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorer.reading.wordxml import attribute, child, children, number

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*([1-9]|heading)", re.IGNORECASE)
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A paragraph's place in a list: the list and the level; the style it came from, if any."""

    list_id: str
    level: int | None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of one document by their ids."""

    by_id: Mapping[str, Element]
    default: str

    @classmethod
    def of(cls, root: Element) -> Styles:
        """Return the styles of the styles part whose root is *root*."""
        nodes = children(root, "style")
        paragraph = [node for node in nodes if attribute(node, "type") == "paragraph"]
        by_id = {attribute(node, "styleId") or "": node for node in paragraph}
        default = next((n for n in paragraph if attribute(n, "default") in ("1", "true")), None)
        return cls(by_id, attribute(default, "styleId") or "")

    def heading_level(self, paragraph: Element) -> int | None:
        """Return the outline level of *paragraph* from 1, or None for body text."""
        for node in (paragraph, *self._chain(paragraph)):
            outline = number(child(node, "pPr", "outlineLvl"))
            if outline is not None:
                return None if outline >= _BODY_LEVEL else outline + 1
            named = _HEADING_NAME.fullmatch(_name(node))
            if named is not None:
                return int(named.group(1))
        return None

    def is_contents(self, paragraph: Element) -> bool:
        """Whether *paragraph* is a line of the table of contents."""
        return any(_CONTENTS_NAME.fullmatch(_name(node)) for node in self._chain(paragraph))

    def list_place(self, paragraph: Element) -> ListPlace | None:
        """Return the list that numbers *paragraph*, from itself or from its style."""
        for node in (paragraph, *self._chain(paragraph)):
            properties = child(node, "pPr", "numPr")
            list_id = attribute(child(properties, "numId"))
            if list_id is not None:
                level = number(child(properties, "ilvl"))
                return ListPlace(list_id, level, attribute(node, "styleId") or "")
        return None

    def _chain(self, paragraph: Element) -> Iterator[Element]:
        style_id = attribute(child(paragraph, "pPr", "pStyle")) or self.default
        seen: set[str] = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            node = self.by_id[style_id]
            yield node
            style_id = attribute(child(node, "basedOn")) or ""


def _name(node: Element) -> str:
    return (attribute(child(node, "name")) or "").strip()
