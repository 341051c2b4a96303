"""Graphic units. GB/T 33190-2016 8.5, chapters 9 (paths), 10 (images), 11 (text), 13 (composites)."""

from openofd.model.actions import Actions
from openofd.model.colors import Color, FillColor, StrokeColor
from openofd.model.paths import NO_COMMANDS, path_data
from openofd.model.text import CGTransform, TextCode
from openofd.model.units import IDENTITY, Box, Matrix, boolean, number, numbers, reference_id
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Child, Children, ChildText, Choice, LateChild

__all__ = [
    "BLOCK",
    "Border",
    "CellContent",
    "Clip",
    "ClipArea",
    "Clips",
    "CompositeObject",
    "GraphicUnit",
    "ImageObject",
    "PageBlock",
    "PageObject",
    "PathObject",
    "Pattern",
    "TextObject",
    "pattern_of",
]


class PageObject(Element):
    """Anything that stands in a layer. The identifier is required but missing in some files."""

    id = Attribute("ID", reference_id)


BLOCK: Choice[PageObject] = Choice()
"""What a layer, a page block, an appearance or a composite unit holds, in painting order."""


class GraphicUnit(PageObject):
    """What all drawn objects share. None means: not said here, ask the drawing parameters."""

    boundary = Attribute("Boundary", Box.parse_signed, required=True)
    name = Attribute("Name", str, default="")
    visible = Attribute("Visible", boolean, default=True)
    ctm = Attribute("CTM", Matrix.parse, default=IDENTITY)
    draw_param = Attribute("DrawParam", reference_id)
    line_width = Attribute("LineWidth", number)
    cap = Attribute("Cap", str)
    join = Attribute("Join", str)
    miter_limit = Attribute("MiterLimit", number)
    dash_offset = Attribute("DashOffset", number)
    dash_pattern = Attribute("DashPattern", numbers)
    alpha = Attribute("Alpha", number, default=255.0)
    fill_color = Child("FillColor", FillColor)
    stroke_color = Child("StrokeColor", StrokeColor)
    actions = Child("Actions", Actions)
    clips = LateChild("Clips", lambda: Clips)
    """The clipping areas."""
    blend_mode = Attribute("BlendMode", str, default="Normal")
    """How it is mixed with what lies under it ("Darken"); newer than the schema."""

    @property
    def has_ctm(self) -> bool:
        """Whether the object carries a matrix of its own."""
        return "CTM" in self.node.attrib


class TextObject(GraphicUnit):
    """Text in one font and size (em size in millimetres)."""

    tag = "TextObject"
    font = Attribute("Font", reference_id, required=True)
    size = Attribute("Size", number, required=True)
    stroke = Attribute("Stroke", boolean, default=False)
    fill = Attribute("Fill", boolean, default=True)
    h_scale = Attribute("HScale", number, default=1.0)
    read_direction = Attribute("ReadDirection", int, default=0)
    char_direction = Attribute("CharDirection", int, default=0)
    weight = Attribute("Weight", int, default=400)
    italic = Attribute("Italic", boolean, default=False)
    cg_transforms = Children("CGTransform", CGTransform)
    text_codes = Children("TextCode", TextCode)


class PathObject(GraphicUnit):
    """A line or an area."""

    tag = "PathObject"
    stroke = Attribute("Stroke", boolean, default=True)
    fill = Attribute("Fill", boolean, default=False)
    rule = Attribute("Rule", str, default="NonZero")
    data = ChildText("AbbreviatedData", path_data, default=NO_COMMANDS)
    data_text = ChildText("AbbreviatedData", str, default="")
    """The same as written."""


class Border(Element):
    """The frame of an image."""

    tag = "Border"
    line_width = Attribute("LineWidth", number, default=0.353)
    horizontal_corner_radius = Attribute("HorizonalCornerRadius", number, default=0.0)
    """Misspelt in the schema."""
    vertical_corner_radius = Attribute("VerticalCornerRadius", number, default=0.0)
    dash_offset = Attribute("DashOffset", number, default=0.0)
    dash_pattern = Attribute("DashPattern", numbers)
    border_color = Child("BorderColor", Color)


class ImageObject(GraphicUnit):
    """A picture: the unit square, placed by the matrix."""

    tag = "ImageObject"
    resource_id = Attribute("ResourceID", reference_id, required=True)
    substitution = Attribute("Substitution", reference_id)
    image_mask = Attribute("ImageMask", reference_id)
    border = Child("Border", Border)


class CompositeObject(GraphicUnit):
    """A use of a composite unit from the resources."""

    tag = "CompositeObject"
    resource_id = Attribute("ResourceID", reference_id, required=True)


class PageBlock(PageObject):
    """A group of objects; it draws nothing itself."""

    tag = "PageBlock"
    units = BLOCK


for _kind in (TextObject, PathObject, ImageObject, CompositeObject, PageBlock):
    BLOCK.add(_kind)


class ClipArea(Element):
    """One area of a clip: a path or a text."""

    tag = "Area"
    draw_param = Attribute("DrawParam", reference_id)
    ctm = Attribute("CTM", Matrix.parse, default=IDENTITY)
    path = Child("Path", PathObject)
    text_object = Child("Text", TextObject)


class Clip(Element):
    """Areas that are united."""

    tag = "Clip"
    areas = Children("Area", ClipArea)


class Clips(Element):
    """Clips that are intersected."""

    tag = "Clips"
    trans_flag = Attribute("TransFlag", boolean, default=False)
    items = Children("Clip", Clip)


class CellContent(Element):
    """The objects of one tile."""

    tag = "CellContent"
    thumbnail = Attribute("Thumbnail", reference_id)
    units = BLOCK


class Pattern(Element):
    """A tile repeated over an area; the one colour that holds page objects."""

    tag = "Pattern"
    width = Attribute("Width", number, required=True)
    height = Attribute("Height", number, required=True)
    x_step = Attribute("XStep", number)
    y_step = Attribute("YStep", number)
    reflect_method = Attribute("ReflectMethod", str, default="Normal")
    relative_to = Attribute("RelativeTo", str, default="Object")
    ctm = Attribute("CTM", Matrix.parse, default=IDENTITY)
    cell_content = Child("CellContent", CellContent)


_PATTERN = Child("Pattern", Pattern)


def pattern_of(color: Color) -> Pattern | None:
    """The pattern a colour stands for, if any."""
    return _PATTERN.__get__(color, type(color))
