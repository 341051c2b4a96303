"""GB/T 33190-2016 chapter 10: masks, borders, substitutions, and formats that are made into PNG."""

import io
import sys
from typing import Any

import pytest
from PIL import Image

from openofd.render.displaylist import PathOp, Picture

PLACE = 'ID="5" Boundary="10 20 30 15" CTM="30 0 0 15 0 0" ResourceID="4"'
IMAGE = f"<ofd:ImageObject {PLACE} {{}}>{{}}</ofd:ImageObject>"


def file(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (3, 2), **more: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, kind, **more)
    return buffer.getvalue()


def page(draw: Any, attributes: str = "", inner: str = "", **files: bytes) -> Any:
    """`m4=…` is the file of MultiMedia 4."""
    media = "".join(
        f'<ofd:MultiMedia ID="{name[1:]}"><ofd:MediaFile>{name}</ofd:MediaFile></ofd:MultiMedia>'
        for name in files
    )
    return draw(
        IMAGE.format(attributes, inner),
        resources=f"<ofd:MultiMedias>{media}</ofd:MultiMedias>",
        files={f"D/Res/{name}": data for name, data in files.items()},
    )


def codes(drawn: Any) -> list[str]:
    return [note.code for note in drawn.notes]


@pytest.mark.parametrize(
    ("kind", "mode", "media_type"),
    [("TIFF", "RGB", "image/tiff"), ("BMP", "RGB", "image/bmp"), ("JPEG", "CMYK", "image/jpeg")],
)
def test_what_not_all_browsers_show_becomes_png(draw: Any, kind: str, mode: str, media_type: str) -> None:
    data = file(kind, mode)
    (item,) = page(draw, m4=data).items
    assert item.media_type == "image/png"
    assert item.original == (data, media_type)


def test_what_browsers_show_stays_as_it_is(draw: Any) -> None:
    data = file()
    (item,) = page(draw, m4=data).items
    assert (item.data, item.original) == (data, None)


def test_without_the_extra_a_frame_stands_there(draw: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    drawn = page(draw, m4=b"II*\0")
    assert isinstance(drawn.items[0], PathOp)
    assert codes(drawn) == ["RENDER_EXTRA"]


def test_without_the_extra_a_bmp_is_left_to_the_browser(draw: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    data = file("BMP")
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    drawn = page(draw, m4=data)
    assert (drawn.items[0].data, drawn.notes) == (data, ())


def test_a_mask_goes_with_the_picture(draw: Any) -> None:
    mask = file(mode="1")
    (item,) = page(draw, 'ImageMask="6"', m4=file(), m6=mask).items
    assert item.mask == (mask, "image/png")


def test_a_mask_that_cannot_be_read_is_told(draw: Any) -> None:
    drawn = page(draw, 'ImageMask="6"', m4=file())
    assert (drawn.items[0].mask, codes(drawn)) == (None, ["IMAGE_MASK"])


@pytest.mark.parametrize("files", [{"m7": file()}, {"m4": b"?", "m7": file()}])
def test_a_substitution_steps_in(draw: Any, files: dict[str, bytes]) -> None:
    (item,) = page(draw, 'Substitution="7"', **files).items
    assert isinstance(item, Picture)


BORDER = '<ofd:Border LineWidth="1" HorizonalCornerRadius="{}" VerticalCornerRadius="3" DashPattern="2 1"/>'


def test_a_border_with_round_corners_cuts_the_picture(draw: Any) -> None:
    picture, border = page(draw, inner=BORDER.format(4), m4=file()).items
    assert [segment.op for segment in border.segments] == list("MLALALALAZ")
    assert border.pen.dashes == (2, 1)
    assert picture.clips[-1].areas[0].segments == border.segments


def test_a_border_with_square_corners_cuts_nothing(draw: Any) -> None:
    picture, border = page(draw, inner=BORDER.format(0), m4=file()).items
    assert (picture.clips, [segment.op for segment in border.segments]) == ((), list("MLLLZ"))


@pytest.mark.parametrize(("mode", "blend"), [("Darken", "darken"), ("Multiply", "multiply")])
def test_blend_modes(draw: Any, mode: str, blend: str) -> None:
    assert page(draw, f'BlendMode="{mode}"', m4=file()).items[0].blend == blend


def test_an_unknown_blend_mode_is_told(draw: Any) -> None:
    drawn = page(draw, 'BlendMode="Dissolve"', m4=file())
    assert (drawn.items[0].blend, codes(drawn)) == ("normal", ["BLEND_MODE"])
