"""Pages and pictures that are recognised; the recogniser itself only where it is installed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from scorer import assess_file
from scorer.model.document import Role, Unread
from scorer.model.errors import ReportError
from scorer.pipeline import assess_source, understand
from scorer.reading import Limits, ocr, read_bytes
from scorer.reading.ocr import Recognised
from scorer.reading.pageline import Line
from tests.reading.pdffiles import joined, page_of, pictures, scan, weasyprint_pdf

REPORT = Path(__file__).parents[2] / "examples/liuwan-2023.txt"
WORK = "全年审核行政合同二十六件，开展法治培训八场，参训干部三百人次，群众办事更加方便。"
_PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGM4AQAA6gDpOmE4LQAAAABJRU5ErkJggg=="
)
PICTURE = f'<img style="width: 150mm; height: 180mm" src="data:image/png;base64,{_PIXEL}">'
RECOGNISED = "的文字由图像识别而来，个别字可能有误，引文请与原件核对"


def line(text: str, top: float, left: float = 200) -> Line:
    return Line(text, left, top, left + 40 * len(text), top + 40, 40)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Recognised]:
    """What the recogniser sees, page by page; the test fills it."""
    pages: list[Recognised] = []
    monkeypatch.setattr(ocr, "recogniser", lambda: lambda _picture: pages.pop(0))
    return pages


def scanned(pages: int = 1) -> bytes:
    return scan(pictures(weasyprint_pdf(page_of([WORK])), dpi=72) * pages)


def test_recognised_lines_are_read_by_their_place(seen: list[Recognised]) -> None:
    lines = (line("办理案件五起。", 500), line("一、主要工作", 300), line("- 1 -", 2250, 800))
    seen.append(Recognised(lines, doubtful=False))
    source = read_bytes(scanned(), "报告.pdf")
    assert [(block.text, block.page) for block in source.blocks] == [
        ("一、主要工作", 1),
        ("办理案件五起。", 1),
        ("- 1 -", 1),
    ]
    assert source.blocks[-1].role is Role.FURNITURE
    assert (source.unread, source.warnings) == ((), (f"第1页{RECOGNISED}",))


def test_two_recognised_columns_are_read_one_after_the_other(seen: list[Recognised]) -> None:
    left = [line(f"左栏第{at}行文字内容。", 300 + 60 * at) for at in range(8)]
    right = [line(f"右栏第{at}行文字内容。", 300 + 60 * at, 900) for at in range(8)]
    mixed = [each for pair in zip(left, right, strict=True) for each in pair]
    seen.append(Recognised(tuple(mixed), doubtful=False))
    text = read_bytes(scanned(), "报告.pdf").text
    assert text.replace("\n", "") == "".join(each.text for each in [*left, *right])


def test_an_unclear_page_is_unread_and_names_are_told_once(seen: list[Recognised]) -> None:
    seen += [Recognised((line(WORK[:20], 300),), doubtful) for doubtful in (False, True, False)]
    source = read_bytes(scanned(3), "报告.pdf")
    assert source.unread == (Unread("第2页", "图像不清晰，识别出的文字不可靠"),)
    assert source.warnings == (f"第1—3页{RECOGNISED}",)
    assert assess_source(source).tally.provisional


def test_only_pages_without_text_are_recognised(seen: list[Recognised]) -> None:
    seen.append(Recognised((line("办理案件五起。", 300),), doubtful=False))
    text = weasyprint_pdf(page_of([WORK]))
    source = read_bytes(joined(text, scanned(), text), "报告.pdf")
    assert understand(source).text.split("\n") == [WORK, "办理案件五起。", WORK]
    assert (seen, source.warnings) == ([], (f"第2页{RECOGNISED}",))


def test_pages_beyond_the_limit_are_unread_and_told_once(seen: list[Recognised]) -> None:
    seen += [Recognised((line(WORK[:20], 300),), doubtful=False)] * 2
    source = read_bytes(scanned(5), "报告.pdf", Limits(recognised=2))
    scan = "扫描图像，文字未识别"
    assert source.unread == tuple(Unread(f"第{number}页", scan) for number in (3, 4, 5))
    assert source.warnings == (
        "第3—5页的图像没有识别：每页要用几秒，一份报告最多识别 2 页。"
        "确实需要读取时，可加 --limit 识别=5 放宽上限。",
        f"第1—2页{RECOGNISED}",
    )
    assert (source.coverage.pages, source.coverage.pages_unread) == (5, 3)  # type: ignore[union-attr]


def test_a_large_picture_on_a_page_of_text_counts_as_recognised(seen: list[Recognised]) -> None:
    mixed = page_of([WORK]) + PICTURE
    seen.append(Recognised((), doubtful=False))
    source = read_bytes(joined(*[weasyprint_pdf(mixed)] * 2), "报告.pdf", Limits(recognised=1))
    assert source.unread == (Unread("第2页", "大幅图片中的文字未识别"),)
    assert seen == []


def test_a_picture_file_of_many_pages_has_the_same_limits(seen: list[Recognised]) -> None:
    pytest.importorskip("numpy")
    seen.append(Recognised((line("办理案件五起。", 300),), doubtful=False))
    file = io.BytesIO()
    first, *rest = pictures(weasyprint_pdf(page_of([WORK])), dpi=30) * 3
    first.save(file, "TIFF", save_all=True, append_images=rest)
    source = read_bytes(file.getvalue(), "报告.tiff", Limits(recognised=1))
    assert [each.place for each in source.unread] == ["第2页", "第3页"]
    with pytest.raises(ReportError, match="有 3 页，超过 2 页"):
        read_bytes(file.getvalue(), "报告.tiff", Limits(pages=2))


def test_a_picture_file_is_one_page(seen: list[Recognised]) -> None:
    pytest.importorskip("numpy")
    seen.append(Recognised((line("办理案件五起。", 300),), doubtful=False))
    file = io.BytesIO()
    pictures(weasyprint_pdf(page_of([WORK])))[0].save(file, "JPEG")
    source = read_bytes(file.getvalue(), "报告.jpg")
    assert (source.format, source.pages, source.text) == ("jpg", 1, "办理案件五起。")


def test_bands_that_the_recogniser_passed_over() -> None:
    numpy = pytest.importorskip("numpy")
    picture = numpy.full((600, 1000, 3), 255, dtype=numpy.uint8)
    for top in (100, 200, 300):
        picture[top : top + 40, 100:900:2] = 0
    picture[400:404, :] = 0  # a rule
    lines = [Line("一" * 20, 100, top, 900, top + 40, 40) for top in (100, 300)]
    assert list(ocr.missed(picture, lines)) == [(159, 280)]
    assert list(ocr.missed(picture, [*lines, Line("一" * 20, 100, 200, 900, 240, 40)])) == []


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("一丶主要工作", "一、主要工作"),
        ("更加有力·镇政府", "更加有力。镇政府"),
        ("办结率100%°", "办结率100%。"),
        ("在3·15前后", "在3·15前后"),
    ],
)
def test_signs_that_the_recogniser_takes_for_others(read: str, meant: str) -> None:
    box = [[0.0, 0.0], [80.0, 0.0], [80.0, 20.0], [0.0, 20.0]]
    assert ocr._line(box, read, 0).text == meant


def test_a_scanned_report_has_the_levels_of_its_text() -> None:
    """At least 95 % of the elements have the level of the txt."""
    if ocr.recogniser() is None:
        pytest.skip("the extra is not installed (pip install 'scorer[ocr]')")
    lines = [each for each in REPORT.read_text(encoding="utf-8").splitlines() if each.strip()]
    source = read_bytes(scan(pictures(weasyprint_pdf(page_of(lines)))), "报告.pdf")
    found = {each.id: each.grade.level for each in assess_source(source).tally.lines}
    wanted = {each.id: each.grade.level for each in assess_file(REPORT).tally.lines}
    assert sum(found[each] == wanted[each] for each in wanted) >= 0.95 * len(wanted)
    assert source.unread == ()
