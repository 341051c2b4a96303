"""ST_Loc: what a location stands for, and what is none. GB/T 33190-2016 7.3."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import MalformedDocument
from openofd.package.path import absolute, folder, resolve, resolve_folder


@pytest.mark.parametrize(
    ("base", "loc", "name"),
    [
        ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Document.xml"),
        ("OFD.xml", "/Doc_0/Document.xml", "Doc_0/Document.xml"),
        ("Doc_0/Document.xml", "Pages/P/Content.xml", "Doc_0/Pages/P/Content.xml"),
        ("Doc_0/Pages/P/Content.xml", "../../Res/a.png", "Doc_0/Res/a.png"),
        ("Doc_0/Res/", "./a b.png", "Doc_0/Res/a b.png"),
        ("Doc_0/Document.xml", " 100%25.xml\n", "Doc_0/100%25.xml"),
        ("Doc_0/Document.xml", ".hidden", "Doc_0/.hidden"),
    ],
)
def test_a_location_stands_for_an_entry(base: str, loc: str, name: str) -> None:
    assert resolve(base, loc) == name


@pytest.mark.parametrize(
    "loc",
    ["", " ", "/", ".", "..", "../a", "/../a", "a/../../b", "a//b", "a\\b", "C:/a", "C:a", "a\0b", "//h/a"],
)
def test_a_path_that_leaves_the_package_is_refused(loc: str) -> None:
    with pytest.raises(MalformedDocument, match="PATH_TRAVERSAL"):
        resolve("OFD.xml", loc)


@given(st.text(alphabet="ab./\\:\0 甲", max_size=12))
def test_whatever_is_accepted_is_a_plain_entry_name(loc: str) -> None:
    try:
        name = resolve("Doc_0/a.xml", loc)
    except MalformedDocument:
        return
    assert name
    assert not name.startswith("/")
    assert not {"", ".", ".."} & set(name.split("/"))


@pytest.mark.parametrize(
    ("base", "loc", "name"),
    [
        ("Doc_0/PublicRes.xml", "Res", "Doc_0/Res/"),
        ("Doc_0/PublicRes.xml", "Res/", "Doc_0/Res/"),
        ("Doc_0/PublicRes.xml", "", "Doc_0/"),
        ("Doc_0/PublicRes.xml", ".", "Doc_0/"),
        ("PublicRes.xml", "", ""),
        ("Doc_0/PublicRes.xml", "/", ""),
        ("Doc_0/PublicRes.xml", "/Fonts", "Fonts/"),
    ],
)
def test_a_base_location_stands_for_a_folder(base: str, loc: str, name: str) -> None:
    assert resolve_folder(base, loc) == name


def test_names_and_locations_convert() -> None:
    assert folder("Doc_0/Signs/Signatures.xml") == "Doc_0/Signs/"
    assert folder("OFD.xml") == ""
    assert absolute("OFD.xml") == "/OFD.xml"
