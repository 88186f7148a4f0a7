"""Web pages: the report is read whole, the page around it is not, and nothing is lost unsaid."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorer import pipeline
from scorer.model.document import Coverage, Role, Source, Unread
from scorer.model.errors import ReportError
from scorer.reading import read, read_bytes
from tests.reading.webpages import SHAPES, plain

EXAMPLES = Path(__file__).parents[2] / "examples"
TITLE = "柳湾乡2023年度法治政府建设工作情况报告"
LINES = (
    "2023年，柳湾乡认真学习贯彻习近平法治思想，扎实推进法治政府建设。现将有关情况报告如下：",
    "一、主要工作",
    "（一）法律顾问审核合同31份，提出法律意见12条，全部采纳。",
    "（二）开展集中学法4次，组织执法人员参加培训2次。",
    "二、存在问题",
    "专业执法力量不足，案卷制作不够规范。",
    "柳湾乡人民政府",
    "2024年3月12日",
)
SENTENCE = "甲乙丙丁戊己庚辛壬癸。"
FURNITURE = ("42名", "385份", "999份", "网站标识码", "上一篇", "政务服务", "索 引 号")


def page(html: str, name: str = "a.html") -> Source:
    return read_bytes(html.encode(), name)


def body(*parts: str, head: str = "") -> Source:
    """A page with the report's lines and *parts* behind them."""
    lines = "".join(f"<p>{line}</p>" for line in LINES)
    return page(f"<html><head>{head}</head><body><div>{lines}{''.join(parts)}</div></body></html>")


def refused(html: str) -> str:
    with pytest.raises(ReportError) as caught:
        page(html)
    return str(caught.value)


def shown(source: Source) -> list[str]:
    return [block.text.strip() for block in source.blocks]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", [name for name in SHAPES if name != "one block"])
def test_the_report_and_nothing_else_is_read_whatever_the_page_looks_like(name: str) -> None:
    source = page(SHAPES[name](TITLE, LINES))
    kept = [line for line in shown(source) if "发布时间" not in line and "附件" not in line]
    assert [line for line in kept if line != "微信微博QQ空间"] == [TITLE, *LINES]
    assert not any(word in source.text for word in FURNITURE)
    assert source.warnings == ()
    assert source.published == (None if name == "bare" else date(2024, 3, 15))
    assert source.unread == ()


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("example", ["liuwan-2023.txt", "shiqiao-2024.txt"])
def test_no_paragraph_of_a_long_report_is_lost(shape: object, example: str) -> None:
    lines = (EXAMPLES / example).read_text(encoding="utf-8").split("\n")
    title, *rest = [line.strip() for line in lines if line.strip()]
    source = page(shape(title, rest))  # type: ignore[operator]
    text = squeezed(source.text)
    assert [line for line in (title, *rest) if squeezed(line) not in text] == []
    assert not any(word in source.text for word in FURNITURE)


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_is_found_whatever_the_page_says(charset: str, encoding: str) -> None:
    html = plain(TITLE, LINES).replace('charset="utf-8"', f'charset="{charset}"')
    source = read_bytes(html.encode(encoding), "a.htm")
    assert shown(source) == [TITLE, *LINES]
    assert source.warnings == ()


def test_places_hold() -> None:
    source = page(plain(TITLE, LINES))
    assert [source.text[b.start : b.start + len(b.text)] for b in source.blocks] == [
        b.text for b in source.blocks
    ]
    assert [b.paragraph for b in source.blocks] == list(range(1, len(source.blocks) + 1))


def test_headings_cells_and_numbers_are_as_the_page_shows_them() -> None:
    source = body(
        "<h3>三、附表</h3><table><tr><th>指标</th><th>数量</th></tr>"
        "<tr><td>审核合同</td><td><p>31</p><p>份</p></td></tr></table>"
        "<ol start=3><li><p>开展宣传3场。</p></li><li>培训<b>2</b>次。</li><li></li></ol>"
        "<ol style='list-style:none'><li>无号</li></ol><pre>第一行\n第二行</pre>"
    )
    found = [(b.text, b.role.value, b.level) for b in source.blocks[len(LINES) :]]
    assert found == [
        ("三、附表", "heading", 3),
        ("指标", "cell", None),
        ("数量", "cell", None),
        ("审核合同", "cell", None),
        ("31", "cell", None),
        ("份", "cell", None),
        ("3.开展宣传3场。", "paragraph", None),
        ("4.培训2次。", "paragraph", None),
        ("无号", "paragraph", None),
        ("第一行", "paragraph", None),
        ("第二行", "paragraph", None),
    ]


def test_a_page_laid_out_in_tables_has_paragraphs_not_cells() -> None:
    source = page(SHAPES["laid out in tables"](TITLE, LINES * 4))
    assert {b.role for b in source.blocks[1:]} == {Role.PARAGRAPH}


def test_links_inside_the_page_are_text_and_links_to_others_are_not() -> None:
    source = body(
        '<p><a href="#a">三、附件说明</a></p>',
        '<p><a href="/b">关于印发工作要点的通知</a> 2023-12-01</p>',
        '<p>按照<a href="/c">《信访工作条例》</a>办理信访件22件</p>',
    )
    assert shown(source)[len(LINES) :] == ["三、附件说明", "按照《信访工作条例》办理信访件22件"]


def test_what_a_browser_does_not_show_is_no_text() -> None:
    source = body(
        "<script>全年审查合同999份。</script><!-- 全年审查合同998份。 -->",
        "<noscript>请打开脚本。</noscript>",
        '<p style="display: none">短。</p><del>全年审查合同997份。</del>',
    )
    assert shown(source) == list(LINES)
    assert source.warnings == ()
    hidden = body('<p style="DISPLAY:none">全年聘请法律顾问审查合同996份，出具意见9条。</p>')
    assert shown(hidden) == list(LINES)
    assert hidden.warnings == ("网页中有隐藏文字，没有计入",)


@pytest.mark.parametrize(
    ("head", "above", "kept"),
    [
        (f"<title>{TITLE}-某县人民政府</title>", f"<div>{TITLE}</div>", TITLE),
        ("<title>柳湾乡2021-2023年工作报告_某县</title>", "柳湾乡2021-2023年工作报告", None),
        (f"<title>{TITLE}</title>", f"<div>{TITLE}</div><p>{TITLE}</p>", TITLE),
        (
            "<title>柳湾乡关于法治政府建设情况的报告</title>",
            "柳湾乡关于法治政府<br>建设情况的报告",
            None,
        ),
        (f'<meta name="ArticleTitle" content="{TITLE}">', f"<div>{TITLE}（全文）</div>", None),
        ("<title>某县人民政府</title>", "<h1>柳湾乡年度工作报告</h1>", "柳湾乡年度工作报告"),
    ],
)
def test_the_title_above_the_report_is_read_and_the_site_s_name_is_not(
    head: str, above: str, kept: str | None
) -> None:
    lines = "".join(f"<p>{line}</p>" for line in LINES * 2)
    logo = '<div class="header"><h1>某县人民政府门户网站</h1><p>某县人民政府</p></div>'
    source = page(
        f"<html><head>{head}</head><body>{logo}<div class=article><div>{above}</div>"
        f"<div id=zoom>{lines}</div></div></body></html>"
    )
    titles = [kept] if kept else [squeezed(part) for part in re.split("<.*?>", above) if part]
    assert shown(source) == [*titles, *LINES, *LINES]


@pytest.mark.parametrize(
    "aside", ["转载请注明出处。", "本网站由某县人民政府办公室主办，请注明出处。"]
)
def test_sentences_outside_the_report_are_told(aside: str) -> None:
    lines = "".join(f"<p>{line}</p>" for line in LINES * 3)
    source = page(f"<body><div class=article>{lines}</div><footer><p>{aside}</p></footer></body>")
    assert shown(source) == list(LINES * 3)
    assert source.warnings == (
        f"网页上报告正文之外的 1 段文字没有计入，第一段是“{aside}”；"
        "如果属于报告，请把报告正文另存为 docx 再评",
    )


def test_a_page_whose_report_the_extractor_misses_is_read_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import trafilatura  # noqa: PLC0415

    def broken(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(trafilatura, "bare_extraction", broken)
    source = page(plain(TITLE, LINES))
    assert [line for line in LINES if line not in shown(source)] == []
    assert source.warnings == ("网页中分不清哪些是报告正文，已按整页文字读取",)
    assert "385份" not in source.text


def test_pictures_and_frames_in_the_report_are_unread_and_icons_are_not() -> None:
    source = body(
        '<p><img src="a_files/1.jpg"></p><img src="x.png" width=60 height="60px">'
        '<img src="icon/pdf.gif"><img src="b.png" style="width:800px;height:600px">'
        '<iframe src="附件.pdf" height="900"></iframe><iframe src="about:blank"></iframe>'
    )
    place = f"第{len(LINES)}段之后"
    assert source.unread == (
        Unread(place, "图片中的文字未识别"),
        Unread(place, "图片中的文字未识别"),
        Unread(place, "嵌入的其他文档未读取"),
    )
    assert source.coverage == Coverage(paragraphs=len(LINES), images=2)


@pytest.mark.parametrize(
    ("head", "above", "expected", "warned"),
    [
        ('<meta name="PubDate" content="2024-03-15 10:21">', "", date(2024, 3, 15), False),
        ('<meta property="article:published_time" content="2024-03-15T10:21:00+08:00">', "",
         date(2024, 3, 15), False),
        ('<meta name="PubDate" content="2024-03-15">', "发布日期：2023-01-01",
         date(2024, 3, 15), False),
        ('<meta name="PubDate" content="">', "发布日期：2024年3月15日", date(2024, 3, 15), False),
        ("", "发 布 时 间：[ 2024/3/15 ]", date(2024, 3, 15), False),
        ("", "<table><tr><td>成文日期</td><td>2024-03-12</td><td>发布日期</td><td>2024-03-15</td>"
             "</tr></table>", date(2024, 3, 15), False),
        ("", "2024-03-15　来源：柳湾乡", date(2024, 3, 15), True),
        ("", "2024-03-12 2024-03-15", None, False),
        ("", "发布日期：2024-13-45", None, False),
        ("", "", None, False),
        ('<meta name="created" content="2013-12-23T23:15:00">', "", None, False),
    ],
)  # fmt: skip
def test_the_day_of_publication(head: str, above: str, expected: date | None, warned: bool) -> None:
    lines = "".join(f"<p>{line}</p>" for line in LINES)
    source = page(f"<head>{head}</head><body><h1>{TITLE}</h1><div>{above}</div>{lines}</body>")
    assert source.published == expected
    assert source.warnings == (
        ("网页没有写明公开日期，按正文上方的日期 2024-03-15 计；如有不符，请用 --published 指定",)
        if warned
        else ()
    )


def test_the_day_of_publication_feeds_the_deadline_check() -> None:
    late = plain(TITLE, LINES).replace("2024-03-15", "2024-05-06")
    card = pipeline.assess_source(page(late))
    assert card.report.published == date(2024, 5, 6)
    assert [f.code for f in card.findings if f.code.startswith("deadline.p")] == [
        "deadline.published"
    ]


FRAMED = "a.html：网页由框架组成，报告正文在另一个文件里。请在浏览器中单独打开正文所在的框架"
EMPTY = "a.html：网页中没有报告正文，正文可能要由浏览器运行脚本后才显示。"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<html><frameset cols="*,*"><frame src="a.html"></frameset></html>', FRAMED),
        (
            '<frameset rows="9,*"><frame src="a.html"><noframes>浏览器不支持框架。</noframes>'
            "</frameset>",
            FRAMED,
        ),
        ("<html></html>", EMPTY),
        ('<html><body><div id="app"></div><script src="app.js"></script></body></html>', EMPTY),
        ('<html><body><a href="/">首页</a><p>主办：某县人民政府</p></body></html>', EMPTY),
        ("<!DOCTYPE html>", EMPTY),
        (
            '<html><body><p><img src="1.jpg"><img src="2.jpg"></p></body></html>',
            "a.html：网页中没有报告正文，只有图片等 2 处无法识别的内容（可能是扫描件）。",
        ),
    ],
)
def test_pages_without_a_report_are_refused(html: str, expected: str) -> None:
    assert refused(html).startswith(expected)


def nested(depth: int) -> str:
    inner = "".join(f"<p>{line}</p>" for line in LINES)
    return f"<body><p>{LINES[0]}</p>{'<div>' * depth}{inner}{'</div>' * depth}</body>"


def test_what_stands_behind_the_end_of_the_page_is_read() -> None:
    whole = "".join(f"<p>{line}</p>" for line in LINES)
    source = page(f"<html><body>{whole}</body></html><html><body><p>附则。</p></body></html>尾。")
    assert shown(source) == [*LINES, "附则。", "尾。"]


def test_a_page_saved_by_word() -> None:
    word = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head>"
        "<meta http-equiv=Content-Type content='text/html; charset=gb2312'>"
        "<!--[if gte mso 9]><xml><w:View/></xml><![endif]-->"
        "</head><body><div class=Section1><p class=MsoNormal><![if !supportLists]>"
        "<span style='mso-list:Ignore'>一、<span>&nbsp;</span></span><![endif]>"
        "<span>主要\r\n工作</span>"
        "<span lang=EN-US><o:p></o:p></span></p><p><span lang=EN-US><o:p>&nbsp;</o:p></span></p>"
        "<p>全年审核合同<span lang=EN-US>12</span>份。</p></div></body></html>"
    )
    source = read_bytes(word.encode("gb18030"), "a.htm")
    assert [squeezed(line) for line in shown(source)] == ["一、主要工作", "全年审核合同12份。"]


def test_a_page_that_nests_deep_is_read_and_one_that_nests_too_deep_is_refused() -> None:
    assert [line for line in LINES if line not in page(nested(1500)).text] == []
    assert "网页嵌套过深或者过大，没有读完" in refused(nested(20_000))


def test_a_signature_in_an_element_of_its_own_is_read() -> None:
    lines = "".join(f"<p>{line}</p>" for line in LINES[:-2])
    signature = f"<p>{LINES[-2]}</p><p>{LINES[-1]}</p>"
    html = f"<body><div class=article><div id=zoom>{lines}</div>{signature}</div></body>"
    assert shown(page(html)) == list(LINES)


def test_a_page_without_a_head_is_read_by_its_suffix() -> None:
    source = page("　　" + "<br>".join(LINES))
    assert shown(source) == list(LINES)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_page_is_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(plain(TITLE, LINES).encode())
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        source = read_bytes(bytes(damaged), "a.html")
    except ReportError:
        return
    assert source.blocks


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td>", "</table>", "<li>",
             "<ol>", "<br>", "<a href=x>", "</a>", "<h2>", "</h2>", "<span>", SENTENCE, "短",
             "</body>", "</html>", "<body>", "<textarea>", "<pre>", "\n", "&nbsp;",
             "<b>", "<img src=a.jpg>"]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_no_sentence_is_lost_unsaid_however_the_tags_stand(parts: list[str]) -> None:
    html = "".join(parts)
    wanted = html.count(SENTENCE)
    try:
        source = page(html)
    except ReportError:
        assert wanted == 0 or "<a href=x>" in html
        return
    said = "".join(source.warnings)
    assert source.text.count(SENTENCE) == wanted or "没有计入" in said


def test_an_archive_is_read_as_its_page(tmp_path: Path) -> None:
    html = plain(TITLE, LINES)
    head = (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b"\r\n\r\n'
    )
    import quopri  # noqa: PLC0415

    quoted = quopri.encodestring(html.encode()).decode()
    part = (
        '------b\r\nContent-Type: text/html; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n"
    )
    path = tmp_path / "报告.mht"
    path.write_bytes((head + part + "------b--\r\n").encode())
    source = read(path)
    assert (source.format, shown(source), source.warnings) == ("mht", [TITLE, *LINES], ())
    assert source.published == date(2024, 3, 15)
    path.write_bytes((head + "------b--\r\n").encode())
    with pytest.raises(ReportError, match="网页归档中没有网页"):
        read(path)
