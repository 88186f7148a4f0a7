"""Which words head a sentence: its section's heading, or the short opening of its paragraph.

Some wording says what it is about only there: 发放资料8000份 under 抓好法治宣传 is publicity.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from scorer.model.document import Document
from scorer.understanding.turns import ORDINAL

LONGEST_OPENING = 30  # characters; what is longer tells things instead of heading them
_ORDINAL = re.compile(ORDINAL)


def leads(document: Document) -> Sequence[Collection[int]]:
    """Return for each sentence of *document* the numbers of the sentences that head it.

    An opening is the first sentence of a paragraph or of a list's item (三是加强普法宣传。).
    """
    headings: dict[int, list[int]] = {}
    opening: tuple[int, int] | None = None  # the paragraph and the number of its opening
    found: list[Collection[int]] = []
    for number, sentence in enumerate(document.sentences):
        if sentence.heading and sentence.section is not None:
            headings.setdefault(sentence.section, []).append(number)
        text = document.text[sentence.span.start : sentence.span.end]
        begins = opening is None or opening[0] != sentence.paragraph or _ORDINAL.match(text)
        if begins and not sentence.heading:
            opening = sentence.paragraph, number if len(text) <= LONGEST_OPENING else -1
        above = headings.get(sentence.section, []) if sentence.section is not None else []
        heads = opening is not None and opening[0] == sentence.paragraph
        found.append({*above, *([opening[1]] if heads and opening else [])} - {number, -1})
    return found
