"""Markdown: what it says is golden, and no text of a report becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from scorer.rendering.page import markdown
from scorer.rendering.templating import SHIPPED, fill


@pytest.mark.parametrize("name", ["card", "provisional", "perfect", "empty", "compared"])
def test_the_markdown_is_the_golden_one(request, golden, name):
    golden(f"markdown-{name}.md", markdown(request.getfixturevalue(name)).decode())


def test_every_table_row_has_as_many_cells_as_its_head(card):
    columns = 0
    for text in markdown(card).decode().splitlines():
        if not text.startswith("|"):
            columns = 0
            continue
        cells = len(re.findall(r"(?<!\\)\|", text)) - 1
        columns = columns or cells
        assert cells == columns


HOSTILE = (
    ("# 标题", r"\# 标题"),
    ("a|b", r"a\|b"),
    ("**粗**", r"\*\*粗\*\*"),
    ("<b>粗</b>", r"\<b\>粗\</b\>"),
    ("[链](http://e.x)", r"\[链\](http://e.x)"),
    ("`码`", r"\`码\`"),
    ("一\n二", "一 二"),
    ("- 项", r"\- 项"),
    ("1. 项", r"1\. 项"),
    ("2) 项", r"2\) 项"),
    ("&lt;", r"\&lt;"),
    ("a_b_c", r"a\_b\_c"),
    ("\\", "\\\\"),
    ("2024年12.4宪法日", "2024年12.4宪法日"),
    ("1.5万件", "1.5万件"),
)


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
def test_text_stays_text(card, text, shown):
    line = replace(card.tally.lines[0], name=text)
    tally = replace(card.tally, lines=(line, *card.tally.lines[1:]))
    assert f"| 1 | {shown} | " in markdown(replace(card, tally=tally)).decode()


def test_numbers_pass_unchanged(tmp_path):
    (tmp_path / "a.md.j2").write_text("{{ 3 }}{{ none }}", encoding="utf-8")
    look = replace(SHIPPED, templates=tmp_path)
    assert fill("a.md.j2", look, {}) == "3None"
