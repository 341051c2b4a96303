"""Custom tags: meaning given to objects of a page. GB/T 33190-2016 chapter 16."""

from openofd.model.units import reference_id
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Children, ChildText

__all__ = ["CustomTag", "CustomTags", "ObjectRef"]


class CustomTag(Element):
    """A tag file; the schema says NameSpace, the text and every writer TypeID."""

    tag = "CustomTag"
    type_id = Attribute("TypeID", str, default="")
    name_space = Attribute("NameSpace", str, default="")
    schema_loc = ChildText("SchemaLoc", str)
    file_loc = ChildText("FileLoc", str)


class CustomTags(Element):
    """The root of the list of tag files."""

    tag = "CustomTags"
    items = Children("CustomTag", CustomTag)


class ObjectRef(Element):
    """Inside a tag file: the object of a page that carries the tag's text."""

    tag = "ObjectRef"
    page_ref = Attribute("PageRef", reference_id, required=True)

    @property
    def object_id(self) -> int:
        """The object's identifier.

        Raises:
            ValueError: the text is no identifier.
        """
        return reference_id(self.text)
