"""How official prose speaks, as values: section titles, turns, stance cues, measure words.

The values come from rules/language.yaml; nothing here knows a Chinese word of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from scorer.matching.pattern import Pattern
from scorer.model.document import SectionKind
from scorer.model.result import Stance


class Direction(Enum):
    """Which way from the cue the words stand that it judges.

    TOPIC is forward and, however far that reaches, back to the beginning of the cue's own clause,
    where the topic stands that it is about: 培训班定于明年举办，….
    """

    FORWARD = "向后"
    BACKWARD = "向前"
    BOTH = "双向"
    TOPIC = "连主题向后"


class Reach(Enum):
    """How far a cue reaches."""

    CLAUSE = "小句"
    SENTENCE = "句"


@dataclass(frozen=True, slots=True)
class KindRule:
    """Wording that gives a section, or the sentences from here on, a kind.

    `joint` marks a title that announces problems and plans together: its sentences decide.
    """

    kind: SectionKind
    joint: bool
    patterns: tuple[Pattern, ...]
    excluded: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class CueGroup:
    """Cues of one category, after ConText (Harkema et al., J. Biomed. Inform. 42, 2009).

    `pseudo` are look-alikes that void a cue inside them, `terminators` end its reach.
    """

    id: str
    stance: Stance
    direction: Direction
    reach: Reach
    clause_initial: bool
    cues: tuple[Pattern, ...]
    pseudo: tuple[Pattern, ...]
    terminators: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What names of bodies and report titles end in."""

    offices: tuple[str, ...]
    places: tuple[str, ...]
    subjects: tuple[str, ...]
    genres: tuple[str, ...]
    lead_ins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """Everything rules/language.yaml says.

    A line is web furniture that begins with an entry of `furniture` ending in ：, or that is
    made of the other entries alone. `markup` are regular expressions for what editors leave.
    `standing` are phrases that all reports share, `alike` groups of words that copies exchange.
    A year after the report's that stands right behind one of `before_later_year` says that its
    clause tells of what is to come.
    """

    version: str
    sha256: str
    titles: tuple[KindRule, ...]
    turns: tuple[KindRule, ...]
    cues: tuple[CueGroup, ...]
    units: tuple[str, ...]
    not_counted_before: tuple[str, ...]
    not_counted: tuple[str, ...]
    not_counted_after: tuple[str, ...]
    fillers: frozenset[str]
    furniture: tuple[str, ...]
    markup: tuple[str, ...]
    traditional: frozenset[str]
    names: Names
    standing: tuple[str, ...]
    alike: tuple[tuple[str, ...], ...]
    before_later_year: tuple[str, ...]
