"""Colours. GB/T 33190-2016 8.3."""

from openofd.model.units import Point, boolean, number, reference_id, words
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Child, Children, LateChild

__all__ = [
    "AxialShd",
    "Color",
    "FillColor",
    "GouraudPoint",
    "GouraudShd",
    "LaGouraudShd",
    "RadialShd",
    "Segment",
    "StrokeColor",
    "channels",
]


def channels(text: str) -> tuple[int, ...]:
    """Colour channels, decimal or hexadecimal ("#ee #20 #25")."""
    written = words(text)
    if "".join(written).isdecimal():
        return tuple(map(int, written))
    return tuple([int(word[1:], 16) if word[0] == "#" else int(number(word)) for word in written])


class Segment(Element):
    """A stop of a gradient."""

    tag = "Segment"
    position = Attribute("Position", number)
    color = LateChild("Color", lambda: Color)
    """The colour at this stop."""


class AxialShd(Element):
    """A gradient along a line."""

    tag = "AxialShd"
    start_point = Attribute("StartPoint", Point.parse, required=True)
    end_point = Attribute("EndPoint", Point.parse, required=True)
    map_type = Attribute("MapType", str, default="Direct")
    map_unit = Attribute("MapUnit", number)
    extend = Attribute("Extend", int, default=0)
    segments = Children("Segment", Segment)


class RadialShd(Element):
    """A gradient between two circles or ellipses."""

    tag = "RadialShd"
    start_point = Attribute("StartPoint", Point.parse, required=True)
    start_radius = Attribute("StartRadius", number, default=0.0)
    end_point = Attribute("EndPoint", Point.parse, required=True)
    end_radius = Attribute("EndRadius", number, required=True)
    eccentricity = Attribute("Eccentricity", number, default=0.0)
    angle = Attribute("Angle", number, default=0.0)
    map_type = Attribute("MapType", str, default="Direct")
    map_unit = Attribute("MapUnit", number)
    extend = Attribute("Extend", int, default=0)
    segments = Children("Segment", Segment)


class GouraudPoint(Element):
    """A corner of a triangle of a mesh."""

    tag = "Point"
    x = Attribute("X", number, required=True)
    y = Attribute("Y", number, required=True)
    edge_flag = Attribute("EdgeFlag", int, default=0)
    color = LateChild("Color", lambda: Color)
    """The colour at this corner."""


class GouraudShd(Element):
    """A mesh of coloured triangles."""

    tag = "GouraudShd"
    extend = Attribute("Extend", boolean, default=False)
    points = Children("Point", GouraudPoint)
    back_color = LateChild("BackColor", lambda: Color)
    """Around the mesh, where it does not extend."""


class LaGouraudShd(Element):
    """A lattice of coloured triangles; the schema misspells its name, both are read."""

    tag = "LaGourandShd"
    vertices_per_row = Attribute("VerticesPerRow", int, required=True)
    extend = Attribute("Extend", boolean, default=False)
    points = Children("Point", GouraudPoint)
    back_color = LateChild("BackColor", lambda: Color)
    """Around the mesh, where it does not extend."""


class Color(Element):
    """A plain colour, or a gradient or pattern in its place."""

    tag = "Color"
    value = Attribute("Value", channels)
    index = Attribute("Index", int)
    color_space = Attribute("ColorSpace", reference_id)
    alpha = Attribute("Alpha", number, default=255.0)
    axial = Child("AxialShd", AxialShd)
    radial = Child("RadialShd", RadialShd)
    gouraud = Child("GouraudShd", GouraudShd)
    la_gouraud = Child("LaGourandShd", LaGouraudShd)
    la_gouraud_respelt = Child("LaGouraudShd", LaGouraudShd)


class FillColor(Color):
    """The colour of areas and glyphs."""

    tag = "FillColor"


class StrokeColor(Color):
    """The colour of lines."""

    tag = "StrokeColor"
