"""Extensions. GB/T 33190-2016 chapter 14."""

from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Children, ChildTexts

__all__ = ["Extension", "Extensions"]


class Extension(Element):
    """Data of one application; their meaning is its own."""

    tag = "Extension"
    app_name = Attribute("AppName", str, default="")
    extend_data = ChildTexts("ExtendData", str)


class Extensions(Element):
    """The root of the list."""

    tag = "Extensions"
    items = Children("Extension", Extension)
