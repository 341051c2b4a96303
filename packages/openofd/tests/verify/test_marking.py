"""What a report shows on the pages."""

from typing import Any

import pytest

from openofd.document.document import Document
from openofd.model.units import Box

PAGE = "Doc_0/Pages/Page_0/Content.xml"
TEMPLATE = "Doc_0/T.xml"
ANNOTS = "Doc_0/Annots/Page_0/Annotation.xml"
TEXT, NOTE, FORM = Box(20, 30, 60, 6), Box(150, 10, 30, 30), Box(10, 10, 190, 20)
SHEET = Box(0, 0, 210, 297)


@pytest.fixture(scope="module")
def parts(authority_module: Any) -> Any:
    """A page with a text, on a template with a line, under an annotation."""
    part = authority_module.part
    tiny = authority_module.tiny_parts()
    document = tiny["Doc_0/Document.xml"].replace(
        b"</ofd:CommonData>", b'<ofd:TemplatePage ID="7" BaseLoc="T.xml"/></ofd:CommonData>'
    )
    line = f'<ofd:PathObject ID="8" Boundary="{FORM.format()}"/>'
    note = (
        '<ofd:Annot ID="11" Type="Highlight"><ofd:Appearance '
        f'Boundary="{NOTE.format()}"/></ofd:Annot><ofd:Annot ID="12" Type="Link"/>'
    )
    return tiny | {
        "Doc_0/Document.xml": document,
        PAGE: tiny[PAGE].replace(b"<ofd:Content>", b'<ofd:Template TemplateID="7"/><ofd:Content>'),
        TEMPLATE: part(
            "Page",
            f'<ofd:Content><ofd:Layer ID="9"><ofd:PageBlock ID="10">{line}</ofd:PageBlock></ofd:Layer>'
            "</ofd:Content>",
        ),
        ANNOTS: part("PageAnnot", note),
    }


@pytest.fixture
def shown(told: Any, authority_module: Any) -> Any:
    """`shown(parts)`: (page, box, label) of every mark."""

    def marks(parts: Any, language: Any = "en") -> Any:
        document = Document.open(authority_module.repack(parts))
        return [(m.page_id, m.box, m.label) for m in told(parts).marks(document, language)]

    return marks


def test_a_sound_file_has_none(parts: Any, forge: Any, shown: Any) -> Any:
    assert shown(forge.sign(parts)) == []


def test_an_unsigned_file_has_none(parts: Any, shown: Any) -> Any:
    assert shown(parts) == []


@pytest.mark.parametrize(
    ("name", "boxes"),
    [
        (PAGE, [SHEET]),
        ("Doc_0/Document.xml", [SHEET]),
        (TEMPLATE, [FORM]),
        ("Doc_0/Res/f3.ttf", [TEXT]),
        ("Doc_0/PublicRes.xml", [TEXT]),
        (ANNOTS, [NOTE]),
        ("Doc_0/Annots/Annotations.xml", [NOTE]),
        ("Doc_0/Attachs/licence.xml", []),
    ],
)
def test_what_is_not_covered_or_altered_is_shown_where_it_lies(
    name: Any, boxes: Any, parts: Any, forge: Any, shown: Any
) -> Any:
    uncovered = forge.sign(parts, covers=tuple(n for n in parts if n != name))
    assert shown(uncovered) == [(1, box, "not protected by any seal") for box in boxes]
    signed = forge.sign(parts)
    altered = shown(signed | {name: signed[name] + b"\n"})
    assert altered == [(1, box, "altered after sealing") for box in boxes]


def test_what_was_removed_is_shown_where_it_was(parts: Any, forge: Any, shown: Any) -> Any:
    signed = forge.sign(parts)
    del signed["Doc_0/Res/f3.ttf"]
    assert shown(signed, "zh") == [(1, TEXT, "签章后被删除")]


def test_a_page_full_of_altered_objects_is_marked_once(parts: Any, forge: Any, shown: Any) -> Any:
    text = parts[PAGE][parts[PAGE].index(b"<ofd:TextObject") : parts[PAGE].index(b"</ofd:Layer>")]
    many = b"".join(text.replace(b'"20 30', f'"{n} 30'.encode()) for n in range(201))
    full = parts | {PAGE: parts[PAGE].replace(text, many)}
    signed = forge.sign(full)
    assert [box for _, box, _ in shown(signed | {"Doc_0/Res/f3.ttf": b"other"})] == [SHEET]


def test_an_unsigned_document_beside_a_signed_one(
    parts: Any, forge: Any, told: Any, authority_module: Any
) -> Any:
    body = b"<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    two = forge.sign(parts | {"OFD.xml": parts["OFD.xml"].replace(b"</ofd:OFD>", body)})
    second = Document.open(authority_module.repack(two), body=1)
    assert [mark.box for mark in told(two).marks(second)] == [SHEET]


def test_a_page_that_cannot_be_read_stops_nothing(parts: Any, forge: Any, shown: Any) -> Any:
    assert shown(forge.sign(parts) | {TEMPLATE: b"<", ANNOTS: b"<"}) == []


def test_pictures_masks_and_composites_are_shown_by_what_they_are_made_of(
    parts: Any, forge: Any, shown: Any
) -> Any:
    objects = (
        b'<ofd:ImageObject ID="20" Boundary="1 1 5 5" ResourceID="30" ImageMask="31"/>'
        b'<ofd:CompositeObject ID="21" Boundary="2 2 5 5" ResourceID="32"/></ofd:Layer>'
    )
    res = (
        b'<ofd:MultiMedias><ofd:MultiMedia ID="30"><ofd:MediaFile>i.png</ofd:MediaFile></ofd:MultiMedia>'
        b'<ofd:MultiMedia ID="31"><ofd:MediaFile>m.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'
        b'<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="32" Width="5" Height="5"/>'
        b"</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    full = parts | {
        PAGE: parts[PAGE].replace(b"</ofd:Layer>", objects),
        "Doc_0/PublicRes.xml": parts["Doc_0/PublicRes.xml"].replace(b"</ofd:Res>", res),
        "Doc_0/Res/i.png": b"i",
        "Doc_0/Res/m.png": b"m",
    }
    signed = forge.sign(full)
    for name in ("Doc_0/Res/i.png", "Doc_0/Res/m.png"):
        assert [box for _, box, _ in shown(signed | {name: b"x"})] == [Box(1, 1, 5, 5)]
    altered = signed | {"Doc_0/PublicRes.xml": signed["Doc_0/PublicRes.xml"] + b"\n"}
    assert {box for _, box, _ in shown(altered)} == {TEXT, Box(1, 1, 5, 5), Box(2, 2, 5, 5)}


def test_a_template_that_does_not_exist_is_passed_over(parts: Any, forge: Any, shown: Any) -> Any:
    lost = parts | {PAGE: parts[PAGE].replace(b'TemplateID="7"', b'TemplateID="77"')}
    signed = forge.sign(lost)
    assert shown(signed | {"Doc_0/Res/f3.ttf": b"x"}, "en") == [(1, TEXT, "altered after sealing")]
