"""scorer board: the ranking for the meeting, made from the results of a batch."""

from __future__ import annotations

from pathlib import Path

import click

from scorer.cli.boards import board_outputs, made_board, write_boards
from scorer.cli.chinese import Command
from scorer.cli.console import width
from scorer.cli.parameters import Format
from scorer.fleet.board.build import Wording
from scorer.fleet.state import State, has_state
from scorer.model.errors import BatchError
from scorer.rendering.board.terminal import text


@click.command(
    cls=Command,
    help="""由批量的结果做排名：一页总览，后附排名、热力表、各部分谁最强、薄弱要素、疑点、相同段落。

    \b
    例：scorer board 结果                                  在屏幕上看
        scorer board 结果 -o 排名.pdf -o 排名.xlsx         出会议材料
        scorer board 结果 -o 排名.html --unit 清河县司法局

    DIR 是 scorer batch 的结果文件夹。不重新评分。
    """,
)
@click.argument("folder", metavar="DIR")
@click.option(
    "-o",
    "--output",
    "targets",
    multiple=True,
    metavar="文件",
    help="写到文件，格式由后缀定：pdf、html、xlsx、json；可写多个",
)
@click.option(
    "-f", "--format", "formats", multiple=True, type=Format(), metavar="格式", help="输出格式"
)
@click.option("--unit", default="", metavar="单位", help="首行的单位，如 清河县司法局")
@click.option("--title", default="", metavar="标题", help="标题；不写则由年度得出")
def board(
    folder: str, targets: tuple[str, ...], formats: tuple[str, ...], unit: str, title: str
) -> int:
    """Make the board of the results in *folder*; return the exit status."""
    outputs = board_outputs(targets, formats)
    place = Path(folder).resolve()
    if not has_state(place):
        remedy = "请先做一次批量：scorer batch 报告/ -o 文件夹。"
        raise BatchError(folder, "这里没有批量的结果", remedy)
    with State(place) as state:
        if not state.about("complete"):
            remedy = "请加 --resume 再做一次批量，再做排名。"
            raise BatchError(folder, "上次的批量没有做完", remedy)
        made = made_board(state, Wording(unit, title))
        if outputs:
            return write_boards(made, outputs, state)
    click.echo(text(made, width()))
    return 0
