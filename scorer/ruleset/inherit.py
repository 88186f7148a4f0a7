"""继承: a rule file that holds only what differs from another, merged before it is read.

Files are merged as YAML trees, so that every value keeps the place its author wrote it at. What
a file may say about its parent's elements: 改动 replaces keys, and inside it 增加 and 去掉 edit
lists; 删除 removes elements; 要素组 brings new ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

import yaml

from scorer.ruleset.rulefile import why_unread
from scorer.ruleset.shipped import shipped
from scorer.ruleset.yamltree import Node, Reader

PARENT, CHANGES, REMOVED = "继承", "改动", "删除"
WORDS, GROUPS, ELEMENTS, ID, NAME = "词组", "要素组", "要素", "编号", "名称"
ADD, DROP = "增加", "去掉"
TEXT, DOCUMENT = "文", "文件"
UNCHECKED = "不检查"  # what a parent does not want to be told of, its heirs may
_OWN = frozenset({PARENT, CHANGES, REMOVED, WORDS, GROUPS})

_PERHAPS, _SURELY = 0.5, 0.8  # how alike two names are; the latter is shown as a correction

Pairs = list[tuple[Node, Node]]
Finder = Callable[[str, Path], Path | None]


def compose_with_parents(reader: Reader, data: bytes, find: Finder) -> Node:
    """Return the tree of *data* merged over those of the files it inherits.

    `find` turns the name after 继承 and the naming file's folder into the parent's path. Raises
    RulesetError where a file cannot be read at all.
    """
    return _Composer(reader, find).compose(data, Path(reader.path), ())


class _Composer:
    """Reads a chain of files, the oldest first."""

    def __init__(self, reader: Reader, find: Finder) -> None:
        self._reader, self._find = reader, find

    def compose(self, data: bytes, path: Path, chain: tuple[Path, ...]) -> Node:
        root = self._reader.compose(data, str(path))
        named = _value(root, PARENT)
        if named is None:
            self._heirs_keys(root)
            return root
        list(self._reader.pairs(root))  # a key written twice is told; merging would lose one
        parent = self._parent(named, path, (*chain, path))
        if parent is None:  # what its parent would have said is no problem of this file
            self._reader.finish()
            return root
        return _Merge(self._reader).roots(parent, root)

    def _heirs_keys(self, root: Node) -> None:
        """Raise RulesetError where a file that inherits nothing says what to change or drop."""
        edits = [key for key, _ in _pairs(root) if _text(key) in {CHANGES, REMOVED}]
        for key in edits:
            parent = next(reversed(shipped()), "")
            message = f"“{_text(key)}”要有上级规则集；请在文件开头写“继承: {parent}”一类的话"
            self._reader.fail(key, "R013", message)
        if edits:
            self._reader.finish()

    def _parent(self, named: Node, path: Path, chain: tuple[Path, ...]) -> Node | None:
        reader = self._reader
        name = reader.text(named)
        found = self._find(name, path.parent)
        if found is None:
            near = get_close_matches(name, shipped(), n=2, cutoff=0.5)
            hint = f"，是不是“{'”或“'.join(near)}”" if near else ""
            reader.fail(named, "R013", f"没有可继承的规则集或文件“{name}”{hint}")
            return None
        if any(_same(found, each) for each in chain):
            names = "→".join(each.name for each in (*chain, found))
            reader.fail(named, "R013", f"继承成环：{names}")
            return None
        try:
            data = found.read_bytes()
        except OSError as error:
            reader.fail(named, "R013", f"继承的文件读不出来：{found}（{why_unread(error)}）")
            return None
        return self.compose(data, found, chain)


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


class _Merge:
    """Merges one file's tree over its parent's; nodes are shared, never changed."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def roots(self, parent: Node, child: Node) -> Node:
        plain = [(key, value) for key, value in _pairs(child) if _text(key) not in _OWN]
        inherited = [(key, value) for key, value in _pairs(parent) if _text(key) != UNCHECKED]
        merged = _replaced(inherited, plain)
        merged = self._with(merged, WORDS, _value(child, WORDS), self._words)
        merged = self._with(merged, GROUPS, _value(child, CHANGES), self._changed)
        merged = self._with(merged, GROUPS, _value(child, REMOVED), self._without)
        merged = self._with(merged, GROUPS, _value(child, GROUPS), self._extended)
        return _mapping(child, merged)

    def _with(
        self, pairs: Pairs, name: str, own: Node | None, merge: Callable[[Node, Node], Node]
    ) -> Pairs:
        """Return *pairs* with the value of *name* merged with the child's *own* node."""
        if own is None:
            return pairs
        known = {_text(key) for key, _ in pairs}
        if name not in known:
            return [*pairs, (yaml.ScalarNode("", name, own.start_mark), own)]
        return [(key, merge(value, own) if _text(key) == name else value) for key, value in pairs]

    def _words(self, parent: Node, own: Node) -> Node:
        edited: Pairs = []
        for key, value in self._reader.pairs(own):
            if isinstance(value, yaml.MappingNode):
                before = _value(parent, _text(key))
                if before is None:
                    near = _near(_text(key), [_text(name) for name, _ in _pairs(parent)])
                    hint = f"，是不是“{near}”" if near else "；新的词组直接写成 [词, 词]"
                    message = f"上级规则集没有词组“{_text(key)}”，不能增减{hint}"
                    self._reader.fail(key, "R014", message, instead=near)
                    continue
                edited.append((key, self._edited_list(before, value)))
            else:
                edited.append((key, value))
        return _mapping(parent, _replaced(_pairs(parent), edited))

    def _changed(self, groups: Node, own: Node) -> Node:
        changes = {_text(key): (key, value) for key, value in self._reader.pairs(own)}
        self._all_known(groups, [key for key, _ in changes.values()])

        def edit(element: Node) -> Node:
            found = changes.get(_id(element))
            return element if found is None else self._edited_element(element, found[1])

        return _map_elements(groups, lambda elements: [edit(element) for element in elements])

    def _without(self, groups: Node, own: Node) -> Node:
        removed = self._reader.sequence(own)
        self._all_known(groups, removed)
        names = {_text(node) for node in removed}
        return _map_elements(
            groups, lambda elements: [each for each in elements if _id(each) not in names]
        )

    def _extended(self, groups: Node, own: Node) -> Node:
        known = {_id(group): group for group in _entries(groups)}
        added: dict[str, list[Node]] = {}
        new: list[Node] = []
        for group in self._reader.sequence(own):
            if _id(group) in known:
                added[_id(group)] = _entries(_value(group, ELEMENTS))
            else:
                new.append(group)
        merged = [
            _with_elements(group, [*_entries(_value(group, ELEMENTS)), *added.get(_id(group), [])])
            for group in _entries(groups)
        ]
        return _sequence(groups, [*merged, *new])

    def _edited_element(self, element: Node, change: Node) -> Node:
        pairs = _pairs(element)
        replaced: Pairs = [
            (key, value)
            for key, value in self._reader.pairs(change)
            if _text(key) not in {ADD, DROP}
        ]
        pairs = _replaced(pairs, replaced)
        for name in (DROP, ADD):
            edits = _value(change, name)
            for key, value in self._reader.pairs(edits) if edits is not None else ():
                pairs = self._edited_key(pairs, key, value, name)
        return _mapping(element, pairs)

    def _edited_key(self, pairs: Pairs, key: Node, value: Node, edit: str) -> Pairs:
        before = next((node for known, node in pairs if _text(known) == _text(key)), None)
        if before is None and edit == ADD:
            return [*pairs, (key, value)]
        if not isinstance(before, yaml.SequenceNode):
            self._reader.fail(key, "R014", f"“{_text(key)}”不是列表，不能{edit}；请整个改写")
            return pairs
        edits = _mapping(value, [(yaml.ScalarNode("", edit, value.start_mark), value)])
        return _replaced(pairs, [(key, self._edited_list(before, edits))])

    def _edited_list(self, before: Node, edits: Node) -> Node:
        values = self._reader.mapping(edits, frozenset({ADD, DROP}))
        dropped = self._reader.sequence(values[DROP]) if DROP in values else []
        entries = _entries(before)
        known = {_name(entry) for entry in entries}
        for node in dropped:
            if _name(node) not in known:
                self._reader.fail(node, "R014", f"上级规则集里没有“{_name(node)}”，不能去掉")
        gone = {_name(node) for node in dropped}
        kept = [entry for entry in entries if not _name(entry) or _name(entry) not in gone]
        added = self._reader.sequence(values[ADD]) if ADD in values else []
        return _sequence(before, [*kept, *added])

    def _all_known(self, groups: Node, named: list[Node]) -> None:
        elements = [
            element for group in _entries(groups) for element in _entries(_value(group, ELEMENTS))
        ]
        known = [_id(element) for element in elements]
        names = {_text(name): _id(each) for each in elements if (name := _value(each, NAME))}
        for node in named:
            if _text(node) not in known:
                near = names.get(_text(node)) or _near(_text(node), known)
                hint = f"，是不是“{near}”" if near else ""
                message = f"上级规则集没有要素“{_text(node)}”{hint}；这里要写要素的编号"
                meant = names.get(_text(node)) or _near(_text(node), known, _SURELY)
                self._reader.fail(node, "R014", message, instead=meant)


def _near(written: str, known: Sequence[str], likeness: float = _PERHAPS) -> str:
    return next(iter(get_close_matches(written, known, n=1, cutoff=likeness)), "")


def _map_elements(groups: Node, change: Callable[[list[Node]], list[Node]]) -> Node:
    """Return *groups* with the elements of each changed; a group left empty is left out."""
    kept = []
    for group in _entries(groups):
        elements = change(_entries(_value(group, ELEMENTS)))
        if elements:
            kept.append(_with_elements(group, elements))
    return _sequence(groups, kept)


def _with_elements(group: Node, elements: list[Node]) -> Node:
    pairs = [
        (key, _sequence(value, elements) if _text(key) == ELEMENTS else value)
        for key, value in _pairs(group)
    ]
    return _mapping(group, pairs)


def _replaced(pairs: Pairs, own: Pairs) -> Pairs:
    """Return *pairs* with the values of *own* in their places, new keys at the end."""
    mine: Mapping[str, tuple[Node, Node]] = {_text(key): (key, value) for key, value in own}
    known = {_text(key) for key, _ in pairs}
    merged = [mine.get(_text(key), (key, value)) for key, value in pairs]
    return [*merged, *(pair for name, pair in mine.items() if name not in known)]


def _pairs(node: Node | None) -> Pairs:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def _entries(node: Node | None) -> list[Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _text(node: Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _name(node: Node) -> str:
    """Return by what an entry of a list is known: its text, or that of an example or a document."""
    return _text(node) or _text_of(node, TEXT) or _text_of(node, DOCUMENT)


def _text_of(node: Node, key: str) -> str:
    found = _value(node, key)
    return _text(found) if found is not None else ""


def _value(node: Node | None, name: str) -> Node | None:
    return next((value for key, value in _pairs(node) if _text(key) == name), None)


def _id(node: Node) -> str:
    return _text_of(node, ID)


def _mapping(like: Node, pairs: Pairs) -> Node:
    return yaml.MappingNode(like.tag, pairs, like.start_mark, like.end_mark)


def _sequence(like: Node, entries: list[Node]) -> Node:
    return yaml.SequenceNode(like.tag, entries, like.start_mark, like.end_mark)
