"""Pictures of text → lines, by the optional offline recogniser (the extra ``scorer[ocr]``)."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, Any, Protocol

from scorer.reading.limits import Limits
from scorer.reading.pageline import Line, Page, Size
from scorer.reading.rawfile import Watch, unwatched

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    Picture = NDArray[uint8]

PACKAGE = "rapidocr-onnxruntime"
INSTALL = "pip install 'scorer[ocr]'"
UNREAD_SCAN = "扫描图像，文字未识别"
UNREAD_PICTURE = "大幅图片中的文字未识别"
NOT_INSTALLED = f"有扫描图像或大幅图片，本机没有安装文字识别组件；安装后可以读取：{INSTALL}"
NOT_STARTED = "有扫描图像或大幅图片，文字识别组件不能启动；用 scorer doctor 查看原因"
_SYSTEM = "apt-get install libgl1 libglib2.0-0"  # what opencv, part of it, asks of the system
_TOO_MANY = "的图像没有识别：每页要用几秒，一份报告最多识别 {} 页。{}"
_RECOGNISED = "的文字由图像识别而来，个别字可能有误，引文请与原件核对"
_DOUBTFUL = "图像不清晰，识别出的文字不可靠"
DPI = 200  # below it rare characters are confused; above it only time grows
LONGEST_SIDE = 3000  # pixels; a page larger than A4 is made smaller
DOUBTFUL = 0.75  # the recogniser's confidence in a line
_SHARE_DOUBTFUL = 0.1  # of a page's characters; a stamp over a line is no reason to doubt a page
_INK = 128  # of 255; darker is ink
_LEAST_INK = 0.015  # of a row; the upright rules of a table have less
# A full stop that the engine takes for a dot in the middle or a degree sign; 3·15 keeps its dot.
_STOP = re.compile(r"(?<=[\u4e00-\u9fff）》”\"％%])[·°](?!\d)")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines on a picture, in pixels; `doubtful` if too many of them are not clear."""

    lines: tuple[Line, ...]
    doubtful: bool


class Recogniser(Protocol):
    """Reads the text on a picture."""

    def __call__(self, picture: Picture) -> Recognised:
        """Return the lines on *picture* (rows × columns × 3, blue first, 0 to 255)."""


class Eyes:
    """Recognises the pictures of one file, as many as *limits* allow; used once, then dropped.

    The limit counts pages, not seconds, so that the same file gives the same text everywhere.
    """

    def __init__(self, limits: Limits, pages: int, watch: Watch = unwatched) -> None:
        """Begin with none of the file's *pages* recognised; *watch* is told of each that is."""
        self._limits = limits
        self._watch = watch
        self._pages = pages
        self._left = limits.recognised

    def refusal(self) -> str:
        """Return why no (more) picture is recognised, in words for a warning; "" if one is."""
        if not self._left:
            most = self._limits.said("recognised")
            return _TOO_MANY.format(most, self._limits.more("recognised", self._pages))
        if recogniser() is None:
            return NOT_STARTED if _is_installed() else NOT_INSTALLED
        return ""

    def look(self, picture: Picture, page: int) -> Recognised:
        """Return what stands on *picture* of *page*; to be asked where there is no `refusal`."""
        recognise = recogniser()
        assert recognise is not None
        self._left -= 1
        self._watch(page, self._pages)
        return recognise(picture)


def missing_recogniser() -> str:
    """Return what is to be done before pictures can be recognised; "" if they can be."""
    if recogniser() is not None:
        return ""
    if not _is_installed():
        return f"运行 {INSTALL}"
    return f"已经安装，但不能启动（{_engine()}）；Debian、Ubuntu（root）：{_SYSTEM}"


def _is_installed() -> bool:
    try:
        version(PACKAGE)
    except PackageNotFoundError:
        return False
    return True


@lru_cache(maxsize=1)
def _engine() -> Callable[..., Any] | Exception:
    """Return what makes the engine, or why it cannot be loaded."""
    try:
        from rapidocr_onnxruntime import RapidOCR  # noqa: PLC0415  (slow, optional)
    except (ImportError, OSError) as error:
        return error
    return RapidOCR  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def recogniser() -> Recogniser | None:
    """Return the recogniser, or None where it is missing or a library of the system is."""
    make = _engine()
    if isinstance(make, Exception):
        return None
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    engine = make(text_score=0)  # the engine's own threshold would drop lines unsaid

    def look(picture: Picture, down: int = 0) -> list[tuple[Line, float]]:
        found, _ = engine(picture)
        return [
            (_line(box, text, down), float(score))
            for box, text, score in found or ()
            if text.strip()
        ]

    def recognise(picture: Picture) -> Recognised:
        read = look(picture)
        for top, bottom in missed(picture, [line for line, _ in read]):
            read += look(picture[top:bottom], top)
        total = sum(len(line.text) for line, _ in read)
        unclear = sum(len(line.text) for line, score in read if score < DOUBTFUL)
        lines = tuple(line for line, _ in read)
        return Recognised(lines, unclear > _SHARE_DOUBTFUL * total)

    return recognise


def missed(picture: Picture, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the bands (rows from, to) of *picture* with ink on them in none of the *lines*.

    The engine's detector passes over a line now and then; on the band alone it finds it.
    """
    if not lines:
        return
    height, width = picture.shape[:2]
    em = int(median(line.em for line in lines)) + 1
    ink = picture[:, :, 1] < _INK
    for line in lines:
        rows = slice(max(int(line.top) - em // 4, 0), int(line.bottom) + em // 4)
        ink[rows, max(int(line.left) - em, 0) : int(line.right) + em] = False
    inked = (ink.sum(axis=1) > _LEAST_INK * width).tolist()
    for on, stretch in groupby(range(height), key=inked.__getitem__):
        band = list(stretch)
        if on and len(band) > em / 2:
            yield max(band[0] - em, 0), min(band[-1] + em, height)


def scanned(number: int, size: Size, seen: Recognised) -> Page:
    """Return the page that *seen* was recognised on; its *size* is in the unit of the lines."""
    doubtful = (_DOUBTFUL,) if seen.doubtful else ()
    told = (_RECOGNISED,) if seen.lines else ()
    return Page(number, size, seen.lines, doubtful, told, images=1, recognised=True)


def _line(box: list[list[float]], text: str, down: int) -> Line:
    across, heights = [x for x, _ in box], [y + down for _, y in box]
    read = _STOP.sub("。", text.replace("丶", "、"))
    ems = sum(0.5 if char.isascii() else 1 for char in read)
    left, right = min(across), max(across)
    return Line(read, left, min(heights), right, max(heights), max((right - left) / max(ems, 1), 1))
