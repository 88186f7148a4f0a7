"""scorer batch --what-if: who would stand where under other rules, as a table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import click

from scorer.cli.console import now
from scorer.cli.interruption import interruptible
from scorer.cli.leaflets import show
from scorer.cli.outputs import Output
from scorer.cli.progress import Progress
from scorer.fleet import whatif
from scorer.fleet.pool import Pool
from scorer.fleet.program import program_key
from scorer.fleet.state import State, has_state
from scorer.fleet.values import Settings, Status
from scorer.fleet.whatif import WHAT_IF, Move, moves, saved_tasks
from scorer.fleet.whatif_leaflet import leaflet
from scorer.model.errors import BatchError
from scorer.pipeline import UNDATED, Rules
from scorer.rendering.cells import pad
from scorer.rendering.leaflet import LEAFLET_FORMATS
from scorer.ruleset.model import Ruleset
from scorer.wholefile import reason_and_remedy, whole

_MOST_TOLD = 40
_MOST_ELEMENTS = 2
_COLUMNS = (
    ("名次", 4),
    ("原名次", 6),
    ("升降", 4),
    ("单位", 24),
    ("总分", 5),
    ("原总分", 6),
    ("等次", 18),
)


def what_if(
    folder: Path, rules: Rules, jobs: int, limit: float, formats: Sequence[str] = ()
) -> int:
    """Assess the saved texts in *folder* under *rules*; print who moves; return the status.

    The result is also written into *folder*: as JSON, and in those of *formats* that leaflets have.
    """
    if not has_state(folder):
        remedy = "请先做一次批量：scorer batch 报告/ -o 文件夹。"
        raise BatchError(str(folder), "这里没有批量的结果", remedy)
    with State(folder) as state:
        _demand_complete(state)
        ruleset = rules.compiled.ruleset
        year = int(state.about("year")) if state.about("year") else None
        settings = Settings(
            str(folder), (), ruleset, rules.chosen, year, UNDATED, program_key(), from_text=True
        )
        failed = _tried(state, Pool(settings, rules, jobs, limit))
        click.echo(f"按 {ruleset.title}（{ruleset.id} {ruleset.version}）重算：")
        for line in _table(state):
            click.echo(line)
        _write(state, folder / WHAT_IF, rules)
        unmade = _printed(state, ruleset, folder, formats)
    return 2 if failed or unmade else 0


def _printed(state: State, ruleset: Ruleset, folder: Path, formats: Sequence[str]) -> int:
    """Write who moves as a leaflet in each of *formats* that leaflets have; return the status."""
    targets = {each: folder / Path(WHAT_IF).with_suffix(f".{each}") for each in LEAFLET_FORMATS}
    outputs = [Output(each, str(target)) for each, target in targets.items() if each in formats]
    for target in targets.values():
        target.unlink(missing_ok=True)  # of other rules, perhaps
    if not outputs:
        return 0
    moved = [move for move in moves(state) if _moves(move)]
    made = leaflet(moved, state.count(Status.DONE), ruleset, now())
    return show(made, None, outputs)


def _demand_complete(state: State) -> None:
    remedy = "请加 --resume 再做一次批量，再看假设。"
    if not state.about("complete"):
        raise BatchError(str(state.folder), "上次的批量没有做完", remedy)
    if state.about("program") != program_key():
        raise BatchError(str(state.folder), "这些结果是另一个版本的程序评的", remedy)


def _tried(state: State, pool: Pool) -> int:
    """Assess every saved text; return how many could not be."""
    progress = Progress(state.count(Status.DONE))
    failed = 0
    with interruptible() as stop:
        for row in whatif.record(state, pool.work(saved_tasks(state), stop)):
            progress.count(row)
            if row.status is not Status.DONE:
                failed += 1
                click.echo(f"错误：{row.name}：{row.message}", err=True)
        progress.close()
        if stop():
            raise KeyboardInterrupt
    return failed


def _table(state: State) -> Iterator[str]:
    """Yield who moves, by the new place, and then how many stay."""
    total = moved = told = 0
    for move in moves(state):
        total += 1
        if not _moves(move):
            continue
        moved += 1
        if moved == 1:
            yield "  ".join(pad(title, room) for title, room in _COLUMNS) + "  主要原因"
        if told < _MOST_TOLD:
            told += 1
            yield _line(move)
    if moved > told:
        yield f"……另有 {moved - told} 份，见 {WHAT_IF}"
    yield f"{total} 份中 {moved} 份的名次或等次会变。"


def _moves(move: Move) -> bool:
    return move.place_before != move.place_after or move.band_before != move.band_after


def _line(move: Move) -> str:
    cells = (
        _place(move.place_after),
        _place(move.place_before),
        f"{move.climbed:+}" if move.climbed else "",
        move.unit or move.name,
        str(move.after),
        str(move.before),
        _band(move),
    )
    columns = (pad(cell, room) for cell, (_, room) in zip(cells, _COLUMNS, strict=True))
    reasons = (f"{name} {change:+}" for name, change in islice(move.elements, _MOST_ELEMENTS))
    return ("  ".join(columns) + "  " + "，".join(reasons)).rstrip()


def _band(move: Move) -> str:
    before, after = (band or "待定" for band in (move.band_before, move.band_after))
    return after if before == after else f"{after}（原{before}）"


def _place(place: int | None) -> str:
    return "暂定" if place is None else str(place)


def _write(state: State, target: Path, rules: Rules) -> None:
    ruleset = rules.compiled.ruleset
    head = {"id": ruleset.id, "version": ruleset.version, "sha256": ruleset.sha256}
    try:
        with whole(target) as partial, partial.open("w", encoding="utf-8", newline="\n") as file:
            file.write(f'{{\n  "schema": "1.0",\n  "rules": {json.dumps(head)},\n  "reports": [')
            before = "\n    "
            for move in moves(state):
                file.write(before + json.dumps(whatif.as_json(move), ensure_ascii=False))
                before = ",\n    "
            file.write("\n  ]\n}\n")
    except OSError as error:
        raise BatchError(str(target), *reason_and_remedy(error)) from error
    click.echo(f"全部变化：{target}", err=True)
