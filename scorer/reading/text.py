"""Plain text → Source: find the encoding, one block for each line with words in it.

A byte order mark decides; then UTF-8 and GB18030, which Chinese text hardly fits by chance; what
fits neither is given to charset-normalizer (UTF-16 without a mark, Big5), and a warning says so.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from scorer.model.document import Block, Source
from scorer.model.errors import ReportError
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
_CHINESE = re.compile("[\u3400-\u9fff]")
_REPLACEMENT = "\ufffd"
_FOREIGN = re.compile("[^\x00-\x7f]")
_TOLERATED_DAMAGE = 0.01
_EXPECTED = re.compile(
    "[\t\n\r\f\v\x20-\x7e\u00b7\u2000-\u22ff\u2460-\u24ff\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
)
_EXPECTED_SHARE = 0.9
_ENCODING_REMEDY = "请用记事本或 WPS 打开，确认文字正常后另存为 UTF-8 编码的 txt，或者另存为 docx。"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that gave it; `damaged` counts characters that could not be read.

    `guessed` marks an encoding that nothing but the look of the text speaks for.
    """

    text: str
    encoding: str
    damaged: int = 0
    guessed: bool = False


def read_text(raw: RawFile) -> Source:
    """Return the plain text *raw* as a source; offsets count characters of the decoded text."""
    decoded = decoded_text(raw)
    blocks = tuple(_blocks(decoded.text))
    if not blocks:
        raise no_words(raw)
    return Source(raw.name, raw.sha256, "txt", decoded.text, blocks, warnings=warnings_of(decoded))


def decoded_text(raw: RawFile) -> Decoded:
    """Return the text of *raw*; ReportError where no encoding fits."""
    raw.demand_text_fits()
    decoded = decode(raw.data)
    if decoded is None or "\0" in decoded.text:
        raise raw.error("无法识别文字编码，可能不是文本文件", _ENCODING_REMEDY)
    return decoded


def no_words(raw: RawFile) -> ReportError:
    """Return the error for a text that is all spaces."""
    return raw.error("文件中没有文字，只有空白", "请确认文件已保存并且内容完整。")


def lines_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the lines of *text* that have words in them."""
    return (line for line in _LINE.finditer(text) if not is_blank(line.group()))


def is_blank(text: str) -> bool:
    """Whether *text* shows nothing on paper: spaces, zero-width characters, byte order marks."""
    return _INVISIBLE.fullmatch(text) is not None


def looks_like_text(data: bytes) -> bool:
    """Whether *data* decodes and holds no control characters that text never has."""
    decoded = decode(data)
    return decoded is not None and _CONTROL.search(decoded.text) is None


def chinese_in(data: bytes) -> int:
    """Return how many Chinese characters there are in *data*, which looks like text."""
    decoded = decode(data)
    return 0 if decoded is None else len(_CHINESE.findall(decoded.text))


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """Return *data* as text: by its byte order mark, else UTF-8, else GB18030, else a guess.

    *declared* is the encoding that the file itself names; it is asked before guessing, since pages
    that name one encoding and are written in another are common. One character in a hundred may
    be damaged (a file cut in the middle of a character). None if nothing fits.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _tolerant(data, encoding)
    found = None
    if b"\0" not in data:
        found = _tolerant(data, "utf-8") or _plausible(_tolerant(data, "gb18030"))
    if found is None and declared is not None and _is_known(declared):
        found = _plausible(_tolerant(data, declared))
    return found or _plausible(_guessed(data))


def _is_known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding)._is_text_encoding  # noqa: SLF001  (there is no other way)
    except LookupError:
        return False


def _guessed(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415  (most texts do not need it)

    best = from_bytes(data).best()
    return None if best is None else Decoded(str(best), best.encoding, guessed=True)


def _tolerant(data: bytes, encoding: str) -> Decoded | None:
    text = data.decode(encoding, errors="replace")
    damaged = text.count(_REPLACEMENT)
    if damaged and damaged > len(_FOREIGN.findall(text)) * _TOLERATED_DAMAGE:
        return None
    return Decoded(text, encoding, damaged)


def _plausible(decoded: Decoded | None) -> Decoded | None:
    """Return *decoded* unless it is another encoding's bytes that happen to be valid GB18030."""
    if decoded is None:
        return None
    unexpected = len(_EXPECTED.sub("", decoded.text))
    return decoded if unexpected <= len(decoded.text) * (1 - _EXPECTED_SHARE) else None


def _blocks(text: str) -> Iterator[Block]:
    for number, line in enumerate(lines_in(text), 1):
        yield Block(line.group(), line.start(), number)


def warnings_of(decoded: Decoded) -> tuple[str, ...]:
    """Return what a user should know about how *decoded* was read."""
    encoding = decoded.encoding.upper().replace("_", "-")
    found: list[str] = []
    if decoded.guessed:
        found.append(
            f"文件没有标明文字编码，按推断的 {encoding} 读取；如有乱码，"
            + _ENCODING_REMEDY.removesuffix("。")
        )
    if decoded.damaged:
        found.append(
            f"按 {encoding} 读取时有 {decoded.damaged} 个字无法识别，可能影响个别句子的判断"
        )
    return tuple(found)
