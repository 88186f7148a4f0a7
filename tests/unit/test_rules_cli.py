"""scorer rules …: what each command prints and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import scorer.cli
from scorer.cli.app import app
from scorer.resources import rules_dir
from scorer.ruleset.shipped import NO_RULE_SETS, shipped

BROKEN = Path(__file__).parent.parent / "messages" / "broken"
EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> tuple[int, str]:
    """The exit status and what is printed."""
    result = CliRunner().invoke(app, ["rules", *words], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result.return_value, result.output


def whole(monkeypatch, capsys, *words: str) -> tuple[int, str]:
    """The exit status and the messages of the program as it is started."""
    monkeypatch.setattr("sys.argv", ["scorer", "rules", *words])
    with pytest.raises(SystemExit) as ended:
        scorer.cli.main()
    return ended.value.code, capsys.readouterr().err


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def base(*changes: tuple[str, str]) -> str:
    text = (BROKEN / "base.yaml").read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text


def test_list():
    """Every shipped set is one line, with its name first."""
    status, told = run("list")
    assert status == 0
    assert [line.split("　")[0] for line in told.splitlines()] == list(shipped())


@pytest.mark.parametrize(
    ("name", "status", "last"),
    [
        ("base", 0, "检查了 1 个文件：没有问题"),
        ("lint-unit", 1, "检查了 1 个文件：1 处提醒"),
        (
            "example-level",
            1,
            "检查了 1 个文件：1 个例句不符"
            f"（原因见 scorer rules test {BROKEN / 'example-level.yaml'}）",
        ),
        ("colon-full-width", 2, "检查了 1 个文件：1 处错误"),
    ],
)
def test_check_status(name, status, last):
    """0 clean, 1 warnings or failing examples, 2 errors."""
    found, told = run("check", str(BROKEN / f"{name}.yaml"))
    assert (status, last) == (found, told.splitlines()[-1])


def test_check_a_folder():
    """All files of a folder are told at once, and an error decides the status."""
    write("一.yaml", base(("[份, 件]", "[份, 卷册]")))
    write("二.yml", base(("分值: 10", "分值：10")))
    write("说明.txt", "不是规则")
    status, told = run("check", ".")
    assert status == 2
    assert "一.yaml:22:24: L112" in told
    assert "二.yml:16:11: R016" in told
    assert told.endswith("检查了 2 个文件：1 处错误，1 处提醒\n")


def test_check_the_shipped_files_has_no_errors():
    """Without PATH the shipped files are checked, the language among them."""
    files = len(shipped()) + len(NO_RULE_SETS)
    assert run("check") == (0, f"检查了 {files} 个文件：没有问题\n")


def test_check_says_whose_examples_an_heir_breaks():
    """An heir that rewrites what it inherits is told so, and what to do instead."""
    write("base.yaml", base())
    heir = '继承: base.yaml\n规则集: 本县\n编号: local\n版本: "1"\n'
    write("本县.yaml", f"{heir}词组:\n  合同: [合约]\n")
    status, told = run("check", "本县.yaml")
    assert status == 1
    assert told.endswith(
        "检查了 1 个文件：3 个例句不符（原因见 scorer rules test 本县.yaml）\n"
        "其中 3 个是上级规则集的例句，继承它的文件改了词组、句式或“不算”，使它对不上了："
        "只加不减的宜用“增加”；确要改变的，把对不上的例句照抄到“去掉”的“例句”里\n"
    )
    write("本县.yaml", f"{heir}词组:\n  合同: {{增加: [合约]}}\n")
    assert run("check", "本县.yaml") == (0, "检查了 1 个文件：没有问题\n")


def test_check_list():
    """--list names every check."""
    status, told = run("check", "--list")
    assert status == 0
    assert "L106 词组无用　词组没有一处用到" in told.splitlines()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("check", "没有.yaml"), "没有.yaml:1:1: R001 没有这个规则集或文件"),
        (("check", "空"), "文件夹“空”里没有 .yaml 文件"),
        (("show", "adviser.wrok"), "没有要素“adviser.wrok”，是不是 adviser.work"),
        (("show", "adviser.work", "-r", "没有"), "R001 没有这个规则集或文件"),
        (("diff", "township-2021", "没有.yaml"), "R001 没有这个规则集或文件"),
        (
            ("new", "空/没有/本县"),
            "写不了“空/没有/本县.yaml”（没有文件夹“空/没有”；请先建好）",
        ),
        (
            ("check", "空/记事本.yaml"),
            "没有“空/记事本.yaml”，有“空/记事本.yaml.txt”；记事本多加了 .txt，"
            "请改文件名，或写 空/记事本.yaml.txt",
        ),
        (("schema", "-o", "空"), "写不了“空”（这是文件夹）；请写文件名"),
        (("chek",), "没有命令 chek"),
    ],
)
def test_mistakes(words, message, monkeypatch, capsys):
    """A mistake of the user is one message and status 2."""
    Path("空").mkdir()
    write("空/记事本.yaml.txt", base())
    status, told = whole(monkeypatch, capsys, *words)
    assert status == 2
    assert message in told


def test_test_passes():
    """`test` counts the examples that hold."""
    assert run("test", write("本县.yaml", base())) == (0, "本县.yaml：5 条例句，全部相符\n")


def test_test_says_why():
    """A failing example is shown with what was expected, found, and why."""
    text = base(
        ("{文: 建立微信群。, 判: 未提及}", "{文: 下一步由法律顾问审查合同。, 判: 具体举措}"),
        (
            "{文: 法律顾问审查合同。, 判: 具体举措}",
            "{文: 法律顾问起草合同。, 判: 具体举措, 标题: 法律服务}",
        ),
    )
    status, told = run("test", write("本县.yaml", text))
    assert status == 1
    assert told == (
        "本县.yaml:26:13: 例句不符　要素 adviser.work\n"
        "    文：法律顾问起草合同。（标题：法律服务）\n"
        "    应判：具体举措　实判：未提及\n"
        "    因为：没有句式命中\n"
        "    因为：最接近的句式“{法律顾问}…（审查|审核）…{合同}”，句子里没有其中的：审查、审核\n"
        "本县.yaml:29:13: 例句不符　要素 adviser.work\n"
        "    文：下一步由法律顾问审查合同。\n"
        "    应判：具体举措　实判：仅见于问题或计划\n"
        "    因为：句式“{法律顾问}…（审查|审核）…{合同}”命中“法律顾问审查合同”，"
        "按计划，线索“下一步”\n"
        "本县.yaml：5 条例句，2 条不符\n"
    )


def test_test_names_what_hinders():
    """A look-alike and a missing context are named, and items that differ."""
    text = base(
        (
            "        建议: ",
            '        不算: ["法律顾问审查"]\n        语境: [法治, 依法]\n        建议: ',
        ),
        ("判: 具体举措}", "判: 具体举措, 分项: [审查]}"),
    )
    status, told = run("test", write("本县.yaml", text))
    assert status == 1
    assert "因为：“不算”里的“法律顾问审查”可能抵掉了它" in told
    assert "因为：句子和标题里没有“语境”：法治、依法" in told
    assert "    应有分项：审查　实有：无" in told


def test_test_of_a_bad_file_and_of_the_language():
    """A file with errors is told and the others are still tried."""
    bad = write("错.yaml", base(("分值: 10", "分值：10")))
    status, told = run("test", bad, "language")
    assert status == 2
    assert "错.yaml：文件有错误，例句没有试" in told
    assert "条例句，全部相符" in told.splitlines()[-1] or "条不符" in told.splitlines()[-1]


def test_new_writes_a_working_file():
    """The new file is clean, its examples hold, and it is not overwritten by chance."""
    status, told = run("new", "本县", "-r", "township-2021")
    assert (status, told) == (
        0,
        "已写好 本县.yaml（继承 township-2021）。改好后：scorer rules check 本县.yaml\n",
    )
    assert run("check", "本县.yaml") == (0, "检查了 1 个文件：没有问题\n")
    assert run("test", "本县.yaml")[0] == 0
    Path("本县.yaml").write_text("我改过的", encoding="utf-8")
    with pytest.raises(Exception, match="已有文件"):
        run("new", "本县")
    assert Path("本县.yaml").read_text(encoding="utf-8") == "我改过的"
    assert run("new", "本县.yaml", "--force")[0] == 0
    assert run("check", "本县.yaml")[0] == 0


def test_new_shows_a_pattern_that_its_examples_need():
    """The pattern that the new file adds is tried by an example: without it, that one fails."""
    run("new", "本县")
    text = Path("本县.yaml").read_text(encoding="utf-8")
    pattern = '"{法律顾问}…（列出|开出|编制）…（风险清单|风险提示单）"'
    assert pattern in text
    write("本县.yaml", text.replace(pattern, "毫不相干的说法"))
    status, told = run("test", "本县.yaml")
    assert status == 1
    assert "应判：具体举措　实判：未提及" in told


@pytest.mark.parametrize("parent", shipped())
def test_new_works_with_every_shipped_set(parent):
    """Whichever set it inherits, the new file is clean."""
    assert run("new", "本县", "-r", parent)[0] == 0
    assert run("check", "本县.yaml") == (0, "检查了 1 个文件：没有问题\n")


def test_new_takes_a_latin_name_as_id():
    """A name of letters becomes the rule set's id."""
    run("new", "qinghe")
    assert "编号: qinghe\n" in Path("qinghe.yaml").read_text(encoding="utf-8")


def test_show_an_element():
    """An element is described in plain words, with the place of each value after 继承."""
    run("new", "本县")
    status, told = run("show", "法律顾问发挥作用", "-r", "本县.yaml")
    assert status == 0
    assert told.startswith("法律顾问发挥作用（adviser.work），9 分，满档：量化成效\n")
    for heading in ("什么算", "不算", "条件", "词组", "依据", "建议", "例句", "各项写在哪里"):
        assert f"\n{heading}\n" in told
    assert "\n  分值　本县.yaml:27:" in told
    assert "　增加 本县.yaml:" in told


def test_show_a_rule_set():
    """A rule set is described by what it adds up to."""
    path = write(
        "本县.yaml",
        base(
            (
                "要素组:",
                "单项否决:\n  - {要素: adviser.work, 低于: 一般表述, 结果: 不合格, 理由: 没有写}\n"
                "扣分:\n  - {编号: minus.x, 名称: 败诉, 句式: [败诉], 每次: 0.5, 最多: 2, "
                "理由: 败诉}\n"
                "扣分上限: 2\n要素组:",
            )
        ),
    )
    status, told = run("show", path)
    assert status == 0
    assert "  法律顾问发挥作用（adviser.work）低于一般表述：等次定为不合格（没有写）\n" in told
    assert (
        "  败诉（minus.x）：每次 0.5 分，最多 2 分（败诉）\n    - 败诉\n  合计最多 2 分\n" in told
    )


def test_diff():
    """What two files say differently, part by part."""
    write("甲.yaml", base())
    write(
        "乙.yaml",
        base(
            ("满分: 10", "满分: 8\n覆盖下限: 0.5"),
            ("分值: 10", "分值: 8\n        启用: 2022"),
            ("[合同, 协议]", "[合同, 契约]\n  律师: [律师]"),
            ("不低于: 6", "不低于: 7"),
            ("写明件数", "写明份数"),
        ),
    )
    assert run("diff", "甲.yaml", "甲.yaml") == (0, "两套规则没有不同\n")
    assert run("diff", "甲.yaml", "乙.yaml") == (
        0,
        "规则集\n"
        "  满分：10 → 8\n"
        "  覆盖下限：0.3 → 0.5\n"
        "  等次：合格 6、不合格 0 → 合格 7、不合格 0\n"
        "要素\n"
        "  法律顾问发挥作用（adviser.work）\n"
        "    分值：10 → 8\n"
        "    启用：无 → 2022\n"
        "    建议：写明件数。 → 写明份数。\n"
        "词组\n"
        "  合同：增加“契约”；去掉“协议”\n"
        "  律师：新增：律师\n",
    )


def test_diff_of_elements_and_amendments():
    """Elements, vetoes and deductions that are new, gone or changed."""
    veto = "单项否决:\n  - {{要素: adviser.work, 低于: {0}, 结果: 不合格, 理由: 没有写}}\n要素组:"
    write("甲.yaml", base(("要素组:", veto.format("一般表述"))))
    write(
        "乙.yaml",
        base(("要素组:", veto.format("具体举措")), ("adviser.work\n", "adviser.done\n")).replace(
            "要素: adviser.work", "要素: adviser.done"
        ),
    )
    status, told = run("diff", "甲.yaml", "乙.yaml")
    assert status == 0
    assert "  法律顾问发挥作用（adviser.done）：新增，10 分\n" in told
    assert "  法律顾问发挥作用（adviser.work）：删除，原 10 分\n" in told
    assert "  adviser.work：删除：低于一般表述则不合格\n" in told
    assert "  adviser.done：新增：低于具体举措则不合格\n" in told


def test_diff_moves_reports():
    """With --reports every report's total is told before and after; a bad one does not stop it."""
    run("new", "本县")
    for path in EXAMPLES.iterdir():
        Path(path.name).write_bytes(path.read_bytes())
    Path("坏.docx").write_bytes(b"PK\x03\x04broken")
    status, told = run("diff", "township-2021", "本县.yaml", "--reports", ".")
    assert status == 2
    assert "报告（4 份）" in told
    assert "错误：坏.docx" in told
    assert told.count(" → ") >= 3
    Path("空").mkdir()
    with pytest.raises(Exception, match="没有能读的报告"):
        run("diff", "township-2021", "本县.yaml", "--reports", "空")


def test_schema_and_docs():
    """The schema and the handbook are printed or written."""
    assert json.loads(run("schema")[1])["title"] == "评分规则文件"
    assert run("schema", "--language", "-o", "schema.json") == (0, "")
    assert json.loads(Path("schema.json").read_text(encoding="utf-8"))["title"] == "公文语言文件"
    for kind in ("terms", "findings", "figures"):
        beside = (rules_dir() / f"{kind}.schema.json").read_text(encoding="utf-8")
        assert run("schema", f"--{kind}") == (0, beside)
    assert run("docs")[1].startswith("<!-- 由 rules/ 里的规则文件生成")
    assert "docs" not in CliRunner().invoke(app, ["rules", "--help"]).output
