"""One line of the tally as people read it: quotations, what is missing, advice, basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from scorer.model.result import Basis, Evidence, Level, Line, NearMiss, State
from scorer.model.uncounted import UNCOUNTED
from scorer.rendering.shapes import ElementView, NearMissView, QuoteView
from scorer.rendering.wording import (
    DASH,
    amount,
    around,
    document_name,
    head,
    listed,
    one_decimal,
    percent,
    place,
    plain,
    sentence,
)

EXCERPT = 96
SECTION = 12
OTHERS = 2
NEAR_MISSES = 3
COMPLETE = "已得满分。"

STATE_LABELS: Mapping[State, str] = {
    State.SCORED: "",
    State.NOT_APPLICABLE: "不适用",
    State.UNREADABLE: "待核",
}
NO_QUOTE: Mapping[State, str] = {
    State.SCORED: "报告中没有找到相关表述。",
    State.NOT_APPLICABLE: "本要素不适用。",
    State.UNREADABLE: "已读部分没有找到相关表述，请人工核对未读部分。",
}


def element_view(line: Line, number: int) -> ElementView:
    """Return *line*, the element with the running *number*, as ready strings."""
    quotes = _quotes(line)
    return ElementView(
        anchor=f"e{number}",
        number=str(number),
        name=plain(line.name),
        group=plain(line.group),
        points=amount(line.points),
        score=one_decimal(line.score) if line.counted or line.score > 0 else DASH,
        width=percent(line.score, line.points) if line.counted else "0%",
        level=level_label(line),
        level_key=line.grade.level.name.lower(),
        state_key=line.grade.state.value,
        arithmetic=_arithmetic(line),
        reason=_reason(line),
        best=quotes[0] if quotes else None,
        others=quotes[1 : 1 + OTHERS],
        no_quote="" if quotes else NO_QUOTE[line.grade.state],
        missing=missing(line),
        advice=advice(line),
        complete=COMPLETE if _full(line) else "",
        gain=one_decimal(line.gain) if gains(line) else "",
        basis=basis_text(line.basis),
        near_misses=_near_misses(line),
    )


def level_label(line: Line) -> str:
    """Return the level's name, or the state's where there is no score."""
    return STATE_LABELS[line.grade.state] or line.grade.level.label


def gains(line: Line) -> bool:
    """Tell whether *line* has a score that can still rise."""
    return line.counted and line.gain > 0


def missing(line: Line) -> str:
    """Return what keeps *line* from full marks: the shortfall, and items that it does not name."""
    if _full(line):
        return ""
    unnamed = [item for item in line.grade.items_missing if item not in line.shortfall]
    items = f"缺分项：{listed(unnamed)}。" if unnamed else ""
    return sentence(line.shortfall) + items


def advice(line: Line) -> str:
    """Return the advice where following it would help."""
    useless = _full(line) or line.grade.state is State.NOT_APPLICABLE
    return "" if useless else sentence(line.advice)


def basis_text(bases: Sequence[Basis]) -> str:
    """Return the legal bases in one phrase."""
    return "；".join(
        document_name(basis.document) + plain(basis.article) + _remark(basis) for basis in bases
    )


def _remark(basis: Basis) -> str:
    return f"（{plain(basis.note)}）" if basis.note else ""


def _full(line: Line) -> bool:
    return line.counted and line.gain <= 0


def _arithmetic(line: Line) -> str:
    if not line.counted:
        return ""
    steps = [f"分值{amount(line.points)}", f"档次系数{amount(line.factor)}"]
    if line.coverage != 1:
        found, lost = len(line.grade.items_found), len(line.grade.items_missing)
        covered = f"（{found}/{found + lost}）" if found + lost else ""
        share = percent(line.coverage, Decimal(1))
        steps.append(f"分项覆盖{share}{covered}")
    return f"{' × '.join(steps)} = {one_decimal(line.score)}"


def _reason(line: Line) -> str:
    """Return why *line* has its score: what is missing, or that nothing is."""
    return COMPLETE if _full(line) else missing(line)


def _quotes(line: Line) -> tuple[QuoteView, ...]:
    uncounted = line.grade.level <= Level.PLANNED
    return tuple(_quote(piece, uncounted=uncounted) for piece in line.grade.evidence)


def _quote(piece: Evidence, *, uncounted: bool) -> QuoteView:
    quote, hit = plain(piece.quote), plain(piece.hit)
    before, mark, after = quote.partition(hit) if hit else (quote, "", "")
    if len(mark) > EXCERPT:
        before, mark, after = quote, "", ""
    if not mark:
        before, after = "", quote
    lead, tail = around(before, mark, after, EXCERPT)
    return QuoteView(
        before=before,
        mark=mark,
        after=after,
        lead=lead,
        tail=tail,
        place=place(piece.paragraph, piece.page),
        section=plain(piece.section),
        heading=head(plain(piece.section), SECTION),
        note=UNCOUNTED[piece.stance] if uncounted else "",
        quantities=listed(quantity.text for quantity in piece.quantities),
    )


def _near_misses(line: Line) -> tuple[NearMissView, ...]:
    if _full(line):
        return ()
    return tuple(_near_miss(miss) for miss in line.grade.near_misses[:NEAR_MISSES])


def _near_miss(miss: NearMiss) -> NearMissView:
    text = plain(miss.quote)
    return NearMissView(
        excerpt=head(text, EXCERPT // 2),
        text=text,
        reason=plain(miss.reason),
        place=place(miss.paragraph, miss.page),
    )
