"""A report as it is compared with others: its statements without what may differ or all may share.

Numbers, years and the report's own name are masked, words for the same thing on another level
(镇、乡、街道) made alike, standing phrases of official prose and long quotations cut out. What
is left of a statement is fingerprinted with MinHash (Broder, “On the resemblance and containment
of documents”, 1997) over sequences of three characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rensa import RMinHash

from scorer.matching.widths import QUOTES, fold_widths
from scorer.model.document import Document, Sentence
from scorer.understanding.language import Language

CUT = "‖"  # stands for what was cut out
NUMBER = "0"
LENGTH = 3  # characters of a sequence
BANDS, ROWS = 24, 3  # alike by half: found in 96 of 100 cases; by a quarter: in 31
SEED = 1997
LEAST_STATEMENT = 12  # own characters; a shorter one is compared beside its neighbours only
LONG_QUOTATION = 30  # characters between quotation marks

_MIXED, _MASK = 0x9E3779B97F4A7C15, (1 << 61) - 1  # an odd number; a band fits a machine word

_NUMBERS = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两余多.,%]+")
_QUOTED = re.compile(f"“[^“”]{{{LONG_QUOTATION},}}”")
_LEFT_OUT = re.compile(rf"[{QUOTES}\s]")
_NOT_OWN = re.compile(rf"[{CUT}{NUMBER}某\W]")


class Statement(NamedTuple):
    """A statement of a report: `text` as compared, `size` its own characters, where it stands.

    `bands` are what two statements that are much alike have in common; none where it is short.
    A named tuple, because a thousand reports' statements are read from the cache in one go.
    """

    text: str
    size: int
    quote: str
    paragraph: int
    page: int | None
    start: int
    end: int
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """A report's statements; `size` is the sum of their own characters."""

    name: str
    sha256: str
    title: str
    unit: str
    year: int | None
    statements: tuple[Statement, ...]
    size: int


class Extractor:
    """Makes extracts; compiled from a language's standing phrases."""

    def __init__(self, language: Language) -> None:
        self._endings = language.names.offices
        self._alike = {word: words[0] for words in language.alike for word in words}
        self._alike_words = _any_of(self._alike)
        self._standing = _any_of({self._levelled(phrase) for phrase in language.standing})

    def extract(self, document: Document) -> Extract:
        """Return what of *document* is compared."""
        names = _any_of(_own_names(document.identity.unit, self._endings))
        told = [each for each in document.sentences if not each.heading]
        texts = [self._reduced(document, each, names) for each in told]
        sizes = [own_size(text) for text in texts]
        bands = _bands(
            [
                text if size >= LEAST_STATEMENT else ""
                for text, size in zip(texts, sizes, strict=True)
            ]
        )
        statements = tuple(
            _statement(document, sentence, text, size, keys)
            for sentence, text, size, keys in zip(told, texts, sizes, bands, strict=True)
        )
        source, identity = document.clean.source, document.identity
        return Extract(
            source.name,
            source.sha256,
            identity.title,
            identity.unit,
            identity.year,
            statements,
            sum(sizes),
        )

    def _reduced(self, document: Document, sentence: Sentence, names: re.Pattern[str]) -> str:
        text = document.text[sentence.span.start : sentence.span.end]
        for quoted in _QUOTED.findall(document.quote(sentence.span)):
            text = text.replace(_LEFT_OUT.sub("", fold_widths(quoted)), CUT)
        return self._standing.sub(CUT, self._levelled(names.sub("某", text)))

    def _levelled(self, text: str) -> str:
        """Return *text* with numbers masked and words of one group made the first of it."""
        plain = self._alike_words.sub(lambda word: self._alike[word[0]], text)
        return _NUMBERS.sub(NUMBER, plain)


def own_size(text: str) -> int:
    """Return how many characters of a reduced text are its own: no mask, no punctuation."""
    return len(text) - len(_NOT_OWN.findall(text))


def _statement(
    document: Document, sentence: Sentence, text: str, size: int, bands: tuple[int, ...]
) -> Statement:
    place = document.place(sentence)
    start, end = document.source_range(sentence.span)
    quote = document.quote(sentence.span)
    return Statement(text, size, quote, place.paragraph, place.page, start, end, bands)


def _own_names(unit: str, endings: Sequence[str]) -> Iterator[str]:
    """Yield what a report calls its own place by: 清河镇人民政府, 清河镇, 清河."""
    place = unit
    for ending in sorted(endings, key=len, reverse=True):
        place = place.removesuffix(ending)
    yield from (name for name in (unit, place, place[:-1]) if len(name) > 1)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    listed = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile("|".join(listed) or "(?!)")


def _bands(texts: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Yield the bands of each text: numbers that two texts share if they are much alike."""
    digests = RMinHash.digests_from_token_sets(
        [_sequences(text) for text in texts], BANDS * ROWS, SEED
    )
    for text, digest in zip(texts, digests, strict=True):
        long = own_size(text) >= LEAST_STATEMENT
        yield tuple(_band(number, digest) for number in range(BANDS)) if long else ()


def _band(number: int, digest: Sequence[int]) -> int:
    """Return one number for ROWS numbers of a digest, the same on every machine."""
    key = number
    for value in digest[number * ROWS : (number + 1) * ROWS]:
        key = (key * _MIXED + value) & _MASK
    return key


def _sequences(text: str) -> list[str]:
    plain = re.sub(r"\W", "", text)
    return [plain[at : at + LENGTH] for at in range(max(len(plain) - LENGTH + 1, 1))]
