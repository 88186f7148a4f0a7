"""The examples of rules/findings.yaml held against the file itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scorer.checks.compiled import compile_checks
from scorer.checks.run import Knowledge, check
from scorer.model.errors import Problem
from scorer.model.result import Finding
from scorer.reading import read_bytes
from scorer.ruleset.dated_terms import DatedTerms
from scorer.ruleset.findings_file import CODES, FindingExample, FindingsFile
from scorer.understanding.normalize import normalize
from scorer.understanding.structure import structure


def failing_finding_examples(
    file: FindingsFile, knowledge: Knowledge, terms: DatedTerms
) -> tuple[Problem, ...]:
    """Return a problem at the place of each example that comes out differently.

    The words of the checks are those of *file*, all else is *knowledge*'s.
    """
    known = replace(knowledge, words=compile_checks(file.words, terms))
    return tuple(problem for one in file.examples for problem in _problems(one, known))


def _problems(example: FindingExample, knowledge: Knowledge) -> Iterator[Problem]:
    source = read_bytes(example.text.encode(), "例句.txt")
    language = knowledge.language
    document = structure(normalize(source, language), language, example.year)
    told = [one for one in check(document, None, knowledge) if one.code in CODES]
    if _holds(example, told):
        return
    wanted = f"应报 {example.code}" if example.code else "不应报"
    wanted += f"（“{example.says}”）" if example.says else ""
    message = f"例句“{example.text.strip()}”{wanted}，{_really(told)}"
    yield Problem(example.mark, "R011", message)


def _holds(example: FindingExample, told: list[Finding]) -> bool:
    if not example.code:
        return not told
    return any(
        one.code == example.code and example.says in f"{one.message}\n{one.quote}" for one in told
    )


def _really(told: list[Finding]) -> str:
    if not told:
        return "实际没有报"
    return f"实报 {'；'.join(f'{one.code}（{one.message}）' for one in told)}"
