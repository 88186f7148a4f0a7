"""继承: a child file holds only what differs, and every value keeps its own place."""

from __future__ import annotations

import pytest

from scorer.model.errors import RulesetError
from scorer.ruleset.load import load
from tests.builders import element, rules_yaml, yaml_bytes

TWO = (element(分值=60), element("adviser.system", 名称="聘请", 分值=40))


@pytest.fixture
def family(tmp_path):
    """A parent of two elements, and a function that writes a child and loads it."""
    (tmp_path / "parent.yaml").write_bytes(rules_yaml(*TWO))

    def load_child(**changes):
        written = {"继承": "parent.yaml", "编号": "child", **changes}
        child = tmp_path / "child.yaml"
        child.write_bytes(yaml_bytes(written))
        return load(child)

    return load_child


def problems(family, **changes):
    with pytest.raises(RulesetError) as caught:
        family(**changes)
    return [
        (problem.mark.path.rpartition("/")[2], problem.code, problem.message)
        for problem in caught.value.problems
    ]


def test_a_child_has_everything_that_its_parent_has(family):
    """What a child does not mention is its parent's."""
    child = family()
    assert [each.id for each in child.elements] == ["adviser.work", "adviser.system"]
    assert child.id == "child"
    assert child.title == "试用规则"


def test_a_single_value_of_an_element_is_changed(family):
    """改动 replaces keys and leaves the others."""
    child = family(改动={"adviser.work": {"分值": 30}, "adviser.system": {"分值": 70}})
    assert [int(each.points) for each in child.elements] == [30, 70]
    assert child.elements[0].advice == element()["建议"]


def test_every_value_tells_the_file_it_comes_from(family):
    """Marks name the child for what it changed and the parent for the rest."""
    child = family(改动={"adviser.work": {"建议": "另写。"}})
    origins = dict(child.elements[0].origins)
    assert origins["建议"].path.endswith("child.yaml")
    assert origins["分值"].path.endswith("parent.yaml")


def test_lists_of_an_element_are_added_to_and_taken_from(family):
    """增加 and 去掉 edit a list of the parent's element."""
    child = family(
        改动={
            "adviser.work": {
                "增加": {"一般表述": ["用好法律顾问"], "语境": ["合同"]},
                "去掉": {"具体举措": ["邀请法律顾问参与"]},
            }
        }
    )
    texts = [clue.pattern.text for clue in child.elements[0].clues]
    assert "用好法律顾问" in texts
    assert "发挥…法律顾问…作用" in texts
    assert "邀请法律顾问参与" not in texts
    assert [pattern.text for pattern in child.elements[0].context] == ["合同"]


def test_an_element_is_removed(family):
    """删除 takes an element out; a group left empty goes with it."""
    child = family(删除=["adviser.work"], 改动={"adviser.system": {"分值": 100}})
    assert [each.id for each in child.elements] == ["adviser.system"]
    empty = family(
        删除=["adviser.work", "adviser.system"],
        要素组=[{"编号": "new", "名称": "新组", "要素": [element("new.one")]}],
    )
    assert [group.id for group in empty.groups] == ["new"]


def test_new_elements_join_a_known_group_or_bring_their_own(family):
    """要素组 with a known 编号 adds elements to that group."""
    child = family(
        分值折算="是",
        要素组=[
            {"编号": "group", "名称": "一组", "要素": [element("adviser.more", 分值=5)]},
            {"编号": "other", "名称": "二组", "要素": [element("other.one", 分值=5)]},
        ],
    )
    assert [each.group for each in child.elements] == ["group", "group", "group", "other"]


def test_word_lists_are_replaced_added_to_and_taken_from(family):
    """A list replaces the parent's of that name; 增加 and 去掉 edit it."""
    assert dict(family(词组={"法律顾问": ["公职律师"]}).word_lists)["法律顾问"] == {"公职律师"}
    edited = family(词组={"法律顾问": {"增加": ["公职律师"], "去掉": ["驻镇律师"]}})
    assert dict(edited.word_lists)["法律顾问"] == {"法律顾问", "公职律师"}
    assert dict(family(词组={"合同": ["合同"]}).word_lists)["合同"] == {"合同"}


def test_a_section_that_the_parent_lacks_is_the_childs(family, tmp_path):
    """A parent without 词组 gets the child's."""
    (tmp_path / "parent.yaml").write_bytes(rules_yaml(*TWO, 词组=None))
    assert dict(family(词组={"合同": ["合同"]}).word_lists) == {"合同": frozenset({"合同"})}


def test_a_parent_may_have_a_parent(family, tmp_path):
    """继承 goes on through several files; the hash covers all of them."""
    before = family().sha256
    grandchild = tmp_path / "grandchild.yaml"
    grandchild.write_text("继承: child.yaml\n编号: grandchild\n", encoding="utf-8")
    assert load(grandchild).id == "grandchild"
    assert load(grandchild).sha256 != before


def test_a_shipped_set_is_inherited_by_its_name(tmp_path):
    """继承: township-2021 means the shipped file."""
    child = tmp_path / "county.yaml"
    child.write_text("继承: township-2021\n编号: county\n", encoding="utf-8")
    assert load(child).id == "county"


def test_slips_in_a_child_are_told_at_their_places(family):
    """Unknown names and impossible edits are problems of the child's file."""
    told = problems(
        family,
        词组={"没有的": {"增加": ["词"]}},
        改动={
            "adviser.wrok": {"分值": 1},
            "adviser.work": {
                "增加": {"建议": ["x"]},
                "去掉": {"具体举措": ["没有这句"]},
                "满挡": "具体举措",
            },
        },
        删除=["nothing.here"],
    )
    assert {file for file, _, _ in told} == {"child.yaml"}
    messages = " ".join(message for _, _, message in told)
    assert "上级规则集没有词组“没有的”，不能增减" in messages
    assert "上级规则集没有要素“adviser.wrok”，是不是“adviser.work”" in messages
    assert "“建议”不是列表，不能增加；请整个改写" in messages
    assert "上级规则集里没有“没有这句”，不能去掉" in messages
    assert "未知的键“满挡”，是不是“满档”" in messages
    assert "上级规则集没有要素“nothing.here”" in messages


def test_a_cycle_is_told(tmp_path):
    """Two files that inherit each other are refused, with the way round."""
    for one, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{one}.yaml").write_text(f"继承: {other}.yaml\n编号: {one}\n")
    with pytest.raises(RulesetError, match=r"R013 继承成环：a\.yaml→b\.yaml→a\.yaml"):
        load(tmp_path / "a.yaml")


def test_a_parent_that_is_not_there_is_told(family):
    """The name after 继承 must be a shipped set or a file beside this one."""
    told = problems(family, 继承="nobody.yaml")
    assert ("child.yaml", "R013", "没有可继承的规则集或文件“nobody.yaml”") in told


def test_a_parent_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    """An unreadable parent is named with the reason."""
    (tmp_path / "parent.yaml").write_bytes(rules_yaml())
    child = tmp_path / "child.yaml"
    child.write_text("继承: parent.yaml\n编号: child\n", encoding="utf-8")
    data = child.read_bytes()

    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(
        "pathlib.Path.read_bytes", lambda path: data if path == child else refuse(path)
    )
    with pytest.raises(RulesetError, match="继承的文件读不出来"):
        load(child)
