"""The demonstration seal's picture."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from zizhi.faces.demonstration_seal import SIDE_PX, demonstration_seal_png

NAME = "辽宁省住房和城乡建设厅"


@pytest.fixture(scope="module")
def font() -> bytes:
    return (Path(settings.ZIZHI_ASSETS) / "noto-serif-sc" / "NotoSerifSC_600SemiBold.ttf").read_bytes()


@pytest.fixture(scope="module")
def picture(font: bytes) -> bytes:
    return demonstration_seal_png(font, NAME)


def test_weight_and_form(picture: bytes) -> None:
    image = Image.open(io.BytesIO(picture))
    assert len(picture) <= 3_600
    assert (image.size, image.mode) == ((SIDE_PX, SIDE_PX), "P")


def test_one_red_in_three_opacities(picture: bytes) -> None:
    colours = Image.open(io.BytesIO(picture)).convert("RGBA").getcolors()
    assert sorted(colour for _, colour in colours or []) == [(200, 22, 29, alpha) for alpha in (0, 128, 255)]


def test_ring_star_and_words(picture: bytes) -> None:
    alpha = Image.open(io.BytesIO(picture)).convert("RGBA").getchannel("A")
    scale = SIDE_PX / 42
    for x, y, shown in ((21, 0.6, True), (21, 19, True), (21, 25, False), (0.2, 0.2, False), (3, 21, False)):
        assert (alpha.getpixel((round(x * scale), round(y * scale))) > 0) is shown
    words = alpha.crop((round(9 * scale), round(28 * scale), round(33 * scale), round(34 * scale)))
    assert words.getbbox()


def test_long_names_are_set_smaller(font: bytes, picture: bytes) -> None:
    assert demonstration_seal_png(font, NAME * 2) != picture


def test_a_missing_character_is_named(font: bytes) -> None:
    with pytest.raises(ValueError, match="U\\+30EDD"):
        demonstration_seal_png(font, "𰻝")
