"""A batch whose processes are killed and which is interrupted, beside the same left in peace.

The reports are made, one in twenty is damaged. What must come of it is known, and is the same every
time: no report lost, none twice, every damaged one listed, every output the same byte for byte,
nothing else left in the folder of results.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench import corpus

DAMAGED_EVERY = 20
JOBS = 2
INTERRUPTED = 130
_TICK = 0.02  # seconds
_EARLY = 1.5  # seconds in which a batch starts and looks for its reports
_CLOCK = {"SOURCE_DATE_EPOCH": "1767574800"}
_STATE = "state.sqlite"


@dataclass
class Batch:
    """The program over one folder of reports; what was done to it is counted."""

    reports: Path
    results: Path
    chance: random.Random = field(default_factory=lambda: random.Random(0))
    kill_every: float = float("inf")
    killed: int = 0
    stopped: int = 0
    statuses: list[int] = field(default_factory=list)

    @property
    def errors(self) -> Path:
        """What the program said on standard error."""
        return self.results.with_suffix(".err")

    @property
    def log(self) -> Path:
        """Where the program notes every report that it has assessed."""
        return self.results.with_suffix(".log")

    def run(self, *options: str, stop_after: float = float("inf"), impatient: bool = False) -> bool:
        """Run to the end or to Ctrl-C after so many seconds; return whether it ended by itself."""
        where = [str(self.reports), "-o", str(self.results), "-j", str(JOBS)]
        command = [sys.executable, "-m", "scorer", "batch", *where, "--log", str(self.log)]
        with self.errors.open("ab") as errors:
            process = subprocess.Popen(
                [*command, *options], stdout=subprocess.DEVNULL, stderr=errors,
                env=os.environ | _CLOCK, start_new_session=True,
            )  # fmt: skip
            ended = self._accompany(process, stop_after, impatient=impatient)
        self.statuses.append(process.returncode)
        return ended

    def _accompany(
        self, process: subprocess.Popen[bytes], stop_after: float, *, impatient: bool
    ) -> bool:
        """Kill and stop *process* as is wished until it has ended."""
        self._await_first_words(process)
        begun = last = time.monotonic()
        while process.poll() is None:
            time.sleep(_TICK)
            now = time.monotonic()
            if now - last > self.kill_every:
                last = now
                self._kill_one_of(process.pid)
            if now - begun > stop_after:
                self._stop(process, impatient=impatient)
                return False
        return True

    def _await_first_words(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until *process* says something: before, Python itself is still loading."""
        before = self.errors.stat().st_size
        while process.poll() is None and self.errors.stat().st_size == before:
            time.sleep(_TICK)

    def _kill_one_of(self, parent: int) -> None:
        workers = _children(parent)
        if workers:
            os.kill(self.chance.choice(workers), signal.SIGKILL)
            self.killed += 1

    def _stop(self, process: subprocess.Popen[bytes], *, impatient: bool) -> None:
        """Press Ctrl-C, which the terminal gives to all processes; once more if *impatient*."""
        os.killpg(process.pid, signal.SIGINT)
        if impatient:
            time.sleep(self.chance.uniform(0.0, 0.1))
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
        process.wait()
        self.stopped += 1


def stress(folder: Path, count: int, kill_every: float, stops: int) -> int:
    """Print what became of *count* reports in peace, under killing, and under Ctrl-C as well.

    Every *kill_every* seconds a process is killed; *stops* times the batch is interrupted at a
    random moment and taken up again. Return 1 if anything was lost, doubled, wrong or different.
    """
    reports = folder / "in"
    good, bad = corpus.write(reports, count, damaged_every=DAMAGED_EVERY)
    print(f"{count} 份，每 {DAMAGED_EVERY} 份坏一份，每 {kill_every:g} 秒杀一个进程")
    calm = Batch(reports, folder / "calm")
    begun = time.monotonic()
    calm.run()
    seconds = time.monotonic() - begun
    whole = outputs(calm.results)
    lost = told("不受打扰", calm, good, bad, whole)
    killed = Batch(reports, folder / "killed", kill_every=kill_every)
    killed.run()
    lost |= told("杀进程", killed, good, bad, whole)
    stopped = Batch(reports, folder / "stopped", random.Random(1), kill_every)
    interrupt(stopped, seconds, stops)
    lost |= told("杀进程并 Ctrl-C、--resume", stopped, good, bad, whole)
    return int(lost)


def interrupt(batch: Batch, seconds: float, stops: int) -> None:
    """Run *batch*, which takes so many *seconds*, with *stops* interruptions, and to its end."""
    moments = [batch.chance.uniform(0.0, _EARLY) for _ in range(stops // 4)]
    apart = seconds / max(stops - len(moments), 1)
    moments += [_EARLY + batch.chance.uniform(0.0, 1.5 * apart) for _ in range(len(moments), stops)]
    options: tuple[str, ...] = ()
    for number, moment in enumerate(moments):
        if batch.run(*options, stop_after=moment, impatient=number % 3 == 2):
            break
        options = ("--resume",)
    batch.run("--resume")


def told(what: str, batch: Batch, good: set[str], bad: set[str], whole: Mapping[str, str]) -> bool:
    """Print what is missing, doubled, wrong or unlike *whole*; return whether anything is."""
    summary = json.loads((batch.results / "summary.json").read_text(encoding="utf-8"))
    done = [each["name"] for each in summary["reports"]]
    failed = [each["name"] for each in summary["failures"]]
    found = outputs(batch.results)
    lost = len(good - set(done)) + len({f"{name}.json" for name in good} - set(found))
    doubled = len(done) - len(set(done)) + len(failed) - len(set(failed))
    wrong = len(set(failed) ^ bad) + len(set(done) - good)
    unlike = sum(found.get(name) != whole.get(name) for name in {*found, *whole})
    again = sum(times - 1 for times in assessed(batch.log).values())
    crashed = batch.errors.read_text("utf-8").count("Traceback")
    print(
        f"  {what}（杀 {batch.killed}，停 {batch.stopped}）："
        f"评完 {len(done)} 份（应 {len(good)}），列出坏的 {len(failed)} 份（应 {len(bad)}），"
        f"丢 {lost}，重 {doubled}，误 {wrong}，"
        f"与不受打扰的不同 {unlike} 个文件，评了两次 {again} 份，崩溃 {crashed}"
    )
    return bool(lost or doubled or wrong or unlike or crashed)


def outputs(results: Path) -> dict[str, str]:
    """Return the hash of every file in *results*, all that the program keeps there among them."""
    return {
        path.relative_to(results).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in results.rglob("*")
        if path.is_file() and not path.name.startswith(_STATE)
    }


def assessed(log: Path) -> Counter[str]:
    """Return how often each report was assessed with success, by the program's own log."""
    lines: Iterator[dict[str, object]] = map(json.loads, log.read_text("utf-8").splitlines())
    return Counter(str(line["name"]) for line in lines if line["status"] == "done")


def _children(parent: int) -> list[int]:
    try:
        text = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(each) for each in text.split()]
