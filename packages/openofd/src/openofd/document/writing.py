"""Adding annotations and attachments to a plan. GB/T 33190-2016 chapters 15 and 20."""

import re
from itertools import count
from typing import Final
from xml.sax.saxutils import escape

from lxml import etree

from openofd.document.changes import Annotate, Attach
from openofd.document.plan import XMLNS, Plan, element
from openofd.errors import CannotEdit, OpenOfdError
from openofd.model.annotations import Annotations, PageAnnot
from openofd.model.attachments import Attachments
from openofd.model.graphics import BLOCK
from openofd.package.path import folder
from openofd.xml.element import local_name
from openofd.xml.parser import Node, parse

__all__ = ["add_annotation", "add_attachment"]

_SUFFIX: Final = re.compile(r"\.[A-Za-z0-9]{1,8}$")


def add_attachment(plan: Plan, change: Attach) -> None:
    """The file, and a line in the list."""
    locs = plan.document.root.attachments
    list_name = plan.list_part(Attachments.tag, locs, "Attachs/Attachments{}.xml")
    suffix = _SUFFIX.search(change.name)
    name = plan.free_name(folder(list_name) + "Attach_{}" + (suffix[0] if suffix else ".dat"))
    plan.add(name, change.data)
    created = f"{change.created:%Y-%m-%dT%H:%M:%S}" if change.created is not None else ""
    facts = (
        ("ID", _attachment_id(plan, list_name)),
        ("Name", change.name),
        ("Format", change.format),
        ("CreationDate", created),
        ("Size", f"{len(change.data) / 1024:.3f}"),
        ("Visible", _false(said=change.visible)),
        ("Usage", change.usage if change.usage != "none" else ""),
    )
    loc = element("FileLoc", escape(name.removeprefix(folder(list_name))))
    plan.insert(list_name, Attachments.tag, element("Attachment", loc, facts))


def _attachment_id(plan: Plan, list_name: str) -> str:
    """A name as xs:ID wants it; their space is not that of the objects."""
    known = (
        {item.id for item in plan.parts.parse(Attachments, list_name).items}
        if _exists(plan, list_name)
        else set()
    )
    found = next(f"A{number}" for number in count(1) if f"A{number}" not in known | plan.attachment_ids)
    plan.attachment_ids.add(found)
    return found


def add_annotation(plan: Plan, change: Annotate) -> None:
    """The annotation, in the file of its page."""
    if change.page_id not in {page.id for page in plan.document.pages}:
        raise CannotEdit("EDIT_PLACE", "没有这一页", "there is no such page", where=str(change.page_id))
    if change.page_id not in plan.annotated:
        plan.annotated[change.page_id] = _page_part(plan, change.page_id)
    plan.insert(plan.annotated[change.page_id], PageAnnot.tag, _annot(plan, change))


def _page_part(plan: Plan, page_id: int) -> str:
    """The annotation file of a page, begun and listed if there is none."""
    list_name = plan.list_part(Annotations.tag, plan.document.root.annotations, "Annots/Annotations{}.xml")
    for entry in plan.parts.parse(Annotations, list_name).pages if _exists(plan, list_name) else ():
        if entry.page_id == page_id:
            name = plan.parts.locate(list_name, entry.file_loc, plan.document.body.folder)
            if not _exists(plan, name):
                plan.begin(name, PageAnnot.tag)
            return name
    name = plan.free_name(f"{folder(list_name)}Page_{page_id}/Annotation{{}}.xml")
    plan.begin(name, PageAnnot.tag)
    loc = element("FileLoc", escape(name.removeprefix(folder(list_name))))
    plan.insert(list_name, Annotations.tag, element("Page", loc, [("PageID", str(page_id))]))
    return name


def _annot(plan: Plan, change: Annotate) -> str:
    facts = (
        ("ID", str(plan.new_id())),
        ("Type", change.type),
        ("Creator", change.creator),
        ("LastModDate", f"{change.modified:%Y-%m-%d}"),
        ("Visible", _false(said=change.visible)),
        ("Subtype", change.subtype),
        ("Print", _false(said=change.prints)),
        ("ReadOnly", _false(said=change.read_only)),
    )
    parameters = "".join(
        [element("Parameter", escape(v), [("Name", k)]) for k, v in change.parameters.items()]
    )
    content = element("Remark", escape(change.remark)) if change.remark else ""
    content += element("Parameters", parameters) if parameters else ""
    content += element("Appearance", _drawn(plan, change.drawing), [("Boundary", change.box.format())])
    return element("Annot", content, facts)


def _drawn(plan: Plan, drawing: str) -> str:
    """The objects with identifiers."""
    try:
        root = parse(f"<ofd:Appearance {XMLNS}>{drawing}</ofd:Appearance>".encode())
    except OpenOfdError as error:
        raise CannotEdit("EDIT_DRAWING", "要绘制的内容不是合格的 XML", f"no drawing: {error.en}") from None
    number_objects(plan, root)
    return "".join([_plain(node) for node in root])


def number_objects(plan: Plan, root: Node) -> None:
    """Give every page object below a node an identifier of its own."""
    for node in root.iter():
        if local_name(node) in BLOCK.kinds:
            node.set("ID", str(plan.new_id()))


def _plain(node: Node) -> str:
    """Without the declaration of the prefix: the part has one."""
    node.tail = None
    return etree.tostring(node, encoding="unicode").replace(f" {XMLNS}", "", 1)


def _exists(plan: Plan, name: str) -> bool:
    return name in plan.parts.package


def _false(*, said: bool) -> str:
    """An attribute whose default is true."""
    return "" if said else "false"
