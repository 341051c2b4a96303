"""What a part does against the schema of GB/T 33190-2016 without keeping anybody from reading it."""

from collections.abc import Callable, Iterator, Mapping

from openofd.model.annotations import PageAnnot
from openofd.model.document import DocumentRoot
from openofd.model.ofd import Ofd
from openofd.model.page import LAYER_TYPES, Page
from openofd.model.resources import Res
from openofd.package.findings import Finding
from openofd.xml.element import Element, local_name
from openofd.xml.fields import follows_schema
from openofd.xml.parser import Node

__all__ = ["byte_order_mark", "oddities"]


def oddities(root: Node, name: str) -> Iterator[Finding]:
    """The irregularities of a part, one of each kind."""
    inspect = _INSPECTORS.get(local_name(root))
    if inspect is not None:
        yield from inspect(root, name)


def byte_order_mark(name: str) -> Finding:
    """A part in UTF-8 needs no mark at its beginning."""
    return _finding("XML_BOM", "XML 以字节顺序标记开头", "the XML begins with a byte order mark", name)


def _entry(root: Node, name: str) -> Iterator[Finding]:
    bodies = Ofd(root).doc_bodies
    infos = [body.doc_info for body in bodies if body.doc_info is not None]
    yield from _order([Ofd(root), *bodies, *infos], name)


def _document(root: Node, name: str) -> Iterator[Finding]:
    common = [DocumentRoot.common_data.kind(node) for node in root.iterchildren("{*}CommonData")]
    yield from _order([DocumentRoot(root), *common], name)


def _page(root: Node, name: str) -> Iterator[Finding]:
    page = Page(root)
    yield from _order([page], name)
    layers = page.content.layers if page.content is not None else ()
    for layer in layers:
        if layer.type not in LAYER_TYPES:
            yield _finding(
                "XML_SPELLING", f"图层类型“{layer.type}”写错", f"no layer type is {layer.type!r}", name
            )
            break
    if any(layer.node.get("ID") is None or _lacks(layer.node, "ID") for layer in layers):
        yield _omitted("ID", name)


def _res(root: Node, name: str) -> Iterator[Finding]:
    if root.get("BaseLoc") is None:
        yield _omitted("BaseLoc", name)
    for font in root.iter("{*}Font"):
        if font.get("CharSet") is not None:
            yield _finding("XML_SPELLING", "属性 Charset 写成了 CharSet", "Charset is spelt CharSet", name)
            break


def _annotations(root: Node, name: str) -> Iterator[Finding]:
    for attribute in ("ID", "Creator", "LastModDate"):
        if _lacks(root, attribute):
            yield _omitted(attribute, name)


_INSPECTORS: Mapping[str, Callable[[Node, str], Iterator[Finding]]] = {
    Ofd.tag: _entry,
    DocumentRoot.tag: _document,
    Page.tag: _page,
    Res.tag: _res,
    PageAnnot.tag: _annotations,
}


def _order(elements: list[Element], name: str) -> Iterator[Finding]:
    if not all(follows_schema(element) for element in elements):
        yield _finding(
            "XML_ORDER", "元素的次序与标准不同", "elements in another order than the standard's", name
        )


def _lacks(parent: Node, attribute: str) -> bool:
    return any(node.get(attribute) is None for node in parent)


def _omitted(attribute: str, name: str) -> Finding:
    return _finding(
        "XML_OMITTED", f"缺少必需的属性 {attribute}", f"the attribute {attribute} is left out", name
    )


def _finding(code: str, zh: str, en: str, where: str) -> Finding:
    return Finding(code=code, zh=zh, en=en, where=where, severity="note")
