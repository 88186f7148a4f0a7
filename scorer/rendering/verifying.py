"""Whether a scorecard's numbers hold: on its pages, among themselves, and computed anew.

Each function takes the JSON result as `attached` reads it and yields one sentence for each thing
that does not agree. A field that is missing or of another type raises KeyError, TypeError or
decimal.InvalidOperation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from scorer.model.result import Level, State
from scorer.rendering.elements import STATE_LABELS
from scorer.rendering.frontpage import PROVISIONAL_BAND
from scorer.rendering.view import HASH
from scorer.rendering.wording import DASH, amount, numeral, one_decimal, plain

Result = Mapping[str, Any]

HALF = Decimal("0.05")  # what rounding to one decimal may move
COVERAGE_HALF = Decimal("0.00005")  # what rounding a coverage to four decimals may move
SHOWN = 16  # characters of the page shown beside what should stand there
PARTS: Mapping[str, str] = {
    "report": "报告",
    "rules": "规则集",
    "total": "总分",
    "groups": "要素组",
    "elements": "要素",
    "findings": "疑点",
    "warnings": "提醒",
}
MOST = 40  # differences of a new computation that are named
UNCOMPARED = ("assessed_at", "compared", "engine", "report.name", "rules.chosen")


def printed(result: Result, text: str) -> Iterator[str]:
    """Yield what the pages' *text*, which has no white space, says otherwise than *result*."""
    total = result["total"]
    band = PROVISIONAL_BAND if total["provisional"] else plain(total["band"]) or DASH
    shown = f"{_score(total['score'])}/{_points(total['full'])}分"
    yield from _missing(text, f"{shown}{band}", f"总分 {shown}、等次“{band}”")
    for number, group in enumerate(result["groups"], 1):
        head = f"（{numeral(number)}）{group['name']}"
        value = f"{_score(group['score'])}/{_points(group['points'])}"
        yield from _row(text, head, value, f"“{group['name']}”得分 {value}")
    for number, element in enumerate(result["elements"], 1):
        points, score = _points(element["points"]), _element_score(element)
        level = _level(element)
        says = f"第{number}项“{element['name']}”分值 {points}、得分 {score}、{level}"
        yield from _row(text, f"{number}.{element['name']}", f"{points}{score}{level}", says)
    yield from _missing(text, f"报告校验{result['report']['sha256'][:HASH]}", "报告校验值")
    rules = f"规则集{result['rules']['id']}{result['rules']['version']}版"
    yield from _missing(text, rules, f"规则集 {result['rules']['id']}")


def consistent(result: Result) -> Iterator[str]:
    """Yield where the numbers of *result* do not follow from one another."""
    for element in result["elements"]:
        yield from _element(element)
    for group in result["groups"]:
        own = [each for each in result["elements"] if each["group"] == group["id"]]
        for field, word in (("score", "得分"), ("points", "分值")):
            added = _sum(own, field)
            if added != Decimal(group[field]):
                yield f"“{group['name']}”{word}应为各要素之和 {added}，附件为 {group[field]}"
    yield from _total(result)


def recomputed(attached: Result, computed: Result) -> Iterator[str]:
    """Yield where a new computation differs from what is *attached*, by the path of the field."""
    found = _differences("", dict(attached), dict(computed))
    for count, (path, was, now) in enumerate(found):
        if count == MOST:
            yield f"另有不同之处，只列出前 {MOST} 处"
            return
        yield f"{_told(path)}：附件为 {_short(was)}，重新评分为 {_short(now)}"


def _row(text: str, head: str, value: str, says: str) -> Iterator[str]:
    """Yield that no place of *text* has *head* followed by *value*, and what follows it instead."""
    head, value = _squeezed(head), _squeezed(value)
    if head + value in text:
        return
    beside = "" if "/" in value else r"(?![\d.]+/)"  # the first page's rows say 4.0/4
    found = re.search(f"{re.escape(head)}{beside}(?=[\\d—])(.{{1,{SHOWN}}})", text)
    page = f"页面上是“{found[1]}…”" if found else "页面上没有这一行"
    yield f"{says}，{page}"


def _missing(text: str, wanted: str, says: str) -> Iterator[str]:
    if _squeezed(wanted) not in text:
        yield f"{says}，页面上没有"


def _squeezed(text: str) -> str:
    return "".join(plain(text).split())


def _score(value: Decimal | int) -> str:
    return one_decimal(Decimal(value))


def _points(value: Decimal | int) -> str:
    return amount(Decimal(value))


def _element_score(element: Result) -> str:
    shown = element["state"] == State.SCORED.value or Decimal(element["score"]) > 0
    return _score(element["score"]) if shown else DASH


def _level(element: Result) -> str:
    state = State(element["state"])
    return STATE_LABELS[state] or Level[element["level"].upper()].label


def _element(element: Result) -> Iterator[str]:
    name = element["name"]
    points, score = Decimal(element["points"]), Decimal(element["score"])
    exact = points * Decimal(element["factor"]) * Decimal(element["coverage"])
    if abs(exact - score) > HALF + points * COVERAGE_HALF:
        yield f"“{name}”得分应为分值、系数、覆盖率之积 {one_decimal(exact)}，附件为 {score}"
    if points - score != Decimal(element["gain"]):
        yield f"“{name}”可加分应为 {points - score}，附件为 {element['gain']}"


def _total(result: Result) -> Iterator[str]:
    total, steps = result["total"], result["total"]["steps"]
    earned = _sum(result["elements"], "score")
    if not steps or Decimal(steps[0]["total"]) != earned:
        yield f"各要素得分之和为 {earned}，计算步骤的起点不是这个数"
        return
    for before, step in pairwise(steps):
        stands = Decimal(before["total"]) + Decimal(step["points"])
        if stands != Decimal(step["total"]):
            yield f"计算步骤“{step['kind']}”之后应为 {stands}，附件为 {step['total']}"
    if Decimal(steps[-1]["total"]) != Decimal(total["score"]):
        yield f"总分应为最后一步的 {steps[-1]['total']}，附件为 {total['score']}"
    pending = any(each["state"] == State.UNREADABLE.value for each in result["elements"])
    if pending != total["provisional"] or (pending and total["band"]):
        yield "总分是否暂定，与各要素的状态不合"


def _sum(parts: Sequence[Result], field: str) -> Decimal:
    return sum((Decimal(part[field]) for part in parts), Decimal(0))


def _differences(path: str, was: object, now: object) -> Iterator[tuple[str, object, object]]:
    if path in UNCOMPARED:
        return
    if isinstance(was, dict) and isinstance(now, dict):
        for key in dict.fromkeys((*was, *now)):
            below = f"{path}.{key}" if path else key
            yield from _differences(below, was.get(key), now.get(key))
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for number, (one, other) in enumerate(zip(was, now, strict=True), 1):
            yield from _differences(f"{path}[{number}]", one, other)
    elif was != now:
        yield path, was, now


def _told(path: str) -> str:
    """Return *path* with its part of the result named in Chinese."""
    first = re.split(r"[.\[]", path, maxsplit=1)[0]
    return PARTS.get(first, first) + path[len(first) :]


def _short(value: object) -> str:
    if isinstance(value, list):
        return f"{len(value)}项"
    shown = "没有" if value is None else plain(str(value))
    return shown if len(shown) <= MOST else shown[:MOST] + "…"
