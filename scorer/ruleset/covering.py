"""Which patterns another makes pointless: whatever the one matches, the other matches too.

Sequence B covers sequence A where B's slots can be laid over some of A's in their order, each
holding all words of the slot it lies on, and B's joints are no tighter than A's. Where quantities
count, A reaches further by a slot that may stand in a clause without any of B's: a quantity there
belongs to A's match and not to B's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from scorer.matching.pattern import Gap, Pattern, Slot

Slots = tuple[Slot, ...]


class Cover:
    """Finds among `patterns` one that matches wherever another sequence does."""

    def __init__(self, patterns: Iterable[tuple[int, Pattern]]) -> None:
        self._by_word: dict[str, list[tuple[int, Slots]]] = defaultdict(list)
        self._regexes: dict[str, list[int]] = defaultdict(list)
        for number, pattern in patterns:
            if pattern.regex:
                self._regexes[pattern.regex].append(number)
            for slots in pattern.sequences:
                for word in min(slots, key=lambda slot: len(slot.words)).words:
                    self._by_word[word].append((number, slots))

    def coverers(
        self, pattern: Pattern, allowed: Iterable[int], *, reaching: bool = False
    ) -> tuple[int, ...]:
        """Return the *allowed* patterns that together cover *pattern*; empty where they do not.

        With *reaching*, no quantity may belong to *pattern* and not to them.
        """
        may = set(allowed)
        if pattern.regex:
            return tuple(number for number in self._regexes[pattern.regex] if number in may)[:1]
        found: dict[int, None] = {}
        for slots in pattern.sequences:
            number = self._coverer(slots, may, reaching=reaching)
            if number is None:
                return ()
            found[number] = None
        return tuple(found)

    def _coverer(self, slots: Slots, allowed: set[int], *, reaching: bool) -> int | None:
        for slot in slots:
            word = next(iter(slot.words))
            for number, other in self._by_word.get(word, ()):
                if number in allowed and covers(other, slots, reaching=reaching):
                    return number
        return None


def covers(wide: Sequence[Slot], narrow: Sequence[Slot], *, reaching: bool = False) -> bool:
    """Return whether sequence *wide* matches wherever *narrow* does, and *reaching* as far."""
    return any(
        _lies_on(wide, 0, narrow, place, reaching=reaching)
        for place in range(len(narrow) - len(wide) + 1)
        if not (reaching and _parted(narrow[1 : place + 1]))
    )


def _lies_on(
    wide: Sequence[Slot], first: int, narrow: Sequence[Slot], place: int, *, reaching: bool
) -> bool:
    """Return whether wide[first:] can be laid over *narrow*, its first slot at *place*."""
    if not narrow[place].words <= wide[first].words:
        return False
    if first + 1 == len(wide):
        return not (reaching and _parted(narrow[place + 1 :]))
    gap = wide[first + 1].gap
    if gap is not Gap.SENTENCE:
        after = place + 1
        joined = after < len(narrow) and narrow[after].gap <= gap
        return joined and _lies_on(wide, first + 1, narrow, after, reaching=reaching)
    return any(
        _lies_on(wide, first + 1, narrow, after, reaching=reaching)
        for after in range(place + 1, len(narrow))
        if sum(slot.gap is not Gap.NONE for slot in narrow[place + 1 : after + 1]) <= 1
    )


def _parted(slots: Iterable[Slot]) -> bool:
    """Return whether one of *slots* may stand in another clause than the slot before it."""
    return any(slot.gap is Gap.SENTENCE for slot in slots)
