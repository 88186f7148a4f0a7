"""rules/terms.yaml → TermsFile, or RulesetError with everything that is wrong in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from scorer.model.document import SectionKind
from scorer.ruleset.dated_terms import (
    DatedTerm,
    DatedTerms,
    TermExample,
    TermsFile,
    Timeliness,
)
from scorer.ruleset.patterns import WordLists, read_patterns, read_word_lists
from scorer.ruleset.rulefile import read_file
from scorer.ruleset.terms import KINDS
from scorer.ruleset.yamltree import Node, Reader

_KEYS = frozenset(["版本", "词组", "学习", "谋划", "历史", "词语"])
_TERM_KEYS = frozenset(
    [
        *("名称", "写法", "不算", "起", "公布", "筹备", "预告", "止", "取代", "计划止"),
        *("可用", "改用", "例句"),
    ]
)
_EXAMPLE_KEYS = frozenset(["文", "年", "处", "成文", "判"])


def load_terms(path: Path) -> TermsFile:
    """Return the dated terms in the file at *path*; raises RulesetError with all its problems."""
    data = read_file(path)
    reader = Reader(str(path))
    values = reader.mapping(reader.compose(data), _KEYS, _KEYS - {"词组"})
    table = _Table(reader, read_word_lists(reader, values.get("词组")))
    terms = DatedTerms(
        version=reader.text(values.get("版本")),
        sha256=hashlib.sha256(data).hexdigest(),
        terms=tuple(table.terms(values.get("词语"))),
        studying=read_patterns(reader, values.get("学习"), {}),
        preparing=read_patterns(reader, values.get("谋划"), {}),
        history=read_patterns(reader, values.get("历史"), {}),
    )
    reader.finish()
    return TermsFile(terms, tuple(table.examples))


class _Table:
    """Reads 词语, keeping the examples."""

    def __init__(self, reader: Reader, lists: WordLists) -> None:
        self._reader, self._lists = reader, lists
        self.examples: list[TermExample] = []

    def terms(self, node: Node | None) -> Iterator[DatedTerm]:
        reader = self._reader
        for number, entry in enumerate(reader.sequence(node) if node is not None else []):
            values = reader.mapping(entry, _TERM_KEYS, frozenset({"名称", "写法", "例句"}))
            if not values.keys() & {"起", "止", "取代"}:
                reader.fail(entry, "R003", "要写“起”“止”或“取代”，说明什么时候才有、到什么时候为止")
            self._keep_examples(number, values.get("例句"))
            last = self._day(values.get("止"))
            yield DatedTerm(
                name=reader.text(values.get("名称")),
                patterns=read_patterns(reader, values.get("写法"), self._lists),
                excluded=read_patterns(reader, values.get("不算"), self._lists),
                first=self._day(values.get("起")),
                known=self._day(values.get("公布")),
                prepared=self._day(values.get("筹备")),
                announced=self._day(values.get("预告")),
                last=last,
                last_planned=self._day(values.get("计划止")) or last,
                replaced=self._day(values.get("取代")),
                excuses=read_patterns(reader, values.get("可用"), self._lists),
                instead=reader.text(values.get("改用")),
            )

    def _keep_examples(self, number: int, node: Node | None) -> None:
        reader = self._reader
        outcomes = {outcome.value: outcome for outcome in Timeliness}
        for entry in reader.sequence(node) if node is not None else []:
            values = reader.mapping(entry, _EXAMPLE_KEYS, frozenset({"文", "年", "判"}))
            example = TermExample(
                term=number,
                text=reader.text(values.get("文")),
                year=reader.year(values.get("年")) or 0,
                kind=reader.choice(values.get("处"), KINDS, SectionKind.WORK),
                written=self._day(values.get("成文")),
                expected=reader.choice(values.get("判"), outcomes, Timeliness.FITTING),
                mark=reader.mark(entry),
            )
            self.examples.append(example)

    def _day(self, node: Node | None) -> date | None:
        if node is None:
            return None
        written = self._reader.text(node)
        try:
            return date.fromisoformat(written)
        except ValueError:
            self._reader.fail(node, "R006", f"“{written}”应是年月日，如 2021-08-11")
            return None
