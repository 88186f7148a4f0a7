"""Plain text: every encoding gives the same text, and offsets count its characters."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.model.document import Role, Source
from scorer.model.errors import ReportError
from scorer.reading import read, read_bytes
from scorer.reading.text import decode

REPORT = "柳湾乡2023年度法治政府建设情况报告\n\n一、主要工作\n　　全年审核合同12份。\n"


def quoted(source: Source) -> list[str]:
    return [source.text[b.start : b.start + len(b.text)] for b in source.blocks]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(REPORT.encode(), id="utf-8"),
        pytest.param(REPORT.encode("utf-8-sig"), id="utf-8 with byte order mark"),
        pytest.param(REPORT.encode("gb18030"), id="gb18030"),
        pytest.param(REPORT.encode("utf-16"), id="utf-16, native order"),
        pytest.param(b"\xfe\xff" + REPORT.encode("utf-16-be"), id="utf-16, big endian"),
        pytest.param(REPORT.encode("utf-32"), id="utf-32 is not taken for utf-16"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "报告 1.txt"
    path.write_bytes(data)
    source = read(path)
    assert source.text == REPORT
    assert (source.name, source.format, source.warnings) == ("报告 1.txt", "txt", ())
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.unread == ()
    assert source.pages is None


def test_blocks_are_the_lines_with_words_in_them() -> None:
    source = read_bytes(REPORT.encode(), "a.txt")
    assert [b.text for b in source.blocks] == [
        "柳湾乡2023年度法治政府建设情况报告",
        "一、主要工作",
        "　　全年审核合同12份。",
    ]
    assert [b.paragraph for b in source.blocks] == [1, 2, 3]
    assert {b.role for b in source.blocks} == {Role.PARAGRAPH}
    assert quoted(source) == [b.text for b in source.blocks]


def test_windows_line_ends_stay_in_the_text_and_out_of_the_blocks() -> None:
    source = read_bytes("甲\r\n\r\n乙\r丙".encode(), "a.md")
    assert source.text == "甲\r\n\r\n乙\r丙"
    assert [b.text for b in source.blocks] == ["甲", "乙", "丙"]
    assert quoted(source) == ["甲", "乙", "丙"]
    assert source.format == "md"


def test_zero_width_characters_alone_are_no_paragraph() -> None:
    source = read_bytes("甲\n\u200b\u3000\ufeff\n乙".encode(), "a.txt")
    assert [b.paragraph for b in source.blocks] == [1, 2]


def test_form_feeds_separate_lines() -> None:
    assert len(read_bytes("第一页\f第二页".encode(), "a.txt").blocks) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_cut_inside_a_character_is_read_with_a_warning(encoding: str) -> None:
    data = ("法治政府建设" * 50).encode(encoding)[:-1]
    source = read_bytes(data, "a.txt")
    assert source.text.startswith("法治政府建设" * 49)
    assert source.warnings == (
        f"按 {encoding.upper()} 读取时有 1 个字无法识别，可能影响个别句子的判断",
    )


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(bytes(range(128, 256)) * 4, id="no encoding fits"),
        pytest.param(bytes(range(1, 256)) * 4, id="everything at once"),
        pytest.param("Å Ø Æ ß ñ é ü".encode("cp1252") * 9, id="western"),
    ],
)
def test_an_unknown_encoding_is_refused(data: bytes) -> None:
    with pytest.raises(ReportError) as caught:
        read_bytes(data, "a.txt")
    assert str(caught.value) == (
        "a.txt：无法识别文字编码，可能不是文本文件。"
        "请用记事本或 WPS 打开，确认文字正常后另存为 UTF-8 编码的 txt，或者另存为 docx。"
    )


GUESSED = (
    "文件没有标明文字编码，按推断的 {} 读取；如有乱码，"
    "请用记事本或 WPS 打开，确认文字正常后另存为 UTF-8 编码的 txt，或者另存为 docx"
)


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (REPORT, "utf-16-le", "UTF-16-LE"),
        (REPORT, "utf-16-be", "UTF-16-BE"),
        ("全年审核合同12份，开展普法宣传活动36场次。", "utf-16-le", "UTF-16-LE"),
        ("各級政府應當依法履行職責，不得超越法定權限。" * 9, "big5", "BIG5"),
    ],
)
def test_an_encoding_that_is_guessed_is_said(text: str, encoding: str, said: str) -> None:
    source = read_bytes(text.encode(encoding), "a.txt")
    assert (source.text, source.warnings) == (text, (GUESSED.format(said),))


def test_the_encoding_that_a_file_names_is_asked_before_guessing() -> None:
    text = "各級政府應當依法履行職責，不得超越法定權限。"
    found = decode(text.encode("big5"), "big5")
    assert found is not None
    assert (found.text, found.guessed) == (text, False)
    for wrong in ("gb2312", "no-such-thing", "base64"):
        named = decode(REPORT.encode(), wrong)
        assert named is not None
        assert named.text == REPORT


def test_traditional_characters_in_gb18030_are_read() -> None:
    text = "各級政府應當依法履行職責，不得超越法定權限。"
    assert read_bytes(text.encode("gb18030"), "a.txt").text == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff\ufffd"), min_size=1))
def test_offsets_hold_for_any_text(text: str) -> None:
    try:
        source = read_bytes(text.encode(), "a.txt")
    except ReportError:
        return
    assert source.text == text
    assert quoted(source) == [b.text for b in source.blocks]
    assert [b.paragraph for b in source.blocks] == list(range(1, len(source.blocks) + 1))


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is None or isinstance(decoded.text, str)
