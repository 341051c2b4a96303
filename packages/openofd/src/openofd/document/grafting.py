"""Adding pages of another document to a plan. GB/T 33190-2016 7.5, 7.7 (pages), 7.9 (resources).

The pages bring the layers of their templates and copies of the resources they name, under identifiers of
their own, in one resource file that only they refer to: of the document itself only the page list changes.
"""

from copy import deepcopy
from typing import Final

from lxml import etree

from openofd.document.changes import AddPages
from openofd.document.pages import Page
from openofd.document.plan import HEAD, Plan, element
from openofd.document.resources import Resources
from openofd.errors import CannotEdit, UnsupportedFeature
from openofd.model.graphics import CompositeObject
from openofd.model.page import Content
from openofd.model.page import Page as PageModel
from openofd.model.resources import (
    ColorSpace,
    ColorSpaces,
    CompositeGraphicUnit,
    CompositeGraphicUnits,
    DrawParam,
    DrawParams,
    Font,
    Fonts,
    MultiMedia,
    MultiMedias,
    Res,
)
from openofd.model.units import reference_id
from openofd.package.path import absolute, folder
from openofd.xml.element import Element, local_name
from openofd.xml.parser import NAMESPACE, Node

__all__ = ["add_pages"]

_NSMAP: Final = {"ofd": NAMESPACE}
_ATTRIBUTES: Final[dict[str, type[Element]]] = {
    "Font": Font,
    "DrawParam": DrawParam,
    "ColorSpace": ColorSpace,
    "Substitution": MultiMedia,
    "ImageMask": MultiMedia,
    "Thumbnail": MultiMedia,
    "Relative": DrawParam,
}
"""Attribute → what it refers to; ResourceID depends on its element."""
_PICTURES: Final = ("Thumbnail", "Substitution")
"""Children of a composite unit that refer to pictures."""
_LISTS: Final = {
    ColorSpace: ColorSpaces,
    DrawParam: DrawParams,
    Font: Fonts,
    MultiMedia: MultiMedias,
    CompositeGraphicUnit: CompositeGraphicUnits,
}
_FILES: Final = ("FontFile", "MediaFile")
_OLD: Final = "http://www.ofdspec.org"
"""The namespace before the standard was out."""


def add_pages(plan: Plan, change: AddPages) -> None:
    """The pages, their resources, and their lines in the page list.

    Raises:
        CannotEdit: EDIT_PLACE for a page that is not there.
        UnsupportedFeature: the documents mean different colours by the same numbers.
    """
    pages = _chosen(change)
    if change.at is not None and not 0 <= change.at <= len(plan.document.pages):
        raise _no_page(change.at)
    _check_colours(plan, change)
    graft = _Graft(plan)
    for page in pages:
        name, raw = graft.page(page)
        plan.add(name, raw)
        loc = absolute(name)
        line = element("Page", "", [("ID", str(plan.new_id())), ("BaseLoc", loc)])
        plan.insert(plan.root_name, "Pages", line, at=change.at)
    graft.finish()


def _chosen(change: AddPages) -> list[Page]:
    pages = change.source.pages
    indices = range(len(pages)) if change.indices is None else change.indices
    for index in indices:
        if not 0 <= index < len(pages):
            raise _no_page(index)
    return [pages[index] for index in indices]


def _no_page(index: int) -> CannotEdit:
    return CannotEdit("EDIT_PLACE", "没有这一页", "there is no such page", where=str(index))


def _check_colours(plan: Plan, change: AddPages) -> None:
    spaces = [document.root.common_data.default_cs for document in (plan.document, change.source)]
    if any(spaces) and change.source.parts is not plan.parts:
        raise UnsupportedFeature(
            "EDIT_COLOURS",
            "两份文档的默认颜色空间不同",
            "the documents have default colour spaces of their own",
        )


_Copy = tuple[Element, str, tuple[str, ...], Resources]
"""What is to be copied: the resource, its new identifier, its entries, and what it may name in turn."""


class _Graft:
    """Copies of pages and of what they name, with the identifiers they get."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        base = plan.document.body.folder
        self.res_name = plan.free_name(base + "Added_{}/Res.xml")
        self.folder = folder(self.res_name)
        self._lists: dict[type[Element], Node] = {}
        self._ids: dict[tuple[str, int, str], str] = {}
        self._pending: list[_Copy] = []

    def page(self, page: Page) -> tuple[str, bytes]:
        """A page of its own: layers of the templates first, resources in one file."""
        root = etree.Element(_ofd(PageModel.tag), nsmap=_NSMAP)
        etree.SubElement(root, _ofd("PageRes")).text = absolute(self.res_name)
        root.append(_area(page))
        content = etree.SubElement(root, _ofd(Content.tag))
        for order, layer in page.ordered_layers():
            copy = deepcopy(layer.node)
            copy.set("Type", order)
            content.append(copy)
        self._adapt(content, page.resources)
        while self._pending:
            self._copy(*self._pending.pop())
        return self.plan.free_name(self.folder + "Page_{}.xml"), _written(root)

    def finish(self) -> None:
        """The resource file."""
        root = etree.Element(_ofd(Res.tag), nsmap=_NSMAP)
        root.set("BaseLoc", "Res")
        root.extend([self._lists[kind] for kind in _LISTS if kind in self._lists])
        self.plan.add(self.res_name, _written(root))

    def _adapt(self, root: Node, resources: Resources) -> None:
        """New identifiers for what lies below a node and for what it names; actions lead elsewhere and go."""
        for node in list(root.iter("{*}Actions")):
            _parent(node).remove(node)
        for node in root.iter():
            if node is not root and node.get("ID") is not None:
                node.set("ID", str(self.plan.new_id()))
            for attribute, kind in _references(node):
                node.set(attribute, self._resource(kind, node.get(attribute, ""), resources))

    def _resource(self, kind: type[Element], said: str, resources: Resources) -> str:
        """The identifier a resource has here; "0", which nothing has, where there is none to be copied."""
        identifier = _identifier(said)
        names = resources.entries(kind, identifier)
        item = resources.find(kind, identifier)
        if item is None or (kind is MultiMedia and names[-1] not in resources.package):
            return "0"
        key = (kind.tag, identifier, names[0])
        if key not in self._ids:
            self._ids[key] = str(self.plan.new_id())
            self._pending.append((item, self._ids[key], names, resources))
        return self._ids[key]

    def _copy(self, item: Element, identifier: str, names: tuple[str, ...], resources: Resources) -> None:
        node = deepcopy(item.node)
        node.tail = None
        self._adapt(node, resources)
        node.set("ID", identifier)
        for child in [child for child in node if local_name(child) in _PICTURES]:
            child.text = self._resource(MultiMedia, (child.text or "").strip(), resources)
        self._copy_file(node, names, resources)
        kind = type(item)
        if kind not in self._lists:
            self._lists[kind] = etree.Element(_ofd(_LISTS[kind].tag))
        self._lists[kind].append(node)

    def _copy_file(self, node: Node, names: tuple[str, ...], resources: Resources) -> None:
        """The file a resource names, under a name of its own; a name that leads nowhere goes."""
        is_there = names[-1] in resources.package and len(names) > 1
        suffix = "." + names[-1].rpartition(".")[2] if "." in names[-1].rpartition("/")[2] else ""
        name = self.plan.free_name(self.folder + "Res/File_{}" + suffix)
        for child in [child for child in node if local_name(child) in _FILES]:
            child.text = name.rpartition("/")[2]
            if not is_there:
                node.remove(child)
        if node.get("Profile") is not None:
            node.set("Profile", name.rpartition("/")[2])
            if not is_there:
                del node.attrib["Profile"]
        if is_there:
            self.plan.add(name, resources.package.read(names[-1]))


def _identifier(said: str) -> int:
    try:
        return reference_id(said)
    except ValueError:
        return 0


def _references(node: Node) -> list[tuple[str, type[Element]]]:
    """Attribute and kind of everything a node names."""
    found = [(name, kind) for name, kind in _ATTRIBUTES.items() if node.get(name) is not None]
    if node.get("ResourceID") is not None:
        is_composite = local_name(node) == CompositeObject.tag
        found.append(("ResourceID", CompositeGraphicUnit if is_composite else MultiMedia))
    return found


def _area(page: Page) -> Node:
    area = etree.Element(_ofd("Area"))
    etree.SubElement(area, _ofd("PhysicalBox")).text = page.physical_box.format()
    if page.box != page.physical_box:
        etree.SubElement(area, _ofd("ApplicationBox")).text = page.box.format()
    return area


def _written(root: Node) -> bytes:
    for node in root.iter(f"{{{_OLD}}}*"):
        node.tag = _ofd(local_name(node))
    etree.cleanup_namespaces(root, top_nsmap=_NSMAP)
    return HEAD.encode() + etree.tostring(root, encoding="utf-8")


def _parent(node: Node) -> Node:
    found = node.getparent()
    assert found is not None
    return found


def _ofd(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
