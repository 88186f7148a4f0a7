"""Peak memory of whole processes on files that are far too long, and on the longest usual ones.

``python -m bench.memory [--megabytes N] [--all]``. With ``--all`` the text of N megabytes is not
only read but assessed, which takes minutes. Exit status: 0 measured; 1 a process took more memory
than its bound in `MOST`; 2 a process failed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bench.reading_samples import PAGES_EACH, weasyprint_pdf
from bench.recombine import LEAST, reports
from scorer.reading import DEFAULT_LIMITS

MEGABYTE = 1024 * 1024
PAGES = 300
# Megabytes that each may take, by the beginning of its name; about half as much again as it takes.
MOST: Mapping[str, int] = MappingProxyType(
    {"只启动": 60, "拒读": 60, "读取 300": 120, "读取": 600, "评分": 200}
)
_READ = """
import sys
from pathlib import Path
from scorer.reading import Limits, read
read(Path(sys.argv[1]), limits=Limits(file_bytes=2**30, characters=2**30))
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One process: what it did, its peak memory in megabytes, its seconds, its exit status."""

    name: str
    megabytes: float
    seconds: float
    status: int

    @property
    def most(self) -> int:
        """The megabytes that it may take; a text of any length may be assessed where asked for."""
        bounds = (most for name, most in MOST.items() if self.name.startswith(name))
        return next(bounds, 2000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.memory", description="最高内存用量")
    parser.add_argument("--megabytes", type=int, default=100, help="过长文本的大小（MB）")
    parser.add_argument("--all", action="store_true", help="过长文本也评分，需数分钟")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = list(measured(Path(folder), asked.megabytes * MEGABYTE, whole=asked.all))
    print("整个进程的最高内存用量和用时")
    for one in found:
        over = f"  超过 {one.most} MB" if one.megabytes > one.most else ""
        print(f"  {one.name}  {one.megabytes:>8.0f} MB{one.seconds:>9.1f} 秒{over}")
    expected = {"拒读": 2}
    failed = [one for one in found if one.status != expected.get(one.name[:2], 0)]
    print("".join(f"失败：{one.name}，退出状态 {one.status}\n" for one in failed), end="")
    return 2 if failed else int(any(one.megabytes > one.most for one in found))


def measured(folder: Path, size: int, *, whole: bool) -> Iterator[Measured]:
    """Yield the measurements on a text of *size* bytes and on one of the usual greatest length."""
    long, usual = folder / "long.txt", folder / "usual.txt"
    characters = DEFAULT_LIMITS.characters
    text = "\n".join(reports(characters // LEAST + 1))[:characters]
    usual.write_text(text, encoding="utf-8")
    repeated = usual.read_bytes()
    with long.open("wb") as file:
        for _ in range(size // len(repeated) + 1):
            file.write(repeated)
    assess = [sys.executable, "-m", "scorer", "assess", "-f", "json", "-o", "-"]
    raised = ["--limit", "文件=1GB", "--limit", "字数=50000万"]
    megabytes = size // MEGABYTE
    yield _measured("只启动          ", [sys.executable, "-m", "scorer", "--version"])
    yield _measured(f"拒读 {megabytes} MB 文本 ", [*assess, str(long)])
    yield _measured(f"读取 {megabytes} MB 文本 ", [sys.executable, "-c", _READ, str(long)])
    yield _measured(f"评分 {characters // 10_000} 万字    ", [*assess, str(usual)])
    pdf = folder / "long.pdf"
    pdf.write_bytes(weasyprint_pdf(PAGES // PAGES_EACH))
    yield _measured(f"读取 {PAGES} 页 PDF   ", [sys.executable, "-c", _READ, str(pdf)])
    if whole:
        yield _measured(f"全评 {megabytes} MB 文本 ", [*assess, str(long), *raised])


def _measured(name: str, command: Sequence[str]) -> Measured:
    """Run *command* from a process of its own, whose only child it is, and ask what it took."""
    start = time.perf_counter()
    watcher = subprocess.run(
        [sys.executable, "-c", _WATCHER, *command], capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    status, kilobytes = watcher.stdout.split()
    return Measured(name, int(kilobytes) / 1024, seconds, int(status))


_WATCHER = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


if __name__ == "__main__":
    sys.exit(main())
