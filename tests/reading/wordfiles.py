"""Word files for the tests, made with python-docx and, where it cannot, by hand."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import docx
from docx.oxml import parse_xml

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    }.items()
)


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word(build: Callable[[Any], object]) -> bytes:
    """Return a docx built by *build* on an empty document."""
    document = docx.Document()
    build(document)
    return saved(document)


def of_lines(*lines: str) -> bytes:
    return word(lambda document: [document.add_paragraph(line) for line in lines])


def add_xml(document: Any, xml: str) -> None:
    """Append the element *xml*, whose prefixes are `NAMESPACES`, to the body."""
    head, _, tail = xml.partition(">")
    slash = "/" if head.endswith("/") else ""
    document.element.body.insert_element_before(
        parse_xml(f"{head.removesuffix('/')} {NAMESPACES}{slash}>{tail}"), "w:sectPr"
    )


def png(width: int = 2, height: int = 2) -> io.BytesIO:
    """Return a white picture of *width* × *height* dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)

    rows = (b"\0" + b"\xff" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return the zip *data* with the member *name* replaced or added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return file.getvalue()


def part_of(data: bytes, name: str) -> str:
    """Return the member *name* of the zip *data* as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def related(data: bytes, kind: str, xml: str, number: str = "rId900") -> bytes:
    """Return the docx *data* whose body names a new part: *xml*, as *kind*, by the id *number*."""
    rels = "word/_rels/document.xml.rels"
    line = (
        f'<Relationship Id="{number}" Target="{number}.xml" Type='
        f'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
    )
    written = part_of(data, rels).replace("</Relationships>", f"{line}</Relationships>")
    return with_part(
        with_part(data, rels, written.encode()), f"word/{number}.xml", _rooted(xml).encode()
    )


def _rooted(xml: str) -> str:
    head, _, tail = xml.partition(">")
    return f"{head} {NAMESPACES}>{tail}"


def of_body(*xml: str) -> bytes:
    """Return a docx whose body is the elements *xml*, whose prefixes are `NAMESPACES`."""
    return word(lambda document: [add_xml(document, each) for each in xml])


def paragraph(text: str, properties: str = "") -> str:
    """Return a paragraph of one run, as XML; *properties* stand in its w:pPr."""
    written = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{written}<w:r><w:t>{text}</w:t></w:r></w:p>"
