"""The processes, the progress and the wish to stop: the parts that a whole batch hides."""

from __future__ import annotations

import multiprocessing
import signal

import pytest

from scorer.cli import progress as progress_module
from scorer.cli.interruption import interruptible
from scorer.cli.progress import Progress, duration
from scorer.fleet import pool
from scorer.fleet.finding import Found
from scorer.fleet.state import State
from scorer.fleet.values import Row, Status, Task
from scorer.model.errors import BatchError
from tests.fleet.conftest import summary, tree


@pytest.mark.usefixtures("here")
class TestProcesses:
    """However processes are made, they give the same."""

    def test_spawned_processes_give_the_same(self, batch, run, monkeypatch):
        """Where processes cannot be forked they make themselves ready, with the same results."""
        batch()
        monkeypatch.setattr(pool, "_context", lambda: multiprocessing.get_context("spawn"))
        status, _, _ = run("batch", "报告", "-o", "另", "-r", "规则.yaml", "-j", "1")
        assert status == 0
        assert tree("另") == tree("结果")

    def test_a_rule_file_edited_meanwhile_changes_nothing(self, batch, monkeypatch):
        """Processes take the rules that were loaded at the start, never the file."""
        monkeypatch.setattr(
            "scorer.fleet.worker.pipeline.load_rules", lambda *_: pytest.fail("read again")
        )
        with monkeypatch.context() as patch:
            patch.setattr("scorer.cli.batch_run._loaded", _loaded_once)
            assert batch()[0] == 0
        assert len(summary()["reports"]) == 3

    def test_a_worker_of_another_version_is_refused(self, batch, monkeypatch):
        """A worker whose program differs stops the batch: its results would not be comparable."""
        monkeypatch.setattr("scorer.fleet.worker.program_key", lambda: "另一版")
        status, _, err = batch()
        assert status == 2
        assert "批量停止：工作进程里的 scorer 与发起批量的不是同一版本。" in err


class TestPortions:
    """How many reports a process is given at a time."""

    def portions(self, count: int, tasks: int, mean: float) -> list[int]:
        """The sizes of what is given, one portion after the other."""
        processes = pool.Pool(None, None, count, 1.0)
        processes._mean = mean
        waiting = (Task(str(number), "") for number in range(tasks))
        given = list(iter(lambda: processes._portion(waiting), ()))
        assert [task.name for each in given for task in each] == [str(n) for n in range(tasks)]
        return [len(each) for each in given]

    def test_a_stretch_of_work_and_less_towards_the_end(self):
        """A fifth of a second's worth; then shares of what is left, so that all end together."""
        sizes = self.portions(2, 200, 0.01)
        assert sizes[:8] == [20] * 6 + [20, 15]
        assert sizes == sorted(sizes, reverse=True)
        assert sizes[-4:] == [1, 1, 1, 1]

    def test_slow_reports_go_one_by_one(self):
        """So do the first ones, of which nobody knows how long they take."""
        assert self.portions(2, 9, 3.0) == [1] * 9
        assert self.portions(2, 9, 0.0) == [1] * 9

    def test_what_is_read_ahead_is_bounded(self):
        """Many processes do not make the parent keep all tasks in memory."""
        processes = pool.Pool(None, None, 1000, 1.0)
        waiting = iter([Task(str(number), "") for number in range(pool._MOST_AHEAD + 10)])
        processes._portion(waiting)
        assert len(list(waiting)) == 10


def _loaded_once(name):
    from scorer.pipeline import Rules, _compiled  # noqa: PLC0415  (as loaded before the patch)
    from scorer.ruleset.shipped import find_rules  # noqa: PLC0415

    path, chosen = find_rules(name)
    return Rules(_compiled(path, path, (0, 0)), chosen)


class TestProgress:
    """One line on a terminal, few elsewhere."""

    def counted(self, *statuses: Status) -> Progress:
        told = Progress(10)
        for status in statuses:
            told.count(Row("甲.txt", status))
        return told

    def test_rate_and_remaining_time(self):
        """Rate and time are those of what was assessed; what did not change costs nothing."""
        told = self.counted(Status.DONE, Status.DONE, Status.FAILED, Status.UNCHANGED)
        line = "已评 4/10 份　失败 1 份　未变 1 份　每秒 1.5 份　还需 4 秒"
        assert told.line(2.0) == line

    def test_a_suspect_is_not_done(self):
        """A report that is tried again is counted once."""
        assert self.counted(Status.SUSPECT).line(2.0) == "已评 0/10 份"

    @pytest.mark.parametrize(
        ("seconds", "words"),
        [(0.4, "0 秒"), (59.9, "59 秒"), (60, "1 分 0 秒"), (3600 * 2 + 300, "2 小时 5 分")],
    )
    def test_time_in_words(self, seconds, words):
        """Seconds, minutes and hours as one says them."""
        assert duration(seconds) == words

    def test_on_a_terminal_one_line_that_changes(self, capsys, monkeypatch):
        """On a terminal the line is written over itself, and ends when all is done."""
        monkeypatch.setattr(progress_module.sys.stderr, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(progress_module, "_ON_TERMINAL", 0.0)
        told = self.counted(Status.DONE, Status.DONE)
        told.close()
        err = capsys.readouterr().err
        assert err.count("\r") == 3
        assert err.count("\n") == 1
        assert err.endswith("\n")

    def test_elsewhere_plain_lines(self, capsys, monkeypatch):
        """Where nobody watches there are whole lines, and no returns."""
        monkeypatch.setattr(progress_module, "_ELSEWHERE", 0.0)
        self.counted(Status.DONE).close()
        err = capsys.readouterr().err
        assert err.startswith("已评 1/10 份")
        assert err.endswith("\n")
        assert "\r" not in err


class TestStopping:
    """Ctrl-C once and twice."""

    def test_once_and_twice(self, capsys):
        """The first is noted and said, the second raises; afterwards all is as before."""
        before = signal.getsignal(signal.SIGINT)
        with interruptible() as stop:
            assert not stop()
            signal.raise_signal(signal.SIGINT)
            assert stop()
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is before
        assert capsys.readouterr().err == (
            "\n正在停止：等手头的报告评完，再按一次 Ctrl-C 立即停止。\n"
        )


class TestState:
    """What is known of a batch survives, and damage is told."""

    def test_a_page_at_a_time(self, tmp_path, monkeypatch):
        """Tasks come by name, all of them, though rows change while they are read."""
        monkeypatch.setattr("scorer.fleet.state._PAGE", 2)
        with State(tmp_path) as state:
            state.begin("key", keep=False)
            for name in "edcba":
                state.expect(Found(name, f"/{name}"))
            seen = []
            for task in state.tasks(Status.WAITING):
                seen.append((task.name, task.path, task.known))
                state.record(Row(task.name, Status.DONE, "ab", result="{}"))
            assert seen == [(name, f"/{name}", "") for name in "abcde"]
            assert (state.count(Status.WAITING), state.count(Status.DONE)) == (0, 5)

    def test_what_is_known_holds_under_the_same_key_only(self, tmp_path):
        """A result counts as known if rules, program and options are those of then."""
        for key, keep, known in (
            ("a", True, ""),
            ("a", True, "ab"),
            ("b", True, ""),
            ("a", False, ""),
        ):
            with State(tmp_path) as state:
                state.begin(key, keep=keep)
                state.expect(Found("甲.txt", "/甲.txt"))
                assert [task.known for task in state.tasks(Status.WAITING)] == [known], (key, keep)
                state.record(Row("甲.txt", Status.DONE, "ab", result="{}"))

    def test_what_is_kept_though_not_looked_at_again(self, tmp_path):
        """Stopped while it resumes, a batch has still all results that it had."""
        for key, keep, kept in (("a", True, 0), ("a", True, 2), ("b", True, 0), ("b", False, 0)):
            with State(tmp_path) as state:
                state.begin(key, keep=keep)
                for name in ("甲.txt", "乙.txt", "丙.txt"):
                    state.expect(Found(name, f"/{name}"))
                assert state.kept() == kept, (key, keep)
                state.record(Row("甲.txt", Status.FAILED))
                for name in ("乙.txt", "丙.txt"):
                    state.record(Row(name, Status.DONE, "ab", result="{}"))
                assert state.kept() == 0

    def test_a_damaged_state(self, tmp_path):
        """A file that is no state is told with what to do."""
        (tmp_path / ".scorer").mkdir()
        (tmp_path / ".scorer/state.sqlite").write_bytes(b"no database" * 100)
        with pytest.raises(BatchError, match="上次的记录已损坏。请删去"):
            State(tmp_path)
