"""Rule files read once: their values are kept in the cache folder, keyed by content.

A value is taken from there only if every file it was read from, and the program itself, are
unchanged; whatever else is in the way (a damaged file, another version), the files are read anew.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from scorer.matching.cache import cache_folder, engine_stamp, store, unpickled
from scorer.ruleset.dated_terms import DatedTerms
from scorer.ruleset.finding_words import FindingWords
from scorer.ruleset.model import Ruleset
from scorer.ruleset.rulefile import read_file
from scorer.understanding.figure_language import FigureLanguage
from scorer.understanding.language import Language

_T = TypeVar("_T")


def stored_ruleset(path: Path) -> Ruleset:
    """Return the rule set in the file *path*; raises RulesetError like `load`."""

    def fresh(ruleset: Ruleset) -> bool:
        return all(_hash_of(Path(name)) == known for name, known in ruleset.files[1:])

    return _remembered(Ruleset, path, fresh)


def stored_language(path: Path) -> Language:
    """Return the language file at *path*; raises RulesetError like `load_language`."""
    return _remembered(Language, path)


def stored_terms(path: Path) -> DatedTerms:
    """Return the dated terms in the file *path*; raises RulesetError like `load_terms`."""
    return _remembered(DatedTerms, path)


def stored_finding_words(path: Path) -> FindingWords:
    """Return the words of the checks in the file *path*; raises like `load_findings`."""
    return _remembered(FindingWords, path)


def stored_figures(path: Path) -> FigureLanguage:
    """Return what the file at *path* says of figures; raises RulesetError like `load_figures`."""
    return _remembered(FigureLanguage, path)


def _remembered(
    kind: type[_T], path: Path, fresh: Callable[[_T], bool] = lambda _value: True
) -> _T:
    data = read_file(path)
    key = hashlib.sha256(f"{engine_stamp()}\n{path.resolve()}\n{path}\n".encode() + data)
    place = cache_folder() / f"{kind.__name__.lower()}-{key.hexdigest()[:20]}.pickle"
    value = unpickled(place)
    if isinstance(value, kind) and fresh(value):
        return value
    from scorer.ruleset.anew import READERS  # noqa: PLC0415  (slow to load, needed once)

    made: _T = READERS[kind](path)
    if read_file(path) == data:  # else it was written meanwhile, and the key is not the value's
        store(place, _pickled(made))
    return made


class _Pickler(pickle.Pickler):
    """Keeps a frozen value as its class and its fields, so that reading it is one call.

    What dataclasses do themselves for values with slots asks for the names of the fields again
    for every single value: a third of the time of reading a rule set.
    """

    def reducer_override(self, value: Any) -> Any:  # noqa: ANN401  (pickle's own signature)
        """Return how *value* is made anew, or NotImplemented for what is no dataclass."""
        if not is_dataclass(value) or isinstance(value, type):
            return NotImplemented
        return type(value), tuple(getattr(value, field.name) for field in fields(value))


def _pickled(value: object) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    return buffer.getvalue()


def _hash_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
