"""Resource files. GB/T 33190-2016 7.9; drawing parameters 8.2, colour spaces 8.3.1, fonts 11.1."""

from openofd.model.colors import FillColor, StrokeColor, channels
from openofd.model.graphics import BLOCK
from openofd.model.units import boolean, number, numbers, reference_id
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Child, Children, ChildText, ChildTexts

__all__ = [
    "ColorSpace",
    "ColorSpaces",
    "CompositeContent",
    "CompositeGraphicUnit",
    "CompositeGraphicUnits",
    "DrawParam",
    "DrawParams",
    "Font",
    "Fonts",
    "MultiMedia",
    "MultiMedias",
    "Palette",
    "Res",
]


class Palette(Element):
    """Colours to be chosen by index."""

    tag = "Palette"
    colors = ChildTexts("CV", channels)


class ColorSpace(Element):
    """A colour space."""

    tag = "ColorSpace"
    id = Attribute("ID", reference_id)
    type = Attribute("Type", str, default="RGB")
    bits_per_component = Attribute("BitsPerComponent", int, default=8)
    profile = Attribute("Profile", str)
    palette = Child("Palette", Palette)


class ColorSpaces(Element):
    """The list of them."""

    tag = "ColorSpaces"
    items = Children("ColorSpace", ColorSpace)


class DrawParam(Element):
    """Drawing parameters, possibly based on others."""

    tag = "DrawParam"
    id = Attribute("ID", reference_id)
    relative = Attribute("Relative", reference_id)
    line_width = Attribute("LineWidth", number)
    join = Attribute("Join", str)
    cap = Attribute("Cap", str)
    dash_offset = Attribute("DashOffset", number)
    dash_pattern = Attribute("DashPattern", numbers)
    miter_limit = Attribute("MiterLimit", number)
    fill_color = Child("FillColor", FillColor)
    stroke_color = Child("StrokeColor", StrokeColor)


class DrawParams(Element):
    """The list of them."""

    tag = "DrawParams"
    items = Children("DrawParam", DrawParam)


class Font(Element):
    """A font, embedded if it has a file."""

    tag = "Font"
    id = Attribute("ID", reference_id)
    font_name = Attribute("FontName", str, default="")
    family_name = Attribute("FamilyName", str, default="")
    charset = Attribute("Charset", str, default="unicode")
    charset_respelt = Attribute("CharSet", str)
    italic = Attribute("Italic", boolean, default=False)
    bold = Attribute("Bold", boolean, default=False)
    serif = Attribute("Serif", boolean, default=False)
    fixed_width = Attribute("FixedWidth", boolean, default=False)
    font_file = ChildText("FontFile", str)


class Fonts(Element):
    """The list of them."""

    tag = "Fonts"
    items = Children("Font", Font)


class MultiMedia(Element):
    """A picture, sound or film. The stated format is unreliable; whoever draws looks at the bytes."""

    tag = "MultiMedia"
    id = Attribute("ID", reference_id)
    type = Attribute("Type", str, default="Image")
    format = Attribute("Format", str, default="")
    media_file = ChildText("MediaFile", str, required=True)


class MultiMedias(Element):
    """The list of them."""

    tag = "MultiMedias"
    items = Children("MultiMedia", MultiMedia)


class CompositeContent(Element):
    """The objects of a composite unit."""

    tag = "Content"
    units = BLOCK


class CompositeGraphicUnit(Element):
    """A drawing to be used many times; width and height in millimetres."""

    tag = "CompositeGraphicUnit"
    id = Attribute("ID", reference_id)
    width = Attribute("Width", number, required=True)
    height = Attribute("Height", number, required=True)
    thumbnail = ChildText("Thumbnail", reference_id)
    substitution = ChildText("Substitution", reference_id)
    content = Child("Content", CompositeContent)


class CompositeGraphicUnits(Element):
    """The list of them."""

    tag = "CompositeGraphicUnits"
    items = Children("CompositeGraphicUnit", CompositeGraphicUnit)


class Res(Element):
    """The root of a resource file."""

    tag = "Res"
    base_loc = Attribute("BaseLoc", str, default="")
    color_spaces = Children("ColorSpaces", ColorSpaces)
    draw_params = Children("DrawParams", DrawParams)
    fonts = Children("Fonts", Fonts)
    multi_medias = Children("MultiMedias", MultiMedias)
    composite_graphic_units = Children("CompositeGraphicUnits", CompositeGraphicUnits)
