"""The resources of a page ready to draw: parsed fonts with fallbacks, the default colour space, pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openofd.document.resources import Resources
from openofd.errors import MalformedDocument
from openofd.fonts.fallback import Fallback
from openofd.fonts.installed import font_folders
from openofd.fonts.outlines import OutlineFont, outline_font
from openofd.fonts.substitutes import style_of_name, substitutes
from openofd.model.resources import ColorSpace, CompositeGraphicUnit, DrawParam, Font
from openofd.render.notes import Notes
from openofd.render.text import Typeface

if TYPE_CHECKING:
    from openofd.render.images import Shown

__all__ = ["Fonts", "Library", "stand_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """What may stand in for fonts that a file does not bring.

    Attributes:
        given: font files in the order of trial.
        installed: whether fonts of this machine come after them, as docs/reference/fonts.md tells.
    """

    given: Sequence[bytes] = ()
    installed: bool = True


def stand_in(
    fonts: Fonts, name: str, *, serif: bool = False, fixed_width: bool = False, bold: bool = False
) -> Fallback:
    """What stands in for a font of this name and kind.

    Raises:
        MalformedDocument: FONT_UNREADABLE, one of the caller's.
    """
    style = style_of_name(name, serif=serif, fixed_width=fixed_width)
    given = [outline_font(data) for data in fonts.given]
    folders = font_folders() if fonts.installed else ()
    return Fallback(given, substitutes(style, name, bold=bold), folders)


class Library:
    """What `painter.Resources` asks for, over the page's resource files (GB/T 33190-2016 7.9)."""

    def __init__(self, resources: Resources, default_space: int | None, notes: Notes, fonts: Fonts) -> None:
        """`default_space` is CommonData/DefaultCS; `fonts` stand in for what is not embedded."""
        self._resources, self._default_space, self._notes = resources, default_space, notes
        self._fonts = fonts
        self._media: dict[int, bytes | None] = {}
        self.pictures: dict[int, Shown | None] = {}
        self._faces: dict[int, Typeface] = {}

    def color_space(self, space_id: int | None) -> ColorSpace | None:
        """As `colours.Spaces` says."""
        wanted = self._default_space if space_id is None else space_id
        space = None if wanted is None else self._resources.color_space(wanted)
        if space is not None and space.profile:
            self._notes.add("COLOUR_PROFILE", f"ColorSpace {wanted}")
        return space

    def draw_param(self, param_id: int | None) -> DrawParam | None:
        """As `style.Params` says."""
        return None if param_id is None else self._resources.draw_param(param_id)

    def composite(self, unit_id: int) -> CompositeGraphicUnit | None:
        """The composite unit of that id."""
        return self._resources.composite(unit_id)

    def media(self, media_id: int) -> bytes | None:
        """The bytes of the picture of that id."""
        if media_id not in self._media:
            self._media[media_id] = self._resources.media_file(media_id)
        return self._media[media_id]

    def typeface(self, font_id: int) -> Typeface:
        """The font of that id and what stands in for it; of a font that is nowhere that alone, and noted."""
        known = self._faces.get(font_id)
        if known is None:
            font = self._resources.font(font_id)
            known = self._faces[font_id] = self._nameless() if font is None else self._typeface(font_id, font)
            if font is None:
                self._notes.add("RESOURCE_MISSING", f"Font {font_id}")
        return known

    def _nameless(self) -> Typeface:
        anything = stand_in(self._fonts, "", serif=False, fixed_width=False, bold=False)
        return Typeface(name="", embedded=None, fallback=anything)

    def _typeface(self, font_id: int, font: Font) -> Typeface:
        return Typeface(
            name=font.font_name or font.family_name,
            embedded=self._embedded(font_id, font),
            fallback=self._fallback(font),
            bold=font.bold,
            italic=font.italic,
        )

    def _fallback(self, font: Font) -> Fallback:
        name = font.font_name or font.family_name
        return stand_in(self._fonts, name, serif=font.serif, fixed_width=font.fixed_width, bold=font.bold)

    def _embedded(self, font_id: int, font: Font) -> OutlineFont | None:
        """The embedded font; one that cannot be read is noted and replaced like one that is missing."""
        try:
            data = self._resources.font_file(font_id)
            return None if data is None else outline_font(data)
        except MalformedDocument as error:
            self._notes.error(error, font.font_name)
            return None
