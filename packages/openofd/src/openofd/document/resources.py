"""Resources by their identifier: page, document and public resources. GB/T 33190-2016 7.9."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from openofd.document.parts import Parts
from openofd.model.resources import ColorSpace, CompositeGraphicUnit, DrawParam, Font, MultiMedia, Res
from openofd.package.reader import Package
from openofd.xml.element import Element

__all__ = ["Resources"]

R = TypeVar("R", bound=Element)


class Resources:
    """The resources one page or one document can name. A file that is missing holds nothing.

    Args:
        parts: the package.
        names: entry names of the resource files, the nearest first: its identifiers win.
        document_folder: folder of Document.xml, for locating.
    """

    def __init__(self, parts: Parts, names: Iterable[str], document_folder: str) -> None:
        self._parts = parts
        self._folder = document_folder
        self._found: dict[tuple[str, int], tuple[Element, Res, str]] = {}
        for name in names:
            if name in parts.package:
                self._index(parts.parse(Res, name), name)

    def font(self, identifier: int) -> Font | None:
        """The font of this ID."""
        return self._get(Font, identifier)

    def multi_media(self, identifier: int) -> MultiMedia | None:
        """The picture, sound or film of this ID."""
        return self._get(MultiMedia, identifier)

    def draw_param(self, identifier: int) -> DrawParam | None:
        """The drawing parameters of this ID."""
        return self._get(DrawParam, identifier)

    def color_space(self, identifier: int) -> ColorSpace | None:
        """The colour space of this ID."""
        return self._get(ColorSpace, identifier)

    def composite(self, identifier: int) -> CompositeGraphicUnit | None:
        """The composite unit of this ID."""
        return self._get(CompositeGraphicUnit, identifier)

    def font_file(self, identifier: int) -> bytes | None:
        """The embedded font of this ID; None if it is not embedded or the file is missing."""
        found = self._found.get((Font.tag, identifier))
        return self._bytes(found, found[0].font_file) if found and isinstance(found[0], Font) else None

    def media_file(self, identifier: int) -> bytes | None:
        """The bytes of a picture, sound or film; None if there are none."""
        found = self._found.get((MultiMedia.tag, identifier))
        return self._bytes(found, found[0].media_file) if found and isinstance(found[0], MultiMedia) else None

    @property
    def package(self) -> Package:
        """Where the files are."""
        return self._parts.package

    def find(self, kind: type[R], identifier: int) -> R | None:
        """The resource of this kind and ID."""
        return self._get(kind, identifier)

    def entries(self, kind: type[Element], identifier: int) -> tuple[str, ...]:
        """The entries a resource of this kind and ID is made of: its resource file, the file that names."""
        found = self._found.get((kind.tag, identifier))
        if found is None:
            return ()
        item, res, name = found
        loc = _loc_of(item)
        if not loc:
            return (name,)
        return name, self._parts.locate(name, loc, self._folder, base_loc=res.base_loc)

    def _bytes(self, found: tuple[Element, Res, str], loc: str | None) -> bytes | None:
        if not loc:
            return None
        name = self._parts.locate(found[2], loc, self._folder, base_loc=found[1].base_loc)
        return self._parts.read(name) if name in self._parts.package else None

    def _get(self, kind: type[R], identifier: int) -> R | None:
        found = self._found.get((kind.tag, identifier))
        return found[0] if found is not None and isinstance(found[0], kind) else None

    def _index(self, res: Res, name: str) -> None:
        for identifier, item in _items(res):
            if identifier is not None:
                self._found.setdefault((item.tag, identifier), (item, res, name))


def _loc_of(item: Element) -> str | None:
    match item:
        case Font():
            return item.font_file
        case MultiMedia():
            return item.media_file
        case ColorSpace():
            return item.profile
    return None


def _items(res: Res) -> Iterator[tuple[int | None, Element]]:
    for fonts in res.fonts:
        yield from [(item.id, item) for item in fonts.items]
    for media in res.multi_medias:
        yield from [(item.id, item) for item in media.items]
    for params in res.draw_params:
        yield from [(item.id, item) for item in params.items]
    for spaces in res.color_spaces:
        yield from [(item.id, item) for item in spaces.items]
    for composites in res.composite_graphic_units:
        yield from [(item.id, item) for item in composites.items]
