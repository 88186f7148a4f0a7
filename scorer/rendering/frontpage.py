"""What the first page says: the judgement, the extremes, the statutory parts, what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from scorer.model.document import Coverage
from scorer.model.result import Finding, Level, Line, Scorecard, State, Step, Tally
from scorer.rendering.elements import level_label
from scorer.rendering.raising import efforts_summary, ranked
from scorer.rendering.shapes import ExtremeView, FrontView, PartView
from scorer.rendering.unread import unread_places
from scorer.rendering.wording import amount, listed, one_decimal, plain

EXTREMES = 3
STATUTORY = "form"  # the group of the report's own parts, in the shipped rule sets and their heirs
COMPLETE = "各要素均已得满分。"
NONE_SOLID = "没有要素写出具体举措。"
NONE_LOST = "能够评分的要素都没有失分。"
MISSING = "form.missing"  # the finding of a part that the report must have
UNSCORED = "所用规则没有为规定的报告内容设分值；"
NONE_RATED = "没有能够评分的要素。"
PROVISIONAL_BAND = "暂不定等次"
FINAL = "确定（报告内容已全部读出）"
SEVERITIES: Mapping[str, str] = {"error": "差错", "warning": "提示"}


def front_view(card: Scorecard, numbers: Mapping[str, int]) -> FrontView:
    """Return the first page of *card*; *numbers* are the elements' running numbers by id."""
    tally = card.tally
    rated = any(line.counted for line in tally.lines)
    return FrontView(
        strongest=tuple(_extreme(line, numbers) for line in strongest(tally.lines)),
        no_strongest=NONE_SOLID if rated else NONE_RATED,
        weakest=tuple(_extreme(line, numbers) for line in weakest(tally.lines)),
        no_weakest=NONE_LOST if rated else NONE_RATED,
        changes=tuple(map(step_text, tally.steps[1:])),
        efforts=efforts_summary(tally.lines),
        statutory=tuple(_part(line) for line in tally.lines if line.group == STATUTORY),
        no_statutory=_unscored(card.findings),
        findings=findings_summary(card.findings),
        coverage=coverage(card),
        standing=standing(card),
        doubts=tuple(_doubts(card)),
    )


def strongest(lines: Iterable[Line]) -> list[Line]:
    """Return the three lines that lose least, of those with a concrete measure at least."""
    solid = [line for line in lines if line.score > 0 and line.grade.level >= Level.CONCRETE]
    return sorted(solid, key=lambda line: (line.gain, -line.points))[:EXTREMES]


def weakest(lines: Iterable[Line]) -> list[Line]:
    """Return the three lines that lose most."""
    return ranked(lines)[:EXTREMES]


def judgement(tally: Tally) -> str:
    """Return the result in one line: the total, what is solid, what is lost."""
    counted = [line for line in tally.lines if line.counted]
    rest = _uncounted(tally.lines)
    if not counted:
        return f"{_verdict(tally)}没有一个要素能够评分{rest}，总分没有比较意义。"
    solid = "".join(f"“{plain(line.name)}”" for line in strongest(counted))
    weak = listed(map(_loss, weakest(counted)))
    lost = f"失分最多的是{weak}。" if weak else COMPLETE
    if rest and not weak:
        lost = f"能够评分的要素均已得满分{rest}。"
    return _verdict(tally) + (f"写得最实的是{solid}。" if solid else NONE_SOLID) + lost


def _loss(line: Line) -> str:
    return f"“{plain(line.name)}”（少{one_decimal(line.gain)}分）"


def _uncounted(lines: Iterable[Line]) -> str:
    """Return in brackets how many lines have no score, by state; nothing if all have one."""
    labels = [level_label(line) for line in lines if not line.counted]
    counts = (f"{label}{labels.count(label)}项" for label in dict.fromkeys(labels))
    shown = "，".join(counts)
    return f"（{shown}）" if shown else ""


def _verdict(tally: Tally) -> str:
    total, full = one_decimal(tally.total), amount(tally.full)
    path = _path(tally)
    if tally.provisional:
        return f"{path}暂得{total}分（满分{full}分），{PROVISIONAL_BAND}。"
    band = f"，等次为“{plain(tally.band)}”" if tally.band else ""
    return f"{path}得{total}分（满分{full}分）{band}。"


def _path(tally: Tally) -> str:
    """Return what changed the total after the elements; nothing where nothing did."""
    kinds = listed(dict.fromkeys(step.kind for step in tally.steps[1:]))
    if not kinds:
        return ""
    return f"各要素得分合计{one_decimal(tally.steps[0].total)}分，经{kinds}，"


def step_text(step: Step) -> str:
    """Return one step of the arithmetic: what, why, how much, what stands after it."""
    change = f"{one_decimal(step.points)}分，" if step.points else ""
    reason = f"（{plain(step.reason)}）" if step.reason else ""
    return f"{step.kind}：{plain(step.name)}{reason}，{change}得{one_decimal(step.total)}分"


def _extreme(line: Line, numbers: Mapping[str, int]) -> ExtremeView:
    number = numbers[line.id]
    return ExtremeView(
        anchor=f"e{number}",
        number=str(number),
        name=plain(line.name),
        score=one_decimal(line.score),
        points=amount(line.points),
        gain=one_decimal(line.gain),
        level=level_label(line),
        level_key=line.grade.level.name.lower(),
    )


def _part(line: Line) -> PartView:
    """Return whether the part of the report that *line* asks for is there."""
    if not line.counted:
        known = "不适用" if line.grade.state is State.NOT_APPLICABLE else "待核"
        return PartView(plain(line.name), known, "unknown")
    if line.score <= 0:
        return PartView(plain(line.name), "缺", "missing")
    if line.gain > 0:
        return PartView(plain(line.name), "不全", "partial")
    return PartView(plain(line.name), "有", "present")


def _unscored(findings: Iterable[Finding]) -> str:
    """Return what is known of the parts of the report where no element asks for them."""
    missing = sum(finding.code == MISSING for finding in findings)
    if missing:
        return f"{UNSCORED}缺少{missing}个部分，见“报告自身的疑点”。"
    return f"{UNSCORED}疑点检查没有报出缺少的部分。"


def findings_summary(findings: Sequence[Finding]) -> str:
    """Return how many findings there are, the heaviest first, and what they cost."""
    if not findings:
        return "没有发现疑点"
    weights = [finding.severity for finding in findings]
    known = sorted(dict.fromkeys(weights), key=lambda weight: [*SEVERITIES, weight].index(weight))
    counts = [f"{severity_label(weight)}{weights.count(weight)}处" for weight in known]
    lost = sum((abs(finding.points) for finding in findings), Decimal(0))
    return "，".join([*counts, *([f"共扣{amount(lost)}分"] if lost else [])])


def weight(finding: Finding) -> int:
    """Return the finding's place among others: the heavier, the smaller."""
    return [*SEVERITIES, finding.severity].index(finding.severity)


def severity_label(severity: str) -> str:
    """Return the name of a finding's weight."""
    return SEVERITIES.get(severity, plain(severity))


def coverage(card: Scorecard) -> str:
    """Return what of the report was read and what was not."""
    report = card.report
    pages = report.pages or (report.coverage.pages if report.coverage else None)
    counts = [*_counts(report.coverage), *([f"{pages}页"] if pages else [])]
    read = "、".join([f"读出{report.characters}字", *counts])
    parts = unread_places(report.unread)
    return f"{read}；未读出：{parts}" if parts else f"{read}；没有未读出的部分"


def _counts(known: Coverage | None) -> Iterator[str]:
    """Yield how many paragraphs, tables and large pictures the report has, if that is known."""
    if known is None:
        return
    yield f"{known.paragraphs}个段落"
    if known.tables:
        yield f"{known.tables}个表格"
    if known.images:
        yield f"{known.images}张大图"


def standing(card: Scorecard) -> str:
    """Return whether the result stands or is provisional, and why."""
    parts = unread_places(card.report.unread)
    where = f"（{parts}）" if parts else ""
    if card.tally.provisional:
        pending = [line for line in card.tally.lines if line.grade.state is State.UNREADABLE]
        return f"暂定：报告有内容未读出{where}，{len(pending)}项待核"
    if parts:
        return f"确定；未读出的部分{where}可能使得分更高，请人工核对"
    return FINAL


def _doubts(card: Scorecard) -> Iterator[str]:
    """Yield what a reader must look at before trusting the total."""
    if not card.report.unit:
        yield "报告没有写明单位"
    if card.report.year is None:
        yield f"报告年度不详，{plain(card.rules.chosen)}"
    if card.warnings:
        yield f"另有提醒{len(card.warnings)}条，见“未读内容与提醒”"
