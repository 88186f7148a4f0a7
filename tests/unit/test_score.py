"""Points: shared out to one decimal, rounded once, half up, adding up on paper."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scorer.judging.score import band_of, round_points, score
from scorer.model.result import Grade, Level, State
from tests.builders import element, ruleset

D = Decimal


def grade(number: str, level: Level, state: State = State.SCORED, items=((), ())) -> Grade:
    return Grade(number, state, level, *items)


def of(*points: str, **changes):
    """A rule set of elements with these points."""
    names = [f"e{number}" for number in range(len(points))]
    elements = [
        element(name, 分值=value, 例句=[]) for name, value in zip(names, points, strict=True)
    ]
    return ruleset(*elements, **{"满分": str(sum(map(D, points))), **changes})


def scored(rules, *levels: Level):
    grades = [grade(each.id, level) for each, level in zip(rules.elements, levels, strict=True)]
    return score(rules, grades)


@pytest.mark.parametrize(
    ("expected", "points"),
    [("72.4", "72.35"), ("0.1", "0.05"), ("0.0", "0.049"), ("0.3", "0.25"), ("1.2", "1.15")],
)
def test_half_up(expected, points):
    """Points are rounded half up, as 四舍五入 says, and not to even."""
    assert D(expected) == round_points(D(points))


@pytest.mark.parametrize(
    ("expected", "level"),
    [
        ("0.0", Level.ABSENT),
        ("0.0", Level.PLANNED),
        ("2.4", Level.MENTIONED),
        ("4.8", Level.CONCRETE),
        ("6.0", Level.QUANTIFIED),
    ],
)
def test_factors(expected, level):
    """Each level earns its factor of the points; what is missing is the gain."""
    tally = scored(of("6"), level)
    assert D(expected) == tally.total
    assert D(6) - D(expected) == tally.lines[0].gain


def test_own_factors():
    """A rule set may weigh the levels otherwise."""
    factors = {
        "未提及": 0,
        "仅见于问题或计划": 0.1,
        "一般表述": 0.5,
        "具体举措": 0.9,
        "量化成效": 1,
    }
    rules = of("10", 档次系数=factors)
    assert scored(rules, Level.PLANNED).total == D("1.0")
    assert scored(rules, Level.CONCRETE).total == D("9.0")


def test_the_top_earns_full_marks():
    """An element whose top is concrete earns its points at concrete."""
    rules = ruleset(element(满档="具体举措", 例句=[]))
    assert scored(rules, Level.CONCRETE).total == D(100)
    assert scored(rules, Level.QUANTIFIED).total == D(100)


ITEMS = {"分项": {name: [f"法律顾问{name}"] for name in ("甲", "乙", "丙", "丁")}, "例句": []}


@pytest.mark.parametrize(
    ("expected", "found"), [("30.0", 0), ("30.0", 1), ("50.0", 2), ("75.0", 3), ("100.0", 4)]
)
def test_coverage(expected, found):
    """Coverage is k of n items, and never below the floor of 0.3."""
    names = ("甲", "乙", "丙", "丁")
    rules = ruleset(element(**ITEMS))
    level = grade("adviser.work", Level.QUANTIFIED, items=(names[:found], names[found:]))
    assert D(expected) == score(rules, [level]).total


def test_own_floor():
    """A rule set may have another floor."""
    rules = ruleset(element(**ITEMS), 覆盖下限="0.1")
    level = grade("adviser.work", Level.QUANTIFIED, items=((), ("甲", "乙", "丙", "丁")))
    assert score(rules, [level]).total == D(10)


def test_no_coverage_without_evidence():
    """An absent element has coverage 1, as there is nothing to cover."""
    rules = ruleset(element(**ITEMS))
    assert score(rules, [grade("adviser.work", Level.ABSENT)]).lines[0].coverage == D(1)


class TestShares:
    """Points are shared out to one decimal and add up to the full mark."""

    def test_points_as_written(self):
        """Where nothing is left out, points are as written."""
        tally = scored(of("62.5", "37.5"), Level.ABSENT, Level.ABSENT)
        assert [line.points for line in tally.lines] == [D("62.5"), D("37.5")]

    def test_finer_points_still_add_up(self):
        """Points with two decimals are shared out so that nothing is lost."""
        rules = of("33.33", "33.33", "33.34")
        tally = scored(rules, *[Level.QUANTIFIED] * 3)
        assert [line.points for line in tally.lines] == [D("33.3"), D("33.3"), D("33.4")]
        assert tally.total == D(100)

    def test_points_of_an_element_that_does_not_apply_are_shared(self):
        """With 折算 the others take over what does not apply, and full marks stay within reach."""
        rules = of("40", "30", "30")
        grades = [
            grade("e0", Level.ABSENT, State.NOT_APPLICABLE),
            grade("e1", Level.QUANTIFIED),
            grade("e2", Level.QUANTIFIED),
        ]
        tally = score(rules, grades)
        assert [line.points for line in tally.lines] == [D(0), D(50), D(50)]
        assert tally.total == D(100)

    def test_thirds(self):
        """What rounding down leaves over goes to the largest remainders, the first ones first."""
        rules = of("1", "1", "1", "97", 满分="100")
        grades = [
            *(grade(f"e{n}", Level.QUANTIFIED) for n in range(3)),
            grade("e3", Level.ABSENT, State.NOT_APPLICABLE),
        ]
        tally = score(rules, grades)
        assert [line.points for line in tally.lines] == [D("33.4"), D("33.3"), D("33.3"), D(0)]
        assert tally.total == D(100)

    def test_full_marks_for_what_does_not_apply(self):
        """With 满分 an element that does not apply earns its points."""
        rules = of("40", "60", 不适用="满分")
        grades = [
            grade("e0", Level.ABSENT, State.NOT_APPLICABLE),
            grade("e1", Level.ABSENT),
        ]
        tally = score(rules, grades)
        assert tally.total == D(40)
        assert [line.points for line in tally.lines] == [D(40), D(60)]

    def test_nothing_applies(self):
        """Where nothing applies there is nothing to share out."""
        rules = of("100")
        tally = score(rules, [grade("e0", Level.ABSENT, State.NOT_APPLICABLE)])
        assert tally.total == D(0)


class TestBands:
    """The band is the best whose least total is reached."""

    RULES = of(
        "100",
        等次=[
            {"名称": "不合格", "不低于": 0},
            {"名称": "优秀", "不低于": 90},
            {"名称": "合格", "不低于": 60},
        ],
    )

    @pytest.mark.parametrize(
        ("band", "total"),
        [("优秀", "100"), ("优秀", "90"), ("合格", "89.9"), ("合格", "60"), ("不合格", "59.9")],
    )
    def test_band(self, band, total):
        """The least total itself earns the band, whatever the order in the file."""
        assert band == band_of(self.RULES, D(total))

    def test_below_all(self):
        """A total below every band has none."""
        assert band_of(self.RULES, D(-1)) == ""

    def test_provisional(self):
        """A total with an unreadable element is provisional and has no band."""
        tally = score(self.RULES, [grade("e0", Level.ABSENT, State.UNREADABLE)])
        assert tally.provisional
        assert tally.band == ""


def test_groups_add_up():
    """Groups are sums of their lines, the total is the sum of the groups."""
    groups = [
        {"编号": name, "名称": name, "要素": [element(f"{name}.x", 分值=50, 例句=[])]}
        for name in ("one", "two")
    ]
    rules = ruleset(要素组=groups)
    tally = scored(rules, Level.CONCRETE, Level.MENTIONED)
    assert [(each.id, each.points, each.score) for each in tally.groups] == [
        ("one", D(50), D(40)),
        ("two", D(50), D(20)),
    ]
    assert tally.total == D(60)
    assert [step.total for step in tally.steps] == [D(60)]
