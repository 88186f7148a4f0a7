"""Pictures of text → lines, by the optional offline recogniser (the extra ``scorer[ocr]``)."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Protocol

from scorer.reading.pageline import Line, Page, Size

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

PACKAGE = "rapidocr-onnxruntime"
INSTALL = "pip install 'scorer[ocr]'"
UNREAD_SCAN = "扫描图像，文字未识别"
UNREAD_PICTURE = "大幅图片中的文字未识别"
NOT_INSTALLED = f"有扫描图像或大幅图片，本机没有安装文字识别组件；安装后可以读取：{INSTALL}"
_RECOGNISED = "的文字由图像识别而来，个别字可能有误，引文请与原件核对"
_DOUBTFUL = "图像不清晰，识别出的文字不可靠"
DPI = 200  # below it rare characters are confused; above it only time grows
LONGEST_SIDE = 3000  # pixels; a page larger than A4 is made smaller
DOUBTFUL = 0.75  # the recogniser's confidence in a line
_SHARE_DOUBTFUL = 0.1  # of a page's characters; a stamp over a line is no reason to doubt a page


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines on a picture, in pixels; `doubtful` if too many of them are not clear."""

    lines: tuple[Line, ...]
    doubtful: bool


class Recogniser(Protocol):
    """Reads the text on a picture."""

    def __call__(self, picture: NDArray[uint8]) -> Recognised:
        """Return the lines on *picture* (rows × columns × 3, blue first, 0 to 255)."""


def ocr_version() -> str | None:
    """Return the recogniser's version, or None if it is not installed or does not start."""
    try:
        found = version(PACKAGE)
    except PackageNotFoundError:
        return None
    return found if recogniser() is not None else None


@lru_cache(maxsize=1)
def recogniser() -> Recogniser | None:
    """Return the recogniser, or None where it is missing or a library of the system is."""
    try:
        from rapidocr_onnxruntime import RapidOCR  # noqa: PLC0415  (slow, optional)
    except (ImportError, OSError):
        return None
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    engine = RapidOCR(text_score=0)  # the engine's own threshold would drop lines unsaid

    def recognise(picture: NDArray[uint8]) -> Recognised:
        found, _ = engine(picture)
        read = [
            (_line(box, text), float(score)) for box, text, score in found or () if text.strip()
        ]
        total = sum(len(line.text) for line, _ in read)
        unclear = sum(len(line.text) for line, score in read if score < DOUBTFUL)
        lines = tuple(line for line, _ in read)
        return Recognised(lines, unclear > _SHARE_DOUBTFUL * total)

    return recognise


def scanned(number: int, size: Size, seen: Recognised) -> Page:
    """Return the page that *seen* was recognised on; its *size* is in the unit of the lines."""
    doubtful = (_DOUBTFUL,) if seen.doubtful else ()
    told = (_RECOGNISED,) if seen.lines else ()
    return Page(number, size, seen.lines, doubtful, told, images=1, recognised=True)


def _line(box: list[list[float]], text: str) -> Line:
    across, down = [x for x, _ in box], [y for _, y in box]
    ems = sum(0.5 if char.isascii() else 1 for char in text)
    left, right = min(across), max(across)
    return Line(text, left, min(down), right, max(down), (right - left) / max(ems, 1))
