"""The page in a real browser: with and without scripts, by mouse and keys, on a phone, on paper."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader

from scorer import assess_file, pipeline
from scorer.reading import read_bytes
from scorer.rendering.page import html
from scorer.rendering.templating import Look
from tests.rendering.browser import PROGRAM, chromium

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="Chromium is not installed")
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "qinghe-2024.docx"
LARGEST = 500_000  # bytes of a usual page
RADICALS = str.maketrans("⺠⻓⻅⻋⻔⻚⻛⻝", "民长见车门页风食")
LONG = 200_000  # characters of a report that must still open


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture(scope="module")
def result():
    return assess_file(EXAMPLE)


@pytest.fixture(scope="module")
def file(tmp_path_factory, result):
    path = tmp_path_factory.mktemp("page") / "评分表.html"
    path.write_bytes(html(result))
    return path


@pytest.fixture
def page(browser, file):
    """The example's page, newly opened."""
    browser.show(file)
    return browser


def test_nothing_is_asked_for_and_nothing_is_refused(page, file):
    page.click("details.element summary")
    page.click(".body .hit")
    page.run("1")
    assert page.requests() == [file.as_uri()]
    assert page.complaints() == []


def test_what_leaves_the_page_is_refused(page):
    """The policy stops requests that a script would make."""
    page.run("new Image().src = 'http://127.0.0.1:9/x.png'")
    page.run("fetch('http://127.0.0.1:9/').catch(() => 0)")
    page.run("document.body.append(Object.assign(document.createElement('script'),{text:'x=1'}))")
    assert all(url.startswith("file:") for url in page.requests())
    assert page.run("typeof x") == "undefined"


def test_a_usual_page_is_small(file):
    assert file.stat().st_size < LARGEST


def test_the_report_stands_beside_the_scores(page, result):
    assert page.run("document.querySelector('.report').getBoundingClientRect().left") > 400
    shown = page.run("document.querySelector('.body').innerText")
    assert all(paragraph.text.split("。")[0][:20] in shown for paragraph in result.text)
    assert page.run("document.documentElement.scrollWidth") <= 1280


def test_an_element_shows_its_sentences(page):
    page.click("details[data-e='e10'] summary")
    assert page.run("document.querySelector('details[data-e=e10]').open")
    told = page.run("document.getElementById('picked').innerText")
    count = page.run("document.querySelectorAll('details[data-e=e10] .quote').length")
    assert told.startswith("法律顾问发挥作用：引文 ")
    assert sum(map(int, re.findall(r"\d+", told)[:2])) == count
    lit = page.run("[...new Set([...document.querySelectorAll('.hit.on')].map(e=>e.dataset.s))]")
    assert len(lit) >= 1
    seen = page.run(
        "(() => { const a = document.querySelector('.hit.on').getBoundingClientRect();"
        "return a.top > 0 && a.bottom < innerHeight; })()"
    )
    assert seen
    page.click("details[data-e='e10'] summary")
    assert page.run("document.querySelectorAll('.hit.on').length") == 0


def test_the_places_of_an_element_are_visited_in_turn(page):
    page.click("details[data-e='e10'] summary")
    visited = []
    for _ in range(2):
        page.run("[...document.querySelectorAll('#picked button')][1].click()")
        visited.append(page.run("document.querySelector('.hit.now').dataset.s"))
    assert len(set(visited)) == 2
    page.press("Escape")
    assert page.run("document.querySelectorAll('.hit.on').length") == 0


def test_a_sentence_says_what_it_counts_for(page):
    page.click("#s3")
    told = page.run("document.getElementById('note').innerText")
    uses = page.run("[...document.querySelector('[data-for=s3]').children].map(e => e.title)")
    assert uses
    assert all(use in told for use in uses)
    assert page.run("document.activeElement.id") == "note"
    page.run("document.querySelector('#note a').click()")
    assert page.run("document.activeElement.closest('details.element').open")
    page.press("Escape")
    assert page.run("document.getElementById('note').hidden")


def test_a_quotation_leads_to_its_place(page):
    page.click("details[data-e='e7'] summary")
    page.click("details[data-e='e7'] .jump")
    target = page.run("document.querySelector('details[data-e=e7] .jump').hash.slice(1)")
    assert target in page.run("document.activeElement.dataset.s").split(" ")


def test_near_misses_and_levels_differ_without_colour(page):
    """By the line under the words and by the sign behind them."""
    lines = page.run(
        "['quantified','concrete','mentioned','near'].map(k => {"
        "const e = document.querySelector('.body .hit.' + k);"
        "return e && getComputedStyle(e).textDecorationStyle; })"
    )
    assert lines == ["double", "solid", "dashed", "dotted"]
    signs = page.run(
        "[...document.querySelectorAll('.ref')].every(e => /[量举述划近疑]/.test(e.text))"
    )
    assert signs


def test_the_keys_walk_through_elements_and_sentences(page):
    page.run("document.querySelector('details[data-e=e1] summary').focus()")
    page.press("ArrowDown")
    assert page.run("document.activeElement.parentElement.dataset.e") == "e2"
    page.press("Enter")
    assert page.run("document.querySelector('details[data-e=e2]').open")
    page.press("Home")
    assert page.run("document.activeElement.parentElement.dataset.e") == "e1"
    first = page.run(
        "(() => { const h = [...document.querySelectorAll('.body .hit')]; h[0].focus();"
        "return h[0].dataset.s; })()"
    )
    page.press("ArrowDown")
    assert page.run("document.activeElement.dataset.s") != first
    page.press("Enter")
    assert not page.run("document.getElementById('note').hidden")
    page.press("Escape")
    assert page.run("document.activeElement.classList.contains('hit')")


def test_the_first_tab_stops_skip_to_the_parts(page):
    stops = []
    for _ in range(4):
        page.press("Tab")
        stops.append(page.run("document.activeElement.hash"))
    assert stops == ["#card", "#h-first", "#elements", "#report"]


def test_a_screen_reader_finds_names_and_landmarks(page):
    nodes = page.ask("Accessibility.getFullAXTree")["nodes"]
    roles: dict[str, list[str]] = {}
    for node in nodes:
        if not node.get("ignored"):
            role, name = node["role"]["value"], node.get("name", {}).get("value", "")
            roles.setdefault(role, []).append(name)
    assert len(roles["main"]) == 1
    assert "报告全文" in roles["region"]
    assert "跳转" in roles["navigation"]
    assert all(roles["link"])
    assert all(roles["image"])
    assert all(name.startswith("得分率") for name in roles["image"])
    assert any(re.fullmatch(r"\d+ .+：量化成效", name) for name in roles["link"])
    assert any("一、" in name for name in roles["heading"])


@pytest.mark.parametrize("scripts", [True, False])
def test_links_lead_somewhere_and_nothing_is_said_twice(browser, file, scripts):
    browser.show(file, scripts=scripts)
    ids = re.findall(r'\bid="([^"]+)"', file.read_text(encoding="utf-8"))
    links = re.findall(r'href="#([^"]+)"', file.read_text(encoding="utf-8"))
    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)


def test_without_scripts_everything_is_there(browser, file, result):
    """In reading order, elements open by themselves, links work."""
    browser.show(file, scripts=False)
    text = file.read_text(encoding="utf-8")
    heads = re.findall(r"<h2[^>]*>([^<]+)", text)
    assert [each for each in heads if each != "总分的计算"] == [
        "各部分得分",
        "涨分清单",
        "逐项评分",
        "报告自身的疑点",
        "评分依据",
        "说明",
        "报告全文",
    ]
    assert all(line.name in text for line in result.tally.lines)
    browser.click_at("details[data-e='e7'] summary")
    assert browser.attribute("details[data-e='e7']", "open") is not None


def test_a_page_can_be_opened_at_an_element(browser, tmp_path, result):
    path = tmp_path / "说明.html"
    path.write_bytes(html(result, Look(element="adviser.work")))
    browser.show(path)
    assert browser.run("document.querySelector('details[open]').dataset.e") == "e10"
    assert browser.run("document.activeElement.parentElement.dataset.e") == "e10"
    assert browser.run("document.documentElement.dataset.picked") == "e10"
    top = "document.activeElement.getBoundingClientRect().top"
    assert 0 <= browser.run(top) < 400
    browser.show(path, scripts=False)
    assert browser.attribute("details[data-e='e10']", "open") is not None
    assert browser.focused() == "DisclosureTriangle"


def test_on_a_phone_there_is_one_column(browser, file):
    browser.show(file, width=390, height=844)
    assert browser.run("document.documentElement.scrollWidth") == 390
    below = "document.querySelector('.report').getBoundingClientRect().top"
    assert browser.run(below) > browser.run("document.querySelector('footer').offsetTop")
    sizes = browser.run(
        "[...document.querySelectorAll('.card p, .body p')]"
        ".map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 12


def test_in_the_dark_letters_are_light(browser, file):
    browser.show(file, dark=True)
    light = (
        "getComputedStyle(document.querySelector('.card')).{}.match(/\\d+/g).slice(0,3).map(Number)"
    )
    assert max(browser.run(light.format("backgroundColor"))) < 60
    assert min(browser.run(light.format("color"))) > 200


CONTRAST = """
(() => {
  const channel = v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number).map(channel);
    return .2126 * r + .7152 * g + .0722 * b; };
  const back = e => { for (; e; e = e.parentElement) {
    const c = getComputedStyle(e).backgroundColor; if (!/, 0\\)$/.test(c)) return c; }
    return 'rgb(255, 255, 255)'; };
  const bad = [];
  for (const e of document.querySelectorAll('.card *, .report *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    if (!e.checkVisibility() || e.closest('.pn')) continue;
    const a = light(getComputedStyle(e).color), b = light(back(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) bad.push(e.className + ' ' + ratio.toFixed(2));
  }
  return [...new Set(bad)];
})()
"""


@pytest.mark.parametrize("dark", [False, True])
def test_letters_stand_out(browser, file, dark):
    """WCAG 2.2, 1.4.3: a contrast of 4.5 to 1."""
    browser.show(file, dark=dark)
    browser.run("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    assert browser.run(CONTRAST) == []


def bare(text: str) -> str:
    """A text without spaces; printed, 一 may be read back as the radical of that form."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(RADICALS)


def test_paper_has_the_scorecard_and_every_element(page, result):
    printed = PdfReader(io.BytesIO(page.paper()))
    text = bare("".join(each.extract_text() for each in printed.pages))
    assert "评分依据" in text
    assert "报告全文" not in text
    assert [line.name for line in result.tally.lines if bare(line.name) not in text] == []
    assert len(printed.pages) <= 10


def test_a_very_long_report_opens(browser, tmp_path):
    body = "\n".join(
        f"（{n}）镇法律顾问审核合同协议{n}份，{'字' * 400}。" for n in range(1, LONG // 420)
    )
    text = f"甲镇2024年法治政府建设年度报告\n一、主要举措\n{body}\n"
    card = pipeline.assess_source(read_bytes(text.encode(), "长.txt"))
    path = tmp_path / "长.html"
    path.write_bytes(html(card))
    browser.show(path)
    assert browser.run("document.querySelector('.body').innerText.length") > LONG * 0.9
    browser.click("details[data-e='e10'] summary")
    assert browser.run("document.querySelectorAll('.hit.on').length") >= 1
    assert browser.complaints() == []
