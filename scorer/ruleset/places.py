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
        self._texts: dict[str, dict[str, Node]] = {}

    def top(self, key: str = "") -> Mark:
        """Return the place of a top-level value, or of the file's beginning."""
        node = _value(self._root, key)
        return self._reader.mark(node or self._root)

    def element(self, number: str) -> Mark | None:
        """Return the place where this file writes or changes an element."""
        known = self._elements.get(number)
        return self._reader.mark(known[0]) if known else None

    def text(self, number: str, written: str) -> Mark | None:
        """Return the place of a text inside an element, the last where it stands twice."""
        if number not in self._texts:
            known = self._elements.get(number)
            scalars = _scalars(known[1]) if known else ()
            self._texts[number] = {str(node.value): node for node in scalars}
        node = self._texts[number].get(written)
        return self._reader.mark(node) if node is not None else None

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


def _scalars(node: Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    for entry in _entries(node):
        yield from _scalars(entry)
    for _, value in _pairs(node):
        yield from _scalars(value)
