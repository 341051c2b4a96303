"""Pictures in PDF: passed through where they can be, decoded where they must, written once."""

import io
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from openofd.errors import UnsupportedFeature
from openofd.model.units import Matrix
from openofd.render.displaylist import DisplayList, Group, Picture, Raster
from openofd.render.pdf.codings import passed_through
from openofd.render.pdf.decoding import decoded
from openofd.render.pdf.writer import write_pdf

PLACE = Matrix(10, 0, 0, 10, 5, 5)


def file(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (30, 20), **more: Any) -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(buffer, kind, **more)
    return buffer.getvalue()


def coded(data: bytes, media_type: str) -> str:
    found = passed_through(Raster(data, media_type))
    assert found is not None
    assert (found.width, found.height) == (30, 20)
    return found.entries


def test_jpeg_keeps_its_bytes() -> None:
    data = file("JPEG")
    found = passed_through(Raster(data, "image/jpeg"))
    assert found is not None
    assert found.data is data
    assert found.entries == "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"


def test_inks_are_not_passed_through() -> None:
    assert passed_through(Raster(file("JPEG", "CMYK"), "image/jpeg")) is None


@pytest.mark.parametrize(
    ("mode", "space", "depth"),
    [("1", "/DeviceGray", 1), ("L", "/DeviceGray", 8), ("I;16", "/DeviceGray", 16), ("RGB", "/DeviceRGB", 8)],
)
def test_png_keeps_its_rows(mode: str, space: str, depth: int) -> None:
    assert f"/ColorSpace{space}/BitsPerComponent {depth}/Filter/FlateDecode" in coded(
        file(mode="L" if mode == "I;16" else mode) if mode != "I;16" else deep(), "image/png"
    )


def deep() -> bytes:
    buffer = io.BytesIO()
    Image.new("I;16", (30, 20), 30_000).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_palette_goes_along() -> None:
    assert "/ColorSpace[/Indexed/DeviceRGB " in coded(file(mode="P"), "image/png")


def test_one_clear_colour_is_a_mask() -> None:
    assert "/Mask[7 7]" in coded(file(mode="L", transparency=7), "image/png")


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_opacities_are_decoded(mode: str) -> None:
    assert passed_through(Raster(file(mode=mode), "image/png")) is None
    found = decoded(file(mode=mode), mask=None, grey=False, clear_white=False)
    assert found is not None
    assert found.data


def test_full_opacity_needs_no_mask() -> None:
    found = decoded(file(mode="RGBA"), mask=None, grey=False, clear_white=False)
    assert found is not None
    assert found.mask is None


def test_jpeg2000_keeps_its_bytes() -> None:
    assert coded(file("JPEG2000"), "image/jp2") == "/Filter/JPXDecode"


def test_a_picture_is_written_once(pdf: Callable[..., bytes]) -> None:
    picture = Picture(data=file(), media_type="image/png", matrix=PLACE)
    page = DisplayList(box=(0, 0, 20, 30), items=(picture, picture))
    assert write_pdf([page, page]).count(b"/Subtype/Image") == 1


def test_the_same_picture_in_grey_is_another(pdf: Callable[..., bytes]) -> None:
    picture = Picture(data=file(), media_type="image/png", matrix=PLACE)
    assert pdf(picture, Group(items=(picture,), grey=True)).count(b"/Subtype/Image") == 2


def test_small_pictures_are_remembered_by_their_look(pdf: Callable[..., bytes]) -> None:
    picture = Picture(data=file(mode="RGBA"), media_type="image/png", matrix=PLACE)
    grey = Group(items=(picture,), grey=True)
    assert pdf(picture) == pdf(picture)
    assert pdf(picture) != pdf(grey)


def test_the_original_is_preferred(pdf: Callable[..., bytes]) -> None:
    original = Raster(file("JPEG2000"), "image/jp2")
    picture = Picture(data=file(), media_type="image/png", matrix=PLACE, original=original)
    assert original.data in pdf(picture)


def test_what_cannot_be_read_is_left_out(pdf: Callable[..., bytes]) -> None:
    picture = Picture(data=b"GIF89a", media_type="image/gif", matrix=PLACE)
    assert b"/Subtype/Image" not in pdf(picture)


def test_decoding_asks_for_the_extra(pdf: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    with pytest.raises(UnsupportedFeature, match="RENDER_EXTRA"):
        pdf(Picture(data=file(mode="RGBA", size=(7, 7)), media_type="image/png", matrix=PLACE))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "JPEG2000"])
@given(cut=st.integers(0, 400), at=st.integers(0, 400), value=st.integers(0, 255))
@settings(max_examples=40)
def test_damaged_files_raise_nothing(kind: str, cut: int, at: int, value: int) -> None:
    data = bytearray(file(kind, size=(3, 3))[: 500 - cut])
    if data:
        data[at % len(data)] = value
    for media_type in ("image/png", "image/jpeg", "image/jp2", "image/jbig2"):
        passed_through(Raster(bytes(data), media_type))
    decoded(bytes(data), mask=None, grey=True, clear_white=True)
