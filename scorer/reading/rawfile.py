"""A file's bytes with its two names: the one that results carry and the one that errors show.

Whatever is no regular file of a bearable size is refused before it is opened; opening never waits
for a pipe's other end; a file that changes while it is read is refused, since half of it is old.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from scorer.model.errors import ReportError
from scorer.reading.limits import DEFAULT_LIMITS, MEGABYTE, Limits

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_ZIP, _ZIP_MEMBER = b"PK", b"PK\x01\x02"  # one such mark a member in a zip's directory
_LONGEST_CHARACTER = 4  # bytes, in UTF-8, GB18030 and UTF-16 alike
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_REASONS: dict[int, tuple[str, str]] = {
    errno.ENOENT: ("文件不存在", "请检查路径和文件名。"),
    errno.ENOTDIR: ("文件不存在", "请检查路径和文件名。"),
    errno.EISDIR: (
        "这是一个文件夹，不是报告文件",
        "请指定其中的一份报告；整个文件夹用 scorer batch。",
    ),
    errno.EACCES: ("没有读取权限", "请检查文件权限，或者换一个有权限的账户。"),
    errno.EPERM: ("没有读取权限", "请检查文件权限，或者换一个有权限的账户。"),
    errno.ENAMETOOLONG: ("文件名过长", "请换一个短一些的文件名。"),
    errno.ELOOP: ("符号链接循环，找不到文件", "请指定文件的真实路径。"),
}


Watch = Callable[[int, int], object]


def unwatched(_page: int, _pages: int) -> None:
    """Nobody waits to hear which page of how many is being recognised."""


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file not yet understood; `where` is the path as the user gave it.

    `watch` is called with a page's number and the number of pages before the page is recognised.
    """

    data: bytes
    name: str
    where: str
    limits: Limits = DEFAULT_LIMITS
    watch: Watch = unwatched

    @property
    def suffix(self) -> str:
        """The file name's suffix in lower case, with its dot; empty if there is none."""
        return Path(self.name).suffix.lower()

    @property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    def error(self, reason: str, remedy: str) -> ReportError:
        """Return the error that says why this file cannot be read and what to do."""
        return ReportError(self.where, reason, remedy)

    def demand_characters(self, count: int) -> None:
        """Raise ReportError if a text of *count* characters is longer than the limit."""
        if count > self.limits.characters:
            raise self.error(
                f"正文超过 {self.limits.said('characters')}字，不像是一份报告",
                f"请确认文件没有选错。{self.limits.more('characters', count)}",
            )

    def demand_text_fits(self) -> None:
        """Raise ReportError if the bytes, taken for plain text, are surely too many characters.

        It costs nothing, and so comes before the bytes are decoded.
        """
        self.demand_characters(len(self.data) // _LONGEST_CHARACTER)

    def demand_pages(self, count: int) -> None:
        """Raise ReportError if *count* pages are more than the limit."""
        if count > self.limits.pages:
            raise self.error(
                f"有 {count} 页，超过 {self.limits.said('pages')} 页，不像是一份报告",
                f"请确认文件没有选错。{self.limits.more('pages', count)}",
            )


def load(path: Path, name: str | None, limits: Limits = DEFAULT_LIMITS) -> RawFile:
    """Return the bytes of the regular file at *path*; anything else is a `ReportError`."""
    where = printable(str(path))
    try:
        data = _contents(path, where, limits)
    except OSError as error:
        raise _os_error(where, error) from error
    except ValueError as error:  # a NUL inside the path, half a surrogate pair
        raise ReportError(where, "文件名含有非法字符", "请检查路径和文件名。") from error
    return checked(RawFile(data, printable(name or path.name), where, limits))


def given(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> RawFile:
    """Return *data*, which came from elsewhere, as the file *name*; errors as in `load`."""
    return checked(RawFile(data, printable(name), printable(name), limits))


def checked(raw: RawFile) -> RawFile:
    """Return *raw* if it is neither empty nor too large nor a zip of too many members."""
    limits = raw.limits
    if not raw.data:
        raise raw.error("文件是空的（0 字节）", "请确认文件已保存并且下载完整。")
    if len(raw.data) > limits.file_bytes:
        raise ReportError(raw.where, *_too_large(limits, len(raw.data)))
    if raw.data.startswith(_ZIP) and raw.data.count(_ZIP_MEMBER) > limits.zip_members:
        raise raw.error(
            f"其中的文件超过 {limits.said('zip_members')}个，不像是一份报告，不予读取",
            f"请用 WPS 或 Word 打开，另存为 docx 后再试。{limits.more('zip_members')}",
        )
    return raw


def printable(name: str) -> str:
    """Return *name* with what would break a line, turn it round or not be encoded written out."""
    return _UNPRINTABLE.sub(lambda sign: ascii(sign.group())[1:-1], name)


def _contents(path: Path, where: str, limits: Limits) -> bytes:
    _demand_regular(path.stat(), where, limits)
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        before = os.fstat(file.fileno())
        _demand_regular(before, where, limits)
        data = file.read(before.st_size + 1)
        after = os.fstat(file.fileno())
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not same or len(data) != before.st_size:
        raise ReportError(where, "读取时文件正在变化", "请等文件保存、下载或同步完成以后再试。")
    return data


def _demand_regular(status: os.stat_result, where: str, limits: Limits) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise ReportError(where, *_REASONS[errno.EISDIR])
    if not stat.S_ISREG(status.st_mode):
        raise ReportError(
            where,
            "不是普通文件（可能是管道或设备）",
            "从管道读取时，请用 - 作为文件名，并用 --stdin-name 说明原来的文件名。",
        )
    if status.st_size > limits.file_bytes:
        raise ReportError(where, *_too_large(limits, status.st_size))


def _too_large(limits: Limits, size: int) -> tuple[str, str]:
    megabytes = limits.file_bytes // MEGABYTE
    return (
        f"文件超过 {megabytes} MB",
        "请压缩或删去其中的图片后再试，也可以另存为纯文本（.txt）。"
        + limits.more("file_bytes", size),
    )


def _os_error(where: str, error: OSError) -> ReportError:
    if error.errno == errno.ENOENT and (near := _near(Path(where))):
        return ReportError(where, "文件不存在", f"请检查路径和文件名；同一文件夹里有“{near}”。")
    unknown = (f"无法读取（{error.strerror or error}）", "请检查文件和磁盘。")
    return ReportError(where, *_REASONS.get(error.errno or 0, unknown))


def _near(path: Path) -> str:
    """Return the file beside *path* whose name is most like its own, "" where none is."""
    try:
        names = sorted(each.name for each in path.parent.iterdir() if each.is_file())
    except OSError:
        return ""
    return next(iter(get_close_matches(path.name, names, n=1)), "")
