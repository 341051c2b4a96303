"""What a page looks like, as frozen values: the one thing between the OFD model and every output format.

All coordinates are millimetres from the page's top-left corner, y down, once `matrix` has been applied.
Nothing here knows SVG, and nothing here knows OFD's files.

For who writes an output format:

*Spaces.* `PathOp.matrix` takes segments, pen and fill to the space the item stands in: the page, or the
inside of its group or tile. `PlacedGlyph.matrix` and `Picture.matrix` go there at once. `Group.matrix` takes
the inside of the group to the space the group stands in. Clips always stand in the space of the item that
carries them, outside of that item's own matrix: intersect first, then transform and draw.

*Paints.* A gradient, tiling or mesh has the coordinates of its `PathOp.segments`; for `Glyphs` it has those
that `Glyphs.paint_matrix` takes to the item's space. Opacity is in the colours, never beside them; a
`Group.alpha` holds for the group as one picture, `Picture.alpha` for the picture.

*Blending* of an item is with everything that was drawn before it.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from openofd.fonts.outlines import OutlineFont, Segment
from openofd.model.units import IDENTITY, Matrix
from openofd.render.paths import Extent

__all__ = [
    "Blend",
    "Clip",
    "ClipArea",
    "Colour",
    "DisplayList",
    "Fill",
    "Glyphs",
    "Gradient",
    "Group",
    "Item",
    "Mesh",
    "Note",
    "PathOp",
    "Pen",
    "Picture",
    "PlacedGlyph",
    "Raster",
    "Stop",
    "Tiling",
    "Triangle",
]

Blend = Literal["normal", "darken", "multiply"]
"""How an item meets what lies below it: covers it, or the darker of each channel, or the product."""


class Colour(NamedTuple):
    """Red, green, blue 0–255 and opacity 0–1."""

    red: int
    green: int
    blue: int
    alpha: float = 1.0

    def faded(self, alpha: float) -> "Colour":
        """This colour seen through a further opacity; GB/T 33190-2016 8.3: they multiply."""
        return self if alpha == 1 else self._replace(alpha=self.alpha * alpha)


class Stop(NamedTuple):
    """A colour at a place 0–1 along a gradient."""

    at: float
    colour: Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradient:
    """An axial (radii None) or radial shading (GB/T 33190-2016 8.3.4).

    Attributes:
        start: the point, or the centre of the circle, of place 0.
        end: that of place 1.
        radii: of the two circles; None for an axial shading.
        stops: ascending places, at least one, the first at 0 and the last at 1; two may share a place (an
            edge). Repeat and Reflect are unrolled into them already, as far as the object reaches.
        extend: whether the first colour goes on before place 0, and the last beyond place 1; where not,
            nothing is painted there.
        matrix: from the space of these points to that of the paint; makes ellipses of circles.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    radii: tuple[float, float] | None = None
    stops: tuple[Stop, ...]
    extend: tuple[bool, bool] = (True, True)
    matrix: Matrix = IDENTITY


class Triangle(NamedTuple):
    """Three corners and the colour at each; between them colours run evenly (GB/T 33190-2016 8.3.4)."""

    corners: tuple[tuple[float, float], tuple[float, float], tuple[float, float]]
    colours: tuple[Colour, Colour, Colour]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesh:
    """A Gouraud or lattice Gouraud shading: triangles, later ones above earlier ones.

    `background` is painted first, wherever the item is; None: nothing outside the triangles.
    """

    triangles: tuple[Triangle, ...]
    background: Colour | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiling:
    """Items repeated without end every `step`, in the paint's coordinates after `matrix` (8.3.3).

    The tile is 0, 0 to `step`; what the pattern clips is clipped by the items. Mirrored neighbours
    (ReflectMethod) stand in the tile already, which then is two or four cells large.
    """

    items: tuple["Item", ...]
    step: tuple[float, float]
    matrix: Matrix = IDENTITY


Fill = Colour | Gradient | Tiling | Mesh


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """How a line is drawn; lengths in the object's units, before its matrix.

    `width` 0 is the thinnest line the device has. `paint` is what the line is painted with if that is no
    plain colour; `colour` is then a colour of it, for who cannot do better.
    """

    colour: Colour
    paint: Gradient | Tiling | Mesh | None = None
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
    blend: Blend = "normal"
    object_id: int | None = None


class PlacedGlyph(NamedTuple):
    """A glyph at its place: `matrix` takes ems, y up, to the item's space.

    `font` None: no font has the character. `text` is what the glyph stands for: one character, several, or
    none where an earlier glyph stands for them.
    """

    font: OutlineFont | None
    glyph: int
    text: str
    matrix: Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyphs:
    """The glyphs of one text object, in drawing order. Pen widths and dashes are in the item's space."""

    glyphs: tuple[PlacedGlyph, ...]
    fill: Fill | None = None
    pen: Pen | None = None
    paint_matrix: Matrix = IDENTITY
    clips: tuple[Clip, ...] = ()
    blend: Blend = "normal"
    object_id: int | None = None


class Raster(NamedTuple):
    """The bytes of an image file with its media type."""

    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A raster image; `matrix` takes the unit square, y down, to the item's space.

    Attributes:
        data: a PNG, JPEG, GIF or BMP file, which every browser shows.
        media_type: which of them.
        matrix: see above.
        alpha: opacity.
        mask: a picture that covers the same square: white shows, black hides (by luminance).
        original: the file's own bytes where `data` was made of them: "image/tiff", "image/jp2" (JPEG 2000,
            also a bare codestream), "image/jbig2" (a .jb2 file), "image/jpeg" (of four channels).
    """

    data: bytes = field(repr=False)
    media_type: str
    matrix: Matrix
    alpha: float = 1.0
    mask: Raster | None = field(default=None, repr=False)
    original: Raster | None = field(default=None, repr=False)
    clips: tuple[Clip, ...] = ()
    blend: Blend = "normal"
    object_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items drawn as one: composites that are seen through, and seals (see `seals.py`).

    Attributes:
        items: bottom to top.
        matrix: from the inside to the space the group stands in.
        clips: in the space the group stands in.
        alpha: opacity of the whole.
        blend: how the whole meets what is below.
        grey: without colour, each pixel by its luminance.
        clear_white: white becomes transparent; opacity is 3 - (red + green + blue) of 0-1, at most that
            before.
        label: what it is, for the picture's title.
    """

    items: tuple["Item", ...]
    matrix: Matrix = IDENTITY
    clips: tuple[Clip, ...] = ()
    alpha: float = 1.0
    blend: Blend = "normal"
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
