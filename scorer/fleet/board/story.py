"""What the board says in sentences: page one's story, what to be careful of, how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorer.fleet.board.entries import Entry, several
from scorer.pipeline import SHORTEST_REPORT
from scorer.rendering.board.shapes import SHORT, Cohort, Failure, Standing
from scorer.rendering.wording import listed, plain, squeezed

WEAKEST = 3  # elements named in the story
MOST_NAMED = 4
MOST_UNITS = 3  # that share a place

READING = (
    "名次只在用同一套规则评分的报告之间排；总分相同的名次相同并注明“并列”，其后名次顺延（1、1、3）。",
    "总分暂定的（有内容未能读取）和未能评分的不排名，也不计入平均分、中位数、等次和得分率。",
    "得分率是各报告得分占分值的百分比的平均数；不适用该要素的报告不计入。",
    "“值得借鉴的写法”取自该部分得分最高单位的报告原文，是证据最实的语句；并列时取名次在前的一家。",
    "评分看报告写了什么，不等于工作做得怎样；请对照原报告使用。",
)


def heading(cohorts: Sequence[Cohort]) -> str:
    """Return the heading: the years of the reports, as a scorecard's heading has them."""
    years = sorted({year for cohort in cohorts for year in cohort.years})
    if not years:
        return "法治政府建设年度报告评分排名"
    span = f"{years[0]}年度" if len(years) == 1 else f"{years[0]}—{years[-1]}年度"
    return f"{span}法治政府建设年度报告评分排名"


def story(cohorts: Sequence[Cohort], failed: int) -> Iterator[str]:
    """Yield what page one says of the largest cohort: how many, how good, where it is weak."""
    if not cohorts:
        yield f"没有一份报告评出结果，{failed} 份未能评分，原因见后。"
        return
    total = sum(len(each.standings) for each in cohorts) + failed
    ranked = sum(len(each.ranked) for each in cohorts)
    provisional = sum(len(each.provisional) for each in cohorts)
    yield f"共 {total} 份报告，参加排名 {ranked} 份，{_apart(provisional, failed)}。"
    yield from _level(cohorts[0])
    yield from _weak(cohorts[0])


def _apart(provisional: int, failed: int) -> str:
    if not provisional and not failed:
        return "没有暂定和未能评分的"
    parts = [f"总分暂定、不排名 {provisional} 份"] if provisional else []
    parts += [f"未能评分 {failed} 份"] if failed else []
    return "，".join(parts)


def _level(cohort: Cohort) -> Iterator[str]:
    figures, ranked = cohort.figures, cohort.ranked
    if figures is None:
        yield "没有可以排名的报告：总分都是暂定的，所以不算平均分，也不排名次。"
        return
    if len(ranked) == 1:
        only = ranked[0]
        yield f"只有一份报告参加排名：{only.short} {only.score} 分（满分 {cohort.full} 分）。"
        return
    level = f"平均 {figures.mean} 分，中位数 {figures.median} 分（满分 {cohort.full} 分）。"
    if figures.highest == figures.lowest:
        yield f"{level}各份总分相同。"
        return
    yield (
        f"{level}最高 {figures.highest} 分（{_who(ranked, first=True)}），"
        f"最低 {figures.lowest} 分（{_who(ranked, first=False)}），"
        f"相差 {figures.highest - figures.lowest} 分。"
    )


def _who(ranked: Sequence[Standing], *, first: bool) -> str:
    edge = ranked[0].score if first else ranked[-1].score
    labels = [each.short for each in ranked if each.score == edge]
    more = f"等 {len(labels)} 家" if len(labels) > MOST_UNITS else ""
    return listed(labels[:MOST_UNITS]) + more


def _weak(cohort: Cohort) -> Iterator[str]:
    weakest = [each for each in cohort.strengths if each.share < _FULL][:WEAKEST]
    if not weakest or len(cohort.ranked) < _A_FEW:
        return
    told = (
        f"{plain(each.element.name)}（得分率 {each.share}%"
        + (f"，{each.absent} 家一字未提）" if each.absent else "）")
        for each in weakest
    )
    yield f"总体最弱的是{'；'.join(told)}。"


_FULL = 100
_A_FEW = 2


def cautions(
    cohorts: Sequence[Cohort], failed: Sequence[Failure], entries: Sequence[Entry]
) -> Iterator[str]:
    """Yield what page one must not hide: other rule sets, years, doubles, what has no rank."""
    if len(cohorts) > 1:
        others = "；".join(
            f"另有 {len(each.standings)} 份按《{each.rules.title}》评" for each in cohorts[1:]
        )
        yield (
            f"报告用了 {len(cohorts)} 套规则评分，分数不能互相比较，分开排名。"
            f"以下总览只说份数最多的一套；{others}，见后。"
        )
    for cohort in cohorts:
        if len(cohort.years) > 1:
            years = "、".join(map(str, cohort.years))
            yield f"排在一起的有不同年度（{years}）的报告，表中注明年度。"
    yield from _doubles(entries)
    yield from _too_short(entries)
    provisional = [each.label for cohort in cohorts for each in cohort.provisional]
    if provisional:
        yield f"总分暂定、不排名：{_named(provisional)}。"
    if failed:
        yield f"未能评分：{_named([each.name for each in failed])}。"


def _doubles(entries: Sequence[Entry]) -> Iterator[str]:
    units = [
        f"{unit}（{len(reports)} 份）"
        for unit, reports in sorted(several(list(entries)).items())
        if len({each.year for each in reports}) < len(reports)
    ]
    if units:
        yield f"同一单位同一年度有几份报告，分别排名，请确认以哪份为准：{_named(units)}。"


def _too_short(entries: Sequence[Entry]) -> Iterator[str]:
    names = [plain(e.unit) or plain(e.name) for e in entries if e.characters < SHORTEST_REPORT]
    if names:
        few = f"全文不足 {SHORTEST_REPORT} 字，可能不是报告正文，请核对"
        yield f"{few}：{_named(names)}。"


def _named(names: Sequence[str]) -> str:
    more = f"等 {len(names)} 个" if len(names) > MOST_NAMED else ""
    return listed(squeezed(name, SHORT) for name in names[:MOST_NAMED]) + more


def notes(cohorts: Sequence[Cohort]) -> Iterator[str]:
    """Yield how the board is to be read."""
    yield from READING
    for cohort in cohorts:
        yield f"规则集：{cohort.name}，校验值 {cohort.rules.sha256[:12]}。"


def foot(cohorts: Sequence[Cohort]) -> str:
    """Return the line at the foot of every page."""
    rules = "；".join(f"{e.rules.id} {e.rules.version}（{e.rules.sha256[:12]}）" for e in cohorts)
    return f"规则集：{rules}" if rules else ""
