"""Old Word, WPS, RTF and OpenDocument files: what is asked of LibreOffice, and what goes wrong.

A script stands in for LibreOffice here; `test_producers` asks the real one.
"""

import os
import sys
import time
from pathlib import Path

import pytest

from scorer.model.errors import ReportError
from scorer.reading import Limits, office, read, read_bytes
from tests.reading.wordfiles import of_lines

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + "WordDocument".encode("utf-16-le")
LINES = ("一、工作", "全年审核合同12份。")
SAVE = "请用 Word 或 WPS 打开，另存为 docx 后再试"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Put a program in LibreOffice's place: `body` is shell, $target and $profile are set."""

    def put(body: str) -> Path:
        program = tmp_path / "soffice"
        (tmp_path / "made.docx").write_bytes(of_lines(*LINES))
        program.write_text(
            "#!/bin/sh\n"
            f"echo \"$*\" >>'{tmp_path}/asked'\n"
            f"made='{tmp_path}/made.docx'\n"
            "profile=${1#-env:UserInstallation=file://}\n"
            'while [ "$1" != --outdir ]; do shift; done\ntarget=$2 report=$3\n'
            f"cp \"$report\" '{tmp_path}/given'\n"
            f"cp \"$profile/user/registrymodifications.xcu\" '{tmp_path}/settings'\n"
            f"{body}\n"
        )
        program.chmod(0o755)
        monkeypatch.setattr(office, "libreoffice", lambda: str(program))
        return tmp_path

    return put


CONVERTS = 'mkdir -p "$target" && cp "$made" "$target/report.docx"'


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (OLE, "报告.doc", "doc"),
        (OLE, "报告.wps", "wps"),
        (b"{\\rtf1 x}", "a.rtf", "rtf"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "a.xml", "xml"),
    ],
)
def test_a_converted_report_is_read_as_a_docx_under_its_own_name(stand_in, data, name, form):
    folder = stand_in(CONVERTS)
    source = read_bytes(data, name)
    assert (source.name, source.format, source.warnings) == (name, form, ())
    assert [block.text for block in source.blocks] == list(LINES)
    assert (folder / "given").read_bytes() == data
    assert source.sha256 == read_bytes(data, name).sha256 != ""


def test_a_wrong_suffix_is_said(stand_in):
    stand_in(CONVERTS)
    assert read_bytes(b"{\\rtf1 x}", "a.doc").warnings == (
        "文件扩展名是 .doc，内容却是 rtf，已按 rtf 读取",
    )


def test_an_rtf_without_its_end_is_said(stand_in):
    stand_in(CONVERTS)
    assert read_bytes(b"{\\rtf1 x}\r\n\0", "a.rtf").warnings == ()
    assert read_bytes(b"{\\rtf1 x", "a.rtf").warnings == (
        "RTF 文件没有结尾，可能没有保存或者下载完整，后面的内容没有读到",
    )


def test_each_conversion_has_a_profile_of_its_own_without_macros_and_links(stand_in):
    folder = stand_in(CONVERTS)
    for _ in range(2):
        read_bytes(OLE, "a.doc")
    profiles = [line.split()[0] for line in (folder / "asked").read_text().splitlines()]
    assert len(set(profiles)) == 2
    settings = (folder / "settings").read_text()
    for name, value in (("DisableMacrosExecution", "true"), ("BlockUntrustedRefererLinks", "true")):
        assert f'oor:name="{name}" oor:op="fuse"><value>{value}</value>' in settings


@pytest.mark.parametrize("body", [CONVERTS, "exit 3", 'echo x >"$profile/waste"'])
def test_nothing_is_left_behind(stand_in, body, tmp_path, monkeypatch):
    waste = tmp_path / "temporary"
    waste.mkdir()
    monkeypatch.setattr(office.tempfile, "tempdir", str(waste))
    stand_in(body)
    try:
        read_bytes(OLE, "a.doc")
    except ReportError as error:
        assert str(error) == (
            f"a.doc：LibreOffice 不能打开这个文件，文件可能已损坏或者有密码。{SAVE}。"
        )
        assert body != CONVERTS
    assert list(waste.iterdir()) == []


def test_a_conversion_that_hangs_is_ended_with_all_it_started(stand_in):
    folder = stand_in('sleep 60 & echo $! >"${made%/*}/child"; wait')
    start = time.monotonic()
    with pytest.raises(ReportError) as caught:
        read_bytes(OLE, "a.doc", Limits(seconds=1))
    assert time.monotonic() - start < 10
    assert str(caught.value) == (
        f"a.doc：LibreOffice 转换超过 1 秒，已停止。{SAVE}。"
        "确实需要读取时，可加 --limit 秒数=2 放宽上限。"
    )
    child = int((folder / "child").read_text())
    for _ in range(50):
        if not _runs(child):
            return
        time.sleep(0.1)
    raise AssertionError("a process was left behind")


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().split()[2] != "Z"


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    path = tmp_path / "报告.wps"
    path.write_bytes(OLE)
    with pytest.raises(ReportError) as caught:
        read(path)
    assert str(caught.value) == (
        f"{path}：读取 wps 需要 LibreOffice，本机没有找到。{SAVE}；或者安装 LibreOffice"
        "（Debian、Ubuntu、麒麟、统信：apt-get install libreoffice-writer-nogui；"
        "其他系统：www.libreoffice.org）。"
    )


def test_a_program_that_cannot_be_started(monkeypatch, tmp_path):
    monkeypatch.setattr(office, "libreoffice", lambda: str(tmp_path / "gone"))
    with pytest.raises(ReportError) as caught:
        read_bytes(OLE, "a.doc")
    assert str(caught.value) == (
        "a.doc：LibreOffice 转换没有成功（No such file or directory）。"
        f"请检查 LibreOffice 和磁盘空间；如果不行，{SAVE}。"
    )


def test_libreoffice_is_found_on_the_path_and_in_the_usual_places(monkeypatch, tmp_path):
    monkeypatch.setattr(office.shutil, "which", {"soffice": "/bin/soffice"}.get)
    assert office.libreoffice.__wrapped__() == "/bin/soffice"
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    monkeypatch.setattr(office, "_PLACES", (f"{tmp_path}/x/soffice", f"{tmp_path}/lo*/program/so"))
    assert office.libreoffice.__wrapped__() is None
    (tmp_path / "lo7" / "program").mkdir(parents=True)
    (tmp_path / "lo7" / "program" / "so").touch()
    assert office.libreoffice.__wrapped__() == f"{tmp_path}/lo7/program/so"


@pytest.mark.parametrize("beginning", ["\ucfd0\ue011\ub1a1\ue11aWordDocument", "ÐÏà¡±á"])
def test_a_damaged_file_whose_bytes_are_taken_for_text_is_refused(stand_in, beginning):
    folder = stand_in(CONVERTS)
    (folder / "made.docx").write_bytes(of_lines(beginning, *LINES))
    with pytest.raises(ReportError) as caught:
        read_bytes(OLE, "a.doc")
    assert str(caught.value) == (
        f"a.doc：LibreOffice 不能打开这个文件，文件可能已损坏或者有密码。{SAVE}。"
    )
