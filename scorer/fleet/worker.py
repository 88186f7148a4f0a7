"""One report: read, assess, render, write. Never raises for a report, whatever is in it."""

from __future__ import annotations

import errno
import hashlib
import time
import traceback
from dataclasses import dataclass, replace
from pathlib import Path

from scorer import pipeline
from scorer.fleet.names import output_path
from scorer.fleet.program import program_key
from scorer.fleet.results import done
from scorer.fleet.saved import packed, text_path, unpacked
from scorer.fleet.unfinished import write_finished
from scorer.fleet.values import Row, Settings, Status, Task
from scorer.judging.match import CompiledRules
from scorer.model.document import Source
from scorer.model.errors import RenderError, ReportError, ScorerError
from scorer.model.result import Scorecard
from scorer.pipeline import Request, Rules
from scorer.reading import read, read_bytes
from scorer.rendering import render
from scorer.wholefile import reason_and_remedy

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


@dataclass(frozen=True, slots=True)
class Made:
    """What one report gave: its row, and its outputs by path (not yet written)."""

    row: Row
    outputs: tuple[tuple[Path, bytes], ...] = ()


class Assessor:
    """Assesses one report after the other under the same settings; made once in a process."""

    def __init__(self, settings: Settings, rules: Rules | None = None) -> None:
        """Make ready: *rules* if they are compiled already, else those of the settings."""
        self._settings = settings
        self._foreign = settings.program != program_key()
        if rules is None and settings.ruleset is not None:
            rules = Rules(CompiledRules(settings.ruleset, pipeline.language()), settings.chosen)
        self._rules = rules

    def work(self, task: Task) -> Row:
        """Return the row of *task* after its outputs stand in the folder of results."""
        if self._unchanged(task):
            return Row(task.name, Status.UNCHANGED, task.known)
        made = self.make(task)
        return written(made, Path(self._settings.folder))

    def make(self, task: Task, data: bytes | None = None) -> Made:
        """Return what the report gives; *data* is its file where it came from elsewhere."""
        if self._foreign:
            message = "工作进程里的 scorer 与发起批量的不是同一版本"
            return Made(Row(task.name, Status.HALTED, code="version", message=message))
        start = time.perf_counter()
        try:
            made = self._make(task, data, start)
        except ReportError as error:
            made = Made(_failed(task, "unreadable", f"{error.reason}。{error.remedy}"))
        except ScorerError as error:
            made = Made(_failed(task, "rules", str(error)))
        except MemoryError:
            made = Made(Row(task.name, Status.SUSPECT, code="memory", message="内存不足"))
        except Exception as error:
            message = f"程序出错（{type(error).__name__}: {error}），请把这份报告和日志发给开发者"
            row = replace(_failed(task, "internal", message), detail=traceback.format_exc())
            made = Made(row)
        return replace(made, row=replace(made.row, seconds=time.perf_counter() - start))

    def _make(self, task: Task, data: bytes | None, start: float) -> Made:
        settings = self._settings
        source = self._source(task, data)
        request = Request(settings.year, None, settings.assessed_at)
        card = pipeline.assess_source(source, self._rules, request)
        row = done(task.name, card, time.perf_counter() - start)
        if settings.from_text:
            return Made(row)
        folder = Path(settings.folder)
        outputs = [(text_path(folder, task.name), packed(source))]
        for format_name in settings.formats:
            try:
                rendered = _rendered(card, format_name)
            except RenderError as error:
                row = replace(row, code="not_rendered", message=str(error))
                continue
            outputs.append((output_path(folder, task.name, format_name), rendered))
        return Made(row, tuple(outputs))

    def _source(self, task: Task, data: bytes | None) -> Source:
        if self._settings.from_text:
            return _saved(Path(task.path))
        if data is not None:
            return read_bytes(data, task.file_name, self._settings.limits)
        return read(Path(task.path), task.file_name, self._settings.limits)

    def _unchanged(self, task: Task) -> bool:
        """Return whether the result at hand is that of the same content and is all there."""
        if not task.known:
            return False
        try:
            with Path(task.path).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != task.known:
                    return False
        except OSError:
            return False
        folder = Path(self._settings.folder)
        outputs = [output_path(folder, task.name, each) for each in self._settings.formats]
        return all(path.is_file() for path in (*outputs, text_path(folder, task.name)))


def _saved(path: Path) -> Source:
    try:
        return unpacked(path.read_bytes())
    except (OSError, ValueError) as error:
        remedy = "请加 --resume 再做一次批量。"
        raise ReportError(str(path), "上次保存的文本不见了或已损坏", remedy) from error


def _rendered(card: Scorecard, format_name: str) -> bytes:
    """Return *card* as *format_name*; whatever goes wrong in a format costs only this format."""
    try:
        return render(card, format_name)
    except (RenderError, MemoryError):
        raise
    except Exception as error:
        reason = f"程序出错（{type(error).__name__}: {error}）"
        raise RenderError(format_name, reason, "请把这份报告发给开发者。") from error


def _failed(task: Task, code: str, message: str) -> Row:
    return Row(task.name, Status.FAILED, code=code, message=message)


def written(made: Made, folder: Path) -> Row:
    """Write the outputs of *made* into the folder of results, each whole or not at all.

    Return its row, or why it failed.
    """
    for target, data in made.outputs:
        try:
            write_finished(data, target, folder)
        except OSError as error:
            reason, remedy = reason_and_remedy(error)
            status = Status.HALTED if error.errno in _NO_ROOM else Status.FAILED
            message = f"{target} 写不出来：{reason}。{remedy}"
            return Row(made.row.name, status, code="not_written", message=message)
    return made.row
