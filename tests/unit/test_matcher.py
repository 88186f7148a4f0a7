"""Many patterns over one sentence: whose match it is, where its words stand, what edges do."""

from __future__ import annotations

from scorer.matching.edges import WordEdges
from scorer.matching.matcher import Matcher
from scorer.matching.pattern import Gap, Slot, fold, parse, vocabulary, words_of
from scorer.matching.widths import fold_widths

NO_LISTS: dict[str, frozenset[str]] = {}


def matches(text: str, *patterns: str, edges: WordEdges | None = None, fillers=frozenset()):
    """(owner, words) of every match of *patterns*, each its own owner, in *text*."""
    parsed = [(number, parse(each, NO_LISTS)) for number, each in enumerate(patterns)]
    found = Matcher(parsed, fillers, edges).find(text)
    return sorted((m.owner, [text[a:b] for a, b in m.words]) for m in found)


def test_no_patterns():
    """A matcher of nothing finds nothing."""
    assert matches("公示清单") == []


def test_owners():
    """Each match says whose pattern it is, patterns with equal words too."""
    assert matches("审查合同", "审查…合同", "合同", "审查…合同") == [
        (0, ["审查", "合同"]),
        (1, ["合同"]),
        (2, ["审查", "合同"]),
    ]


def test_the_places_of_all_words():
    """A match holds the place of each of its words."""
    match = Matcher([(0, parse("邀请…法律顾问…合同", NO_LISTS))]).find("邀请镇法律顾问审查合同")[0]
    assert match.words == ((0, 2), (3, 7), (9, 11))
    assert (match.start, match.end) == (0, 11)


def test_overlapping_words():
    """Words inside longer words are found as well."""
    assert matches("法律顾问", "法律", "法律顾问", "顾问") == [
        (0, ["法律"]),
        (1, ["法律顾问"]),
        (2, ["顾问"]),
    ]


def test_one_match_an_end():
    """Of a slot's words the nearest is taken; there is one match for an end of a branch."""
    assert matches("审查重大合同", "（审查|重大）…合同") == [(0, ["重大", "合同"])]
    assert matches("公示公示栏", "（公示|公开）…（栏）") == [(0, ["公示", "栏"])]


def test_every_end_is_a_match():
    """A pattern may match several times in a sentence."""
    assert matches("审查合同、审查协议", "审查（合同|协议）") == [
        (0, ["审查", "协议"]),
        (0, ["审查", "合同"]),
    ]


def test_neighbours_are_in_order_and_apart():
    """Words that overlap, or stand in another order, are no neighbours."""
    assert matches("法律顾问", "（法律）（律顾问）") == []
    assert matches("合同审查", "（审查）（合同）") == []


def test_an_earlier_first_word_is_tried():
    """Where the nearest first word leads nowhere the one before is tried."""
    assert matches("邀请律师法律顾问审查合同", "（邀请）…（法律|律师）…合同") == [
        (0, ["邀请", "法律", "合同"])
    ]
    text = "甲乙一二甲丙"
    assert matches(text, "（甲）（乙）…丙") == [(0, ["甲", "乙", "丙"])]


def test_fillers():
    """Filler words may stand between neighbours, one at a time."""
    fillers = frozenset({"的", "了"})
    assert matches("审查了合同", "（审查）（合同）", fillers=fillers) == [(0, ["审查", "合同"])]
    assert matches("审查了的合同", "（审查）（合同）", fillers=fillers) == []


def test_edges_void_a_match():
    """A match whose word is torn apart by its neighbours does not count."""
    edges = WordEdges({"公示", "打造"})
    assert matches("打造办公示范窗口", "打造…公示", edges=edges) == []
    assert matches("打造公示栏", "打造…公示", edges=edges) == [(0, ["打造", "公示"])]


def test_regular_expressions():
    """An expression between slashes matches as it stands, and never nothing."""
    assert matches("第二季度、第三季度", "/第.季度/") == [(0, ["第三季度"]), (0, ["第二季度"])]
    assert matches("公示", "/x*/") == []


def test_vocabulary():
    """The vocabulary is every word that patterns look for."""
    patterns = [parse("审查（合同|协议）", NO_LISTS), parse("公示…清单", NO_LISTS)]
    assert vocabulary(patterns) == {"审查", "合同", "协议", "公示", "清单"}


def test_a_pattern_is_flat():
    """A pattern is sequences of slots; the first slot is never behind a gap."""
    pattern = parse("…审查（合同|重大…协议）…", NO_LISTS)
    assert pattern.sequences == (
        (Slot(frozenset({"审查"}), Gap.NONE), Slot(frozenset({"合同"}), Gap.NONE)),
        (
            Slot(frozenset({"审查"}), Gap.NONE),
            Slot(frozenset({"重大"}), Gap.NONE),
            Slot(frozenset({"协议"}), Gap.SENTENCE),
        ),
    )
    assert set(words_of(pattern)) == {"审查", "合同", "重大", "协议"}


def test_folding():
    """Text and patterns are folded alike; the length of a text never changes."""
    assert fold("“ＡＢ，　１２”") == "AB，12"
    assert fold_widths("ＡＢ,１２：12,000") == "AB，12：12,000"
