"""Rule files read anew, by kind: all that is slow to load, YAML above all, comes in with this.

A run that finds its values in the cache folder does without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from scorer.ruleset.dated_terms import DatedTerms
from scorer.ruleset.figures_file import load_figures
from scorer.ruleset.finding_words import FindingWords
from scorer.ruleset.findings_file import load_findings
from scorer.ruleset.language_file import load_language
from scorer.ruleset.load import load
from scorer.ruleset.model import Ruleset
from scorer.ruleset.terms_file import load_terms
from scorer.understanding.figure_language import FigureLanguage
from scorer.understanding.language import Language

READERS: Mapping[type, Callable[[Path], Any]] = {
    Ruleset: load,
    Language: lambda path: load_language(path).language,
    DatedTerms: lambda path: load_terms(path).terms,
    FindingWords: lambda path: load_findings(path).words,
    FigureLanguage: lambda path: load_figures(path).language,
}
