"""Images that no browser shows, made into PNG by the extra `render`: GB/T 33190-2016 chapter 10.

Size is asked before anything is decoded; whatever a decoder raises on a stranger's file is MalformedDocument.
"""

import io
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from openofd.errors import LimitExceeded, MalformedDocument, OpenOfdError
from openofd.fonts.memory import Memory
from openofd.limits import LIMITS
from openofd.render.extras import PDFIUM, pdfium, pillow
from openofd.render.jbig2 import jbig2
from openofd.render.pictures import sniff
from openofd.render.pixels import pack, packed_rows, png_file

V = TypeVar("V")

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["as_png", "covers", "png"]

_FASTER = 3  # zlib level: pictures are made while somebody waits
_PLAIN = {"1", "L", "LA", "P", "RGB", "RGBA"}  # Pillow's names of what PNG holds and every browser shows
_CHANNELS = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4}
_OPAQUE = 250
_MOST_LOOKED_AT = 4_000_000  # pixels
_COVERS: Memory[bytes, bool] = Memory(8 * 1024 * 1024)
_SIXTEEN = ("I", "F")  # how its names of deeper greys begin


def as_png(data: bytes, media_type: str) -> bytes:
    """The picture as a PNG file.

    Raises:
        UnsupportedFeature: RENDER_EXTRA.
        MalformedDocument: IMAGE_UNREADABLE.
        LimitExceeded: IMAGE_PIXELS.
    """
    return _guarded(_from_jbig2 if media_type == "image/jbig2" else _by_pillow, data)


def covers(data: bytes) -> bool:
    """Whether a picture hides all that is below it although it could have been transparent.

    Many seals are PNG files with an opacity channel that says "opaque" everywhere, the white ground included.
    """
    return _COVERS.get(data, lambda: _covers(data), len(data))


def _covers(data: bytes) -> bool:
    found = sniff(data)
    if found.opaque or found.name != "PNG" or found.pixels > _MOST_LOOKED_AT:
        return found.opaque
    try:
        return _guarded(_lowest_opacity, data) >= _OPAQUE
    except OpenOfdError:
        return False


def _lowest_opacity(data: bytes) -> int:
    with pillow().open(io.BytesIO(data)) as image:
        lowest, _ = image.convert("RGBA").getchannel("A").getextrema()
        return int(lowest)


def png(width: int, height: int, channels: int, pixels: bytes) -> bytes:
    """A PNG file of eight bits a channel: 1 grey, 3 RGB, 4 RGB and opacity. ISO/IEC 15948."""
    row = width * channels
    lines = b"".join(b"\0" + pixels[at : at + row] for at in range(0, row * height, row))
    return png_file((width, height), channels, pack(lines))


def _guarded(decode: Callable[[bytes], V], data: bytes) -> V:
    try:
        return decode(data)
    except OpenOfdError:
        raise
    except Exception as error:  # decoders raise what they like on a stranger's bytes
        message = f"the image cannot be decoded: {type(error).__name__}"
        raise MalformedDocument("IMAGE_UNREADABLE", "图像已损坏，无法解码", message) from error


def _by_pillow(data: bytes) -> bytes:
    library = pillow()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd tags, and of sizes that are asked about below
        try:
            with library.open(io.BytesIO(data)) as image:
                _check(image.width * image.height * max(1, len(image.getbands())))
                return _written(_plain(image))
        except library.DecompressionBombError as error:
            raise _too_large() from error


def _plain(image: "Image") -> "Image":
    if image.mode in _PLAIN:
        return image
    if image.mode.startswith(_SIXTEEN):
        _, highest = image.getextrema()
        span = 65535.0 if highest > 255 else 255.0 if highest > 1 else 1.0  # type: ignore[operator]
        return image.point(lambda value: value * (255 / span)).convert("L")
    return image.convert("RGBA" if image.mode in {"PA", "La", "RGBa"} else "RGB")


def _written(image: "Image") -> bytes:
    if image.mode in _CHANNELS:
        return png_file(image.size, _CHANNELS[image.mode], packed_rows(image))
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=_FASTER)
    return buffer.getvalue()


def _check(size: int) -> None:
    if size > LIMITS.decoded_bytes:
        raise _too_large()


def _too_large() -> LimitExceeded:
    return LimitExceeded("IMAGE_PIXELS", "图像像素过多", "an image too large once decoded")


def _from_jbig2(data: bytes) -> bytes:
    """A PDF of one page with nothing but the image on it, drawn at one pixel a point."""
    found = jbig2(data)
    _check(found.width * found.height)
    with PDFIUM:
        document = pdfium().PdfDocument(_one_image(found.width, found.height, found.stream))
        try:
            image = document[0].render(scale=1, grayscale=True).to_pil()
        finally:
            document.close()
    return _written(image.point(lambda value: 255 * (value > 127)).convert("1"))


def _one_image(width: int, height: int, stream: bytes) -> bytes:
    content = f"{width} 0 0 {height} 0 0 cm /I Do".encode()
    image = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 1"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 4 0 R".encode()
        + b" /Resources << /XObject << /I 5 0 R >> >> >>",
        _stream("", content),
        _stream(f"{image} /ColorSpace /DeviceGray /Filter /JBIG2Decode", stream),
    ]
    return _pdf(bodies)


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _pdf(bodies: list[bytes]) -> bytes:
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(bodies) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer << /Size {count} /Root 1 0 R >>\n"
    return written + end.encode() + f"startxref\n{len(written)}\n%%EOF\n".encode()
