"""What a PDF needs from the machine: Pango, and a font that has Chinese characters."""

from __future__ import annotations

import ctypes
import io
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import redirect_stdout
from ctypes.util import find_library
from importlib import import_module
from types import ModuleType

from scorer.model.errors import RenderError

FORMAT = "PDF"
LANGUAGE = b":lang=zh-cn"
LIBRARIES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")
FONT_REMEDY = (
    "请安装一种中文字体：Debian/Ubuntu 运行 sudo apt-get install fonts-noto-cjk；"
    "Fedora 运行 sudo dnf install google-noto-sans-cjk-fonts google-noto-serif-cjk-fonts；"
    "macOS 运行 brew install --cask font-noto-serif-cjk font-noto-sans-cjk；"
    "Windows 在“设置—时间和语言—语言”中添加中文（自带宋体、黑体、仿宋）。"
    "其他格式（-o x.html、-o x.json）不需要字体"
)
PANGO_REMEDY = (
    "请安装 Pango：Debian/Ubuntu 运行 sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0；"
    "Fedora 运行 sudo dnf install pango；macOS 运行 brew install pango；"
    "Windows 安装 MSYS2 后运行 pacman -S mingw-w64-x86_64-pango，"
    "并把 C:\\msys64\\mingw64\\bin 加入 PATH。"
    "其他格式（-o x.html、-o x.json）不需要它"
)


class _FontSet(ctypes.Structure):
    """Fontconfig's FcFontSet."""

    _fields_ = (
        ("nfont", ctypes.c_int),
        ("sfont", ctypes.c_int),
        ("fonts", ctypes.POINTER(ctypes.c_void_p)),
    )


def load_weasyprint() -> ModuleType:
    """Return weasyprint, or say that Pango is missing; weasyprint's own notice is not printed."""
    try:
        with redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that there are no fonts is told in Chinese
            return import_module("weasyprint")
    except OSError as error:
        raise RenderError(FORMAT, f"缺少 Pango 程序库（{error}）", PANGO_REMEDY) from error


def require_chinese_font() -> tuple[str, ...]:
    """Return the families of `chinese_fonts`, or say that there are none."""
    families = chinese_fonts()
    if not families:
        raise RenderError(FORMAT, "本机没有中文字体，汉字会印成空框", FONT_REMEDY)
    return families


def chinese_fonts() -> tuple[str, ...]:
    """Return the names of the installed families with the characters of Simplified Chinese.

    Fontconfig itself is asked, as it chooses the fonts of the PDF; its command only where the
    library cannot be loaded.
    """
    library = _library()
    families = _listed_by_command() if library is None else _listed_by_library(library)
    return tuple(sorted(set(families)))


def _library() -> ctypes.CDLL | None:
    for name in (*LIBRARIES, find_library("fontconfig")):
        try:
            return ctypes.CDLL(name) if name else None
        except OSError:
            continue
    return None


def _listed_by_command() -> list[str]:
    command = shutil.which("fc-list")
    if command is None:
        return []
    answer = subprocess.run(
        [command, LANGUAGE.decode(), "family"], capture_output=True, check=False, timeout=60
    )
    lines = answer.stdout.decode("utf-8", errors="replace").splitlines()
    return [line.split(",")[0].strip() for line in lines if line.strip()]


def _listed_by_library(library: ctypes.CDLL) -> list[str]:
    """Ask the fontconfig *library* for all fonts that cover Simplified Chinese."""
    pointer = ctypes.c_void_p
    library.FcInitLoadConfigAndFonts.restype = pointer
    library.FcNameParse.restype = pointer
    library.FcObjectSetCreate.restype = pointer
    library.FcFontList.restype = ctypes.POINTER(_FontSet)

    config = pointer(library.FcInitLoadConfigAndFonts())
    pattern = pointer(library.FcNameParse(ctypes.c_char_p(LANGUAGE)))
    wanted = pointer(library.FcObjectSetCreate())
    library.FcObjectSetAdd(wanted, ctypes.c_char_p(b"family"))
    fonts = library.FcFontList(config, pattern, wanted)
    try:
        return list(_families(library, fonts.contents)) if fonts else []
    finally:
        if fonts:
            library.FcFontSetDestroy(fonts)
        library.FcObjectSetDestroy(wanted)
        library.FcPatternDestroy(pattern)
        library.FcConfigDestroy(config)


def _families(library: ctypes.CDLL, found: _FontSet) -> Iterator[str]:
    for index in range(found.nfont):
        family = ctypes.c_char_p()
        answer = library.FcPatternGetString(
            ctypes.c_void_p(found.fonts[index]), b"family", 0, ctypes.byref(family)
        )
        if answer == 0 and family.value:
            yield family.value.decode("utf-8", errors="replace")
