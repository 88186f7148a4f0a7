"""What is known of every report of a batch, kept on disk: the parent holds no list of results.

One SQLite file in the folder of results. It survives whatever ends the batch, `--resume` goes on
from it, and summary and tables are written from it.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import orjson

from scorer.fleet.finding import STATE_FOLDER, Found, NotRead
from scorer.fleet.names import told_apart
from scorer.fleet.values import Row, Status, Task
from scorer.model.errors import BatchError
from scorer.wholefile import reason_and_remedy

_FILE = "state.sqlite"
_PAGE = 256  # rows that are read at a time
_SCHEMA = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reports (
  name TEXT PRIMARY KEY, folded TEXT, path TEXT, run INTEGER, key TEXT DEFAULT '', status TEXT,
  sha256 TEXT DEFAULT '', tenths INTEGER, provisional INTEGER DEFAULT 0, result TEXT DEFAULT '',
  code TEXT DEFAULT '', message TEXT DEFAULT '') WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_folded ON reports (folded);
CREATE INDEX IF NOT EXISTS by_status ON reports (status, name);
CREATE TABLE IF NOT EXISTS left_out (name TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class State:
    """The state file of a folder of results, open for this process alone."""

    def __init__(self, folder: Path) -> None:
        """Open or make the state of *folder*; raises BatchError where that cannot be done."""
        self.folder = folder
        place = folder / STATE_FOLDER
        with self._told():
            place.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(place / _FILE, timeout=0.5)
            self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.execute("BEGIN IMMEDIATE")
            self._database.commit()
            self._database.executescript(_SCHEMA)
        self.run = int(self.about("run") or 0)
        self.key = self.about("key")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        with self._told():
            self._database.commit()
        self._database.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite and the file system complain of into what a user can mend."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise BatchError(str(self.folder), *_reason(str(error))) from error
        except OSError as error:
            raise BatchError(str(self.folder), *reason_and_remedy(error)) from error
        except sqlite3.DatabaseError as error:
            remedy = f"请删去 {self.folder / STATE_FOLDER} 后从头再做。"
            raise BatchError(str(self.folder), "上次的记录已损坏", remedy) from error

    def about(self, key: str) -> str:
        """Return what is noted of the batch as a whole under *key*, empty if nothing is."""
        found = self._database.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return str(found[0]) if found else ""

    def note(self, **values: str) -> None:
        """Note *values* of the batch as a whole, at once on disk."""
        with self._told():
            self._database.executemany("REPLACE INTO about VALUES (?, ?)", values.items())
            self._database.commit()

    def begin(self, key: str, *, keep: bool) -> None:
        """Begin a run under the settings *key*; without *keep*, no earlier result holds."""
        self.run += 1
        self.key = key
        self.note(run=str(self.run), key=key, complete="")
        with self._told():
            self._database.execute("DELETE FROM left_out")
            if not keep:
                self._database.execute("UPDATE reports SET sha256 = ''")
            self._database.commit()

    def commit(self) -> None:
        """Bring everything recorded so far to disk."""
        with self._told():
            self._database.commit()

    def expect(self, found: Found) -> str:
        """Add a report that is to be assessed; return its name, told apart from others alike."""
        with self._told():
            name = self._free_name(found)
            self._insert(name, found.path, Status.WAITING)
        return name

    def expect_failure(self, failed: NotRead) -> str:
        """Add what could not be read at all; return its name."""
        with self._told():
            name = self._free_name(Found(failed.name, ""))
            self._insert(name, "", Status.FAILED)
            self._database.execute(
                "UPDATE reports SET sha256 = '', result = '', tenths = NULL, code = ?, message = ?"
                " WHERE name = ?",
                (failed.code, failed.message, name),
            )
        return name

    def leave_out(self, name: str) -> None:
        """Note a file that is no report."""
        with self._told():
            self._database.execute("INSERT OR IGNORE INTO left_out VALUES (?)", (name,))

    def _free_name(self, found: Found) -> str:
        name, attempt = found.name, 1
        while self._taken(name):
            attempt += 1
            name = told_apart(found.name, attempt)
        return name

    def _taken(self, name: str) -> bool:
        query = "SELECT 1 FROM reports WHERE folded = ? AND run = ?"
        return self._database.execute(query, (_folded(name), self.run)).fetchone() is not None

    def _insert(self, name: str, path: str, status: Status) -> None:
        self._database.execute(
            "INSERT INTO reports (name, folded, path, run, status) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET path = excluded.path, run = excluded.run,"
            " status = excluded.status, code = '', message = ''",
            (name, _folded(name), path, self.run, status.value),
        )

    def tasks(self, *statuses: Status) -> Iterator[Task]:
        """Yield the reports of this run with one of *statuses*, by name; rows may change."""
        for status in statuses:
            last = ""
            while page := self._page(status, last):
                yield from (Task(name, path, known) for name, path, known in page)
                last = page[-1][0]

    def _page(self, status: Status, last: str) -> list[tuple[str, str, str]]:
        return self._database.execute(
            "SELECT name, path, CASE WHEN key = ? AND result != '' THEN sha256 ELSE '' END"
            " FROM reports WHERE status = ? AND run = ? AND name > ? ORDER BY name LIMIT ?",
            (self.key, status.value, self.run, last, _PAGE),
        ).fetchall()

    def record(self, row: Row) -> None:
        """Keep what became of a report; on disk at the next `commit`."""
        with self._told():
            if row.status is Status.UNCHANGED:
                self._database.execute(
                    "UPDATE reports SET status = ? WHERE name = ?", (Status.DONE.value, row.name)
                )
                return
            self._database.execute(
                "UPDATE reports SET status = ?, key = ?, sha256 = ?, tenths = ?, provisional = ?,"
                " result = ?, code = ?, message = ? WHERE name = ?",
                (
                    row.status.value, self.key, row.sha256, row.tenths, int(row.provisional),
                    row.result, row.code, row.message, row.name,
                ),
            )  # fmt: skip

    def count(self, *statuses: Status) -> int:
        """Return how many reports of this run have one of *statuses*."""
        marks = ", ".join("?" * len(statuses))
        query = f"SELECT count(*) FROM reports WHERE run = ? AND status IN ({marks})"
        values = (self.run, *(status.value for status in statuses))
        return int(self._database.execute(query, values).fetchone()[0])

    def kept(self) -> int:
        """Return how many waiting reports have a result, which holds unless they have changed."""
        query = (
            "SELECT count(*) FROM reports WHERE run = ? AND status = ? AND key = ?"
            " AND result != '' AND sha256 != ''"
        )
        values = (self.run, Status.WAITING.value, self.key)
        return int(self._database.execute(query, values).fetchone()[0])

    def results(self) -> Iterator[tuple[str, dict[str, object]]]:
        """Yield name and result of every report that was assessed, by name."""
        for name, result in self.rows(
            "SELECT name, result FROM reports WHERE run = ? AND status = 'done' ORDER BY name",
            self.run,
        ):
            yield str(name), orjson.loads(str(result))

    def failures(self) -> Iterator[tuple[str, str, str]]:
        """Yield name, code and message of everything that went wrong, by name."""
        for name, code, message in self.rows(
            "SELECT name, code, message FROM reports WHERE run = ? AND code != '' ORDER BY name",
            self.run,
        ):
            yield str(name), str(code), str(message)

    def doubts(self) -> Iterator[tuple[str, str]]:
        """Yield name and warning of every report that was assessed with a warning, by name."""
        for name, result in self.rows(
            "SELECT name, result FROM reports WHERE run = ? AND status = 'done'"
            " AND json_array_length(result, '$.warnings') > 0 ORDER BY name",
            self.run,
        ):
            yield from ((str(name), warning) for warning in json.loads(str(result))["warnings"])

    def provisional(self) -> int:
        """Return how many totals are provisional, since a part of the report was not read."""
        query = "SELECT count(*) FROM reports WHERE run = ? AND status = 'done' AND provisional"
        return int(self._database.execute(query, (self.run,)).fetchone()[0])

    def left_out(self) -> Iterator[str]:
        """Yield the names of the files that are no reports."""
        return (str(name) for (name,) in self.rows("SELECT name FROM left_out ORDER BY name"))

    def below(self, tenths: int) -> int:
        """Return how many reports have a total, final or provisional, below *tenths* tenths."""
        query = "SELECT count(*) FROM reports WHERE run = ? AND status = 'done' AND tenths < ?"
        return int(self._database.execute(query, (self.run, tenths)).fetchone()[0])

    def stale(self) -> Iterator[str]:
        """Yield the names that an earlier run had and this one has not."""
        query = "SELECT name FROM reports WHERE run != ? ORDER BY name"
        return (str(name) for (name,) in self.rows(query, self.run))

    def forget_stale(self) -> None:
        """Drop what only earlier runs had."""
        with self._told():
            self._database.execute("DELETE FROM reports WHERE run != ?", (self.run,))

    def rows(self, query: str, *values: object) -> Iterator[tuple[object, ...]]:
        """Yield the answer to *query*, a page at a time; the database must not change meanwhile."""
        cursor = self._database.execute(query, values)
        while page := cursor.fetchmany(_PAGE):
            yield from page

    def begin_trial(self) -> None:
        """Make room for results under other rules, beside those of the batch, until the end."""
        with self._told():
            self._database.execute("DROP TABLE IF EXISTS temp.trial")
            self._database.execute(
                "CREATE TEMP TABLE trial (name TEXT PRIMARY KEY, tenths INTEGER,"
                " provisional INTEGER, result TEXT) WITHOUT ROWID"
            )

    def record_trial(self, row: Row) -> None:
        """Keep the result of a report under other rules."""
        with self._told():
            self._database.execute(
                "REPLACE INTO trial VALUES (?, ?, ?, ?)",
                (row.name, row.tenths, int(row.provisional), row.result),
            )


def has_state(folder: Path) -> bool:
    """Return whether *folder* holds the results of a batch."""
    return (folder / STATE_FOLDER / _FILE).is_file()


def _folded(name: str) -> str:
    """Return *name* as file systems see it that know neither case nor composed characters."""
    return unicodedata.normalize("NFC", name).casefold()  # noqa: TID251  (no text of a report)


def _reason(message: str) -> tuple[str, str]:
    if "locked" in message:
        return "另一个 scorer batch 正在写这个文件夹", "请等它做完，或者换一个 -o。"
    if "full" in message:
        return "磁盘已满", "已完成的都保留着；请腾出空间后加 --resume 接着做。"
    if "readonly" in message or "unable to open" in message:
        return "没有写入权限", "请换一个文件夹，或者检查权限。"
    return f"记录写不进去（{message}）", "请检查磁盘；可加 --resume 接着做。"
