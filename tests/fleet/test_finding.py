"""What is found in folders and archives, what is skipped, and under which names."""

from __future__ import annotations

import io
import os
import tarfile
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.fleet import archives
from scorer.fleet.finding import Found, LeftOut, NotRead, find
from scorer.fleet.names import LONGEST_PART, member_name, output_path, report_name, told_apart
from scorer.fleet.state import State
from tests.fleet.conftest import summary

BYTES = "清河镇2024年度法治政府建设情况报告".encode()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder of reports, the working folder above it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "报告").mkdir()
    return tmp_path / "报告"


def put(folder: Path, *names: str) -> None:
    """Files with a little text in *folder*."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(BYTES)


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    """A zip with *members*."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def found(*paths: Path) -> dict[str, list[str]]:
    """Names of reports, of what cannot be read, and of what is skipped."""
    base = paths[0].parent
    kinds = {Found: "reports", NotRead: "failed", LeftOut: "skipped"}
    told: dict[str, list[str]] = {"reports": [], "failed": [], "skipped": []}
    for each in find(paths, base / "结果", base / "结果/.scorer/unpacked"):
        told[kinds[type(each)]].append(each.name)
    return told


class TestFolders:
    """Folders with everything below them."""

    def test_reports_below_and_what_is_skipped(self, folder):
        """Reports at any depth; a program's own and other files are skipped by name."""
        put(folder, "b/c/甲.txt", "b/乙.docx", "a.md")
        put(folder, ".DS_Store", "~$乙.docx", "Thumbs.db", "._甲.txt", "图.jpg", ".git/x.txt")
        told = found(folder)
        assert told["reports"] == ["a.md", "b/乙.docx", "b/c/甲.txt"]
        assert told["skipped"] == [".DS_Store", "._甲.txt", "Thumbs.db", "~$乙.docx", "图.jpg"]

    def test_a_file_named_is_read_whatever_it_is(self, folder):
        """What the user names is never skipped: the reader says what is wrong with it."""
        put(folder, "图.jpg")
        assert found(folder / "图.jpg")["reports"] == ["图.jpg"]

    def test_the_same_file_twice(self, folder):
        """A file that is named beside its folder is one report."""
        put(folder, "甲.txt", "乙.txt")
        assert found(folder / "甲.txt", folder)["reports"] == ["乙.txt", "甲.txt"]

    def test_equal_names_in_different_folders(self, folder):
        """Names go back to the folder that all inputs share."""
        put(folder, "东/甲.txt", "西/甲.txt")
        paths = (folder / "西", folder / "东/甲.txt")
        assert found(*paths)["reports"] == ["东/甲.txt", "西/甲.txt"]
        assert found(*reversed(paths)) == found(*paths)

    def test_results_of_other_batches(self, folder):
        """A folder with results of a batch is not entered."""
        put(folder, "甲.txt", "旧结果/.scorer/state.sqlite", "旧结果/乙.txt")
        assert found(folder)["reports"] == ["甲.txt"]

    @pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root enters any folder")
    def test_a_closed_folder(self, folder):
        """A folder that cannot be entered is a failure, not silence."""
        put(folder, "关/甲.txt", "乙.txt")
        (folder / "关").chmod(0)
        told = found(folder)
        (folder / "关").chmod(0o700)
        assert (told["reports"], told["failed"]) == (["乙.txt"], ["关"])

    def test_a_closed_folder_as_told_by_the_system(self, folder, monkeypatch):
        """The same for whoever may enter every folder: the system's error is enough."""
        put(folder, "乙.txt")

        def walk(path, onerror):
            onerror(PermissionError(13, "Permission denied", str(path / "关")))
            yield str(path), [], ["乙.txt"]

        monkeypatch.setattr("scorer.fleet.finding.os.walk", walk)
        told = list(find([folder], folder / "x", folder / "y"))
        assert NotRead("关", "folder", "没有读取权限，里面的报告没有读") in told
        assert len(told) == 2


class TestArchives:
    """Archives are read like folders, within bounds."""

    def test_zip_and_tar(self, folder):
        """A zip and a tar.gz give their reports under the archive's name."""
        zipped(folder / "一.zip", {"镇/甲.txt": BYTES, "图.jpg": b"x", "__MACOSX/._甲.txt": b"x"})
        with tarfile.open(folder / "二.tar.gz", "w:gz") as archive:
            for name in ("乙.txt", "d/丙.md"):
                entry = tarfile.TarInfo(name)
                entry.size = len(BYTES)
                archive.addfile(entry, io.BytesIO(BYTES))
        told = found(folder)
        assert told["reports"] == ["一.zip/镇/甲.txt", "二.tar.gz/乙.txt", "二.tar.gz/d/丙.md"]
        assert told["skipped"] == ["一.zip/图.jpg", "一.zip/__MACOSX/._甲.txt"]

    def test_names_in_gbk(self, folder):
        """Chinese Windows writes names in GBK; they come out as written."""
        path = folder / "一.zip"
        raw = "清河镇/报告.txt".encode("gbk")
        zipped(path, {"x" * len(raw): BYTES})
        path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
        assert found(folder)["reports"] == ["一.zip/清河镇/报告.txt"]

    @pytest.mark.parametrize(
        "name", ["../甲.txt", "a/../../甲.txt", "/etc/甲.txt", "C:\\甲.txt", "..\\甲.txt"]
    )
    def test_no_way_out(self, folder, name):
        """A member whose name leads out of the archive is refused, and nothing is written there."""
        zipped(folder / "一.zip", {name: BYTES, "乙.txt": BYTES})
        told = found(folder)
        assert told["reports"] == ["一.zip/乙.txt"]
        assert told["failed"] == ["一.zip/甲.txt"]
        assert list(folder.parent.rglob("甲.txt")) == []

    def test_too_large(self, folder, monkeypatch):
        """A member that grows beyond the limit is refused whatever its entry says."""
        monkeypatch.setattr(archives, "_MOST_BYTES", 100)
        zipped(folder / "一.zip", {"大.txt": b"x" * 101, "小.txt": b"x" * 100})
        told = list(find([folder], folder / "r", folder.parent / "u"))
        assert [each.name for each in told] == ["一.zip/大.txt", "一.zip/小.txt"]
        assert isinstance(told[0], NotRead)
        assert isinstance(told[1], Found)

    @pytest.mark.parametrize(("limit", "value"), [("MOST_MEMBERS", 2), ("MOST_BYTES", 200)])
    def test_too_much(self, folder, monkeypatch, limit, value):
        """An archive with too many or too large members is read up to the limit, and said."""
        monkeypatch.setattr(archives, limit, value)
        zipped(folder / "一.zip", {f"{number}.txt": b"x" * 100 for number in range(5)})
        told = found(folder)
        assert told["reports"] == ["一.zip/0.txt", "一.zip/1.txt"]
        assert told["failed"] == ["一.zip"]

    def test_damaged(self, folder):
        """An archive that breaks off gives what stands before the break, and is a failure."""
        (folder / "坏.zip").write_bytes(b"PK\x03\x04 broken")
        data = io.BytesIO()
        with tarfile.open(fileobj=data, mode="w") as archive:
            for name in ("1.txt", "2.txt"):
                entry = tarfile.TarInfo(name)
                entry.size = 2000
                archive.addfile(entry, io.BytesIO(b"x" * 2000))
        (folder / "断.tar").write_bytes(data.getvalue()[:4000])
        told = found(folder)
        assert told["reports"] == ["断.tar/1.txt"]
        assert told["failed"] == ["坏.zip", "断.tar"]

    def test_archives_in_archives_and_rar(self, folder):
        """What is not opened is a failure with what to do, never silence."""
        zipped(folder / "一.zip", {"里.zip": b"PK", "二.rar": b"Rar!"})
        put(folder, "三.7z")
        told = list(find([folder], folder / "r", folder.parent / "u"))
        assert told == [
            NotRead(
                "一.zip/里.zip",
                "archive",
                "压缩包里的压缩包不再打开。请先解压，再指定解开的文件夹",
            ),
            NotRead(
                "一.zip/二.rar",
                "archive",
                "压缩包里的压缩包不再打开。请先解压，再指定解开的文件夹",
            ),
            NotRead("三.7z", "archive", "这种压缩包不能直接读。请先解压，再指定解开的文件夹"),
        ]

    @pytest.mark.usefixtures("here")
    def test_from_end_to_end(self, run):
        """Reports of an archive are assessed like files; what was unpacked is cleared away."""
        zipped(Path("补交.zip"), {"镇/丁.txt": Path("报告/甲.txt").read_bytes(), "空.txt": b""})
        status, _, err = run("batch", "补交.zip", "-o", "结果", "-r", "规则.yaml")
        assert status == 2
        assert "错误：补交.zip/空.txt：文件是空的（0 字节）。" in err
        assert [each["name"] for each in summary()["reports"]] == ["补交.zip/镇/丁.txt"]
        assert Path("结果/补交.zip/镇/丁.txt.json").is_file()
        assert not Path("结果/.scorer/unpacked").exists()


class TestNames:
    """Names are readable, usable on every file system, and never two the same."""

    @given(st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=4))
    def test_outputs_stay_inside(self, parts):
        """Whatever a member is called, its output lies in the folder and can be written."""
        name = member_name("一.zip", "/".join(parts))
        if name is None:
            return
        path = output_path(Path("/结果"), name, "json")
        assert Path("/结果/一.zip") in path.parents
        assert ".." not in path.parts
        assert all(len(part.encode()) <= LONGEST_PART + 5 for part in path.parts)
        assert not set('<>:"\\|?*\0\n') & set(str(path))

    def test_long_names_stay_apart(self):
        """Two long names that begin alike are cut to different ones."""
        names = {report_name(Path(f"/a/{'长' * 70}{end}.txt"), Path("/a")) for end in "甲乙"}
        assert len(names) == 2
        assert all(name.endswith(".txt") for name in names)

    def test_names_that_differ_in_case_only(self, tmp_path):
        """Reports that some file systems take for one get names of their own."""
        composed = unicodedata.normalize("NFC", "é.txt")
        with State(tmp_path) as state:
            state.begin("key", keep=False)
            names = [
                state.expect(Found(name, name))
                for name in ("A.txt", "a.txt", composed, unicodedata.normalize("NFD", composed))
            ]
        assert names == [
            "A.txt",
            "a~2.txt",
            composed,
            told_apart(names[3], 2).replace("~2~2", "~2"),
        ]
