"""Outlines and bookmarks. GB/T 33190-2016 7.5."""

from openofd.model.actions import Actions, Dest
from openofd.model.units import boolean
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Child, Children, LateChildren

__all__ = ["Bookmark", "Bookmarks", "OutlineElem", "Outlines"]


class Bookmark(Element):
    """A named place."""

    tag = "Bookmark"
    name = Attribute("Name", str, required=True)
    dest = Child("Dest", Dest)


class Bookmarks(Element):
    """The list of them."""

    tag = "Bookmarks"
    items = Children("Bookmark", Bookmark)


class OutlineElem(Element):
    """An entry of the outline. Count is advisory: the entries below it are what counts."""

    tag = "OutlineElem"
    title = Attribute("Title", str, default="")
    count = Attribute("Count", int)
    expanded = Attribute("Expanded", boolean, default=True)
    actions = Child("Actions", Actions)
    items = LateChildren("OutlineElem", lambda: OutlineElem)


class Outlines(Element):
    """The outline of the document."""

    tag = "Outlines"
    items = Children("OutlineElem", OutlineElem)
