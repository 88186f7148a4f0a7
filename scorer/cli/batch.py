"""scorer batch: many reports in, one result each and a summary out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import click

from scorer.cli.batch_run import Wish, run
from scorer.cli.boards import board_outputs, inside
from scorer.cli.chinese import Command
from scorer.cli.limiting import limited, limits_option
from scorer.cli.parameters import YEAR, Format, Number
from scorer.fleet.tables import PARQUET
from scorer.rendering import FORMATS

TIME_LIMIT = 300  # seconds a report may take; a scanned one is read page by page


@click.command(
    cls=Command,
    help="""给许多报告评分：文件、文件夹（连同下级）、压缩包（zip、tar）。

    \b
    例：scorer batch 报告/ -o 结果                    每份一个 JSON，另有 summary.json
        scorer batch 报告/ 补交.zip -o 结果 -f pdf    另出每份的评分表
        scorer batch 报告/ -o 结果 --resume           接着做，只重评变了的
        scorer batch 报告/ -o 结果 --board 排名.pdf       另出开会用的排名
        scorer batch -o 结果 --what-if 本县.yaml      换一套规则，看谁的名次会变

    评不了的报告列在最后，不影响其他报告。Ctrl-C 有序停止，再按一次立即停止。

    退出状态：0 全部完成；1 有报告低于 --fail-under；2 有报告评不了；130 中途停止。
    """,
)
@click.argument("paths", metavar="PATH...", nargs=-1)
@click.option("-o", "--output", "folder", metavar="文件夹", help="结果放在哪里，必须写")
@click.option(
    "-r", "--rules", metavar="规则", help="规则集的名称或 YAML 文件；不写则按各报告的年度选择"
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=Format(PARQUET),
    metavar="格式",
    help=f"JSON 以外另出：{'、'.join(FORMATS)}（每份），{PARQUET}（整批的两张表）；可写多个",
)
@click.option(
    "-j",
    "--jobs",
    type=Number(1, 1024, "1 到 1024 之间的整数", whole=True),
    metavar="数",
    help="同时评几份；不写则用全部处理器核",
)
@click.option("--year", type=YEAR, metavar="年度", help="报告年度；不写则从各报告中读")
@click.option(
    "--fail-under",
    type=Number(0, 1000, "不小于 0 的分数"),
    metavar="分数",
    help="有报告的总分低于此数时退出状态为 1",
)
@click.option("--resume", is_flag=True, help="接着上次做：内容、规则、版本都没变的不重评")
@click.option(
    "--timeout",
    type=Number(1, 86400, "1 到 86400 之间的秒数"),
    default=Decimal(TIME_LIMIT),
    metavar="秒",
    help=f"一份报告最多评多久，超过则放弃；不写为 {TIME_LIMIT}",
)
@click.option("--log", metavar="文件", help="日志，每份报告一行 JSON")
@click.option("--scheduler", metavar="地址", help="用已有的 Dask 集群评，如 tcp://10.0.0.1:8786")
@click.option(
    "--shared-path", is_flag=True, help="集群的机器按同样的路径就能读到报告，不必传送文件内容"
)
@click.option(
    "--what-if",
    metavar="规则",
    help="用另一套规则重算已有的结果（不重读报告），看谁的名次会变；-f 另出 pdf、html、md、xlsx",
)
@click.option(
    "--board",
    "boards",
    multiple=True,
    metavar="文件",
    help="另出排名：pdf、html、xlsx、json，由后缀定；不带路径的放在结果文件夹里；可写多个",
)
@limits_option
def batch(  # noqa: PLR0913, PLR0917  (one parameter an option)
    paths: tuple[str, ...],
    folder: str | None,
    rules: str | None,
    formats: tuple[str, ...],
    jobs: Decimal | None,
    year: Decimal | None,
    fail_under: Decimal | None,
    *,
    resume: bool,
    timeout: Decimal,
    log: str | None,
    scheduler: str | None,
    shared_path: bool,
    what_if: str | None,
    boards: tuple[str, ...],
    raised: tuple[tuple[str, int], ...],
) -> int:
    """Assess many reports; return the exit status."""
    if folder is None:
        raise click.UsageError("缺少 -o：结果放在哪个文件夹")
    if not paths and what_if is None:
        raise click.UsageError("缺少 PATH：要评的文件、文件夹或压缩包")
    if "-" in paths:
        raise click.UsageError("批量不能从标准输入读；请写文件、文件夹或压缩包")
    if boards and not paths:
        raise click.UsageError(f"--board 要和报告一起用；由已有的结果做排名：scorer board {folder}")
    if shared_path and scheduler is None:
        raise click.UsageError("--shared-path 要和 --scheduler 一起用")
    return run(
        Wish(
            paths=tuple(map(_absolute, paths)),
            folder=Path(folder).resolve(),
            rules=rules,
            formats=tuple(dict.fromkeys(["json", *formats])),
            jobs=int(jobs) if jobs is not None else None,
            year=int(year) if year is not None else None,
            fail_under=fail_under,
            resume=resume,
            limit=float(timeout),
            log=log,
            scheduler=scheduler,
            shared_path=shared_path,
            what_if=what_if,
            boards=inside(board_outputs(boards), Path(folder).resolve()),
            limits=limited(raised),
        )
    )


def _absolute(path: str) -> Path:
    """Return *path* from the root, links to folders followed; a file keeps the name it has here."""
    given = Path(path)
    return given.resolve() if given.is_dir() else given.parent.resolve() / given.name
