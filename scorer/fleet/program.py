"""Which program computes: a name that changes with any module, rule word or template."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from scorer.matching.edges import jieba_version
from scorer.resources import PACKAGE, rules_dir, templates_dir

_KINDS = ("*.py", "*.yaml", "*.j2", "*.css")


@cache
def program_key() -> str:
    """Return the hash of the program's own files, the same on every machine that has the same."""
    digest = hashlib.sha256(f"{version('scorer')} {jieba_version()}".encode())
    for folder in (PACKAGE, rules_dir(), templates_dir()):
        for path in sorted(_files(folder)):
            digest.update(f"\n{path.relative_to(folder).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _files(folder: Path) -> list[Path]:
    return [path for kind in _KINDS for path in folder.rglob(kind)]
