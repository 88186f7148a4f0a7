"""Files that cannot be read: which, why, what to do; never a traceback."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st

from scorer.model.errors import ReportError
from scorer.reading import READERS, rawfile, read, read_bytes
from scorer.reading.content import Content, content_of
from tests.reading.wordfiles import of_lines, png, word

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
DOCX = of_lines("一、工作", "全年审核合同12份。")
RESAVE = "请用 WPS 或 Word 打开，另存为 docx 后再试。"


def refused(data: bytes, name: str) -> str:
    with pytest.raises(ReportError) as caught:
        read_bytes(data, name)
    return str(caught.value)


def refused_path(path: Path) -> ReportError:
    with pytest.raises(ReportError) as caught:
        read(path)
    return caught.value


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "没有.txt"
    assert str(refused_path(path)) == f"{path}：文件不存在。请检查路径和文件名。"
    (tmp_path / "文件.txt").write_text("甲")
    assert refused_path(tmp_path / "文件.txt" / "内.txt").reason == "文件不存在"


def test_a_name_mistyped(tmp_path: Path) -> None:
    for name in ("柳湾乡报告.docx", "石桥街道.txt"):
        (tmp_path / name).write_text("甲")
    (tmp_path / "柳湾乡报告.do").mkdir()
    error = refused_path(tmp_path / "柳湾乡报告.doc")
    assert error.remedy == "请检查路径和文件名；同一文件夹里有“柳湾乡报告.docx”。"


def test_a_folder(tmp_path: Path) -> None:
    error = refused_path(tmp_path)
    assert error.reason == "这是一个文件夹，不是报告文件"
    assert error.remedy == "请指定其中的一份报告；整个文件夹用 scorer batch。"


def test_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "管道.txt"
    os.mkfifo(path)
    error = refused_path(path)
    assert error.reason == "不是普通文件（可能是管道或设备）"
    assert "--stdin-name" in error.remedy


def test_names_that_no_file_can_have(tmp_path: Path) -> None:
    assert refused_path(tmp_path / ("长" * 300 + ".txt")).reason == "文件名过长"
    assert refused_path(tmp_path / "a\0b.txt").reason == "文件名含有非法字符"
    loop = tmp_path / "环.txt"
    loop.symlink_to(loop)
    assert refused_path(loop).reason == "符号链接循环，找不到文件"


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("甲")

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(rawfile.os, "open", denied)
    assert refused_path(path).reason == "没有读取权限"


def test_an_unforeseen_failure_of_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("甲")

    def failing(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(rawfile.os, "open", failing)
    assert refused_path(path).reason == "无法读取（Input/output error）"


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"", "a.txt", "a.txt：文件是空的（0 字节）。请确认文件已保存并且下载完整。"),
        (
            " \n\u3000\r\n\u200b".encode(),
            "a.txt",
            "a.txt：文件中没有文字，只有空白。请确认文件已保存并且内容完整。",
        ),
        (
            b"\x9f\x01\xe0\x02\x91",
            "a.xyz",
            "a.xyz：不认识的文件类型 .xyz。可以读取：docx、txt、pdf、png、jpg、jpeg、"
            "tif、tiff、md、html、htm、mht、mhtml、doc、"
            "wps、rtf、odt、xml；其他文件请用 WPS 或 Word 打开，另存为 docx 后再试。",
        ),
        (
            b"%PDF-1.7\n",
            "a.docx",
            "a.docx：PDF 无法读取，文件可能已损坏或没有下载完整。请重新下载或向提供者索取；"
            "如果 WPS 或浏览器还能打开，请另存为新的 PDF 或 docx 后再试。",
        ),
        (
            b"\x00\x01\x02" * 9,
            "a.pdf",
            "a.pdf：不是有效的 pdf 文件，可能已损坏。请重新下载或向提供者索取；"
            f"如果 WPS 还能打开，{RESAVE}",
        ),
        (
            b"\x89PNG\r\n",
            "a.png",
            "a.png：图片无法读取，文件可能已损坏。"
            "请确认能用看图软件打开，或者改为提供 PDF、docx 或 txt。",
        ),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "a.docx：这是加密的 Office 文档。请用 WPS 或 Word 打开，取消密码后另存为 docx。",
        ),
        (
            b"\x00\x01\x02\x03\xff\xfe",
            "a.docx",
            "a.docx：不是有效的 docx 文件，可能已损坏。请重新下载或向提供者索取；"
            f"如果 WPS 还能打开，{RESAVE}",
        ),
        (
            DOCX[: len(DOCX) // 2],
            "a.docx",
            "a.docx：这是损坏的 Word 文档或压缩包。请重新下载或向提供者索取；"
            f"如果 WPS 还能打开，{RESAVE}",
        ),
        (
            zipped("word/document.xml"),
            "a.docx",
            "a.docx：Word 文档已损坏，其中的 word/document.xml 读不出来。请用 WPS 或 Word 打开，"
            "另存为 docx 后再试；打不开时请重新下载或向提供者索取。",
        ),
    ],
)
def test_messages(data: bytes, name: str, expected: str) -> None:
    assert refused(data, name) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Rar!\x1a\x07", "压缩包（rar、7z 或 gz）"),
        (b"MZ\x90\0" + b"\0" * 60 + b"This program cannot be run in DOS mode", "程序"),
        (b'<?xml version="1.0"?><data/>', "XML 数据"),
        (OLE + b"\0" * 9 + "Workbook".encode("utf-16-le"), "旧版电子表格（xls、et）"),
        (OLE + b"\0" * 9 + "PowerPoint Document".encode("utf-16-le"), "旧版演示文稿（ppt、dps）"),
        (zipped("xl/workbook.xml"), "电子表格（xlsx）"),
        (zipped("ppt/presentation.xml"), "演示文稿（pptx）"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "版式文件（OFD）"),
        (zipped("报告.txt"), "压缩包（zip）"),
    ],
)
def test_other_files_are_named_for_what_they_are(data: bytes, expected: str) -> None:
    assert f"内容却是{expected}" in refused(data, "a.txt")


def test_a_password_on_the_zip_itself() -> None:
    data = bytearray(zipped("word/document.xml"))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "加密" in refused(bytes(data), "a.docx")


def old_word(flags: int, start: int = 512) -> bytes:
    """An OLE file whose Word stream begins at byte *start* with these flags."""
    stream = bytes.fromhex("eca5c10000000904 0000") + bytes([0xF0, flags])
    return (OLE + "WordDocument".encode("utf-16-le")).ljust(start, b"\0") + stream


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (old_word(0x13), Content.ENCRYPTED),
        (old_word(0x12), Content.OLD_OFFICE),
        (old_word(0x13, start=700), Content.OLD_OFFICE),  # no stream begins there
        (old_word(0x13)[:-1], Content.OLD_OFFICE),
    ],
)
def test_a_password_of_an_old_word_file(data: bytes, expected: Content) -> None:
    assert content_of(data) is expected


@pytest.mark.parametrize(
    ("manifest", "expected"),
    [
        ("<manifest:encryption-data/>", Content.ENCRYPTED),
        ("<manifest:file-entry/>", Content.ODT),
        (None, Content.ODT),
    ],
)
def test_a_password_of_an_odt(manifest: str | None, expected: Content) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        if manifest is not None:
            archive.writestr("META-INF/manifest.xml", manifest)
    assert content_of(file.getvalue()) is expected


def test_a_docx_without_words() -> None:
    assert "文档中没有文字。" in refused(word(lambda document: None), "a.docx")


def test_a_docx_of_scanned_pages() -> None:
    scan = word(lambda d: [d.add_picture(png(), Cm(18), Cm(25)) for _ in range(2)])
    assert "只有图片等 2 处无法识别的内容" in refused(scan, "a.docx")


@pytest.mark.parametrize("name", ["a.txt", "a.doc", "a.wps", "a.bak", "a"])
def test_content_beats_suffix(name: str) -> None:
    source = read_bytes(DOCX, name)
    assert source.format == "docx"
    assert source.text == "一、工作\n全年审核合同12份。"
    called = "扩展名是 ." + name.rsplit(".", 1)[1] if "." in name else "没有扩展名"
    assert source.warnings == (f"文件{called}，内容却是 docx，已按 docx 读取",)


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "a.rtf", "a.mht", "a.pdf", "a.xyz", "报告"])
def test_text_called_something_else_is_read_as_text(name: str) -> None:
    source = read_bytes(("全年审核合同12份。\r\n" * 30).encode("gb18030"), name)
    assert source.format == "txt"
    assert "已按 txt 读取" in source.warnings[0]


@pytest.mark.parametrize("name", ["a.xyz", "报告", "a.txt"])
def test_a_short_text_that_is_not_called_another_format_is_read(name: str) -> None:
    assert read_bytes("全年审核合同12份。".encode(), name).text == "全年审核合同12份。"


@pytest.mark.parametrize(
    ("data", "count"),
    [
        pytest.param(b"P", 0, id="one byte"),
        pytest.param(b"%PDF", 0, id="half a mark"),
        pytest.param(b'{"error": "expired"}' * 200, 0, id="a message for programs"),
        pytest.param("文件已过期，请登录后重新下载。".encode(), 13, id="a message for people"),
        pytest.param(("全年审核合同份" * 28).encode(), 196, id="the beginning of a text"),
    ],
)
@pytest.mark.parametrize("form", ["docx", "pdf", "odt", "doc", "wps", "rtf", "png"])
def test_a_short_text_called_another_format_is_no_report(
    data: bytes, count: int, form: str
) -> None:
    """It would be scored 0 as if the whole report had been read."""
    with pytest.raises(ReportError) as caught:
        read_bytes(data, f"a.{form}")
    assert str(caught.value) == (
        f"a.{form}：不是有效的 {form} 文件，内容是纯文字，只有 {count} 个汉字，"
        "可能没有下载完整，或者下载到的是出错提示。"
        "请重新下载或向提供者索取；如果文字就是报告全文，请把扩展名改为 .txt 后再试。"
    )


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.docx", "a.txt", "a"])
def test_a_web_page_called_something_else_is_read_as_a_page(name: str) -> None:
    source = read_bytes("<html><body><p>全年审核合同12份。</p></body></html>".encode(), name)
    assert (source.format, source.text) == ("html", "全年审核合同12份。")
    called = "扩展名是 ." + name.rsplit(".", 1)[1] if "." in name else "没有扩展名"
    assert source.warnings[0] == f"文件{called}，内容却是 html，已按 html 读取"


def test_suffixes_are_told_in_any_case(tmp_path: Path) -> None:
    path = tmp_path / "报告.DOCX"
    path.write_bytes(DOCX)
    assert read(path).warnings == ()
    assert read(path, name="别名.docx").name == "别名.docx"


def test_readers_that_need_no_program_read_their_own_suffix() -> None:
    for suffix in READERS:
        if suffix in (".docx", ".txt", ".md", ".html", ".htm"):
            data = DOCX if suffix == ".docx" else "全年审核合同12份。".encode()
            source = read_bytes(data, f"a{suffix}")
            assert ("12份" in source.text, source.warnings) == (True, ())


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_docx_is_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(DOCX)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(DOCX) - 1))] = data.draw(st.integers(0, 255))
    try:
        source = read_bytes(bytes(damaged), "a.docx")
    except ReportError:
        return
    assert source.blocks
