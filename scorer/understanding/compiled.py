"""The language file compiled: one matcher for each question, built once for all reports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from scorer.matching.matcher import Matcher
from scorer.matching.widths import QUOTES
from scorer.understanding.language import KindRule, Language

_INVISIBLE = r"\u200b-\u200f\u2028-\u202f\u2060\ufeff\u00ad\ue000-\uf8ff\x00-\x08\x0b-\x1f\x7f"
_UNSEEN = f"[{_INVISIBLE}{QUOTES}]"
_LABEL_ENDS = ("：", ">")  # what follows such an entry belongs to the line: 来源：, 首页>
_BULLET = "[-•·*]"  # a web page lists what it says of itself; an item that is a sentence stays
_LOOSE = r"[\d\s：:/.|｜>》【】\[\]()（）+—-]*"
_REMEMBERED = 20_000  # titles and sentences
_SPACE = r"\s+(?![A-Za-z0-9])|\s(?<![A-Za-z0-9]\s)\s*"  # all but one between two Latin words


class KindReader:
    """Finds the first of some KindRules that a title or sentence meets."""

    def __init__(self, rules: tuple[KindRule, ...]) -> None:
        self._rules = rules
        self._matcher = Matcher(
            (2 * number + bool(excluded), pattern)
            for number, rule in enumerate(rules)
            for excluded, patterns in ((False, rule.patterns), (True, rule.excluded))
            for pattern in patterns
        )
        self.first = lru_cache(maxsize=_REMEMBERED)(self._first)

    def _first(self, text: str) -> KindRule | None:
        """Return the first rule that *text* meets and none of whose exclusions it has, or None."""
        owners = {match.owner for match in self._matcher.find(text)}
        met = (owner for owner in sorted(owners) if not owner % 2 and owner + 1 not in owners)
        first = next(met, None)
        return None if first is None else self._rules[first // 2]


@dataclass(frozen=True, slots=True, eq=False)
class CompiledLanguage:
    """What the stages of understanding ask; compare by identity."""

    source: Language
    dropped: re.Pattern[str]
    furniture: re.Pattern[str]
    titles: KindReader
    turns: KindReader
    cues: Matcher


def compile_language(language: Language) -> CompiledLanguage:
    """Compile *language*; the cue matcher's owners number (group, role) as 3 × group + role."""
    return CompiledLanguage(
        source=language,
        dropped=re.compile("|".join((*language.markup, _UNSEEN, _SPACE))),
        furniture=_furniture(language.furniture),
        titles=KindReader(language.titles),
        turns=KindReader(language.turns),
        cues=Matcher(
            (3 * number + role, pattern)
            for number, group in enumerate(language.cues)
            for role, patterns in enumerate((group.cues, group.pseudo, group.terminators))
            for pattern in patterns
        ),
    )


def _furniture(entries: tuple[str, ...]) -> re.Pattern[str]:
    labels = [re.escape(entry) for entry in entries if entry.endswith(_LABEL_ENDS)]
    words = [re.escape(entry) for entry in entries if not entry.endswith(_LABEL_ENDS)]
    words.sort(key=len, reverse=True)
    label = "|".join(labels) or "(?!)"
    word = "|".join(words) or "(?!)"
    return re.compile(
        rf"\d?(?:{label}).*|{_BULLET}(?:{label})(?:.*[^。；，])?|{_LOOSE}(?:(?:{word}){_LOOSE})+"
    )
