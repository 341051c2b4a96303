"""Content.xml, a page or a template page. GB/T 33190-2016 7.7."""

from openofd.model.actions import Actions
from openofd.model.document import PageArea
from openofd.model.graphics import BLOCK
from openofd.model.units import reference_id
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Child, Children, ChildTexts

__all__ = ["LAYER_TYPES", "Content", "Layer", "Page", "Template"]


LAYER_TYPES = ("Body", "Background", "Foreground", "Custom")


class Template(Element):
    """A use of a template page."""

    tag = "Template"
    template_id = Attribute("TemplateID", reference_id, required=True)
    z_order = Attribute("ZOrder", str, default="Background")


class Layer(Element):
    """Objects in painting order. Type is misspelt in some files; whoever draws treats the unknown as Body."""

    tag = "Layer"
    id = Attribute("ID", reference_id)
    type = Attribute("Type", str, default="Body")
    draw_param = Attribute("DrawParam", reference_id)
    units = BLOCK


class Content(Element):
    """The layers."""

    tag = "Content"
    layers = Children("Layer", Layer)


class Page(Element):
    """The root of a page's file."""

    tag = "Page"
    templates = Children("Template", Template)
    page_res = ChildTexts("PageRes", str)
    area = Child("Area", PageArea)
    content = Child("Content", Content)
    actions = Child("Actions", Actions)
