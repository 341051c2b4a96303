"""The only way XML enters openofd: UTF-8, no DTD, no network, bounded depth and size. GB/T 33190-2016 7.2."""

from lxml import etree

from openofd.errors import LimitExceeded, MalformedDocument
from openofd.limits import LIMITS, Limits

__all__ = ["NAMESPACE", "Node", "parse", "repair", "serialize", "spelling"]

Node = etree._Element  # noqa: SLF001 - lxml has no public name for the type of its nodes

NAMESPACE = "http://www.ofdspec.org/2016"

_SMALLEST_NODE = len(b"<a/>")


def _parser(*, recover: bool) -> etree.XMLParser:
    # the encoding is set, not believed: a part in UTF-16 could hide a DOCTYPE from the byte search below
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


_STRICT = _parser(recover=False)
_RECOVERING = _parser(recover=True)


def parse(data: bytes, *, limits: Limits = LIMITS, where: str = "") -> Node:
    """The root element of a part.

    Args:
        data: the part's bytes, UTF-8 with or without BOM.
        limits: ceilings for size, depth and number of elements.
        where: name of the part, for errors.

    Raises:
        MalformedDocument: XML_DTD, XML_SYNTAX.
        LimitExceeded: too large, too deep, too many elements.
    """
    _refuse_dangerous(data, limits, where)
    root = _tree(data, _STRICT, where)
    _check_depth(root, data, limits, where)
    return root


def serialize(node: Node) -> bytes:
    """A node as XML of its own."""
    return etree.tostring(node, with_tail=False)


def repair(data: bytes, *, limits: Limits = LIMITS, where: str = "") -> Node:
    """As `parse`, but makes what it can of ill-formed XML. Only for parts that carry no structure.

    Licence producers write tag files such as `<:params xmlns:="">`.
    """
    _refuse_dangerous(data, limits, where)
    root = _tree(data, _RECOVERING, where)
    _check_depth(root, data, limits, where)
    return root


def spelling(root: Node) -> str | None:
    """The namespace a part uses instead of the standard's ("" for none at all), or None if it is right."""
    tag = str(root.tag)
    namespace = tag[1 : tag.index("}")] if tag[0] == "{" else ""
    return None if namespace == NAMESPACE else namespace


_BEYOND_PARSER = frozenset({etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_NAME_TOO_LONG})
"""Nesting, texts and names beyond the parser's own ceilings: no fault of the syntax."""


def _tree(data: bytes, parser: etree.XMLParser, where: str) -> Node:
    try:
        root: Node | None = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) in _BEYOND_PARSER:
            raise _too_much(str(error), where) from None
        raise _broken(str(error), where) from None
    # the recovering parser returns nothing where nothing is XML
    if root is None:
        raise _broken("nothing in it is XML", where)
    return root


def _refuse_dangerous(data: bytes, limits: Limits, where: str) -> None:
    if len(data) > limits.xml_bytes:
        raise _too_much(f"{len(data)} bytes of XML", where)
    if b"<!DOCTYPE" in data:
        raise MalformedDocument(
            "XML_DTD", "XML 含有 DTD，不予解析", "the XML has a DTD and is not parsed", where=where
        )
    if len(data) // _SMALLEST_NODE > limits.xml_nodes and data.count(b"<") > 2 * limits.xml_nodes:
        raise _too_much("too many XML elements", where)


def _check_depth(root: Node, data: bytes, limits: Limits, where: str) -> None:
    # an element that holds another has an end tag: few end tags, no depth, and no walk
    if data.count(b"</") < limits.xml_depth:
        return
    if etree.XPath("/*" * (limits.xml_depth + 1))(root):
        raise _too_much("XML nested too deeply", where)


def _too_much(en: str, where: str) -> LimitExceeded:
    return LimitExceeded("LIMIT_EXCEEDED", "XML 过大或嵌套过深", en, where=where)


def _broken(en: str, where: str) -> MalformedDocument:
    return MalformedDocument("XML_SYNTAX", "XML 格式错误", f"ill-formed XML: {en}", where=where)
