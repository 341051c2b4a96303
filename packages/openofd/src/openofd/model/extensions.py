"""Extensions. GB/T 33190-2016 chapter 17."""

from openofd.model.units import reference_id
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Children, ChildTexts

__all__ = ["Data", "Extension", "Extensions", "Property"]


class Property(Element):
    """A named text."""

    tag = "Property"
    name = Attribute("Name", str, default="")
    type = Attribute("Type", str, default="")


class Data(Element):
    """XML of the application's own, under `node`."""

    tag = "Data"


class Extension(Element):
    """Data of one application; their meaning is its own."""

    tag = "Extension"
    app_name = Attribute("AppName", str, default="")
    company = Attribute("Company", str, default="")
    app_version = Attribute("AppVersion", str, default="")
    date = Attribute("Date", str, default="")
    ref_id = Attribute("RefId", reference_id)
    properties = Children("Property", Property)
    data = Children("Data", Data)
    extend_data = ChildTexts("ExtendData", str)


class Extensions(Element):
    """The root of the list."""

    tag = "Extensions"
    items = Children("Extension", Extension)
