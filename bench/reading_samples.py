"""A report in each format, by the programs that offices use, with the library's bare extraction.

Bare extraction is charset-normalizer for text, python-docx for its paragraphs, trafilatura, PDFium
page by page, and LibreOffice writing plain text.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

import charset_normalizer
import docx
import pypdfium2
import trafilatura

from scorer.reading import office, read_bytes

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
REPORT = EXAMPLES / "liuwan-2023.txt"
WORD = EXAMPLES / "qinghe-2024.docx"
Work = Callable[[], object]
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PAGES_EACH = 3
_PAGES = 4  # times the report's text in a PDF: some twelve pages
_STYLE = 'p { font: 16pt/28pt "Noto Sans CJK SC"; text-indent: 2em; margin: 0 }'
_PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-某县人民政府</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2024-03-15 10:21"></head>
<body><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">公开</a></li></ul></div>
<div class="article"><h1>{title}</h1><div class="info"><span>发布时间：2024-03-15 10:21</span>
<span>来源：柳湾乡</span><a href="#">打印</a></div><div id="zoom">{body}</div></div>
<div class="related"><ul>{links}</ul></div><div class="footer"><p>主办：某县</p></div></body></html>
"""
_PARAGRAPH = '<p style="text-indent:32pt"><span style="font-size:16pt">{}</span></p>\n'
_LINK = '<li><a href="/{0}">关于第{0}号通知的公示</a><span>2024-01-02</span></li>'


@dataclass(frozen=True, slots=True)
class Sample:
    """A file in one format: our reading of it and the bare one; `slow` ones are run less often."""

    name: str
    ours: Work
    bare: Work
    slow: bool = False


def samples() -> Iterator[Sample]:
    """Yield a sample of each format that can be made on this machine."""
    text, word = REPORT.read_bytes(), WORD.read_bytes()
    chinese, page = text.decode().encode("gb18030"), web_page(text.decode())
    yield Sample("txt (UTF-8)", ours(text, "a.txt"), partial(bare_text, text))
    yield Sample("txt (GB18030)", ours(chinese, "a.txt"), partial(bare_text, chinese))
    yield Sample("md", ours(text, "a.md"), partial(bare_text, text))
    yield Sample("html", ours(page, "a.html"), partial(bare_page, page))
    long = long_word(40)
    yield Sample("docx", ours(long, "a.docx"), partial(bare_word, long))
    if office.libreoffice() is not None:
        for form in ("doc", "odt", "rtf"):
            made = converted(word, "docx", form)
            bare = partial(converted, made, form, "txt:Text")
            yield Sample(form, ours(made, f"a.{form}"), bare, slow=True)
    for name, made in pdfs():
        yield Sample(f"pdf ({name})", ours(made, "a.pdf"), partial(bare_pdf, made))


def missing() -> Iterator[str]:
    """Yield the programs that this machine lacks, whose files are therefore not measured."""
    if office.libreoffice() is None:
        yield "LibreOffice"
    if browser() is None:
        yield "Chromium"


def pdfs() -> Iterator[tuple[str, bytes]]:
    """Yield the report as a PDF of some twelve pages, by each program that is here."""
    yield "WeasyPrint", weasyprint_pdf(_PAGES)
    if office.libreoffice() is not None:
        yield "LibreOffice", converted(long_word(_PAGES), "docx", "pdf")
    program = browser()
    if program is not None:
        yield "Chromium", chromium_pdf(program)


def browser() -> str | None:
    """Return the path of Chromium, or None."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def ours(data: bytes, name: str) -> Work:
    """Return our reading of *data*."""
    return lambda: read_bytes(data, name)


def lines() -> list[str]:
    """Return the report's paragraphs."""
    return [line.strip() for line in REPORT.read_text(encoding="utf-8").split("\n") if line.strip()]


def web_page(text: str) -> bytes:
    """Return *text* as a government site would print it."""
    title, *rest = [line.strip() for line in text.split("\n") if line.strip()]
    body = "".join(map(_PARAGRAPH.format, rest))
    links = "".join(map(_LINK.format, range(20)))
    return _PAGE.format(title=title, body=body, links=links).encode()


def long_word(times: int) -> bytes:
    """Return a docx with the report's paragraphs so many *times*."""
    document = docx.Document()
    for line in lines() * times:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def weasyprint_pdf(times: int) -> bytes:
    """Return a PDF with the report's text so many *times*, `PAGES_EACH` pages each at least."""
    import weasyprint  # noqa: PLC0415  (slow to import)

    made: bytes = weasyprint.HTML(string=_to_print(times)).write_pdf()
    return made


def chromium_pdf(program: str) -> bytes:
    """Return the report as the browser *program* prints it."""
    with tempfile.TemporaryDirectory() as name:
        page, target = Path(name) / "page.html", Path(name) / "page.pdf"
        page.write_text(_to_print(_PAGES), encoding="utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={name}/profile"]
        command = [program, *flags, f"--print-to-pdf={target}", page.as_uri()]
        subprocess.run(command, capture_output=True, check=True, timeout=300)
        return target.read_bytes()


def converted(data: bytes, form: str, target: str) -> bytes:
    """Return the office file *data* as LibreOffice, with a new profile, writes it as *target*."""
    program = office.libreoffice()
    assert program is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"report.{form}").write_bytes(data)
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", target, "--outdir", str(folder / "out")]
        subprocess.run([*command, str(folder / f"report.{form}")], capture_output=True, check=True)
        return next((folder / "out").iterdir()).read_bytes()


def bare_text(data: bytes) -> list[str]:
    """Return the lines of a text as charset-normalizer decodes it."""
    return str(charset_normalizer.from_bytes(data).best()).splitlines()


def bare_page(data: bytes) -> str:
    """Return what trafilatura takes from a web page."""
    return str(getattr(trafilatura.bare_extraction(data), "text", ""))


def bare_word(data: bytes) -> str:
    """Return the text of a docx's paragraphs by python-docx."""
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def bare_pdf(data: bytes) -> str:
    """Return the text that PDFium finds, page by page."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for page in document:
        textpage = page.get_textpage()
        found.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return "\n".join(found)


def _to_print(times: int) -> str:
    body = "".join(f"<p>{escape(line)}</p>" for line in lines() * times)
    return f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>{body}"
