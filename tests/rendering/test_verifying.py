"""Whether a scorecard's numbers hold: each way to be wrong is named, and the right one passes."""

from __future__ import annotations

import copy
import io
import json
from decimal import Decimal

import pytest
from pypdf import PdfReader, PdfWriter

from scorer.model.errors import ReportError
from scorer.rendering.attached import read_attached
from scorer.rendering.data import to_json
from scorer.rendering.fonts import chinese_fonts
from scorer.rendering.paper import ATTACHMENT, page_pdf, pdf
from scorer.rendering.verifying import consistent, printed, recomputed

needs_font = pytest.mark.skipif(not chinese_fonts(), reason="no Chinese font on this machine")


def result_of(card) -> dict:
    return json.loads(to_json(card), parse_float=Decimal)


def with_attachment(made: bytes, files: dict[str, bytes]) -> bytes:
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(made)).pages:
        writer.add_page(page)
    for name, data in files.items():
        writer.add_attachment(name, data)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def held(card):
    return read_attached(pdf(card), "评分表.pdf")


@needs_font
@pytest.mark.parametrize("name", ["card", "provisional", "perfect", "empty"])
def test_what_this_program_prints_agrees_with_itself(request, name):
    card = request.getfixturevalue(name)
    held = read_attached(pdf(card), "评分表.pdf")
    assert held.result == result_of(card)
    assert list(printed(held.result, held.text)) == []


@needs_font
@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (
            ("total", "score"),
            Decimal("98.0"),
            "总分 98.0/80分、等次“合格”，页面上没有",
        ),
        (("total", "band"), "优秀", "总分 51.5/80分、等次“优秀”，页面上没有"),
        (
            ("groups", 1, "score"),
            Decimal("16.0"),
            "“重大行政决策”得分 16.0/16，页面上是“11.0/1669%（三）法律顾…”",
        ),
        (
            ("elements", 1, "score"),
            Decimal("3.9"),
            "第2项“法治建设纳入全局并研究部署”分值 4、得分 3.9、量化成效，"
            "页面上是“44.0量化成效全年召开党委会专…”",
        ),
        (
            ("elements", 1, "level"),
            "mentioned",
            "第2项“法治建设纳入全局并研究部署”分值 4、得分 4.0、一般表述，"
            "页面上是“44.0量化成效全年召开党委会专…”",
        ),
        (("report", "sha256"), "0" * 64, "报告校验值，页面上没有"),
        (("rules", "version"), "2099.1", "规则集 township-2021，页面上没有"),
    ],
)
def test_a_number_changed_in_the_attachment_is_not_on_the_page(held, path, value, problem):
    result = copy.deepcopy(held.result)
    below = result
    for key in path[:-1]:
        below = below[key]
    below[path[-1]] = value
    assert list(printed(result, held.text)) == [problem]


@needs_font
def test_a_row_that_is_not_printed_is_missed(held):
    result = copy.deepcopy(held.result)
    result["elements"][2]["name"] = "没有的要素"
    (problem,) = printed(result, held.text)
    assert problem == "第3项“没有的要素”分值 3、得分 3.0、具体举措，页面上没有这一行"


def changed(card, change) -> dict:
    result = result_of(card)
    change(result)
    return result


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        (lambda _: None, []),
        (
            lambda r: r["elements"][1].update(score=Decimal("3.0"), gain=Decimal("1.0")),
            [
                "“法治建设纳入全局并研究部署”得分应为分值、系数、覆盖率之积 4.0，附件为 3.0",
                "“党政主要负责人履行推进法治建设第一责任人职责”得分应为各要素之和 11.1，"
                "附件为 12.1",
                "各要素得分之和为 50.5，计算步骤的起点不是这个数",
            ],
        ),
        (
            lambda r: r["elements"][0].update(gain=Decimal("9.9")),
            ["“履行第一责任人职责（四个亲自）”可加分应为 3.5，附件为 9.9"],
        ),
        (
            lambda r: r["groups"][1].update(points=20),
            ["“重大行政决策”分值应为各要素之和 16，附件为 20"],
        ),
        (
            lambda r: r["total"].update(score=Decimal("90.0")),
            ["总分应为最后一步的 51.5，附件为 90.0"],
        ),
        (
            lambda r: r["total"]["steps"].append(
                {"kind": "扣分", "points": Decimal("-1.5"), "total": Decimal("51.5")}
            ),
            ["计算步骤“扣分”之后应为 50.0，附件为 51.5"],
        ),
        (
            lambda r: r["total"].update(steps=[]),
            ["各要素得分之和为 51.5，计算步骤的起点不是这个数"],
        ),
    ],
)
def test_numbers_that_do_not_follow_are_named(provisional, change, problems):
    assert list(consistent(changed(provisional, change))) == problems


def test_a_total_that_hides_what_is_pending_is_named(provisional):
    sure = changed(provisional, lambda r: r["total"].update(provisional=False, band="合格"))
    assert list(consistent(sure)) == ["总分是否暂定，与各要素的状态不合"]


def test_the_same_result_computed_later_agrees(card):
    later = changed(card, lambda r: r.update(assessed_at="2030-01-01T00:00:00+08:00"))
    assert list(recomputed(result_of(card), later)) == []


def test_another_result_is_named_field_by_field(card):
    def change(result):
        result["elements"][1]["score"] = Decimal("3.2")
        result["total"]["band"] = "良好"
        result["findings"] = []

    assert list(recomputed(result_of(card), changed(card, change))) == [
        "总分.band：附件为 合格，重新评分为 良好",
        "要素[2].score：附件为 4.0，重新评分为 3.2",
        "疑点：附件为 2项，重新评分为 0项",
    ]


def test_of_very_many_differences_the_first_are_named(card):
    def change(result):
        for element in result["elements"]:
            element.update(name="", advice="x", score=None, level="", shortfall="x")

    found = list(recomputed(result_of(card), changed(card, change)))
    assert len(found) == 41
    assert found[-1] == "另有不同之处，只列出前 40 处"
    assert "附件为 7，重新评分为 没有" not in found[0]


WITHOUT = "PDF 里没有附件 scorecard.json：不是评分表，或者是评分表打印、另存、拆分以后的文件"
BROKEN = "附件 scorecard.json 不是完整的 JSON"
MAKE = "请用 scorer assess 报告 -o 评分表.pdf 生成的评分表。"
ORIGINAL = "请用 scorer assess 直接生成的那一份原件核对。"


@needs_font
@pytest.mark.parametrize(
    ("files", "reason", "remedy"),
    [
        ({}, WITHOUT, ORIGINAL),
        ({"other.json": b"{}"}, WITHOUT, ORIGINAL),
        ({ATTACHMENT: b'{"schema": '}, BROKEN, ORIGINAL),
        ({ATTACHMENT: b"[" * 100_000}, BROKEN, ORIGINAL),
        ({ATTACHMENT: b"[]"}, "附件 scorecard.json 不是本程序的评分结果", MAKE),
        (
            {ATTACHMENT: b'{"schema": "9.0"}'},
            "附件的格式是 9.0 版，本机的程序只认 1.0 版",
            "请用生成它的那一版 scorer 核对。",
        ),
    ],
)
def test_a_pdf_without_a_result_of_ours_cannot_be_verified(card, files, reason, remedy):
    with pytest.raises(ReportError) as error:
        read_attached(with_attachment(pdf(card), files), "a.pdf")
    assert (error.value.reason, error.value.remedy) == (reason, remedy)


def rewritten(made: bytes, change) -> bytes:
    """Return the PDF *made* as another program writes it after *change*."""
    writer = PdfWriter(clone_from=io.BytesIO(made))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@needs_font
def test_another_paper_of_this_program_is_named():
    """The leaflet of a comparison, like the board, is no scorecard."""
    paper = page_pdf('<title>评分排名</title><meta name="generator" content="scorer">甲')
    with pytest.raises(ReportError) as error:
        read_attached(paper, "排名.pdf")
    assert str(error.value) == (
        "排名.pdf：这是“评分排名”，不是评分表；能核对的只有单份报告的评分表。" + MAKE
    )


@needs_font
def test_a_scorecard_whose_attachment_was_taken_out_is_told(card):
    taken = rewritten(pdf(card), lambda writer: writer.root_object.pop("/Names"))
    with pytest.raises(ReportError) as error:
        read_attached(taken, "评分表.pdf")
    assert error.value.reason == "这份评分表里的附件 scorecard.json 已被去掉，不能核对"


@needs_font
@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_an_encrypted_scorecard_is_told(card, algorithm):
    pytest.importorskip("cryptography") if algorithm.startswith("AES") else None
    locked = rewritten(pdf(card), lambda writer: writer.encrypt("甲", algorithm=algorithm))
    with pytest.raises(ReportError, match=r"a\.pdf：PDF 加了密，不能读。请用没有加密的原件核对。"):
        read_attached(locked, "a.pdf")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"{}", "报告".encode()])
def test_what_is_no_pdf_is_said_to_be_none(data):
    with pytest.raises(ReportError, match=r"a\.pdf：不是 PDF 文件；能核对的只有 PDF 评分表。"):
        read_attached(data, "a.pdf")


@needs_font
@pytest.mark.parametrize("kept", [9, 3000])
def test_a_pdf_cut_short_is_said_to_be_broken(card, kept):
    with pytest.raises(ReportError, match=r"a\.pdf：PDF 不完整或者已损坏，不能读（\w+）。请重新"):
        read_attached(pdf(card)[:kept], "a.pdf")
