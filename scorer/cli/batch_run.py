"""The course of a batch: make ready, find, assess, write the summary, say what came of it."""

from __future__ import annotations

import hashlib
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from pathlib import Path

import click

from scorer import pipeline
from scorer.cli.boards import forget_boards, made_board, write_boards
from scorer.cli.console import now
from scorer.cli.interruption import interruptible
from scorer.cli.joblog import opened
from scorer.cli.outputs import Output
from scorer.cli.progress import Progress, duration
from scorer.cli.rule_files import rules_in_force, shown
from scorer.cli.whatif import what_if
from scorer.fleet.batch import Crew, assess_all, finish, register
from scorer.fleet.board.build import BANDS, bands_note
from scorer.fleet.finding import demand_inputs, holds_results
from scorer.fleet.pool import Pool
from scorer.fleet.program import program_key
from scorer.fleet.results import TENTHS
from scorer.fleet.state import State
from scorer.fleet.summary import SUMMARY, write_summary
from scorer.fleet.tables import ELEMENTS, PARQUET, REPORTS, load_pyarrow, write_tables
from scorer.fleet.values import Settings, Status
from scorer.model.errors import BatchError, RenderError
from scorer.pipeline import Rules
from scorer.reading import SEARCHED, Limits
from scorer.rendering import FORMATS
from scorer.rendering.fonts import load_weasyprint, require_chinese_font

INTERRUPTED = 130
_MOST_TOLD = 50  # failures on the terminal; all of them stand in the summary
_MOST_NAMED = 10  # skipped files


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asks of a batch; `limit` in seconds, paths absolute."""

    paths: tuple[Path, ...]
    folder: Path
    rules: str | None
    formats: tuple[str, ...]
    jobs: int | None
    year: int | None
    fail_under: Decimal | None
    resume: bool
    limit: float
    log: str | None
    scheduler: str | None
    shared_path: bool
    what_if: str | None
    boards: tuple[Output, ...]
    limits: Limits


def run(wish: Wish) -> int:
    """Do what is wished and return the exit status."""
    other = pipeline.load_rules(wish.what_if) if wish.what_if is not None else None
    status = _assess(wish) if wish.paths else 0
    if other is None or status == INTERRUPTED:
        return status
    tried = what_if(wish.folder, other, jobs(wish.jobs), wish.limit, wish.formats)
    return max(status, tried)


def jobs(wished: int | None) -> int:
    """Return how many processes to use: those wished, or one for each core we may use."""
    if wished is not None:
        return wished
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _assess(wish: Wish) -> int:
    rules = _loaded(wish.rules)
    wish, missing = _possible(wish)
    demand_inputs(wish.paths, wish.folder)
    with _folder(wish.folder), State(wish.folder) as state:
        settings = _settings(wish, rules, state)
        total = _registered(wish, state)
        with interruptible() as stop, opened(wish.log) as log:
            progress = Progress(total)
            try:
                with _crew(wish, settings, rules, total) as crew:
                    for row in assess_all(state, crew, stop):
                        progress.count(row)
                        log.note(row)
            except KeyboardInterrupt:
                stop.now()
            finally:
                progress.close()
        if stop() and state.count(Status.WAITING, Status.SUSPECT):
            return _stopped(state)
        return max(_finished(wish, state, progress), 2 * missing)


def _loaded(name: str | None) -> Rules | None:
    """Return the rules called *name*; without one, have those ready that most reports will need."""
    if name is not None:
        rules = pipeline.load_rules(name)
        ruleset = rules.compiled.ruleset
        click.echo(f"规则集：{ruleset.id} {ruleset.version}（{rules.chosen}）", err=True)
        return rules
    pipeline.load_rules(rules_in_force())
    click.echo("规则集：按各报告的年度选用随附的规则集", err=True)
    return None


def _possible(wish: Wish) -> tuple[Wish, bool]:
    """Return *wish* without a PDF where this machine can make none, and whether that is so."""
    if PARQUET in wish.formats:
        load_pyarrow()
    if "pdf" not in wish.formats:
        return wish, False
    try:
        load_weasyprint()
        require_chinese_font()
    except RenderError as error:
        click.echo(f"错误：{error}", err=True)
        click.echo("其他格式照常生成。", err=True)
        return replace(wish, formats=tuple(each for each in wish.formats if each != "pdf")), True
    return wish, False


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """Leave no new, empty folder of results behind where the batch could not begin."""
    existed = folder.exists()
    try:
        yield
    except _NothingToDoError:
        if not existed:
            for path in (*folder.rglob("*.sqlite*"), folder / ".scorer", folder):
                path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        raise


class _NothingToDoError(BatchError):
    """There is no report to assess."""


def _settings(wish: Wish, rules: Rules | None, state: State) -> Settings:
    """Return what is the same for every report; an interrupted batch keeps its time."""
    formats = tuple(each for each in wish.formats if each in FORMATS)
    key = _key(wish, rules, formats)
    going_on = wish.resume and not state.about("complete") and state.key == key
    moment = now()
    if going_on and state.about("assessed_at"):
        moment = moment.fromisoformat(state.about("assessed_at"))
    if wish.resume and state.key and state.key != key:
        click.echo("规则、程序版本或选项与上次不同，全部重评。", err=True)
    if not wish.resume and state.key and not state.about("complete"):
        click.echo("注意：上次没有做完；加 --resume 可以接着做。现在从头开始。", err=True)
    (wish.folder / SUMMARY).unlink(missing_ok=True)
    forget_boards(state)
    state.begin(key, keep=wish.resume)
    year = "" if wish.year is None else str(wish.year)
    state.note(
        assessed_at=moment.isoformat(), program=program_key(), year=year, formats=" ".join(formats)
    )
    ruleset = rules.compiled.ruleset if rules is not None else None
    state.note(**{BANDS: bands_note(ruleset) if ruleset is not None else ""})
    chosen = rules.chosen if rules is not None else ""
    return Settings(
        str(wish.folder),
        formats,
        ruleset,
        chosen,
        wish.year,
        moment,
        program_key(),
        limits=wish.limits,
    )


def _key(wish: Wish, rules: Rules | None, formats: Sequence[str]) -> str:
    """Return the hash of all that a result rests on beside the report."""
    ruleset = rules.compiled.ruleset if rules is not None else None
    files = [known for _, known in ruleset.files] if ruleset is not None else ["shipped"]
    chosen = [ruleset.sha256, rules.chosen] if ruleset is not None and rules is not None else []
    parts = [program_key(), *files, *chosen, str(wish.year), *sorted(formats)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _registered(wish: Wish, state: State) -> int:
    """Find the reports, say how many, and what was skipped."""
    total = register(state, wish.paths)
    skipped = list(state.left_out())
    if skipped:
        named = "、".join(skipped[:_MOST_NAMED])
        more = " 等" if len(skipped) > _MOST_NAMED else ""
        click.echo(f"跳过 {len(skipped)} 个不是报告的文件：{named}{more}", err=True)
    if not total and not state.count(Status.FAILED):
        remedy = f"能读的文件：{'、'.join(sorted(SEARCHED))}，以及装着它们的 zip、tar。"
        where = "、".join(map(str, wish.paths))
        raise _NothingToDoError(where, "里面没有能读的报告", remedy)
    if holds_results(wish.paths, wish.folder):
        where = f"输出文件夹 {shown(wish.folder)} 在报告文件夹里"
        click.echo(f"注意：{where}，其中的文件不当作报告。", err=True)
    return total


@contextmanager
def _crew(wish: Wish, settings: Settings, rules: Rules | None, total: int) -> Iterator[Crew]:
    """Give those who assess: a cluster, or processes of this machine."""
    if wish.scheduler is None:
        count = max(min(jobs(wish.jobs), total), 1)
        click.echo(f"共 {total} 份报告，{count} 个进程", err=True)
        yield Pool(settings, rules, count, wish.limit)
        return
    from scorer.fleet.cluster import Cluster  # noqa: PLC0415  (only where it is wanted)

    cluster = Cluster(wish.scheduler, settings, wish.limit, shared_path=wish.shared_path)
    click.echo(f"共 {total} 份报告，集群 {wish.scheduler}", err=True)
    try:
        yield cluster
    finally:
        cluster.close()


def _stopped(state: State) -> int:
    kept = state.kept()
    left = state.count(Status.WAITING, Status.SUSPECT) - kept
    done = state.count(Status.DONE) + kept
    command = " ".join(map(shlex.quote, sys.argv[1:]))
    again = command if "--resume" in sys.argv else f"{command} --resume"
    click.echo(f"已停止：评完 {done} 份，还有 {left} 份。接着做：scorer {again}", err=True)
    return INTERRUPTED


def _finished(wish: Wish, state: State, progress: Progress) -> int:
    gone = finish(state, FORMATS)
    if gone:
        click.echo(f"{gone} 份报告这次没有了，上次的结果已删去。", err=True)
    written = [write_summary(state)]
    if PARQUET in wish.formats:
        written += write_tables(state)
    else:
        for name in (REPORTS, ELEMENTS):
            (wish.folder / name).unlink(missing_ok=True)
    _tell_doubts(state)
    failures = _tell_failures(state)
    done = state.count(Status.DONE)
    failed = f"，{failures} 份有问题" if failures else ""
    unchanged = f"（{progress.unchanged} 份未变，没有重评）" if progress.unchanged else ""
    click.echo(f"评完 {done} 份{unchanged}{failed}，用时 {duration(progress.seconds)}")
    named = "、".join(str(shown(path)) for path in written)
    click.echo(f"结果：{named}；每份报告的在 {shown(wish.folder)}{os.sep}")
    below = state.below(int(wish.fail_under * TENTHS)) if wish.fail_under is not None else 0
    if below:
        click.echo(f"{below} 份低于 {wish.fail_under} 分", err=True)
    status = write_boards(made_board(state), wish.boards, state) if wish.boards else 0
    return 2 if failures or status else int(below > 0)


def _tell_doubts(state: State) -> None:
    """Print which results may not be what they seem: no report at all, or one read in part."""
    doubts = list(islice(state.doubts(), _MOST_NAMED + 1))
    for name, warning in doubts[:_MOST_NAMED]:
        click.echo(f"注意：{name}：{warning}", err=True)
    if len(doubts) > _MOST_NAMED:
        click.echo(f"……其余见 {SUMMARY} 的 warnings", err=True)
    provisional = state.provisional()
    if provisional:
        click.echo(f"注意：{provisional} 份只是暂定分，报告有没读出来的部分", err=True)


def _tell_failures(state: State) -> int:
    """Print what went wrong, report by report; return how many."""
    count = 0
    for name, _, message in state.failures():
        count += 1
        if count <= _MOST_TOLD:
            click.echo(f"错误：{name}：{message}", err=True)
    if count > _MOST_TOLD:
        click.echo(f"……共 {count} 份，其余见 {SUMMARY} 的 failures", err=True)
    return count
