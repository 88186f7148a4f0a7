"""Where things stand in one rule file, without the files it inherits."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from scorer.model.errors import Mark
from scorer.ruleset.inherit import ADD, CHANGES, DROP, ELEMENTS, GROUPS, ID, WORDS
from scorer.ruleset.yamltree import Node, Reader


class Places:
    """The places of one file's elements, patterns and word lists."""

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        self._reader = Reader(path)
        self._root = self._reader.compose(data)
        self._elements = {name: (key, node) for name, key, node in self._all_elements()}
        self._texts: dict[str, list[tuple[frozenset[str], yaml.ScalarNode]]] = {}

    def top(self, key: str = "") -> Mark:
        """Return the place of a top-level value, or of the file's beginning."""
        node = _value(self._root, key)
        return self._reader.mark(node or self._root)

    def element(self, number: str) -> Mark | None:
        """Return the place where this file writes or changes an element."""
        known = self._elements.get(number)
        return self._reader.mark(known[0]) if known else None

    def text(self, number: str, written: str, under: str = "") -> Mark | None:
        """Return the place of a text inside an element: below the key *under* if it stands there.

        Where it stands several times all the same, the last.
        """
        if number not in self._texts:
            known = self._elements.get(number)
            self._texts[number] = list(_paths(known[1])) if known else []
        found = [(keys, node) for keys, node in self._texts[number] if node.value == written]
        there = [node for keys, node in found if under in keys] or [node for _, node in found]
        return self._reader.mark(there[-1]) if there else None

    def edits(self, number: str) -> Iterator[tuple[str, str, Mark]]:
        """Yield what this file adds to or drops from an element's lists: key, edit and place."""
        change = self._elements.get(number)
        for edit in (ADD, DROP):
            for key, value in _pairs(_value(change[1] if change else None, edit)):
                yield str(key.value), edit, self._reader.mark(value)

    def anywhere(self, written: str) -> Mark | None:
        """Return the place of a text outside the elements."""
        node = next((each for each in _scalars(self._root) if each.value == written), None)
        return self._reader.mark(node) if node is not None else None

    def texts(self) -> Iterator[str]:
        """Yield every text of the file outside its word lists."""
        for key, value in _pairs(self._root):
            if key.value != WORDS:
                yield from (str(node.value) for node in _scalars(value))

    def word_lists(self) -> Iterator[tuple[str, Mark, list[tuple[yaml.ScalarNode, Mark]]]]:
        """Yield each word list: name, place, and its entries with their places."""
        for key, value in _pairs(_value(self._root, WORDS)):
            entries = [(node, self._reader.mark(node)) for node in _scalars(value)]
            yield str(key.value), self._reader.mark(key), entries

    def _all_elements(self) -> Iterator[tuple[str, Node, Node]]:
        for group in _entries(_value(self._root, GROUPS)):
            for element in _entries(_value(group, ELEMENTS)):
                number = _value(element, ID)
                if number is not None:
                    yield str(number.value), number, element
        for key, value in _pairs(_value(self._root, CHANGES)):
            yield str(key.value), key, value


def _pairs(node: Node | None) -> list[tuple[Node, Node]]:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def _entries(node: Node | None) -> list[Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _value(node: Node | None, name: str) -> Node | None:
    return next((value for key, value in _pairs(node) if key.value == name), None)


def _paths(
    node: Node, keys: frozenset[str] = frozenset()
) -> Iterator[tuple[frozenset[str], yaml.ScalarNode]]:
    """Yield every text below *node* with the keys that it stands under."""
    if isinstance(node, yaml.ScalarNode):
        yield keys, node
    for entry in _entries(node):
        yield from _paths(entry, keys)
    for key, value in _pairs(node):
        yield from _paths(value, keys | {str(key.value)})


def _scalars(node: Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    for entry in _entries(node):
        yield from _scalars(entry)
    for _, value in _pairs(node):
        yield from _scalars(value)
