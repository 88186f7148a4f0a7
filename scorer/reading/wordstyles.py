"""Paragraph styles of a docx: headings, lists, contents, hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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
class Form:
    """What a paragraph is by its style and its own properties.

    `level` is a heading's outline level from 1, None for body text; `contents` marks a line of the
    table of contents.
    """

    level: int | None = None
    place: ListPlace | None = None
    contents: bool = False
    hidden: bool = False


class Styles:
    """The styles of one document; what a style makes of a paragraph is found out once."""

    def __init__(self, styles: Mapping[str, Element], default: str, *, hiding: bool) -> None:
        self._styles = styles
        self._default = default
        self._hiding = hiding
        self._hidden: dict[str, bool] = {}
        self._forms: dict[str, Form] = {}

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """Return the styles of the styles part whose root is *root*; none if there is none."""
        nodes = [] if root is None else children(root, "style")
        styles = {attribute(node, "styleId") or "": node for node in nodes}
        usual = (n for n in nodes if attribute(n, "default") in ("1", "true"))
        default = next((n for n in usual if attribute(n, "type") == "paragraph"), None)
        hiding = any(child(node, "rPr", "vanish") is not None for node in nodes)
        return cls(styles, attribute(default, "styleId") or "", hiding=hiding)

    def form(self, properties: Element | None) -> Form:
        """Return what a paragraph with the *properties* (its w:pPr) is."""
        styled = self._styled(attribute(child(properties, "pStyle")) or self._default)
        if properties is None:
            return styled
        outline = number(child(properties, "outlineLvl"))
        level = styled.level if outline is None else _level(outline)
        place = _place(child(properties, "numPr"), "") or styled.place
        return Form(level, place, styled.contents, styled.hidden)

    def hides(self, run: Element, *, inherited: bool) -> bool:
        """Whether *run* is hidden: by its own word, its style's, or its paragraph's."""
        properties = child(run, "rPr")
        own = child(properties, "vanish")
        if own is not None:
            return is_on(own)
        return inherited or self._hides(attribute(child(properties, "rStyle")) or "")

    def _hides(self, style: str) -> bool:
        if not self._hiding:
            return False
        if style not in self._hidden:
            nodes = _chain_of(self._styles, style)
            own = (child(node, "rPr", "vanish") for node in nodes)
            self._hidden[style] = is_on(next((each for each in own if each is not None), None))
        return self._hidden[style]

    def _styled(self, style: str) -> Form:
        known = self._forms.get(style)
        if known is None:
            nodes = list(_chain_of(self._styles, style))
            known = self._forms[style] = Form(
                next(_levels(nodes), None),
                next(_places(nodes), None),
                any(_CONTENTS_NAME.fullmatch(_name(node)) for node in nodes),
                self._hides(style),
            )
        return known


def _levels(nodes: Iterable[Element]) -> Iterator[int | None]:
    """Yield the outline levels that *nodes* state, by number or by name; the first one holds."""
    for node in nodes:
        outline = number(child(node, "pPr", "outlineLvl"))
        named = _HEADING_NAME.fullmatch(_name(node))
        if outline is not None:
            yield _level(outline)
        elif named is not None:
            yield int(named.group(1))


def _level(outline: int) -> int | None:
    return None if outline >= _BODY_LEVEL else outline + 1


def _places(nodes: Iterable[Element]) -> Iterator[ListPlace]:
    for node in nodes:
        place = _place(child(node, "pPr", "numPr"), attribute(node, "styleId") or "")
        if place is not None:
            yield place


def _place(properties: Element | None, style: str) -> ListPlace | None:
    list_id = attribute(child(properties, "numId"))
    if list_id is None:
        return None
    return ListPlace(list_id, number(child(properties, "ilvl")), style)


def _chain_of(styles: Mapping[str, Element], style: str) -> Iterator[Element]:
    """Yield the *style* and those it is based on, each once."""
    seen: set[str] = set()
    while style in styles and style not in seen and len(seen) < _LONGEST_CHAIN:
        seen.add(style)
        yield styles[style]
        style = attribute(child(styles[style], "basedOn")) or ""


def _name(node: Element) -> str:
    return (attribute(child(node, "name")) or "").strip()
