"""Document.xml, the root of one document. GB/T 33190-2016 7.5."""

from openofd.model.actions import Actions
from openofd.model.navigation import Bookmarks, Outlines
from openofd.model.preferences import Permissions, VPreferences
from openofd.model.units import Box, reference_id
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Child, Children, ChildText, ChildTexts

__all__ = ["CommonData", "DocumentRoot", "PageArea", "PageEntries", "PageEntry", "TemplatePage"]


class PageArea(Element):
    """The boxes of a page, millimetres."""

    tag = "PageArea"
    physical_box = ChildText("PhysicalBox", Box.parse)
    application_box = ChildText("ApplicationBox", Box.parse)
    content_box = ChildText("ContentBox", Box.parse)
    bleed_box = ChildText("BleedBox", Box.parse)


class TemplatePage(Element):
    """A page others are printed on."""

    tag = "TemplatePage"
    id = Attribute("ID", reference_id, required=True)
    name = Attribute("Name", str, default="")
    z_order = Attribute("ZOrder", str)
    base_loc = Attribute("BaseLoc", str, required=True)


class CommonData(Element):
    """What all pages share."""

    tag = "CommonData"
    max_unit_id = ChildText("MaxUnitID", reference_id)
    page_area = Child("PageArea", PageArea)
    public_res = ChildTexts("PublicRes", str)
    document_res = ChildTexts("DocumentRes", str)
    template_pages = Children("TemplatePage", TemplatePage)
    default_cs = ChildText("DefaultCS", reference_id)


class PageEntry(Element):
    """A line of the page list; their order is the order of the pages."""

    tag = "Page"
    id = Attribute("ID", reference_id, required=True)
    base_loc = Attribute("BaseLoc", str, required=True)


class PageEntries(Element):
    """The page list."""

    tag = "Pages"
    items = Children("Page", PageEntry)


class DocumentRoot(Element):
    """The root of Document.xml."""

    tag = "Document"
    common_data = Child("CommonData", CommonData, required=True)
    pages = Child("Pages", PageEntries, required=True)
    outlines = Child("Outlines", Outlines)
    permissions = Child("Permissions", Permissions)
    actions = Child("Actions", Actions)
    v_preferences = Child("VPreferences", VPreferences)
    bookmarks = Child("Bookmarks", Bookmarks)
    annotations = ChildTexts("Annotations", str)
    custom_tags = ChildTexts("CustomTags", str)
    attachments = ChildTexts("Attachments", str)
    extensions = ChildTexts("Extensions", str)
