"""DocVersion, the file list of one version. GB/T 33190-2016 chapter 19."""

from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Child, ChildText, ChildTexts

__all__ = ["DocVersion", "FileList"]


class FileList(Element):
    """Every file the version needs."""

    tag = "FileList"
    files = ChildTexts("File", str)


class DocVersion(Element):
    """The root of a version file."""

    tag = "DocVersion"
    id = Attribute("ID", str, default="")
    file_list = Child("FileList", FileList)
    doc_root = ChildText("DocRoot", str)
