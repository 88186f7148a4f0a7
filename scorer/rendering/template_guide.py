"""What a template can use, as Markdown: made from the dataclasses of the view themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from scorer.rendering import shapes, text_shapes
from scorer.rendering.shapes import ReportView
from scorer.rendering.template_fields import CLASSES, FIELDS
from scorer.rendering.text_shapes import PageView, TextView

INTRODUCTION = """# 评分表的模板

评分表的样子由模板决定，模板可以换成自己的：

```
scorer templates new 我的模板                                  取出自带的模板，照着改
scorer assess 报告.docx -o 评分表.html --templates 我的模板      用改好的模板
```

文件夹里没有的文件用自带的，所以只留下改过的文件即可。

| 文件 | 用在 |
| :--- | :--- |
| `scorecard.html.j2`、`scorecard.css`、`scorecard.js`、`partials/` | 网页（`-f html`） |
| `scorecard-print.html.j2`、`scorecard-print.css` | PDF（`-f pdf`） |
| `scorecard.md.j2` | Markdown（`-f md`） |

模板用 Jinja 写：`{{ view.header.total }}` 印出一个字段，
`{% for group in view.groups %} … {% endfor %}` 逐个印出。所有字段都是排好的文字，模板不必计算。
文字中的尖括号等会自动转义。模板不能调用程序，
网页不能取网络上的内容（图片请用 data: 内嵌）。写错时会说明在哪个文件、哪一行、错在哪里。

下面的字段表由 `scorer templates docs` 从程序中生成。
"""
_NAMES = re.compile(r"\b[A-Z]\w+\b")
_WORDS = {"str": "文字", "bool": "是否"}


def guide() -> str:
    """Return the guide for those who write templates."""
    sections = ("\n".join(_section(shape)) for shape in _shapes())
    return "\n".join([INTRODUCTION, *sections])


def _shapes() -> list[type]:
    """Return the dataclasses, each before those that it is made of."""
    known = {
        name: value
        for module in (shapes, text_shapes)
        for name, value in vars(module).items()
        if isinstance(value, type) and is_dataclass(value)
    }
    order: list[type] = []
    waiting: list[type] = [ReportView, TextView, PageView]
    while waiting:
        shape = waiting.pop(0)
        if shape in order:
            continue
        order.append(shape)
        inside = [name for field in fields(shape) for name in _NAMES.findall(str(field.type))]
        waiting[:0] = [known[name] for name in inside if name in known]
    return order


def _section(shape: type) -> Iterator[str]:
    name = shape.__name__
    yield f"## {name}：{CLASSES.get(name, '')}".rstrip("：")
    yield ""
    yield "| 字段 | 内容 | 说明 |"
    yield "| :--- | :--- | :--- |"
    told = FIELDS.get(name, {})
    for field in fields(shape):
        yield f"| `{field.name}` | {_kind(str(field.type))} | {told.get(field.name, '')} |"
    for each, value in vars(shape).items():
        if isinstance(value, property):
            yield f"| `{each}` | 文字 | {told.get(each, '')} |"
    yield ""


def _kind(written: str) -> str:
    """Return a field's type in words."""
    if written in _WORDS:
        return _WORDS[written]
    inner = _WORDS.get(written, written)
    if found := re.fullmatch(r"tuple\[(\w+), \.\.\.\]", written):
        return f"若干 {_WORDS.get(found[1], found[1])}"
    if found := re.fullmatch(r"(\w+) \| None", written):
        return f"{_WORDS.get(found[1], found[1])}，或没有"
    if found := re.fullmatch(r"Mapping\[str, (\w+)\]", written):
        return f"若干 {found[1]}，按名称取"
    return inner
