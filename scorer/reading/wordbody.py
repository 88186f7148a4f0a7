"""The body of a docx → passages in reading order: paragraphs, cells, boxes, notes, pictures.

What Word shows is read: changes as accepted, hidden text left out, of alternatives the first, of
merged cells the one that holds the text. Field codes and comments are not text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scorer.model.document import Role
from scorer.reading import reasons
from scorer.reading.worddrawing import unread_in
from scorer.reading.wordlists import ListNumbers
from scorer.reading.wordstyles import Form, Styles
from scorer.reading.wordxml import attribute, child, found, is_on, local, named, relation, shown

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SKIPPED = frozenset(
    ("pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText", "delInstrText")
) | frozenset(("rt", "rubyPr", "fldData", "instrText"))
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DRAWINGS = frozenset(("drawing", "pict", "object"))
_NOTES = frozenset(("footnoteReference", "endnoteReference"))
_WRAPPERS = frozenset(["sdtContent", "ins", "moveTo", "customXml", "smartTag"])
_OTHER_DOCUMENTS = frozenset(("altChunk", "subDoc"))
_SIGNS = _DRAWINGS | _NOTES | _OTHER_DOCUMENTS | _CHARACTERS.keys()
_CONTENTS_FIELDS = ("PAGEREF _Toc", "TOC \\")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the body; `unread` are reasons for what in it could not be read."""

    text: str
    role: Role
    level: int | None = None
    unread: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(slots=True)
class _Line:
    """What one paragraph shows, gathered in one walk over it."""

    text: list[str] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    others: int = 0
    hidden: bool = False
    contents: bool = False

    def add(self, text: str, *, hidden: bool) -> None:
        if hidden:
            self.hidden = self.hidden or bool(text.strip())
        else:
            self.text.append(text)

    def note(self, part: Element, tag: str) -> None:
        if tag in _CHARACTERS:
            self.text.append(_CHARACTERS[tag])
        elif tag in _DRAWINGS:
            self.drawings.append(part)
        elif tag in _NOTES:
            self.notes.append((tag, attribute(part, "id") or ""))
        else:
            self.others += 1


class BodyReader:
    """Reads one document's paragraphs; list numbers run on and a note is read once.

    *notes* are footnotes and endnotes by the name of their reference and their id, *diagrams* the
    lines of diagrams by the id of their relationship.
    """

    def __init__(
        self,
        styles: Styles,
        numbers: ListNumbers,
        notes: Mapping[tuple[str, str], Element],
        diagrams: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._styles = styles
        self._numbers = numbers
        self._notes = dict(notes)
        self._diagrams = diagrams
        self._begun: list[str] = []

    def passages(self, container: Element, role: Role = Role.PARAGRAPH) -> Iterator[Passage]:
        """Yield the paragraphs in *container* (a body, cell, box or note) in reading order."""
        outside, self._begun = self._begun, []
        yield from self._children(container, role)
        if self._begun:  # its mark is deleted, but nothing follows for it to be joined to
            yield Passage("".join(self._begun), role)
        self._begun = outside

    def _children(self, container: Element, role: Role) -> Iterator[Passage]:
        readers = {"p": self._paragraph, "tr": self._row, "tc": self._cell, "sdt": self._control}
        for node in shown(container):
            tag = local(node)
            if tag in readers:
                yield from readers[tag](node, role)
            elif tag == "tbl":
                yield from self._children(node, Role.CELL if role is Role.PARAGRAPH else role)
            elif tag in _WRAPPERS:
                yield from self._children(node, role)
            elif tag in _OTHER_DOCUMENTS:
                yield Passage("", role, unread=(reasons.DOCUMENT,))

    def _row(self, row: Element, role: Role) -> Iterator[Passage]:
        properties = child(row, "trPr")
        if is_on(child(properties, "hidden")):
            yield Passage("", role, hidden=True)
        elif child(properties, "del") is None:
            yield from self._children(row, role)

    def _cell(self, cell: Element, role: Role) -> Iterator[Passage]:
        if not _is_swallowed(cell):
            yield from self.passages(cell, role)

    def _control(self, control: Element, role: Role) -> Iterator[Passage]:
        if not _is_placeholder(control):
            yield from self._children(control, Role.FURNITURE if _lists(control) else role)

    def _paragraph(self, node: Element, role: Role) -> Iterator[Passage]:
        properties = child(node, "pPr")
        form = self._styles.form(properties)
        line = _Line()
        self._gather(node, line, hidden=form.hidden)
        text = "".join(line.text)
        if _is_joined(properties):
            self._begun.append(text)
            text = ""
        elif self._begun:
            text, self._begun = "".join([*self._begun, text]), []
        if form.contents or (line.contents and text.rstrip()[-1:].isdigit()):
            role = Role.FURNITURE
        yield self._passage(form, text, role, line)
        yield from self._attached(line, role)

    def _passage(self, form: Form, text: str, role: Role, line: _Line) -> Passage:
        level = form.level if role is Role.PARAGRAPH else None
        label = self._numbers.label(form.place) if form.place and text.strip() else ""
        unread = [why for drawing in line.drawings for why in unread_in(drawing)]
        unread += [reasons.DOCUMENT] * line.others
        return Passage(
            label + text,
            Role.HEADING if level is not None else role,
            level,
            tuple(unread) if role is not Role.FURNITURE else (),
            line.hidden,
        )

    def _attached(self, line: _Line, role: Role) -> Iterator[Passage]:
        for drawing in line.drawings:
            for box in found(drawing, "txbxContent"):
                yield from self.passages(box, role)
            for diagram in found(drawing, "relIds"):
                for words in self._diagrams.get(relation(diagram, "dm"), ()):
                    yield Passage(words, Role.CELL if role is Role.PARAGRAPH else role)
        for reference in line.notes:
            note = self._notes.pop(reference, None)
            if note is not None:
                yield from self.passages(note, Role.NOTE)

    def _gather(self, node: Element, line: _Line, *, hidden: bool) -> None:
        for part in shown(node):
            tag = local(part)
            line.contents = line.contents or _leads_to_heading(part, tag)
            if tag == "t":
                line.add(part.text or "", hidden=hidden)
            elif tag == "r":
                self._gather(part, line, hidden=self._styles.hides(part, inherited=hidden))
            elif tag in _SIGNS:
                if not hidden:
                    line.note(part, tag)
            elif tag not in _SKIPPED and not _is_placeholder(part):
                self._gather(part, line, hidden=hidden)


def tables_in(body: Element) -> int:
    """Return how many tables *body* shows, not counting those inside another's cells."""
    if next(body.iter(named("tbl")), None) is None:
        return 0  # the usual case, told at once
    return sum(1 for _ in found(body, "tbl"))


def _is_joined(properties: Element | None) -> bool:
    """Whether the mark at a paragraph's end is deleted, so that the next one goes on."""
    mark = child(properties, "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _leads_to_heading(part: Element, tag: str) -> bool:
    """Whether *part* belongs to a line of an automatic table of contents."""
    if tag == "hyperlink":
        return (attribute(part, "anchor") or "").startswith("_Toc")
    return tag == "instrText" and (part.text or "").lstrip().startswith(_CONTENTS_FIELDS)


def _is_swallowed(cell: Element) -> bool:
    """Whether *cell* is merged into the one above or before it, or deleted."""
    properties = child(cell, "tcPr")
    merged = [child(properties, name) for name in ("vMerge", "hMerge")]
    continued = any(each is not None and attribute(each) != "restart" for each in merged)
    return continued or child(properties, "cellDel") is not None


def _is_placeholder(control: Element) -> bool:
    """Whether the content control shows only its prompt, such as 单击此处输入文字."""
    return is_on(child(control, "sdtPr", "showingPlcHdr"))


def _lists(control: Element) -> bool:
    """Whether the content control holds the table of contents."""
    gallery = child(control, "sdtPr", "docPartObj", "docPartGallery")
    return attribute(gallery) == "Table of Contents"
