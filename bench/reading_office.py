"""Reading text, Markdown, web pages and office files beside the libraries' own bare extraction.

``python -m bench.reading_office [--runs N]`` prints the median of interleaved runs and the ratio.
Bare extraction: charset-normalizer for text, python-docx's paragraphs, trafilatura, and LibreOffice
writing plain text. Exit status: 0 measured; 1 a format takes more than 1.5 times its limit.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import charset_normalizer
import docx
import trafilatura

from scorer.reading import office, read_bytes

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LIMIT = 1.5
LEAST_RUNS = 5
Work = Callable[[], object]
_PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-某县人民政府</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2024-03-15 10:21"></head>
<body><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">公开</a></li></ul></div>
<div class="article"><h1>{title}</h1><div class="info"><span>发布时间：2024-03-15 10:21</span>
<span>来源：柳湾乡</span><a href="#">打印</a></div><div id="zoom">{body}</div></div>
<div class="related"><ul>{links}</ul></div><div class="footer"><p>主办：某县</p></div></body></html>
"""
_PARAGRAPH = '<p style="text-indent:32pt"><span style="font-size:16pt">{}</span></p>\n'
_LINK = '<li><a href="/{0}">关于第{0}号通知的公示</a><span>2024-01-02</span></li>'


def formats() -> list[tuple[str, Work, Work]]:
    """Return each format's name, our reading of a sample and the library's bare extraction."""
    text = (EXAMPLES / "liuwan-2023.txt").read_bytes()
    word = (EXAMPLES / "qinghe-2024.docx").read_bytes()
    page = web_page(text.decode())
    found: list[tuple[str, Work, Work]] = [
        ("txt (UTF-8)", _ours(text, "a.txt"), _bare_text(text)),
        (
            "txt (GB18030)",
            _ours(text.decode().encode("gb18030"), "a.txt"),
            _bare_text(text.decode().encode("gb18030")),
        ),
        ("md", _ours(text, "a.md"), _bare_text(text)),
        ("docx", _ours(word, "a.docx"), lambda: _bare_word(word)),
        ("html", _ours(page, "a.html"), lambda: _bare_page(page)),
    ]
    if office.libreoffice() is not None:
        old = converted(word, "docx", "doc")
        found.append(("doc", _ours(old, "a.doc"), lambda: converted(old, "doc", "txt:Text")))
    return found


def web_page(text: str) -> bytes:
    """Return *text* as a government site would print it."""
    title, *lines = [line.strip() for line in text.split("\n") if line.strip()]
    body = "".join(map(_PARAGRAPH.format, lines))
    links = "".join(map(_LINK.format, range(20)))
    return _PAGE.format(title=title, body=body, links=links).encode()


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading_office")
    parser.add_argument("--runs", type=int, default=50, help="每种格式读取的次数，至少 5")
    runs = max(parser.parse_args(arguments).runs, LEAST_RUNS)
    print(f"读取一份报告的用时，{runs} 次交错运行的中位数（毫秒），与所用程序库只取文字相比")
    worst = 0.0
    for name, ours, bare in formats():
        here, there = timed(ours, bare, LEAST_RUNS if name == "doc" else runs)
        worst = max(worst, here / there)
        print(f"  {name:<16}{here * 1000:>9.2f}{there * 1000:>9.2f}  ratio {here / there:>5.2f}")
    return int(worst > LIMIT)


def timed(ours: Work, bare: Work, runs: int) -> tuple[float, float]:
    """Return the median seconds of *ours* and *bare*, run in turn after one that warms up."""
    times: tuple[list[float], list[float]] = ([], [])
    for run in range(runs + 1):
        for work, seconds in zip((ours, bare), times, strict=True):
            start = time.perf_counter()
            work()
            if run:
                seconds.append(time.perf_counter() - start)
    return median(times[0]), median(times[1])


def _ours(data: bytes, name: str) -> Work:
    return lambda: read_bytes(data, name)


def _bare_text(data: bytes) -> Work:
    return lambda: str(charset_normalizer.from_bytes(data).best()).splitlines()


def _bare_page(data: bytes) -> str:
    return str(getattr(trafilatura.bare_extraction(data), "text", ""))


def _bare_word(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


if __name__ == "__main__":
    sys.exit(main())
