"""Folders of small reports, and the program run in them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from scorer import cli, pipeline
from tests.builders import element, rules_yaml

TEXT = """{unit}2024年度法治政府建设情况报告
一、主要工作
镇法律顾问审核合同协议{count}份。
{rest}
{unit}人民政府
2025年1月20日
"""
# What else stands in a report, so that it is long enough for one; no two towns have the same.
REST = {
    "清河镇": "集镇道路平整，路灯照常亮起，河道清淤结束，沿岸种上了柳树和樱花，居民早晚都来散步。"
    * 5,
    "柳湾乡": "水稻迎来丰收，合作社添置烘干设备，果园里新栽的脐橙挂果，游客周末前来采摘，农户开颜。"
    * 5,
    "石桥镇": "老街修缮完工，青石板重新铺好，茶馆和手工作坊陆续开张，学校操场换了草皮，孩子们奔跑。"
    * 5,
}


def report(unit: str, count: int = 210) -> str:
    """A report of one sentence; without a count it tells no quantity."""
    return TEXT.format(unit=unit, count=count or "若干", rest=REST.get(unit, REST["清河镇"]))


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The working folder: 报告/ with three reports in it, one of them deeper, and a rule file."""
    for name, unit, count in (
        ("甲.txt", "清河镇", 210),
        ("乙.txt", "柳湾乡", 0),
        ("东片/甲.txt", "石桥镇", 12),
    ):
        path = tmp_path / "报告" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report(unit, count), encoding="utf-8")
    (tmp_path / "规则.yaml").write_bytes(rules_yaml())
    other = rules_yaml(element(满档="具体举措"), 版本="2")
    (tmp_path / "另一套.yaml").write_bytes(other)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767574800")
    pipeline._compiled.cache_clear()
    return tmp_path


@pytest.fixture
def run(capsysbinary, monkeypatch):
    """scorer run with arguments: exit status, standard output, standard error."""

    def running(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["scorer", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        with pytest.raises(SystemExit) as exit_:
            cli.main()
        out, err = capsysbinary.readouterr()
        return exit_.value.code, out.decode(), err.decode()

    return running


@pytest.fixture
def batch(run):
    """scorer batch 报告 -o 结果 with the small rules and two processes."""

    def running(*arguments: str) -> tuple[int, str, str]:
        return run("batch", "报告", "-o", "结果", "-r", "规则.yaml", "-j", "2", *arguments)

    return running


def summary(folder: str | Path = "结果") -> dict:
    """The summary in *folder*."""
    return json.loads((Path(folder) / "summary.json").read_text(encoding="utf-8"))


def tree(folder: str | Path = "结果") -> dict[str, bytes]:
    """Every output in *folder* by its path, without what the program keeps for itself."""
    root = Path(folder)
    files = (path for path in root.rglob("*") if path.is_file())
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in files
        if ".scorer" not in path.parts
    }
