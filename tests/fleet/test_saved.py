"""What is kept for later: the text as read, the tables, the results under other rules."""

from __future__ import annotations

import dataclasses
import json
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.fleet.saved import packed, unpacked
from scorer.model.document import Block, Coverage, Role, Source, Unread
from tests.fleet.conftest import report

TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)
BLOCKS = st.builds(
    Block,
    TEXTS,
    st.integers(0, 999),
    st.integers(1, 999),
    st.none() | st.integers(1, 99),
    st.sampled_from(Role),
    st.none() | st.integers(1, 9),
)


class TestText:
    """The text of a report, saved and loaded."""

    @given(
        st.builds(
            Source,
            TEXTS,
            TEXTS,
            TEXTS,
            TEXTS,
            st.lists(BLOCKS, max_size=4).map(tuple),
            st.lists(st.builds(Unread, TEXTS, TEXTS), max_size=2).map(tuple),
            st.lists(TEXTS, max_size=2).map(tuple),
            st.none() | st.integers(1, 99),
            st.none() | st.dates(),
            st.none() | st.builds(Coverage, st.integers(0, 9), st.integers(0, 9)),
        )
    )
    def test_comes_back_as_it_was(self, source):
        """Nothing is lost on the way, whatever the text."""
        assert unpacked(packed(source)) == source

    @pytest.mark.parametrize("data", [b"", b"x", packed(Source("", "", "", "", ()))[:-3]])
    def test_damage_is_noticed(self, data):
        """What is not a saved text is a ValueError, never another text."""
        with pytest.raises(ValueError, match=r".*"):
            unpacked(data)

    def test_no_field_is_forgotten(self):
        """Every field of a source and a block is saved: one that is added must be, too."""
        full = Source(
            "名", "ab", "txt", "文", (Block("文", 0, 1, 2, Role.CELL, 3),), (Unread("页", "因"),),
            ("注",), 4, date(2025, 1, 2), Coverage(3, 1, 2, 4, 1),
        )  # fmt: skip
        back = unpacked(packed(full))
        for field in dataclasses.fields(Source):
            assert getattr(back, field.name) == getattr(full, field.name)
            assert getattr(back, field.name), field.name


@pytest.mark.usefixtures("here")
class TestTables:
    """Parquet of the whole batch."""

    def test_one_row_a_report_and_one_an_element(self, batch, monkeypatch):
        """The tables hold what the JSON holds, in row groups, and join by report name."""
        parquet = pytest.importorskip("pyarrow.parquet")
        monkeypatch.setattr("scorer.fleet.tables.ROWS", 2)
        Path("报告/空.txt").touch()
        status, out, _ = batch("-f", "parquet")
        assert status == 2
        assert "结果/summary.json、结果/reports.parquet、结果/elements.parquet" in out
        reports = parquet.read_table("结果/reports.parquet").to_pylist()
        elements = parquet.read_table("结果/elements.parquet").to_pylist()
        assert parquet.ParquetFile("结果/reports.parquet").num_row_groups == 2
        assert [(row["name"], row["score"], row["year"]) for row in reports] == [
            ("东片/甲.txt", 100.0, 2024),
            ("乙.txt", 80.0, 2024),
            ("甲.txt", 100.0, 2024),
        ]
        assert all(value is not None for row in reports for value in row.values())
        assert [(row["report"], row["id"], row["level"]) for row in elements] == [
            ("东片/甲.txt", "adviser.work", "quantified"),
            ("乙.txt", "adviser.work", "concrete"),
            ("甲.txt", "adviser.work", "quantified"),
        ]
        assert all(value is not None for row in elements for value in row.values())

    def test_tables_of_an_earlier_run_do_not_stay(self, batch):
        """Tables that are not asked for any more are taken away."""
        pytest.importorskip("pyarrow")
        batch("-f", "parquet")
        batch()
        assert list(Path("结果").glob("*.parquet")) == []

    def test_without_pyarrow(self, batch, monkeypatch):
        """Without the extra a sentence says what to install, before anything is done."""
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        status, _, err = batch("-f", "parquet")
        assert status == 2
        remedy = "请运行 pip install 'scorer[parquet]'，或者去掉 -f parquet。"
        assert f"错误：Parquet：缺少 pyarrow。{remedy}\n" in err
        assert not Path("结果").exists()


@pytest.mark.usefixtures("here")
class TestWhatIf:
    """--what-if applies other rules to the saved texts."""

    def test_who_moves_and_why(self, batch, run):
        """Places before and after, totals, bands and the elements that make the difference."""
        batch()
        Path("报告").rename("别处")
        status, out, err = run("batch", "-o", "结果", "--what-if", "另一套.yaml", "-j", "1")
        assert status == 0
        assert out.splitlines() == [
            "按 试用规则（tiny 2）重算：",
            "名次  原名次  升降  单位                      总分   原总分  等次                "
            "主要原因",
            "1     3       +2    柳湾乡                    100.0  80.0    合格                "
            "法律顾问发挥作用 +20.0",
            "3 份中 1 份的名次或等次会变。",
        ]
        assert "全部变化：" in err
        told = json.loads(Path("结果/what-if.json").read_text("utf-8"))
        assert told["rules"]["version"] == "2"
        assert [(each["name"], each["place"], each["climbed"]) for each in told["reports"]] == [
            ("东片/甲.txt", [1, 1], 0),
            ("乙.txt", [3, 1], 2),
            ("甲.txt", [1, 1], 0),
        ]
        assert told["reports"][1]["elements"] == [{"name": "法律顾问发挥作用", "change": 20.0}]

    def test_the_same_rules_move_nobody(self, batch, run):
        """The saved text gives the same result as the report."""
        batch()
        _, out, _ = run("batch", "-o", "结果", "--what-if", "规则.yaml")
        assert out == "按 试用规则（tiny 1）重算：\n3 份中 0 份的名次或等次会变。\n"

    def test_on_paper(self, batch, run):
        """-f gives the result in that format as well; without it an earlier one is taken away."""
        batch()
        formats = ("-f", "md", "-f", "html", "-f", "xlsx")
        status, _, err = run("batch", "-o", "结果", "--what-if", "另一套.yaml", *formats)
        assert status == 0
        assert err.count("已写出：") == 3
        told = Path("结果/what-if.md").read_text("utf-8")
        assert "3 份报告中 1 份的名次或等次会变。" in told
        assert (
            "| 柳湾乡 | 1 | 3 | +2 | 100.0 | 80.0 | 合格 | 合格 | 法律顾问发挥作用 +20.0 |" in told
        )
        run("batch", "-o", "结果", "--what-if", "规则.yaml")
        assert [path.name for path in Path("结果").glob("what-if.*")] == ["what-if.json"]

    def test_results_stay_as_they_are(self, batch, run):
        """What the batch gave is untouched, and --resume finds it unchanged."""
        batch()
        before = Path("结果/summary.json").read_bytes()
        run("batch", "-o", "结果", "--what-if", "另一套.yaml")
        assert Path("结果/summary.json").read_bytes() == before
        assert "（3 份未变，" in batch("--resume")[1]

    def test_together_with_a_batch(self, batch):
        """With paths the batch is done first."""
        status, out, _ = batch("--what-if", "另一套.yaml")
        assert status == 0
        assert out.startswith("评完 3 份")
        assert out.endswith("3 份中 1 份的名次或等次会变。\n")

    def test_a_lost_text_is_told(self, batch, run):
        """A text that is gone is a failure with what to do, not a report that moved."""
        batch()
        next(Path("结果/.scorer/texts").rglob("*.z")).unlink()
        status, out, err = run("batch", "-o", "结果", "--what-if", "规则.yaml")
        assert status == 2
        assert "上次保存的文本不见了或已损坏。请加 --resume 再做一次批量。\n" in err
        assert out.endswith("2 份中 0 份的名次或等次会变。\n")

    def test_without_results(self, run):
        """A folder without results says what to do first."""
        status, _, err = run("batch", "-o", "空", "--what-if", "规则.yaml")
        assert status == 2
        assert "空：这里没有批量的结果。请先做一次批量：scorer batch 报告/ -o 文件夹。\n" in err

    def test_results_of_another_program(self, batch, run, monkeypatch):
        """Results of another version are not compared with this one's."""
        batch()
        monkeypatch.setattr("scorer.cli.whatif.program_key", lambda: "另一版")
        status, _, err = run("batch", "-o", "结果", "--what-if", "规则.yaml")
        assert status == 2
        assert "这些结果是另一个版本的程序评的。请加 --resume 再做一次批量，再看假设。" in err

    def test_a_year_that_was_given_holds(self, run):
        """--year of the batch is the year of what if."""
        Path("报告/丙.txt").write_text(report("新镇").replace("2024", ""), encoding="utf-8")
        run("batch", "报告", "-o", "结果", "-r", "规则.yaml", "--year", "2023")
        _, out, _ = run("batch", "-o", "结果", "--what-if", "规则.yaml")
        assert out.endswith("4 份中 0 份的名次或等次会变。\n")
