"""Examples that all came out as they say are not run again until something they rest on changes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from scorer.judging.match import CompiledRules
from scorer.matching.cache import cache_folder, engine_stamp, store
from scorer.model.errors import Problem
from scorer.ruleset.model import Ruleset
from scorer.understanding.compiled import CompiledLanguage


def remembered_failures(
    rules: Ruleset | CompiledRules, language: CompiledLanguage
) -> tuple[Problem, ...]:
    """Return the examples that fail, like `failing_examples`; none at once where none did before.

    Rules that are not compiled yet are compiled only where examples must be run.
    """
    passed = _note(rules.ruleset if isinstance(rules, CompiledRules) else rules, language)
    if passed.is_file():
        return ()
    from scorer.judging.selftest import failing_examples  # noqa: PLC0415  (run once per rule set)

    compiled = rules if isinstance(rules, CompiledRules) else CompiledRules(rules, language)
    problems = failing_examples(compiled, language)
    if not problems:
        store(passed, b"")
    return problems


def _note(ruleset: Ruleset, language: CompiledLanguage) -> Path:
    """Return the file whose being there says that all examples passed."""
    parts = (ruleset.sha256, language.source.sha256, engine_stamp())
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return cache_folder() / f"examples-{key[:20]}"
