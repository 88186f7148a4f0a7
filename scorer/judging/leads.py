"""Which words head a sentence: its section's heading, or the short opening of its paragraph.

Some wording says what it is about only there: 发放资料8000份 under 抓好法治宣传 is publicity.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from scorer.model.document import Document
from scorer.understanding.turns import ORDINAL

LONGEST_OPENING = 30  # characters; what is longer tells things instead of heading them
_ORDINAL = re.compile(ORDINAL)


def leads(document: Document) -> Sequence[Collection[int]]:
    """Return for each sentence of *document* the numbers of the sentences that head it.

    An opening is the first sentence of a paragraph or of a list's item (三是加强普法宣传。).
    """
    headings: dict[int | None, set[int]] = defaultdict(set)
    paragraph: int | None = None
    opening: set[int] = set()  # the number of the paragraph's, or item's, opening
    found: list[Collection[int]] = []
    for number, sentence in enumerate(document.sentences):
        text = document.text[sentence.span.start : sentence.span.end]
        if sentence.heading:
            headings[sentence.section].add(number)
            paragraph, opening = None, set()
        elif sentence.paragraph != paragraph or _ORDINAL.match(text):
            paragraph = sentence.paragraph
            opening = {number} if len(text) <= LONGEST_OPENING else set()
        found.append((headings[sentence.section] | opening) - {number})
    return found
