"""What programs that take text out of a PDF give: every table row by row, in reading order.

pdftotext without options guesses columns from where the text stands; the print's style sheet keeps
cells, their lines and the full-width rows so that it finds the rows.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator

import pytest

from scorer.model.result import Scorecard
from scorer.rendering.fonts import chinese_fonts
from scorer.rendering.paper import pdf
from scorer.rendering.shapes import ElementView, QuoteView, ReportView
from scorer.rendering.view import present

pytestmark = [
    pytest.mark.skipif(not chinese_fonts(), reason="no Chinese font on this machine"),
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext on this machine"),
]
CARDS = ("card", "provisional", "perfect")


def squeezed(*parts: str) -> str:
    return "".join("".join(parts).split())


@pytest.fixture(scope="module")
def extracted() -> Callable[[str, Scorecard], str]:
    """Return what plain pdftotext gives for a card's PDF, without white space."""
    texts: dict[str, str] = {}

    def of(name: str, card: Scorecard) -> str:
        if name not in texts:
            command = ["pdftotext", "-enc", "UTF-8", "-", "-"]
            done = subprocess.run(command, input=pdf(card), capture_output=True, check=True)
            texts[name] = squeezed(done.stdout.decode())
        return texts[name]

    return of


def quotation(best: QuoteView) -> str:
    amounts = f"量化：{best.quantities}" if best.quantities else ""
    note = f"〔{best.note}〕" if best.note else ""
    return squeezed(best.lead, best.mark, best.tail, best.place, best.heading, amounts, note)


def element_row(element: ElementView) -> str:
    said = quotation(element.best) if element.best else element.no_quote
    if not element.best and element.near_misses:
        miss = element.near_misses[0]
        said += f"未计：「{miss.excerpt}」（{miss.place}，{miss.reason}）"
    reason = element.reason + (element.arithmetic if element.gain else "")
    head = (f"{element.number}.", element.name, element.points, element.score, element.level)
    return squeezed(*head, said, reason)


def element_rows(view: ReportView) -> Iterator[str]:
    for group in view.groups:
        yield squeezed(group.number, group.name, group.score, "/", group.points, "分")
        yield from map(element_row, group.elements)


def other_rows(view: ReportView) -> Iterator[str]:
    for group in view.groups:
        yield squeezed(group.number, group.name, group.score, "/", group.points, group.percent)
    for label, extremes in (("最强", view.front.strongest), ("最弱", view.front.weakest)):
        for place, one in enumerate(extremes, 1):
            scored = (one.score, "/", one.points, one.level, one.gain)
            yield squeezed(f"{label}{place}{one.number}.", one.name, *scored)
    for item in view.raises:
        effort = (item.effort, item.effort_note, item.advice)
        yield squeezed(item.number, item.name, item.level, item.gain, *effort)
    for finding in view.findings:
        points = f"（{finding.points}）" if finding.points else ""
        place = finding.place or "全文"
        yield squeezed(finding.severity, place, finding.message, points, finding.quote)


@pytest.mark.parametrize("name", CARDS)
@pytest.mark.parametrize("rows", [element_rows, other_rows])
def test_pdftotext_gives_every_row_in_one_piece(request, extracted, name, rows):
    card = request.getfixturevalue(name)
    text = extracted(name, card)
    wanted = list(rows(present(card)))
    assert wanted
    assert [row for row in wanted if row not in text] == []


def test_pdftotext_gives_the_rows_in_their_order(card, extracted):
    text = extracted("card", card)
    places = [text.index(row) for row in element_rows(present(card))]
    assert places == sorted(places)


def test_the_first_page_is_read_from_head_to_foot(card, extracted):
    text = extracted("card", card)
    parts = ["一、各部分得分", "二、最强与最弱", "三、核查要点", "法定内容", "结果性质", "第1页"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
