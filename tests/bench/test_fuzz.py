"""bench.fuzz: a slice of its runs, and that it tells what it finds."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from bench import fuzz
from bench.fuzz_seeds import SEEDS
from bench.mutations import MUTATIONS
from scorer.reading import READERS, read_bytes

FORMATS = fuzz.usable(SEEDS)


@pytest.fixture
def saved(tmp_path, monkeypatch):
    """Where failing files are saved."""
    monkeypatch.setattr(fuzz, "SAVED", tmp_path)
    return tmp_path


def test_a_slice_ends_in_results_or_messages(saved):
    """Three hundred broken files: some are read, some refused, nothing else happens."""
    outcomes = list(fuzz.outcomes_of(range(300), 7, FORMATS))
    assert [one for one in outcomes if one.failed] == []
    kinds = {one.kind for one in outcomes}
    assert fuzz.RESULT in kinds
    assert len(kinds) > 3
    assert {one.format for one in outcomes if one.kind == fuzz.RESULT} == set(FORMATS)
    assert not list(saved.iterdir())


def test_every_seed_is_readable():
    """What is broken was whole before."""
    for name in fuzz.usable(SEEDS):
        for data in SEEDS[name]():
            assert len(read_bytes(data, f"报告{name}").text) > 500


def test_a_run_can_be_run_again():
    """The same seed and number give the same bytes; another number gives others."""
    assert fuzz.case(1, 5, FORMATS) == fuzz.case(1, 5, FORMATS)
    assert len({fuzz.case(1, run, FORMATS) for run in range(20)}) > 15


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_every_mutation_takes_any_bytes(name):
    """Even none; the zip's own mutation needs a zip."""
    for mutation in MUTATIONS[name]:
        data = SEEDS[".docx"]()[0] if mutation.__name__ == "zipped" else b""
        assert isinstance(mutation(data, Random(1)), bytes)


def test_a_failure_is_saved_and_its_run_is_printed(saved, monkeypatch, capsys):
    """A bug in the pipeline is told with the words that run it again."""

    def broken(*_: object) -> None:
        raise KeyError("错")

    monkeypatch.setattr(fuzz, "read_bytes", broken)
    assert fuzz.main(["--seed", "4", "--only", "2", "--format", "txt"]) == 1
    told = capsys.readouterr().out
    path = saved / "4-2.txt"
    assert path.read_bytes() == fuzz.case(4, 2, (".txt",))[1]
    assert str(path) in told
    assert "失败：--seed 4 --only 2  !KeyError: '错'" in told
    assert told.endswith("失败 1 次\n")


def test_a_run_that_hangs_is_stopped(saved, monkeypatch):
    """It is a failure, and nothing on the way may swallow it."""

    def hanging(*_: object) -> None:
        end = time.monotonic() + 5
        while time.monotonic() < end:
            with suppress(Exception):
                sum(range(1000))

    monkeypatch.setattr(fuzz, "SECONDS", 0.05)
    monkeypatch.setattr(fuzz, "read_bytes", hanging)
    [outcome] = fuzz.outcomes_of([0], 1, (".txt",))
    assert outcome.kind == "!超过 0.05 秒"
    assert outcome.seconds < 1
    assert len(list(saved.iterdir())) == 1


def test_several_processes_share_the_runs(capsys):
    """Every run is made once."""
    assert fuzz.main(["--runs", "7", "--seed", "2", "--processes", "2", "--format", "txt"]) == 0
    assert capsys.readouterr().out.startswith("7 次，种子 2\n.txt  7 次\n")


def test_formats_without_a_reader_are_left_out():
    """The table of formats may be ahead of the readers."""
    assert set(fuzz.usable(SEEDS)) == set(SEEDS) & set(READERS)
    assert fuzz.usable([".无"]) == ()
    assert isinstance(fuzz.SAVED, Path)
