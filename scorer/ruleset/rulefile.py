"""A rule file's bytes, or in Chinese why they cannot be had."""

from __future__ import annotations

import errno
from pathlib import Path

from scorer.model.errors import Mark, Problem, RulesetError

_REASONS = {
    errno.EACCES: "没有权限",
    errno.ENOENT: "文件不存在",
    errno.EISDIR: "这是文件夹",
    errno.EIO: "磁盘出错",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "只能读，不能写",
    errno.ENAMETOOLONG: "文件名太长",
}


def read_file(path: Path) -> bytes:
    """Return the bytes of a rule file; raises RulesetError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"规则文件读不出来（{why_unread(error)}）"
        raise RulesetError([Problem(Mark(str(path), 1, 1), "R001", message)]) from error


def why_unread(error: OSError) -> str:
    """Return in Chinese why a file could not be read."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
