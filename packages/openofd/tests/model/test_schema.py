"""Every element and attribute of the standard's schema has a declaration that names it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from openofd.model.annotations import Annotations, PageAnnot
from openofd.model.attachments import Attachments
from openofd.model.colors import Color
from openofd.model.customtags import CustomTags
from openofd.model.document import CommonData, DocumentRoot
from openofd.model.extensions import Extensions
from openofd.model.graphics import CompositeObject, ImageObject, Pattern
from openofd.model.ofd import DocBody, DocInfo, Ofd
from openofd.model.page import Page
from openofd.model.resources import Res
from openofd.model.signatures import Signature, Signatures
from openofd.model.versions import DocVersion
from openofd.xml.element import Element
from openofd.xml.fields import (
    Attribute,
    Child,
    Children,
    ChildText,
    ChildTexts,
    Choice,
    LateChild,
    LateChildren,
    follows_schema,
)

XS = "{http://www.w3.org/2001/XMLSchema}"
ROOTS = (
    Ofd, DocumentRoot, Page, Res, Annotations, PageAnnot, Attachments, CustomTags, Extensions, Signatures,
    Signature, DocVersion,
)  # fmt: skip
LENT: dict[tuple[type[Element], str], type[Element]] = {(Color, "Pattern"): Pattern}
"""Read by a function, because it holds page objects, which hold colours."""


class Schema:
    """The types of all schema files."""

    def __init__(self, folder: Path) -> None:
        trees = [etree.parse(file) for file in sorted(folder.glob("*.xsd"))]
        self.roots = roots = [tree.getroot() for tree in trees]
        self.types = {
            node.get("name"): node for root in roots for node in root.iterchildren(XS + "complexType")
        }
        self.elements = {
            node.get("name"): node for root in roots for node in root.iterchildren(XS + "element")
        }

    def type_of(self, element: etree._Element) -> etree._Element | None:
        inner = element.find(XS + "complexType")
        return inner if inner is not None else self.types.get(element.get("type", ""))

    def shapes(self, tag: str) -> list[etree._Element]:
        """The types of all elements of a name, wherever they stand."""
        if tag in self.elements:
            return [shape for shape in [self.type_of(self.elements[tag])] if shape is not None]
        found = [node for root in self.roots for node in root.iter(XS + "element") if node.get("name") == tag]
        return [shape for node in found if (shape := self.type_of(node)) is not None]

    def parts(self, kind: etree._Element | None, tag: str) -> Iterator[etree._Element]:
        """The attributes or child elements a type allows, those of its bases included."""
        for node in kind if kind is not None else ():
            if node.tag == XS + tag:
                yield node
            elif node.tag != XS + "element":
                yield from self.parts(self.types.get(node.get("base", "")), tag)
                yield from self.parts(node, tag)


def fields_of(kind: type[Element]) -> dict[str, object]:
    return {name: field for base in reversed(kind.__mro__) for name, field in vars(base).items()}


def attribute_names(kind: type[Element]) -> set[str]:
    return {field.name for field in fields_of(kind).values() if isinstance(field, Attribute)}


def child_kinds(kind: type[Element]) -> dict[str, type[Element] | None]:
    found: dict[str, type[Element] | None] = {}
    for field in fields_of(kind).values():
        if isinstance(field, ChildText | ChildTexts):
            found.setdefault(field.name, None)
        elif isinstance(field, Child | Children):
            found[field.name] = field.kind
        elif isinstance(field, LateChild | LateChildren):
            found[field.name] = field.find()
        elif isinstance(field, Choice):
            found |= field.kinds
    return found | {name: lent for (holder, name), lent in LENT.items() if issubclass(kind, holder)}


def undeclared(schema: Schema, node: etree._Element, kind: type[Element] | None, path: str) -> Iterator[str]:
    """What the schema has under an element and its declaration has not; every declaration once."""
    seen: set[tuple[object, object]] = set()
    pending = [(node, kind, path)]
    while pending:
        node, kind, path = pending.pop()
        shape = schema.type_of(node)
        if (shape, kind) in seen:
            continue
        seen.add((shape, kind))
        known = attribute_names(kind) if kind is not None else set()
        yield from (
            f"{path}/@{a.get('name')}" for a in schema.parts(shape, "attribute") if a.get("name") not in known
        )
        kinds = child_kinds(kind) if kind is not None else {}
        for child in schema.parts(shape, "element"):
            below = f"{path}/{child.get('name')}"
            if child.get("name") in kinds:
                pending.append((child, kinds[child.get("name")], below))
            else:
                yield below


@pytest.fixture(scope="module")
def schema(corpus: Path) -> Schema:
    return Schema(corpus.parent / "spec" / "xsd")


@pytest.mark.parametrize("kind", ROOTS, ids=lambda kind: kind.tag)
def test_every_name_of_the_schema_is_declared(schema: Schema, kind: type[Element]) -> None:
    assert set(undeclared(schema, schema.elements[kind.tag], kind, kind.tag)) == set()


def test_every_schema_has_its_declaration(schema: Schema) -> None:
    assert set(schema.elements) == {kind.tag for kind in ROOTS}


@pytest.mark.parametrize("kind", [DocBody, DocInfo, DocumentRoot, CommonData, Page])
def test_declarations_stand_in_the_order_of_the_schema(schema: Schema, kind: type[Element]) -> None:
    shapes = [schema.types.get(f"CT_{kind.tag}"), *schema.shapes(kind.tag)]
    names = [
        node.get("name")
        for node in schema.parts(next(shape for shape in shapes if shape is not None), "element")
    ]
    node = etree.Element(kind.tag)
    node.extend([etree.Element(name) for name in names])
    assert follows_schema(kind(node))
    node.append(node[0])
    assert not follows_schema(kind(node))


def test_a_missing_declaration_is_found(schema: Schema) -> None:
    wanting = set(undeclared(schema, schema.elements["OFD"], CompositeObject, "OFD"))
    assert wanting == {"OFD/@Version", "OFD/@DocType", "OFD/DocBody"}
    image = next(
        node
        for node in schema.parts(schema.types["CT_PageBlock"], "element")
        if node.get("name") == "PathObject"
    )
    assert "PathObject/AbbreviatedData" in set(undeclared(schema, image, ImageObject, "PathObject"))
