"""A picture of a report (png, jpg, tiff) → Source, by recognition; a TIFF may hold several pages.

Without the recogniser the pages are listed as unread.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scorer.model.document import Source
from scorer.model.errors import ReportError
from scorer.reading.ocr import LONGEST_SIDE, UNREAD_SCAN, Eyes, scanned
from scorer.reading.pageline import Page
from scorer.reading.pagesource import page_source
from scorer.reading.rawfile import RawFile

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray
    from PIL.Image import Image

MAX_PIXELS = 80_000_000  # A4 at 600 dpi has 35 million; Pillow warns above 89 million
_FORMATS = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg", "TIFF": "tiff"}
_OPENED = ("PNG", "JPEG", "TIFF")  # a JPEG of several views calls itself MPO
_REMEDY = "请确认能用看图软件打开，或者改为提供 PDF、docx 或 txt。"


def read_image(raw: RawFile) -> Source:
    """Return the picture *raw* as a source of one page a frame.

    Raises ReportError if it is damaged or too large.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  (slow to import)

    try:
        with Image.open(io.BytesIO(raw.data), formats=_OPENED) as image:
            pages = list(_pages(raw, image))
            form = _FORMATS[image.format or "PNG"]
    except Image.DecompressionBombError as error:
        raise _too_large(raw) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise raw.error("图片无法读取，文件可能已损坏", _REMEDY) from error
    if not any(page.lines or page.unread for page in pages):
        raise raw.error("图片中没有识别出文字", _REMEDY)
    return page_source(raw, form, pages)


def _too_large(raw: RawFile) -> ReportError:
    limit = MAX_PIXELS // 10_000
    return raw.error(f"图片超过 {limit} 万像素", "请缩小图片后再试。")


def _pages(raw: RawFile, image: Image) -> Iterator[Page]:
    frames = getattr(image, "n_frames", 1)
    raw.demand_pages(frames)
    eyes = Eyes(raw.limits, frames, raw.watch)
    for number in range(1, frames + 1):
        image.seek(number - 1)
        if image.width * image.height > MAX_PIXELS:
            raise _too_large(raw)
        refusal = eyes.refusal()
        if refusal:
            yield Page(number, image.size, (), (UNREAD_SCAN,), (refusal,), 1)
        else:
            pixels = _pixels(image)
            height, width = pixels.shape[:2]
            yield scanned(number, (width, height), eyes.look(pixels, number))


def _pixels(image: Image) -> NDArray[uint8]:
    """Return the picture upright, as rows × columns × 3, blue first, as the recogniser asks."""
    import numpy  # noqa: PLC0415  (comes with the recogniser)
    from PIL import ImageOps  # noqa: PLC0415

    upright = ImageOps.exif_transpose(image) or image
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return numpy.asarray(upright.convert("RGB"))[:, :, ::-1]
