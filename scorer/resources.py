"""Where the files that are no Python stand: templates and rule sets.

An installed package carries them inside itself; a checkout has them at its top.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def templates_dir() -> Path:
    """Return the folder of the page templates."""
    return _folder("templates")


def rules_dir() -> Path:
    """Return the folder of the shipped rule sets."""
    return _folder("rules")


def _folder(name: str) -> Path:
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
