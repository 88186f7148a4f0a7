"""Pages as pictures: what a reader sees stays as it was looked at, within a tolerance.

`pytest tests/rendering/test_pictures.py --update-golden` writes the pictures anew; look at them
before they are kept. They were made with the Noto CJK fonts; with others the tests are skipped.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from scorer.rendering.fonts import chinese_fonts
from scorer.rendering.paper import pdf

PICTURES = Path(__file__).parent.parent / "golden" / "rendering" / "pages"
FONTS = {"Noto-Serif-CJK-SC", "Noto-Serif-CJK-SC-Bold", "Noto-Sans-CJK-SC"}
SCALE = 0.6  # of 72 dots an inch: a row of text is some five pixels high
GREYS = 16
TILE = 24  # pixels: some five rows of text
FARTHEST = 24.0  # mean distance, of 255, of the worst tile of two pictures of the same page
PAGES = [("card", 1), ("card", 2), ("card", 4), ("provisional", 1), ("perfect", 1), ("empty", 1)]


@pytest.fixture(scope="module")
def printed():
    """Each card is printed once."""
    made: dict[str, bytes] = {}

    def of(name: str, card) -> bytes:
        if name not in made:
            made[name] = pdf(card)
        return made[name]

    return of


def fonts_of(made: bytes) -> set[str]:
    page = PdfReader(io.BytesIO(made)).pages[0]
    names = [str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()]
    return {re.sub(r"^/[A-Z]{6}\+", "", name) for name in names}


def require_fonts(made: bytes) -> None:
    other = fonts_of(made) - FONTS
    if other:
        pytest.skip(f"the pictures were made with other fonts than {', '.join(sorted(other))}")


def picture(made: bytes, page: int) -> Image.Image:
    shown = pypdfium2.PdfDocument(made)[page - 1].render(scale=SCALE, grayscale=True)
    return shown.to_pil().convert("L").quantize(GREYS).convert("L")


def distance(one: Image.Image, other: Image.Image) -> float:
    """Return how far the worst tile of two pictures is apart; the greatest if sizes differ."""
    if one.size != other.size:
        return 255.0
    tiles = (one.width // TILE, one.height // TILE)
    apart = ImageChops.difference(one, other).resize(tiles, Image.Resampling.BOX)
    return float(apart.getextrema()[1])


@pytest.fixture(autouse=True, scope="module")
def _needs_chinese_font():
    if not chinese_fonts():
        pytest.skip("no Chinese font on this machine")


@pytest.mark.parametrize(("name", "page"), PAGES)
def test_a_page_looks_as_it_did(request, printed, name, page):
    made = printed(name, request.getfixturevalue(name))
    require_fonts(made)
    path = PICTURES / f"{name}-{page}.png"
    now = picture(made, page)
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        now.save(path, optimize=True)
    assert distance(now, Image.open(path).convert("L")) <= FARTHEST


def worse(picture: Image.Image, change: str) -> Image.Image:
    spoilt = picture.copy()
    if change == "a table cell is empty":
        spoilt.paste(255, (20, 180, 180, 220))
    elif change == "all stands a line lower":
        spoilt = ImageChops.offset(spoilt, 0, 8)
    return spoilt


@pytest.mark.parametrize("change", ["a table cell is empty", "all stands a line lower"])
def test_a_page_that_went_wrong_is_seen_to_differ(change):
    """The tolerance lets no change of the page's content through."""
    page = Image.open(PICTURES / "card-1.png").convert("L")
    assert distance(page, worse(page, change)) > FARTHEST


def test_a_page_drawn_a_little_differently_is_the_same():
    page = Image.open(PICTURES / "card-1.png").convert("L")
    softer = page.resize((page.width * 2, page.height * 2)).resize(page.size)
    assert distance(page, softer) <= FARTHEST
