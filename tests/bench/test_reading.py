"""The reading bench measures what it says."""

import pytest

from bench import reading, reading_samples
from bench.reading_samples import Sample
from scorer.reading import office, read_bytes


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without LibreOffice and Chromium."""
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    monkeypatch.setattr(reading_samples, "browser", lambda: None)


@pytest.mark.usefixtures("bare_machine")
def test_ours_and_the_bare_extraction_read_the_same_report() -> None:
    found = list(reading_samples.samples())
    names = ["txt (UTF-8)", "txt (GB18030)", "md", "html", "docx", "pdf (WeasyPrint)"]
    assert [one.name for one in found] == names
    for one in found:
        assert len(one.ours().text) > 1000
        assert len(str(one.bare())) > 1000


def test_the_sample_page_is_read_without_its_furniture() -> None:
    text = reading_samples.REPORT.read_text(encoding="utf-8")
    source = read_bytes(reading_samples.web_page(text), "a.html")
    assert source.text.split("\n") == reading_samples.lines()


@pytest.mark.usefixtures("bare_machine")
@pytest.mark.parametrize(
    ("times", "status", "line"),
    [
        ((0.0014, 0.001), 0, "  txt                    1.40     1.00  ratio  1.40\n"),
        ((0.0016, 0.001), 1, "  txt                    1.60     1.00  ratio  1.60  超过上限\n"),
    ],
)
def test_a_format_above_its_limit_fails(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    times: tuple[float, float],
    status: int,
    line: str,
) -> None:
    monkeypatch.setattr(reading, "samples", lambda: [Sample("txt", lambda: 0, lambda: 0)])
    monkeypatch.setattr(reading, "timed", lambda *_: times)
    assert reading.main(["--runs", "1"]) == status
    told = capsys.readouterr().out
    assert line in told
    assert told.endswith("本机没有 LibreOffice、Chromium，用它们生成的格式没有测\n")


def test_medians_are_of_interleaved_runs() -> None:
    order: list[str] = []
    reading.timed(lambda: order.append("ours"), lambda: order.append("bare"), 2)
    assert order == ["ours", "bare"] * 3
