"""The declaring machinery, on elements made up for the test."""

import pytest

from openofd.errors import MalformedDocument
from openofd.xml.element import Element, local_name
from openofd.xml.fields import Attribute, Child, Children, ChildText, ChildTexts, Choice
from openofd.xml.parser import parse


class Leaf(Element):
    tag = "Leaf"
    size = Attribute("Size", int)
    weight = Attribute("Weight", int, default=7)
    name = Attribute("Name", str, required=True)


class Twig(Element):
    tag = "Twig"


class Tree(Element):
    tag = "Tree"
    height = ChildText("Height", int)
    kind = ChildText("Kind", str, default="oak")
    age = ChildText("Age", int, required=True)
    leaf = Child("Leaf", Leaf)
    first = Child("Leaf", Leaf, required=True)
    leaves = Children("Leaf", Leaf)
    rings = ChildTexts("Ring", int)
    parts: Choice[Element] = Choice(Leaf)


Tree.parts.add(Twig)
Tree.parts.add(Twig, "Branch")


def tree(content: str) -> Tree:
    return Tree.parse(f"<x:Tree xmlns:x='urn:any'>{content}</x:Tree>".encode())


def leaf(attributes: str) -> Leaf:
    return Leaf(parse(f"<Leaf {attributes}/>".encode()))


def test_attributes_are_converted() -> None:
    assert leaf("Size='3'").size == 3


def test_an_absent_attribute_is_none_or_its_default() -> None:
    assert (leaf("").size, leaf("").weight) == (None, 7)


def test_a_required_attribute_must_be_there() -> None:
    with pytest.raises(MalformedDocument, match=r"XML_MISSING.*Leaf/Name"):
        leaf("").name  # noqa: B018


def test_a_wrong_value_names_its_place() -> None:
    with pytest.raises(MalformedDocument, match=r"XML_VALUE.*Leaf/Size='big'"):
        leaf("Size='big'").size  # noqa: B018


def test_child_texts_are_stripped_and_converted() -> None:
    assert tree("<x:Height>\n 3 </x:Height>").height == 3


def test_absent_children_are_none_or_their_default() -> None:
    assert (tree("").height, tree("").kind, tree("").leaf, tree("").leaves) == (None, "oak", None, ())


def test_required_children_must_be_there() -> None:
    with pytest.raises(MalformedDocument, match="Tree/Age"):
        tree("").age  # noqa: B018
    with pytest.raises(MalformedDocument, match="Tree/Leaf"):
        tree("").first  # noqa: B018


def test_children_are_found_in_any_namespace_and_keep_their_order() -> None:
    found = tree("<Leaf Name='a'/><x:Leaf Name='b'/><y:Leaf xmlns:y='urn:y' Name='c'/>")
    assert [item.name for item in found.leaves] == ["a", "b", "c"]
    assert found.first == found.leaf
    assert found.first.name == "a"


def test_lists_of_texts() -> None:
    assert tree("<x:Ring>1</x:Ring><x:Ring>2</x:Ring>").rings == (1, 2)
    with pytest.raises(MalformedDocument, match="XML_VALUE"):
        tree("<x:Ring>1</x:Ring><x:Ring>x</x:Ring>").rings  # noqa: B018


def test_a_choice_keeps_the_order_of_the_file_and_passes_over_the_unknown() -> None:
    parts = tree("<x:Twig/><x:Bird/><x:Leaf Name='a'/><x:Branch/>").parts
    assert [type(part).__name__ for part in parts] == ["Twig", "Leaf", "Twig"]


def test_a_field_read_from_the_class_is_the_field() -> None:
    assert Tree.height.name == "Height"


def test_another_root_is_refused() -> None:
    with pytest.raises(MalformedDocument, match=r"XML_ROOT.*a\.xml"):
        Tree.parse(b"<Bush/>", where="a.xml")


def test_elements_are_equal_if_their_node_is_the_same() -> None:
    found = tree("<x:Leaf Name='a'/>")
    assert found.first == found.leaves[0]
    assert len({found.first, found.leaves[0]}) == 1
    assert found.first != leaf("Name='a'")
    assert repr(found.first) == "<Leaf [('Name', 'a')]>"
    assert (found.text, local_name(found.node)) == ("", "Tree")
