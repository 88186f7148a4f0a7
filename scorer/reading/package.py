"""The parts of an Office Open XML file (a zip of XML), unpacked one by one within the limits.

Nothing that the zip says of itself is believed: bytes are counted while they are unpacked, only
parts that are asked for are, and XML that defines entities is refused (ECMA-376 part 2, 8.2.5:
a part must not have a document type). Relationships that lead outside the file are not followed.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorer.reading.rawfile import RawFile
from scorer.reading.wordxml import in_usual_namespaces, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

RESAVE = "请用 WPS 或 Word 打开，另存为 docx 后再试；打不开时请重新下载或向提供者索取。"
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError),
    *(NotImplementedError, RuntimeError, OverflowError),
)
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))  # the two that the standard allows
_CHUNK = 1024 * 1024
_DOCUMENT_TYPE = b"<!DOCTYPE"


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another one names: by which id, as what (``numbering``, ``header``), where."""

    id: str
    kind: str
    part: str


class Package:
    """The parts of one file; it counts what it unpacks, and is dropped when the file is read."""

    def __init__(self, raw: RawFile) -> None:
        self._raw = raw
        self._archive = zipfile.ZipFile(io.BytesIO(raw.data))
        self._members = {_part(each.filename): each for each in self._archive.infolist()}
        self._left = raw.limits.zip_bytes

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Return the parts inside the file that *part* names; "" stands for the file itself."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        return () if root is None else tuple(_relations(root, folder))

    def xml(self, part: str) -> Element | None:
        """Return the root of *part*, or None if the file has no such part."""
        from lxml import etree  # noqa: PLC0415  (slow to import, and text reports do not need it)

        member = self._members.get(_part(part))
        if member is None:
            return None
        data = in_usual_namespaces(self._unpacked(member))
        self._demand_few_tags(data)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            root: Element = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged(member) from error
        self._demand_plain_and_flat(root, data)
        return root

    def _unpacked(self, member: zipfile.ZipInfo) -> bytes:
        chunks = []
        try:
            if member.compress_type not in _METHODS:
                raise NotImplementedError(member.compress_type)
            with self._archive.open(member) as file:
                while chunk := file.read(min(_CHUNK, self._left + 1)):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise self._too_large()
                    chunks.append(chunk)
        except _DAMAGE as error:
            raise self._damaged(member) from error
        return b"".join(chunks)

    def _too_large(self) -> Exception:
        limits = self._raw.limits
        return self._raw.error(
            f"解压后的文字部分超过 {limits.said('zip_bytes')}，大小异常，不予读取",
            "请确认文件没有选错；用 WPS 或 Word 打开后另存为 docx 或 txt 再试。"
            + limits.more("zip_bytes"),
        )

    def _damaged(self, member: zipfile.ZipInfo) -> Exception:
        return self._raw.error(f"Word 文档已损坏，其中的 {_part(member.filename)} 读不出来", RESAVE)

    def _demand_few_tags(self, data: bytes) -> None:
        if data.count(b"<") > self._raw.limits.xml_tags:
            raise self._raw.error(
                f"Word 文档的标记超过 {self._raw.limits.said('xml_tags')}个，大小异常，不予读取",
                "请确认文件没有选错；用 WPS 或 Word 打开后另存为 docx 或 txt 再试。",
            )

    def _demand_plain_and_flat(self, root: Element, data: bytes) -> None:
        depth = self._raw.limits.xml_depth
        tree = root.getroottree()  # type: ignore[attr-defined]  # lxml's
        if _DOCUMENT_TYPE in data or tree.docinfo.doctype:
            raise self._raw.error("Word 文档中有不该有的实体定义，可能是恶意文件，不予读取", RESAVE)
        if tree.xpath(f"boolean({'/*' * (depth + 1)})"):
            raise self._raw.error(f"Word 文档的内容嵌套超过 {depth} 层，不予读取", RESAVE)


def _part(name: str) -> str:
    """Return *name* as parts are compared: without regard to case, from the root."""
    return name.replace("\\", "/").lstrip("/").lower()


def _relations(root: Element, folder: str) -> Iterator[Relation]:
    for node in root:
        if local(node) != "Relationship" or node.get("TargetMode") == "External":
            continue
        target = (node.get("Target") or "").replace("\\", "/")
        kind = (node.get("Type") or "").rsplit("/", 1)[-1]
        yield Relation(
            node.get("Id") or "", kind, posixpath.normpath(posixpath.join("/" + folder, target))
        )
