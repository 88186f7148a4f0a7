"""A whole scorecard made by hand: long quotations, rare characters and hostile text included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from scorer.model.document import SectionKind, Unread
from scorer.model.provenance import Engine, ReportInfo, RulesInfo
from scorer.model.result import (
    Basis,
    Evidence,
    Finding,
    Grade,
    GroupLine,
    Level,
    Likeness,
    Line,
    NearMiss,
    Passage,
    Quantity,
    Remedy,
    Scorecard,
    Stance,
    State,
    Step,
    Tally,
)

GOLDEN = Path(__file__).parent.parent / "golden" / "rendering"
FACTORS = {
    Level.ABSENT: "0",
    Level.PLANNED: "0",
    Level.MENTIONED: "0.4",
    Level.CONCRETE: "0.8",
    Level.QUANTIFIED: "1",
}
GROUPS = (
    ("leader", "党政主要负责人履行推进法治建设第一责任人职责"),
    ("decision", "重大行政决策"),
    ("adviser", "法律顾问"),
    ("enforce", "行政执法三项制度与规范执法"),
    ("norms", "制度建设与政务公开"),
    ("dispute", "矛盾纠纷化解与基层治理"),
    ("form", "报告要素"),
)
ROWS = yaml.safe_load(Path(__file__).with_name("rows.yaml").read_text(encoding="utf-8"))


def quantities(text: str) -> tuple[Quantity, ...]:
    parts = text.split("、") if text else []
    return tuple(Quantity(p, Decimal(p[:-1].replace(",", "")), p[-1]) for p in parts)


def evidence(quote: str, level: Level, hit: str = "", amounts: str = "", paragraph: int = 12):
    return Evidence(
        quote=quote,
        stance=Stance.PLANNED if level is Level.PLANNED else Stance.DONE,
        level=level,
        section="（四）科学民主决策，完善基层治理体系，全面提升垟塱镇依法行政水平",
        section_kind=SectionKind.PLAN if level is Level.PLANNED else SectionKind.WORK,
        paragraph=paragraph,
        page=None,
        start=1234,
        end=1234 + len(quote),
        quantities=quantities(amounts),
        pattern="…",
        hit=hit,
    )


def line(row: dict[str, str], number: int) -> Line:
    key, points = row["id"], Decimal(row["points"])
    level, top = Level[row["level"].upper()], Level[row["top"].upper()]
    quote = row.get("quote", "")
    coverage = Decimal("0.5") if key == "leader.duty" else Decimal(1)
    factor = Decimal(1) if level is top else Decimal(FACTORS[level])
    score = (points * factor * coverage).quantize(Decimal("0.1"))
    state = State.UNREADABLE if key == "adviser.village" else State.SCORED
    best = evidence(quote, level, row.get("hit", ""), row.get("amounts", ""), 3 * number)
    pieces = (best,) if quote else ()
    if key == "adviser.work":
        pieces += (evidence("邀请法律顾问参与审核合同", Level.CONCRETE, "邀请", "", 40),)
    misses = (NearMiss("将聘请法律顾问审核合同。", "只见于下一年度安排", 61, None, 9000, 9012),) * 2
    items = ("亲自部署", "亲自过问"), ("亲自协调", "亲自督办")
    found, lost = items if key == "leader.duty" else ((), ())
    remedies = (Remedy.WORK, Remedy.WORK, Remedy.WORDING, Remedy.FIGURES, Remedy.NONE)
    short = remedies[level] if level < top else Remedy.WORK if lost else Remedy.NONE
    near = misses if level <= Level.MENTIONED else ()
    return Line(
        id=key,
        group=key.split(".")[0],
        name=row["name"],
        points=points,
        factor=factor,
        coverage=coverage,
        score=score,
        gain=points - score,
        top=top,
        grade=Grade(key, state, level, found, lost, pieces, near),
        basis=(
            Basis("法治政府建设与责任落实督察工作规定", "第十一条"),
            Basis("《重大行政决策程序暂行条例》", f"第{number}条", "参照"),
        ),
        advice=row.get("advice", ""),
        shortfall=row.get("shortfall", ""),
        remedy=Remedy.OUTSIDE if state is State.UNREADABLE else short,
    )


def tally(lines: tuple[Line, ...]) -> Tally:
    def total(group: str, field: str) -> Decimal:
        return sum((getattr(item, field) for item in lines if item.group == group), Decimal(0))

    groups = tuple(
        GroupLine(key, name, total(key, "points"), total(key, "score")) for key, name in GROUPS
    )
    score = sum((group.score for group in groups), Decimal(0))
    full = sum((group.points for group in groups), Decimal(0))
    start = Step("要素得分", "", "各要素得分合计", score, score, "")
    return Tally(lines, groups, (start,), score, full, "合格", provisional=False)


def make_card() -> Scorecard:
    lines = tuple(line(row, number) for number, row in enumerate(ROWS, 1))
    return Scorecard(
        engine=Engine("scorer", "0.1.0", "0.42.1"),
        assessed_at=datetime(2026, 1, 5, 9, tzinfo=timezone(timedelta(hours=8))),
        report=ReportInfo(
            name="垟塱镇2024年度报告.docx",
            sha256="3f2a" * 16,
            format="docx",
            title="垟塱镇人民政府2024年度法治政府建设年度报告",
            unit="温州市苍南县垟塱镇人民政府",
            year=2024,
            year_from="标题",
            written=date(2025, 1, 20),
            published=None,
            characters=3890,
            pages=None,
            unread=(),
        ),
        rules=RulesInfo(
            id="township-2021",
            title="乡镇（街道）法治政府建设年度报告评分规则",
            version="2025.1",
            sha256="ab12" * 16,
            chosen="报告年度2024在其适用年度2021—2025内",
        ),
        tally=tally(lines),
        findings=(
            Finding(
                "figures.rate",
                "warning",
                "办结率100%与件数不符：受理77件，办结75件，应为97.4%",
                "受理77件，办结75件，办结率达100%",
                9,
                Decimal("0.5"),
            ),
            Finding("deadline.reported", "error", "成文日期晚于3月1日"),
        ),
        warnings=("文件扩展名是 .doc，内容是 docx，已按 docx 读取",),
    )


@pytest.fixture(scope="session")
def card() -> Scorecard:
    return make_card()


@pytest.fixture(scope="session")
def provisional(card: Scorecard) -> Scorecard:
    """The same card with a part that was not read."""
    report = replace(card.report, unread=(Unread("第3页", "扫描图像"),), pages=6)
    return replace(card, report=report, tally=replace(card.tally, band="", provisional=True))


@pytest.fixture(scope="session")
def compared(card: Scorecard) -> Scorecard:
    """The same card, compared with three reports of which one shares two passages."""
    short = Passage("镇里成立领导小组。", 4, None, 60, 69, "乡里成立领导小组。", 6, 2, 8)
    long = Passage("逐户上门说明 | 政策。", 9, None, 120, 132, "逐户上门讲清 | 政策。", 11, 3, 46)
    found = Likeness("去年.docx", "垟塱镇2023年报告", 2023, 54, Decimal("12.3"), (short, long))
    return replace(card, compared=3, likenesses=(found,))


@pytest.fixture(scope="session")
def unlike(card: Scorecard) -> Scorecard:
    """The same card, compared with three reports with which it shares nothing."""
    return replace(card, compared=3)


@pytest.fixture(scope="session")
def perfect(card: Scorecard) -> Scorecard:
    """All elements at full marks, nothing found wrong."""
    lines = tuple(
        replace(
            item,
            score=item.points,
            gain=Decimal(0),
            shortfall="",
            remedy=Remedy.NONE,
            grade=replace(item.grade, state=State.SCORED, level=item.top),
        )
        for item in card.tally.lines
    )
    return replace(card, tally=tally(lines), findings=(), warnings=())


@pytest.fixture(scope="session")
def empty(card: Scorecard) -> Scorecard:
    """A report of nothing: no unit, no year, no evidence."""
    lines = tuple(
        replace(
            item,
            score=Decimal("0.0"),
            gain=item.points,
            shortfall="全文没有写到",
            remedy=Remedy.WORK,
            grade=Grade(item.id, State.SCORED, Level.ABSENT),
        )
        for item in card.tally.lines
    )
    report = replace(card.report, unit="", year=None, title="", year_from="", written=None)
    return replace(card, report=report, tally=replace(tally(lines), band="不合格"))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name; --update-golden writes it instead."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden", default=False):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text

    return compare
