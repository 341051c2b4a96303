"""What a page looks like, as frozen values: the one thing between the OFD model and every output format.

All coordinates are millimetres from the page's top-left corner, y down, once `matrix` has been applied.
Nothing here knows SVG, and nothing here knows OFD's files.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from openofd.fonts.outlines import OutlineFont, Segment
from openofd.model.units import IDENTITY, Matrix
from openofd.render.paths import Extent

__all__ = [
    "Clip",
    "ClipArea",
    "Colour",
    "DisplayList",
    "Fill",
    "Glyphs",
    "Gradient",
    "Group",
    "Item",
    "Note",
    "PathOp",
    "Pen",
    "Picture",
    "PlacedGlyph",
    "Stop",
    "Tiling",
]


class Colour(NamedTuple):
    """Red, green, blue 0–255 and opacity 0–1."""

    red: int
    green: int
    blue: int
    alpha: float = 1.0

    def faded(self, alpha: float) -> "Colour":
        """This colour seen through a further opacity; GB/T 33190-2016 8.3: they multiply."""
        return self._replace(alpha=self.alpha * alpha)


class Stop(NamedTuple):
    """A colour at a place 0–1 along a gradient."""

    at: float
    colour: Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradient:
    """An axial (radii None) or radial shading in object coordinates (GB/T 33190-2016 8.3.4)."""

    start: tuple[float, float]
    end: tuple[float, float]
    radii: tuple[float, float] | None = None
    stops: tuple[Stop, ...]
    spread: Literal["pad", "repeat", "reflect"] = "pad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiling:
    """Items repeated every `step` mm, in the object's coordinates after `matrix` (GB/T 33190-2016 8.3.3)."""

    items: tuple["Item", ...]
    step: tuple[float, float]
    matrix: Matrix = IDENTITY


Fill = Colour | Gradient | Tiling


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """How a line is drawn; lengths in the object's units, before its matrix."""

    colour: Colour
    width: float = 0.353
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"
    miter_limit: float = 3.528
    dashes: tuple[float, ...] = ()
    dash_offset: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A visible region: the union of its areas. Several clips of an item are intersected."""

    areas: tuple["ClipArea", ...]


class ClipArea(NamedTuple):
    """One path that bounds what is visible."""

    segments: tuple[Segment, ...]
    matrix: Matrix = IDENTITY
    even_odd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PathOp:
    """A path that is filled, stroked or both."""

    segments: tuple[Segment, ...]
    matrix: Matrix = IDENTITY
    fill: Fill | None = None
    pen: Pen | None = None
    even_odd: bool = False
    clips: tuple[Clip, ...] = ()
    object_id: int | None = None


class PlacedGlyph(NamedTuple):
    """A glyph at its place: `matrix` takes ems, y up, to the page. `font` None: no font has the character."""

    font: OutlineFont | None
    glyph: int
    text: str
    matrix: Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyphs:
    """The glyphs of one text object, in drawing order. Pen widths are in page units."""

    glyphs: tuple[PlacedGlyph, ...]
    fill: Colour | None = None
    pen: Pen | None = None
    clips: tuple[Clip, ...] = ()
    object_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A raster image; `matrix` takes the unit square, y down, to the page."""

    data: bytes = field(repr=False)
    media_type: str
    matrix: Matrix
    alpha: float = 1.0
    clips: tuple[Clip, ...] = ()
    object_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items drawn as one: seals (see `seals.py`), whose look depends on the state of their signature."""

    items: tuple["Item", ...]
    matrix: Matrix = IDENTITY
    clips: tuple[Clip, ...] = ()
    grey: bool = False
    clear_white: bool = False
    label: str = ""


Item = PathOp | Glyphs | Picture | Group


class Note(NamedTuple):
    """Something that could not be drawn as the file says: code for machines, a sentence each for people."""

    code: str
    zh: str
    en: str
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayList:
    """One page: its visible box (left, top, right, bottom) in mm, the items bottom to top, and the notes."""

    box: Extent
    items: tuple[Item, ...]
    notes: tuple[Note, ...] = ()
