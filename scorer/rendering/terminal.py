"""A scorecard on a terminal: the total, what is weak and what to add, in one screenful or two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scorer.model.result import Scorecard
from scorer.rendering.cells import cut, fold, pad
from scorer.rendering.shapes import ElementView, FindingView, GroupView, PriorityView, ReportView
from scorer.rendering.view import present
from scorer.rendering.wording import DASH

NARROWEST = 40
BAR = 10
FIRST = 5
INDENT = "     "
HINT = "加 -o 评分表.pdf 可得完整评分表（引文、出处、依据、未计分的近似语句）。"
BOLD, RESET = "\x1b[1m", "\x1b[0m"
STYLES: Mapping[str, str] = {
    "absent": "\x1b[31m",
    "planned": "\x1b[31m",
    "mentioned": "\x1b[33m",
    "concrete": "",
    "quantified": "\x1b[32m",
}
LEVEL_CELLS = 18


def summary(card: Scorecard, width: int, *, colour: bool) -> str:
    """Return *card* for a terminal *width* cells wide (at least 40); it ends with a line break."""
    columns = max(width, NARROWEST)
    view = present(card)
    blocks = (
        _head(view, columns),
        _groups(view, columns),
        _priorities(view, columns),
        _elements(view, columns),
        _steps(view, columns),
        _findings(view, columns),
        _similar(view, columns),
        _unread(view, columns),
        iter(fold(HINT, columns)),
    )
    texts = ("\n".join(block) for block in blocks)
    shown = "\n\n".join(text for text in texts if text) + "\n"
    return shown if colour else _uncoloured(shown)


def _head(view: ReportView, columns: int) -> Iterator[str]:
    header = view.header
    yield from fold(f"{header.unit}　{header.year}", columns)
    yield f"{BOLD}{cut(f'{header.total} / {header.full} 分　{header.band}', columns)}{RESET}"
    yield from fold(view.judgement, columns)
    if header.provisional:
        yield from fold(header.provisional, columns)
    yield from fold(f"阅读范围：{view.front.coverage}", columns)


def _groups(view: ReportView, columns: int) -> Iterator[str]:
    yield _title("各部分得分")
    scores = [f"{group.score}/{group.points}" for group in view.groups]
    room = max(map(len, scores), default=0)
    for group, score in zip(view.groups, scores, strict=True):
        yield _group(group, score.rjust(room), columns)


def _group(group: GroupView, score: str, columns: int) -> str:
    filled = (int(group.width.rstrip("%")) * BAR + 50) // 100
    return cut(f"  {'■' * filled}{'□' * (BAR - filled)} {score}  {group.name}", columns)


def _priorities(view: ReportView, columns: int) -> Iterator[str]:
    if not view.priorities:
        return
    yield _title("最该补的")
    for item in view.priorities[:FIRST]:
        yield from _priority(item, columns)


def _priority(item: PriorityView, columns: int) -> Iterator[str]:
    start, level = f"  {item.number}. ", f"（{item.level}，可加{item.gain}分）"
    yield from fold(f"{start}{item.name}{level}", columns, INDENT)
    for label, text in (("缺：", item.missing), ("补：", item.advice)):
        if text:
            yield from fold(f"{INDENT}{label}{text}", columns, INDENT + "    ")


def _elements(view: ReportView, columns: int) -> Iterator[str]:
    yield _title("逐项评分")
    elements = [element for group in view.groups for element in group.elements]
    scores = [f"{element.score.replace(DASH, '-')}/{element.points}" for element in elements]
    room = max(map(len, scores), default=0)
    for element, score in zip(elements, scores, strict=True):
        yield _element(element, score.rjust(room), columns)


def _element(element: ElementView, score: str, columns: int) -> str:
    style = STYLES[element.level_key]
    level = pad(element.level, LEVEL_CELLS)
    shown = cut(f"  {score}  {level}{element.name}", columns)
    return shown.replace(level, f"{style}{level}{RESET}", 1) if style else shown


def _steps(view: ReportView, columns: int) -> Iterator[str]:
    if not view.steps:
        return
    yield _title("总分的计算")
    for step in view.steps:
        yield from fold(f"  {step}", columns, "    ")


def _findings(view: ReportView, columns: int) -> Iterator[str]:
    if not view.findings:
        return
    yield _title("报告自身的疑点")
    for finding in view.findings:
        yield from fold(f"  {_finding(finding)}", columns, "    ")


def _finding(finding: FindingView) -> str:
    notes = "，".join(note for note in (finding.place, finding.points) if note)
    return f"{finding.severity}：{finding.message}" + (f"（{notes}）" if notes else "")


def _similar(view: ReportView, columns: int) -> Iterator[str]:
    if view.similar is None:
        return
    yield _title("与其他报告相同的段落")
    yield from fold(f"  {view.similar.summary}", columns, "    ")
    for other in view.similar.reports:
        told = f"{other.count} 处，相同 {other.characters} 字，占本报告的 {other.share}"
        yield from fold(f"  {other.name}：{told}", columns, "    ")


def _unread(view: ReportView, columns: int) -> Iterator[str]:
    if not (view.unread or view.warnings):
        return
    yield _title("未读内容与提醒")
    for part in (*(f"未读 {part}" for part in view.unread), *view.warnings):
        yield from fold(f"  {part}", columns, "    ")


def _title(text: str) -> str:
    return f"{BOLD}{text}{RESET}"


def _uncoloured(text: str) -> str:
    """Drop the styles again; the view has no control characters, so all of them are ours."""
    for code in (BOLD, RESET, *filter(None, STYLES.values())):
        text = text.replace(code, "")
    return text
