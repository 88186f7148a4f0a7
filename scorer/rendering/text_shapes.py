"""What a page shows of the report's own text, as ready strings: sentences and their uses.

Anchors: `e7` an element, `s12` a sentence, `p3` a paragraph, `f1` a finding. `key` is a style
class: planned, mentioned, concrete, quantified for evidence, near for what does not count, finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UseView:
    """What a sentence is to one element or finding; `sign` is one character for `what`."""

    anchor: str
    label: str
    name: str
    key: str
    sign: str
    what: str
    note: str

    @property
    def title(self) -> str:
        """The whole in one phrase, for a tooltip and a screen reader."""
        note = f"（{self.note}）" if self.note else ""
        return f"{self.label} {self.name}：{self.what}{note}"


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence as an element quotes it; `anchor` is "" where the text is not on the page."""

    anchor: str
    key: str
    what: str
    before: str
    mark: str
    after: str
    place: str
    section: str
    note: str
    quantities: str
    items: str
    check: str


@dataclass(frozen=True, slots=True)
class ElementSentences:
    """All sentences of one element: what counts, what is near but does not; what would add."""

    evidence: tuple[SentenceView, ...]
    near: tuple[SentenceView, ...]
    raises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EndView:
    """A sentence ends here: its anchor, and what it is used for."""

    anchor: str
    uses: tuple[UseView, ...]


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A run of characters that the same sentences cover; `key` is "" where none does.

    `sentences` are the anchors of those that cover it, `begins` of those that begin with it.
    """

    text: str
    key: str
    lead: bool
    finding: bool
    sentences: tuple[str, ...]
    begins: tuple[str, ...]
    ends: tuple[EndView, ...]


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph of the report: `part` is title, heading, text, cell or left_out."""

    anchor: str
    number: str
    page: str
    part: str
    level: str
    segments: tuple[SegmentView, ...]


@dataclass(frozen=True, slots=True)
class SignView:
    """One line of the legend."""

    key: str
    sign: str
    what: str


@dataclass(frozen=True, slots=True)
class TextView:
    """The report's text with its sentences marked.

    `elements` are found by the element's anchor; `findings` are the sentences' anchors, one for
    each finding of the scorecard, "" where it quotes nothing; `shared` are those of the passages of
    each report compared with, longest first.
    """

    paragraphs: tuple[ParagraphView, ...]
    elements: Mapping[str, ElementSentences]
    findings: tuple[str, ...]
    shared: tuple[tuple[str, ...], ...]
    signs: tuple[SignView, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """What belongs to one page only: style sheet and script with their hashes, where it opens."""

    style: str
    script: str
    style_hash: str
    script_hash: str
    open: str
