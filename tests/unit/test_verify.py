"""scorer verify: 0 agrees, 1 differs, 2 could not be done; and it says which."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from click import UsageError
from click.testing import CliRunner
from pypdf import PdfReader, PdfWriter

from scorer import pipeline
from scorer.cli.verify import verify
from scorer.model.errors import ReportError, RulesetError
from scorer.rendering.fonts import chinese_fonts
from scorer.rendering.paper import ATTACHMENT, pdf

pytestmark = pytest.mark.skipif(not chinese_fonts(), reason="no Chinese font on this machine")
EXAMPLE = Path(__file__).parents[2] / "examples" / "liuwan-2023.txt"


@pytest.fixture(scope="module")
def scorecard(tmp_path_factory) -> Path:
    """The scorecard PDF of an example report."""
    path = tmp_path_factory.mktemp("verify") / "评分表.pdf"
    path.write_bytes(pdf(pipeline.assess_file(EXAMPLE)))
    return path


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(verify, [str(each) for each in arguments], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.return_value, done.stdout


def attach(scorecard: Path, target: Path, change) -> Path:
    """Return a copy of *scorecard* whose attached result is changed."""
    reader = PdfReader(io.BytesIO(scorecard.read_bytes()))
    result = json.loads(reader.attachments[ATTACHMENT][0])
    change(result)
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    writer.add_attachment(ATTACHMENT, json.dumps(result, ensure_ascii=False).encode())
    writer.write(target)
    return target


def test_a_scorecard_agrees_with_itself(scorecard):
    status, said = run(scorecard)
    assert status == 0
    assert said == (
        f"{scorecard}：柳湾乡，72.8 / 100 分\n"
        "相符　页面上的数字与附件一致\n"
        "相符　附件中的数字前后一致\n"
        "未核　没有给出报告（--report），没有重新评分\n"
        "结论：相符\n"
    )


def test_a_scorecard_agrees_with_a_new_assessment(scorecard):
    status, said = run(scorecard, "--report", EXAMPLE)
    assert (status, said.splitlines()[-2:]) == (0, ["相符　附件与重新评分的结果一致", "结论：相符"])


def test_the_rule_set_may_be_named(scorecard):
    assert run(scorecard, "--report", EXAMPLE, "-r", "township-2021")[0] == 0


def test_another_report_is_told_by_its_hash(scorecard, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(EXAMPLE.read_text(encoding="utf-8") + "。", encoding="utf-8")
    status, said = run(scorecard, "--report", other)
    assert status == 1
    assert re.search(
        r"不符　报告文件，1 处：\n  · 校验值 \w{12}，附件记的是 \w{12}：不是评分时", said
    )
    assert said.endswith("结论：不符\n")


def test_other_rules_cannot_decide(scorecard):
    """Another rule set gives other numbers and proves nothing."""
    status, said = run(scorecard, "--report", EXAMPLE, "-r", "township-2016")
    assert status == 2
    assert "请用 -r 指定评分时的规则文件" in said
    assert said.endswith("结论：未能核对\n")


def test_a_comparison_with_other_reports_cannot_be_repeated(scorecard, tmp_path):
    def compare(result):
        result["similar"] = [{"name": "b.txt"}]

    status, said = run(attach(scorecard, tmp_path / "c.pdf", compare), "--report", EXAMPLE)
    assert status == 2
    assert "未核　评分时与另外 1 份相似的报告作了比对，这里没有那些报告，不能重新评分\n" in said


def test_a_changed_number_is_found_on_the_page_and_in_the_sums(scorecard, tmp_path):
    def raise_total(result):
        result["total"]["score"] = 99.0

    forged = attach(scorecard, tmp_path / "forged.pdf", raise_total)
    status, said = run(forged, "--report", EXAMPLE)
    assert status == 1
    assert "不符　页面上的数字与附件，1 处：\n  · 总分 99.0/100分、等次“合格”，页面上没有\n" in said
    assert "  · 总分应为最后一步的 72.8，附件为 99.0\n" in said
    assert "  · 总分.score：附件为 99.0，重新评分为 72.8\n" in said


def test_what_is_made_up_of_one_piece_fails_only_against_the_report(scorecard, tmp_path):
    """A quotation is no number: only a new assessment shows that it was changed."""

    def change(result):
        result["elements"][0]["evidence"][0]["quote"] = "编造的引文"

    forged = attach(scorecard, tmp_path / "forged.pdf", change)
    assert run(forged)[0] == 0
    status, said = run(forged, "--report", EXAMPLE)
    assert status == 1
    assert "要素[1].evidence[1].quote：附件为 编造的引文，重新评分为 " in said


def test_another_version_of_the_program_is_mentioned(scorecard, tmp_path):
    def age(result):
        result["engine"]["version"] = "0.0.1"

    old = attach(scorecard, tmp_path / "old.pdf", age)
    for arguments in ([], ["--report", EXAMPLE]):
        status, said = run(old, *arguments)
        assert status == 0
        assert said.count("提示　附件由 0.0.1 版评分") == 1


def test_a_scorecard_saved_by_another_program_is_mentioned(scorecard, tmp_path):
    """Its numbers still agree; that its words may be other ones is said."""
    saved = tmp_path / "saved.pdf"
    writer = PdfWriter(clone_from=scorecard)
    writer.add_metadata({"/Producer": "某编辑器"})
    writer.write(saved)
    status, said = run(saved)
    assert status == 0
    assert said.splitlines()[1] == (
        "提示　这份 PDF 由“某编辑器”改存过；核对的只是数字和等次，引文、评语等文字请对照原件"
    )


def test_a_folder_is_no_scorecard(tmp_path):
    with pytest.raises(UsageError) as error:
        run(tmp_path)
    assert error.value.message == f"{tmp_path} 是文件夹，请给出其中的一份评分表 PDF"


@pytest.mark.parametrize(
    "change",
    [
        lambda r: r.pop("total"),
        lambda r: r.update(elements=7),
        lambda r: r["elements"][0].update(level="legendary"),
        lambda r: r["elements"][0].update(points="many"),
        lambda r: r["report"].update(sha256=None),
        lambda r: r["groups"].append(None),
    ],
)
def test_a_result_with_fields_missing_cannot_be_verified(scorecard, tmp_path, change):
    broken = attach(scorecard, tmp_path / "broken.pdf", change)
    with pytest.raises(ReportError, match="附件里的结果缺少字段，或者字段的类型不对"):
        run(broken)


def test_a_rule_set_that_is_not_there_is_named(scorecard, tmp_path):
    def rename(result):
        result["rules"]["id"] = "nowhere-1999"

    lost = attach(scorecard, tmp_path / "lost.pdf", rename)
    with pytest.raises(RulesetError, match="nowhere-1999"):
        run(lost, "--report", EXAMPLE)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ReportError, match="文件不存在。请检查路径和文件名。"):
        run(tmp_path / "nothing.pdf")


def test_rules_without_a_report_are_refused(scorecard):
    with pytest.raises(Exception, match="-r 要和 --report 一起用"):
        run(scorecard, "-r", "township-2021")
