"""Candidates → Grade: the best that counts gives the level; what does not count says why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scorer.judging.match import Candidate, Found
from scorer.model.document import Document, SectionKind, Sentence, Span
from scorer.model.result import Check, Evidence, Grade, Level, NearMiss, Quantity, Stance, State
from scorer.ruleset.model import Element

MOST_EVIDENCE = 8
MOST_NEAR_MISSES = 5
_TOPIC = "提到了有关的词，没有写到本要素的内容"
_NOT_DONE = {Stance.PLANNED, Stance.LACKING}
_REASONS = {
    Stance.PLANNED: "只是计划、要求或打算，不算已做的工作",
    Stance.LACKING: "说的是不足，不算已做的工作",
    Stance.OTHER_ACTOR: "说的是上级或其他单位的工作",
    Stance.EARLIER: "说的是以前年度的工作",
}


def grade(element: Element, found: Found, document: Document, *, unread: bool) -> Grade:
    """Return the level *element* reaches; `unread` says that a part of the report was not read.

    An element that is not in force in the report's year does not apply.
    """
    candidates = _enough(element, _without_empty_headings(found.candidates, document))
    told = [each for each in candidates if each.stance is element.counts]
    counted = [each for each in told if each.level >= Level.MENTIONED]
    spoken = [each for each in candidates if each.stance in _NOT_DONE]
    items = _items(element, told, document)
    level = max((each.level for each in counted), default=Level.ABSENT)
    if any(item.fact and item.name in items for item in element.items):
        level = max(level, element.item_level)
    shown = counted
    if level < Level.MENTIONED and spoken and element.counts is Stance.DONE:
        level, shown = Level.PLANNED, [replace(each, level=Level.PLANNED) for each in spoken]
    level = min(level, element.top)
    return Grade(
        element=element.id,
        state=_state(element, level, found, document, unread=unread),
        level=level,
        items_found=tuple(item.name for item in element.items if item.name in items),
        items_missing=tuple(item.name for item in element.items if item.name not in items),
        evidence=tuple(_evidence(element, shown, document)) or _fact_evidence(element, document),
        near_misses=tuple(_near_misses(element, candidates, shown, document)),
    )


def _state(
    element: Element, level: Level, found: Found, document: Document, *, unread: bool
) -> State:
    if not _in_force(element, document.identity.year):
        return State.NOT_APPLICABLE
    if level >= Level.MENTIONED:
        return State.SCORED
    if found.inapplicable:
        return State.NOT_APPLICABLE
    return State.UNREADABLE if unread else State.SCORED


def _in_force(element: Element, year: int | None) -> bool:
    if year is None:
        return True
    return element.first_year <= year <= (element.last_year or year)


def _enough(element: Element, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Where several concrete statements are needed, return them capped if they are too few."""
    if element.least == 1:
        return list(candidates)
    counted = [
        each
        for each in candidates
        if each.stance is element.counts and each.level >= Level.CONCRETE
    ]
    if _apart(counted) >= element.least:
        return list(candidates)
    return [replace(each, level=min(each.level, Level.MENTIONED)) for each in candidates]


def _without_empty_headings(candidates: Sequence[Candidate], document: Document) -> list[Candidate]:
    """Return *candidates* without headings whose own section tells only plans or lacks of it."""
    stances: dict[int | None, set[Stance]] = {}
    for each in candidates:
        sentence = document.sentences[each.sentence]
        if not sentence.heading and (each.level > Level.PLANNED or each.stance in _NOT_DONE):
            stances.setdefault(sentence.section, set()).add(each.stance)
    return [
        each
        for each in candidates
        if not document.sentences[each.sentence].heading
        or not (told := stances.get(document.sentences[each.sentence].section))
        or not told <= _NOT_DONE
    ]


def _apart(candidates: Iterable[Candidate]) -> int:
    """Return how many of *candidates* stand apart from one another, the shortest taken first."""
    taken: dict[int, list[Candidate]] = defaultdict(list)
    for each in sorted(candidates, key=lambda each: (each.end - each.start, each.start)):
        beside = taken[each.sentence]
        if not any(other.start < each.end and each.start < other.end for other in beside):
            beside.append(each)
    return sum(map(len, taken.values()))


def _items(element: Element, told: Iterable[Candidate], document: Document) -> set[str]:
    names = {each.clue.item for each in told if each.clue.item}
    facts = (item for item in element.items if item.fact)
    return names | {item.name for item in facts if document.identity.fact(item.fact) is not None}


def _evidence(
    element: Element, shown: Sequence[Candidate], document: Document
) -> Iterator[Evidence]:
    """Yield one Evidence a sentence, best first."""
    by_sentence: dict[int, list[Candidate]] = {}
    for each in shown:
        by_sentence.setdefault(each.sentence, []).append(each)
    ranked = sorted(by_sentence.items(), key=lambda pair: (-_rank(pair[1]), pair[0]))
    for number, candidates in ranked[:MOST_EVIDENCE]:
        best = max(candidates, key=lambda each: (each.level, each.end - each.start))
        described = _described(element, document, document.sentences[number], best, candidates)
        yield replace(described, check=_check(element, best))


def _check(element: Element, candidate: Candidate) -> Check:
    return Check(
        wording=min(candidate.wording, element.top),
        top=element.top,
        stance=candidate.stance,
        counts=element.counts,
    )


def _rank(candidates: Sequence[Candidate]) -> int:
    level = max(each.level for each in candidates)
    items = len({each.clue.item for each in candidates if each.clue.item})
    return int(level) * 100 + items * 10 + min(len(candidates), 9)


def _described(
    element: Element,
    document: Document,
    sentence: Sentence,
    best: Candidate,
    candidates: Sequence[Candidate],
) -> Evidence:
    start, end = document.source_range(sentence.span)
    place = document.place(sentence)
    hit = Span(sentence.span.start + best.start, sentence.span.start + best.end)
    found = {each.clue.item for each in candidates if each.clue.item}
    return Evidence(
        quote=document.quote(sentence.span),
        stance=best.stance,
        level=min(best.level, element.top),
        section=place.section,
        section_kind=place.section_kind,
        paragraph=place.paragraph,
        page=place.page,
        start=start,
        end=end,
        quantities=_distinct(candidates),
        items=tuple(item.name for item in element.items if item.name in found),
        pattern=best.clue.pattern.text,
        hit=document.quote(hit),
        cue=best.cue,
    )


def _distinct(candidates: Iterable[Candidate]) -> tuple[Quantity, ...]:
    return tuple(dict.fromkeys(found for each in candidates for found in each.quantities))


def _fact_evidence(element: Element, document: Document) -> tuple[Evidence, ...]:
    """Return what the report states about itself as evidence for items that are facts."""
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
    element: Element,
    candidates: Iterable[Candidate],
    shown: Iterable[Candidate],
    document: Document,
) -> Iterator[NearMiss]:
    reasons = _REASONS if element.counts is Stance.DONE else {}
    taken = {each.sentence for each in shown}
    seen: set[int] = set()
    for each in sorted(candidates, key=lambda each: (-each.level, each.sentence)):
        if each.sentence in taken or each.sentence in seen:
            continue
        seen.add(each.sentence)
        if len(seen) > MOST_NEAR_MISSES:
            return
        sentence = document.sentences[each.sentence]
        place = document.place(sentence)
        start, end = document.source_range(sentence.span)
        yield NearMiss(
            document.quote(sentence.span),
            reasons.get(each.stance, _TOPIC),
            place.paragraph,
            place.page,
            start,
            end,
            _check(element, each),
        )
