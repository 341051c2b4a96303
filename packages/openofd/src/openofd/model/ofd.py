"""OFD.xml, the entry. GB/T 33190-2016 7.4."""

from openofd.model.units import boolean
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Child, Children, ChildText, ChildTexts

__all__ = ["CustomData", "CustomDatas", "DocBody", "DocInfo", "Keywords", "Ofd", "Version", "Versions"]


class CustomData(Element):
    """A named text of the writer's own."""

    tag = "CustomData"
    name = Attribute("Name", str, required=True)


class CustomDatas(Element):
    """The list of them."""

    tag = "CustomDatas"
    items = Children("CustomData", CustomData)


class Keywords(Element):
    """The list of keywords."""

    tag = "Keywords"
    items = ChildTexts("Keyword", str)


class DocInfo(Element):
    """Metadata. Dates stay text: writers use many forms."""

    tag = "DocInfo"
    doc_id = ChildText("DocID", str, default="")
    title = ChildText("Title", str, default="")
    author = ChildText("Author", str, default="")
    subject = ChildText("Subject", str, default="")
    abstract = ChildText("Abstract", str, default="")
    creation_date = ChildText("CreationDate", str, default="")
    mod_date = ChildText("ModDate", str, default="")
    doc_usage = ChildText("DocUsage", str, default="Normal")
    cover = ChildText("Cover", str)
    keywords = Child("Keywords", Keywords)
    creator = ChildText("Creator", str, default="")
    creator_version = ChildText("CreatorVersion", str, default="")
    custom_datas = Child("CustomDatas", CustomDatas)


class Version(Element):
    """A version of the document; GB/T 33190-2016 chapter 19."""

    tag = "Version"
    id = Attribute("ID", str, default="")
    index = Attribute("Index", str, default="")
    current = Attribute("Current", boolean, default=False)
    base_loc = Attribute("BaseLoc", str, required=True)


class Versions(Element):
    """The list of them."""

    tag = "Versions"
    items = Children("Version", Version)


class DocBody(Element):
    """One document of the package."""

    tag = "DocBody"
    doc_info = Child("DocInfo", DocInfo)
    doc_root = ChildText("DocRoot", str)
    versions = Child("Versions", Versions)
    signatures = ChildText("Signatures", str)


class Ofd(Element):
    """The root of OFD.xml."""

    tag = "OFD"
    version = Attribute("Version", str, default="")
    doc_type = Attribute("DocType", str, default="OFD")
    doc_bodies = Children("DocBody", DocBody)
