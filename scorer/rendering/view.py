"""A scorecard as ready strings: everything a page says is worded here, once for all formats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from scorer.model.result import (
    LEVEL_LABELS,
    Basis,
    Finding,
    GroupLine,
    Line,
    Scorecard,
    State,
    Tally,
)
from scorer.rendering.elements import STATE_LABELS, element_view
from scorer.rendering.frontpage import (
    PROVISIONAL_BAND,
    coverage,
    front_view,
    judgement,
    severity_label,
    step_text,
    weight,
)
from scorer.rendering.raising import priority, raise_list, ranked, total_gain
from scorer.rendering.shapes import (
    BasisView,
    ElementView,
    FactView,
    FindingView,
    FooterView,
    GroupView,
    HeaderView,
    ReportView,
)
from scorer.rendering.similar import similar_view
from scorer.rendering.unread import unread_lines, unread_places
from scorer.rendering.wording import (
    DASH,
    amount,
    day,
    document_name,
    head,
    listed,
    numeral,
    one_decimal,
    percent,
    place,
    plain,
    sentence,
)

PRIORITIES = 6
HASH = 12
FOOT = 40
FINDING_QUOTE = 120
LEGEND = (
    "每个要素按报告中最有力的一句话定档：" + "、".join(LEVEL_LABELS) + "，由低到高。",
    "只有写明已经做成的工作才计分；只写在问题、打算里的，不作为已做工作。",
    "得分 = 分值 × 档次系数 × 分项覆盖率，四舍五入到一位小数。引文中加下划线的是判分所据词语。",
    "本表只评报告写了什么，不代表对实际工作的评价。",
)


NO_FINDINGS = "年度、期限、数字、用语、编号和文字没有发现疑点。"


def present(card: Scorecard) -> ReportView:
    """Return *card* as a page shows it."""
    tally = card.tally
    rising = ranked(tally.lines)
    numbers = {line.id: number for number, line in enumerate(tally.lines, 1)}
    first = rising[:PRIORITIES]
    return ReportView(
        header=_header(card),
        judgement=judgement(tally),
        front=front_view(card, numbers),
        groups=_groups(tally, numbers),
        priorities=tuple(priority(line, numbers[line.id], n) for n, line in enumerate(first, 1)),
        priorities_sum=one_decimal(total_gain(first)) if first else "",
        priorities_rest=_rest(rising[PRIORITIES:]),
        raises=raise_list(tally.lines, numbers),
        raises_sum=one_decimal(total_gain(rising)) if rising else "",
        sums=_sums(tally),
        steps=_steps(tally),
        findings=tuple(map(_finding, sorted(card.findings, key=weight))),
        no_findings=NO_FINDINGS,
        similar=similar_view(card),
        unread=unread_lines(card.report.unread),
        warnings=tuple(sentence(warning) for warning in card.warnings),
        basis=_basis(tally.lines, numbers),
        legend=LEGEND,
        facts=_facts(card),
        footer=_footer(card),
    )


def _sums(tally: Tally) -> str:
    """Return how the groups' scores add up to what the elements earn."""
    if not tally.groups or not tally.steps:
        return ""
    terms = " + ".join(one_decimal(group.score) for group in tally.groups)
    return f"{terms} = {one_decimal(tally.steps[0].total)}"


def _steps(tally: Tally) -> tuple[str, ...]:
    """Return the steps from the elements' points to the total; none where there is only one."""
    return tuple(map(step_text, tally.steps)) if len(tally.steps) > 1 else ()


def _header(card: Scorecard) -> HeaderView:
    report, tally = card.report, card.tally
    year = f"{report.year}年度" if report.year is not None else ""
    return HeaderView(
        heading=f"{year}法治政府建设年度报告评分表",
        unit=plain(report.unit) or "（报告未写明单位）",
        year=year or "（年度不详）",
        title=plain(report.title) or plain(report.name),
        total=one_decimal(tally.total),
        full=amount(tally.full),
        band=PROVISIONAL_BAND if tally.provisional else plain(tally.band) or DASH,
        provisional=_provisional(card),
    )


def _provisional(card: Scorecard) -> str:
    if not card.tally.provisional:
        return ""
    parts = unread_places(card.report.unread)
    where = f"（{parts}）" if parts else ""
    return f"报告有内容未能读取{where}，其中可能有计分的内容；以上只计已读部分，总分为暂定。"


def _rest(lines: Sequence[Line]) -> str:
    if not lines:
        return ""
    return f"其余{len(lines)}项还可加{one_decimal(total_gain(lines))}分，见逐项评分。"


def _groups(tally: Tally, numbers: Mapping[str, int]) -> tuple[GroupView, ...]:
    views: dict[str, list[ElementView]] = {group.id: [] for group in tally.groups}
    for line in tally.lines:
        views[line.group].append(element_view(line, numbers[line.id]))
    return tuple(
        _group(group, tuple(views[group.id]), n) for n, group in enumerate(tally.groups, 1)
    )


def _group(group: GroupLine, elements: tuple[ElementView, ...], number: int) -> GroupView:
    share = percent(group.score, group.points)
    return GroupView(
        number=f"（{numeral(number)}）",
        name=plain(group.name),
        points=amount(group.points),
        score=one_decimal(group.score),
        percent=_rate(share, group, elements),
        width=share,
        elements=elements,
    )


def _rate(share: str, group: GroupLine, elements: Iterable[ElementView]) -> str:
    """Return a group's rate, or why it has none: what was not read may raise it."""
    states = {element.state_key for element in elements}
    if State.UNREADABLE.value in states:
        return STATE_LABELS[State.UNREADABLE]
    return DASH if group.points <= 0 or states == {State.NOT_APPLICABLE.value} else share


def _finding(finding: Finding) -> FindingView:
    return FindingView(
        code=plain(finding.code),
        severity=severity_label(finding.severity),
        severity_key="error" if finding.severity == "error" else "warning",
        message=sentence(finding.message),
        quote=head(plain(finding.quote), FINDING_QUOTE),
        place=place(finding.paragraph, finding.page),
        points=f"扣{amount(abs(finding.points))}分" if finding.points else "",
    )


def _basis(lines: Sequence[Line], numbers: Mapping[str, int]) -> tuple[BasisView, ...]:
    documents: dict[str, list[tuple[Basis, int]]] = {}
    for line in lines:
        for basis in line.basis:
            named = documents.setdefault(document_name(basis.document), [])
            named.append((basis, numbers[line.id]))
    return tuple(BasisView(name, _articles(pairs)) for name, pairs in documents.items())


def _articles(pairs: Sequence[tuple[Basis, int]]) -> tuple[str, ...]:
    """Return each article of one document with the elements that rest on it, first used first.

    What rests on the document as a whole comes before its articles.
    """
    used = dict.fromkeys((basis.note, basis.article) for basis, _ in pairs)
    order = sorted(used, key=any)
    sorted_pairs = sorted(pairs, key=lambda pair: order.index((pair[0].note, pair[0].article)))
    return tuple(
        _use(note, article, [number for _, number in group])
        for (note, article), group in groupby(sorted_pairs, lambda p: (p[0].note, p[0].article))
    )


def _use(note: str, article: str, numbers: Sequence[int]) -> str:
    remark = f"（{plain(note)}）" if note else ""
    return f"{plain(article)}{remark}：第{listed(map(str, numbers))}项"


def _facts(card: Scorecard) -> tuple[FactView, ...]:
    report, rules = card.report, card.rules
    facts = {
        "报告文件": plain(report.name),
        "成文日期": day(report.written) if report.written else "",
        "公开日期": day(report.published) if report.published else "",
        "报告年度取自": plain(report.year_from),
        "阅读范围": coverage(card),
        "规则集": f"{plain(rules.title)}（{plain(rules.id)}，{plain(rules.version)}版）",
        "选用理由": plain(rules.chosen),
        "评分时间": day(card.assessed_at) + f" {card.assessed_at:%H:%M}",
    }
    return tuple(FactView(name, value) for name, value in facts.items() if value)


def _footer(card: Scorecard) -> FooterView:
    engine = card.engine
    return FooterView(
        rules=head(f"规则集 {plain(card.rules.id)} {plain(card.rules.version)}版", FOOT),
        report=f"报告校验 {card.report.sha256[:HASH]}",
        engine=f"评分程序 {plain(engine.name)} {plain(engine.version)}",
        created=card.assessed_at.isoformat(timespec="seconds"),
    )
