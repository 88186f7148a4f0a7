"""Ways to break a file: by bytes, by the members of a zip, by the tags of XML, by its words."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from random import Random

from lxml import etree

Mutation = Callable[[bytes, Random], bytes]
_TAG = re.compile(rb"<[^<>]{1,400}>")
_ATTRIBUTE = re.compile(rb'="([^"<>]{0,200})"')
_NUMBER = re.compile(rb"\d{1,9}")
_VALUES = (b"", b"0", b"-1", b"1e9", b"999999999", b"9" * 400, b"%1%2%9", b"&#1;", b"&x;", b"\xff")
_MARKS = "，。、；：？！…—“”‘’（）《》【】〔〕％%.,;:()<>&\"' \t\r\n\u3000\u200b\ufeff\u00a0"
_PIECES = (
    *(
        "一、",
        "（一）",
        "1.",
        "①",
        "一是",
        "二是",
        "2024年",
        "2025年1月20日",
        "210份",
        "百分之九十",
    ),
    *("法治政府建设", "年度报告", "镇人民政府", "法律顾问", "合同", "存在的问题", "下一步", "尚未"),
    *(
        "审核",
        "宣传",
        "未成年人",
        "行政复议",
        "0",
        "０",
        "万",
        "㈠",
        "𠮷",
        "é",
        "\ud7ff",
        "\U000e0001",
    ),
)


def flip(data: bytes, chance: Random) -> bytes:
    """Return *data* with a few bytes changed."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 60)) if changed else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(data: bytes, chance: Random) -> bytes:
    """Return the beginning of *data*, or *data* without a stretch of it."""
    start, end = _stretch(data, chance)
    return data[:start] if chance.random() < 0.4 else data[:start] + data[end:]


def double(data: bytes, chance: Random) -> bytes:
    """Return *data* with a stretch repeated, sometimes very often."""
    start, end = _stretch(data, chance)
    times = chance.choice((2, 2, 3, 50)) if end - start < 20_000 else 2
    return data[:start] + data[start:end] * times + data[end:]


def insert(data: bytes, chance: Random) -> bytes:
    """Return *data* with random bytes put in."""
    start, _ = _stretch(data, chance)
    return data[:start] + chance.randbytes(chance.choice((1, 4, 400))) + data[start:]


def renumber(data: bytes, chance: Random) -> bytes:
    """Return *data* with a number replaced by one that nobody expects."""
    return _replaced(data, list(_NUMBER.finditer(data)), 0, chance)


def drop_tag(data: bytes, chance: Random) -> bytes:
    """Return *data* without one tag."""
    tag = _one(_TAG, data, chance)
    return data if tag is None else data[: tag.start()] + data[tag.end() :]


def repeat_tag(data: bytes, chance: Random) -> bytes:
    """Return *data* with one tag many times: elements inside one another, or left open."""
    tag = _one(_TAG, data, chance)
    times = chance.choice((2, 5, 100, 3000))
    return data if tag is None else data[: tag.end()] + tag.group() * times + data[tag.end() :]


def swap_tags(data: bytes, chance: Random) -> bytes:
    """Return *data* with one tag in another's place."""
    one, other = _one(_TAG, data, chance), _one(_TAG, data, chance)
    if one is None or other is None:
        return data
    return data[: one.start()] + other.group() + data[one.end() :]


def change_attribute(data: bytes, chance: Random) -> bytes:
    """Return *data* with an attribute's value replaced."""
    return _replaced(data, list(_ATTRIBUTE.finditer(data)), 1, chance)


def declare(data: bytes, chance: Random) -> bytes:
    """Return *data* with a document type that defines an entity, and a use of it."""
    start, _ = _stretch(data, chance)
    return b'<!DOCTYPE d [<!ENTITY x "xx">]>' + data[:start] + b"&x;" + data[start:]


def regrow(data: bytes, chance: Random) -> bytes:
    """Return the XML *data*, still well formed, with branches cut, copied, moved or reworded."""
    root = etree.fromstring(data)
    for _ in range(chance.choice((1, 3, 10))):
        nodes = list(root.iter())
        one, other = chance.choice(nodes), chance.choice(nodes)
        kind = chance.randrange(5)
        if kind == 0 and one.getparent() is not None:
            one.getparent().remove(one)
        elif kind == 1:
            other.append(copy.deepcopy(one))
        elif kind == 2 and one not in {other, *other.iterancestors()}:
            other.insert(0, one)
        elif kind == 3:
            one.text = _allowed(random_text(chance, 5))
        elif one.attrib:
            one.attrib[chance.choice(list(one.attrib))] = chance.choice(_VALUES[:7]).decode()
    written: bytes = etree.tostring(root)
    return written[:1_000_000]


def reword(data: bytes, chance: Random) -> bytes:
    """Return *data* with Chinese words and odd signs put in, as UTF-8."""
    start, _ = _stretch(data, chance)
    return data[:start] + random_text(chance, chance.randrange(1, 60)).encode() + data[start:]


def recode(data: bytes, chance: Random) -> bytes:
    """Return the text of *data* in another encoding."""
    encoding = chance.choice(("gb18030", "utf-16", "utf-16-le", "utf-32", "big5", "latin-1"))
    return data.decode("utf-8", "ignore").encode(encoding, "ignore")


def random_text(chance: Random, pieces: int) -> str:
    """Return a text of that many words, signs and characters from anywhere in Unicode."""
    made = []
    for _ in range(pieces):
        kind = chance.random()
        if kind < 0.6:
            made.append(chance.choice(_PIECES))
        elif kind < 0.9:
            made.append(chance.choice(_MARKS))
        else:
            made.append(
                chr(chance.choice((chance.randrange(0xD800), chance.randrange(0x4E00, 0x9FFF))))
            )
    return "".join(made)


BYTES: Sequence[Mutation] = (flip, cut, double, insert, renumber)
TAGS: Sequence[Mutation] = (
    *(drop_tag, repeat_tag, swap_tags, change_attribute, declare, reword, double, cut),
)
WORDS: Sequence[Mutation] = (flip, cut, double, insert, reword, recode, renumber)


def zipped(data: bytes, chance: Random) -> bytes:
    """Return the zip *data* with one member broken, dropped, renamed or put in another's place."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([each for each in members if each.endswith((".xml", ".rels"))])
    kind = chance.random()
    if kind < 0.08:
        del members[name]
    elif kind < 0.16:
        members[name + chance.choice(("x", "/", "\\", ".."))] = members.pop(name)
    elif kind < 0.24:
        members[name] = members[chance.choice(list(members))]
    else:
        for _ in range(chance.choice((1, 1, 2, 5))):
            members[name] = _broken(members[name], kind, chance)
    return packed(members)


def _broken(data: bytes, kind: float, chance: Random) -> bytes:
    if kind > 0.9:
        return chance.choice(BYTES)(data, chance)
    if kind > 0.5:
        return chance.choice(TAGS)(data, chance)
    try:
        return regrow(data, chance)
    except etree.XMLSyntaxError:  # broken by the mutation before
        return data


MUTATIONS: dict[str, Sequence[Mutation]] = {
    ".docx": (zipped, zipped, zipped, zipped, flip, cut, double, insert),
    ".html": (*TAGS, *BYTES),
    ".pdf": (*BYTES, renumber, renumber),
    ".txt": WORDS,
}


def packed(members: Mapping[str, bytes | str]) -> bytes:
    """Return *members* by their names as a zip that is the same whenever it is made."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _allowed(text: str) -> str:
    """Return *text* without what XML does not allow."""
    return "".join(sign for sign in text if sign.isprintable() and sign < "\ufffe")


def _stretch(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 10, 300, 5000)))


def _one(pattern: re.Pattern[bytes], data: bytes, chance: Random) -> re.Match[bytes] | None:
    return pattern.search(data, chance.randrange(len(data) + 1)) or pattern.search(data)


def _replaced(data: bytes, places: Sequence[re.Match[bytes]], group: int, chance: Random) -> bytes:
    if not places:
        return data
    place = chance.choice(places)
    return data[: place.start(group)] + chance.choice(_VALUES) + data[place.end(group) :]
