"""Images that have to be decoded (ISO 32000-1 8.9.5): by Pillow, imported only then."""

import io
from typing import TYPE_CHECKING

from openofd.limits import LIMITS
from openofd.render.extras import pillow
from openofd.render.pdf.codings import Coded
from openofd.render.pixels import packed_rows

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["decoded"]

_GREYING = (0.2126, 0.7152, 0.0722, 0.0)  # luminance, as `painting` takes it of plain colours
_CLEARING = (-1.0, -1.0, -1.0, 765.0)  # opacity = 3 - (red + green + blue); see displaylist.Group


def decoded(data: bytes, *, mask: bytes | None, grey: bool, clear_white: bool) -> Coded | None:
    """The pixels of an image file, packed anew; None if it cannot be read.

    Args:
        data: the file.
        mask: another file; where it is dark the image is clear.
        grey: take the colour away.
        clear_white: make white clear.

    Raises:
        UnsupportedFeature: RENDER_EXTRA.
    """
    pil = pillow()
    try:
        with pil.open(io.BytesIO(data)) as image:
            colours, opacity = _parts(image)
        if clear_white:
            opacity = _both(opacity, colours.convert("RGB").convert("L", _CLEARING))
        if mask is not None:
            with pil.open(io.BytesIO(mask)) as other:
                opacity = _both(opacity, _held(other).convert("L").resize(colours.size))
    except (OSError, ValueError, SyntaxError, EOFError, pil.DecompressionBombError):
        return None
    return _coded(colours.convert("RGB").convert("L", _GREYING) if grey else colours, opacity)


def _held(image: "Image") -> "Image":
    if not 0 < image.width * image.height <= LIMITS.pixels:
        raise ValueError
    return image


def _parts(image: "Image") -> "tuple[Image, Image | None]":
    """The colours, grey or RGB, and the opacities if some are not full."""
    _held(image)
    if image.mode in {"LA", "PA", "RGBA", "La", "RGBa"} or "transparency" in image.info:
        whole = image.convert("RGBA")
        opacity = whole.getchannel("A")
        return whole.convert("RGB"), None if opacity.getextrema() == (255, 255) else opacity
    return image.convert("L" if image.mode in {"1", "L"} else "RGB"), None


def _both(one: "Image | None", other: "Image") -> "Image":
    from PIL import ImageChops

    return other if one is None else ImageChops.multiply(one, other)


def _coded(colours: "Image", opacity: "Image | None") -> Coded:
    space, channels = ("/DeviceGray", 1) if colours.mode == "L" else ("/DeviceRGB", 3)
    rows = f"/DecodeParms<</Predictor 15/Colors {channels}/Columns {colours.width}>>"
    return Coded(
        data=packed_rows(colours),
        entries=f"/ColorSpace{space}/BitsPerComponent 8/Filter/FlateDecode{rows}",
        width=colours.width,
        height=colours.height,
        mask=None if opacity is None else _coded(opacity, None),
    )
