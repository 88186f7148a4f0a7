"""How an objection to a figure is worded and where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scorer.checks.figures_read import Figure

HUNDRED = Decimal(100)
_TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Objection:
    """What does not hold: the sentence that says so, and the stretch of the paragraph it is about.

    `decisive` are the figures whose stance decides whether a result is told at all.
    """

    message: str
    start: int
    end: int
    decisive: tuple[Figure, ...]


def unequal(total: Figure, parts: Sequence[Figure], cue: str, what: str) -> Objection:
    """Return the objection that *parts* do not add up to *total*; the message shows the sum."""
    unit, scale = total.unit, Decimal(1)
    if any("万" in one.text for one in (total, *parts)):
        unit, scale = f"万{unit}", _TEN_THOUSAND
    value = sum((one.value for one in parts), Decimal(0))
    terms = "+".join(plain(one.value / scale) for one in parts)
    gap = plain(abs(value - total.value) / scale)
    message = (
        f"{cue} {terms}={plain(value / scale)} {unit}，"
        f"与{what} {plain(total.value / scale)} {unit}相差 {gap} {unit}"
    )
    return _about(message.lstrip(), (total, *parts), (total, parts[-1]))


def too_large(total: Figure, part: Figure) -> Objection:
    """Return the objection that a part is larger than the whole."""
    message = f"其中的 {plain(part.value)} {part.unit}多于总数 {plain(total.value)} {total.unit}"
    return _about(message, (total, part), (total, part))


def above_hundred(rate: Figure, name: str) -> Objection:
    """Return the objection that a part's rate exceeds 100 %."""
    return _about(f"{name}写 {rate.text}，超过了 100%", (rate,), (rate,))


def not_the_quotient(name: str, rate: Figure, part: Figure, whole: Figure) -> Objection:
    """Return the objection that *rate* is not *part* ÷ *whole*; the message shows the division."""
    shown = _rounded(HUNDRED * part.value / whole.value, rate)
    division = f"{plain(part.value)} ÷ {plain(whole.value)} = {shown}%"
    message = f"{name}：{division}，报告写 {rate.text}"
    return _about(message, (rate, part, whole), (rate, part, whole))


def not_the_change(rate: Figure, now: Figure, before: Figure) -> Objection:
    """Return the objection that *rate* is not the change from *before* to *now*."""
    value = HUNDRED * (now.value - before.value) / before.value
    way = "增长" if value > 0 else "下降"
    message = (
        f"{plain(now.value)} 比 {plain(before.value)} {way} {_rounded(abs(value), rate)}%，"
        f"报告写 {rate.text}"
    )
    return _about(message, (rate, now, before), (rate, now))


def not_the_difference(rate: Figure, now: Figure, before: Figure) -> Objection:
    """Return the objection that *rate* is not the difference of two percentages."""
    points = plain(abs(now.value - before.value))
    message = (
        f"{plain(now.value)}% 与 {plain(before.value)}% 相差 {points} 个百分点，报告写 {rate.text}"
    )
    return _about(message, (rate, now, before), (rate, now))


def plain(value: Decimal) -> str:
    """Return *value* in digits, without zeros behind the last written decimal."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def alternatives(words: Sequence[str]) -> str:
    """Return an expression for any of *words*, the longest first; it never matches for none."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def _rounded(value: Decimal, rate: Figure) -> Decimal:
    """Return *value* to the decimals of *rate*, but to one at least, half up."""
    return value.quantize(Decimal(1).scaleb(-max(rate.places, 1)), ROUND_HALF_UP)


def _about(message: str, all_of: Sequence[Figure], decisive: tuple[Figure, ...]) -> Objection:
    begin = min(one.start - len(one.lead) for one in all_of)
    return Objection(message, begin, max(one.end for one in all_of), decisive)
