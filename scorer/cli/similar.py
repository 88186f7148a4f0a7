"""scorer similar: which of many reports share long passages."""

from __future__ import annotations

from collections.abc import Iterator

import click

from scorer.cli.chinese import Command
from scorer.cli.console import now
from scorer.cli.leaflets import show
from scorer.cli.others import extracts_of
from scorer.cli.outputs import plan
from scorer.cli.parameters import Format
from scorer.fleet.likeness_leaflet import as_json, likeness_leaflet
from scorer.model.errors import ReportError
from scorer.model.result import Likeness
from scorer.similarity.extract import Extract
from scorer.similarity.shelf import Shelf


@click.command(
    cls=Command,
    help="""找出许多报告之间相同的段落，左右对照。

    \b
    例：scorer similar 报告/
        scorer similar 报告/ 去年的报告/ -o 相同段落.xlsx

    地名、数字、成句和较长的法规引文不计。读过的报告记在缓存里，下次很快。
    """,
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o", "--output", "targets", multiple=True, metavar="文件", help="写到文件，格式由后缀定"
)
@click.option(
    "-f", "--format", "formats", multiple=True, type=Format(), metavar="格式", help="输出格式"
)
def similar(paths: tuple[str, ...], targets: tuple[str, ...], formats: tuple[str, ...]) -> int:
    """Compare many reports with one another; return the exit status."""
    outputs = plan(targets, formats)
    extracts, unread = extracts_of(paths)
    if not extracts:
        raise ReportError("、".join(paths), "没有可以读取的报告", "请检查路径和文件类型。")
    if len(extracts) == 1 and not unread:
        remedy = "请给出两份以上的报告，或者放着这些报告的文件夹。"
        raise ReportError("、".join(paths), "只有 1 份报告，没有可以比较的", remedy)
    found = sorted(_pairs(extracts), key=lambda pair: (-pair[1].characters, pair[0]))
    leaflet = likeness_leaflet(found, len(extracts), unread, now())
    status = show(leaflet, {"reports": len(extracts), "pairs": as_json(found)}, outputs)
    return status or (2 if unread else 0)


def _pairs(extracts: list[Extract]) -> Iterator[tuple[str, Likeness]]:
    """Yield what each report shares with those before it: every pair once."""
    shelf = Shelf()
    for extract in extracts:
        for likeness in shelf.like(extract):
            yield extract.name, likeness
        shelf.add(extract)
