"""Why an example came out as it did, in words its author can act on."""

from __future__ import annotations

from collections.abc import Iterator

from scorer.judging.selftest import Trial
from scorer.matching.pattern import Pattern, Slot, fold
from scorer.model.result import Level, Stance

LONGEST = 60  # characters of a pattern that are shown
_STANDS = {
    Stance.DONE: "已做",
    Stance.PLANNED: "计划",
    Stance.LACKING: "欠缺",
    Stance.OTHER_ACTOR: "他方",
    Stance.EARLIER: "往年",
}


def reasons(trial: Trial) -> Iterator[str]:
    """Yield why a trial came out as it did: what matched, what kept it down, what was nearest."""
    grade = trial.grade
    for evidence in grade.evidence[:2]:
        cue = f"，线索“{evidence.cue}”" if evidence.cue else ""
        stance = f"，按{_STANDS[evidence.stance]}" if evidence.stance is not Stance.DONE else ""
        yield f"句式“{_short(evidence.pattern)}”命中“{evidence.hit}”{stance}{cue}"
    for miss in grade.near_misses[:1]:
        yield f"没有计入：{miss.reason}"
    if not grade.evidence and not grade.near_misses:
        yield "没有句式命中"
    counted = all(evidence.stance is trial.element.counts for evidence in grade.evidence)
    if grade.level < trial.expected and counted:
        yield from _hindrances(trial)


def _hindrances(trial: Trial) -> Iterator[str]:
    element, text = trial.element, fold(trial.example.text)
    whole = fold(trial.example.heading) + text
    for pattern in element.excluded:
        if _all_words_in(pattern, text):
            yield f"“不算”里的“{pattern.text}”可能抵掉了它"
    if element.context and not any(_all_words_in(each, whole) for each in element.context):
        yield f"句子和标题里没有“语境”：{'、'.join(each.text for each in element.context)}"
    yield from _nearest(trial, text)


def _nearest(trial: Trial, text: str) -> Iterator[str]:
    """Yield the pattern of the expected level that lacks least, and what it lacks."""
    best: tuple[int, str, Slot] | None = None
    for clue in trial.element.clues:
        if clue.level < min(trial.expected, Level.CONCRETE):
            continue
        for slots in clue.pattern.sequences:
            missing = [slot for slot in slots if not _some_word_in(slot, text)]
            if missing and len(missing) < len(slots) and (not best or len(missing) < best[0]):
                best = len(missing), clue.pattern.text, missing[0]
    if best is not None:
        words = "、".join(sorted(best[2].words, key=lambda word: (len(word), word))[:6])
        yield f"最接近的句式“{_short(best[1])}”，句子里没有其中的：{words}"


def _short(pattern: str) -> str:
    return pattern if len(pattern) <= LONGEST else pattern[:LONGEST] + "……"


def _all_words_in(pattern: Pattern, text: str) -> bool:
    return any(all(_some_word_in(slot, text) for slot in slots) for slots in pattern.sequences)


def _some_word_in(slot: Slot, text: str) -> bool:
    return any(word in text for word in slot.words)
