"""A passage that two reports share is found and quoted from both; what all reports say is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bench import similarity
from bench.recombine import samples
from scorer import pipeline
from scorer.reading import read_bytes
from scorer.similarity.shelf import COMMON, Others, Shelf
from tests.builders import card, compiled

COPIED = (
    "针对集镇占道经营反复回潮的老问题，镇综合执法队会同市场监管所在三个赶集日连续值守，"
    "先劝导、后告知、再处罚，累计劝离流动摊贩86户，立案查处5起，罚没款全部上缴财政专户，"
    "当事人没有一人提出异议，街面秩序明显好转。"
)
CHANGED = (
    "针对集镇占道经营反复回潮的老问题，街道综合执法队会同市场监管所在四个赶集日连续值守，"
    "先劝导、后告知、再处罚，共劝离流动摊贩112户，立案查处7起，罚没款全部上缴财政专户，"
    "当事人没有一人提出异议，街面秩序明显好转。"
)
OWN = "今年汛期，镇里组织干部分片包堤，转移低洼处群众，没有发生人员伤亡。"
STANDING = (
    "坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，"
    "全面推行行政执法公示制度、执法全过程记录制度、重大执法决定法制审核制度，"
    "形成办事依法、遇事找法、解决问题用法、化解矛盾靠法的良好法治环境。"
)
QUOTED = (
    "认真落实“乡镇人民政府和街道办事处应当加强对行政执法活动的组织协调，配备相应的执法人员和"
    "装备，保障执法经费，建立与县级有关部门的协作配合机制”的规定。"
)
PAIRS = yaml.safe_load(Path(__file__).with_name("pairs.yaml").read_text(encoding="utf-8"))


def report(unit, *paragraphs, year=2024):
    title = f"{unit}{year}年法治政府建设年度报告"
    return "\n".join([title, "一、主要工作", *paragraphs, f"{unit}人民政府"])


def extracted(text, name="甲.txt"):
    return pipeline.extract(pipeline.understand(read_bytes(text.encode(), name)))


def alike(own, other):
    return Shelf([extracted(other, "乙.txt")]).like(extracted(own))


def test_a_copied_passage_is_found_though_places_and_numbers_differ():
    """Another place and other numbers do not hide a copy; both reports are quoted."""
    (found,) = alike(report("清河镇", OWN, CHANGED), report("白石镇", COPIED, year=2023))
    (passage,) = found.passages
    assert (passage.quote, passage.other_quote) == (CHANGED, COPIED)
    assert (passage.paragraph, passage.other_paragraph) == (4, 3)
    assert (found.name, found.year) == ("乙.txt", 2023)


def test_the_place_quotes_the_report():
    """A passage's offsets are those of its quotation in the report."""
    text = report("清河镇", OWN, CHANGED)
    (found,) = alike(text, report("白石镇", COPIED))
    assert text[found.passages[0].start : found.passages[0].end] == CHANGED


@pytest.mark.parametrize("text", [STANDING, QUOTED], ids=["standing phrases", "a regulation"])
def test_what_all_reports_say_is_no_copy(text):
    """Standing phrases and long quotations that two reports share are no copies."""
    assert alike(report("清河镇", OWN, text), report("白石镇", text)) == ()


def test_the_report_itself_is_no_copy():
    """A report on the shelf does not find itself."""
    own = extracted(report("清河镇", COPIED))
    assert Shelf([own]).like(own) == ()


def test_two_reports_of_one_subject_are_no_copies():
    """The same work told in other words is not copied."""
    other = "执法队在赶集日上街巡查，劝走占道摊贩，对屡教不改的依法处罚，集镇面貌有了改观。"
    assert alike(report("清河镇", COPIED), report("白石镇", other)) == ()


def test_what_many_reports_share_is_a_standing_phrase():
    """A sentence that more than COMMON reports have finds nothing, however long it is."""
    others = [extracted(report(f"第{n}镇", COPIED), f"{n}.txt") for n in range(COMMON + 1)]
    assert Shelf(others[:3]).like(extracted(report("清河镇", CHANGED))) != ()
    assert Shelf(others).like(extracted(report("清河镇", CHANGED))) == ()


def test_a_shared_passage_is_a_finding():
    """The scorecard lists what is shared, and a finding says how much and where."""
    others = Shelf([extracted(report("白石镇", COPIED), "白石.txt")])
    text = report("清河镇", OWN, CHANGED)
    request = pipeline.Request(others=others)
    found = card(text, compiled(), request)
    (finding,) = [each for each in found.findings if each.code == "similarity.report"]
    likeness = found.likenesses[0]
    assert finding.quote == likeness.passages[0].quote == CHANGED
    assert finding.message == (
        f"与“白石.txt”有 1 处、共 {likeness.characters} 字相同（人名地名、数字和套语不计），"
        f"占本报告的 {likeness.share}%；最长的一处见对方第 3 段"
    )
    assert card(text).likenesses == ()


def test_copies_among_the_samples():
    """Of copies changed as officials change them nine in ten are found, and nothing else is."""
    measured = similarity.measure(samples(), 60)
    assert measured.alarms == 0
    assert measured.recall >= 0.9


def test_one_report_is_compared_alike_whether_others_are_ordered_for_it_or_for_all():
    """`Others` orders only what one report asks for, and finds what a shelf finds."""
    others = [extracted(report(f"第{n}镇", COPIED if n % 2 else OWN), f"{n}.txt") for n in range(6)]
    own = extracted(report("清河镇", CHANGED))
    assert Others(others).like(own) == Shelf(others).like(own) != ()
    assert len(Others(others)) == 6


def test_a_card_says_with_how_many_reports_it_was_compared():
    """Compared without result is not the same as not compared."""
    others = Others([extracted(report("白石镇", OWN), "白石.txt")])
    found = card(report("清河镇", CHANGED), compiled(), pipeline.Request(others=others))
    assert (found.compared, found.likenesses) == (1, ())
    assert card(report("清河镇", CHANGED)).compared == 0


def test_paragraphs_that_were_copied_are_told_from_those_that_only_sound_alike():
    """Nine in ten copies are found, and nothing that official prose has in common."""
    found = [
        bool(alike(report("清河镇", row["own"]), report("白石镇", row["other"]))) for row in PAIRS
    ]
    wanted = [row["find"] for row in PAIRS]
    assert not any(hit and not row["find"] for hit, row in zip(found, PAIRS, strict=True))
    assert sum(found) >= 0.9 * sum(wanted)
