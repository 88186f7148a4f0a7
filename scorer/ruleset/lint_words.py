"""Lint checks of word lists: those nobody uses, and words with a comma in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scorer.model.errors import Mark
from scorer.ruleset.model import Ruleset
from scorer.ruleset.places import Places

_NAMED = re.compile(r"[{｛]\s*([^{}｛｝]+?)\s*[}｝]")
_QUOTES = ("'", '"')
_COMMAS = ("，", ",")


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
                yield "词里有标点", mark, message


def _pattern_texts(ruleset: Ruleset) -> Iterator[str]:
    for element in ruleset.elements:
        yield from (clue.pattern.text for clue in element.clues)
        for patterns in (element.excluded, element.context, element.inapplicable):
            yield from (pattern.text for pattern in patterns)
    for amendment in (*ruleset.deductions, *ruleset.bonuses):
        yield from (pattern.text for pattern in amendment.patterns)
    for _, words in ruleset.word_lists:
        yield from (word for word in words if "{" in word)
