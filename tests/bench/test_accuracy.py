"""Agreement, kappa, plans counted as work: on values worked out by hand."""

from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from bench import accuracy
from bench.agreement import (
    Outcome,
    Ratio,
    agreement,
    items_precision,
    items_recall,
    weighted_kappa,
)
from bench.labels import Label, LabelError, pairs, read_labels
from scorer.model.document import SectionKind
from scorer.model.errors import ReportError
from scorer.model.result import Evidence, Grade, Level, Line, NearMiss, Stance, State

ABSENT, PLANNED, MENTIONED, CONCRETE, QUANTIFIED = Level


def outcome(
    label: Label,
    found: Level,
    *,
    top: Level = QUANTIFIED,
    element: str = "adviser.work",
    items: tuple[str, ...] = (),
) -> Outcome:
    return Outcome("甲", element, label, found, top, frozenset(items), "引文")


def line(element: str, grade: Grade, top: Level = QUANTIFIED) -> Line:
    zero = Decimal(0)
    return Line(element, "a", "要素", zero, zero, zero, zero, zero, top, grade, (), "", "")


def evidence(quote: str, level: Level) -> Evidence:
    return Evidence(quote, Stance.DONE, level, "", SectionKind.WORK, 1, None, 0, 1)


@pytest.mark.parametrize(
    ("rated", "expected"),
    [
        pytest.param([(0, 0), (4, 4), (2, 2)], 1.0, id="all agree"),
        pytest.param([(0, 4), (4, 0)], -1.0, id="all opposite"),
        pytest.param([(0, 0), (0, 4), (4, 0), (4, 4)], 0.0, id="chance"),
        # observed 1; by chance (0+1+16+16 + 1+0+9+9 + 9+4+1+1 + 16+9+0+0) / 4 = 23
        pytest.param([(0, 0), (1, 1), (3, 4), (4, 4)], 1 - 1 / 23, id="one step off"),
        pytest.param([], None, id="nothing rated"),
        pytest.param([(3, 3), (3, 3)], None, id="one level only"),
    ],
)
def test_weighted_kappa(rated: list[tuple[int, int]], expected: float | None) -> None:
    kappa = weighted_kappa(rated)
    assert kappa == (expected if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("label", "found", "top", "agrees"),
    [
        (Label(CONCRETE), CONCRETE, QUANTIFIED, True),
        (Label(CONCRETE), QUANTIFIED, QUANTIFIED, False),
        (Label(CONCRETE), QUANTIFIED, CONCRETE, True),
        (Label(QUANTIFIED), CONCRETE, CONCRETE, True),
        (Label(MENTIONED), QUANTIFIED, CONCRETE, False),
        (Label(CONCRETE, frozenset({MENTIONED})), MENTIONED, QUANTIFIED, True),
        (Label(ABSENT), PLANNED, QUANTIFIED, False),
    ],
)
def test_agreement_of_one_element(label: Label, found: Level, top: Level, agrees: bool) -> None:
    assert outcome(label, found, top=top).agrees is agrees


def test_an_accepted_level_is_rated_as_agreement() -> None:
    label = Label(CONCRETE, frozenset({MENTIONED}))
    assert outcome(label, MENTIONED).rated == (MENTIONED, MENTIONED)
    assert outcome(label, ABSENT).rated == (CONCRETE, ABSENT)
    assert outcome(Label(QUANTIFIED), MENTIONED, top=CONCRETE).rated == (CONCRETE, MENTIONED)


@pytest.mark.parametrize(
    ("label", "found", "element", "counted"),
    [
        (Label(PLANNED), MENTIONED, "adviser.work", True),
        (Label(PLANNED), PLANNED, "adviser.work", False),
        (Label(PLANNED), ABSENT, "adviser.work", False),
        (Label(PLANNED, frozenset({MENTIONED})), CONCRETE, "adviser.work", False),
        (Label(PLANNED, frozenset({ABSENT})), MENTIONED, "adviser.work", True),
        (Label(ABSENT), MENTIONED, "adviser.work", False),
        (Label(PLANNED), CONCRETE, "form.plan", False),
    ],
)
def test_a_plan_counted_as_work(label: Label, found: Level, element: str, counted: bool) -> None:
    assert outcome(label, found, element=element).plan_counted is counted


def test_shares_over_several_elements() -> None:
    outcomes = [
        outcome(Label(CONCRETE, items=frozenset("甲乙")), CONCRETE, items=("甲", "丙")),
        outcome(Label(CONCRETE, items=frozenset("丁")), MENTIONED, items=("丁",)),
        outcome(Label(ABSENT), ABSENT),
    ]
    assert agreement(outcomes) == Ratio(2, 3)
    assert items_precision(outcomes) == Ratio(2, 3)
    assert items_recall(outcomes) == Ratio(2, 3)
    assert str(Ratio(2, 3)) == "66.7%（2/3）"
    assert str(items_recall([])) == "—"


def test_the_quotation_is_the_best_evidence_or_the_near_miss() -> None:
    found = (evidence("一般", MENTIONED), evidence("具体", CONCRETE))
    grade = Grade("a", State.SCORED, CONCRETE, evidence=found)
    assert Outcome.of("甲", Label(CONCRETE), line("a", grade)).quote == "具体"
    near = Grade(
        "a", State.SCORED, ABSENT, near_misses=(NearMiss("将聘请", "计划", 1, None, 0, 1),)
    )
    assert Outcome.of("甲", Label(ABSENT), line("a", near)).quote == "将聘请（计划）"
    none = Grade("a", State.SCORED, ABSENT)
    assert Outcome.of("甲", Label(ABSENT), line("a", none)).quote == ""


def test_labels_are_read(tmp_path: Path) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text(
        "elements:\n  a.b:\n    level: concrete\n    also: [mentioned]\n    items: [公众参与]\n"
        "    quote: 引文\n  c.d: {level: absent, items: []}\n",
        encoding="utf-8",
    )
    assert read_labels(path) == {
        "a.b": Label(CONCRETE, frozenset({MENTIONED}), frozenset({"公众参与"}), "引文"),
        "c.d": Label(ABSENT),
    }


@pytest.mark.parametrize(
    "text", ["elements: {a: {level: great}}", "elements: [a]", "a: b", "- [", "elements: {a: {}}"]
)
def test_a_label_file_that_is_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LabelError, match="不是标注文件，或者内容有误"):
        read_labels(path)


def folders(tmp_path: Path) -> tuple[Path, Path]:
    reports, labels = tmp_path / "报告", tmp_path / "标注"
    reports.mkdir()
    labels.mkdir()
    return reports, labels


def test_reports_and_labels_are_paired_by_name(tmp_path: Path) -> None:
    reports, labels = folders(tmp_path)
    for name in ("乙.txt", "甲.docx", "丙.txt", "甲.pdf"):
        (reports / name).touch()
    for name in ("甲.yaml", "乙.yml", "丁.yaml", "README.md"):
        (labels / name).touch()
    assert pairs(reports, labels) == [
        (reports / "乙.txt", labels / "乙.yml"),
        (reports / "甲.docx", labels / "甲.yaml"),
    ]


def test_what_cannot_be_measured_exits_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports, labels = folders(tmp_path)

    def said(*arguments: object) -> str:
        assert accuracy.main([str(one) for one in arguments]) == 2
        return capsys.readouterr().err.strip()

    assert said(tmp_path / "没有", labels) == f"{tmp_path / '没有'}：文件夹不存在"
    assert said(reports, tmp_path / "没有") == f"{tmp_path / '没有'}：文件夹不存在"
    assert said(reports, labels) == f"{labels}：没有标注文件（*.yaml）"
    (labels / "甲.yaml").write_text("elements: {x.y: {level: absent}}")
    assert said(reports, labels) == f"{reports}：没有与 {labels} 中标注同名的报告（*.txt、*.docx）"


@pytest.fixture
def one_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """One report, two labelled elements, and a scorer that counts the plan as work."""
    reports, labels = folders(tmp_path)
    (reports / "甲.txt").touch()
    (labels / "甲.yaml").write_text(
        "elements:\n  a.b: {level: planned, quote: 将聘请}\n  c.d: {level: concrete, items: [甲]}\n"
        "  not.in.rules: {level: absent}\n",
        encoding="utf-8",
    )
    lines = (
        line("a.b", Grade("a.b", State.SCORED, MENTIONED, evidence=(evidence("聘请", MENTIONED),))),
        line("c.d", Grade("c.d", State.SCORED, QUANTIFIED, ("乙",), ("甲",)), top=CONCRETE),
        line("not.labelled", Grade("not.labelled", State.SCORED, ABSENT)),
    )
    card = SimpleNamespace(tally=SimpleNamespace(lines=lines))
    monkeypatch.setattr(accuracy, "assess_file", lambda path, rules: card)
    return str(reports), str(labels)


def test_the_whole_report(one_report: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert accuracy.main(one_report) == 1
    assert capsys.readouterr().out.splitlines()[4:] == [
        "报告 1 份，判定 2 项",
        "档次完全一致：50.0%（1/2）",
        "二次加权 kappa：0.667",
        "把计划或不足当成绩：1（必须为 0）",
        "分项查准率：0.0%（0/1）",
        "分项查全率：0.0%（0/1）",
        "",
        "甲 a.b：应为仅见于问题或计划，判为一般表述，把计划或不足当成绩",
        "  标注依据：将聘请",
        "  判定依据：聘请",
        "",
        "甲 c.d：档次一致（量化成效），分项不一致",
        "  漏掉的分项：甲",
        "  多出的分项：乙",
        "  标注依据：（无）",
        "  判定依据：（无）",
    ]


def test_rules_without_any_labelled_element(
    one_report: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    empty = SimpleNamespace(tally=SimpleNamespace(lines=()))
    monkeypatch.setattr(accuracy, "assess_file", lambda path, rules: empty)
    assert accuracy.main([*one_report, "--rules", "x.yaml"]) == 2
    assert "一个也没有" in capsys.readouterr().err


def test_a_report_that_cannot_be_read_exits_2(
    one_report: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def unreadable(path: Path, rules: str | None) -> None:
        raise ReportError(str(path), "文件是空的", "请检查。")

    monkeypatch.setattr(accuracy, "assess_file", unreadable)
    assert accuracy.main(one_report) == 2
    assert "文件是空的" in capsys.readouterr().err
