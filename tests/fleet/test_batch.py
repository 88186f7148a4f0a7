"""scorer batch: one result a report, a summary, and nothing lost, whatever goes wrong."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import sys
import time
from pathlib import Path

import pytest

from scorer import pipeline, wholefile
from scorer.cli import batch_run
from scorer.fleet import unfinished, worker
from scorer.fleet.state import State
from scorer.model.errors import RenderError
from tests.fleet.conftest import report, summary, tree

pytestmark = pytest.mark.usefixtures("here")
forks = pytest.mark.skipif(sys.platform != "linux", reason="patches reach forked processes only")

DONE = re.compile("评完 3 份，用时 [0-9]+ 秒\n结果：结果/summary.json；每份报告的在 结果/\n")


class TestResults:
    """What a batch writes and says."""

    def test_one_json_a_report_and_a_summary(self, batch):
        """Outputs keep the path of their report, and the same name twice stays apart."""
        status, out, err = batch()
        assert status == 0
        assert DONE.fullmatch(out)
        assert err == "规则集：tiny 1（按文件指定）\n共 3 份报告，2 个进程\n"
        assert sorted(tree()) == [
            "summary.json",
            "东片/甲.txt.json",
            "乙.txt.json",
            "甲.txt.json",
        ]

    def test_the_json_is_that_of_assess(self, batch, run):
        """A report's JSON is byte for byte what `assess` gives."""
        batch()
        run("assess", "报告/东片/甲.txt", "-r", "规则.yaml", "-o", "一份.json")
        assert Path("一份.json").read_bytes() == tree()["东片/甲.txt.json"]

    def test_the_summary_follows_the_contract(self, batch):
        """Name, unit, year, score, band and groups of every report, by name."""
        batch()
        told = summary()
        assert told["schema"] == "1.0"
        assert [(each["name"], each["unit"], each["score"]) for each in told["reports"]] == [
            ("东片/甲.txt", "石桥镇", 100.0),
            ("乙.txt", "柳湾乡", 80.0),
            ("甲.txt", "清河镇", 100.0),
        ]
        first = told["reports"][0]
        assert (first["year"], first["band"], first["file"]) == (2024, "合格", "东片/甲.txt.json")
        assert first["groups"] == [{"id": "group", "name": "一组", "points": 100, "score": 100.0}]
        assert [rules["id"] for rules in told["rules"]] == ["tiny"]
        assert (told["failures"], told["skipped"]) == ([], [])

    def test_what_may_be_no_report_is_told(self, batch):
        """A file of a few words is assessed and pointed out, on the terminal and in the summary."""
        Path("报告/短.txt").write_text("你好", encoding="utf-8")
        status, _, err = batch()
        assert status == 0
        doubt = "全文只有 2 个字（标点不计），可能不是报告正文；请确认文件没有选错"
        assert err.endswith(f"共 4 份报告，2 个进程\n注意：短.txt：{doubt}\n")
        told = {each["name"]: each["warnings"] for each in summary()["reports"]}
        assert told == {"东片/甲.txt": [], "乙.txt": [], "甲.txt": [], "短.txt": [doubt]}

    def test_one_or_many_processes_any_order(self, run):
        """The number of processes and the order of paths change no byte."""
        one = ("报告/甲.txt", "报告/乙.txt", "报告/东片")
        run("batch", *one, "-o", "一", "-r", "规则.yaml", "-j", "1")
        run("batch", *reversed(one), "-o", "多", "-r", "规则.yaml", "-j", "3")
        assert tree("一") == tree("多")
        assert len(tree("一")) == 4

    def test_more_formats(self, batch):
        """-f adds a format for every report."""
        assert batch("-f", "html")[0] == 0
        assert b"<html" in tree()["乙.txt.html"]
        assert len(tree()) == 7

    def test_without_rules_the_year_chooses(self, run):
        """Each report is assessed by the shipped set for its year."""
        Path("报告/乙.txt").write_text(report("柳湾乡").replace("2024", "2018"), encoding="utf-8")
        status, _, err = run("batch", "报告", "-o", "结果", "-j", "1")
        assert status == 0
        assert err.startswith("规则集：按各报告的年度选用随附的规则集\n")
        assert [each["rules"] for each in summary()["reports"]] == [
            "township-2021",
            "township-2016",
            "township-2021",
        ]

    def test_a_pdf_that_cannot_be_made_costs_no_other_format(self, batch, monkeypatch):
        """Without fonts the PDF is left out, once said; the rest is there, exit status 2."""

        def none():
            raise RenderError("PDF", "本机没有中文字体", "请安装")

        monkeypatch.setattr(batch_run, "require_chinese_font", none)
        status, out, err = batch("-f", "pdf")
        assert status == 2
        assert DONE.fullmatch(out)
        assert err.count("没有中文字体") == 1
        assert len(tree()) == 4

    def test_the_log_has_a_line_a_report(self, batch):
        """Time, name, seconds, result or failure, as JSON lines."""
        Path("报告/空.txt").touch()
        batch("--log", "日志.jsonl")
        lines = [json.loads(line) for line in Path("日志.jsonl").read_text("utf-8").splitlines()]
        by_name = {line["name"]: line for line in lines}
        assert len(lines) == len(by_name) == 4
        assert by_name["乙.txt"]["score"] == 80.0
        assert by_name["空.txt"]["code"] == "unreadable"
        assert all(line["time"] and line["seconds"] >= 0 for line in lines)


class TestExitStatus:
    """0 all done; 1 below the gate; 2 some could not be read; 2 beats 1."""

    def test_below_the_gate(self, batch):
        """--fail-under looks at every report."""
        status, _, err = batch("--fail-under", "80.1")
        assert status == 1
        assert err.endswith("1 份低于 80.1 分\n")
        assert batch("--fail-under", "80")[0] == 0

    def test_one_that_fails(self, batch):
        """A bad report is listed with its reason, the others are delivered."""
        Path("报告/空.txt").touch()
        status, out, err = batch("--fail-under", "90")
        assert status == 2
        message = "文件是空的（0 字节）。请确认文件已保存并且下载完整。"
        assert f"错误：空.txt：{message}\n" in err
        assert out.startswith("评完 3 份，1 份有问题，")
        assert summary()["failures"] == [
            {"name": "空.txt", "code": "unreadable", "message": message}
        ]
        assert len(tree()) == 4

    @forks
    def test_a_bug_costs_one_report(self, batch, monkeypatch):
        """What the program did not foresee is a failure of this report, traceback in the log."""
        real = worker.read

        def broken(path, name, limits):
            if name == "乙.txt":
                raise ZeroDivisionError("坏了")
            return real(path, name, limits)

        monkeypatch.setattr(worker, "read", broken)
        status, _, err = batch("--log", "日志")
        assert status == 2
        assert "错误：乙.txt：程序出错（ZeroDivisionError: 坏了）" in err
        assert "Traceback" not in err
        assert "Traceback" in Path("日志").read_text("utf-8")

    @forks
    def test_an_output_that_fails_costs_one_report(self, batch):
        """A folder in the way of one output is told, the other outputs are written."""
        Path("结果/乙.txt.json").mkdir(parents=True)
        status, _, err = batch()
        assert status == 2
        assert "乙.txt：" in err
        assert "写不出来" in err
        assert len(summary()["reports"]) == 2


class TestUsage:
    """Slips are told in one sentence that says what to do."""

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("-o", "结果"), "缺少 PATH：要评的文件、文件夹或压缩包"),
            (("-", "-o", "结果"), "批量不能从标准输入读；请写文件、文件夹或压缩包"),
            (("报告",), "缺少 -o：结果放在哪个文件夹"),
            (("报告", "-o", "结果", "--shared-path"), "--shared-path 要和 --scheduler 一起用"),
            (
                ("报告", "-o", "结果", "-j", "0"),
                "-j / --jobs 的取值有误：“0”应是1 到 1024 之间的整数",
            ),
            (
                ("报告", "-o", "结果", "-f", "doc"),
                "没有格式“doc”，可用：pdf、html、md、json、xlsx、parquet",
            ),
        ],
    )
    def test_wrong_usage(self, run, arguments, message):
        """Wrong usage is exit status 2, with a message and nothing written."""
        status, out, err = run("batch", *arguments)
        assert (status, out) == (2, "")
        assert message in err
        assert not Path("结果").exists()

    def test_missing_paths(self, run):
        """All missing paths are told at once."""
        status, _, err = run("batch", "报告", "没有", "也没有.zip", "-o", "结果")
        assert status == 2
        assert "没有" in err
        assert err.endswith("也没有.zip：没有这个文件或文件夹。请检查路径。\n")
        assert not Path("结果").exists()

    def test_a_folder_without_reports(self, run):
        """A folder with nothing to read says what could be read; no folder is left behind."""
        Path("空").mkdir()
        Path("空/照片.jpg").touch()
        status, _, err = run("batch", "空", "-o", "结果")
        assert status == 2
        assert "跳过 1 个不是报告的文件：照片.jpg\n" in err
        assert "空：里面没有能读的报告。能读的文件：" in err
        assert not Path("结果").exists()

    def test_results_into_the_reports_themselves(self, batch, run):
        """The folder of reports is no place for results."""
        status, _, err = run("batch", "报告", "-o", "报告")
        assert status == 2
        assert "报告：输出文件夹就是报告所在的文件夹。请换一个，如 -o " in err

    def test_results_inside_the_reports(self, run):
        """Results below the reports are not read as reports, now or next time."""
        for _ in range(2):
            status, _, err = run("batch", ".", "-o", "结果", "-r", "规则.yaml", "-f", "html")
            assert status == 0
            assert "注意：输出文件夹 结果 在报告文件夹里，其中的文件不当作报告。\n" in err
        assert len(summary()["reports"]) == 3

    def test_a_folder_that_cannot_be_made(self, run):
        """A file in the way of the folder of results is told."""
        Path("占").touch()
        status, _, err = run("batch", "报告", "-o", "占/结果")
        assert status == 2
        assert "占/结果：路径中有一段是文件，不是文件夹。请检查路径\n" in err.replace("。\n", "\n")

    def test_a_bad_rule_file_is_told_before_anything(self, run):
        """Nothing is assessed by rules with errors."""
        Path("坏.yaml").write_text("规则集: 一\n", encoding="utf-8")
        status, _, err = run("batch", "报告", "-o", "结果", "-r", "坏.yaml")
        assert status == 2
        assert "坏.yaml:" in err
        assert not Path("结果").exists()

    def test_two_at_once(self, batch):
        """A folder that another batch is writing is refused."""
        batch()
        with State(Path("结果").resolve()):
            status, _, err = batch()
        assert status == 2
        assert "另一个 scorer batch 正在写这个文件夹。请等它做完，或者换一个 -o。" in err


class TestResume:
    """--resume goes on where it stopped, and re-reads only what changed."""

    def test_nothing_changed(self, batch):
        """What stands is kept, to the byte, and not assessed again."""
        batch()
        before = tree()
        status, out, _ = batch("--resume")
        assert status == 0
        assert out.startswith("评完 3 份（3 份未变，没有重评），")
        assert tree() == before

    def test_a_changed_report(self, batch, monkeypatch):
        """A report with other content is assessed again, the others keep their time."""
        batch()
        before = tree()
        Path("报告/甲.txt").write_text(report("清河镇", 0), encoding="utf-8")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767661200")
        _, out, _ = batch("--resume")
        assert "（2 份未变，没有重评）" in out
        changed = {name for name, data in tree().items() if before[name] != data}
        assert changed == {"甲.txt.json", "summary.json"}

    def test_touched_but_equal(self, batch):
        """Content decides, not the file's time."""
        batch()
        os.utime("报告/甲.txt", (0, 0))
        assert "（3 份未变，" in batch("--resume")[1]

    def test_a_lost_output(self, batch):
        """An output that was deleted is made again."""
        batch()
        Path("结果/乙.txt.json").unlink()
        assert "（2 份未变，" in batch("--resume")[1]
        assert "乙.txt.json" in tree()

    @pytest.mark.parametrize("change", ["rules", "formats", "program"])
    def test_all_anew(self, batch, run, monkeypatch, change):
        """Other rules, formats or another program: everything is assessed again, and said."""
        batch()
        arguments = ("-f", "html") if change == "formats" else ()
        if change == "rules":
            Path("规则.yaml").write_bytes(Path("另一套.yaml").read_bytes())
            pipeline._compiled.cache_clear()
        if change == "program":
            for module in (batch_run, worker):
                monkeypatch.setattr(module, "program_key", lambda: "另一版")
        _, out, err = batch("--resume", *arguments)
        assert "规则、程序版本或选项与上次不同，全部重评。\n" in err
        assert out.startswith("评完 3 份，")

    def test_without_resume_all_anew(self, batch):
        """Without --resume nothing of an earlier run holds."""
        batch()
        assert DONE.fullmatch(batch()[1])

    def test_a_failure_is_tried_again(self, batch):
        """A report that failed is read again even if it did not change."""
        Path("报告/空.txt").touch()
        assert batch()[0] == 2
        Path("报告/空.txt").write_text(report("新镇"), encoding="utf-8")
        assert batch("--resume")[0] == 0

    def test_no_old_output_looks_like_a_result(self, batch):
        """A report that fails now, or a format not made anew, leaves nothing of an earlier run."""
        batch("-f", "html")
        Path("报告/乙.txt").write_bytes(b"")
        assert batch("--resume")[0] == 2
        assert sorted(tree()) == ["summary.json", "东片/甲.txt.json", "甲.txt.json"]

    def test_reports_that_are_gone(self, batch):
        """The result of a report that is no longer there is taken away, and said."""
        batch()
        Path("报告/乙.txt").unlink()
        _, _, err = batch("--resume")
        assert "1 份报告这次没有了，上次的结果已删去。\n" in err
        assert "乙.txt.json" not in tree()
        assert len(summary()["reports"]) == 2


@forks
class TestCrashes:
    """Whatever a report does to its process, the others are delivered."""

    @pytest.fixture
    def trouble(self, monkeypatch):
        """Make reading 乙.txt do something."""
        real = worker.read

        def arrange(action):
            def read(path, name, limits):
                if name == "乙.txt":
                    action()
                return real(path, name, limits)

            monkeypatch.setattr(worker, "read", read)

        return arrange

    def test_a_killed_process(self, batch, trouble):
        """A report that kills two processes is tried once more alone, then listed."""

        def die():
            with Path("次数").open("a") as file:
                file.write("x")
            os.kill(os.getpid(), signal.SIGKILL)

        trouble(die)
        status, out, err = batch()
        assert status == 2
        assert out.startswith("评完 2 份，1 份有问题")
        assert (
            "错误：乙.txt：评分进程被系统终止，多半是内存不足；单独再试一次仍是这样。"
            "请单独评这一份，或者换一台内存大的机器\n" in err
        )
        assert Path("次数").read_text() == "xxx"
        assert [each["name"] for each in summary()["reports"]] == ["东片/甲.txt", "甲.txt"]

    def test_killed_by_chance(self, batch, trouble):
        """A process that was killed by something else costs nothing in the end."""

        def die_once():
            if not Path("一次").exists():
                Path("一次").touch()
                os.kill(os.getpid(), signal.SIGKILL)

        trouble(die_once)
        status, out, _ = batch()
        assert status == 0
        assert DONE.fullmatch(out)
        assert len(summary()["reports"]) == 3

    def test_killed_while_it_writes(self, batch, monkeypatch):
        """What it was writing is not left behind among the results, nor beside them."""
        real = unfinished.write_whole

        def die_once(data, target, place):
            if target.name == "乙.txt.json" and not Path("一次").exists():
                Path("一次").touch()
                with wholefile.whole(target, place) as partial:
                    partial.write_bytes(data[:100])
                    os.kill(os.getpid(), signal.SIGKILL)
            real(data, target, place)

        monkeypatch.setattr(unfinished, "write_whole", die_once)
        status, out, _ = batch()
        assert status == 0
        assert DONE.fullmatch(out)
        assert sorted(tree()) == ["summary.json", "东片/甲.txt.json", "乙.txt.json", "甲.txt.json"]
        left = Path("结果/.scorer").rglob("*")
        assert [path.name for path in left if path.name.startswith(".")] == []

    def test_results_on_another_disk(self, batch, monkeypatch):
        """Where a folder of the results is another disk, its outputs are written there."""
        real = unfinished.write_whole

        def other_disk(data, target, place=None):
            if place is not None and target.name == "乙.txt.json":
                raise OSError(errno.EXDEV, "Invalid cross-device link")
            real(data, target, place)

        monkeypatch.setattr(unfinished, "write_whole", other_disk)
        assert batch()[0] == 0
        assert "乙.txt.json" in tree()

    def test_out_of_memory_inside_python(self, batch, trouble):
        """MemoryError is tried once more alone as well."""

        def exhausted():
            raise MemoryError

        trouble(exhausted)
        status, _, err = batch()
        assert status == 2
        assert "错误：乙.txt：内存不足；单独再试一次仍是这样。" in err

    def test_a_report_that_hangs(self, batch, trouble):
        """A report that takes too long is given up, its process ended, the rest done."""
        trouble(lambda: time.sleep(60))
        begun = time.monotonic()
        status, _, err = batch("--timeout", "1")
        assert time.monotonic() - begun < 20
        assert status == 2
        assert "错误：乙.txt：1 秒没有评完，已放弃。可用 --timeout 放宽，或者单独评这一份\n" in err
        assert len(summary()["reports"]) == 2

    def test_processes_that_never_begin(self, batch, monkeypatch):
        """Processes that die while they make ready end the batch with a sentence."""
        monkeypatch.setattr(
            "scorer.fleet.pool.Assessor", lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        )
        status, _, err = batch()
        assert status == 2
        assert "批量：评分进程一启动就退出。请检查内存，或者用 -j 1 再试。\n" in err

    def test_a_full_disk_stops_the_batch(self, batch, monkeypatch):
        """Where nothing can be written any more the batch stops and says how to go on."""
        real = worker.write_finished

        def write(data, target, folder):
            if target.name == "乙.txt.json":
                raise OSError(errno.ENOSPC, "No space left on device")
            real(data, target, folder)

        monkeypatch.setattr(worker, "write_finished", write)
        status, _, err = batch("-j", "1")
        assert status == 2
        assert "乙.txt.json 写不出来：磁盘已满。请腾出空间后再试。" in err
        assert err.endswith("已完成的都保留着；排除后加 --resume 接着做。\n")
        assert not Path("结果/summary.json").exists()
        monkeypatch.setattr(worker, "write_finished", real)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767661200")
        status, out, _ = batch("--resume")
        assert status == 0
        assert "（1 份未变，" in out
        times = {json.loads(data).get("assessed_at") for data in tree().values()}
        assert times - {None} == {"2026-01-05T09:00:00+08:00"}
