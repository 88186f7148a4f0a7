"""An author's 例句 held against the engine: each must give the level and the items it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from scorer.judging.grade import grade
from scorer.judging.match import CompiledRules, find_candidates
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
from scorer.understanding.structure import statements, structure


@dataclass(frozen=True, slots=True)
class Trial:
    """An example, what it should give, and what its element made of it."""

    element: Element
    example: Example
    grade: Grade

    @property
    def expected(self) -> Level:
        """The level the example names, no higher than its element goes."""
        return min(self.example.level, self.element.top)

    @property
    def same_level(self) -> bool:
        """Whether the level comes out as expected."""
        return self.grade.level is self.expected

    @property
    def same_items(self) -> bool:
        """Whether the items come out as the example says, if it says which."""
        items = self.example.items
        return items is None or set(items) == set(self.grade.items_found)

    @property
    def passed(self) -> bool:
        """Whether level and items come out as the example says."""
        return self.same_level and self.same_items


def trials(rules: CompiledRules, language: CompiledLanguage) -> Iterator[Trial]:
    """Yield every example of *rules*, tried."""
    for element in rules.ruleset.elements:
        for example in element.examples:
            yield Trial(element, example, try_example(element, example, rules, language))


def failing_examples(rules: CompiledRules, language: CompiledLanguage) -> tuple[Problem, ...]:
    """Return a problem at the place of each example whose level or items come out differently."""
    return tuple(_problem(trial) for trial in trials(rules, language) if not trial.passed)


def try_example(
    element: Element, example: Example, rules: CompiledRules, language: CompiledLanguage
) -> Grade:
    """Return the grade that *element* gets from a report that is just *example*."""
    document = example_document(example, language)
    return grade(element, find_candidates(document, rules)[element.id], document, unread=False)


def example_document(example: Example, language: CompiledLanguage) -> Document:
    """Return a document that is *example* in a section of its kind, with its heading.

    An example of several lines is a small report and understood as one.
    """
    whole = example.text.strip().splitlines()
    lines = whole if len(whole) > 1 else [line for line in (example.heading, *whole) if line]
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    blocks = tuple(
        Block(line, start, number)
        for number, (line, start) in enumerate(zip(lines, starts, strict=False), 1)
    )
    clean = normalize(Source("例句", "", "txt", "\n".join(lines), blocks), language)
    if len(whole) > 1:
        return structure(clean, language)
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


def _problem(trial: Trial) -> Problem:
    differences = "；".join(_differences(trial))
    text = "／".join(trial.example.text.strip().splitlines())
    return Problem(trial.example.mark, "R011", f"例句“{text}”{differences}")


def _differences(trial: Trial) -> Iterator[str]:
    example, found = trial.example, trial.grade
    if not trial.same_level:
        yield f"应判{example.level.label}，实判{found.level.label}{_reason(found)}"
    if not trial.same_items:
        yield f"应有分项{_listed(example.items or ())}，实有{_listed(found.items_found)}"


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
