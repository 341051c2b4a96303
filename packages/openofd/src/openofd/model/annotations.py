"""Annotations. GB/T 33190-2016 chapter 15."""

from openofd.model.graphics import BLOCK
from openofd.model.units import Box, boolean, reference_id
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Child, Children, ChildText

__all__ = ["Annot", "AnnotationPage", "Annotations", "Appearance", "PageAnnot", "Parameter", "Parameters"]


class AnnotationPage(Element):
    """A line of the annotation list: the annotation file of one page."""

    tag = "Page"
    page_id = Attribute("PageID", reference_id, required=True)
    file_loc = ChildText("FileLoc", str, required=True)


class Annotations(Element):
    """The root of Annotations.xml."""

    tag = "Annotations"
    pages = Children("Page", AnnotationPage)


class Parameter(Element):
    """A named text, of meaning to the writer; some writers leave out its namespace."""

    tag = "Parameter"
    name = Attribute("Name", str, default="")


class Parameters(Element):
    """The list of them."""

    tag = "Parameters"
    items = Children("Parameter", Parameter)


class Appearance(Element):
    """What is drawn; its objects are placed from the boundary's corner."""

    tag = "Appearance"
    boundary = Attribute("Boundary", Box.parse)
    units = BLOCK


class Annot(Element):
    """One annotation. Creator and LastModDate are required, but often missing."""

    tag = "Annot"
    id = Attribute("ID", str, default="")
    type = Attribute("Type", str, default="")
    subtype = Attribute("Subtype", str, default="")
    creator = Attribute("Creator", str, default="")
    last_mod_date = Attribute("LastModDate", str, default="")
    visible = Attribute("Visible", boolean, default=True)
    print = Attribute("Print", boolean, default=True)
    no_zoom = Attribute("NoZoom", boolean, default=False)
    no_rotate = Attribute("NoRotate", boolean, default=False)
    read_only = Attribute("ReadOnly", boolean, default=True)
    sign_ref = Attribute("SignRef", str)
    """The signature it belongs to; newer than the schema."""
    remark = ChildText("Remark", str, default="")
    parameters = Child("Parameters", Parameters)
    appearance = Child("Appearance", Appearance)


class PageAnnot(Element):
    """The root of a page's annotation file."""

    tag = "PageAnnot"
    annots = Children("Annot", Annot)
