"""doc, wps, odt, rtf → Source: LibreOffice turns them into docx, which the docx reader reads.

Each conversion has a folder of its own for file and profile, so that two at once do not meet and
nothing is left behind. Macros are switched off and links to other files are not followed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from scorer.model.document import Source
from scorer.reading.rawfile import RawFile, checked
from scorer.reading.word import read_word

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "~/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>\n"
)
_SECURITY = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "2"),  # linked content: never
    ("Common/Misc", "FirstRun", "false"),
)
_NOT_OPENED = "LibreOffice 不能打开这个文件，文件可能已损坏或者有密码"
_OLE_AS_TEXT = ("\ucfd0\ue011", "ÐÏ")  # how an old Word file begins for who takes it for text
_SAVE_AS_DOCX = "请用 Word 或 WPS 打开，另存为 docx 后再试。"
HOW_TO_GET = (
    "安装 LibreOffice（Debian、Ubuntu、麒麟、统信：apt-get install libreoffice-writer-nogui；"
    "其他系统：www.libreoffice.org）"
)


@cache
def libreoffice() -> str | None:
    """Return the path of LibreOffice's program on this machine, None if there is none."""
    for name in _PROGRAMS:
        found = shutil.which(name)
        if found is not None:
            return found
    return next(_in_usual_places(), None)


def _in_usual_places() -> Iterator[str]:
    for place in _PLACES:
        pattern = Path(place).expanduser()
        if pattern.parent.parent.name.endswith("*"):
            top = pattern.parent.parent
            yield from map(str, sorted(top.parent.glob(f"{top.name}/program/{pattern.name}")))
        elif pattern.is_file():
            yield str(pattern)


def read_converted(raw: RawFile, form: str) -> Source:
    """Return the document *raw*, whose format is *form*: doc, odt, rtf or xml (Word's)."""
    suffix = f".{form}"
    if raw.suffix == ".wps" and form == "doc":
        form = "wps"
    program = libreoffice()
    if program is None:
        raise raw.error(
            f"读取 {form} 需要 LibreOffice，本机没有找到",
            f"请用 Word 或 WPS 打开，另存为 docx 后再试；或者{HOW_TO_GET}。",
        )
    try:
        with tempfile.TemporaryDirectory(prefix="scorer-", ignore_cleanup_errors=True) as folder:
            data = _docx(raw, program, Path(folder), suffix)
    except OSError as error:
        reason = f"LibreOffice 转换没有成功（{error.strerror or error}）"
        raise raw.error(
            reason, f"请检查 LibreOffice 和磁盘空间；如果不行，{_SAVE_AS_DOCX}"
        ) from error
    source = read_word(checked(replace(raw, data=data)))
    if source.text.lstrip().startswith(_OLE_AS_TEXT):  # damaged: LibreOffice has read the bytes
        raise raw.error(_NOT_OPENED, _SAVE_AS_DOCX)
    warnings = (*_cut_short(raw, form), *source.warnings)
    return replace(source, sha256=raw.sha256, format=form, warnings=warnings)


def _cut_short(raw: RawFile, form: str) -> Iterator[str]:
    """Yield what LibreOffice does not say: that an RTF file ends before its last bracket."""
    if form == "rtf" and not raw.data.rstrip(b"\0\r\n\t ").endswith(b"}"):
        yield "RTF 文件没有结尾，可能没有保存或者下载完整，后面的内容没有读到"


def _docx(raw: RawFile, program: str, folder: Path, suffix: str) -> bytes:
    """Return what *program* makes of *raw* in the empty *folder*."""
    report, profile, target = folder / f"report{suffix}", folder / "profile", folder / "docx"
    report.write_bytes(raw.data)
    _write_settings(profile)
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target), str(report)),
    ]
    if not _finishes(command, folder, raw.limits.seconds):
        raise raw.error(
            f"LibreOffice 转换超过 {raw.limits.seconds} 秒，已停止",
            _SAVE_AS_DOCX + raw.limits.more("seconds"),
        )
    made = target / "report.docx"
    if not made.is_file():
        raise raw.error(_NOT_OPENED, _SAVE_AS_DOCX)
    return made.read_bytes()


def _write_settings(profile: Path) -> None:
    items = "".join(
        _ITEM.format(path=path, name=name, value=value) for path, name, value in _SECURITY
    )
    (profile / "user").mkdir(parents=True)
    settings = _SETTINGS.format(items=items)
    (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")


def _finishes(command: list[str], folder: Path, seconds: float) -> bool:
    """Run *command* in *folder* and in a process group of its own; whether it ended in time."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment for the converter: its own folder for waste, no proxy, no display."""
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    return {**kept, **temporary, "SAL_USE_VCLPLUGIN": "svp"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End *process* with all that it started, whether it has ended or hangs."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False
            )
    else:
        with suppress(ProcessLookupError, PermissionError):  # macOS says this of ended ones
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
