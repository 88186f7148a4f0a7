"""The reading bench measures what it says."""

import pytest

from bench import reading_office
from scorer.reading import office, read_bytes


def test_ours_and_the_bare_extraction_read_the_same_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    found = reading_office.formats()
    assert [name for name, _, _ in found] == ["txt (UTF-8)", "txt (GB18030)", "md", "docx", "html"]
    for _, ours, bare in found:
        assert len(ours().text) > 1000
        assert len(str(bare())) > 1000


def test_the_sample_page_is_read_without_its_furniture() -> None:
    text = (reading_office.EXAMPLES / "liuwan-2023.txt").read_text(encoding="utf-8")
    source = read_bytes(reading_office.web_page(text), "a.html")
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    assert source.text.split("\n") == lines


@pytest.mark.parametrize(("times", "status"), [((1.4, 1.0), 0), ((1.6, 1.0), 1)])
def test_a_format_above_its_limit_fails(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    times: tuple[float, float],
    status: int,
) -> None:
    monkeypatch.setattr(reading_office, "formats", lambda: [("txt", lambda: 0, lambda: 0)])
    monkeypatch.setattr(reading_office, "timed", lambda *_: times)
    assert reading_office.main(["--runs", "1"]) == status
    assert f"ratio  {times[0]:.2f}" in capsys.readouterr().out


def test_medians_are_of_interleaved_runs() -> None:
    order: list[str] = []
    reading_office.timed(lambda: order.append("ours"), lambda: order.append("bare"), 2)
    assert order == ["ours", "bare"] * 3
