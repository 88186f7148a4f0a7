"""PDFs for the tests, by the programs that offices use: WeasyPrint, LibreOffice, Chromium."""

from __future__ import annotations

import html
import io
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import docx
import pypdf
import pypdfium2
import pytest
from docx.shared import Pt
from PIL.Image import Image
from pypdf.generic import DictionaryObject

BODY = 'font: 16pt/28pt "Noto Sans CJK SC"; margin: 0; text-align: justify; text-indent: 2em'
FOOT = '@bottom-center { content: "— " counter(page) " —" }'
STYLE = f"@page {{ size: A4; margin: 28mm; {FOOT} }} p {{ {BODY} }}"
TIMEOUT = 180  # seconds; a first start of LibreOffice takes long


def page_of(lines: Sequence[str], style: str = STYLE) -> str:
    """Return a web page of *lines*, each a paragraph."""
    return in_html("".join(f"<p>{html.escape(line.strip())}</p>" for line in lines), style)


def in_html(body: str, style: str = STYLE) -> str:
    return f"<!doctype html><meta charset=utf-8><style>{style}</style><body>{body}"


def weasyprint_pdf(page: str) -> bytes:
    weasyprint = pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    return weasyprint.HTML(string=page).write_pdf()


def chromium_pdf(page: str, folder: Path) -> bytes:
    program = found("chromium", "chromium-browser", "google-chrome")
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page, encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    run([program, *flags, f"--print-to-pdf={target}", source.as_uri()])
    return target.read_bytes()


def libreoffice_pdf(lines: Sequence[str], folder: Path) -> bytes:
    program = found("soffice", "libreoffice")
    source = folder / "report.docx"
    document = docx.Document()
    for line in lines:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(32)
        paragraph.add_run(line.strip()).font.size = Pt(16)
    document.save(str(source))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = ["--convert-to", "pdf", "--outdir", str(folder)]
    run([program, profile, "--headless", *target, str(source)])
    return source.with_suffix(".pdf").read_bytes()


def found(*names: str) -> str:
    """Return the first of the programs *names* that is here, or skip the test."""
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.skip(f"{names[0]} is not installed (apt-get install {DEBIAN[names[0]]})")
    return program


DEBIAN = {"chromium": "chromium", "soffice": "libreoffice-writer-nogui"}


def run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)


def pictures(pdf: bytes, dpi: int = 150) -> list[Image]:
    """Return the pages of *pdf* as a scanner gives them."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]


def scan(images: Sequence[Image], dpi: int = 150) -> bytes:
    """Return a PDF that holds nothing but *images*."""
    file = io.BytesIO()
    images[0].save(file, "PDF", save_all=True, append_images=images[1:], resolution=dpi)
    return file.getvalue()


def joined(*pdfs: bytes) -> bytes:
    """Return one PDF of the pages of *pdfs*."""
    return edited(pdfs[0], lambda writer: [writer.append(io.BytesIO(pdf)) for pdf in pdfs[1:]])


def edited(pdf: bytes, change: Callable[[pypdf.PdfWriter], object]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def without_unicode(pdf: bytes) -> bytes:
    """Return *pdf* with fonts that no longer say which characters their glyphs are."""

    def change(writer: pypdf.PdfWriter) -> None:
        for page in writer.pages:
            for font in fonts(page):
                font.pop("/ToUnicode", None)

    return edited(pdf, change)


def fonts(page: pypdf.PageObject) -> Iterator[DictionaryObject]:
    for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
        yield font.get_object()
