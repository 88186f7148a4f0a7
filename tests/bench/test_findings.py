"""The measurement of findings against rows."""

from __future__ import annotations

import pytest

from bench.findings import RowError, main, read_rows

GOOD = """\
- {code: figures.rate, find: true, text: 受理205件，办结198件，办结率93%。, says: 96.6%}
- {code: figures.rate, find: false, text: 受理205件，办结198件，办结率96.6%。, why: rounded}
"""
ALARM = "- {code: figures.rate, find: false, text: 受理205件，办结198件，办结率93%。, why: slip}\n"
MISSED = "- {code: figures.rate, find: true, text: 全年开会。}\n"


@pytest.fixture
def rows(tmp_path):
    def write(text: str) -> str:
        path = tmp_path / "rows.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_all_right(rows, capsys):
    """A line a family: rows, those to be found, precision and recall."""
    assert main([rows(GOOD)]) == 0
    assert capsys.readouterr().out.splitlines()[1] == (
        "figures.rate            2       1       100.0%（1/1）           100.0%（1/1）"
    )


def test_wrong_rows_are_told(rows, capsys):
    """Each wrong row is printed with what was said; the exit status is 1."""
    assert main([rows(GOOD + ALARM + MISSED)]) == 1
    told = capsys.readouterr().out
    assert "rows.yaml 第 3 条 figures.rate 多报：受理205件，办结198件，办结率93%。" in told
    assert "  说的是：办结率：198 ÷ 205 = 96.6%，报告写 93%" in told
    assert "  理由：slip" in told
    assert "rows.yaml 第 4 条 figures.rate 漏报：全年开会。" in told


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- {code: x, text: y}\n", "rows.yaml 第 1 条：要有 code、find、text"),
        ("- {code: x, text: y, find: true, find2: 1}\n", "rows.yaml 第 1 条：要有"),
        ("a: b\n", "应是一列例子"),
        ("- [\n", "读不出来"),
        ("[]\n", "没有可测的例子"),
    ],
)
def test_what_cannot_be_measured(rows, capsys, text, message):
    """Rows that are no rows end with exit status 2 and a sentence."""
    assert main([rows(text)]) == 2
    assert message in capsys.readouterr().err


def test_a_missing_file(tmp_path):
    """A path that is not there is told."""
    with pytest.raises(RowError, match="文件或文件夹不存在"):
        read_rows([tmp_path / "none.yaml"])


def test_codes_can_be_chosen(rows, capsys):
    """Only the families asked for are measured."""
    assert main([rows(GOOD), "--code", "figures.sum"]) == 2
    assert "没有可测的例子" in capsys.readouterr().err
