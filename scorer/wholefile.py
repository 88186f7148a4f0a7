"""Files that appear whole or not at all, and in plain words why one could not be written."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

_PERMISSION = "没有写入权限，或者文件是只读的"
_REASONS: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        errno.EACCES: (_PERMISSION, "请换一个文件夹，或者去掉文件的只读属性"),
        errno.EPERM: (_PERMISSION, "请换一个文件夹，或者去掉文件的只读属性"),
        errno.EROFS: ("磁盘是只读的", "请换一个文件夹"),
        errno.ENOSPC: ("磁盘已满", "请腾出空间后再试"),
        errno.EDQUOT: ("磁盘配额已满", "请腾出空间后再试"),
        errno.ENOENT: ("不能在这里建立文件或文件夹", "请换一个文件夹"),
        errno.ENOTDIR: ("路径中有一段是文件，不是文件夹", "请检查路径"),
        errno.EEXIST: ("路径中有一段是文件，不是文件夹", "请检查路径"),
        errno.EISDIR: ("这是文件夹", "请写文件名"),
        errno.ENAMETOOLONG: ("文件名过长", "请换一个短一些的文件名"),
        errno.ENXIO: ("这是没有读取方的管道", "请先启动读取的程序，或者换一个文件名"),
    }
)


def reason_and_remedy(error: OSError) -> tuple[str, str]:
    """Return why a file could not be written, and what to do."""
    unknown = (error.strerror or str(error), "请检查文件夹和磁盘，文件是否正被打开")
    return _REASONS.get(error.errno or 0, unknown)


def write_whole(data: bytes, target: Path, place: Path | None = None) -> None:
    """Write *data* to *target*, whole or not at all, by way of the folder *place* (see `whole`).

    Raises OSError where that cannot be done; then nothing is left behind.
    """
    with whole(target, place) as partial:
        partial.write_bytes(data)


@contextmanager
def whole(target: Path, place: Path | None = None) -> Iterator[Path]:
    """Give a file to write, which takes the place of *target* when all went well.

    It stands in the folder *place*, on the same disk, or else beside *target*. A target that exists
    keeps its permissions.

    Raises OSError where that cannot be done; whatever goes wrong, nothing is left behind.
    """
    stands = _mode(target)
    if stands is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    partial = _new_in(place or target.parent, target)
    try:
        yield partial
        if stands is not None:
            partial.chmod(stands)
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int | None:
    """Return the permissions of *target*, None where there is no such file yet."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return None


def _new_in(place: Path, target: Path) -> Path:
    """Return an empty file for *target*, made with the permissions of any new file."""
    while True:
        partial = place / f".{target.stem[:40]}-{secrets.token_hex(4)}"
        with suppress(FileExistsError):
            os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            return partial
