"""The stages in order: read, understand, find, grade, score, check. Read it like a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from scorer.checks.compiled import compile_checks
from scorer.checks.copies import check_copies
from scorer.checks.figures import FigureChecks
from scorer.checks.run import Knowledge, check
from scorer.judging.amend import amend
from scorer.judging.grade import grade_all
from scorer.judging.match import CompiledRules, find_candidates
from scorer.judging.remembered import remembered_failures
from scorer.judging.score import score
from scorer.matching.edges import jieba_version
from scorer.model.document import Block, Document, Role, Source
from scorer.model.errors import RulesetError
from scorer.model.provenance import Engine, ReportInfo, RulesInfo
from scorer.model.result import Scorecard
from scorer.reading import DEFAULT_LIMITS, Limits, read
from scorer.resources import rules_dir
from scorer.ruleset.shipped import FIGURES, FINDINGS, TERMS, find_rules, rules_for_year
from scorer.ruleset.stored import (
    stored_figures,
    stored_finding_words,
    stored_language,
    stored_ruleset,
    stored_terms,
)
from scorer.understanding.compiled import CompiledLanguage, compile_language
from scorer.understanding.normalize import normalize
from scorer.understanding.paragraphs import paragraphs
from scorer.understanding.structure import structure

if TYPE_CHECKING:
    from scorer.similarity.extract import Extract, Extractor
    from scorer.similarity.shelf import Others, Shelf

CHINA = timezone(timedelta(hours=8))
SHORTEST_REPORT = 200  # characters; real ones have a thousand and more
UNDATED = datetime(1970, 1, 1, 8, tzinfo=CHINA)


@dataclass(frozen=True, slots=True)
class Request:
    """What a user asks of one assessment beside report and rules: year, dates, the clock.

    `others` are the reports that this one is compared with.
    """

    year: int | None = None
    published: date | None = None
    assessed_at: datetime = UNDATED
    others: Shelf | Others | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """A rule set ready for use: loaded, its own examples passed, compiled; and why this one."""

    compiled: CompiledRules
    chosen: str


@cache
def language() -> CompiledLanguage:
    """Return the shipped language file, loaded once in a process."""
    return compile_language(stored_language(rules_dir() / "language.yaml"))


@cache
def knowledge() -> Knowledge:
    """Return what the checks know, from the shipped files, compiled once in a process."""
    figures, words, terms = (rules_dir() / f"{name}.yaml" for name in (FIGURES, FINDINGS, TERMS))
    return Knowledge(
        language(),
        FigureChecks(language(), stored_figures(figures)),
        compile_checks(stored_finding_words(words), stored_terms(terms)),
    )


def load_rules(rules: str | Path | None = None, year: int | None = None) -> Rules:
    """Return a rule set by shipped name or file; without one, the shipped set in force for *year*.

    Raises RulesetError with every problem of the file, a failing example among them.
    """
    path, chosen = find_rules(rules) if rules is not None else rules_for_year(year)
    return Rules(_compiled(path.resolve(), path, _stamp(path)), chosen)


def _stamp(path: Path) -> tuple[int, int]:
    """Return what changes with the file, so that an edited file is read again."""
    try:
        known = path.stat()
    except OSError:
        return 0, 0
    return known.st_mtime_ns, known.st_size


@lru_cache(maxsize=16)
def _compiled(_place: Path, path: Path, _stamp: tuple[int, int]) -> CompiledRules:
    compiled = CompiledRules(stored_ruleset(path), language())
    _require_examples(compiled)
    return compiled


def _require_examples(compiled: CompiledRules) -> None:
    """Raise RulesetError if an example of the rules fails; what passed once is remembered."""
    problems = remembered_failures(compiled, language())
    if problems:
        raise RulesetError(problems)


def understand(source: Source, year: int | None = None) -> Document:
    """Return *source* as a document: normalised, structured, identified."""
    return structure(normalize(source, language()), language(), year)


@cache
def _extractor() -> Extractor:
    from scorer.similarity.extract import Extractor  # noqa: PLC0415  (few assessments need it)

    return Extractor(language().source)


def extract(document: Document) -> Extract:
    """Return what of *document* is compared with other reports."""
    return _extractor().extract(document)


@cache
def engine() -> Engine:
    """Return the program that computes scorecards, in its version."""
    return Engine("scorer", version("scorer"), jieba_version())


def assess(document: Document, rules: Rules, request: Request | None = None) -> Scorecard:
    """Return the scorecard of *document* by *rules*."""
    request = request or Request()
    source, ruleset = document.clean.source, rules.compiled.ruleset
    found = find_candidates(document, rules.compiled)
    unread = bool(source.unread)
    grades = grade_all(ruleset.elements, found, document, unread=unread)
    published = request.published or source.published
    likenesses = request.others.like(extract(document)) if request.others else ()
    findings = (*check(document, published, knowledge()), *check_copies(likenesses))
    return Scorecard(
        engine=engine(),
        assessed_at=request.assessed_at,
        report=_report(document, published),
        rules=RulesInfo(ruleset.id, ruleset.title, ruleset.version, ruleset.sha256, rules.chosen),
        tally=amend(score(ruleset, grades), document, findings, rules.compiled),
        findings=findings,
        warnings=(*source.warnings, *_doubts(document)),
        likenesses=likenesses,
        compared=len(request.others) if request.others else 0,
        text=paragraphs(document),
    )


def assess_source(
    source: Source, rules: Rules | str | Path | None = None, request: Request | None = None
) -> Scorecard:
    """Return the scorecard of a report already read; without *rules*, by those for its year."""
    request = request or Request()
    document = understand(source, request.year)
    if not isinstance(rules, Rules):
        rules = load_rules(rules, None if rules is not None else document.identity.year)
    return assess(document, rules, request)


def assess_file(
    path: str | Path,
    rules: Rules | str | Path | None = None,
    request: Request | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Scorecard:
    """Return the scorecard of the report in the file *path*.

    *rules* are loaded ones (`load_rules`), a shipped set's name, or a YAML file; without them the
    shipped set in force for the report's year is taken. A report beyond *limits* is not read.

    Raises ReportError where the report cannot be read, RulesetError where the rules cannot be used.
    """
    return assess_source(read(Path(path), limits=limits), rules, request)


def _characters(block: Block) -> int:
    if block.role is Role.FURNITURE:
        return 0
    return sum(map(len, block.text.split()))


def _doubts(document: Document) -> Iterator[str]:
    """Yield why the text may not be a report at all; of a text read in part nothing is known."""
    if document.clean.source.unread:
        return
    characters = sum(1 for _ in islice(filter(str.isalnum, document.text), SHORTEST_REPORT))
    if characters < SHORTEST_REPORT:
        yield f"全文只有 {characters} 个字（标点不计），可能不是报告正文；请确认文件没有选错"


def _report(document: Document, published: date | None) -> ReportInfo:
    source, identity = document.clean.source, document.identity
    return ReportInfo(
        name=source.name,
        sha256=source.sha256,
        format=source.format,
        title=identity.title,
        unit=identity.unit,
        year=identity.year,
        year_from=identity.year_from,
        written=identity.written,
        published=published,
        characters=sum(_characters(block) for block in source.blocks),
        pages=source.pages,
        unread=source.unread,
        coverage=source.coverage,
    )
