"""Which reader reads a file: by what it contains; its suffix only decides between like contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from scorer.model.document import Source, counted
from scorer.reading.content import Content, content_of
from scorer.reading.limits import DEFAULT_LIMITS, Limits
from scorer.reading.rawfile import RawFile, Watch, given, load, unwatched
from scorer.reading.readers import READERS, Reader, readable, reader_of
from scorer.reading.reasons import pictures
from scorer.reading.text import chinese_in, looks_like_text

FEWEST_CHINESE = 200  # in a text called docx or pdf; real reports have a thousand and more
_SAVE_AS_DOCX = "请用 WPS 或 Word 打开，另存为 docx 后再试。"
_ASK_FOR_TEXT = "请提供报告正文的 docx 或 txt 文件。"
_REMEDIES: Mapping[Content, str] = MappingProxyType(
    {
        Content.ENCRYPTED: "请用 WPS 或 Word 打开，取消密码后另存为 docx。",
        Content.SPREADSHEET: _ASK_FOR_TEXT,
        Content.OLD_SPREADSHEET: _ASK_FOR_TEXT,
        Content.SLIDES: _ASK_FOR_TEXT,
        Content.OLD_SLIDES: _ASK_FOR_TEXT,
        Content.OFD: "请用 WPS 或 OFD 阅读器打开，另存（导出）为 docx 后再试。",
        Content.ZIP: "请先解压，再指定其中的报告文件。",
        Content.ARCHIVE: "请先解压，再指定其中的报告文件。",
        Content.BROKEN_ZIP: f"请重新下载或向提供者索取；如果 WPS 还能打开，{_SAVE_AS_DOCX}",
        Content.XML: _ASK_FOR_TEXT,
        Content.PROGRAM: f"请检查文件是否选错。{_ASK_FOR_TEXT}",
    }
)


def read(
    path: Path,
    name: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watch: Watch = unwatched,
) -> Source:
    """Return the report at *path*; *name* is the name results carry instead of the file's own.

    *watch* is told of pages that take seconds each.
    """
    return _within_limits(replace(load(path, name, limits), watch=watch))


def read_bytes(
    data: bytes, name: str, limits: Limits = DEFAULT_LIMITS, watch: Watch = unwatched
) -> Source:
    """Return the report whose bytes came from elsewhere (a pipe); *name* says its type."""
    return _within_limits(replace(given(data, name, limits), watch=watch))


def _within_limits(raw: RawFile) -> Source:
    source = _read(raw)
    raw.demand_characters(len(source.text))
    return source


def _read(raw: RawFile) -> Source:
    content = content_of(raw.data)
    reader = reader_of(content, raw.suffix)
    if reader is None:
        raise raw.error(_reason(raw, content), _REMEDIES[content])
    if content is Content.TEXT:
        reader = _text_reader(raw, reader)
    source = _with_warning(reader.read(raw), raw, reader)
    if source.coverage is None:
        source = replace(source, coverage=counted(source.blocks, pictures(source.unread)))
    return source


def _text_reader(raw: RawFile, reader: Reader) -> Reader:
    """Return the reader for *raw*, which has no mark of any format: text, a page without its head.

    Bytes that are no text are refused in the words of the format that the suffix promises; so is
    a text too short for a report: what is left of a damaged file, or why a download failed.
    """
    named = READERS.get(raw.suffix)
    if named is not None and named.content in (Content.TEXT, Content.WEB_PAGE):
        return named
    if looks_like_text(raw.data):
        if named is not None:
            _demand_report(raw)
        return reader
    if named is not None:
        reason = f"不是有效的 {raw.suffix.removeprefix('.')} 文件，可能已损坏"
        raise raw.error(reason, _REMEDIES[Content.BROKEN_ZIP])
    called = f"不认识的文件类型 {raw.suffix}" if raw.suffix else "文件没有扩展名，内容也不是文字"
    raise raw.error(called, f"可以读取：{readable()}；其他文件{_SAVE_AS_DOCX}")


def _demand_report(raw: RawFile) -> None:
    """Raise ReportError if the text in *raw*, whose suffix promises another format, is short."""
    count = chinese_in(raw.data)
    if count < FEWEST_CHINESE:
        called = raw.suffix.removeprefix(".")
        raise raw.error(
            f"不是有效的 {called} 文件，内容是纯文字，只有 {count} 个汉字，"
            "可能没有下载完整，或者下载到的是出错提示",
            "请重新下载或向提供者索取；如果文字就是报告全文，请把扩展名改为 .txt 后再试。",
        )


def _with_warning(source: Source, raw: RawFile, reader: Reader) -> Source:
    if raw.suffix in reader.suffixes:
        return source
    called = f"扩展名是 {raw.suffix}" if raw.suffix else "没有扩展名"
    warning = f"文件{called}，内容却是 {source.format}，已按 {source.format} 读取"
    return replace(source, warnings=(warning, *source.warnings))


def _reason(raw: RawFile, content: Content) -> str:
    surprise = raw.suffix in READERS and content not in (Content.ENCRYPTED, Content.BROKEN_ZIP)
    return f"扩展名是 {raw.suffix}，内容却是{content.value}" if surprise else f"这是{content.value}"
