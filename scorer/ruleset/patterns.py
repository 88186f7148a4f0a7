"""Reading patterns and word lists from YAML nodes, with the place of every slip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from scorer.matching.pattern import Pattern, PatternError, fold, parse
from scorer.matching.widths import fold_widths
from scorer.ruleset.yamltree import Node, Reader

WordLists = Mapping[str, frozenset[str]]
_REGEX = re.compile("/.+/")


def read_words(reader: Reader, node: Node | None) -> tuple[str, ...]:
    """Return the words that a list holds, folded as texts are; empty ones are left out."""
    return tuple(folded for word in reader.texts(node) if (folded := fold(word)))


def read_expressions(reader: Reader, node: Node | None) -> tuple[str, ...]:
    """Return regular expressions for the clean text: /…/ as written, else word for word."""
    expressions = []
    for entry in reader.sequence(node) if node is not None else []:
        written = reader.text(entry)
        if not _REGEX.fullmatch(written):
            expressions.append(re.escape(fold_widths(written)))
            continue
        try:
            re.compile(written[1:-1])
        except re.error as error:
            reader.fail(entry, "R008", f"正则表达式有误（{error.msg}）")
            continue
        expressions.append(written[1:-1])
    return tuple(expressions)


def read_word_lists(reader: Reader, node: Node | None) -> WordLists:
    """Return the words of each list; lists may name others as {词组}, cycles are problems."""
    if node is None:
        return {}
    nodes = {key.value: value for key, value in reader.pairs(node)}
    resolved: dict[str, frozenset[str]] = {}
    for name in nodes:
        _resolve(reader, name, nodes, resolved, ())
    return resolved


def _resolve(
    reader: Reader,
    name: str,
    nodes: Mapping[str, Node],
    resolved: dict[str, frozenset[str]],
    path: tuple[str, ...],
) -> frozenset[str]:
    if name in resolved:
        return resolved[name]
    words: set[str] = set()
    for entry in reader.sequence(nodes[name]):
        written = reader.text(entry)
        other = written[1:-1] if written.startswith("{") and written.endswith("}") else None
        if other is None:
            words.update(_words(reader, entry, written))
        elif other == name or other in path:
            reader.fail(entry, "R010", f"词组互相引用成环：{'→'.join((*path, name, other))}")
        elif other not in nodes:
            near = get_close_matches(other, nodes, n=1, cutoff=0.5)
            hint = f"，是不是“{near[0]}”" if near else ""
            reader.fail(entry, "R009", f"没有词组“{other}”{hint}")
        else:
            words |= _resolve(reader, other, nodes, resolved, (*path, name))
    if not words:
        reader.fail(nodes[name], "R006", f"词组“{name}”里没有词")
    resolved[name] = frozenset(words) or frozenset({name})
    return resolved[name]


def _words(reader: Reader, node: Node, written: str) -> Iterator[str]:
    if any(sign in written for sign in "…{}|（"):
        reader.fail(node, "R008", f"词组里只写词或 {{词组}}，“{written}”应写成句式")
    elif written.strip():
        yield fold(written)


def read_patterns(reader: Reader, node: Node | None, lists: WordLists) -> tuple[Pattern, ...]:
    """Return the patterns of a list of texts; an unreadable one is a problem at its place."""
    if node is None:
        return ()
    read = (read_pattern(reader, entry, lists) for entry in reader.sequence(node))
    return tuple(pattern for pattern in read if pattern is not None)


def read_pattern(reader: Reader, node: Node, lists: WordLists) -> Pattern | None:
    """Return the pattern that *node* spells, or None after noting what is wrong with it."""
    written = reader.text(node)
    try:
        return parse(written, lists)
    except PatternError as error:
        quoted = 1 if getattr(node, "style", None) in ("'", '"') else 0
        code = "R009" if error.message.startswith("没有词组") else "R008"
        reader.fail(node, code, f"句式“{written}”：{error.message}", error.offset + quoted)
        return None
