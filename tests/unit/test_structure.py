"""Blocks of a Word file: heading styles, table cells, and lines wrapped by hand."""

from __future__ import annotations

from scorer import pipeline
from scorer.model.document import Block, Document, Role, Source

WRAPPED = [
    "我镇认真学习贯彻党的二十大精神不断提高依法行政能力和水平全",
    "面推进法治建设各项工作落地见效确保全年目标任务圆满完成为乡",
    "村振兴提供坚强法治保障干部群众法治意识明显增强社会大局和谐",
    "稳定群众获得感幸福感安全感持续提升法治乡村建设取得新的成绩",
    "基层治理体系不断健全自治法治德治融合发展的格局基本形成各村",
    "普遍建立人民调解组织矛盾纠纷得到及时有效化解全年未发生群体",
    "性事件和重大刑事案件信访总量持续下降化解率达到百分之九十八",
    "以上执法队伍素质明显提高执法行为更加规范公正文明得到群众的",
    "广泛好评",
]


def of_blocks(*blocks: tuple[str, Role, int | None]) -> Document:
    """A document of blocks as a Word file has them."""
    text = "\n".join(block[0] for block in blocks)
    start, made = 0, []
    for number, (words, role, level) in enumerate(blocks, 1):
        made.append(Block(words, start, number, None, role, level))
        start += len(words) + 1
    return pipeline.understand(Source("报告.docx", "", "docx", text, tuple(made)))


def sections(document: Document) -> list[tuple[str, int, str]]:
    return [(each.label, each.level, each.kind.value) for each in document.sections]


def test_heading_styles():
    """A heading style makes a line a heading, and gives its level."""
    document = of_blocks(
        ("主要工作", Role.HEADING, 1),
        ("执法公示", Role.HEADING, 2),
        ("公示28起。", Role.PARAGRAPH, None),
        ("下一步打算", Role.HEADING, 1),
        ("完善制度。", Role.PARAGRAPH, None),
    )
    assert sections(document) == [
        ("主要工作", 1, "work"),
        ("执法公示", 2, "work"),
        ("下一步打算", 1, "plan"),
    ]


def test_a_short_line_without_style_is_no_heading():
    """A short paragraph that names no kind of section is text."""
    document = of_blocks(("执法公示", Role.PARAGRAPH, None), ("公示28起。", Role.PARAGRAPH, None))
    assert sections(document) == []


def test_a_table_cell_is_no_heading():
    """A cell that says 存在问题 opens no section."""
    document = of_blocks(("存在问题", Role.CELL, None), ("公示28起。", Role.PARAGRAPH, None))
    assert sections(document) == []


def test_cells_are_not_joined():
    """Cells stand alone, however their text ends."""
    document = of_blocks(
        ("我镇认真学习贯彻党的二十大精神，不断提高依法行政的", Role.CELL, None),
        ("能力，法治建设取得成效。", Role.CELL, None),
        ("公示、", Role.CELL, None),
        ("记录到位。", Role.PARAGRAPH, None),
    )
    assert len(document.paragraphs) == 4


def test_a_style_with_a_sentence():
    """A whole sentence in a heading style is no bare heading."""
    document = of_blocks(("全年公示行政处罚28起，记录到位。", Role.HEADING, 1))
    assert sections(document) == []


def test_lines_wrapped_by_hand():
    """Many lines of one width without a stop are one paragraph."""
    document = of_blocks(*((line, Role.PARAGRAPH, None) for line in WRAPPED))
    assert document.text == "".join(WRAPPED)


def test_few_lines_of_one_width_stand_alone():
    """A few lines without any punctuation are not taken for wrapped ones."""
    document = of_blocks(*((line, Role.PARAGRAPH, None) for line in WRAPPED[:4]))
    assert len(document.paragraphs) == 4


def test_an_empty_source():
    """A source without blocks is an empty document."""
    document = of_blocks()
    assert (document.text, document.sections, document.sentences) == ("", (), ())
    assert document.identity.title == ""
