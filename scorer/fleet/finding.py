"""Files, folders and archives → the reports in them, each with its name in the batch."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath

from scorer.fleet.archives import Member, kind_of, members
from scorer.fleet.names import member_name, report_name, shared_folder
from scorer.model.errors import BatchError
from scorer.reading import SEARCHED
from scorer.wholefile import reason_and_remedy

STATE_FOLDER = ".scorer"
_PER_FOLDER = 1000
_WINDOWS_FILES = frozenset({"thumbs.db", "desktop.ini"})
_APPLE_FOLDER = "__MACOSX"
_PAGE_FOLDERS = ("_files", ".files")  # pieces of a page that a browser has saved
_UNPACK_FIRST = "请先解压，再指定解开的文件夹"


@dataclass(frozen=True, slots=True)
class Found:
    """A report to read: its name in the batch and the file that holds it."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class NotRead:
    """Something that may hold reports and cannot be read."""

    name: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is no report: of another type, hidden, or a program's own."""

    name: str


Finding = Found | NotRead | LeftOut


class _Sort(Enum):
    REPORT = "report"
    ARCHIVE = "archive"
    UNOPENED = "unopened"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class _Closed:
    path: Path
    reason: str


def find(paths: Sequence[Path], results: Path, unpacked: Path) -> Iterator[Finding]:
    """Yield what the absolute *paths* hold, in an order that does not depend on theirs.

    The folder *results* and other folders with results are not entered. What archives hold is
    unpacked into the folder *unpacked*, under names of our own.

    Raises BatchError where a path is missing or is the folder of results itself.
    """
    demand_inputs(paths, results)
    shared = shared_folder(paths)
    for path in _outermost(paths):
        for entry in _walk(path, results):
            if isinstance(entry, _Closed):
                name = report_name(entry.path, shared)
                yield NotRead(name, "folder", f"{entry.reason}，里面的报告没有读")
            else:
                name = report_name(entry, shared)
                yield from _look_at(entry, name, unpacked, named=entry == path)


def demand_inputs(paths: Sequence[Path], results: Path) -> None:
    """Raise BatchError where one of *paths* is missing or is the folder of results itself."""
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise BatchError("、".join(missing), "没有这个文件或文件夹", "请检查路径。")
    if results in paths:
        remedy = f"请换一个，如 -o {results.parent / (results.name + '-结果')}。"
        raise BatchError(str(results), "输出文件夹就是报告所在的文件夹", remedy)


def holds_results(paths: Sequence[Path], results: Path) -> bool:
    """Return whether the folder *results* lies inside one of *paths*, so that it is left out."""
    return any(path in results.parents for path in paths)


def _outermost(paths: Sequence[Path]) -> list[Path]:
    """Return *paths* sorted, without those inside another."""
    known = set(paths)
    return sorted(path for path in known if not known & set(path.parents))


def _walk(path: Path, results: Path) -> Iterator[Path | _Closed]:
    """Yield the files below *path* in order, and the folders that cannot be entered."""
    if not path.is_dir():
        yield path
        return
    closed: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=closed.append):
        here = Path(folder)
        folders[:] = sorted(each for each in folders if _to_enter(here / each, results))
        yield from (here / each for each in sorted(files))
    for error in closed:
        yield _Closed(Path(error.filename), reason_of_reading(error))


def reason_of_reading(error: OSError) -> str:
    """Return why a folder could not be read."""
    return "没有读取权限" if isinstance(error, PermissionError) else reason_and_remedy(error)[0]


def _to_enter(folder: Path, results: Path) -> bool:
    hidden = folder.name.startswith(".") or folder.name == _APPLE_FOLDER
    hidden = hidden or folder.name.endswith(_PAGE_FOLDERS)
    return not hidden and folder != results and not (folder / STATE_FOLDER).is_dir()


def _look_at(path: Path, name: str, unpacked: Path, *, named: bool) -> Iterator[Finding]:
    """Yield what the file at *path* is; one that the user *named* is read whatever its type."""
    match _sort_of(path.name):
        case _Sort.ARCHIVE:
            yield from _unpack(path, name, unpacked)
        case _Sort.UNOPENED:
            yield NotRead(name, "archive", f"这种压缩包不能直接读。{_UNPACK_FIRST}")
        case _Sort.OTHER if not named:
            yield LeftOut(name)
        case _Sort.REPORT | _Sort.OTHER:
            yield Found(name, str(path))


def _sort_of(file_name: str) -> _Sort:
    if file_name.startswith((".", "~$")) or file_name.lower() in _WINDOWS_FILES:
        return _Sort.OTHER
    kind = kind_of(file_name)
    if kind:
        return _Sort.UNOPENED if kind == "unopened" else _Sort.ARCHIVE
    known = PurePosixPath(file_name).suffix.lower() in SEARCHED
    return _Sort.REPORT if known else _Sort.OTHER


def _unpack(path: Path, name: str, unpacked: Path) -> Iterator[Finding]:
    """Take the reports out of the archive at *path*; yield them and what was not taken."""
    others: list[str] = []

    def wanted(inner: str) -> bool:
        if _APPLE_FOLDER in inner.split("/") or _sort_of(_base(inner)) is _Sort.OTHER:
            others.append(inner)
            return False
        return True

    folder = unpacked / str(len(list(unpacked.iterdir())) if unpacked.is_dir() else 0)
    for number, member in enumerate(members(path, wanted)):
        inside = member_name(name, member.name) if member.name else name
        if inside is None:
            shown = f"{name}/{_base(member.name)}"
            yield NotRead(shown, "archive", "在压缩包里的路径指向包外，没有读")
        elif not isinstance(member, Member):
            yield NotRead(inside, "archive", f"{member.reason}。{_UNPACK_FIRST}")
        elif _sort_of(_base(member.name)) is not _Sort.REPORT:
            yield NotRead(inside, "archive", f"压缩包里的压缩包不再打开。{_UNPACK_FIRST}")
        else:
            yield Found(inside, str(_placed(member, folder, number)))
    yield from (LeftOut(member_name(name, other) or name) for other in others)


def _placed(member: Member, folder: Path, number: int) -> Path:
    """Write *member* into *folder* under a number; its suffix stays, readers look at it."""
    suffix = PurePosixPath(_base(member.name)).suffix.lower()
    place = folder / str(number // _PER_FOLDER) / f"{number}{suffix}"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(member.data)
    return place


def _base(member: str) -> str:
    return member.replace("\\", "/").rstrip("/").rpartition("/")[2]
