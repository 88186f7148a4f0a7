"""The same report from WeasyPrint, LibreOffice and Chromium has the levels of its txt."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from scorer import assess_file
from scorer.pipeline import assess_source, understand
from scorer.reading import read, read_bytes
from tests.reading.pdffiles import chromium_pdf, libreoffice_pdf, page_of, weasyprint_pdf

ROOT = Path(__file__).parents[2]
REPORTS = [
    ROOT / "bench/reports/02-liutong.txt",
    ROOT / "bench/reports/07-huaiyuan.txt",
    ROOT / "examples/liuwan-2023.txt",
]
PRODUCERS = ["weasyprint", "libreoffice", "chromium"]


def made(producer: str, report: Path, folder: Path) -> bytes:
    lines = [line for line in report.read_text(encoding="utf-8").splitlines() if line.strip()]
    if producer == "libreoffice":
        return libreoffice_pdf(lines, folder)
    page = page_of(lines)
    return weasyprint_pdf(page) if producer == "weasyprint" else chromium_pdf(page, folder)


@pytest.mark.parametrize("report", REPORTS, ids=[path.stem for path in REPORTS])
@pytest.mark.parametrize("producer", PRODUCERS)
def test_levels_and_pages(producer: str, report: Path, tmp_path: Path) -> None:
    """All elements have the level of the txt, every quotation the page it stands on."""
    pdf = made(producer, report, tmp_path)
    source = read_bytes(pdf, "报告.pdf")
    text = assess_file(report)
    card = assess_source(source)
    assert {line.id: line.grade.level for line in card.tally.lines} == {
        line.id: line.grade.level for line in text.tally.lines
    }
    assert understand(source).text == understand(read(report)).text
    assert (source.unread, source.warnings) == ((), ())
    printed = pages_of(pdf)
    assert source.pages == len(printed)
    for line in card.tally.lines:
        for evidence in line.grade.evidence:
            assert letters(evidence.quote)[:3] in printed[(evidence.page or 0) - 1]


def pages_of(pdf: bytes) -> list[str]:
    """Return the letters of each page by the library alone, in any order of its lines."""
    document = pypdfium2.PdfDocument(pdf)
    return [letters(page.get_textpage().get_text_range()) for page in document]


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
