"""Traditional characters read as simplified ones, character for character, where a text has them.

The converter is OpenCC; each character is converted by itself, so that no offset moves. It is
loaded only for a text that is written in traditional characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

FEWEST = 5  # different telling characters; a name or two does not make a text traditional


def simplifying(text: str, telling: frozenset[str]) -> Mapping[int, str]:
    """Return the table that simplifies *text*, for `str.translate`; empty for a simplified text.

    `telling` are frequent characters that only traditional writing has.
    """
    if len(set(_telling(telling).findall(text))) < FEWEST:
        return {}
    return _table(frozenset(text))


@lru_cache(maxsize=2)
def _telling(characters: frozenset[str]) -> re.Pattern[str]:
    listed = "".join(map(re.escape, sorted(characters)))
    return re.compile(f"[{listed}]" if listed else "(?!)")


@lru_cache(maxsize=8)
def _table(characters: frozenset[str]) -> Mapping[int, str]:
    from opencc import OpenCC  # noqa: PLC0415  (few texts need it)

    convert = OpenCC("t2s").convert
    simplified = {char: convert(char) for char in characters}
    return {
        ord(char): plain for char, plain in simplified.items() if plain != char and len(plain) == 1
    }
