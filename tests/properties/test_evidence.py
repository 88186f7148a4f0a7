"""What more evidence does to whole reports: nothing beside the point, no harm by the best."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorer import pipeline
from scorer.model.document import SectionKind, Span
from scorer.model.result import Level, Stance
from scorer.reading import read, read_bytes
from scorer.understanding.headings import heading_of

ROOT = Path(__file__).parents[2]
REPORTS = sorted([*(ROOT / "examples").glob("*.txt"), *(ROOT / "bench").glob("reports*/*.txt")])
RULES = "township-2021"
IRRELEVANT = [
    "全镇粮食播种面积保持稳定，水稻长势良好。",
    "镇区新栽行道树三百余株，街面更加整洁。",
    "春节前夕，各村自发组织了舞龙灯活动。",
    "（十九）发展特色种植。今年柑橘丰收，果农增收明显。",
]
TOLD = {SectionKind.WORK, SectionKind.OTHER}
PLAN = "九、下一步工作打算"


def graded(lines):
    rules = pipeline.load_rules(RULES)
    source = read_bytes("\n".join(lines).encode(), "报告.txt")
    return pipeline.assess(pipeline.understand(source, 2024), rules)


def levels(card):
    return {line.id: line.grade.level for line in card.tally.lines}


def first_work_line(lines):
    """The number of the first line of the body that tells of work."""
    source = read_bytes("\n".join(lines).encode(), "报告.txt")
    document = pipeline.understand(source, 2024)
    body = next(
        each
        for each in document.sentences
        if each.kind in TOLD and not each.heading and not each.preamble
    )
    place = document.clean.source.text.count("\n", 0, document.source_range(body.span)[0])
    if not lines[place].strip().endswith("。"):
        pytest.skip("its lines were wrapped by hand: nothing can be put between them")
    return place


@pytest.fixture(params=REPORTS, ids=lambda path: path.stem)
def lines(request):
    return [line for line in read(request.param).text.splitlines() if line.strip()]


@pytest.mark.parametrize("sentence", IRRELEVANT, ids=range(len(IRRELEVANT)))
def test_what_is_beside_the_point_changes_no_level(lines, sentence):
    """A sentence or section about something else, behind a paragraph of work, changes no level."""
    place = first_work_line(lines) + 1
    assert levels(graded(lines)) == levels(graded([*lines[:place], sentence, *lines[place:]]))


def test_the_best_evidence_never_lowers_a_score(lines):
    """Each element's own best example, added to the work done, costs nothing."""
    place = first_work_line(lines) + 1
    before = graded(lines)
    rules = pipeline.load_rules(RULES).compiled.ruleset
    for element in rules.elements:
        best = next(
            (
                each.text
                for each in element.examples
                if each.level is element.top
                and each.kind is SectionKind.WORK
                and not each.heading
                and "\n" not in each.text.strip()
            ),
            None,
        )
        if best is None or element.counts is not Stance.DONE:
            continue
        after = graded([*lines[:place], best.strip(), *lines[place:]])
        assert levels(after)[element.id] >= levels(before)[element.id]
        assert after.tally.total >= before.tally.total


def test_a_plan_heading_raises_nothing(lines):
    """Work told under a heading of plans counts for no more than it did."""
    place = work = first_work_line(lines)
    while place and heading_of(lines[place].strip(), Span(0, len(lines[place].strip())), 0) is None:
        place -= 1
    place = place or work  # a report may have no headings
    before, after = levels(graded(lines)), levels(graded([*lines[:place], PLAN, *lines[place:]]))
    rules = pipeline.load_rules(RULES).compiled.ruleset
    done = [element.id for element in rules.elements if element.counts is Stance.DONE]
    raised = [name for name in done if after[name] > max(before[name], Level.PLANNED)]
    assert raised == []
    assert any(level >= Level.CONCRETE for level in before.values())
