"""What a document holds beside its pages: navigation, permissions, attachments, annotations, versions."""

from types import ModuleType

import pytest

from openofd.document.document import Document
from openofd.document.navigation import Action, Destination, OutlineEntry
from openofd.document.permissions import Permissions, Preferences
from openofd.errors import MalformedDocument
from openofd.model.units import Box

DEST = '<ofd:Dest Type="XYZ" PageID="100" Left="1" Top="2" Zoom="1.5"/>'
PLACE = Destination(page_id=100, fit="XYZ", left=1, top=2, zoom=1.5)


def opened(tiny: ModuleType, document: str, **options: object) -> Document:
    return Document.open(tiny.ofd("甲", "乙", document=document, **options))


def action(inner: str, event: str = "CLICK") -> str:
    return f'<ofd:Actions><ofd:Action Event="{event}">{inner}</ofd:Action></ofd:Actions>'


def test_an_outline_is_a_tree(tiny: ModuleType) -> None:
    inner = '<ofd:OutlineElem Title="一点一" Expanded="false"/>'
    elem = f'<ofd:OutlineElem Title="一">{action(f"<ofd:Goto>{DEST}</ofd:Goto>")}{inner}</ofd:OutlineElem>'
    (entry,) = opened(tiny, f"<ofd:Outlines>{elem}</ofd:Outlines>").outline
    assert (entry.title, entry.destination, entry.expanded) == ("一", PLACE, True)
    assert entry.entries == (OutlineEntry(title="一点一", expanded=False),)
    assert entry.entries[0].destination is None


def test_bookmarks_by_name(tiny: ModuleType) -> None:
    marks = "".join(
        f'<ofd:Bookmark Name="{name}">{dest}</ofd:Bookmark>'
        for name, dest in [("a", DEST), ("a", DEST), ("b", "")]
    )
    assert opened(tiny, f"<ofd:Bookmarks>{marks}</ofd:Bookmarks>").bookmarks == {"a": PLACE}


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (f"<ofd:Goto>{DEST}</ofd:Goto>", Action(kind="goto", destination=PLACE)),
        ('<ofd:Goto><ofd:Bookmark Name="a"/></ofd:Goto>', Action(kind="goto", bookmark="a")),
        ('<ofd:URI URI="x" Base="y"/>', Action(kind="uri", uri="x", base="y")),
        ('<ofd:GotoA AttachID="A1"/>', Action(kind="attachment", attachment="A1")),
        ('<ofd:Sound ResourceID="7"/>', Action(kind="sound", resource=7)),
        ('<ofd:Movie ResourceID="7"/>', Action(kind="movie", resource=7, operator="Play")),
        ("<ofd:Unknown/>", Action(kind="none")),
    ],
)
def test_actions_say_what_happens(tiny: ModuleType, inner: str, expected: Action) -> None:
    assert opened(tiny, action(inner)).actions == (expected,)


@pytest.mark.parametrize(("event", "said"), [("DO", "open document"), ("PO", "open page"), ("?", "click")])
def test_actions_say_when(tiny: ModuleType, event: str, said: str) -> None:
    assert opened(tiny, action("", event)).actions[0].event == said


def test_the_region_of_an_action_is_told_by_its_box(tiny: ModuleType) -> None:
    steps = (
        '<ofd:Move Point1="2 2"/><ofd:Line Point1="5 1"/><ofd:QuadraticBezier Point1="6 0" Point2="7 3"/>'
        '<ofd:CubicBezier Point3="8 8"/><ofd:Arc SweepDirection="true" LargeArc="0" RotationAngle="0"'
        ' EllipseSize="1 1" EndPoint="9 9"/><ofd:Close/>'
    )
    region = f'<ofd:Region><ofd:Area Start="1 1">{steps}</ofd:Area></ofd:Region>'
    assert opened(tiny, action(region)).actions[0].area == Box(1, 0, 8, 9)


def test_a_page_has_actions_of_its_own(tiny: ModuleType) -> None:
    page = tiny.xml("Page", action('<ofd:URI URI="x"/>', "PO"))
    document = Document.open(tiny.ofd(page, "乙"))
    assert document.pages[0].actions == (Action(kind="uri", event="open page", uri="x"),)
    assert document.pages[1].actions == ()


def test_a_document_without_any_of_it(tiny: ModuleType) -> None:
    document = opened(tiny, "")
    assert (document.outline, document.bookmarks, document.actions, document.versions) == ((), {}, (), ())
    assert (document.permissions, document.preferences) == (Permissions(), Preferences())
    assert (document.annotations, document.attached_files, document.attachments) == ((), (), {})


def test_permissions(tiny: ModuleType) -> None:
    inner = (
        "<ofd:Edit>false</ofd:Edit><ofd:Annot>0</ofd:Annot>"
        '<ofd:Print Printable="true" Copies="3"/><ofd:ValidPeriod StartDate="2026-01-01"/>'
    )
    found = opened(tiny, f"<ofd:Permissions>{inner}</ofd:Permissions>").permissions
    assert found == Permissions(edit=False, annotate=False, copies=3, valid_from="2026-01-01")


@pytest.mark.parametrize(
    ("printing", "may", "copies"),
    [
        ('Printable="false"', False, None),
        ('Printable="true" Copies="0"', False, 0),
        ('Copies="-2"', True, None),
    ],
)
def test_printing_may_be_forbidden_in_two_ways(
    tiny: ModuleType, printing: str, copies: int | None, *, may: bool
) -> None:
    found = opened(tiny, f"<ofd:Permissions><ofd:Print {printing}/></ofd:Permissions>").permissions
    assert (found.print, found.copies) == (may, copies)


def test_preferences(tiny: ModuleType) -> None:
    inner = "<ofd:PageMode>UseAttatchs</ofd:PageMode><ofd:HideMenubar>true</ofd:HideMenubar>"
    inner += "<ofd:Zoom>2</ofd:Zoom>"
    found = opened(tiny, f"<ofd:VPreferences>{inner}</ofd:VPreferences>").preferences
    assert found == Preferences(page_mode="UseAttatchs", hide_menubar=True, zoom=2)


def test_an_attached_file_has_all_its_facts(tiny: ModuleType) -> None:
    facts = 'ID="A1" Name="n" Format="xml" CreationDate="d" ModDate="m" Size="0.5" Visible="false" Usage="u"'
    item = f"<ofd:Attachment {facts}><ofd:FileLoc>a.xml</ofd:FileLoc></ofd:Attachment>"
    extra = {"Doc_0/At/As.xml": tiny.xml("Attachments", item * 2), "Doc_0/At/a.xml": "<a/>"}
    document = opened(tiny, "<ofd:Attachments>At/As.xml</ofd:Attachments>", extra=extra)
    one, _ = document.attached_files
    assert (one.id, one.name, one.format, one.created, one.modified) == ("A1", "n", "xml", "d", "m")
    assert (one.stated_size, one.visible, one.usage, one.path) == (0.5, False, "u", "Doc_0/At/a.xml")
    assert (one.read(), document.attachments) == (b"<a/>", {"n": b"<a/>"})


def annotated(tiny: ModuleType, annot: str, file: str = "P.xml") -> Document:
    listed = f'<ofd:Page PageID="101"><ofd:FileLoc>{file}</ofd:FileLoc></ofd:Page>'
    extra = {
        "Doc_0/An/A.xml": tiny.xml("Annotations", listed),
        "Doc_0/An/P.xml": tiny.xml("PageAnnot", annot),
    }
    return opened(tiny, "<ofd:Annotations>An/A.xml</ofd:Annotations>", extra=extra)


def test_annotations_are_plain_values(tiny: ModuleType) -> None:
    inner = (
        "<ofd:Remark>看</ofd:Remark><Parameters><Parameter Name='k'>v</Parameter></Parameters>"
        f'<ofd:Appearance Boundary="1 2 3 4">{tiny.text("水印")}</ofd:Appearance>'
    )
    facts = 'ID="5" Type="Watermark" Subtype="s" Creator="c" LastModDate="2026-01-01"'
    facts += ' Print="false" ReadOnly="false"'
    (found,) = annotated(tiny, f"<ofd:Annot {facts}>{inner}</ofd:Annot>").annotations
    assert (found.page_id, found.id, found.type, found.subtype) == (101, "5", "Watermark", "s")
    assert (found.creator, found.modified, found.remark, found.text) == ("c", "2026-01-01", "看", "水印")
    assert (found.parameters, found.box) == ({"k": "v"}, Box(1, 2, 3, 4))
    assert (found.visible, found.prints, found.read_only, found.path) == (
        True,
        False,
        False,
        "Doc_0/An/P.xml",
    )


def test_an_annotation_may_be_bare_and_its_file_missing(tiny: ModuleType) -> None:
    (found,) = annotated(tiny, "<ofd:Annot/>").annotations
    assert (found.type, found.text, found.box, found.parameters) == ("", "", None, {})
    gone = annotated(tiny, "", "gone.xml")
    assert gone.annotations == ()
    assert "REF_MISSING" in {finding.code for finding in gone.findings}


def versioned(tiny: ModuleType, root: str = "<ofd:DocRoot>/Doc_0/Document_1.xml</ofd:DocRoot>") -> bytes:
    listed = '<ofd:Version ID="v1" Index="1" BaseLoc="Doc_0/V/1.xml"/>'
    listed += '<ofd:Version ID="v2" Index="2" Current="true" BaseLoc="Doc_0/V/2.xml"/>'
    files = '<ofd:FileList><ofd:File ID="f1">/OFD.xml</ofd:File></ofd:FileList>'
    made = tiny.parts("甲", "乙", entry=f"<ofd:Versions>{listed}</ofd:Versions>")
    first = made["Doc_0/Document.xml"].replace(b"Page_0", b"Page_1", 1)
    made |= {
        "Doc_0/Document_1.xml": first,
        "Doc_0/V/1.xml": tiny.xml("DocVersion", files + root, 'ID="v1" Name="初稿" CreationDate="d"'),
        "Doc_0/V/2.xml": tiny.xml(
            "DocVersion", "<ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot>", 'Version="2"'
        ),
    }
    return tiny.pack(made)  # type: ignore[no-any-return]


def test_versions_can_be_listed_and_opened(tiny: ModuleType) -> None:
    document = Document.open(versioned(tiny))
    one, two = document.versions
    assert (one.id, one.index, one.current, one.name, one.created) == ("v1", "1", False, "初稿", "d")
    assert (one.root_name, one.files) == ("Doc_0/Document_1.xml", ("OFD.xml",))
    assert (two.current, two.name) == (True, "2")
    assert document.text() == "甲\f乙"
    assert Document.open(document.package, version="v1").text() == "乙\f乙"
    assert Document.open(document.package, version="v2").text() == "甲\f乙"


@pytest.mark.parametrize("version", ["v9", "v1"])
def test_a_version_that_is_none(tiny: ModuleType, version: str) -> None:
    with pytest.raises(MalformedDocument, match="no such version"):
        Document.open(versioned(tiny, root=""), version=version)


def test_every_document_of_a_package(tiny: ModuleType) -> None:
    body = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    data = tiny.pack(tiny.parts("甲") | {"OFD.xml": tiny.xml("OFD", body * 2)})
    documents = Document.open_all(data)
    assert [document.body.number for document in documents] == [0, 1]
    assert documents[0].parts is documents[1].parts
