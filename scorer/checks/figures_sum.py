"""Stated totals against their parts: 其中…, 分别为…, brackets, and totals told after the parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise

from scorer.checks.figures_parts import SMALL_GAP, Part, PartLists, fits, same_unit, total_of
from scorer.checks.figures_read import PERCENT, POINTS, STOPS, Figure
from scorer.understanding.figure_language import ChangeWords, TotalWords

_BRACKET = re.compile("（([^（）]*)）")
_TEN_THOUSAND = Decimal(10_000)
_MEASURES = (PERCENT, POINTS)


@dataclass(frozen=True, slots=True)
class Objection:
    """What does not hold: the sentence that says so, and the stretch of the paragraph it is about.

    `decisive` are the figures whose stance decides whether a result is told at all.
    """

    message: str
    start: int
    end: int
    decisive: tuple[Figure, ...]


class SumReader:
    """Finds totals that their parts do not add up to."""

    def __init__(self, words: TotalWords, changes: ChangeWords) -> None:
        self._lists = PartLists(words)
        self._words = words
        self._within_words = tuple(words.within)
        some, every = map(alternatives, (words.some, words.every))
        self._every = re.compile(every)
        self._loose = re.compile(f"(?:{alternatives(words.loose)})*")
        self._cue = re.compile(f"(?P<every>{every})|(?P<some>{some})")
        total = alternatives(words.total)
        self._total = re.compile(f"(?:{total})(?P<act>.{{0,6}})$")
        change = (*changes.up, *changes.down, *changes.earlier)
        self._change = re.compile(alternatives(change))

    def find(self, text: str, figures: Sequence[Figure]) -> Iterator[Objection]:
        """Yield an objection for every total in the paragraph that does not hold."""
        counts = [one for one in figures if one.unit not in _MEASURES]
        if len(counts) < 2:  # noqa: PLR2004
            return
        seen: set[int] = set()
        for objection in (
            *self._introduced(text, counts),
            *self._bracketed(text, counts),
            *self._within(counts),
            *self._divided(text, counts),
            *self._summed_up(text, counts),
        ):
            if objection.end not in seen:
                seen.add(objection.end)
                yield objection

    def _introduced(self, text: str, figures: Sequence[Figure]) -> Iterator[Objection]:
        """Lists behind 其中, 分别为, 涉及; one total may have a list for each of its measures."""
        done = -1
        for cue in self._cue.finditer(text):
            first = next((i for i, one in enumerate(figures) if one.start >= cue.end()), None)
            if first is None or cue.start() < done or not self._opens(text, cue, figures[first]):
                continue
            for total in self._totals(figures, first, cue.start()):
                until = len(text)
                parts, possible = self._lists.after(text, figures, first, total.unit, until)
                if parts:
                    done = max(done, parts[-1].figure.start)
                    every = self._every.search(parts[0].figure.lead) is not None
                    yield from self._judged(
                        text, figures, total, parts, possible, cue[0], announced=every or cue.lastgroup == "every"
                    )

    def _opens(self, text: str, cue: re.Match[str], first: Figure) -> bool:
        """Return whether the cue stands in the clause of the first part, or just before it."""
        begin = first.start - len(first.lead)
        return cue.start() >= begin or text[cue.end() : begin] in ("", "，", "：")

    def _totals(self, figures: Sequence[Figure], first: int, cue: int) -> list[Figure]:
        """Return the totals that a list beginning with *figures*[first] may be about.

        They are the figures of the clause before the cue, each with its own measure; where none of
        them counts like the first part, the nearest before that does.
        """
        before = [one for one in figures[:first] if one.start < cue]
        if not before:
            return []
        period = figures[first].period
        if figures[first].sign in STOPS or before[-1].period != period:
            period = before[-1].period
            if figures[first].period - period > 1:
                return []
        clause: list[Figure] = []
        for one in reversed(before):
            clause.append(one)
            if one.sign or one.period != period:
                break
        if any(same_unit(one.unit, figures[first].unit) for one in clause):
            return clause
        near = (
            one
            for one in reversed(before)
            if one.period == period and same_unit(one.unit, figures[first].unit)
        )
        return [*clause, *islice(near, 1)]

    def _bracketed(self, text: str, figures: Sequence[Figure]) -> Iterator[Objection]:
        """Lists in brackets directly behind their total: 86份（采购42份、租赁25份、施工9份）."""
        for bracket in _BRACKET.finditer(text):
            inside = [i for i, one in enumerate(figures) if bracket.start() < one.start < bracket.end()]
            before = [one for one in figures if one.end <= bracket.start()]
            if not inside or not before or self._change.search(bracket[1]):
                continue
            total = before[-1]
            if total.end + len(total.tail) != bracket.start() or self._cue.search(bracket[1]):
                continue
            parts, possible = self._lists.after(
                text, figures, inside[0], total.unit, bracket.end()
            )
            if len(parts) > 1:
                yield from self._judged(
                    text, figures, total, parts, possible, "括号内", announced=True
                )

    def _divided(self, text: str, figures: Sequence[Figure]) -> Iterator[Objection]:
        """Kinds of a division that follow their total without any word: 12次，上半年5次、下半年6次."""
        for number, total in enumerate(figures[:-2]):
            following = figures[number + 1 :]
            if following[0].sign not in ("，", "：", "；") or self._cue.search(following[0].lead):
                continue
            if self._inside_list(text, figures, total):
                continue
            parts, possible = self._lists.after(
                text, figures, number + 1, total.unit, len(text)
            )
            if len(parts) < 2:  # noqa: PLR2004
                continue
            if self._cue.search(text, total.end, possible[-1].start):
                continue
            labels = [part.label for part in parts]
            listed = following[0].sign == "："
            if listed or self._lists.divided(labels) or self._all_but(parts, total):
                yield from self._judged(
                    text, figures, total, parts, possible, "", announced=True
                )

    def _within(self, figures: Sequence[Figure]) -> Iterator[Objection]:
        """A part larger than the total before it: 23名执法人员中，持证的25名."""
        for total, part in pairwise(figures):
            if total.tail.endswith(self._within_words) and total.period == part.period:
                if same_unit(total.unit, part.unit) and part.exact and total.exact:
                    if part.low > total.high:
                        yield self._too_large(total, part)

    def _all_but(self, parts: Sequence[Part], total: Figure) -> bool:
        """Return whether *parts* are kinds of one thing that all but add up to *total*."""
        if len(parts) < 2 or not self._lists.alike([part.label for part in parts]):  # noqa: PLR2004
            return False
        value, _, _ = total_of([part.figure for part in parts])
        return abs(value - total.value) <= SMALL_GAP * total.value

    def _inside_list(self, text: str, figures: Sequence[Figure], total: Figure) -> bool:
        """Return whether a list was opened in the sentence before *total*."""
        opened = next(one for one in figures if one.period == total.period)
        return self._cue.search(text, _begin(opened), total.start) is not None

    def _summed_up(self, text: str, figures: Sequence[Figure]) -> Iterator[Objection]:
        """Totals told behind their parts: 来信30件、来访20件、来电12件，合计72件."""
        for number, total in enumerate(figures):
            found = self._total.search(total.lead)
            if found is None or not total.exact:
                continue
            run = _run_before(text, figures, number)
            if len(run) < 2 or not all(one.exact for one in run):  # noqa: PLR2004
                continue
            act = found["act"]
            if not self._loose.fullmatch(act) and not any(act[:2] in one.lead for one in run):
                continue
            if any(fits(run[at:], total) for at in range(len(run) - 1)):
                continue
            yield self._objection(text, total, run, "", "合计")

    def _judged(
        self,
        text: str,
        figures: Sequence[Figure],
        total: Figure,
        parts: Sequence[Part],
        possible: Sequence[Figure],
        cue: str,
        *,
        announced: bool,
    ) -> Iterator[Objection]:
        numbers = [part.figure for part in parts]
        others = _other_totals(figures, total, numbers[0])
        total = _large_enough(total, others, numbers)
        if not total.exact:
            return
        larger = next((one for one in numbers if one.exact and one.low > total.high), None)
        if larger is not None:
            if cue in self._words.some:
                yield self._too_large(total, larger)
            return
        if len(numbers) < 2 or not all(one.exact for one in numbers):  # noqa: PLR2004
            return
        if self._lists.left_open(text, numbers[-1]) or self._adds_up(total, possible, others):
            return
        if self._lists.complete(parts, total, announced=announced):
            yield self._objection(text, total, numbers, cue, "总数")

    def _adds_up(
        self, total: Figure, possible: Sequence[Figure], others: Sequence[Figure]
    ) -> bool:
        """Return whether some reading of the list adds up to some reading of the total."""
        ends = [at for at, one in enumerate(possible) if at > 1 and one.sign != "、"]
        lists = [possible[:end] for end in (*ends, len(possible))]
        return any(fits(one, whole) for one in lists for whole in (total, *others))

    def _too_large(self, total: Figure, part: Figure) -> Objection:
        message = (
            f"其中的 {_number(part.value)} {part.unit}多于总数 {_number(total.value)} {total.unit}"
        )
        return Objection(message, _begin(total), part.end, (total, part))

    def _objection(
        self, text: str, total: Figure, parts: Sequence[Figure], cue: str, what: str
    ) -> Objection:
        value, _, _ = total_of(parts)
        unit, scale = total.unit, Decimal(1)
        if any("万" in one.text for one in (total, *parts)):
            unit, scale = f"万{unit}", _TEN_THOUSAND
        terms = "+".join(_number(one.value / scale) for one in parts)
        gap = _number(abs(value - total.value) / scale)
        lead = f"{cue} " if cue else ""
        message = (
            f"{lead}{terms}={_number(value / scale)} {unit}，"
            f"与{what} {_number(total.value / scale)} {unit}相差 {gap} {unit}"
        )
        begin = min(_begin(total), _begin(parts[0]))
        return Objection(message, begin, max(total.end, parts[-1].end), (total, parts[-1]))


def _large_enough(total: Figure, others: Sequence[Figure], parts: Sequence[Figure]) -> Figure:
    """Return *total*, or where a part is larger, the nearest before it that can hold all parts."""
    most = max(one.low for one in parts)
    able = (one for one in (total, *reversed(others)) if one.high >= most)
    return next(able, total)


def _other_totals(figures: Sequence[Figure], total: Figure, first: Figure) -> list[Figure]:
    """Return the other figures of the sentence, before the parts, that might be the total."""
    return [
        one
        for one in figures
        if one.end <= first.start
        and one is not total
        and one.period == total.period
        and same_unit(one.unit, total.unit)
    ]


def _run_before(text: str, figures: Sequence[Figure], number: int) -> list[Figure]:
    """Return the figures of consecutive clauses before *figures*[number] with the same measure."""
    total, run = figures[number], [figures[number]]
    if number and not total.sign and figures[number - 1].tail == total.lead:
        number -= 1  # the 三类 of 三类合计
        run = [figures[number]]
    for one in reversed(figures[:number]):
        gap = text[one.end + len(one.tail) : run[-1].start - len(run[-1].lead)]
        if one.period != total.period or not same_unit(one.unit, total.unit) or len(gap) > 1:
            break
        run.append(one)
    return run[:0:-1]


def _begin(one: Figure) -> int:
    return one.start - len(one.lead)


def _number(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def written(one: Figure) -> str:
    """Return a percentage as the report writes it, with the sign where it is in words."""
    return one.text


def alternatives(words: Sequence[str]) -> str:
    """Return an expression for any of *words*, the longest first; for none of no words."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
