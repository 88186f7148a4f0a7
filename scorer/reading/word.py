"""Word documents (docx) → Source: the body in the order of the page, tables and boxes included.

Headers, footers, comments and the table of contents are not part of the report and are left out;
footnotes are left out with a warning. Automatic numbers are written out, as Word shows them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorer.model.document import Block, Source, Unread
from scorer.reading.rawfile import RawFile
from scorer.reading.text import is_blank
from scorer.reading.wordbody import Passage, passages
from scorer.reading.wordlists import ListNumbers
from scorer.reading.wordstyles import Styles

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part

MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_RATIO = 200
RATIO_MATTERS_ABOVE = 16 * 1024 * 1024
_RESAVE = "请用 WPS 或 Word 打开，另存为 docx 后再试；打不开时请重新下载或向提供者索取。"
_FOOTNOTES = ("footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class _Content:
    passages: tuple[Passage, ...]
    warnings: tuple[str, ...]


def read_word(raw: RawFile) -> Source:
    """Return the docx *raw* as a source; its text is the block texts joined by line feeds."""
    _check_size(raw)
    content = _content(raw)
    blocks, unread = _assemble(content.passages)
    if not blocks:
        raise _no_text(raw, content.passages)
    text = "\n".join(block.text for block in blocks)
    return Source(raw.name, raw.sha256, "docx", text, blocks, unread, content.warnings)


def _check_size(raw: RawFile) -> None:
    """Refuse what would unpack to too much; sizes are read from the zip directory."""
    with zipfile.ZipFile(io.BytesIO(raw.data)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    inflated = unpacked > RATIO_MATTERS_ABOVE and unpacked > len(raw.data) * MAX_RATIO
    if unpacked > MAX_UNPACKED_BYTES or inflated:
        limit = MAX_UNPACKED_BYTES // (1024 * 1024)
        raise raw.error(
            f"解压后有 {unpacked // (1024 * 1024)} MB，大小异常（上限 {limit} MB），不予读取",
            "请用 WPS 或 Word 打开，删去大图和嵌入对象后另存为 docx，或者另存为 txt。",
        )


def _content(raw: RawFile) -> _Content:
    import docx  # noqa: PLC0415  (slow to import, and text reports do not need it)

    try:
        document = docx.Document(io.BytesIO(raw.data))
        styles = Styles.of(document.styles.element)
        parts = _parts(document)
        numbering = getattr(parts.get("numbering"), "element", None)
        body = tuple(passages(document.element.body, styles, ListNumbers.of(numbering)))
        return _Content(body, tuple(_warnings(parts, body)))
    except Exception as error:  # whatever a foreign or damaged file makes the library say
        raise raw.error("Word 文档无法读取，文件可能已损坏或不是标准的 docx", _RESAVE) from error


def _parts(document: Document) -> dict[str, Part]:
    """Return the parts of *document* by their kind: numbering, footnotes, …"""
    relations = [one for one in document.part.rels.values() if not one.is_external]
    return {one.reltype.rsplit("/", 1)[-1]: one.target_part for one in relations}


def _warnings(parts: Mapping[str, Part], body: Sequence[Passage]) -> Iterator[str]:
    if any(passage.hidden for passage in body):
        yield "文档中有隐藏文字，没有计入"
    notes = [parts[kind].blob for kind in _FOOTNOTES if kind in parts]
    if any(_has_note(blob) for blob in notes):
        yield "脚注和尾注没有读取"


def _has_note(blob: bytes) -> bool:
    """Whether a notes part holds more than the separators that every such part has."""
    return b"<w:t>" in blob or b"<w:t " in blob


def _assemble(body: Sequence[Passage]) -> tuple[tuple[Block, ...], tuple[Unread, ...]]:
    blocks: list[Block] = []
    unread: list[Unread] = []
    offset = 0
    for passage in body:
        lines = [line for line in passage.text.split("\n") if not is_blank(line)]
        for line in lines:
            blocks.append(Block(line, offset, len(blocks) + 1, None, passage.role, passage.level))
            offset += len(line) + 1
        unread += [Unread(_place(len(blocks), bool(lines)), why) for why in passage.unread]
    return tuple(blocks), tuple(unread)


def _place(paragraph: int, inside: bool) -> str:  # noqa: FBT001
    if paragraph == 0:
        return "第1段之前"
    return f"第{paragraph}段" if inside else f"第{paragraph}段之后"


def _no_text(raw: RawFile, body: Sequence[Passage]) -> Exception:
    pictures = sum(len(passage.unread) for passage in body)
    if pictures:
        return raw.error(
            f"文档中没有文字，只有图片等 {pictures} 处无法识别的内容（可能是扫描件）",
            "请提供文字版的报告，或者先用 WPS 等软件的文字识别功能转换成文字。",
        )
    return raw.error("文档中没有文字", "请确认文件已保存并且内容完整。")
