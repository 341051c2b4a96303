"""DocVersion, the file list of one version. GB/T 33190-2016 chapter 19."""

from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Child, Children, ChildText, ChildTexts

__all__ = ["DocVersion", "FileList", "VersionFile"]


class VersionFile(Element):
    """A file of the version; its location is the text."""

    tag = "File"
    id = Attribute("ID", str, default="")


class FileList(Element):
    """Every file the version needs."""

    tag = "FileList"
    files = ChildTexts("File", str)
    items = Children("File", VersionFile)


class DocVersion(Element):
    """The root of a version file."""

    tag = "DocVersion"
    id = Attribute("ID", str, default="")
    version = Attribute("Version", str, default="")
    name = Attribute("Name", str, default="")
    creation_date = Attribute("CreationDate", str, default="")
    file_list = Child("FileList", FileList)
    doc_root = ChildText("DocRoot", str)
