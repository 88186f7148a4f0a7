"""Files that no reader can read, each broken in another way: those of the readers' tests, whole.

Each is a name's ending with what to put there. They are made when asked for, since some are large.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

import pypdf

from bench.recombine import ROOT
from scorer.reading import DEFAULT_LIMITS
from tests.reading import hostilefiles as hostile
from tests.reading.wordfiles import NAMESPACES

BODY = "word/document.xml"
_BOMB = DEFAULT_LIMITS.zip_bytes // hostile.MEGABYTE + 6  # megabytes
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_OLD_WORD = bytes.fromhex("eca5c100000009040000f0")
Place = Callable[[Path], None]


def damages() -> Mapping[str, Place]:
    """Return the ways in which a file is damaged: its name's ending → what writes it there."""
    files = {
        f"{way}{suffix}": partial(_write, made)
        for suffix, ways in _WAYS.items()
        for way, made in ways.items()
    }
    return {**files, "管道.txt": os.mkfifo, "环.txt": _ring}


def _write(made: Callable[[], bytes] | bytes, path: Path) -> None:
    path.write_bytes(made if isinstance(made, bytes) else _once(made))


@cache
def _once(made: Callable[[], bytes]) -> bytes:
    return made()


def _ring(path: Path) -> None:
    path.symlink_to(path)


def _zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def _locked_zip() -> bytes:
    data = bytearray(_zipped(BODY))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _old_word(flags: int) -> bytes:
    """Return an OLE file that says it is a document of old Word, and is not."""
    head = (_OLE + "WordDocument".encode("utf-16-le")).ljust(512, b"\0")
    return head + _OLD_WORD + bytes([flags])


def _body(xml: str, head: str = "") -> Callable[[], bytes]:
    return lambda: hostile.with_body(hostile.document(xml, head))


def _part(content: str | bytes) -> Callable[[], bytes]:
    return lambda: hostile.with_body(content)


def _page(body: str) -> Callable[[], bytes]:
    return lambda: hostile.page(body)


def _blank_pdf(password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _cut(name: str, share: float) -> Callable[[], bytes]:
    """Return what gives the beginning of an example."""

    def beginning() -> bytes:
        data = (ROOT / "examples" / name).read_bytes()
        return data[: int(len(data) * share)]

    return beginning


_TXT: Mapping[str, Callable[[], bytes] | bytes] = {
    "空": b"",
    "空白": " \n\u3000\r\n\u200b".encode(),
    "乱码一": bytes(range(128, 256)) * 4,
    "乱码二": bytes(range(1, 256)) * 4,
    "西文": "Å Ø Æ ß ñ é ü".encode("cp1252") * 9,
    "过长": lambda: "字".encode() * (DEFAULT_LIMITS.characters + 1),
    "rar": b"Rar!\x1a\x07",
    "程序": b"MZ\x90\0" + b"\0" * 60 + b"This program cannot be run in DOS mode",
    "xml": b'<?xml version="1.0"?><data/>',
    "xls": _OLE + b"\0" * 9 + "Workbook".encode("utf-16-le"),
    "ppt": _OLE + b"\0" * 9 + "PowerPoint Document".encode("utf-16-le"),
    "xlsx": partial(_zipped, "xl/workbook.xml"),
    "pptx": partial(_zipped, "ppt/presentation.xml"),
    "ofd": partial(_zipped, "OFD.xml", "Doc_0/Document.xml"),
    "zip": partial(_zipped, "报告.txt"),
}
_DOCX: Mapping[str, Callable[[], bytes] | bytes] = {
    "半截": _cut("qinghe-2024.docx", 0.5),
    "缺尾": hostile.DOCX[:-200],
    "空": b"",
    "别的": b"\x00\x01\x02\x03\xff\xfe",
    "成了图片": b"\x89PNG" + bytes(200),
    "成了PDF": b"%PDF-1.7\n",
    "加密": hostile.with_password,
    "压缩包加密": _locked_zip,
    "改了一字节": hostile.bad_checksum,
    "别的压缩": hostile.other_compression,
    "缺正文": partial(hostile.without, BODY),
    "不是XML": _part("<w:p>"),
    "正文空": _part(""),
    "没有字": _body("<w:p/>"),
    "没有body": _part(f"<w:document {NAMESPACES}/>"),
    "不许的字": _body("<w:p><w:r><w:t>\ufffe</w:t></w:r></w:p>"),
    "炸弹": partial(hostile.flat_bomb, _BOMB),
    "谎报的炸弹": partial(hostile.lying_bomb, _BOMB),
    "许多部件": hostile.part_bomb,
    "百万成员": lambda: hostile.crowd(1) + b"PK\x01\x02" * 1_000_000,
    "标记过多": _body("<w:p/>" * (3_000_000 + 1)),
    "过深": _body("<w:tbl>" * 150 + "</w:tbl>" * 150),
    "太深": _body("<w:tbl>" * 100_000 + "</w:tbl>" * 100_000),
    "十亿个笑": hostile.laughs,
    "平方": hostile.quadratic,
    "文档类型": _body("<w:p/>", "<!DOCTYPE d [<!ENTITY a 'b'>]>"),
    "外部实体": partial(hostile.outside_entity, "file:///etc/hostname"),
    "外部类型": partial(hostile.outside_type, "http://127.0.0.1:9/x.xml"),
}
_HTML: Mapping[str, Callable[[], bytes] | bytes] = {
    "框架": b'<html><frameset cols="*,*"><frame src="a.html"></frameset></html>',
    "空": b"<html></html>",
    "脚本": b'<html><body><div id="app"></div><script src="app.js"></script></body></html>',
    "导航": '<html><body><a href="/">首页</a><p>主办：某县人民政府</p></body></html>'.encode(),
    "图片": b'<html><body><p><img src="1.jpg"><img src="2.jpg"></p></body></html>',
    "标签过多": _page("<p>" * 100_001),
    "过深": _page("<div>" * 50_000),
    "过长": _page(f"<p>{'字' * 1_000_001}</p>"),
}
_WAYS: Mapping[str, Mapping[str, Callable[[], bytes] | bytes]] = {
    ".txt": _TXT,
    ".docx": _DOCX,
    ".html": _HTML,
    ".pdf": {
        "别的": b"\x00\x01\x02" * 9,
        "半截": lambda: _blank_pdf()[:200],
        "密码": partial(_blank_pdf, "一二三"),
        "白页": _blank_pdf,
    },
    ".doc": {"密码": partial(_old_word, 0x13), "损坏": partial(_old_word, 0x12)},
}
