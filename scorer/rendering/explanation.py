"""Why an element has its level: what counted, by which words, what did not and why."""

from __future__ import annotations

from collections.abc import Iterator

from scorer.model.result import Evidence, Level, Line, NearMiss, Scorecard, State
from scorer.model.uncounted import UNCOUNTED
from scorer.rendering.cells import fold
from scorer.rendering.checked import checked, complete, raised
from scorer.rendering.elements import STATE_LABELS, advice, basis_text, missing
from scorer.rendering.wording import amount, head, listed, one_decimal, place, plain, sentence

INDENT = "    "
PATTERN = 60  # characters of a pattern that are shown


def explanation(card: Scorecard, element: str, width: int) -> str:
    """Return why *element* of *card* has its level, in lines of at most *width* cells.

    Raises KeyError where the rule set has no such element.
    """
    lines = {line.id: line for line in card.tally.lines}
    return "\n".join(text for part in _parts(lines[element]) for text in fold(part, width, INDENT))


def _parts(line: Line) -> Iterator[str]:
    yield _verdict(line)
    counted = [each for each in line.grade.evidence if each.level >= Level.MENTIONED]
    spoken = [each for each in line.grade.evidence if each.level < Level.MENTIONED]
    yield "计分的语句：" if counted else "计分的语句：没有"
    for piece in counted:
        yield from _evidence(piece)
    if spoken or line.grade.near_misses:
        yield "相近但不计分的语句："
    for piece in spoken:
        yield from _evidence(piece)
    for miss in line.grade.near_misses:
        yield from _near_miss(miss)
    yield from _raise(line)
    basis = basis_text(line.basis)
    if basis:
        yield f"依据：{plain(basis)}"


def _verdict(line: Line) -> str:
    state = STATE_LABELS[line.grade.state]
    level = state or line.grade.level.label
    score = f"{one_decimal(line.score)}/{amount(line.points)} 分" if line.points else "不计分"
    return f"{line.id} {plain(line.name)}：{level}，{score}"


def _evidence(piece: Evidence) -> Iterator[str]:
    yield f"  · 「{plain(piece.quote)}」"
    section = f"“{plain(piece.section)}”" if piece.section else ""
    parts = [place(piece.paragraph, piece.page) + section, piece.level.label]
    if piece.items:
        parts.append(f"分项：{listed(piece.items)}")
    if piece.quantities:
        parts.append(f"数量：{listed(plain(each.text) for each in piece.quantities)}")
    yield "    " + "，".join(part for part in parts if part)
    if piece.level < Level.MENTIONED and (note := UNCOUNTED[piece.stance]):
        yield "    " + (f"从“{plain(piece.cue)}”看，" if piece.cue else "") + note
    if piece.pattern:
        pattern = head(piece.pattern, PATTERN)
        yield f"    认出的词语：“{plain(piece.hit)}”（规则中的句式：{pattern}）"
    if piece.check is not None and not complete(piece.check):
        yield f"    {checked(piece.check)}"


def _near_miss(miss: NearMiss) -> Iterator[str]:
    yield f"  · 「{plain(miss.quote)}」"
    yield f"    {place(miss.paragraph, miss.page)}，{plain(miss.reason)}"
    if miss.check is not None:
        yield f"    {checked(miss.check)}"


def _raise(line: Line) -> Iterator[str]:
    if line.grade.state is State.NOT_APPLICABLE:
        yield sentence(line.shortfall)
    elif line.gain > 0:
        gain = f"补足可加 {one_decimal(line.gain)} 分。"
        yield f"怎样提高：{missing(line)}{advice(line)}{gain}"
        if len(line.raises) > 1:
            yield from (f"  · {raised(step)}" for step in line.raises)
    else:
        yield "已得满分。"
