"""What is told → Grade: the best that counts gives the level; what does not count says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scorer.judging.match import Found, Statement
from scorer.judging.missed import why_not
from scorer.judging.told import NOT_DONE, Candidate, Shown, Weight, apart, capped, weigh
from scorer.model.document import Document, SectionKind, Span, one_line
from scorer.model.result import Evidence, Grade, Level, NearMiss, Stance, State
from scorer.ruleset.model import Element

MOST_EVIDENCE = 8
MOST_NEAR_MISSES = 5


def grade_all(
    elements: Sequence[Element], found: Mapping[str, Found], document: Document, *, unread: bool
) -> list[Grade]:
    """Return the level that *document* reaches in each of *elements*, in their order.

    `unread` says that a part of the report was not read.
    """
    judge = _Judge(document, unread=unread)
    return [judge.grade(element, found[element.id]) for element in elements]


def grade(element: Element, found: Found, document: Document, *, unread: bool) -> Grade:
    """Return the level *element* reaches; `unread` says that a part of the report was not read.

    An element that is not in force in the report's year does not apply.
    """
    return _Judge(document, unread=unread).grade(element, found)


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A sentence with its place, as evidence and near misses quote it."""

    text: str
    section: str
    kind: SectionKind
    paragraph: int
    page: int | None
    start: int
    end: int


class _Judge:
    """Grades the elements of one document; each sentence is quoted once for all of them."""

    def __init__(self, document: Document, *, unread: bool) -> None:
        self._document, self._unread = document, unread
        self._quoted: dict[int, _Quoted] = {}
        sentences = enumerate(document.sentences)
        self._headings = frozenset(number for number, each in sentences if each.heading)

    def grade(self, element: Element, found: Found) -> Grade:
        weighed = [(number, weigh(told)) for number, told in self._statements(element, found)]
        items = self._items(element, weighed)
        level = max((weight.level for _, weight in weighed), default=Level.ABSENT)
        if any(item.fact and item.name in items for item in element.items):
            level = max(level, element.item_level)
        shown = [(number, weight.counted) for number, weight in weighed if weight.counted]
        if level < Level.MENTIONED and element.counts is Stance.DONE:
            spoken = [(number, weight.spoken) for number, weight in weighed if weight.spoken]
            level, shown = (Level.PLANNED, spoken) if spoken else (level, shown)
        level = min(level, element.top)
        return Grade(
            element=element.id,
            state=self._state(element, level, found),
            level=level,
            items_found=tuple(item.name for item in element.items if item.name in items),
            items_missing=tuple(item.name for item in element.items if item.name not in items),
            evidence=tuple(self._evidence(element, shown)) or self._facts(element),
            near_misses=tuple(self._near_misses(element, weighed, {number for number, _ in shown})),
        )

    def _state(self, element: Element, level: Level, found: Found) -> State:
        if not _in_force(element, self._document.identity.year):
            return State.NOT_APPLICABLE
        if level >= Level.MENTIONED:
            return State.SCORED
        if found.inapplicable:
            return State.NOT_APPLICABLE
        return State.UNREADABLE if self._unread else State.SCORED

    def _statements(self, element: Element, found: Found) -> Sequence[Statement]:
        """Return what is weighed: no empty headings, nothing concrete where it is too little."""
        statements = self._without_empty_headings(found.statements)
        if element.least == 1 or _times(element, statements) >= element.least:
            return statements
        return [(number, capped(told)) for number, told in statements]

    def _without_empty_headings(self, statements: Sequence[Statement]) -> Sequence[Statement]:
        """Return *statements* without headings whose section tells only plans or lacks of it."""
        headings, sentences = self._headings, self._document.sentences
        if headings.isdisjoint([number for number, _ in statements]):
            return statements
        stances: dict[int | None, set[Stance]] = {}
        for number, told in statements:
            if number not in headings and (meant := weigh(told).stances):
                stances.setdefault(sentences[number].section, set()).update(meant)
        return [
            (number, told)
            for number, told in statements
            if number not in headings
            or not (others := stances.get(sentences[number].section))
            or not others <= NOT_DONE
        ]

    def _items(self, element: Element, weighed: Sequence[tuple[int, Weight]]) -> set[str]:
        if not element.items:
            return set()
        identity = self._document.identity
        facts = (item for item in element.items if item.fact)
        names = {item.name for item in facts if identity.fact(item.fact) is not None}
        return names.union(*(weight.items for _, weight in weighed))

    def _evidence(self, element: Element, shown: Sequence[tuple[int, Shown]]) -> Iterator[Evidence]:
        """Yield one Evidence a sentence, best first."""
        ranked = sorted(shown, key=lambda pair: (-pair[1].rank, pair[0]))
        for number, piece in ranked[:MOST_EVIDENCE]:
            quoted, best = self._quote(number), piece.best
            yield Evidence(
                quote=quoted.text,
                stance=best.stance,
                level=min(best.level, element.top),
                section=quoted.section,
                section_kind=quoted.kind,
                paragraph=quoted.paragraph,
                page=quoted.page,
                start=quoted.start,
                end=quoted.end,
                quantities=piece.quantities,
                items=piece.items,
                pattern=best.clue.pattern.text,
                hit=self._hit(number, best),
                cue=best.cue,
                check=piece.check,
            )

    def _hit(self, number: int, best: Candidate) -> str:
        """Return the words that *best* matched, as written."""
        quoted, span = self._quoted[number], self._document.sentences[number].span
        if len(quoted.text) == len(span):  # nothing was left out of it
            return quoted.text[best.start : best.end]
        return self._document.quote(Span(span.start + best.start, span.start + best.end))

    def _facts(self, element: Element) -> tuple[Evidence, ...]:
        """Return what the report states about itself as evidence for items that are facts."""
        document = self._document
        opening = document.sentences[0].kind if document.sentences else SectionKind.OTHER
        evidence = []
        for item in element.items:
            fact = document.identity.fact(item.fact) if item.fact else None
            if fact is None:
                continue
            start, end = document.source_range(fact.span)
            block = document.clean.block_at(fact.span.start)
            evidence.append(
                Evidence(
                    quote=document.quote(fact.span),
                    stance=Stance.DONE,
                    level=element.item_level,
                    section="",
                    section_kind=opening,
                    paragraph=block.paragraph,
                    page=block.page,
                    start=start,
                    end=end,
                    items=(item.name,),
                    hit=fact.value,
                )
            )
        return tuple(evidence)

    def _near_misses(
        self, element: Element, weighed: Sequence[tuple[int, Weight]], taken: set[int]
    ) -> Iterator[NearMiss]:
        missed = [(number, weight) for number, weight in weighed if number not in taken]
        missed.sort(key=lambda pair: (-pair[1].foremost.level, pair[0]))
        for number, weight in missed[:MOST_NEAR_MISSES]:
            quoted, nearest = self._quote(number), weight.foremost
            yield NearMiss(
                quoted.text,
                why_not(nearest, element.counts, quoted.kind, self._hit(number, nearest)),
                quoted.paragraph,
                quoted.page,
                quoted.start,
                quoted.end,
                weight.check,
            )

    def _quote(self, number: int) -> _Quoted:
        quoted = self._quoted.get(number)
        if quoted is None:
            sentence = self._document.sentences[number]
            place = self._document.place(sentence)
            start, end = self._document.quoted_range(sentence.span)
            quoted = self._quoted[number] = _Quoted(
                one_line(self._document.clean.source.text[start:end]),
                place.section,
                place.section_kind,
                place.paragraph,
                place.page,
                start,
                end,
            )
        return quoted


def _in_force(element: Element, year: int | None) -> bool:
    if year is None:
        return True
    return element.first_year <= year <= (element.last_year or year)


def _times(element: Element, statements: Sequence[Statement]) -> int:
    """Return how many concrete statements count for *element*."""
    return sum(
        apart(
            each
            for each in told.candidates
            if each.stance is element.counts and each.level >= Level.CONCRETE
        )
        for _, told in statements
    )
