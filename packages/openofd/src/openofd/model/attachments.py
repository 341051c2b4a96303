"""Attachments. GB/T 33190-2016 chapter 20."""

from openofd.model.units import boolean, number
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Children, ChildText

__all__ = ["Attachment", "Attachments"]


class Attachment(Element):
    """A file that travels with the document."""

    tag = "Attachment"
    id = Attribute("ID", str, default="")
    name = Attribute("Name", str, default="")
    format = Attribute("Format", str, default="")
    creation_date = Attribute("CreationDate", str, default="")
    mod_date = Attribute("ModDate", str, default="")
    size = Attribute("Size", number)
    """Kilobytes, as stated; the file itself tells its size."""
    visible = Attribute("Visible", boolean, default=True)
    usage = Attribute("Usage", str, default="none")
    file_loc = ChildText("FileLoc", str, required=True)


class Attachments(Element):
    """The root of the attachment list."""

    tag = "Attachments"
    items = Children("Attachment", Attachment)
