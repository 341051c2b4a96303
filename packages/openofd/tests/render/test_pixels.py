"""PNG files of our own packing, as Pillow reads them."""

import io

import pytest
from PIL import Image

from openofd.render.pixels import pack, packed_rows, png_file


def photo(mode: str) -> Image.Image:
    grey = Image.linear_gradient("L").resize((31, 17))
    whole = Image.merge("RGBA", (grey, grey.rotate(90), grey.rotate(180), grey.rotate(270)))
    return whole.convert(mode)


@pytest.mark.parametrize(("mode", "channels"), [("L", 1), ("LA", 2), ("RGB", 3), ("RGBA", 4)])
def test_pixels_come_back(mode: str, channels: int) -> None:
    image = photo(mode)
    again = Image.open(io.BytesIO(png_file(image.size, channels, packed_rows(image))))
    assert (again.mode, again.tobytes()) == (mode, image.tobytes())


def test_photos_pack_as_differences() -> None:
    image = Image.linear_gradient("L").rotate(90).convert("RGB")
    rows = image.tobytes()
    plain = pack(b"".join(b"\0" + rows[at : at + 768] for at in range(0, len(rows), 768)))
    assert len(packed_rows(image)) < len(plain)


def test_plain_areas_pack_as_they_are() -> None:
    image = Image.effect_noise((1, 64), 80).resize((64, 64))
    assert len(packed_rows(image)) < 64 * 64 / 4
