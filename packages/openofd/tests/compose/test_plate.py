"""Plates: what is printed, what it is made of, and that it is always the same."""

from collections.abc import Callable

import pytest
from lxml import etree

from openofd.compose.layout import PlacedText
from openofd.compose.plate import Plate
from openofd.document.document import Document
from openofd.errors import CannotCompose
from openofd.fonts.subset import FontSource
from openofd.package.draft import Draft
from openofd.package.writer import write

Print = Callable[..., Draft]


def _text(text: str, key: str = "", face: str = "", x: float = 10) -> PlacedText:
    return PlacedText(text, x, 50, 5, "0 0 0", key, face)


def _part(draft: Draft, name: str) -> bytes:
    return Document.open(write(draft.members)).package.read(name)


def test_entry_comes_first_and_names_the_signatures(printed: Print) -> None:
    draft = printed(_text("甲"))
    assert draft.members[0].name == "OFD.xml"
    assert b"<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>" in _part(draft, "OFD.xml")


def test_information_is_escaped(printed: Print) -> None:
    info = Document.open(write(printed(_text("甲")).members)).info
    assert (info.title, dict(info.custom_data)) == ("甲 & 乙", {"A": "<1>"})


def test_same_input_gives_same_bytes(printed: Print) -> None:
    assert write(printed(_text("甲乙")).members) == write(printed(_text("甲乙")).members)


def test_static_members_are_shared(printed: Print, plate: Plate) -> None:
    assert printed(_text("甲")).members[-len(plate.static_members) :] == plate.static_members


def test_tags_point_to_the_text(printed: Print) -> None:
    draft = printed(_text("甲乙", "k"), _text("AB"))
    tags = Document.open(write(draft.members)).custom_tags
    assert [(tag.text, tag.complete) for tag in tags] == [("甲乙", True)]


def test_value_in_two_fonts_is_several_objects_side_by_side(printed: Print) -> None:
    draft = printed(_text("甲丙A", "k"))
    (tag,) = Document.open(write(draft.members)).custom_tags
    page = _part(draft, "Doc_0/Pages/Page_0/Content.xml").decode()
    assert (tag.text, len(tag.objects)) == ("甲丙A", 3)
    assert page.count('LineWidth="0.11" Stroke="true"') == 1  # the light stand-in is strengthened
    assert [f'Boundary="{x} ' in page for x in ("10", "15", "19.5")] == [True] * 3


def test_fonts_hold_what_is_used_and_have_their_own_names(printed: Print) -> None:
    draft = printed(_text("甲丙"))
    fonts = {
        m.name: FontSource(_part(draft, m.name)).characters for m in draft.members if m.name.endswith("ttf")
    }
    assert fonts["Doc_0/Res/font_3.ttf"] == {"甲"}
    assert fonts["Doc_0/Res/font_4.ttf"] == {"丙"}
    assert fonts["Doc_0/Res/font_2.ttf"] == set("甲乙：1")
    resources = _part(draft, "Doc_0/DocumentRes.xml") + _part(draft, "Doc_0/PublicRes.xml")
    names = [part.split(b'"')[0] for part in resources.split(b'FontName="')[1:]]
    assert len(set(names)) == 3


def test_fallback_font_only_where_it_is_used(printed: Print) -> None:
    assert "Doc_0/Res/font_4.ttf" not in {member.name for member in printed(_text("甲")).members}


def test_identifiers_are_unique_and_the_highest_is_declared(printed: Print) -> None:
    draft = printed(_text("甲", "k"), pages=3)
    ids = []
    for member in draft.members:
        if member.name.endswith("Content.xml") or member.name.endswith("Res.xml"):
            ids += [int(i) for i in etree.fromstring(_part(draft, member.name)).xpath("//@ID")]
    ids += [int(i) for i in etree.fromstring(_part(draft, "Doc_0/Document.xml")).xpath("//@ID")]
    declared = etree.fromstring(_part(draft, "Doc_0/Document.xml")).findtext("{*}CommonData/{*}MaxUnitID")
    assert len(ids) == len(set(ids))
    assert int(declared or 0) == max(ids)


def test_pages_in_order(printed: Print) -> None:
    draft = printed(_text("甲"), pages=2)
    assert [page.id for page in Document.open(write(draft.members)).pages] == list(draft.page_ids)


def test_lines_in_a_static_font(printed: Print) -> None:
    page = _part(printed(_text("1", face="label")), "Doc_0/Pages/Page_0/Content.xml")
    assert b'Font="2" Size="5"' in page


@pytest.mark.parametrize(("text", "code"), [("甲丁", "FONT_NO_GLYPH"), ("甲\x07", "TEXT_INVISIBLE")])
def test_what_cannot_be_printed_is_refused(printed: Print, text: str, code: str) -> None:
    with pytest.raises(CannotCompose, match=code):
        printed(_text(text))
