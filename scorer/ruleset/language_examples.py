"""The examples of rules/language.yaml held against the language itself."""

from __future__ import annotations

from collections.abc import Iterator

from scorer.model.document import SectionKind
from scorer.model.errors import Problem
from scorer.ruleset.language_file import CueExample, KindExample, LanguageFile
from scorer.ruleset.terms import STANCES
from scorer.understanding.compiled import compile_language
from scorer.understanding.stance import StanceReader

_WORDS = {stance: word for word, stance in STANCES.items()}


def failing_language_examples(file: LanguageFile) -> tuple[Problem, ...]:
    """Return a problem at the place of each example that comes out differently."""
    compiled = compile_language(file.language)
    readers = {"章节": compiled.titles, "转入": compiled.turns}
    rules = {"章节": file.language.titles, "转入": file.language.turns}
    stances = StanceReader(compiled)
    problems = []
    for kind in file.kinds:
        met = readers[kind.table].first(kind.text)
        if (met is rules[kind.table][kind.rule]) is not kind.meets:
            problems.append(Problem(kind.mark, "R011", _kind_message(kind)))
    for cue in file.cues:
        problems.extend(_cue_problems(cue, stances))
    return tuple(problems)


def _kind_message(example: KindExample) -> str:
    verb = "应合" if example.meets else "不应合"
    return f"{example.table}第 {example.rule + 1} 条{verb}“{example.text}”"


def _cue_problems(example: CueExample, stances: StanceReader) -> Iterator[Problem]:
    text, start, end = example.judged
    verdict = stances.read(text, [(start, end)], SectionKind.WORK, None)
    if verdict.stance is not example.stance:
        cue = f"（线索“{verdict.cue}”）" if verdict.cue else ""
        message = (
            f"例句“{example.text}”应判{_WORDS[example.stance]}，实判{_WORDS[verdict.stance]}{cue}"
        )
        yield Problem(example.mark, "R011", message)
