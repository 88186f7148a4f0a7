"""Broken files through the whole pipeline: a result or a `ReportError`, soon; nothing else.

``python -m bench.fuzz [--runs N] [--seed N] [--processes N] [--only RUN] [--format docx]``. Every
run is made from the seed and its own number alone, so that a failure can be run again. What fails
is saved. Exit status: 0 nothing failed; 1 something did; 2 a process of its own died.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import re
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryFile
from types import FrameType
from typing import IO

from bench.fuzz_seeds import SEEDS
from bench.mutations import MUTATIONS, random_text
from scorer import pipeline
from scorer.model.errors import ReportError
from scorer.reading import READERS, Limits, read_bytes
from scorer.rendering import FORMATS
from scorer.rendering.terminal import summary

SECONDS = 20  # of the processor, for one run
HANGING = 600  # of the clock, where nothing is computed either
MEMORY = 3 * 1024**3  # bytes of address space for one process
SAVED = Path("out/fuzz")
RULES = "township-2021"
LIMITS = Limits(recognised=0)  # recognition takes seconds a page, whatever stands there
_VARIABLE = re.compile(r"\d+|其中的 \S+ 读不出来|扩展名是 \S+")
RESULT = "读出结果"


class TooSlow(BaseException):
    """A run took too long; not an Exception, so that nothing on the way swallows it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one run: `kind` is `RESULT`, a message, or after `!` what must not happen."""

    run: int
    format: str
    kind: str
    seconds: float

    @property
    def failed(self) -> bool:
        """Whether this must not happen."""
        return self.kind.startswith("!")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print the tables and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description="用损坏的文件试读")
    parser.add_argument("--runs", type=int, default=20_000, help="次数")
    parser.add_argument("--seed", type=int, default=1, help="随机种子")
    parser.add_argument("--processes", type=int, default=2, help="进程数")
    parser.add_argument("--only", type=int, help="只运行这一次，并保存其文件")
    parser.add_argument("--format", action="append", help="只试这种格式，如 docx；可写多个")
    parser.add_argument("--part", type=int, help=argparse.SUPPRESS)  # one of our own processes
    asked = parser.parse_args(arguments)
    formats = usable([f".{name}" for name in asked.format or ()] or SEEDS)
    if asked.part is not None:
        return _work(range(asked.part, asked.runs, asked.processes), asked.seed, formats)
    if asked.only is not None:
        name, data = case(asked.seed, asked.only, formats)
        print(save(data, asked.seed, asked.only, name))
        outcomes, died = [once(asked.seed, asked.only, formats)], 0
    else:
        outcomes, died = _shared(asked, formats)
    print("\n".join(table(outcomes, asked.seed)))
    return 2 if died else int(any(one.failed for one in outcomes))


def usable(names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the formats that this version reads."""
    return tuple(name for name in names if name in SEEDS and name in READERS)


def case(seed: int, run: int, formats: Sequence[str]) -> tuple[str, bytes]:
    """Return the suffix and the bytes of that run."""
    chance = Random(f"{seed}/{run}")
    name = chance.choice(formats)
    if name == ".txt" and chance.random() < 0.4:
        encoding = chance.choice(("utf-8", "gb18030", "utf-16"))
        return name, random_text(chance, chance.randrange(1, 1500)).encode(encoding, "ignore")
    data = chance.choice(SEEDS[name]())
    for _ in range(chance.choice((1, 1, 2, 4)) if name != ".docx" else 1):
        data = chance.choice(MUTATIONS[name])(data, chance)
    return name, data


def once(seed: int, run: int, formats: Sequence[str]) -> Outcome:
    """Return what becomes of that run; a failure's file is saved."""
    name, data = case(seed, run, formats)
    start = time.process_time()
    kind = _tried(data, name)
    outcome = Outcome(run, name, kind, time.process_time() - start)
    if outcome.failed:
        save(data, seed, run, name)
    return outcome


def outcomes_of(runs: Iterable[int], seed: int, formats: Sequence[str]) -> Iterator[Outcome]:
    """Yield what becomes of *runs*, one after the other."""
    previous = signal.signal(signal.SIGPROF, _stop)
    try:
        for run in runs:
            yield once(seed, run, formats)
    finally:
        signal.signal(signal.SIGPROF, previous)


def save(data: bytes, seed: int, run: int, suffix: str) -> Path:
    """Write the file of a run and return where."""
    SAVED.mkdir(parents=True, exist_ok=True)
    path = SAVED / f"{seed}-{run}{suffix}"
    path.write_bytes(data)
    return path


def table(outcomes: Sequence[Outcome], seed: int) -> list[str]:
    """Return what came out, by kind, the failures and the slowest, as lines of text."""
    lines = [f"{len(outcomes)} 次，种子 {seed}"]
    for name in sorted({one.format for one in outcomes}):
        kinds = Counter(one.kind for one in outcomes if one.format == name)
        lines.append(f"{name}  {kinds.total()} 次")
        lines += [f"  {count:>6}  {kind}" for kind, count in kinds.most_common()]
    lines += [f"失败：--seed {seed} --only {one.run}  {one.kind}" for one in outcomes if one.failed]
    slowest = sorted(outcomes, key=lambda one: -one.seconds)[:3]
    lines += [f"最慢：{one.seconds:.2f} 秒  {one.format}  --only {one.run}" for one in slowest]
    return [*lines, f"失败 {sum(one.failed for one in outcomes)} 次"]


def _tried(data: bytes, suffix: str) -> str:
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return _assessed(data, suffix)
    except TooSlow:
        return f"!超过 {SECONDS} 秒"
    except Exception as error:  # every kind of exception is what is looked for
        return f"!{type(error).__name__}: {str(error)[:80]}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


@cache
def _rules() -> pipeline.Rules:
    """Return the rules, loaded once, whatever becomes of their file meanwhile."""
    return pipeline.load_rules(RULES)


def _assessed(data: bytes, suffix: str) -> str:
    try:
        source = read_bytes(data, f"报告{suffix}", LIMITS)
    except ReportError as error:
        return _VARIABLE.sub("…", error.reason)
    card = pipeline.assess_source(source, _rules())
    FORMATS["json"](card)
    summary(card, 100, colour=False)
    return RESULT


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow


def _work(runs: Iterable[int], seed: int, formats: Sequence[str]) -> int:
    """Run as one of several processes: one line of JSON for each run."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for run in runs:
        faulthandler.dump_traceback_later(HANGING, exit=True)  # where C does not listen
        print(json.dumps({"begun": run}), flush=True)
        for one in outcomes_of([run], seed, formats):
            print(json.dumps([one.run, one.format, one.kind, one.seconds]), flush=True)
    return 0


def _shared(asked: argparse.Namespace, formats: Sequence[str]) -> tuple[list[Outcome], int]:
    """Return the outcomes of several processes, and how many of these died."""
    names = [word for name in formats for word in ("--format", name[1:])]
    plain = ["--runs", str(asked.runs), "--seed", str(asked.seed)]
    command = [sys.executable, "-m", "bench.fuzz", *names, *plain]
    with ExitStack() as stack:  # files, not pipes: a full pipe would stop all but the first
        files = [stack.enter_context(TemporaryFile("w+")) for _ in range(asked.processes)]
        shared = [*command, "--processes", str(asked.processes), "--part"]
        parts = [
            subprocess.Popen([*shared, str(part)], stdout=file) for part, file in enumerate(files)
        ]
        for part in parts:
            part.wait()
        told = [_lines(file) for file in files]
    outcomes = [_outcome(line) for lines in told for line in lines if line.startswith("[")]
    died = [lines for part, lines in zip(parts, told, strict=True) if part.returncode]
    for lines in died:
        print(f"进程中止，最后一次：{lines[-1] if lines else '（无）'}")
    return sorted(outcomes, key=lambda one: one.run), len(died)


def _lines(file: IO[str]) -> list[str]:
    file.seek(0)
    return file.read().splitlines()


def _outcome(line: str) -> Outcome:
    run, name, kind, seconds = json.loads(line)
    return Outcome(run, name, kind, seconds)


if __name__ == "__main__":
    sys.exit(main())
