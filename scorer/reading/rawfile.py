"""A file's bytes with its two names: the one that results carry and the one that errors show."""

from __future__ import annotations

import errno
import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

from scorer.model.errors import ReportError

MAX_FILE_BYTES = 64 * 1024 * 1024

_REASONS: dict[int, tuple[str, str]] = {
    errno.ENOENT: ("文件不存在", "请检查路径和文件名。"),
    errno.ENOTDIR: ("文件不存在", "请检查路径和文件名。"),
    errno.EISDIR: ("这是一个文件夹，不是报告文件", "请指定其中的一份报告。"),
    errno.EACCES: ("没有读取权限", "请检查文件权限，或者换一个有权限的账户。"),
    errno.EPERM: ("没有读取权限", "请检查文件权限，或者换一个有权限的账户。"),
    errno.ENAMETOOLONG: ("文件名过长", "请换一个短一些的文件名。"),
    errno.ELOOP: ("符号链接循环，找不到文件", "请指定文件的真实路径。"),
}


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file not yet understood; `where` is the path as the user gave it."""

    data: bytes
    name: str
    where: str

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


def load(path: Path, name: str | None) -> RawFile:
    """Return the bytes of the regular file at *path*; anything else is a `ReportError`."""
    where = str(path)
    try:
        _demand_regular(path)
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise _os_error(where, error) from error
    except ValueError as error:  # a NUL inside the path
        raise ReportError(where, "文件名含有非法字符", "请检查路径和文件名。") from error
    return checked(RawFile(data, name or path.name, where))


def checked(raw: RawFile) -> RawFile:
    """Return *raw* if it is neither empty nor too large."""
    if not raw.data:
        raise raw.error("文件是空的（0 字节）", "请确认文件已保存并且下载完整。")
    if len(raw.data) > MAX_FILE_BYTES:
        raise raw.error(*_too_large())
    return raw


def _demand_regular(path: Path) -> None:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise ReportError(str(path), *_REASONS[errno.EISDIR])
    if not stat.S_ISREG(status.st_mode):
        raise ReportError(
            str(path),
            "不是普通文件（可能是管道或设备）",
            "从管道读取时，请用 - 作为文件名，并用 --stdin-name 说明原来的文件名。",
        )
    if status.st_size > MAX_FILE_BYTES:
        raise ReportError(str(path), *_too_large())


def _too_large() -> tuple[str, str]:
    limit = MAX_FILE_BYTES // (1024 * 1024)
    return f"文件超过 {limit} MB", "请压缩或删去其中的图片后再试，也可以另存为纯文本（.txt）。"


def _os_error(where: str, error: OSError) -> ReportError:
    unknown = (f"无法读取（{error.strerror or error}）", "请检查文件和磁盘。")
    return ReportError(where, *_REASONS.get(error.errno or 0, unknown))
