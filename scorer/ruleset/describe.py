"""A rule set and its elements in plain Chinese: what counts, what does not, why, and from where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scorer.model.document import SectionKind
from scorer.model.result import LEVEL_LABELS, Level, Stance
from scorer.ruleset.model import Amendment, Clue, Element, Example, Ruleset, Veto
from scorer.ruleset.terms import COUNTED, KINDS

MOST_WORDS = 12  # of a word list that are shown
_WHERE = {
    Level.CONCRETE: "一句话里",
    Level.MENTIONED: "一句话里",
    Level.PLANNED: "写计划、要求或不足的一句话里",
}
_NAMED = re.compile(r"[{｛]\s*([^{}｛｝]+?)\s*[}｝]")
_KIND_WORDS = {kind: word for word, kind in KINDS.items()}
_COUNTED_WORDS = {stance: word for word, stance in COUNTED.items()}


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands below it."""

    heading: str
    lines: tuple[str, ...]


def element_title(element: Element) -> str:
    """Return an element's name, id and points in one line."""
    return f"{element.name}（{element.id}），{_plain(element.points)} 分，满档：{element.top.label}"


def describe_element(ruleset: Ruleset, element: Element) -> tuple[Part, ...]:
    """Return what an editor wants to know of *element*, without empty parts."""
    parts = (
        Part("什么算", tuple(_what_counts(element))),
        Part("分项", tuple(_items(element))),
        Part("不算", tuple(_listed(pattern.text for pattern in element.excluded))),
        Part("条件", tuple(_conditions(element))),
        Part("词组", tuple(_word_lists(ruleset, element))),
        Part("依据", tuple(_basis(element))),
        Part("建议", (element.advice,)),
        Part("例句", tuple(_examples(element))),
    )
    return tuple(part for part in parts if part.lines)


def origins(element: Element, edits: Iterable[tuple[str, str, str]]) -> tuple[Part, ...]:
    """Return where each value of *element* is written, after 继承.

    *edits* are what heirs add to its lists or drop from them: key, edit and place.
    """
    edited: dict[str, list[str]] = {}
    for key, edit, place in edits:
        edited.setdefault(key, []).append(f"{edit} {place}")
    written = dict(element.origins)
    lines = [
        "　".join([key, *([f"{written[key]}"] if key in written else []), *edited.get(key, [])])
        for key in dict.fromkeys([*written, *edited])
    ]
    return (Part("各项写在哪里", tuple(lines)),) if lines else ()


def describe_ruleset(ruleset: Ruleset) -> tuple[Part, ...]:
    """Return what a rule set looks for and how it adds up, without its elements' details."""
    parts = (
        Part("概况", tuple(_facts(ruleset))),
        Part(
            "等次",
            tuple(f"{band.name}：不低于 {_plain(band.at_least)} 分" for band in ruleset.bands),
        ),
        Part("档次", tuple(_factors(ruleset))),
        Part("要素", tuple(_elements(ruleset))),
        Part("单项否决", tuple(_veto(veto, ruleset) for veto in ruleset.vetoes)),
        Part("扣分", tuple(_amendments(ruleset.deductions, ruleset.most_deducted))),
        Part("加分", tuple(_amendments(ruleset.bonuses, ruleset.most_added))),
    )
    return tuple(part for part in parts if part.lines)


def _what_counts(element: Element) -> Iterator[str]:
    units = sorted({unit for clue in element.clues for unit in clue.units})
    if element.top is Level.QUANTIFIED and units:
        least = f"，数量不少于 {_plain(element.threshold)}" if element.threshold else ""
        yield (
            f"{Level.QUANTIFIED.label}：有具体举措，同一小句或其后一小句里有数量"
            f"（单位：{'、'.join(units)}{least}）"
        )
        yield from _listed(_clue_texts(element, lambda clue: clue.with_quantity))
    for level in (Level.CONCRETE, Level.MENTIONED, Level.PLANNED):
        texts = list(_clue_texts(element, _plainly(level)))
        if texts:
            many = f"（全文至少 {element.least} 处）" if _needs_many(element, level) else ""
            yield f"{level.label}{many}：{_WHERE[level]}有下列说法之一"
            yield from _listed(texts)


def _plainly(level: Level) -> Callable[[Clue], bool]:
    return lambda clue: clue.level is level and not clue.with_quantity and not clue.item


def _needs_many(element: Element, level: Level) -> bool:
    return level is Level.CONCRETE and element.least > 1


def _clue_texts(element: Element, wanted: Callable[[Clue], bool]) -> Iterator[str]:
    for clue in element.clues:
        if wanted(clue):
            where = "（只在标题里）" if clue.in_heading else ""
            yield clue.pattern.text + ("（只在本要素的标题下）" if clue.under_heading else where)


def _items(element: Element) -> Iterator[str]:
    if element.items:
        level = f"；命中一项按{element.item_level.label}计" if element.item_level else ""
        yield f"写到几项算几项{level}"
    for item in element.items:
        if item.fact:
            yield f"{item.name}：从报告读出的{item.fact}"
            continue
        yield f"{item.name}："
        texts = (clue.pattern.text for clue in element.clues if clue.item == item.name)
        yield from _listed(texts)


def _conditions(element: Element) -> Iterator[str]:
    if element.context:
        texts = "、".join(pattern.text for pattern in element.context)
        yield f"语境：句子、所在段落或上级标题里要有 {texts} 之一"
    if element.kinds != frozenset(SectionKind):
        places = (word for word, kind in KINDS.items() if kind in element.kinds)
        yield f"位置：只在{'、'.join(places)}段落里找"
    others = "；计划、不足、上级或往年的不算" if element.counts is Stance.DONE else ""
    yield f"计入：{_COUNTED_WORDS[element.counts]}的才算{others}"
    for pattern in element.inapplicable:
        yield f"不适用：报告里有“{pattern.text}”"
    if element.first_year or element.last_year:
        first = f"{element.first_year} 年度起" if element.first_year else ""
        last = f"{element.last_year} 年度止" if element.last_year else ""
        yield f"起作用的年度：{'，'.join(filter(None, (first, last)))}"


def _word_lists(ruleset: Ruleset, element: Element) -> Iterator[str]:
    lists = dict(ruleset.word_lists)
    patterns = [clue.pattern for clue in element.clues]
    patterns += [*element.excluded, *element.context, *element.inapplicable]
    names = dict.fromkeys(name for each in patterns for name in _NAMED.findall(each.text))
    for name in names:
        words = sorted(lists.get(name, ()), key=lambda word: (len(word), word))
        more = f"……共 {len(words)} 个" if len(words) > MOST_WORDS else ""
        yield f"{{{name}}}：{'、'.join(words[:MOST_WORDS])}{more}"


def _basis(element: Element) -> Iterator[str]:
    for basis in element.basis:
        note = f"（{basis.note}）" if basis.note else ""
        yield f"《{basis.document}》{basis.article}{note}"


def _examples(element: Element) -> Iterator[str]:
    for level in sorted({example.level for example in element.examples}, reverse=True):
        yield f"{level.label}："
        yield from _listed(_example(each) for each in element.examples if each.level is level)


def _example(example: Example) -> str:
    where = [f"标题：{example.heading}"] if example.heading else []
    if example.kind is not SectionKind.WORK:
        where.append(f"{_KIND_WORDS[example.kind]}段落")
    return example.text + (f"（{'；'.join(where)}）" if where else "")


def _facts(ruleset: Ruleset) -> Iterator[str]:
    years = {ruleset.first_year, ruleset.last_year}
    yield f"编号 {ruleset.id}，版本 {ruleset.version}，适用年度 {'—'.join(map(str, sorted(years)))}"
    yield f"满分 {_plain(ruleset.full)} 分，{len(ruleset.groups)} 组 {len(ruleset.elements)} 个要素"
    yield f"不适用的要素：{ruleset.not_applicable.value}"


def _factors(ruleset: Ruleset) -> Iterator[str]:
    for label, factor in zip(LEVEL_LABELS, ruleset.factors, strict=True):
        yield f"{label}：得要素分值的 {_plain(factor * 100)}%"
    floor = _plain(ruleset.floor * 100)
    yield f"达到要素的满档得全部分值；分项没有写全的按写到的比例，最低 {floor}%"


def _elements(ruleset: Ruleset) -> Iterator[str]:
    for group in ruleset.groups:
        elements = [element for element in ruleset.elements if element.group == group.id]
        points = sum((element.points for element in elements), Decimal(0))
        yield f"{group.name}（{group.id}），{_plain(points)} 分"
        yield from _listed(map(element_title, elements))


def _veto(veto: Veto, ruleset: Ruleset) -> str:
    name = next((each.name for each in ruleset.elements if each.id == veto.element), veto.element)
    then = f"等次定为{veto.band}" if veto.band else f"总分不超过 {_plain(veto.cap or Decimal(0))}"
    return f"{name}（{veto.element}）低于{veto.below.label}：{then}（{veto.reason}）"


def _amendments(amendments: Sequence[Amendment], most: Decimal | None) -> Iterator[str]:
    for each in amendments:
        when = [f"总分不低于 {_plain(each.gate)}"] if each.gate is not None else []
        when += sorted(each.findings)
        note = f"，{'、'.join(when)}" if when else ""
        yield (
            f"{each.name}（{each.id}）：每次 {_plain(abs(each.each))} 分，"
            f"最多 {_plain(abs(each.most))} 分{note}（{each.reason}）"
        )
        yield from _listed(pattern.text for pattern in each.patterns)
    if amendments and most is not None:
        yield f"合计最多 {_plain(most)} 分"


def _listed(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield f"- {text}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
