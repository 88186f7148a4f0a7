"""An author's 例句 held against the engine: each must give the level it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorer.judging.grade import grade
from scorer.judging.match import CompiledRules, find_evidence
from scorer.model.document import (
    Block,
    CleanText,
    Document,
    Identity,
    Section,
    SectionKind,
    Sentence,
    Source,
    Span,
)
from scorer.model.errors import Problem
from scorer.model.result import Grade, Level
from scorer.ruleset.model import Element, Example
from scorer.understanding.compiled import CompiledLanguage
from scorer.understanding.normalize import normalize
from scorer.understanding.structure import statements


def failing_examples(rules: CompiledRules, language: CompiledLanguage) -> tuple[Problem, ...]:
    """Return a problem at the place of each example whose level or items come out differently."""
    problems = []
    for element in rules.ruleset.elements:
        for example in element.examples:
            found = try_example(element, example, rules, language)
            message = "；".join(_differences(element, example, found))
            if message:
                problems.append(Problem(example.mark, "R011", f"例句“{example.text}”{message}"))
    return tuple(problems)


def try_example(
    element: Element, example: Example, rules: CompiledRules, language: CompiledLanguage
) -> Grade:
    """Return the grade that *element* gets from a report that is just *example*."""
    document = example_document(example, language)
    return grade(element, find_evidence(document, rules)[element.id], document, unread=False)


def example_document(example: Example, language: CompiledLanguage) -> Document:
    """Return a document that is *example* in a section of its kind, with its heading."""
    lines = [line for line in (example.heading, example.text) if line]
    starts = [0, len(example.heading) + 1] if example.heading else [0]
    blocks = tuple(
        Block(line, start, number + 1)
        for number, (line, start) in enumerate(zip(lines, starts, strict=True))
    )
    clean = normalize(Source("例句", "", "txt", "\n".join(lines), blocks), language)
    return _document(clean, example.kind, headed=bool(example.heading))


def _document(clean: CleanText, kind: SectionKind, *, headed: bool) -> Document:
    paragraphs = []
    start = 0
    for line in clean.text.split("\n"):
        paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 1
    heading = paragraphs[0] if headed else None
    whole = Span(0, len(clean.text))
    sections = (
        (Section("", clean.text[: heading.end], 1, kind, whole, heading, None),) if heading else ()
    )
    sentences = []
    for number, paragraph in enumerate(paragraphs):
        is_heading = headed and number == 0
        spans = [paragraph] if is_heading else statements(clean.text, paragraph)
        section = 0 if headed else None
        sentences += [Sentence(span, section, number, kind, heading=is_heading) for span in spans]
    return Document(
        clean, sections, tuple(sentences), tuple(paragraphs), Identity("", "", None, "", None)
    )


def _differences(element: Element, example: Example, found: Grade) -> Iterator[str]:
    if found.level is not min(example.level, element.top):
        yield f"应判{example.level.label}，实判{found.level.label}{_reason(found)}"
    if example.items is not None and set(example.items) != set(found.items_found):
        yield f"应有分项{_listed(example.items)}，实有{_listed(found.items_found)}"


def _listed(names: Sequence[str]) -> str:
    return "、".join(names) or "无"


def _reason(found: Grade) -> str:
    if found.evidence and found.level > Level.ABSENT:
        best = found.evidence[0]
        cue = f"，线索“{best.cue}”" if best.cue else ""
        return f"（句式“{best.pattern}”{cue}）"
    if found.near_misses:
        return f"（{found.near_misses[0].reason}）"
    return "（没有句式命中）"
