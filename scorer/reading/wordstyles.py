"""Paragraph styles of a docx: headings, lists, contents, hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorer.reading.wordxml import attribute, child, children, is_on, number

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile(
    r"(?:toc|目录|WPSOffice手动目录)\s*(?:[1-9]|heading|标题)[1-9]?", re.IGNORECASE
)
_BODY_LEVEL = 9
_LONGEST_CHAIN = 20  # styles based on one another; real ones have three or four


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A paragraph's place in a list: the list and the level; the style it came from, if any."""

    list_id: str
    level: int | None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of one document by their ids, and which styles hide their text."""

    by_id: Mapping[str, Element]
    default: str
    hiding: frozenset[str] = frozenset()

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """Return the styles of the styles part whose root is *root*; none if there is none."""
        nodes = [] if root is None else children(root, "style")
        every = {attribute(node, "styleId") or "": node for node in nodes}
        paragraph = [node for node in nodes if attribute(node, "type") == "paragraph"]
        by_id = {attribute(node, "styleId") or "": node for node in paragraph}
        default = next((n for n in paragraph if attribute(n, "default") in ("1", "true")), None)
        vanishing = any(child(node, "rPr", "vanish") is not None for node in nodes)
        hiding = frozenset(style for style in every if vanishing and _hides(every, style))
        return cls(by_id, attribute(default, "styleId") or "", hiding)

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

    def is_hidden(self, paragraph: Element) -> bool:
        """Whether the style of *paragraph* hides its text."""
        return bool(self.hiding) and self._style(paragraph) in self.hiding

    def hides(self, run: Element, *, inherited: bool) -> bool:
        """Whether *run* is hidden: by its own word, its style's, or its paragraph's."""
        properties = child(run, "rPr")
        own = child(properties, "vanish")
        if own is not None:
            return is_on(own)
        return inherited or attribute(child(properties, "rStyle")) in self.hiding

    def list_place(self, paragraph: Element) -> ListPlace | None:
        """Return the list that numbers *paragraph*, from itself or from its style."""
        for node in (paragraph, *self._chain(paragraph)):
            properties = child(node, "pPr", "numPr")
            list_id = attribute(child(properties, "numId"))
            if list_id is not None:
                level = number(child(properties, "ilvl"))
                return ListPlace(list_id, level, attribute(node, "styleId") or "")
        return None

    def _style(self, paragraph: Element) -> str:
        return attribute(child(paragraph, "pPr", "pStyle")) or self.default

    def _chain(self, paragraph: Element) -> Iterator[Element]:
        return _chain_of(self.by_id, self._style(paragraph))


def _chain_of(styles: Mapping[str, Element], style: str) -> Iterator[Element]:
    """Yield the *style* and those it is based on, each once."""
    seen: set[str] = set()
    while style in styles and style not in seen and len(seen) < _LONGEST_CHAIN:
        seen.add(style)
        yield styles[style]
        style = attribute(child(styles[style], "basedOn")) or ""


def _hides(styles: Mapping[str, Element], style: str) -> bool:
    own = (child(node, "rPr", "vanish") for node in _chain_of(styles, style))
    return is_on(next((each for each in own if each is not None), None))


def _name(node: Element) -> str:
    return (attribute(child(node, "name")) or "").strip()
