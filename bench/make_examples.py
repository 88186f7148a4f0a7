"""Make examples/qinghe-2024.docx: the same bytes on every run with the same libraries.

The town, its county and all its figures are invented; so are those of the other examples.
Run as ``python -m bench.make_examples [FOLDER]``.
"""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document

NAME = "qinghe-2024.docx"
TEXT = Path(__file__).with_name("qinghe-2024.md")
DAY = datetime(2025, 1, 16, 9)  # noqa: DTZ001  (a fixed property of the file, in local time)
BODY_FONT, HEADING_FONT = "仿宋", "黑体"


def main(folder: Path) -> None:
    """Write the example into *folder*."""
    (folder / NAME).write_bytes(made(TEXT.read_text(encoding="utf-8")))
    print(folder / NAME)


def made(text: str) -> bytes:
    """Return the docx of *text*: # headings, | table rows, > the closing at the right margin."""
    document = docx.Document()
    _set_page(document)
    rows: list[list[str]] = []
    for line in [*filter(None, text.splitlines()), ""]:
        if line.startswith("|"):
            rows.append(line.strip("|").split("|"))
            continue
        _add_table(document, rows)
        rows = []
        _add_line(document, line)
    return _fixed(document)


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    normal = document.styles["Normal"]
    normal.font.size = Pt(16)
    for name, font in (("Normal", BODY_FONT), ("Heading 1", HEADING_FONT), ("Heading 2", "楷体")):
        style = document.styles[name]
        style.font.name = font
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        style.font.color.rgb = RGBColor(0, 0, 0)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "青禾镇党政办", "", ""
    properties.created = properties.modified = DAY


def _add_line(document: Document, line: str) -> None:
    marks, _, words = line.partition(" ")
    if marks == "#":
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(words)
        run.bold, run.font.size = True, Pt(22)
    elif marks in ("##", "###"):
        document.add_heading(words, level=len(marks) - 1)
    elif marks == ">":
        document.add_paragraph(words).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif line:
        document.add_paragraph(line).paragraph_format.first_line_indent = Pt(32)


def _add_table(document: Document, rows: list[list[str]]) -> None:
    if not rows:
        return
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word.strip()


def _fixed(document: Document) -> bytes:
    """Return the saved *document* with every member dated the same."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with (
        zipfile.ZipFile(saved) as old,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            member = zipfile.ZipInfo(name, DAY.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return fixed.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "examples"))
