"""Plain text and Markdown → Source: find the encoding, one block for each line with words in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scorer.model.document import Block, Source
from scorer.reading.rawfile import RawFile

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LINE = re.compile("[^\n\r\f\v\x85\u2028\u2029]+")
_INVISIBLE = re.compile("[\\s\u200b-\u200f\u2060\ufeff\x1a]*")
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_REPLACEMENT = "\ufffd"
_TOLERATED_DAMAGE = 0.01
_EXPECTED = re.compile(
    "[\t\n\r\f\v\x20-\x7e\u00b7\u2000-\u22ff\u2460-\u24ff\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
)
_EXPECTED_SHARE = 0.9
_ENCODING_REMEDY = "请用记事本或 WPS 打开，确认文字正常后另存为 UTF-8 编码的 txt，或者另存为 docx。"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that gave it; `damaged` counts characters that could not be read."""

    text: str
    encoding: str
    damaged: int = 0


def read_text(raw: RawFile) -> Source:
    """Return the plain text *raw* as a source; offsets count characters of the decoded text."""
    raw.demand_text_fits()
    decoded = decode(raw.data)
    if decoded is None or "\0" in decoded.text:
        raise raw.error("无法识别文字编码，可能不是文本文件", _ENCODING_REMEDY)
    blocks = tuple(_blocks(decoded.text))
    if not blocks:
        raise raw.error("文件中没有文字，只有空白", "请确认文件已保存并且内容完整。")
    form = "md" if raw.suffix == ".md" else "txt"
    return Source(
        raw.name, raw.sha256, form, decoded.text, blocks, warnings=tuple(_warnings(decoded))
    )


def is_blank(text: str) -> bool:
    """Whether *text* shows nothing on paper: spaces, zero-width characters, byte order marks."""
    return _INVISIBLE.fullmatch(text) is not None


def looks_like_text(data: bytes) -> bool:
    """Whether *data* decodes and holds no control characters that text never has."""
    decoded = decode(data)
    return decoded is not None and _CONTROL.search(decoded.text) is None


def decode(data: bytes) -> Decoded | None:
    """Return *data* as text: by its byte order mark, else UTF-8, else GB18030, else None.

    One character in a hundred may be damaged (a file cut in the middle of a character).
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _tolerant(data, encoding)
    return _tolerant(data, "utf-8") or _plausible(_tolerant(data, "gb18030"))


def _tolerant(data: bytes, encoding: str) -> Decoded | None:
    text = data.decode(encoding, errors="replace")
    damaged = text.count(_REPLACEMENT)
    foreign = sum(character > "\x7f" for character in text)
    if damaged > foreign * _TOLERATED_DAMAGE:
        return None
    return Decoded(text, encoding, damaged)


def _plausible(decoded: Decoded | None) -> Decoded | None:
    """Return *decoded* unless it is another encoding's bytes that happen to be valid GB18030."""
    if decoded is None:
        return None
    unexpected = len(_EXPECTED.sub("", decoded.text))
    return decoded if unexpected <= len(decoded.text) * (1 - _EXPECTED_SHARE) else None


def _blocks(text: str) -> Iterator[Block]:
    paragraph = 0
    for line in _LINE.finditer(text):
        if not is_blank(line.group()):
            paragraph += 1
            yield Block(line.group(), line.start(), paragraph)


def _warnings(decoded: Decoded) -> Iterator[str]:
    if decoded.damaged:
        encoding = decoded.encoding.upper()
        yield f"按 {encoding} 读取时有 {decoded.damaged} 个字无法识别，可能影响个别句子的判断"
