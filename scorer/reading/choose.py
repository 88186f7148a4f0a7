"""Which reader reads a file: by what it contains first, by its suffix second."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from scorer.model.document import Source
from scorer.reading.content import Content, content_of
from scorer.reading.rawfile import RawFile, checked, load
from scorer.reading.text import looks_like_text, read_text
from scorer.reading.word import read_word

Reader = Callable[[RawFile], Source]


def _read_pdf(raw: RawFile) -> Source:
    from scorer.reading.pdf import read_pdf  # noqa: PLC0415  (text reports do not need it)

    return read_pdf(raw)


def _read_image(raw: RawFile) -> Source:
    from scorer.reading.image import read_image  # noqa: PLC0415  (text reports do not need it)

    return read_image(raw)


_IMAGES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
READERS: Mapping[str, Reader] = MappingProxyType(
    {".txt": read_text, ".md": read_text, ".docx": read_word, ".pdf": _read_pdf}
    | dict.fromkeys(_IMAGES, _read_image)
)
_BY_CONTENT: Mapping[Content, tuple[Reader, Set[str]]] = MappingProxyType(
    {
        Content.DOCX: (read_word, frozenset({".docx"})),
        Content.PDF: (_read_pdf, frozenset({".pdf"})),
        Content.IMAGE: (_read_image, frozenset(_IMAGES)),
    }
)
_SAVE_AS_DOCX = "请用 WPS 或 Word 打开，另存为 docx 后再试。"
_PAGED_SUFFIXES = frozenset({".pdf", *_IMAGES})
_WORD_SUFFIXES = frozenset({".docx", ".doc", ".wps", ".docm", ".dotx"})
_REMEDIES: Mapping[Content, str] = MappingProxyType(
    {
        Content.ENCRYPTED: "请用 WPS 或 Word 打开，取消密码后另存为 docx。",
        Content.OLD_OFFICE: f"目前还不能直接读取这种格式，{_SAVE_AS_DOCX}",
        Content.SPREADSHEET: "请提供报告正文的 docx 或 txt 文件。",
        Content.SLIDES: "请提供报告正文的 docx 或 txt 文件。",
        Content.ZIP: "请先解压，再指定其中的报告文件。",
        Content.BROKEN_ZIP: f"请重新下载或向提供者索取；如果 WPS 还能打开，{_SAVE_AS_DOCX}",
        Content.RTF: f"目前还不能直接读取 RTF，{_SAVE_AS_DOCX}",
        Content.WEB_PAGE: "请在浏览器中打开，把报告正文复制到 WPS 或记事本，存为 docx 或 txt。",
        Content.OTHER_BINARY: "请提供报告的 docx 或 txt 文件。",
    }
)


def read(path: Path, name: str | None = None) -> Source:
    """Return the report at *path*; *name* is the name results carry instead of the file's own."""
    return _read(load(path, name))


def read_bytes(data: bytes, name: str) -> Source:
    """Return the report whose bytes came from elsewhere (a pipe); *name* says its type."""
    return _read(checked(RawFile(data, name, name)))


def _read(raw: RawFile) -> Source:
    content = content_of(raw.data)
    if content in _BY_CONTENT:
        reader, suffixes = _BY_CONTENT[content]
        return _with_warning(reader(raw), raw, suffixes)
    if content is not Content.TEXT:
        raise raw.error(_reason(raw, content), _REMEDIES[content])
    if raw.suffix in _WORD_SUFFIXES:
        return _text_called_word(raw)
    if raw.suffix in _PAGED_SUFFIXES:
        return _text_called_pdf(raw)
    if raw.suffix not in READERS:
        raise _unknown_suffix(raw)
    return READERS[raw.suffix](raw)


def _text_called_word(raw: RawFile) -> Source:
    if not looks_like_text(raw.data):
        raise raw.error("不是有效的 Word 文档，文件可能已损坏", _REMEDIES[Content.BROKEN_ZIP])
    return _with_warning(read_text(raw), raw, {".txt"})


def _text_called_pdf(raw: RawFile) -> Source:
    if not looks_like_text(raw.data):
        raise raw.error("不是有效的 PDF 或图片，文件可能已损坏", "请重新下载或向提供者索取。")
    return _with_warning(read_text(raw), raw, {".txt"})


def _with_warning(source: Source, raw: RawFile, suffixes: Set[str]) -> Source:
    if raw.suffix in suffixes:
        return source
    called = f"扩展名是 {raw.suffix}" if raw.suffix else "没有扩展名"
    warning = f"文件{called}，内容却是 {source.format}，已按 {source.format} 读取"
    return replace(source, warnings=(warning, *source.warnings))


def _reason(raw: RawFile, content: Content) -> str:
    surprise = raw.suffix in READERS and content not in (Content.ENCRYPTED, Content.BROKEN_ZIP)
    return f"扩展名是 {raw.suffix}，内容却是{content.value}" if surprise else f"这是{content.value}"


def _unknown_suffix(raw: RawFile) -> Exception:
    readable = "、".join(READERS)
    called = f"不认识的文件类型 {raw.suffix}" if raw.suffix else "文件名没有扩展名，无法判断类型"
    coming = f"目前可以读取：{readable}；doc、wps 以后支持，现在请先用 WPS 或 Word 另存为 docx。"
    return raw.error(called, coming)
