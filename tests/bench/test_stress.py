"""The batch that is killed and interrupted: what is lost, doubled or different is noticed."""

import json
import shutil
from pathlib import Path

import pytest

from bench import stress
from bench.damages import damages
from scorer.model.errors import ReportError
from scorer.reading import office, read

GOOD, BAD = {"0/a", "0/b"}, {"0/c"}


@pytest.mark.parametrize("name", damages())
def test_every_damaged_file_is_refused(tmp_path: Path, name: str) -> None:
    if name == "损坏.doc" and office.libreoffice() is None:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / name
    damages()[name](path)
    with pytest.raises(ReportError) as caught:
        read(path)
    assert caught.value.remedy


def batch(folder: Path, names: list[str], failed: list[str]) -> stress.Batch:
    """A folder of results that tells of these reports and failures."""
    shutil.rmtree(folder, ignore_errors=True)
    told = {
        "reports": [{"name": name} for name in names],
        "failures": [{"name": name} for name in failed],
    }
    made = stress.Batch(folder / "in", folder / "out")
    for name in names:
        path = made.results / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (made.results / "summary.json").write_text(json.dumps(told), encoding="utf-8")
    made.errors.touch()
    lines = [json.dumps({"name": name, "status": "done"}) + "\n" for name in names]
    made.log.write_text("".join(lines), encoding="utf-8")
    return made


@pytest.mark.parametrize(
    ("names", "failed", "wrong"),
    [
        (["0/a", "0/b"], ["0/c"], False),
        (["0/a"], ["0/c"], True),
        (["0/a"], ["0/b", "0/c"], True),
        (["0/a", "0/b", "0/b"], ["0/c"], True),
        (["0/a", "0/b", "0/c"], [], True),
    ],
)
def test_what_is_lost_doubled_or_wrong_is_noticed(
    tmp_path: Path, names: list[str], failed: list[str], wrong: bool
) -> None:
    made = batch(tmp_path / "r", names, failed)
    assert stress.told("试", made, GOOD, BAD, stress.outputs(made.results)) is wrong


def test_what_differs_from_the_run_in_peace_is_noticed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = batch(tmp_path / "r", sorted(GOOD), sorted(BAD))
    whole = stress.outputs(made.results)
    (made.results / "0/.a.json-5f3a").touch()
    assert stress.told("试", made, GOOD, BAD, whole)
    assert "与不受打扰的不同 1 个文件" in capsys.readouterr().out
    (made.results / "0/.a.json-5f3a").unlink()
    (made.results / "0/a.json").write_text("别的")
    assert stress.told("试", made, GOOD, BAD, whole)


def test_a_traceback_is_noticed(tmp_path: Path) -> None:
    made = batch(tmp_path / "r", sorted(GOOD), sorted(BAD))
    made.errors.write_text("Traceback (most recent call last):\n")
    assert stress.told("试", made, GOOD, BAD, stress.outputs(made.results))


def test_a_small_batch_survives_killing_and_ctrl_c(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stress.stress(tmp_path, 60, 1.0, 4) == 0
    out = capsys.readouterr().out
    assert out.count("评完 57 份（应 57），列出坏的 3 份（应 3），丢 0，重 0，误 0，") == 3
    assert out.count("与不受打扰的不同 0 个文件") == 3
