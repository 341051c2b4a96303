"""Pictures as image objects: passed through where PDF has their coding, else decoded (ISO 32000-1 8.9, 7.4).

JPEG, plain PNG, JPEG 2000 and JBIG2 keep their bytes. Whatever has transparency, or is to lose its white or
its colour, is decoded by Pillow, which is asked for only then.
"""

import hashlib
from functools import lru_cache
from typing import NamedTuple

from openofd.render.displaylist import Picture, Raster
from openofd.render.pdf.codings import Coded, passed_through
from openofd.render.pdf.decoding import decoded
from openofd.render.pdf.objects import PdfFile

__all__ = ["Images", "Look"]


_SMALL = 16 * 1024  # bytes


class Look(NamedTuple):
    """What a group does to what stands in it; see `displaylist.Group`."""

    grey: bool = False
    clear_white: bool = False


class Images:
    """The image objects of a document, each written once."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._known: dict[bytes, int | None] = {}

    def number(self, picture: Picture, look: Look) -> int | None:
        """The object of a picture; None if it cannot be read.

        Raises:
            UnsupportedFeature: RENDER_EXTRA, where the picture has to be decoded and Pillow is not installed.
        """
        key = _key(picture, look)
        if key not in self._known:
            coded = _coded(picture, look)
            self._known[key] = None if coded is None else self._write(coded)
        return self._known[key]

    def _write(self, coded: Coded) -> int:
        mask = "" if coded.mask is None else f"/SMask {self._write(coded.mask)} 0 R"
        size = f"/Width {coded.width}/Height {coded.height}"
        entries = f"/Type/XObject/Subtype/Image{size}{coded.entries}{mask}"
        return self._file.stream(coded.data, entries, packed=True)


def _key(picture: Picture, look: Look) -> bytes:
    """Pictures are told apart by digest: their bytes need not stay in memory."""
    digest = hashlib.blake2b(picture.data, digest_size=16)
    digest.update(b"%d%d" % look)
    if picture.mask is not None:
        digest.update(picture.mask.data)
    return digest.digest()


def _coded(picture: Picture, look: Look) -> Coded | None:
    plain = picture.mask is None and not any(look)
    if plain:
        for raster in (picture.original, Raster(picture.data, picture.media_type)):
            found = None if raster is None else passed_through(raster)
            if found is not None:
                return found
    if picture.mask is None and len(picture.data) <= _SMALL:
        return _remembered(picture.data, look)
    mask = None if picture.mask is None else picture.mask.data
    return decoded(picture.data, mask=mask, grey=look.grey, clear_white=look.clear_white)


@lru_cache(maxsize=16)
def _remembered(data: bytes, look: Look) -> Coded | None:
    """Small pictures are seals and logos, which many documents share; what packed well packs well again."""
    return decoded(data, mask=None, grey=look.grey, clear_white=look.clear_white)
