"""The command line: what goes where, what is said in Chinese, and the exit status."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from scorer import cli, pipeline
from scorer.cli import console
from scorer.cli import doctor as doctor_module
from scorer.cli import outputs as outputs_module
from scorer.model.errors import RenderError
from scorer.reading import DEFAULT_LIMITS, READERS, ocr, office
from tests.builders import element, rules_yaml

REPORT = """清河镇2024年度法治政府建设情况报告
一、主要工作
镇法律顾问审核合同协议210份。
清河镇人民政府
2025年1月20日
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with a report and a rule file, the working folder."""
    (tmp_path / "报告.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "规则.yaml").write_bytes(rules_yaml())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767574800")
    pipeline._compiled.cache_clear()
    return tmp_path


@pytest.fixture
def run(capsysbinary, monkeypatch):
    """scorer run with arguments: exit status, standard output, standard error."""

    def running(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["scorer", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as exit_:
            cli.main()
        out, err = capsysbinary.readouterr()
        return exit_.value.code, out.decode(), err.decode()

    return running


def assess(run, *arguments: str, **keywords):
    return run("assess", *arguments, "-r", "规则.yaml", **keywords)


@pytest.mark.usefixtures("here")
class TestResults:
    """Results go to standard output or to files, everything else to standard error."""

    def test_without_output_a_summary(self, run):
        """Without -o and -f a short result is printed, and which rules were taken."""
        status, out, err = assess(run, "报告.txt")
        assert status == 0
        assert "法律顾问发挥作用" in out
        rules, doubt = err.splitlines()
        assert rules == "规则集：tiny 1（按文件指定）"
        assert doubt == "注意：全文只有 56 个字（标点不计），可能不是报告正文；请确认文件没有选错"

    def test_a_long_text_raises_no_doubt(self, run, here):
        """A text as long as a report is not doubted."""
        (here / "长.txt").write_text(REPORT.replace("210份。", "210份。" + "开展工作。" * 60))
        assert assess(run, "长.txt")[2] == "规则集：tiny 1（按文件指定）\n"

    def test_json_on_standard_output(self, run):
        """-f json -o - writes the scorecard and nothing else to standard output."""
        status, out, _ = assess(run, "报告.txt", "-f", "json", "-o", "-")
        assert status == 0
        assert json.loads(out)["total"]["score"] == 100

    def test_a_format_alone_goes_to_standard_output(self, run):
        """-f without -o writes to standard output."""
        assert assess(run, "报告.txt", "-f", "JSON") == assess(
            run, "报告.txt", "-f", "json", "-o", "-"
        )

    def test_the_suffix_names_the_format(self, here, run):
        """-o 评分.json and -o 评分.html write both, and say so."""
        status, out, err = assess(run, "报告.txt", "-o", "评分.json", "-o", "表/评分.HTML")
        assert (status, out) == (0, "")
        assert "已写出：评分.json\n" in err
        assert json.loads((here / "评分.json").read_text(encoding="utf-8"))["schema"]
        assert (here / "表" / "评分.HTML").read_text(encoding="utf-8").startswith("<!")
        assert sorted(each.name for each in here.iterdir()) == [
            "报告.txt",
            "表",
            "规则.yaml",
            "评分.json",
        ]

    def test_a_folder_takes_every_format(self, here, run):
        """-o 结果/ writes each format there, named like the report, beside other targets."""
        formats = ("-f", "json", "-f", "md", "-f", "xlsx")
        assert assess(run, "报告.txt", *formats, "-o", "结果/", "-o", "b.html")[0] == 0
        assert sorted(each.name for each in (here / "结果").iterdir()) == [
            "报告.json",
            "报告.md",
            "报告.xlsx",
        ]
        assert (here / "b.html").is_file()

    def test_a_folder_for_standard_input(self, here, run):
        """Without a file the name given for standard input is taken."""
        text = REPORT.encode()
        words = ("assess", "-", "-r", "规则.yaml", "--stdin-name", "某镇.txt")
        assert run(*words, "-f", "json", "-o", "结果/", stdin=text)[0] == 0
        assert (here / "结果" / "某镇.json").is_file()

    def test_a_file_without_suffix_takes_the_format_left_over(self, here, run):
        """-o 评分 -f json writes JSON to the file 评分."""
        assert assess(run, "报告.txt", "-o", "评分", "-f", "json")[0] == 0
        assert json.loads((here / "评分").read_bytes())

    def test_a_link_stays_a_link(self, here, run):
        """A result written to a link goes to the file that the link names, whose mode stays."""
        (here / "真.json").touch(mode=0o600)
        (here / "链接.json").symlink_to("真.json")
        assert assess(run, "报告.txt", "-o", "链接.json")[0] == 0
        assert (here / "链接.json").is_symlink()
        assert json.loads((here / "真.json").read_bytes())
        assert (here / "真.json").stat().st_mode & 0o777 == 0o600

    def test_a_pipe_stays_a_pipe(self, here, run):
        """A result is written into a pipe or device, which is not replaced by a file."""
        os.mkfifo(here / "管道.json")
        reader = os.open(here / "管道.json", os.O_RDONLY | os.O_NONBLOCK)
        try:
            assert assess(run, "报告.txt", "-o", "管道.json")[0] == 0
            assert os.read(reader, 1) == b"{"
        finally:
            os.close(reader)
        assert (here / "管道.json").is_fifo()
        status, _, err = assess(run, "报告.txt", "-o", "管道.json")
        assert status == 2
        assert "没有读取方的管道" in err

    def test_a_new_file_has_the_mode_of_the_users_choice(self, here, run):
        """What the user's umask takes away is not given."""
        before = os.umask(0o077)
        try:
            assess(run, "报告.txt", "-o", "a.json")
        finally:
            os.umask(before)
        assert (here / "a.json").stat().st_mode & 0o777 == 0o600

    def test_a_read_only_file_is_left_alone(self, here, run, monkeypatch):
        """A file that must not be written is not replaced."""
        (here / "a.json").write_text("旧", encoding="utf-8")
        monkeypatch.setattr(outputs_module.os, "access", lambda *_: False)
        status, _, err = assess(run, "报告.txt", "-o", "a.json")
        assert status == 2
        assert "没有写入权限，或者文件是只读的" in err
        assert (here / "a.json").read_text(encoding="utf-8") == "旧"

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
    @pytest.mark.parametrize("options", [(), ("-f", "json")])
    def test_a_full_disk(self, here, options):
        """Results that do not fit are told in Chinese, with status 2 and no traceback."""
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "scorer", "assess", "报告.txt", "-r", "规则.yaml", *options],
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
                cwd=here,
            )
        told = done.stderr.decode()
        assert done.returncode == 2
        assert "磁盘已满" in told
        assert "Traceback" not in told

    def test_byte_for_byte(self, here, run):
        """The same report, rules and SOURCE_DATE_EPOCH give the same bytes."""
        for name in ("a.json", "b.json"):
            assess(run, "报告.txt", "-o", name)
        first = (here / "a.json").read_bytes()
        assert first == (here / "b.json").read_bytes()
        assert json.loads(first)["assessed_at"] == "2026-01-05T09:00:00+08:00"

    def test_a_report_from_standard_input(self, run):
        """- reads the report from standard input; --stdin-name tells its name and type."""
        status, out, _ = assess(
            run, "-", "-f", "json", "--stdin-name", "镇.txt", stdin=REPORT.encode()
        )
        assert status == 0
        assert json.loads(out)["report"]["name"] == "镇.txt"

    def test_the_users_year_and_date(self, run):
        """--year and --published are taken over the report's own."""
        published = ("--published", "2024-05-01")
        status, out, _ = assess(run, "报告.txt", "-f", "json", "--year", "2023", *published)
        found = json.loads(out)
        assert status == 0
        assert (found["report"]["year"], found["report"]["published"]) == (2023, "2024-05-01")
        codes = {"deadline.reported", "deadline.published", "year.stale"}  # the title says 2024
        assert codes == {finding["code"] for finding in found["findings"]}

    def test_warnings_are_told(self, run):
        """What was odd in reading is told on standard error."""
        status, _, err = assess(run, "-", stdin=REPORT.encode() * 3 + b"\xe6\xb3")
        assert status == 0
        assert "\n注意：" in err


@pytest.mark.usefixtures("here")
class TestStatus:
    """0 done, 1 below the user's gate, 2 could not be done."""

    @pytest.mark.parametrize(("status", "gate"), [(0, "60"), (0, "100"), (1, "100.1")])
    def test_fail_under(self, status, gate, run):
        """A total below --fail-under ends in 1, the total itself does not."""
        assert status == assess(run, "报告.txt", "--fail-under", gate)[0]

    def test_a_format_that_cannot_be_made(self, here, run, monkeypatch):
        """Where one format fails the others are written, and the status is 2."""
        real = outputs_module.render

        def render(card, fmt, look):
            if fmt == "pdf":
                raise RenderError("PDF", "没有中文字体", "请安装。")
            return real(card, fmt, look)

        monkeypatch.setattr(outputs_module, "render", render)
        status, _, err = assess(
            run, "报告.txt", "-o", "a.pdf", "-o", "a.json", "--fail-under", "100.1"
        )
        assert status == 2
        assert "错误：无法生成 PDF：没有中文字体。请安装。\n" in err
        assert [each.name for each in here.glob("a.*")] == ["a.json"]

    def test_a_file_that_cannot_be_written(self, here, run):
        """A target below a file is told with what to check."""
        status, _, err = assess(run, "报告.txt", "-o", "规则.yaml/a.json")
        assert status == 2
        assert err.splitlines()[-1] == (
            "错误：无法生成 规则.yaml/a.json：路径中有一段是文件，不是文件夹。请检查路径"
        )

    def test_a_write_that_breaks_off_leaves_nothing(self, here, run, monkeypatch):
        """A file is written whole or not at all."""

        def refuse(*_args):
            raise OSError(28, "No space left on device")

        (here / "a.json").write_text("before", encoding="utf-8")
        monkeypatch.setattr(outputs_module.Path, "replace", refuse)
        assert assess(run, "报告.txt", "-o", "a.json")[0] == 2
        assert sorted(each.name for each in here.iterdir()) == ["a.json", "报告.txt", "规则.yaml"]
        assert (here / "a.json").read_text(encoding="utf-8") == "before"

    def test_a_bad_rule_file(self, here, run):
        """Everything wrong in a rule file is told, and nothing is scored."""
        (here / "规则.yaml").write_bytes(rules_yaml(element(分值=90, 满档="好")))
        status, out, err = assess(run, "报告.txt")
        assert (status, out) == (2, "")
        assert err.startswith("错误：规则.yaml:")
        assert " R006 " in err
        assert " R012 " in err

    def test_a_failing_example(self, here, run):
        """A rule file whose own examples fail scores nothing."""
        failing = element(例句=[{"文": "法律顾问审查合同。", "判": "未提及"}])
        (here / "规则.yaml").write_bytes(rules_yaml(failing))
        status, _, err = assess(run, "报告.txt")
        assert status == 2
        assert " R011 例句“法律顾问审查合同。”应判未提及，实判具体举措" in err


HELP = "。用法见 scorer assess --help\n"
MISTAKES = [
    ([], "缺少 REPORT（报告文件）"),
    (["报告.txt", "--formt", "json"], "没有选项 --formt，是不是 --format"),
    (["报告.txt", "--zzz"], "没有选项 --zzz"),
    (["报告.txt", "另一份.txt"], "多出了参数 另一份.txt；文件名有空格时请加引号"),
    (
        ["报告.txt", "-f", "doc"],
        "-f / --format 的取值有误：没有格式“doc”，可用：pdf、html、md、json、xlsx",
    ),
    (
        ["报告.txt", "--year", "24"],
        "--year 的取值有误：“24”应是 2000 到 2099 之间的年份，如 2024",
    ),
    (
        ["报告.txt", "--year", "今年"],
        "--year 的取值有误：“今年”应是 2000 到 2099 之间的年份，如 2024",
    ),
    (
        ["报告.txt", "--year", "2024.5"],
        "--year 的取值有误：“2024.5”应是 2000 到 2099 之间的年份，如 2024",
    ),
    (
        ["报告.txt", "--published", "3月1日"],
        "--published 的取值有误：“3月1日”不是日期，应写成 2025-03-20",
    ),
    (
        ["报告.txt", "--fail-under", "-1"],
        "--fail-under 的取值有误：“-1”应是不小于 0 的分数",
    ),
    (
        ["报告.txt", "-o", "评分.doc"],
        "从“评分.doc”的后缀看不出格式；可用的后缀：.pdf、.html、.md、.json、.xlsx",
    ),
    (["报告.txt", "--templates", "没有"], "--templates 的取值有误：没有文件夹“没有”"),
    (["报告.txt", "-o", "-"], "-o - 要同时用 -f 指定格式：pdf、html、md、json、xlsx"),
    (
        ["报告.txt", "-f", "json", "-f", "html"],
        "标准输出一次只能写一种格式；其余的请用 -o 指定文件",
    ),
]


@pytest.mark.usefixtures("here")
class TestMistakes:
    """A mistake is told in one Chinese line that says what to do; the status is 2."""

    @pytest.mark.parametrize(("arguments", "message"), MISTAKES)
    def test_usage(self, arguments, message, run):
        """Wrong usage is told with a way to the help."""
        assert (2, "", f"错误：{message}{HELP}") == run("assess", *arguments)

    def test_an_option_without_value(self, run):
        """An option that ends the line is told."""
        told = (2, "", "错误：选项 -o 后面要写一个值\n")
        assert told == run("assess", "报告.txt", "-o")

    def test_an_unknown_command(self, run):
        """An unknown command is told with those there are."""
        status, out, err = run("asses", "报告.txt")
        assert (status, out) == (2, "")
        assert err.startswith("错误：没有命令 asses，是不是 assess；可用：assess、")

    def test_a_report_where_a_command_belongs(self, run):
        """Whoever leaves out assess is told the whole command."""
        status, _, err = run("报告.txt")
        assert status == 2
        assert err.startswith("错误：没有命令 报告.txt；给报告评分请写 scorer assess 报告.txt")

    @pytest.mark.parametrize("arguments", [(), ("rules",)])
    def test_nothing_at_all(self, arguments, run):
        """Without a command the help is shown, not an error."""
        status, _, err = run(*arguments)
        assert status == 2
        assert err.startswith("用法：scorer ")
        assert "错误" not in err

    @pytest.mark.parametrize("folder", ["报告.txt", "字" * 200])
    def test_no_place_for_the_result(self, folder, run):
        """What cannot be written is told in Chinese: below a file, under too long a name."""
        status, out, err = assess(run, "报告.txt", "-o", f"{folder}/a.json", "-o", "b.json")
        assert (status, out) == (2, "")
        assert "已写出：b.json" in err
        reason = "路径中有一段是文件，不是文件夹" if folder == "报告.txt" else "文件名过长"
        assert f"错误：无法生成 {folder}/a.json：{reason}。请" in err

    def test_no_input_at_all(self, run, monkeypatch):
        """A closed standard input is an empty report."""
        monkeypatch.setattr(sys, "argv", ["scorer", "assess", "-"])
        monkeypatch.setattr(sys, "stdin", None)
        with pytest.raises(SystemExit) as exit_:
            cli.main()
        sys.stdin.close()
        assert exit_.value.code == 2

    def test_the_report_is_not_overwritten(self, here, run):
        """-o never names the report itself, by whatever path."""
        os.link(here / "报告.txt", here / "链接.json")
        message = "-o 链接.json 就是报告本身，会把它覆盖；请换一个文件名"
        assert (2, "", f"错误：{message}{HELP}") == run("assess", "报告.txt", "-o", "链接.json")
        assert (here / "报告.txt").read_text(encoding="utf-8") == REPORT

    def test_a_folder_is_no_file(self, here, run):
        """-o with a folder is told how to name a file in it."""
        (here / "表.json").mkdir()
        message = "-o 表.json 是文件夹；请写文件名，如 表.json/评分表.pdf"
        assert (2, "", f"错误：{message}{HELP}") == run("assess", "报告.txt", "-o", "表.json")

    def test_a_folder_needs_formats(self, run):
        """-o 结果/ alone does not say what to write."""
        message = "-o 结果/ 是文件夹；要同时用 -f 指定格式，可写多个"
        assert (2, "", f"错误：{message}{HELP}") == run("assess", "报告.txt", "-o", "结果/")

    def test_no_pdf_on_the_screen(self, run, monkeypatch):
        """A PDF is not written to a terminal."""
        monkeypatch.setattr(outputs_module.sys.stdout, "isatty", lambda: True, raising=False)
        message = "pdf 不能显示在屏幕上；请用 -o 文件.pdf"
        assert (2, "", f"错误：{message}{HELP}") == run("assess", "报告.txt", "-f", "pdf")

    def test_a_missing_report(self, run):
        """A report that is not there is told with its name."""
        status, out, err = assess(run, "没有.txt")
        assert (status, out) == (2, "")
        assert err.startswith("错误：没有.txt：")

    def test_missing_rules(self, run):
        """Rules that are not there are told with those that are shipped."""
        status, _, err = run("assess", "报告.txt", "-r", "规责.yaml")
        assert status == 2
        message = "规责.yaml:1:1: R001 没有这个规则集或文件；相近的有：规则.yaml。随附的规则集："
        assert err.startswith(f"错误：{message}")

    def test_a_path_that_may_not_be_looked_at(self, run, monkeypatch):
        """A file that the system keeps from us is told by its name, with what to check."""

        def refused(*_args, **_keywords):
            raise PermissionError(13, "Permission denied", "别人的/规则.yaml")

        monkeypatch.setattr(pipeline, "assess_source", refused)
        told = (2, "", "错误：别人的/规则.yaml：没有权限。请检查路径和权限\n")
        assert told == assess(run, "报告.txt")

    def test_an_interruption(self, run, monkeypatch):
        """Ctrl-C ends with 130 and no traceback."""

        def interrupted(*_args, **_keywords):
            raise KeyboardInterrupt

        monkeypatch.setattr(pipeline, "assess_source", interrupted)
        status, out, err = assess(run, "报告.txt")
        assert (status, out, err.strip()) == (130, "", "已中断。")


class TestHelp:
    """Help is Chinese, examples first."""

    @pytest.mark.parametrize("flag", ["-h", "--help"])
    def test_assess(self, flag, run):
        """The help of assess names every option."""
        status, out, _ = run("assess", flag)
        assert status == 0
        assert out.startswith("用法：scorer assess REPORT [选项]\n")
        for option in (
            "--rules",
            "--output",
            "--format",
            "--year",
            "--published",
            "--fail-under",
            "--stdin-name",
            "--help",
        ):
            assert option in out
        assert not any(word in out for word in ("Usage", "Options", "Show this"))

    def test_the_program(self, run):
        """The help of the program lists its commands."""
        status, out, _ = run("--help")
        assert status == 0
        assert out.startswith("用法：scorer 命令 …\n")
        assert "\n命令：\n  assess " in out
        assert "Options" not in out

    def test_version(self, run):
        """--version prints name and version."""
        status, out, _ = run("--version")
        assert status == 0
        assert out.startswith("scorer ")


class TestDoctor:
    """scorer doctor says what this machine has."""

    def test_all_there(self, run, monkeypatch):
        """With WeasyPrint and a font PDFs can be made."""

        class WeasyPrint:
            __version__ = "99"

        monkeypatch.setattr(doctor_module, "load_weasyprint", lambda: WeasyPrint)
        monkeypatch.setattr(doctor_module, "require_chinese_font", lambda: ["宋体"])
        status, out, _ = run("doctor")
        assert status == 0
        assert out.splitlines()[-2:] == ["PDF：可以生成（WeasyPrint 99）", "中文字体：宋体"]
        assert "可读的文件：" in out

    def test_readers(self, run, monkeypatch):
        """Each format stands with what it needs; what lacks does not change the status."""
        monkeypatch.setattr(office, "libreoffice", lambda: None)
        monkeypatch.setattr(ocr, "_engine", lambda: ImportError("libGL.so.1"))
        monkeypatch.setattr(ocr, "recogniser", lambda: None)
        monkeypatch.setattr(ocr, "_is_installed", lambda: False)
        monkeypatch.setattr(doctor_module, "load_weasyprint", lambda: mock.Mock(__version__="99"))
        monkeypatch.setattr(doctor_module, "require_chinese_font", lambda: ["宋体"])
        status, out, _ = run("doctor")
        lines = {line.split()[0]: " ".join(line.split()[1:]) for line in out.splitlines()}
        assert status == 0
        assert lines["docx"] == "Word 文档 可以读"
        assert lines["doc、wps"] == "旧版 Word、WPS 文档 不能读（缺LibreOffice）"
        assert lines["png、jpg、jpeg、tif、tiff"] == "图片、扫描件 不能读（缺文字识别）"
        help_at = out.splitlines().index("要读这些文件：")
        assert out.splitlines()[help_at + 1 : help_at + 5] == [
            "  文字识别：运行 pip install 'scorer[ocr]'",
            "  LibreOffice：安装 LibreOffice（Debian、Ubuntu、麒麟、统信：apt-get install "
            "libreoffice-writer-nogui；其他系统：www.libreoffice.org）",
            f"  pip 用本程序的：{sys.executable} -m pip",
            "  不安装时：请提供方改交 docx，或者用 Word、WPS 打开，另存为 docx",
        ]
        monkeypatch.setattr(office, "libreoffice", lambda: "/opt/soffice")
        assert "RTF" in run("doctor")[1]
        assert "可以读（LibreOffice）" in run("doctor")[1]

    def test_a_recogniser_that_does_not_start(self, monkeypatch):
        """What is installed need not be installed again: the system lacks a library."""
        monkeypatch.setattr(ocr, "_engine", lambda: ImportError("libGL.so.1 不存在"))
        monkeypatch.setattr(ocr, "_is_installed", lambda: True)
        ocr.recogniser.cache_clear()
        assert ocr.missing_recogniser() == (
            "已经安装，但不能启动（libGL.so.1 不存在）；"
            "Debian、Ubuntu（root）：apt-get install libgl1 libglib2.0-0"
        )
        assert ocr.Eyes(DEFAULT_LIMITS, 1).refusal() == (
            "有扫描图像或大幅图片，文字识别组件不能启动；用 scorer doctor 查看原因"
        )
        ocr.recogniser.cache_clear()

    def test_every_format_is_in_the_help(self, run):
        """The help names the formats of the table of readers."""
        out = "".join(run("assess", "--help")[1].split())
        assert all(suffix.removeprefix(".") in out for suffix in READERS)

    def test_no_font(self, run, monkeypatch):
        """Without a font it says what to do, and the status is 2."""

        def missing():
            raise RenderError("PDF", "没有中文字体", "请安装")

        monkeypatch.setattr(doctor_module, "require_chinese_font", missing)
        status, out, _ = run("doctor")
        assert status == 2
        assert out.splitlines()[-1].startswith("PDF：不能生成。")


@pytest.mark.parametrize(
    ("expected", "terminal", "environment"),
    [
        (True, True, {}),
        (False, False, {}),
        (False, True, {"NO_COLOR": "1"}),
        (False, True, {"TERM": "dumb"}),
    ],
)
def test_colour(expected, terminal, environment, monkeypatch):
    """Colour is for a terminal that wants it."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(console.sys.stdout, "isatty", lambda: terminal, raising=False)
    assert expected is console.coloured()


def test_the_clock(monkeypatch):
    """Without SOURCE_DATE_EPOCH the time is now, in whole seconds, in China."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    now = console.now()
    assert (now.microsecond, now.utcoffset().total_seconds()) == (0, 8 * 3600)


def test_as_a_module(here):
    """python -m scorer is the same program, and ends with its status."""
    done = subprocess.run(
        [sys.executable, "-m", "scorer", "assess", "报告.txt", "-r", "规则.yaml", "-f", "json"],
        capture_output=True,
        check=False,
        cwd=here,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["total"]["score"] == 100
