"""Actions, destinations and regions. GB/T 33190-2016 chapter 14, regions 9.3."""

from openofd.model.units import Point, boolean, number, numbers, reference_id
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Child, Children, Choice

__all__ = [
    "Action",
    "Actions",
    "Arc",
    "Close",
    "CubicBezier",
    "Dest",
    "Goto",
    "GotoA",
    "GotoBookmark",
    "Line",
    "Move",
    "Movie",
    "QuadraticBezier",
    "Region",
    "RegionArea",
    "Sound",
    "Step",
    "Uri",
]


class Dest(Element):
    """A place in the document. Which of the edges count depends on the type."""

    tag = "Dest"
    type = Attribute("Type", str, default="XYZ")
    page_id = Attribute("PageID", reference_id, required=True)
    left = Attribute("Left", number)
    top = Attribute("Top", number)
    right = Attribute("Right", number)
    bottom = Attribute("Bottom", number)
    zoom = Attribute("Zoom", number)


class GotoBookmark(Element):
    """A jump to a bookmark by its name."""

    tag = "Bookmark"
    name = Attribute("Name", str, required=True)


class Goto(Element):
    """A jump inside the document."""

    tag = "Goto"
    dest = Child("Dest", Dest)
    bookmark = Child("Bookmark", GotoBookmark)


class Uri(Element):
    """An address to be opened."""

    tag = "URI"
    uri = Attribute("URI", str, required=True)
    base = Attribute("Base", str, default="")
    target = Attribute("Target", str, default="")


class GotoA(Element):
    """An attachment to be opened."""

    tag = "GotoA"
    attach_id = Attribute("AttachID", str, required=True)
    new_window = Attribute("NewWindow", boolean, default=True)


class Sound(Element):
    """A sound to be played."""

    tag = "Sound"
    resource_id = Attribute("ResourceID", reference_id, required=True)
    volume = Attribute("Volume", int)
    repeat = Attribute("Repeat", boolean, default=False)
    synchronous = Attribute("Synchronous", boolean, default=False)


class Movie(Element):
    """A film to be played, stopped, paused or resumed."""

    tag = "Movie"
    resource_id = Attribute("ResourceID", reference_id, required=True)
    operator = Attribute("Operator", str, default="Play")


class Step(Element):
    """One piece of the outline of a region."""


class Move(Step):
    """Begin somewhere else."""

    tag = "Move"
    point1 = Attribute("Point1", Point.parse, required=True)


class Line(Step):
    """A straight line."""

    tag = "Line"
    point1 = Attribute("Point1", Point.parse, required=True)


class QuadraticBezier(Step):
    """A curve with one control point."""

    tag = "QuadraticBezier"
    point1 = Attribute("Point1", Point.parse, required=True)
    point2 = Attribute("Point2", Point.parse, required=True)


class CubicBezier(Step):
    """A curve with two control points, which may fall on its ends."""

    tag = "CubicBezier"
    point1 = Attribute("Point1", Point.parse)
    point2 = Attribute("Point2", Point.parse)
    point3 = Attribute("Point3", Point.parse, required=True)


class Arc(Step):
    """A part of an ellipse."""

    tag = "Arc"
    sweep_direction = Attribute("SweepDirection", boolean, required=True)
    large_arc = Attribute("LargeArc", boolean, required=True)
    rotation_angle = Attribute("RotationAngle", number, required=True)
    ellipse_size = Attribute("EllipseSize", numbers, required=True)
    end_point = Attribute("EndPoint", Point.parse, required=True)


class Close(Step):
    """Back to where the piece began."""

    tag = "Close"


class RegionArea(Element):
    """A closed piece of a region, millimetres."""

    tag = "Area"
    start = Attribute("Start", Point.parse, required=True)
    steps: Choice[Step] = Choice(Move, Line, QuadraticBezier, CubicBezier, Arc, Close)


class Region(Element):
    """Where an action can be set off, if not everywhere."""

    tag = "Region"
    areas = Children("Area", RegionArea)


class Action(Element):
    """What happens, and on which event: DO (document opened), PO (page opened), CLICK."""

    tag = "Action"
    event = Attribute("Event", str, default="CLICK")
    region = Child("Region", Region)
    goto = Child("Goto", Goto)
    uri = Child("URI", Uri)
    goto_a = Child("GotoA", GotoA)
    sound = Child("Sound", Sound)
    movie = Child("Movie", Movie)


class Actions(Element):
    """The list of them."""

    tag = "Actions"
    items = Children("Action", Action)
