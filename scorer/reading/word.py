"""Word documents (docx) → Source: the body in the order of the page, tables and boxes included.

Footnotes and endnotes stand after the paragraph that refers to them. Headers, footers and the
table of contents are kept as furniture, which is not matched; comments are left out. Automatic
numbers are written out, as Word shows them. A docx does not store where its pages end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from scorer.model.document import Block, Role, Source, Unread, counted
from scorer.reading.package import RESAVE, Package, Relation
from scorer.reading.rawfile import RawFile
from scorer.reading.reasons import pictures
from scorer.reading.text import is_blank
from scorer.reading.wordbody import BodyReader, Passage, tables_in
from scorer.reading.worddrawing import diagram_lines
from scorer.reading.wordlists import ListNumbers
from scorer.reading.wordstyles import Styles
from scorer.reading.wordxml import attribute, child, children

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_USUAL_PART = "/word/document.xml"
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_FURNITURE = ("header", "footer")
Related = Mapping[str, Sequence[Relation]]


def read_word(raw: RawFile) -> Source:
    """Return the docx *raw* as a source; its text is the block texts joined by line feeds."""
    package = Package(raw)
    main = next((one.part for one in package.relations("") if one.kind == "officeDocument"), None)
    root = package.xml(main or _USUAL_PART)
    body = child(root, "body")
    if body is None:
        raise raw.error("Word 文档中缺少正文部分，文件可能已损坏或不是标准的 docx", RESAVE)
    related = _by_kind(package.relations(main or _USUAL_PART))
    assembly = _Assembly(raw)
    for passage in _passages(package, related, body):
        assembly.add(passage)
    return assembly.source(tables_in(body))


def _by_kind(relations: Sequence[Relation]) -> Related:
    kinds: dict[str, list[Relation]] = {}
    for one in relations:
        kinds.setdefault(one.kind, []).append(one)
    return kinds


def _passages(package: Package, related: Related, body: Element) -> Iterator[Passage]:
    styles = Styles.of(_first(package, related, "styles"))
    numbers = ListNumbers.of(_first(package, related, "numbering"))
    drawn = related.get("diagramData", ())
    lines = {part: diagram_lines(root) for part, root in _roots(package, drawn)}
    diagrams = {one.id: lines[one.part] for one in drawn if one.part in lines}
    reader = BodyReader(styles, numbers, _notes(package, related), diagrams)
    yield from reader.passages(body)
    outside = BodyReader(styles, ListNumbers.of(None), {}, {})
    for kind in _FURNITURE:
        for _, root in _roots(package, related.get(kind, ())):
            yield from outside.passages(root, Role.FURNITURE)


def _roots(package: Package, relations: Sequence[Relation]) -> Iterator[tuple[str, Element]]:
    """Yield the parts that *relations* name, each once, with their roots."""
    for part in dict.fromkeys(one.part for one in relations):
        root = package.xml(part)
        if root is not None:
            yield part, root


def _first(package: Package, related: Related, kind: str) -> Element | None:
    found = related.get(kind)
    return package.xml(found[0].part) if found else None


def _notes(package: Package, related: Related) -> dict[tuple[str, str], Element]:
    """Return the notes by the name of the element that refers to one, and its id."""
    roots = {kind: _first(package, related, kind) for kind in _NOTES}
    return {
        (f"{_NOTES[kind]}Reference", attribute(note, "id") or ""): note
        for kind, root in roots.items()
        if root is not None
        for note in children(root, _NOTES[kind])
    }


class _Assembly:
    """Builds the source passage by passage; used once, then dropped."""

    def __init__(self, raw: RawFile) -> None:
        self._raw = raw
        self._blocks: list[Block] = []
        self._unread: list[Unread] = []
        self._length = 0
        self._paragraph = 0
        self._hidden = False

    def add(self, passage: Passage) -> None:
        lines = [line for line in passage.text.split("\n") if not is_blank(line)]
        for line in lines:
            self._add_line(line, passage)
        place = _place(self._paragraph, inside=bool(lines))
        self._unread += [Unread(place, why) for why in passage.unread]
        self._hidden = self._hidden or passage.hidden

    def source(self, tables: int) -> Source:
        if not self._paragraph:
            raise self._no_text()
        warnings = ("文档中有隐藏文字，没有计入",) if self._hidden else ()
        text = "\n".join(block.text for block in self._blocks)
        raw, blocks = self._raw, tuple(self._blocks)
        unread = tuple(self._unread)
        coverage = counted(blocks, pictures(unread), tables)
        return Source(
            raw.name, raw.sha256, "docx", text, blocks, unread, warnings, coverage=coverage
        )

    def _add_line(self, line: str, passage: Passage) -> None:
        self._raw.demand_characters(self._length + len(line))
        if passage.role is not Role.FURNITURE:
            self._paragraph += 1
        number = max(self._paragraph, 1)  # furniture stands with the paragraph before it
        self._blocks.append(Block(line, self._length, number, None, passage.role, passage.level))
        self._length += len(line) + 1

    def _no_text(self) -> Exception:
        if self._unread:
            return self._raw.error(
                f"文档中没有文字，只有图片等 {len(self._unread)} 处无法识别的内容（可能是扫描件）",
                "请提供文字版的报告，或者先用 WPS 等软件的文字识别功能转换成文字。",
            )
        return self._raw.error("文档中没有文字", "请确认文件已保存并且内容完整。")


def _place(paragraph: int, *, inside: bool) -> str:
    if paragraph == 0:
        return "第1段之前"
    return f"第{paragraph}段" if inside else f"第{paragraph}段之后"
