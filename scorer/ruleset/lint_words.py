"""Lint checks of word lists: those nobody uses, and words with a comma in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scorer.model.errors import Mark
from scorer.model.result import Level
from scorer.ruleset.model import Clue, Element, Ruleset
from scorer.ruleset.places import Places

_NAMED = re.compile(r"[{｛]\s*([^{}｛｝]+?)\s*[}｝]")
_QUOTES = ("'", '"')
_COMMAS = ("，", ",")
_NO_CHOICE = re.compile(
    "[（(]([^（()）|｜]*[、，,；;][^（()）|｜]*|[^（()）]*[/／][^（()）]*)[）)]"
)
_SIGNS = re.compile(r"[\[\]【】*＊]")
_EXPRESSION = re.compile("/.+/")
PUNCTUATION = "词里有标点"


def unused_word_lists(ruleset: Ruleset, places: Places) -> Iterator[tuple[str, Mark | None, str]]:
    """Yield each word list of the file that no pattern of the rule set names."""
    yield from unused(places, _pattern_texts(ruleset))


def unused(places: Places, texts: Iterable[str]) -> Iterator[tuple[str, Mark | None, str]]:
    """Yield each word list of the file that neither *texts* nor a used list names."""
    lists = {name: (mark, entries) for name, mark, entries in places.word_lists()}
    waiting = [name for text in texts for name in _NAMED.findall(text)]
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            _, entries = lists.get(name, (None, []))
            waiting += [inner for node, _ in entries for inner in _NAMED.findall(str(node.value))]
    for name, (mark, _) in lists.items():
        if name not in used:
            yield "词组无用", mark, f"词组“{name}”没有一处用到"


def comma_in_word(places: Places) -> Iterator[tuple[str, Mark | None, str]]:
    """Yield each word of a word list that holds a comma and is not in quotation marks."""
    for name, _, entries in places.word_lists():
        for node, mark in entries:
            if node.style not in _QUOTES and any(comma in node.value for comma in _COMMAS):
                message = f"词组“{name}”的“{node.value}”里有逗号，列表里的逗号应为半角"
                yield PUNCTUATION, mark, message
        if len(entries) == 1 and "、" in entries[0][0].value:
            node, mark = entries[0]
            if node.style not in _QUOTES:
                message = f"词组“{name}”只有一个词“{node.value}”；几个词之间要用半角逗号，不用顿号"
                yield PUNCTUATION, mark, message


def odd_signs(element: Element, places: Places) -> Iterator[tuple[str, Mark | None, str]]:
    """Yield each pattern with signs that its author took for those of patterns."""
    clues = ((clue.pattern.text, clue_key(clue)) for clue in element.clues)
    others = ((each.text, "") for each in (*element.excluded, *element.context))
    for text, key in (*clues, *others):
        reason = "" if _EXPRESSION.fullmatch(text) else _odd(text)
        if reason:
            yield PUNCTUATION, places.text(element.id, text, key), f"句式“{text}”：{reason}"


def clue_key(clue: Clue) -> str:
    """Return the key of an element that *clue* is written under."""
    return Level.QUANTIFIED.label if clue.with_quantity else clue.item or clue.level.label


def _odd(text: str) -> str:
    whole = _NO_CHOICE.search(text)
    if whole:
        choice = "|".join(re.split("[、，,/／；;|｜]", whole[1]))
        return f"“{whole[0]}”里的词没有用 | 隔开，当成了一个词；应写成（{choice}）"
    sign = _SIGNS.search(text)
    if sign:
        return f"“{sign[0]}”只当作普通的字来找；词组写成 {{词组}}，间隔写成 …，选择写成（A|B）"
    return ""


def _pattern_texts(ruleset: Ruleset) -> Iterator[str]:
    for element in ruleset.elements:
        yield from (clue.pattern.text for clue in element.clues)
        for patterns in (element.excluded, element.context, element.inapplicable):
            yield from (pattern.text for pattern in patterns)
    for amendment in (*ruleset.deductions, *ruleset.bonuses):
        yield from (pattern.text for pattern in amendment.patterns)
    for _, words in ruleset.word_lists:
        yield from (word for word in words if "{" in word)
