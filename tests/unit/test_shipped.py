"""Which rule file is meant, by name, by path or by the report's year."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scorer.model.errors import RulesetError
from scorer.resources import _folder, rules_dir, templates_dir
from scorer.ruleset import shipped as module
from scorer.ruleset.shipped import find_rules, rules_for_year
from tests.builders import rules_yaml


@pytest.fixture
def sets(tmp_path, monkeypatch):
    """A folder of two shipped rule sets, for 2016—2020 and for 2021—2025."""
    for name, years in (("town-2016", "2016—2020"), ("town-2021", "2021—2025")):
        (tmp_path / f"{name}.yaml").write_bytes(rules_yaml(适用年度=years, 编号=name))
    (tmp_path / "language.yaml").write_text("版本: x", encoding="utf-8")
    monkeypatch.setattr(module, "rules_dir", lambda: tmp_path)
    monkeypatch.setattr(module, "shipped", module.shipped.__wrapped__)
    return tmp_path


def test_the_language_is_no_rule_set(sets):
    """language.yaml stands beside the rule sets and is none."""
    assert list(module.shipped()) == ["town-2016", "town-2021"]
    assert module.shipped()["town-2016"] == sets / "town-2016.yaml"


@pytest.mark.parametrize(
    ("name", "chosen", "year"),
    [
        ("town-2016", "报告年度 2016 在适用年度 2016—2020 内", 2016),
        ("town-2016", "报告年度 2020 在适用年度 2016—2020 内", 2020),
        ("town-2021", "报告年度 2021 在适用年度 2021—2025 内", 2021),
        ("town-2016", "没有适用 2012 年度的规则集，按最接近的 2016—2020", 2012),
        ("town-2021", "没有适用 2030 年度的规则集，按最接近的 2021—2025", 2030),
        ("town-2021", "读不出报告年度，按最新一套规则", None),
    ],
)
@pytest.mark.usefixtures("sets")
def test_by_year(name, chosen, year):
    """The set in force for the year is taken, else the nearest, and the choice is told."""
    path, why = rules_for_year(year)
    assert (name, chosen) == (path.stem, why)


def test_the_years_are_read_once_a_file(sets, monkeypatch):
    """The next report asks again and no file is opened; an edited file is read anew."""
    assert rules_for_year(2016)[0].stem == "town-2016"
    with monkeypatch.context() as patch:
        patch.delattr(Path, "read_text")
        assert rules_for_year(2021)[0].stem == "town-2021"
    (sets / "town-2016.yaml").write_bytes(rules_yaml(适用年度="2016—2021", 编号="town-2016"))
    os.utime(sets / "town-2016.yaml", ns=(0, 0))
    assert rules_for_year(2021)[0].stem == "town-2016"


def test_a_set_for_one_year(sets):
    """A set may be for one year alone."""
    (sets / "town-2030.yaml").write_bytes(rules_yaml(适用年度="2030"))
    assert rules_for_year(2030)[0].stem == "town-2030"


def test_no_sets(tmp_path, monkeypatch):
    """An installation without rule sets says so."""
    monkeypatch.setattr(module, "rules_dir", lambda: tmp_path)
    monkeypatch.setattr(module, "shipped", dict)
    with pytest.raises(RulesetError) as caught:
        rules_for_year(2024)
    message = "R001 安装不完整：没有随附的规则集；请重新安装 scorer"
    assert f"{tmp_path}:1:1: {message}" == str(caught.value)


def test_by_name(sets):
    """A shipped set is found by its name."""
    assert find_rules("town-2016") == (sets / "town-2016.yaml", "按名称指定")


def test_by_file(sets):
    """A file is found by its path, as text or as Path."""
    path = sets / "town-2016.yaml"
    assert find_rules(path) == find_rules(str(path)) == (path, "按文件指定")


@pytest.mark.parametrize(
    ("near", "rules"),
    [("；相近的有：town-2021、town-2016", "town-2022"), ("", "xyz")],
)
@pytest.mark.usefixtures("sets")
def test_near_names(near, rules):
    """What is not found is told with near names and all that are shipped."""
    message = f"没有这个规则集或文件{near}。随附的规则集：town-2016、town-2021"
    with pytest.raises(RulesetError) as caught:
        find_rules(rules)
    assert f"{rules}:1:1: R001 {message}" == str(caught.value)


def test_near_files(sets, tmp_path_factory):
    """A misspelt path is told with the files beside it."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "mine.yaml").write_bytes(rules_yaml())
    with pytest.raises(RulesetError) as caught:
        find_rules(folder / "mime.yaml")
    assert str(folder / "mine.yaml") in str(caught.value)
    assert sets != folder


def test_an_installed_package_carries_its_files(monkeypatch, tmp_path):
    """Rules and templates are inside the package, or at the top of the checkout."""
    assert rules_dir().joinpath("language.yaml").is_file()
    assert templates_dir().is_dir()
    monkeypatch.setattr("scorer.resources.PACKAGE", tmp_path / "scorer")
    assert _folder("rules") == tmp_path / "rules"
    inside = tmp_path / "scorer" / "rules"
    inside.mkdir(parents=True)
    assert Path(_folder("rules")) == inside
