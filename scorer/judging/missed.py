"""Why a sentence about an element does not count, in words its author can act on."""

from __future__ import annotations

from collections.abc import Mapping

from scorer.judging.told import Candidate
from scorer.matching.clauses import CLAUSE_END
from scorer.model.document import SectionKind
from scorer.model.result import Stance
from scorer.model.uncounted import UNCOUNTED

LONGEST_WORDS = 16  # characters of the matched words that a reason quotes
_TOPIC = "没有写到本要素的内容"
_SAID: Mapping[Stance, str] = {
    Stance.DONE: "说的是已做的工作",
    Stance.PLANNED: "说的是计划、要求或打算",
    Stance.LACKING: "说的是不足",
}
_WANTED: Mapping[Stance, str] = {
    Stance.PLANNED: "本要素要的是下一步打算",
    Stance.LACKING: "本要素要的是存在的不足",
}
_SECTIONS: Mapping[SectionKind, tuple[str, Stance]] = {
    SectionKind.PLAN: ("写在下一步安排的部分", Stance.PLANNED),
    SectionKind.PROBLEMS: ("写在存在问题的部分", Stance.LACKING),
}


def why_not(candidate: Candidate, counts: Stance, kind: SectionKind, words: str) -> str:
    """Return why *candidate* does not count for an element of which *counts* does.

    *kind* is its section's, *words* are those it matched.
    """
    if candidate.stance is counts:
        return f"只提到{_quoted(words)}，{_TOPIC}"
    why = _evidence(candidate, kind)
    if counts is Stance.DONE:
        return why + UNCOUNTED[candidate.stance]
    said = _SAID.get(candidate.stance) or UNCOUNTED[candidate.stance]
    wanted = _WANTED.get(counts, "")
    return "，".join(part for part in (why + said, wanted) if part)


def _quoted(words: str) -> str:
    short = 0 < len(words) <= LONGEST_WORDS and CLAUSE_END.search(words) is None
    return f"“{words}”" if short else "有关的词"


def _evidence(candidate: Candidate, kind: SectionKind) -> str:
    """Return by what it was decided how *candidate* stands: a word, or else its section."""
    if candidate.cue:
        return f"从“{candidate.cue}”看，"
    section, stance = _SECTIONS.get(kind, ("", candidate.stance))
    return f"{section}，" if section and stance is candidate.stance else ""
