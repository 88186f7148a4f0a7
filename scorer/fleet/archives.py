"""Archives of reports (zip, tar): their members one by one, within bounds.

Nothing is written where a member's name says; a member that is too large, encrypted or damaged is a
`Refused`, and an archive that breaks off gives what stands before the break.
"""

from __future__ import annotations

import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scorer.reading.limits import DEFAULT_LIMITS

ZIPS = (".zip",)
TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
UNOPENED = (".rar", ".7z")
MOST_MEMBERS = 100_000
MOST_BYTES = 8 * 1024**3
_MOST_BYTES = DEFAULT_LIMITS.file_bytes
_MEGABYTE = 1024 * 1024
Wanted = Callable[[str], bool]
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError,
    EOFError, OSError, NotImplementedError, ValueError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive, taken out; `name` as the archive has it, in readable characters."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A member (or, without `name`, what follows in the archive) that was not taken out."""

    name: str
    reason: str


def kind_of(name: str) -> str:
    """Return "zip", "tar" or "unopened" (rar, 7z) for an archive's name, "" for another file."""
    lower = name.lower()
    kinds = (("zip", ZIPS), ("tar", TARS), ("unopened", UNOPENED))
    return next((kind for kind, suffixes in kinds if lower.endswith(suffixes)), "")


def members(path: Path, wanted: Wanted) -> Iterator[Member | Refused]:
    """Yield the members of the archive at *path* that are *wanted*, in the archive's order."""
    walk = _zip_members if kind_of(path.name) == "zip" else _tar_members
    taken = 0
    try:
        for number, member in enumerate(walk(path, wanted)):
            if number >= MOST_MEMBERS:
                yield Refused("", f"压缩包里超过 {MOST_MEMBERS} 个文件，其余没有读")
                return
            taken += len(member.data) if isinstance(member, Member) else 0
            if taken > MOST_BYTES:
                yield Refused("", f"压缩包解开后超过 {MOST_BYTES // 1024**3} GB，其余没有读")
                return
            yield member
    except PermissionError:
        yield Refused("", "没有读取权限")
    except _BROKEN:
        yield Refused("", "压缩包已损坏，或者不完整")


def _zip_members(path: Path, wanted: Wanted) -> Iterator[Member | Refused]:
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            name = _readable(entry)
            if entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16) or not wanted(name):
                continue
            if entry.flag_bits & 1:
                yield Refused(name, "有密码")
            elif entry.file_size > _MOST_BYTES:
                yield _too_large(name)
            else:
                yield _zip_member(archive, entry, name)


def _zip_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Member | Refused:
    try:
        with archive.open(entry) as file:
            data = file.read(_MOST_BYTES + 1)
    except _BROKEN:
        return Refused(name, "在压缩包里已损坏")
    return Member(name, data) if len(data) <= _MOST_BYTES else _too_large(name)


def _tar_members(path: Path, wanted: Wanted) -> Iterator[Member | Refused]:
    with tarfile.open(path, "r:*", encoding="utf-8", errors="surrogateescape") as archive:
        for entry in archive:
            archive.members.clear()  # type: ignore[attr-defined]  # else all entries are kept
            name = _from_bytes(entry.name.encode("utf-8", "surrogateescape"))
            if not entry.isreg() or not wanted(name):
                continue
            if entry.size > _MOST_BYTES:
                yield _too_large(name)
                continue
            file = archive.extractfile(entry)
            data = file.read() if file is not None else b""
            if len(data) != entry.size:
                raise EOFError
            yield Member(name, data)


def _readable(entry: zipfile.ZipInfo) -> str:
    """Return the entry's name; Chinese Windows writes GBK where the standard has code page 437."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return _from_bytes(entry.filename.encode("cp437"))
    except UnicodeEncodeError:
        return entry.filename


def _from_bytes(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("gb18030", errors="replace")


def _too_large(name: str) -> Refused:
    return Refused(name, f"解开后超过 {_MOST_BYTES // _MEGABYTE} MB")
