"""Byte-exact changes: whatever is not the change keeps its bytes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from openofd.xml.splice import add_child, places, set_text

ODD = b"""\xef\xbb\xbf<?xml version="1.0"?><!-- <b> --><a:x xmlns:a="u" y='1>2'>
<a:b/><c d='/'>t</c  ><![CDATA[</a:x>]]><?p <c>?><\xe7\xab\xa0 z="&lt;"></\xe7\xab\xa0></a:x>"""


def named(data: bytes, name: str) -> Any:
    (found,) = [place for place in places(data) if place.name == name]
    return found


def test_elements_are_found_as_the_parser_sees_them() -> None:
    found = [(place.prefix, place.name, place.depth) for place in places(ODD)]
    assert found == [("a:", "x", 0), ("a:", "b", 1), ("", "c", 1), ("", "章", 1)]
    root = etree.fromstring(ODD)
    assert [etree.QName(node).localname for node in root.iter("*")] == [name for _, name, _ in found]


def test_places_cut_out_whole_elements() -> None:
    cut = [ODD[place.start : place.stop] for place in places(ODD)[1:]]
    assert cut == [b"<a:b/>", b"<c d='/'>t</c  >", '<章 z="&lt;"></章>'.encode()]


def test_a_child_is_added_last() -> None:
    assert add_child(ODD, named(ODD, "x"), "<n/>") == ODD.replace(b"</a:x>", b"<n/></a:x>").replace(
        b"[<n/></a:x>]", b"[</a:x>]"
    )


def test_an_empty_tag_is_opened_for_its_first_child() -> None:
    assert add_child(ODD, named(ODD, "b"), "<n/>") == ODD.replace(b"<a:b/>", b"<a:b><n/></a:b>")


@pytest.mark.parametrize(
    ("name", "before", "after"), [("c", b">t<", b">new<"), ("b", b"<a:b/>", b"<a:b>new</a:b>")]
)
def test_text_is_replaced(name: str, before: bytes, after: bytes) -> None:
    assert set_text(ODD, named(ODD, name), "new") == ODD.replace(before, after)


@given(st.recursive(st.just("<e/>"), lambda inner: st.lists(inner).map(lambda c: f"<e>{''.join(c)}</e>")))
def test_any_element_can_be_given_a_child(xml: str) -> None:
    data = xml.encode()
    for number, place in enumerate(places(data)):
        tree = etree.fromstring(add_child(data, place, "<n/>"))
        parent = list(tree.iter("e"))[number]
        assert parent[-1].tag == "n"
        parent.remove(parent[-1])
        assert etree.tostring(tree, method="c14n") == etree.tostring(etree.fromstring(data), method="c14n")
