"""The report's text, its sentences marked by what they count for.

Sentences come with source offsets and may overlap; a paragraph is cut wherever one begins or ends,
so that every segment is covered by the same ones throughout.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scorer.model.paragraph import Paragraph
from scorer.model.result import (
    Check,
    Evidence,
    Finding,
    Level,
    Likeness,
    NearMiss,
    Passage,
    Scorecard,
)
from scorer.model.uncounted import UNCOUNTED
from scorer.rendering.checked import checked, complete, raised
from scorer.rendering.frontpage import severity_label, weight
from scorer.rendering.similar import longest_first
from scorer.rendering.text_shapes import (
    ElementSentences,
    EndView,
    ParagraphView,
    SegmentView,
    SentenceView,
    SignView,
    TextView,
    UseView,
)
from scorer.rendering.wording import listed, place, plain, sentence

IDEOGRAPHIC_SPACE = "\u3000"
NEAR, FINDING = "near", "finding"
COPIES = "similarity.report"  # one finding for each report in `Scorecard.likenesses`, in order
SIGNS: Mapping[str, tuple[str, str]] = {
    "quantified": ("量", "量化成效"),
    "concrete": ("举", "具体举措"),
    "mentioned": ("述", "一般表述"),
    "planned": ("划", "仅见于问题或计划"),
    NEAR: ("近", "相近，不计分"),
    FINDING: ("疑", "报告自身的疑点"),
}
_STRENGTH = {key: number for number, key in enumerate(SIGNS)}

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Marks:
    """All sentences in the order of the text: range, anchor, uses."""

    ranges: tuple[Range, ...]
    uses: Mapping[Range, tuple[UseView, ...]]

    def anchor(self, start: int | None, end: int | None) -> str:
        """Return the anchor of the sentence there, "" where none is marked."""
        if start is None or end is None or (start, end) not in self.uses:
            return ""
        return f"s{bisect_left(self.ranges, (start, end)) + 1}"


def marked(card: Scorecard) -> TextView:
    """Return the text of *card*'s report with what every sentence counts for."""
    marks = _marks(card)
    findings = sorted(card.findings, key=weight)
    return TextView(
        paragraphs=tuple(_paragraphs(card.text, marks)),
        elements={
            f"e{number}": ElementSentences(
                tuple(_evidence(piece, marks) for piece in line.grade.evidence),
                tuple(_near_miss(miss, marks) for miss in line.grade.near_misses),
                tuple(map(raised, line.raises)),
            )
            for number, line in enumerate(card.tally.lines, 1)
        },
        findings=tuple(marks.anchor(each.start, each.end) for each in findings),
        shared=tuple(
            tuple(marks.anchor(each.start, each.end) for each in longest_first(other.passages))
            for other in card.likenesses
        ),
        signs=tuple(SignView(key, sign, what) for key, (sign, what) in SIGNS.items()),
    )


def _marks(card: Scorecard) -> _Marks:
    found: dict[Range, list[UseView]] = {}
    if card.text:
        for start, end, use in _uses(card):
            if start < end:
                found.setdefault((start, end), []).append(use)
    return _Marks(tuple(sorted(found)), {key: tuple(uses) for key, uses in found.items()})


def _uses(card: Scorecard) -> Iterator[tuple[int, int, UseView]]:
    for number, line in enumerate(card.tally.lines, 1):
        label, name = str(number), plain(line.name)
        for piece in line.grade.evidence:
            key = _key(piece.level)
            note = _stance(piece)
            use = UseView(f"e{label}", label, name, key, *SIGNS[key], note)
            yield piece.start, piece.end, use
        for miss in line.grade.near_misses:
            use = UseView(f"e{label}", label, name, NEAR, *SIGNS[NEAR], plain(miss.reason))
            yield miss.start, miss.end, use
    yield from _doubts(card)


def _doubts(card: Scorecard) -> Iterator[tuple[int, int, UseView]]:
    """Yield what findings quote, and the passages that those of shared text count beside it."""
    findings = list(enumerate(sorted(card.findings, key=weight), 1))
    for number, finding in findings:
        if finding.start is not None and finding.end is not None:
            yield finding.start, finding.end, _doubt(finding, number)
    copies = [(number, finding) for number, finding in findings if finding.code == COPIES]
    for (number, finding), other in zip(copies, card.likenesses, strict=False):
        for passage in other.passages:
            if (passage.start, passage.end) != (finding.start, finding.end):
                yield passage.start, passage.end, _copy(passage, other, finding, number)


def _doubt(finding: Finding, number: int) -> UseView:
    severity = severity_label(finding.severity)
    name = plain(finding.message)
    return UseView(f"f{number}", f"{number}", name, FINDING, SIGNS[FINDING][0], severity, "")


def _copy(passage: Passage, other: Likeness, finding: Finding, number: int) -> UseView:
    """Return the use of a passage that the finding of its report counts but does not quote."""
    where = place(passage.other_paragraph, passage.other_page)
    name = f"与“{plain(other.name)}”{where}相同"
    severity = severity_label(finding.severity)
    return UseView(f"f{number}", f"{number}", name, FINDING, SIGNS[FINDING][0], severity, "")


def _key(level: Level) -> str:
    return max(level, Level.PLANNED).name.lower()


def _stance(piece: Evidence) -> str:
    return UNCOUNTED[piece.stance] if piece.level <= Level.PLANNED else ""


def _evidence(piece: Evidence, marks: _Marks) -> SentenceView:
    key = _key(piece.level)
    before, mark, after = _cut(plain(piece.quote), plain(piece.hit))
    return SentenceView(
        anchor=marks.anchor(piece.start, piece.end),
        key=key,
        what=SIGNS[key][1],
        before=before,
        mark=mark,
        after=after,
        place=place(piece.paragraph, piece.page),
        section=plain(piece.section),
        note=_stance(piece),
        quantities=listed(quantity.text for quantity in piece.quantities),
        items=listed(piece.items),
        check=_check(piece.check),
    )


def _cut(quote: str, hit: str) -> tuple[str, str, str]:
    """Cut a quotation around the words that matched; they may be missing from it."""
    before, mark, after = quote.partition(hit) if hit else (quote, "", "")
    return before, mark, after


def _near_miss(miss: NearMiss, marks: _Marks) -> SentenceView:
    return SentenceView(
        anchor=marks.anchor(miss.start, miss.end),
        key=NEAR,
        what=SIGNS[NEAR][1],
        before=plain(miss.quote),
        mark="",
        after="",
        place=place(miss.paragraph, miss.page),
        section="",
        note=sentence(miss.reason),
        quantities="",
        items="",
        check=_check(miss.check),
    )


def _check(check: Check | None) -> str:
    """Return how far a sentence is from counting in full; nothing where it does."""
    return "" if check is None or complete(check) else checked(check)


def _paragraphs(text: Sequence[Paragraph], marks: _Marks) -> Iterator[ParagraphView]:
    covering = _covering(text, marks.ranges)
    for index, paragraph in enumerate(text):
        yield ParagraphView(
            anchor=f"p{index + 1}",
            number=str(paragraph.number),
            page=str(paragraph.page) if _turns(text, index) else "",
            part=paragraph.part.value,
            level=str(paragraph.level),
            segments=tuple(_segments(paragraph, covering.get(index, ()), marks)),
        )


def _turns(text: Sequence[Paragraph], index: int) -> bool:
    """Tell whether a page begins with the paragraph."""
    page = text[index].page
    return page is not None and (index == 0 or text[index - 1].page != page)


def _covering(text: Sequence[Paragraph], ranges: Iterable[Range]) -> Mapping[int, list[Range]]:
    """Return the ranges that reach into each paragraph, by the paragraph's index."""
    starts = [paragraph.start for paragraph in text]
    found: dict[int, list[Range]] = {}
    for start, end in ranges:
        first = max(bisect_right(starts, start) - 1, 0)
        for index in range(first, bisect_left(starts, end)):
            if start < text[index].end:
                found.setdefault(index, []).append((start, end))
    return found


def _segments(
    paragraph: Paragraph, ranges: Sequence[Range], marks: _Marks
) -> Iterator[SegmentView]:
    edges = {paragraph.start, paragraph.end, paragraph.start + paragraph.lead}
    edges.update(min(max(edge, paragraph.start), paragraph.end) for each in ranges for edge in each)
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        over = [each for each in ranges if each[0] <= start and end <= each[1]]
        uses = [use for each in over for use in marks.uses[each]]
        yield SegmentView(
            text=_shown(paragraph.text[start - paragraph.start : end - paragraph.start]),
            key=_strongest(uses),
            lead=end <= paragraph.start + paragraph.lead,
            finding=any(use.key == FINDING for use in uses),
            sentences=tuple(marks.anchor(*each) for each in over),
            begins=tuple(marks.anchor(*each) for each in over if _begins(each, start, paragraph)),
            ends=tuple(
                EndView(marks.anchor(*each), marks.uses[each]) for each in over if each[1] == end
            ),
        )


def _begins(sentence_range: Range, start: int, paragraph: Paragraph) -> bool:
    """Tell whether the sentence begins with the segment at *start*."""
    return max(sentence_range[0], paragraph.start) == start and (
        sentence_range[0] >= paragraph.start
    )


def _strongest(uses: Iterable[UseView]) -> str:
    return min((use.key for use in uses), key=_STRENGTH.__getitem__, default="")


def _shown(text: str) -> str:
    """Return *text* without what a screen would obey; spaces stay spaces."""
    return text if text.isprintable() else "".join(map(_shown_char, text))


def _shown_char(char: str) -> str:
    if char == IDEOGRAPHIC_SPACE:
        return char
    return " " if char.isspace() else plain(char)
