"""A user's own templates: in front of the shipped ones, told what is wrong, never a program."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from scorer.cli.app import app
from scorer.model.errors import RenderError
from scorer.rendering import shapes, text_shapes
from scorer.rendering.page import MARKDOWN, SCREEN, html, markdown
from scorer.rendering.template_fields import CLASSES, FIELDS
from scorer.rendering.template_guide import guide
from scorer.rendering.templating import Look
from tests.builders import rules_yaml

ROOT = Path(__file__).parent.parent.parent
ROWS = yaml.safe_load(Path(__file__).with_name("templates.yaml").read_text(encoding="utf-8"))
SHAPES = [
    each
    for module in (shapes, text_shapes)
    for each in vars(module).values()
    if isinstance(each, type) and is_dataclass(each)
]


def invoke(*arguments):
    return CliRunner().invoke(app, arguments, standalone_mode=False)


def own(folder: Path, text: str, name: str = SCREEN) -> Look:
    (folder / name).write_text(text, encoding="utf-8")
    return Look(folder)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_what_is_wrong_is_told_with_file_and_line(card, tmp_path, row):
    with pytest.raises(RenderError) as error:
        html(card, own(tmp_path, row["text"]))
    told = row["told"].replace("{}", str(tmp_path / SCREEN))
    assert str(error.value).startswith(f"无法生成 页面，模板 {told}")
    assert str(error.value).endswith("。可用的字段见 docs/templates.zh-CN.md。")


def test_a_fault_in_a_part_names_the_part(card, tmp_path):
    (tmp_path / "partials").mkdir()
    part = tmp_path / "partials" / "element.html.j2"
    part.write_text("\n{{ element.nam }}", encoding="utf-8")
    with pytest.raises(RenderError) as error:
        html(card, Look(tmp_path))
    assert f"{part}:2：ElementView 没有字段 nam，是不是 name" in str(error.value)


def test_files_that_are_not_replaced_are_the_shipped_ones(card, tmp_path):
    plain = html(card).decode()
    (tmp_path / "scorecard.css").write_text("body { color: green }\n", encoding="utf-8")
    changed = html(card, Look(tmp_path)).decode()
    assert "<style>body { color: green }\n</style>" in changed
    assert changed.partition("</style>")[2] == plain.partition("</style>")[2]


def test_a_style_of_ones_own_is_allowed_by_the_policy(card, tmp_path):
    (tmp_path / "scorecard.css").write_text("body { color: green }", encoding="utf-8")
    allowed = re.search(r"style-src '(sha256-[^']+)'", html(card, Look(tmp_path)).decode())
    assert allowed is not None
    assert allowed[1] not in html(card).decode()


def test_text_is_escaped_in_ones_own_template(card, tmp_path):
    made = html(card, own(tmp_path, "{{ '<script>' }}{{ view.header.total }}")).decode()
    assert made == "&lt;script&gt;51.5"


def test_markdown_of_ones_own(card, tmp_path):
    made = markdown(card, own(tmp_path, "{{ view.header.total }} {{ '*|' }}", MARKDOWN)).decode()
    assert made == "51.5 \\*\\|\n"


def test_a_folder_that_is_not_there(card, tmp_path):
    with pytest.raises(RenderError) as error:
        html(card, Look(tmp_path / "没有"))
    assert str(error.value) == (
        f"无法生成 页面：没有模板文件夹 {tmp_path / '没有'}。请检查 --templates 后面的路径。"
    )


def test_a_style_that_is_no_text(card, tmp_path):
    (tmp_path / "scorecard.css").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RenderError, match=r"scorecard\.css 读不出来。请检查权限"):
        html(card, Look(tmp_path))


def test_templates_new_copies_what_makes_the_same_page(card, tmp_path):
    result = invoke("templates", "new", str(tmp_path / "我的"))
    assert result.exception is None
    assert html(card, Look(tmp_path / "我的")) == html(card)
    again = invoke("templates", "new", str(tmp_path / "我的"))
    assert "已经有文件" in str(again.exception)
    (tmp_path / "文件").touch()
    file = invoke("templates", "new", str(tmp_path / "文件"))
    assert str(file.exception) == f"“{tmp_path / '文件'}”是文件；请写文件夹的名称"


def test_assess_uses_the_folder_and_tells_what_is_wrong(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("规则.yaml").write_bytes(rules_yaml())
    Path("报告.txt").write_text("甲镇报告\n镇法律顾问审核合同协议210份。\n", encoding="utf-8")
    Path("模板").mkdir()
    Path("模板", SCREEN).write_text("{{ view.header.totl }}", encoding="utf-8")
    words = ["assess", "报告.txt", "-r", "规则.yaml", "-o", "a.html", "-o", "a.json"]
    result = invoke(*words, "--templates", "模板")
    assert result.return_value == 2
    assert "HeaderView 没有字段 totl，是不是 total" in result.stderr
    assert Path("a.json").exists()
    assert not Path("a.html").exists()


def test_the_guide_is_up_to_date():
    """`make docs` writes it."""
    assert (ROOT / "docs" / "templates.zh-CN.md").read_text(encoding="utf-8") == guide()


@pytest.mark.parametrize("shape", SHAPES, ids=[each.__name__ for each in SHAPES])
def test_every_field_is_explained(shape):
    properties = [name for name, each in vars(shape).items() if isinstance(each, property)]
    names = {field.name for field in fields(shape)} | set(properties)
    assert names == set(FIELDS[shape.__name__])
    assert shape.__name__ in CLASSES
    assert f"## {shape.__name__}：" in guide()


def test_templates_docs_prints_or_writes_the_guide(tmp_path):
    assert invoke("templates", "docs").output == guide()
    assert invoke("templates", "docs", "-o", str(tmp_path / "a.md")).exception is None
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == guide()
