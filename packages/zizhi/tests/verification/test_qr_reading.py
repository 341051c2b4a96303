"""Pictures of a file, decoded without help."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from zizhi.verification.qr_reading import decode_png, qr_texts


def _png(mode, size=(7, 5), **options):
    image = Image.radial_gradient("L").resize(size).convert(mode)
    file = io.BytesIO()
    image.save(file, "PNG", **options)
    return file.getvalue(), image


@pytest.mark.parametrize("mode", ["1", "L"])
@pytest.mark.parametrize("size", [(7, 5), (64, 64), (1, 1), (9, 300)])
def test_greys_as_pillow_reads_them(mode, size):
    data, image = _png(mode, size)
    assert decode_png(data) == (*size, image.convert("L").tobytes())


def test_a_palette_becomes_grey():
    data, image = _png("P", (16, 16))
    width, height, grey = decode_png(data)
    red, green, blue = image.convert("RGB").getpixel((8, 8))
    assert (width, height, grey[8 * 16 + 8]) == (16, 16, (red + green + blue) // 3)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_other_forms_are_refused(mode):
    with pytest.raises(ValueError, match="not read here"):
        decode_png(_png(mode)[0])


@given(st.binary(max_size=60))
def test_garbage_is_refused_quietly(data):
    class _Package:
        names = ("a.png",)

        def read(self, _):
            return b"\x89PNG\r\n\x1a\n" + data

    class _Document:
        package = _Package()

    assert qr_texts(_Document()) == ()
