"""Files made to hurt: bombs, entities, rings, damage. Small on the disk, each its own trap."""

from __future__ import annotations

import io
import struct
import zipfile

from tests.reading.wordfiles import NAMESPACES, of_lines, part_of, with_part

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCX = of_lines("一、工作", "全年审核合同12份。")
BODY = "word/document.xml"
MEGABYTE = 1024 * 1024


def with_body(xml: str | bytes) -> bytes:
    """A docx whose word/document.xml is *xml*, whatever that is."""
    return with_part(DOCX, BODY, xml if isinstance(xml, bytes) else xml.encode())


def document(body: str, head: str = "") -> str:
    """A document part around *body*, with *head* (a document type) before it."""
    return f"{head}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def flat_bomb(megabytes: int = 300) -> bytes:
    """A document part of a few kilobytes that unpacks to *megabytes* of spaces."""
    return with_body(b" " * (megabytes * MEGABYTE))


def lying_bomb(megabytes: int = 300) -> bytes:
    """The same bomb, whose zip directory and header both say 1,000 bytes."""
    data = bytearray(flat_bomb(megabytes))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        header = archive.getinfo(BODY).header_offset
    at = data.rindex(BODY.encode()) - 46
    struct.pack_into("<L", data, header + 22, 1000)
    struct.pack_into("<L", data, at + 24, 1000)
    return bytes(data)


def part_bomb(parts: int = 30, megabytes: int = 3) -> bytes:
    """A docx whose many headers share one limit: each is small, together they are not."""
    rels = "word/_rels/document.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    lines = "".join(
        f'<Relationship Id="h{n}" Type="{kind}" Target="h{n}.xml"/>' for n in range(parts)
    )
    written = part_of(DOCX, rels).replace("</Relationships>", f"{lines}</Relationships>")
    header = f"<w:hdr {NAMESPACES}>{' ' * (megabytes * MEGABYTE)}</w:hdr>"
    file = io.BytesIO(with_part(DOCX, rels, written.encode()))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(parts):
            archive.writestr(f"word/h{number}.xml", header)
    return file.getvalue()


def many_relations(count: int = 100_000) -> bytes:
    """A docx that names the same header a hundred thousand times."""
    rels = "word/_rels/document.xml.rels"
    line = '<Relationship Id="h" Type="x/header" Target="header.xml"/>'
    written = part_of(DOCX, rels).replace("</Relationships>", f"{line * count}</Relationships>")
    header = f"<w:hdr {NAMESPACES}><w:p><w:r><w:t>眉</w:t></w:r></w:p></w:hdr>"
    return with_part(with_part(DOCX, rels, written.encode()), "word/header.xml", header.encode())


def nested_bomb(depth: int = 5) -> bytes:
    """Zips inside a zip inside a docx; only who unpacks what nobody asked for is hurt."""
    inner = b"\0" * (10 * MEGABYTE)
    for level in range(depth):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(10):
                archive.writestr(f"{level}-{copy}.zip", inner)
        inner = file.getvalue()
    return with_part(DOCX, "word/embeddings/object.zip", inner)


def overlapping_bomb() -> bytes:
    """Two names in the directory for the same bytes of the file."""
    data = bytearray(with_part(DOCX, "word/documenx.xml", b"x" * 100_000))
    at = data.rindex(b"word/documenx.xml") - 46
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        struct.pack_into("<L", data, at + 42, archive.getinfo(BODY).header_offset)
    return bytes(data)


def crowd(members: int) -> bytes:
    """A zip of *members* empty files, one of them a document."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(BODY, "x")
        for number in range(members):
            archive.writestr(str(number), b"")
    return file.getvalue()


def laughs() -> bytes:
    """Billion laughs: entities that hold ten of the one before."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE d [<!ENTITY e0 "哈哈">{entities}]>'
    return with_body(document("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", head))


def quadratic() -> bytes:
    """One long entity, used often."""
    head = f'<!DOCTYPE d [<!ENTITY a "{"哈" * 50_000}">]>'
    return with_body(document(f"<w:p><w:r><w:t>{'&a;' * 20_000}</w:t></w:r></w:p>", head))


def outside_entity(address: str) -> bytes:
    """An entity that stands for what is at *address*."""
    head = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{address}">]>'
    return with_body(document("<w:p><w:r><w:t>甲&x;</w:t></w:r></w:p>", head))


def outside_type(address: str) -> bytes:
    """A document type that is to be fetched from *address*."""
    head = f'<!DOCTYPE d SYSTEM "{address}">'
    return with_body(document("<w:p><w:r><w:t>甲</w:t></w:r></w:p>", head))


def outside_relations(address: str) -> bytes:
    """A docx whose template, picture and header are to be fetched from *address*."""
    rels = "word/_rels/document.xml.rels"
    kinds = ("attachedTemplate", "image", "header", "footnotes")
    lines = "".join(
        f'<Relationship Id="x{n}" TargetMode="External" Target="{address}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
        for n, kind in enumerate(kinds)
    )
    written = part_of(DOCX, rels).replace("</Relationships>", f"{lines}</Relationships>")
    return with_part(DOCX, rels, written.encode())


def bad_checksum() -> bytes:
    """A docx with one byte of its document part changed behind the zip's back."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(DOCX)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return file.getvalue().replace("合同12份".encode(), "合同99份".encode())


def other_compression() -> bytes:
    """A docx whose document part is packed with LZMA, which the standard does not know."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(DOCX)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            method = zipfile.ZIP_LZMA if name == BODY else zipfile.ZIP_DEFLATED
            new.writestr(name, old.read(name), method)
    return file.getvalue()


def without(name: str) -> bytes:
    """A docx that lacks the part *name*."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DOCX)) as old, zipfile.ZipFile(file, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
    return file.getvalue()


def with_password() -> bytes:
    """The outside of a docx with a password: an OLE file that holds an EncryptedPackage."""
    return bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")


def page(body: str, head: str = "") -> bytes:
    """A web page with a report's sentence behind *body*."""
    told = "<p>全年审核合同12份，提出修改意见45条，均已采纳。</p>" * 3
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}{told}</body></html>".encode()


def fetching_page(address: str) -> bytes:
    """A web page that would load a style, a script, a picture, a frame and itself anew."""
    return page(
        f'<img src="{address}" width=600 height=800><iframe src="{address}"></iframe>'
        f'<object data="{address}"></object><embed src="{address}">',
        f'<base href="{address}"><link rel=stylesheet href="{address}">'
        f'<script src="{address}"></script><meta http-equiv=refresh content="0;url={address}">',
    )
