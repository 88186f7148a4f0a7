"""Which level a report earns an element, what is shown for it, and why the rest does not count."""

from __future__ import annotations

import pytest

from scorer.model.document import Unread
from scorer.model.result import Level, Stance, State
from tests.builders import doc, graded, with_unread

CONCRETE = {"满档": "具体举措", "量化成效": None}
ITEMS = {
    "一般表述": None,
    "具体举措": None,
    "分项": {"审查": ["法律顾问…审查合同"], "起草": ["法律顾问…起草"], "咨询": ["法律顾问…咨询"]},
    **CONCRETE,
}
LADDER = [
    ("absent: nothing is said", Level.ABSENT, "镇政府召开会议。"),
    ("planned: a plan", Level.PLANNED, "下一步，邀请法律顾问参与决策。"),
    ("planned: a lack", Level.PLANNED, "尚未邀请法律顾问参与决策。"),
    ("absent: another's work", Level.ABSENT, "区司法局邀请法律顾问参与决策。"),
    ("mentioned", Level.MENTIONED, "充分发挥法律顾问积极作用。"),
    ("concrete", Level.CONCRETE, "邀请法律顾问参与决策。"),
    ("quantified: in the same clause", Level.QUANTIFIED, "法律顾问审查合同35份。"),
    ("quantified: in the next clause", Level.QUANTIFIED, "法律顾问逐一审查合同，共35份。"),
    ("concrete: a quantity two clauses on", Level.CONCRETE, "法律顾问审查合同，把关条款，提35件。"),
    ("concrete: a quantity before", Level.CONCRETE, "开会35次，法律顾问审查合同。"),
    ("concrete: another unit", Level.CONCRETE, "法律顾问审查35人的合同。"),
    ("concrete: no quantity but a name", Level.CONCRETE, "法律顾问按三项制度审查合同。"),
    ("mentioned: a number does not lift", Level.MENTIONED, "发挥法律顾问3次作用。"),
]


@pytest.mark.parametrize(("level", "text"), [row[1:] for row in LADDER], ids=[r[0] for r in LADDER])
def test_ladder(level, text):
    """A sentence earns the level that the standard's ladder gives it."""
    assert level is graded(text).level


def test_the_best_sentence_gives_the_level():
    """Weaker sentences take nothing away and stand behind the better one."""
    found = graded("充分发挥法律顾问积极作用。\n法律顾问审查合同35份。\n邀请法律顾问参与决策。")
    levels = [Level.QUANTIFIED, Level.CONCRETE, Level.MENTIONED]
    assert found.level is Level.QUANTIFIED
    assert levels == [each.level for each in found.evidence]


def test_an_element_never_goes_above_its_top():
    """Where the top is concrete, a number changes nothing, in the level or in the evidence."""
    found = graded("法律顾问审查合同35份。", 满档="具体举措")
    assert found.level is Level.CONCRETE
    assert [each.level for each in found.evidence] == [Level.CONCRETE]


def test_excluded_words_do_not_count():
    """What is listed under 不算 is no evidence, and the rest of the sentence still is."""
    assert graded("建立法律顾问微信群审查合同。", 具体举措=["法律顾问…审查"]).level is Level.ABSENT
    text = "建立法律顾问微信群，法律顾问审查合同。"
    assert graded(text, 具体举措=["法律顾问…审查"]).level is Level.CONCRETE


def test_evidence_tells_everything():
    """Evidence carries quote, place, words, pattern, cue and quantities."""
    report = "清河镇法治政府建设报告\n一、主要工作\n全年开会。今年已由法律顾问审查“合同”35份。"
    only = graded(report).evidence[0]
    expected = (
        "今年已由法律顾问审查“合同”35份。",
        "一、主要工作",
        3,
        "法律顾问审查“合同",
        "法律顾问…（审查|审核|起草）…（合同|协议）",
        Stance.DONE,
        ["35份"],
        report[only.start : only.end],
    )
    found = (
        only.quote,
        only.section,
        only.paragraph,
        only.hit,
        only.pattern,
        only.stance,
        [each.text for each in only.quantities],
        only.quote,
    )
    assert expected == found
    assert only.cue == "今年已"


def test_a_threshold_of_the_quantity():
    """不少于 says how much is needed for 量化成效."""
    few, enough = "法律顾问审查合同4份。", "法律顾问审查合同5份。"
    quantified = {"单位": ["份"], "不少于": 5}
    assert graded(few, 量化成效=quantified).level is Level.CONCRETE
    assert graded(enough, 量化成效=quantified).level is Level.QUANTIFIED


def test_a_pattern_that_counts_only_with_a_quantity():
    """A pattern under 量化成效 is nothing without its quantity."""
    quantified = {"单位": ["份"], "句式": ["出具法律意见"]}
    assert graded("律师出具法律意见。", 量化成效=quantified).level is Level.ABSENT
    assert graded("律师出具法律意见6份。", 量化成效=quantified).level is Level.QUANTIFIED


class TestHeadingsAndPreamble:
    """A heading or an opening paragraph can give 一般表述, never more."""

    def test_a_heading_is_capped(self):
        """A concrete pattern in a heading is 一般表述."""
        found = graded("一、主要工作\n（一）邀请法律顾问参与决策\n全年开会。")
        assert found.level is Level.MENTIONED

    def test_a_preamble_is_capped(self):
        """A quantified sentence before the first heading is 一般表述."""
        found = graded("法律顾问审查合同35份。\n一、主要工作\n全年开会。")
        assert found.level is Level.MENTIONED

    def test_the_same_sentence_in_a_section_is_not(self):
        """Below the heading it is what it is."""
        assert graded("一、主要工作\n法律顾问审查合同35份。").level is Level.QUANTIFIED

    def test_a_report_without_headings_has_no_preamble(self):
        """Where there are no headings at all, wording alone decides."""
        assert graded("法律顾问审查合同35份。").level is Level.QUANTIFIED

    def test_a_heading_that_is_the_whole_section(self):
        """A numbered line with nothing under it is a statement."""
        found = graded("一、主要工作\n1.邀请法律顾问参与决策\n2.开展宣传\n全年开会。")
        assert found.level is Level.CONCRETE

    def test_a_heading_over_lacks_tells_nothing(self):
        """A heading whose section tells only lacks or plans of the matter is no evidence."""
        report = "一、主要工作\n（一）邀请法律顾问参与决策\n尚未邀请法律顾问参与决策。"
        assert graded(report).level is Level.PLANNED

    def test_a_pattern_for_headings(self):
        """A pattern with 位置 标题 looks at headings alone, uncapped."""
        pattern = {"句式": ["法律顾问工作"], "位置": ["标题"]}
        heading = "一、法律顾问工作情况\n全年开会。"
        assert graded(heading, 具体举措=pattern, **WITHOUT).level is Level.CONCRETE
        body = "一、主要工作\n法律顾问工作扎实。"
        assert graded(body, 具体举措=pattern, **WITHOUT).level is Level.ABSENT


WITHOUT = {"一般表述": None, **CONCRETE}


class TestItems:
    """Items are counted for coverage in sentences that count."""

    def test_found_and_missing(self):
        """Items stand in the order of the rule file, found or missing."""
        found = graded("法律顾问起草文件。\n法律顾问审查合同。", **ITEMS)
        assert found.level is Level.CONCRETE
        assert found.items_found == ("审查", "起草")
        assert found.items_missing == ("咨询",)

    def test_a_planned_item_is_missing(self):
        """An item that is only planned is missing."""
        found = graded("法律顾问起草文件。\n下一步，法律顾问审查合同。", **ITEMS)
        assert found.items_found == ("起草",)

    def test_items_of_a_sentence(self):
        """Evidence names the items of its sentence."""
        found = graded("法律顾问审查合同，法律顾问起草文件。", **ITEMS)
        assert [each.items for each in found.evidence] == [("审查", "起草")]

    def test_items_as_a_mere_list(self):
        """分项计入 says which level items show."""
        found = graded("法律顾问起草文件。", **{**ITEMS, "分项计入": "一般表述"})
        assert found.level is Level.MENTIONED

    def test_items_that_count_for_nothing(self):
        """Items with 分项计入 无 are counted but show no level of their own."""
        found = graded("法律顾问起草文件。", **{**ITEMS, "分项计入": "无"})
        assert found.level is Level.ABSENT
        assert found.items_found == ("起草",)


FACTS = {
    "一般表述": None,
    "具体举措": None,
    "分项": {
        "标题年度": {"事实": "标题年度"},
        "落款": {"事实": "落款"},
        "成文日期": {"事实": "成文日期"},
    },
    **CONCRETE,
}


class TestFacts:
    """An item may be something the report states about itself."""

    def test_facts_make_it_concrete(self):
        """One fact found is enough for the level; the evidence quotes it."""
        found = graded("清河镇2024年法治政府建设报告\n全年开会。\n清河镇人民政府", **FACTS)
        assert found.level is Level.CONCRETE
        assert found.items_found == ("标题年度", "落款")
        assert found.items_missing == ("成文日期",)
        quotes = ["清河镇2024年法治政府建设报告", "清河镇人民政府"]
        assert quotes == [each.quote for each in found.evidence]
        assert [each.hit for each in found.evidence] == ["2024", "清河镇人民政府"]

    def test_no_fact(self):
        """Without any fact the element is absent."""
        found = graded("全年开会。", **FACTS)
        assert found.level is Level.ABSENT
        assert found.evidence == ()


class TestLeast:
    """至少 says how many concrete statements make it concrete."""

    def test_too_few(self):
        """One statement where two are needed is 一般表述."""
        concrete = {"句式": ["完善…制度", "增加…人员"], "至少": 2}
        found = graded("完善公示制度。", **{**WITHOUT, "具体举措": concrete})
        assert found.level is Level.MENTIONED

    def test_two_in_two_sentences(self):
        """Two statements in two sentences are enough."""
        concrete = {"句式": ["完善…制度", "增加…人员"], "至少": 2}
        found = graded("完善公示制度。\n增加执法人员。", **{**WITHOUT, "具体举措": concrete})
        assert found.level is Level.CONCRETE

    def test_two_in_one_sentence(self):
        """One sentence may list several."""
        concrete = {"句式": ["完善…制度", "增加…人员"], "至少": 2}
        found = graded("完善公示制度，增加执法人员。", **{**WITHOUT, "具体举措": concrete})
        assert found.level is Level.CONCRETE


class TestPlaces:
    """Sections and context narrow where an element looks."""

    def test_a_section_kind(self):
        """With 位置 only sentences in such sections are looked at."""
        report = "一、主要工作\n邀请法律顾问参与决策。\n二、存在问题\n力量不足。"
        assert graded(report, 位置=["工作"]).level is Level.CONCRETE
        assert graded(report, 位置=["问题"]).level is Level.ABSENT

    def test_a_plan_that_counts(self):
        """With 计入 计划 a plan is the evidence and done work is not."""
        plan = {"计入": "计划", "位置": ["计划"]}
        report = "一、主要工作\n邀请法律顾问参与决策。\n二、下一步打算\n邀请法律顾问参与决策。"
        found = graded(report, **plan)
        assert found.level is Level.CONCRETE
        assert [each.section for each in found.evidence] == ["二、下一步打算"]

    def test_a_lack_that_counts(self):
        """With 计入 欠缺 a shortcoming is the evidence."""
        lack = {"计入": "欠缺", "具体举措": ["力量不足"], **WITHOUT_PATTERNS}
        assert graded("二、存在问题\n执法力量不足。", **lack).level is Level.CONCRETE

    def test_context_in_the_paragraph(self):
        """With 语境 the paragraph or a heading above has to speak of the matter."""
        context = {"具体举措": ["审查…合同"], "语境": ["法律顾问"]}
        near = "聘请法律顾问1名。全年审查重大合同。"
        assert graded(near, **context).level is Level.CONCRETE
        assert graded("聘请法律顾问1名。\n全年审查重大合同。", **context).level is Level.ABSENT

    def test_context_in_a_heading_above(self):
        """A heading, and the heading above it, are context for the whole section."""
        context = {"具体举措": ["审查…合同"], "语境": ["法律顾问"]}
        report = "一、法律顾问\n（一）合同\n全年审查重大合同。"
        assert graded(report, **context).level is Level.CONCRETE
        other = "一、法律顾问\n全年开会。\n二、合同\n全年审查重大合同。"
        assert graded(other, **context).level is Level.ABSENT

    def test_an_excluded_context_is_none(self):
        """Words under 不算 give no context."""
        context = {"具体举措": ["审查…合同"], "语境": ["法律顾问"], "不算": ["法律顾问微信群"]}
        report = "建立法律顾问微信群。全年审查重大合同。"
        assert graded(report, **context).level is Level.ABSENT


WITHOUT_PATTERNS = {"一般表述": None, **CONCRETE}


class TestTopicWords:
    """A pattern of 仅见于问题或计划 counts only where the sentence is a plan or a lack."""

    def test_in_a_plan(self):
        """In a plan it gives 仅见于问题或计划."""
        found = graded("下一步，加强法律顾问工作。", 仅见于问题或计划=["法律顾问"])
        assert found.level is Level.PLANNED
        assert [(each.stance, each.level) for each in found.evidence] == [
            (Stance.PLANNED, Level.PLANNED)
        ]

    def test_in_done_work(self):
        """In done work it gives nothing and is no evidence."""
        found = graded("加强法律顾问工作。", 仅见于问题或计划=["法律顾问"])
        assert found.level is Level.ABSENT
        assert found.evidence == ()


NEAR = [
    (
        "a plan",
        "从“下一步”看，只是计划、要求或打算，不算已做的工作",
        "下一步，邀请法律顾问参与决策。",
    ),
    ("a lack", "从“尚未”看，说的是不足，不算已做的工作", "尚未邀请法律顾问参与决策。"),
    ("another's", "从“区司法局”看，说的是上级或其他单位的工作", "区司法局邀请法律顾问参与决策。"),
    ("earlier", "从“去年”看，说的是以前年度的工作", "去年，邀请法律顾问参与决策。"),
]


class TestNearMisses:
    """What was found and does not count is told with its reason."""

    @pytest.mark.parametrize(("reason", "text"), [r[1:] for r in NEAR], ids=[r[0] for r in NEAR])
    def test_reasons(self, reason, text):
        """Beside evidence that counts, each kind of miss has its own reason."""
        found = graded(f"一、主要工作\n法律顾问审查合同35份。\n{text}")
        assert [(text, reason, 3)] == [
            (each.quote, each.reason, each.paragraph) for each in found.near_misses
        ]

    def test_the_section_is_the_reason(self):
        """Where no word says that it is a plan, its section does."""
        report = "一、主要工作\n法律顾问审查合同35份。\n二、下一步打算\n邀请法律顾问参与决策。"
        assert [each.reason for each in graded(report).near_misses] == [
            "写在下一步安排的部分，只是计划、要求或打算，不算已做的工作"
        ]

    @pytest.mark.parametrize(
        ("counts", "text", "reason"),
        [
            ("计划", "邀请法律顾问参与决策。", "说的是已做的工作，本要素要的是下一步打算"),
            (
                "计划",
                "尚未邀请法律顾问参与决策。",
                "从“尚未”看，说的是不足，本要素要的是下一步打算",
            ),
            (
                "欠缺",
                "下一步，邀请法律顾问参与决策。",
                "从“下一步”看，说的是计划、要求或打算，本要素要的是存在的不足",
            ),
        ],
    )
    def test_another_thing_than_what_is_wanted(self, counts, text, reason):
        """Where plans or lacks count, the miss says what it tells and what is wanted."""
        found = graded(text, 计入=counts)
        assert [reason] == [each.reason for each in found.near_misses]

    @pytest.mark.parametrize(
        ("topic", "named"),
        [
            ("法律顾问", "“法律顾问”"),
            ("法律顾问…法治社会", "有关的词"),
            ("精神…建设", "有关的词"),
        ],
    )
    def test_a_topic_is_named_where_it_is_short(self, topic, named):
        """What only names the subject says by which words."""
        found = graded(
            "法律顾问认真贯彻上级的精神，积极服务于建设法治社会。", 仅见于问题或计划=[topic]
        )
        assert [each.reason for each in found.near_misses] == [
            f"只提到{named}，没有写到本要素的内容"
        ]

    def test_a_sentence_is_shown_once(self):
        """What is evidence is no near miss, and no sentence is told twice."""
        plan = "下一步，邀请法律顾问参与决策，法律顾问审查合同。"
        found = graded(f"法律顾问审查合同35份。\n{plan}")
        assert [plan] == [each.quote for each in found.near_misses]

    def test_at_most_five(self):
        """At most five misses are told."""
        lines = [f"下一步，邀请法律顾问参与第{n}项决策。" for n in "一二三四五六七"]
        found = graded("\n".join(["法律顾问审查合同35份。", *lines]))
        assert len(found.near_misses) == 5

    def test_at_most_eight_pieces_of_evidence(self):
        """At most eight pieces of evidence are shown."""
        lines = [f"邀请法律顾问参与第{n}项决策。" for n in "一二三四五六七八九十"]
        assert len(graded("\n".join(lines)).evidence) == 8


class TestStates:
    """Not applicable and unreadable are states, not levels."""

    def test_not_applicable(self):
        """A sentence under 不适用条件 makes the element not apply."""
        found = graded("本街道不设行政村。", 不适用条件=["不设行政村"])
        assert found.state is State.NOT_APPLICABLE

    def test_a_lack_is_a_reason(self):
        """没有 says what does not apply as well as any other word."""
        found = graded("本街道没有行政村。", 不适用条件=["没有行政村"])
        assert found.state is State.NOT_APPLICABLE

    def test_evidence_prevails(self):
        """Where there is evidence the element applies."""
        report = "本街道不设行政村。\n法律顾问审查合同35份。"
        assert graded(report, 不适用条件=["不设行政村"]).state is State.SCORED

    def test_a_plan_makes_nothing_inapplicable(self):
        """What is only planned does not make an element not apply."""
        found = graded("下一步，我街道将取消行政村。", 不适用条件=["取消行政村"])
        assert found.state is State.SCORED

    def test_unreadable(self):
        """An element without evidence may stand in the part that was not read."""
        report = with_unread(doc("镇政府召开会议。"), Unread("第3页", "扫描图像"))
        assert graded(report, unread=True).state is State.UNREADABLE
        found = graded("法律顾问审查合同35份。", unread=True)
        assert found.state is State.SCORED


def test_an_earlier_year_is_read_from_the_report_year():
    """What is told of a year before the report year is a near miss."""
    found = graded(doc("2022年，邀请法律顾问参与决策。", 2024))
    assert found.level is Level.ABSENT
    assert [each.reason for each in found.near_misses] == ["从“2022年”看，说的是以前年度的工作"]
