"""The words of the checks compiled: one matcher or expression for each question, built once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scorer.matching.matcher import Matcher
from scorer.matching.pattern import Pattern
from scorer.ruleset.dated_terms import DatedTerms
from scorer.ruleset.finding_words import FindingWords
from scorer.ruleset.term_use import TermReader

Expressions = tuple[re.Pattern[str], ...]  # tried one by one: each finds its first sign fast


@dataclass(frozen=True, slots=True, eq=False)
class CheckWords:
    """What the checks ask; compare by identity. Expressions without words match nothing."""

    source: FindingWords
    terms: TermReader
    surely_current: Matcher
    current_opening: Matcher
    current: Matcher
    history: Matcher
    planning: Matcher
    titles: Matcher
    doubled: re.Pattern[str]
    repeated: re.Pattern[str]
    published: re.Pattern[str]
    measured: re.Pattern[str]
    unmeasured: Expressions
    no_number: Expressions
    garbled: Expressions
    marks: Expressions
    lost_self: re.Pattern[str]
    superior: Matcher
    not_superior: Matcher
    leader: Matcher
    problems: Matcher
    plan: Matcher


def compile_checks(words: FindingWords, terms: DatedTerms) -> CheckWords:
    """Compile *words* and *terms*."""
    damage = words.damage
    measured = _any(map(re.escape, damage.measured)).pattern
    return CheckWords(
        source=words,
        terms=TermReader(terms),
        surely_current=_matcher(words.year.surely),
        current_opening=_matcher(words.year.opening),
        current=_matcher(words.year.anywhere),
        history=_matcher(words.year.history),
        planning=_matcher(words.year.planning),
        titles=_matcher(words.year.titles),
        doubled=_any(map(re.escape, words.doubled)),
        repeated=_any(words.repeated),
        published=re.compile(
            rf"(?:{_any(map(re.escape, words.published)).pattern})[\s:：|｜\]】]*"
            r"(20\d\d\s*(?:[-./]\s*\d{1,2}\s*[-./]\s*\d{1,2}|年\s*\d{1,2}\s*月\s*\d{1,2}\s*日))"
        ),
        measured=re.compile(rf"[1-9](?<![\d.第+·\-].)\d{{0,4}}(?={measured})"),
        unmeasured=(
            re.compile(
                rf"(?:{measured})"
                r"(?!20\d\d[，。；])[1-9]\d{0,3}(?=[，。；](?!其中\d))"
            ),
        ),
        no_number=_each(damage.no_number),
        garbled=_each(damage.garbled),
        marks=_each(damage.marks),
        lost_self=re.compile(
            rf"我{''.join(f'(?<!{re.escape(word)}我)' for word in damage.not_after)}"
            rf"(?={_any(map(re.escape, damage.after_self)).pattern})"
        ),
        superior=_matcher(words.unit.superior),
        not_superior=_matcher(words.unit.not_superior),
        leader=_matcher(words.content.leader),
        problems=_matcher(words.content.problems),
        plan=_matcher(words.content.plan),
    )


def _matcher(patterns: Iterable[Pattern]) -> Matcher:
    return Matcher((0, pattern) for pattern in patterns)


def _each(expressions: Iterable[str]) -> Expressions:
    return tuple(re.compile(each, re.MULTILINE) for each in expressions)


def _any(expressions: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in expressions) or "(?!)")
