"""Web pages as government sites print them: one report in many dresses, all of our own making."""

from collections.abc import Callable, Mapping, Sequence

DATE = "2024-03-15"
_META = (
    '<meta name="SiteName" content="某县人民政府">'
    '<meta name="ColumnName" content="法治政府建设年度报告">'
    '<meta name="ArticleTitle" content="{title}">'
    f'<meta name="PubDate" content="{DATE} 10:21">'
)
_TRAIL = (
    '<div class="crumb">您当前的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; '
    '<a href="/zw/fz">法治政府建设年度报告</a></div>'
)
_NAVIGATION = "<div class='nav'><ul>{}</ul></div>".format(
    "".join(
        f'<li><a href="/{n}">{n}</a></li>' for n in ("首页", "政务公开", "政务服务", "互动交流")
    )
)
_TABLE = (
    '<table class="xxgk"><tr><td>索 引 号：</td><td>00012345/2024-00012</td><td>发布机构：</td>'
    "<td>柳湾乡人民政府</td></tr><tr><td>文　　号：</td><td></td><td>发布日期：</td>"
    f"<td>{DATE}</td></tr></table>"
)
_SHARE = (
    '<div class="info"><span>发布时间：{date} 10:21</span><span>来源：柳湾乡人民政府</span>'
    '<span>字体：【<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】</span>'
    '<a href="javascript:window.print()">打印</a><span>浏览次数：<i id="hits">128</i></span></div>'
    '<div class="bdsharebuttonbox"><a>微信</a><a>微博</a><a>QQ空间</a></div>'
)
_RELATED = (
    '<div class="related"><h3>相关链接</h3><ul>'
    '<li><a href="/a1">关于举办宪法宣传周活动的通知</a><span>2023-12-01</span></li>'
    '<li><a href="/a2">县司法局开展行政执法案卷评查36件</a><span>2023-11-20</span></li>'
    '<li><a href="/a3">全县聘请法律顾问42名，审查合同385份</a><span>2023-10-08</span></li>'
    "</ul></div>"
)
_FOOT = (
    '<div class="footer"><p>主办：某县人民政府　承办：某县人民政府办公室</p>'
    "<p>网站标识码：0000000000　备案号：某ICP备00000000号</p></div>"
)
_SCRIPT = "<script>var hits = '全年审查合同999份。';</script><style>.a{color:red}</style>"

Shape = Callable[[str, Sequence[str]], str]


def _page(title: str, body: str, head: str = "") -> str:
    meta = _META.format(title=title)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-某县人民政府</title>'
        f"{meta}{head}</head><body>{body}</body></html>"
    )


def _around(title: str, article: str, *, table: bool = True) -> str:
    return _page(
        title,
        _SCRIPT
        + _NAVIGATION
        + _TRAIL
        + '<div class="main"><div class="article">'
        + (_TABLE if table else "")
        + f"<h1>{title}</h1>"
        + _SHARE.format(date=DATE)
        + article
        + '<p class="fj">附件：<a href="/a.docx">柳湾乡报告.docx</a></p></div>'
        + '<div class="prev">上一篇：<a href="/x">柳湾乡2022年度部门决算公开</a></div>'
        + _RELATED
        + "</div>"
        + _FOOT,
    )


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{line}</p>\n" for line in lines)


def plain(title: str, lines: Sequence[str]) -> str:
    return _around(title, f'<div id="zoom">{_paragraphs(lines)}</div>')


def broken_lines(title: str, lines: Sequence[str]) -> str:
    text = "<br/>\n".join("　　" + line for line in lines)
    return _around(title, f'<div id="UCAP-CONTENT">{text}</div>')


def double_breaks(title: str, lines: Sequence[str]) -> str:
    return _around(title, '<td class="bt_content">' + "<br><br>".join(lines) + "</td>")


def nested_spans(title: str, lines: Sequence[str]) -> str:
    def spans(line: str) -> str:
        middle = len(line) // 2
        style = 'style="font-family:仿宋_GB2312;font-size:16pt"'
        return (
            f'<p style="text-indent:32pt"><span {style}><span lang="EN-US">{line[:middle]}</span>'
            f"<span><font>{line[middle:]}</font></span></span><o:p></o:p></p>"
        )

    return _around(
        title,
        '<div class="TRS_Editor"><div class="Section1">'
        + "".join(map(spans, lines))
        + "</div></div>",
    )


def in_divisions(title: str, lines: Sequence[str]) -> str:
    return _around(
        title, '<div class="content">' + "".join(f"<div>{line}</div>" for line in lines) + "</div>"
    )


def bold_headings(title: str, lines: Sequence[str]) -> str:
    def line(text: str) -> str:
        return f"<p><strong>{text}</strong></p>" if len(text) < 25 else f"<p>{text}</p>"

    return _around(title, '<div class="view TRS_UEDITOR">' + "".join(map(line, lines)) + "</div>")


def real_headings(title: str, lines: Sequence[str]) -> str:
    def line(text: str) -> str:
        return f"<h2>{text}</h2>" if len(text) < 25 else f"<p>{text}</p>"

    return _around(title, "<article>" + "".join(map(line, lines)) + "</article>", table=False)


def laid_out_in_tables(title: str, lines: Sequence[str]) -> str:
    return _page(
        title,
        f'<table width="1000"><tr><td>{_NAVIGATION}</td></tr><tr><td>{_TRAIL}</td></tr>'
        f'<tr><td><table><tr><td align="center"><b>{title}</b></td></tr>'
        f"<tr><td>{_SHARE.format(date=DATE)}</td></tr>"
        f'<tr><td class="content">{_paragraphs(lines)}</td></tr>'
        f"<tr><td>{_RELATED}</td></tr></table></td></tr><tr><td>{_FOOT}</td></tr></table>",
    )


def bare(title: str, lines: Sequence[str]) -> str:
    return f"<html><body><h1>{title}</h1>{_paragraphs(lines)}</body></html>"


def saved_by_browser(title: str, lines: Sequence[str]) -> str:
    page = plain(title, lines).replace(
        "<!DOCTYPE html>",
        "<!DOCTYPE html>\n<!-- saved from url=(0029)https://www.example.gov.cn/1.html -->\n",
    )
    return page.replace("</head>", '<script src="./报告_files/jquery.js"></script></head>')


def one_block(title: str, lines: Sequence[str]) -> str:
    return _around(title, f'<div class="con"><p>{"　　".join(lines)}</p></div>')


def in_a_form(title: str, lines: Sequence[str]) -> str:
    """ASP.NET pages wrap everything in one form."""
    page = plain(title, lines)
    return page.replace("<body>", '<body><form id="form1" method="post">').replace(
        "</body>", "</form></body>"
    )


def unclosed(title: str, lines: Sequence[str]) -> str:
    """Old editors never close a paragraph."""
    return _around(
        title, "<div class=content>" + "".join(f"<P>{line}" for line in lines) + "</div>"
    )


def scattered(title: str, lines: Sequence[str]) -> str:
    """Each paragraph in a section of its own, as page builders for telephones make them."""
    return _around(
        title,
        "".join(
            f'<section class="b{n}"><section><section><p>{line}</p></section></section></section>'
            for n, line in enumerate(lines)
        ),
    )


SHAPES: Mapping[str, Shape] = {
    "paragraphs": plain,
    "br": broken_lines,
    "double br": double_breaks,
    "nested spans": nested_spans,
    "divisions": in_divisions,
    "bold headings": bold_headings,
    "real headings": real_headings,
    "laid out in tables": laid_out_in_tables,
    "bare": bare,
    "saved by a browser": saved_by_browser,
    "one block": one_block,
    "inside a form": in_a_form,
    "unclosed": unclosed,
    "scattered": scattered,
}
