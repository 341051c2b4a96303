"""Byte-exact changes: whatever is not the change keeps its bytes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from openofd.xml.parser import parse
from openofd.xml.splice import Splice, add_child, insertion, places, replacement, splice

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
    assert splice(ODD, [replacement(named(ODD, name), b"new")]) == ODD.replace(before, after)


@given(st.recursive(st.just("<e/>"), lambda inner: st.lists(inner).map(lambda c: f"<e>{''.join(c)}</e>")))
def test_any_element_can_be_given_a_child(xml: str) -> None:
    data = xml.encode()
    for number, place in enumerate(places(data)):
        tree = etree.fromstring(add_child(data, place, "<n/>"))
        parent = list(tree.iter("e"))[number]
        assert parent[-1].tag == "n"
        parent.remove(parent[-1])
        assert etree.tostring(tree, method="c14n") == etree.tostring(etree.fromstring(data), method="c14n")


NAMES = st.sampled_from(["a", "ofd:b", "甲", "ofd:乙"])
TEXTS = st.text(alphabet="<>&\"'/ x甲\n", max_size=6)
ASIDES = st.sampled_from(["", "<!-- <a> -->", "<?p <a>?>", "<![CDATA[</a><b>]]>"])


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    name = draw(NAMES)
    value = draw(TEXTS).replace("&", "&amp;").replace("<", "&lt;").replace("\n", " ")
    quote = draw(st.sampled_from("\"'"))
    value = value.replace(quote, "")
    start = f"<{name} k={quote}{value}{quote}{draw(st.sampled_from(['', ' ', chr(10)]))}"
    if draw(st.booleans()):
        return start + "/>"
    inner = draw(st.lists(elements(depth - 1), max_size=3)) if depth else []
    text = escaped(draw(TEXTS)) + draw(ASIDES)
    return f"{start}>{text}{''.join(inner)}{draw(ASIDES)}</{name}>"


def document(content: str) -> bytes:
    return f'<?xml version="1.0"?><!-- <x> --><r xmlns:ofd="urn:o">{content}</r>'.encode()


@given(elements())
def test_the_elements_are_those_of_the_parser(content: str) -> None:
    data = document(content)
    nodes = list(parse(data).iter())
    found = places(data)
    assert [place.name for place in found] == [etree.QName(node).localname for node in nodes]
    assert [place.depth for place in found] == [len(list(node.iterancestors())) for node in nodes]


@given(elements())
def test_an_element_is_where_its_offsets_say(content: str) -> None:
    data = document(content)
    for place in places(data):
        own = data[place.start : place.stop]
        root = parse(own.replace(b" k=", b' xmlns:ofd="urn:o" k=', 1) if place.depth else own)
        assert etree.QName(root).localname == place.name
        assert place.is_empty_tag or data[place.close : place.stop].startswith(b"</")


@given(elements(), st.data())
def test_what_is_put_in_is_there_and_nothing_else_changes(content: str, data: st.DataObject) -> None:
    raw = document(content)
    found = places(raw)
    number = data.draw(st.integers(0, len(found) - 1))
    after = splice(raw, [insertion(found[number], found, [b"<new/>", b"<new/>"])])
    parent = list(parse(after).iter())[number]
    assert [node.tag for node in parent][-2:] == ["new", "new"]
    shorter = after.replace(b"<new/><new/>", b"")
    assert shorter == raw or found[number].is_empty_tag


DATA = b"<r><a>1</a><!--c--> <c/><d/></r>"


@pytest.mark.parametrize(
    ("before", "result"),
    [
        (("c", "d"), b"<r><a>1</a><!--c--> <b/><c/><d/></r>"),
        (("d",), b"<r><a>1</a><!--c--> <c/><b/><d/></r>"),
        (("z",), b"<r><a>1</a><!--c--> <c/><d/><b/></r>"),
    ],
)
def test_the_place_is_before_what_follows(before: tuple[str, ...], result: bytes) -> None:
    found = places(DATA)
    assert splice(DATA, [insertion(found[0], found, [b"<b/>"], before=before)]) == result


@pytest.mark.parametrize(("at", "place"), [(0, b"<a>"), (1, b"<c/>"), (3, b"</r>"), (9, b"</r>")])
def test_the_place_is_behind_so_many(at: int, place: bytes) -> None:
    found = places(DATA)
    assert splice(DATA, [insertion(found[0], found, [b"<b/>"], at=at)]) == DATA.replace(
        place, b"<b/>" + place
    )


def test_several_changes_at_once() -> None:
    found = places(DATA)
    changes = [
        insertion(found[0], found, [b"<e/>"]),
        replacement(found[1], b""),
        Splice(3, 3, b"x"),
        Splice(3, 3, b"y"),
    ]
    assert splice(DATA, changes) == b"<r>xy<a></a><!--c--> <c/><d/><e/></r>"
