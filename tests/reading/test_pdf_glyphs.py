"""What PDFium is asked about single signs: the short ways give what the long ones give."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest

from scorer.reading.pdfglyphs import (
    Boxes,
    TextPage,
    characters,
    codes_are_bytes,
    generated,
    opened,
    unmapped,
)
from tests.reading.pdffiles import libreoffice_pdf, page_of, weasyprint_pdf, without_unicode

WORK = "2024年审核合同26件，开展 Legal Aid 培训8场，群众办事更加方便。"


@contextmanager
def first_page(data: bytes) -> Iterator[tuple[pypdfium2.PdfPage, TextPage]]:
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    with opened(page) as textpage:
        yield page, textpage
    document.close()


@pytest.mark.parametrize(
    ("data", "plainly"),
    [
        (b"/Subtype/Type1 /Subtype/TrueType /FontFile2 9 0 R", True),
        (b"/Subtype/Type1", True),
        (b"/Subtype/Type0 /Subtype/CIDFontType2", False),
        (b"/Subtype/Type1 /Type/ObjStm", False),
        (b"/Subtype/TrueType /BaseFont/SimSun", False),
    ],
    ids=["embedded", "no TrueType", "composite", "hidden in a stream", "not embedded"],
)
def test_codes_are_bytes_where_no_font_can_be_composite(data: bytes, *, plainly: bool) -> None:
    assert codes_are_bytes(data) is plainly


def test_signs_without_text_are_found_among_those_of_a_byte(tmp_path: Path) -> None:
    data = without_unicode(libreoffice_pdf([WORK] * 5, tmp_path))
    with first_page(data) as (_, textpage):
        text = characters(textpage)
        lost = unmapped(textpage, text)
        assert codes_are_bytes(data)
        assert 2 * len(lost) > len(text)
        assert unmapped(textpage, text, bytewise=True) == lost


def test_text_and_made_up_spaces_are_what_pdfium_says() -> None:
    with first_page(weasyprint_pdf(page_of([WORK] * 5))) as (page, textpage):
        text = characters(textpage)
        whole = page.get_textpage()
        assert text == whole.get_text_range()
        assert WORK[:9] in text
        asked = pypdfium2.raw.FPDFText_IsGenerated
        signs = range(len(text))
        made_up = [at for at in signs if asked(whole.raw, at) == 1]
        assert list(generated(textpage, signs)) == made_up


def test_signs_measured_together_stand_where_each_stands() -> None:
    with first_page(weasyprint_pdf(page_of([WORK] * 5))) as (page, textpage):
        boxes, signs = Boxes(page, textpage), range(characters(textpage).index("\n"), 150)
        together = boxes.of(signs)
        assert together == [boxes[at] for at in signs]
        assert len(set(together)) > 100
        boxes.measure(signs)
        assert dict(boxes) == dict(zip(signs, together, strict=True))


def test_a_page_that_has_no_text_page_is_an_error() -> None:
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(100, 100)
    page.close()
    with pytest.raises(pypdfium2.PdfiumError), opened(page):
        raise AssertionError
