"""What holds for every report: places, sums, and that a layout changes no level."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scorer import pipeline
from scorer.judging.grade import grade
from scorer.judging.match import find_candidates
from scorer.judging.score import round_points, score
from scorer.matching.widths import fold_widths
from scorer.model.document import Block, Document, Source
from scorer.model.errors import ReportError
from scorer.model.result import Grade, Level, State
from scorer.pipeline import Rules
from scorer.reading import read_bytes
from tests.builders import card, clean, compiled, doc, element, ruleset

SETTINGS = settings(
    derandomize=True,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow],
)
LINES = [
    "清河镇2024年度法治政府建设情况报告",
    "一、主要工作",
    "（一）完善法律顾问制度。镇法律顾问审核合同协议210份,提出意见12条。",
    "1.邀请法律顾问参与重大决策",
    "全年充分发挥“法律顾问”积极作用，办结率 100％。",
    "一是公示结果；二是记录过程；三是审核决定。",
    "来源：清河镇政府",
    "- 2 -",
    "二、存在的问题",
    "法律顾问尚未参与审查合同，能力有待提升。",
    "三、下一步打算",
    "下一步，我镇将邀请法律顾问参与决策，审查合同30份。",
    "区司法局邀请法律顾问参与培训。",
    "去年，法律顾问审查合同5份。",
    "我镇认真学习贯彻党的二十大精神，不断提高依法行政的",
    "清河镇人民政府",
    "2025年1月20日",
    "\u200b\ue004",
    "**法律顾问审查合同3份。**",
]
TINY = compiled()
reports = st.lists(st.sampled_from(LINES), min_size=1, max_size=12).map("\n".join)
anything = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
        st.sampled_from(
            "一二三（）()、。；，：“”《》…【】年月日第份件次将未法律顾问审查合同\n \u3000"
        ),
    ),
    max_size=200,
)


def as_source(text: str) -> Source:
    """Any text as a source; lines without words are no blocks."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(line, start, len(blocks) + 1))
        start += len(line) + 1
    return Source("任意.txt", "", "txt", text, tuple(blocks))


def levels(document: Document) -> dict[str, Level]:
    found = find_candidates(document, TINY)
    return {
        each.id: grade(each, found[each.id], document, unread=False).level
        for each in TINY.ruleset.elements
    }


def check_pieces(document: Document) -> None:
    """Every clean character is the source's, folded, and none is used twice."""
    text, used = document.clean, set()
    at = 0
    for piece in text.pieces:
        assert piece.start >= at
        assert text.text[at : piece.start] in {"", "\n"}
        at = piece.start + piece.length
        places = range(piece.source, piece.source + piece.length)
        assert not used.intersection(places)
        used.update(places)
        block = text.source.blocks[piece.block]
        assert block.start <= piece.source
        assert piece.source + piece.length <= block.start + len(block.text)
        inside = piece.source - block.start
        folded = fold_widths(block.text)[inside : inside + piece.length]
        assert folded == text.text[piece.start : at]
    assert at == len(text.text)


def check_sentences(document: Document) -> None:
    """Sentences are in order and apart; between them stand line breaks, titles and stops."""
    at = 0
    between = []
    for sentence in document.sentences:
        assert sentence.span.start >= at
        assert len(sentence.span) > 0
        between.append(document.text[at : sentence.span.start])
        at = sentence.span.end
    between.append(document.text[at:])
    titles = {fact.value for fact in document.identity.facts if fact.name == "标题"}
    for gap in between:
        lines = [line for line in gap.split("\n") if line]
        assert all(line in titles or line in set("。！？") for line in lines), lines


@SETTINGS
@given(reports)
def test_pieces_of_reports(text):
    """Clean text maps back to the source one to one, also after dropping."""
    check_pieces(doc(text))


@SETTINGS
@given(anything)
def test_pieces_of_anything(text):
    """Clean text maps back one to one, whatever the text."""
    check_pieces(pipeline.understand(as_source(text)))


@SETTINGS
@given(reports)
def test_sentences_of_reports(text):
    """Sentences tile the body of a report."""
    check_sentences(doc(text))


@SETTINGS
@given(anything)
def test_sentences_of_anything(text):
    """Sentences tile the body, whatever the text."""
    check_sentences(pipeline.understand(as_source(text)))


@SETTINGS
@given(reports)
def test_sections(text):
    """A section lies within its parent, and each sentence in its section."""
    document = doc(text)
    for section in document.sections:
        assert section.heading in section.span
        if section.parent is not None:
            above = document.sections[section.parent]
            assert section.span in above.span
            assert section.level > above.level
    for sentence in document.sentences:
        if sentence.section is not None:
            assert sentence.span in document.sections[sentence.section].span


@SETTINGS
@given(reports)
def test_quotes(text):
    """Every piece of evidence and every near miss quotes the source where it says."""
    report = doc(text)
    found = pipeline.assess(report, Rules(TINY, "测试"))
    whole = report.clean.source.text
    told = 0
    for line in found.tally.lines:
        for each in (*line.grade.evidence, *line.grade.near_misses):
            assert each.quote == whole[each.start : each.end].replace("\n", "").strip()
            assert each.quote
            told += 1
        for each in line.grade.evidence:
            assert fold_widths(each.hit.strip()) in fold_widths(each.quote)
    assert told or found.tally.total == 0


@SETTINGS
@given(anything)
def test_anything_is_assessed(text):
    """No text makes the engine crash."""
    found = pipeline.assess(pipeline.understand(as_source(text)), Rules(TINY, "测试"))
    assert 0 <= found.tally.total <= found.tally.full


@SETTINGS
@given(st.binary(max_size=120))
def test_any_file_is_assessed_or_refused(data):
    """Any bytes give a scorecard or a ReportError that says what to do."""
    try:
        report = read_bytes(data, "任意.txt")
    except ReportError as error:
        assert error.remedy
        return
    assert pipeline.assess(pipeline.understand(report), Rules(TINY, "测试"))


@SETTINGS
@given(reports, st.integers(0, 200), st.sampled_from(["\n\n", "\n \n", "\n\u3000\n"]))
def test_blank_lines_change_no_level(text, place, blank):
    """A blank line between two lines changes no level."""
    lines = text.split("\n")
    at = place % len(lines)
    spaced = "\n".join(lines[:at]) + blank * bool(at) + "\n".join(lines[at:])
    assert levels(doc(text)) == levels(doc(spaced))


@SETTINGS
@given(reports, st.integers(0, 500), st.sampled_from([" ", "\u3000", "\u200b", "“"]))
def test_spaces_change_no_level(text, place, space):
    """A space, a zero-width character or a quotation mark inside a line changes no level."""
    at = place % len(text)
    assume(at and text[at - 1] != "\n" and text[at] != "\n")
    assume(not (text[at - 1].isascii() and text[at].isascii()))
    assume("*" not in text[max(0, at - 1) : at + 1])
    assert levels(doc(text)) == levels(doc(text[:at] + space + text[at:]))


@SETTINGS
@given(reports)
def test_widths_change_no_level(text):
    """Full-width and half-width letters, digits and punctuation give the same levels."""
    wide = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F) if code != ord("*")})
    narrow = text.translate(dict(zip(map(ord, "，；：（）"), ",;:()", strict=True)))
    assert levels(doc(text)) == levels(doc(wide)) == levels(doc(narrow))


@SETTINGS
@given(reports)
def test_the_best_evidence_counts_wherever_the_report_goes_on(text):
    """A quantified sentence in a work section earns the highest level, whatever follows."""
    best = "一、主要工作\n镇法律顾问审核合同协议210份。"
    assert levels(doc(f"{best}\n{text}")) == {"adviser.work": Level.QUANTIFIED}


@SETTINGS
@given(reports)
def test_normalising_again_changes_nothing(text):
    """The clean text of a clean text is the same lines."""
    once = clean(text).text
    assume(once)
    again = clean(once).text
    assert "".join(once.split("\n")) == "".join(again.split("\n"))


GRADES = st.tuples(
    st.sampled_from(list(Level)),
    st.sampled_from(list(State)),
    st.integers(0, 3),
)
# In hundredths; what is missing to a whole tenth is an element of its own.
POINTS = st.lists(st.integers(1, 4000), min_size=1, max_size=8).map(
    lambda points: [*points, 10 - sum(points) % 10]
)
NAMES = ("甲", "乙", "丙")


@SETTINGS
@given(POINTS, st.data(), st.sampled_from(["折算", "满分"]))
def test_points_add_up(points, data, policy):
    """The parts add up to the total, which lies between 0 and the full mark."""
    items = {name: [f"法律顾问{name}"] for name in NAMES}
    elements = [
        element(f"e{n}", 分值=str(Decimal(each) / 100), 分项=items, 例句=[])
        for n, each in enumerate(points)
    ]
    full = Decimal(sum(points)) / 100
    rules = ruleset(*elements, 满分=str(full), 不适用=policy)
    grades = []
    for each in rules.elements:
        level, state, found = data.draw(GRADES)
        if level >= Level.MENTIONED:
            state = State.SCORED
        grades.append(Grade(each.id, state, level, NAMES[:found], NAMES[found:]))
    tally = score(rules, grades)
    assert tally.total == sum(line.score for line in tally.lines)
    assert tally.total == sum(group.score for group in tally.groups)
    assert 0 <= tally.total <= tally.full
    for line in tally.lines:
        assert 0 <= line.score <= line.points
        assert line.gain == line.points - line.score
        assert line.score == round_points(line.score)
    if any(grade.state is not State.NOT_APPLICABLE for grade in grades) or policy == "满分":
        assert sum(line.points for line in tally.lines) == tally.full


@SETTINGS
@given(st.permutations(range(6)))
def test_the_order_of_elements_does_not_matter(order):
    """Elements in another order have the same scores."""
    names = [f"e{n}" for n in range(6)]
    elements = [element(name, 分值="16.5", 例句=[]) for name in names]
    text = "一、主要工作\n镇法律顾问审核合同协议210份。"
    first = card(text, compiled(*elements, 满分=99))
    other = card(text, compiled(*(elements[n] for n in order), 满分=99))
    assert {line.id: line.score for line in first.tally.lines} == {
        line.id: line.score for line in other.tally.lines
    }


@pytest.mark.parametrize("length", [1, 1_000])
def test_a_long_line(length):
    """One line for the whole report is read, and read in time."""
    text = "法律顾问审查合同3份，" * length
    assert levels(doc(text)) == {"adviser.work": Level.QUANTIFIED}
