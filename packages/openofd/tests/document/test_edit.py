"""Editing by appending: what is added is there, and every other byte stays."""

from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.document.document import Document
from openofd.document.edit import AddPages, Annotate, Attach, edit, highlight
from openofd.document.reading import STRICT
from openofd.errors import CannotEdit, MalformedDocument, UnsupportedFeature
from openofd.model.units import Box

DAY = date(2026, 11, 24)
FILE = Attach(name="数据.xml", data=b"<a/>", format="xml")


def note(page_id: int = 100, **more: object) -> Annotate:
    given: dict[str, object] = {"type": "Watermark", "creator": "我", "modified": DAY, "box": Box(1, 2, 3, 4)}
    return Annotate(page_id=page_id, **(given | more))  # type: ignore[arg-type]


def changed(before: Document, after: Document) -> set[str]:
    """Names of the entries that are new or have other bytes."""
    old, new = before.package, after.package
    assert new.names[: len(old.names)] == old.names
    return {name for name in new.names if name not in old or new.read(name) != old.read(name)}


def edited(document: Document, *changes: object) -> Document:
    return Document.open(edit(document, *changes), reading=STRICT)  # type: ignore[arg-type]


def test_a_file_is_attached(tiny: ModuleType) -> None:
    before = Document.open(tiny.ofd("甲"))
    after = edited(before, FILE)
    (one,) = after.attached_files
    assert (one.id, one.name, one.format, one.read()) == ("A1", "数据.xml", "xml", b"<a/>")
    assert (one.created, one.visible, one.usage, one.stated_size) == ("", True, "none", 0.004)
    assert changed(before, after) == {
        "Doc_0/Document.xml",
        "Doc_0/Attachs/Attachments0.xml",
        "Doc_0/Attachs/Attach_0.xml",
    }
    assert (after.findings, after.references().unreferenced) == ((), ())


def test_only_a_few_bytes_are_put_into_the_root(tiny: ModuleType) -> None:
    odd = "<!-- <x> --><ofd:Extensions>E.xml</ofd:Extensions> <v:Own xmlns:v='urn:v' a = '>'/>\n"
    extra = {"Doc_0/E.xml": tiny.xml("Extensions")}
    before = Document.open(tiny.ofd("甲", document=odd, extra=extra))
    raw = before.package.read("Doc_0/Document.xml")
    named = b"<ofd:Attachments>Attachs/Attachments0.xml</ofd:Attachments>"
    assert edited(before, FILE).package.read("Doc_0/Document.xml") == raw.replace(
        b"<ofd:Extensions>", named + b"<ofd:Extensions>"
    )


def listed(tiny: ModuleType, list_part: bytes | None = None) -> Document:
    own = '<ofd:Attachment ID="A1" Name="old"><ofd:FileLoc>o.txt</ofd:FileLoc></ofd:Attachment>'
    part = tiny.xml("Attachments", own) if list_part is None else list_part
    extra = {"Doc_0/At/As.xml": part, "Doc_0/At/o.txt": "old"}
    return Document.open(tiny.ofd("甲", document="<ofd:Attachments>At/As.xml</ofd:Attachments>", extra=extra))


def test_a_list_that_is_there_is_gone_on_with(tiny: ModuleType) -> None:
    before = listed(tiny)
    after = edited(
        before,
        FILE,
        Attach(name="b", data=b"", visible=False, usage="u", created=datetime(2026, 1, 2, tzinfo=UTC)),
    )
    assert changed(before, after) == {"Doc_0/At/As.xml", "Doc_0/At/Attach_0.xml", "Doc_0/At/Attach_0.dat"}
    old, one, two = after.attached_files
    assert [each.id for each in (old, one, two)] == ["A1", "A2", "A3"]
    assert (two.visible, two.usage, two.created, two.read()) == (False, "u", "2026-01-02T00:00:00", b"")
    raw = before.package.read("Doc_0/At/As.xml")
    assert after.package.read("Doc_0/At/As.xml").startswith(raw.removesuffix(b"</ofd:Attachments>"))


@pytest.mark.parametrize(
    "part",
    [
        b'<Attachments xmlns="http://www.ofdspec.org/2016"/>',
        b'<x:Attachments xmlns:x="http://www.ofdspec.org/2016"></x:Attachments>',
        b'\xef\xbb\xbf<ofd:Attachments xmlns:ofd="http://www.ofdspec.org" />',
    ],
)
def test_the_part_s_own_way_of_writing_is_kept(tiny: ModuleType, part: bytes) -> None:
    before = listed(tiny, part)
    after = Document.open(edit(before, FILE))
    assert after.attachments == {"数据.xml": b"<a/>"}
    root = after.parts.root("Doc_0/At/As.xml")
    assert {node.nsmap.get(node.prefix) for node in root.iter()} == {root.nsmap[root.prefix]}


def test_a_list_that_is_missing_is_made_where_it_is_named(tiny: ModuleType) -> None:
    before = Document.open(tiny.ofd("甲", document="<ofd:Attachments>At/As.xml</ofd:Attachments>"))
    assert changed(before, edited(before, FILE)) == {"Doc_0/At/As.xml", "Doc_0/At/Attach_0.xml"}


def test_an_annotation_gets_a_file_a_list_and_identifiers(tiny: ModuleType) -> None:
    before = Document.open(tiny.ofd("甲", "乙"))
    change = note(101, drawing=tiny.text("水印"), remark="看<", parameters={"k": "v&"}, prints=False)
    after = edited(before, change, note(101, type="Link"), note(100))
    one, two, three = after.annotations
    assert (one.page_id, one.id, one.type, one.text, one.remark) == (101, "1000", "Watermark", "水印", "看<")
    assert (one.box, one.parameters, one.prints, one.modified) == (
        Box(1, 2, 3, 4),
        {"k": "v&"},
        False,
        "2026-11-24",
    )
    assert (two.path, two.type, three.page_id) == (one.path, "Link", 100)
    assert after.root.common_data.max_unit_id == 1003
    assert (after.findings, after.references().unreferenced) == ((), ())


def annotated(tiny: ModuleType, file: str = "P.xml", **options: str) -> Document:
    list_part = tiny.xml(
        "Annotations", f'<ofd:Page PageID="100"><ofd:FileLoc>{file}</ofd:FileLoc></ofd:Page>'
    )
    own = (
        '<ofd:Annot ID="5000" Type="Link" Creator="c" LastModDate="2026-01-01"><ofd:Appearance/></ofd:Annot>'
    )
    extra = {"Doc_0/An/A.xml": list_part, "Doc_0/An/P.xml": tiny.xml("PageAnnot", own)}
    named = "<ofd:Annotations>An/A.xml</ofd:Annotations>"
    return Document.open(tiny.ofd("甲", "乙", document=named, extra=extra, **options))


def test_a_page_s_own_file_is_gone_on_with(tiny: ModuleType) -> None:
    before = annotated(tiny)
    after = edited(before, note(100))
    assert changed(before, after) == {"Doc_0/An/P.xml", "Doc_0/Document.xml"}
    assert [each.id for each in after.annotations] == ["5000", "5001"]


def test_a_file_that_is_missing_is_made_where_it_is_named(tiny: ModuleType) -> None:
    before = annotated(tiny, "gone.xml")
    assert changed(before, edited(before, note(100))) == {"Doc_0/An/gone.xml", "Doc_0/Document.xml"}


def test_another_page_gets_a_line_in_the_list(tiny: ModuleType) -> None:
    before = annotated(tiny)
    after = edited(before, note(101))
    assert changed(before, after) == {
        "Doc_0/An/A.xml",
        "Doc_0/An/Page_101/Annotation0.xml",
        "Doc_0/Document.xml",
    }
    assert [each.page_id for each in after.annotations] == [100, 101]


def test_a_document_without_the_highest_identifier(tiny: ModuleType) -> None:
    parts = tiny.parts("甲")
    bare = parts["Doc_0/Document.xml"].replace(b"<ofd:MaxUnitID>999</ofd:MaxUnitID>", b"")
    before = Document.open(tiny.pack(parts | {"Doc_0/Document.xml": bare}))
    after = edited(before, note())
    assert after.annotations[0].id == "101"
    assert after.root.common_data.max_unit_id == 101


@pytest.mark.parametrize(
    ("change", "code"), [(note(7), "EDIT_PLACE"), (note(drawing="<ofd:x"), "EDIT_DRAWING")]
)
def test_an_annotation_that_has_no_place(tiny: ModuleType, change: Annotate, code: str) -> None:
    with pytest.raises(CannotEdit, match=code):
        edit(Document.open(tiny.ofd("甲")), change)


def test_what_was_found_is_highlighted(tiny: ModuleType) -> None:
    before = Document.open(
        tiny.ofd(tiny.text("资质", x=10, y=20) + tiny.text("证书", identifier=11, x=18, y=20))
    )
    (hit,) = before.search("质证")
    (found,) = edited(before, highlight(hit, creator="我", modified=DAY)).annotations
    assert (found.type, found.box, found.remark) == ("Highlight", Box(14, 20.48, 8, 4), "质证")


RES = (
    '<ofd:Fonts><ofd:Font ID="2" FontName="n"><ofd:FontFile>f.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>'
    "<ofd:MultiMedias>"
    '<ofd:MultiMedia ID="4" Type="Image"><ofd:MediaFile>i.png</ofd:MediaFile></ofd:MultiMedia>'
    '<ofd:MultiMedia ID="5" Type="Image"><ofd:MediaFile>gone.png</ofd:MediaFile></ofd:MultiMedia>'
    "</ofd:MultiMedias>"
    '<ofd:DrawParams><ofd:DrawParam ID="6" Relative="7"/>'
    '<ofd:DrawParam ID="7" Relative="6" LineWidth="1"><ofd:FillColor ColorSpace="8" Value="1"/>'
    "</ofd:DrawParam></ofd:DrawParams>"
    '<ofd:ColorSpaces><ofd:ColorSpace ID="8" Type="GRAY" Profile="p.icc"/></ofd:ColorSpaces>'
    '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9" Width="1" Height="1">'
    "<ofd:Thumbnail>4</ofd:Thumbnail>"
    '<ofd:Content><ofd:ImageObject ID="70" Boundary="0 0 1 1" ResourceID="4"/></ofd:Content>'
    "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
)
UNITS = (
    '<ofd:ImageObject ID="20" Boundary="0 0 1 1" ResourceID="4" ImageMask="5" DrawParam="6"/>'
    '<ofd:CompositeObject ID="21" Boundary="0 0 1 1" ResourceID="9"><ofd:Actions/></ofd:CompositeObject>'
)


def source(tiny: ModuleType, **options: object) -> Document:
    use = '<ofd:Template TemplateID="50" ZOrder="Foreground"/>'
    extra = {
        "Doc_0/R/R.xml": tiny.xml("Res", RES, 'BaseLoc="."'),
        "Doc_0/R/f.ttf": "font",
        "Doc_0/R/i.png": "picture",
        "Doc_0/R/p.icc": "profile",
        "Doc_0/T.xml": tiny.page(tiny.text("底", identifier=30, y=30)),
    }
    common = '<ofd:PublicRes>R/R.xml</ofd:PublicRes><ofd:TemplatePage ID="50" BaseLoc="T.xml"/>'
    common += str(options.get("common", ""))
    boxes = "<ofd:PhysicalBox>0 0 30 40</ofd:PhysicalBox><ofd:ApplicationBox>1 1 9 9</ofd:ApplicationBox>"
    page = tiny.page(tiny.text("源") + UNITS, before=f"{use}<ofd:Area>{boxes}</ofd:Area>")
    return Document.open(tiny.ofd("其他", page, common=common, extra=extra))


def test_a_page_is_added_with_all_it_names(tiny: ModuleType) -> None:
    before = Document.open(tiny.ofd("甲", "乙"))
    after = edited(before, AddPages(source=source(tiny), indices=(1,), at=1))
    assert after.text() == "甲\f源\n底\f乙"
    page = after.pages[1]
    assert (page.size, page.physical_box.w, [layer.type for layer in page.layers()]) == (
        (9, 9),
        30,
        ["Body", "Foreground"],
    )
    assert changed(before, after) == {
        "Doc_0/Document.xml",
        "Doc_0/Added_0/Page_0.xml",
        "Doc_0/Added_0/Res.xml",
    } | {
        f"Doc_0/Added_0/Res/File_{number}.{suffix}" for number, suffix in ((0, "ttf"), (0, "png"), (0, "icc"))
    }
    assert (after.findings, after.references().unreferenced) == ((), ())


def test_what_an_added_page_names_has_new_identifiers(tiny: ModuleType) -> None:
    after = edited(Document.open(tiny.ofd("甲")), AddPages(source=source(tiny), indices=(1,)))
    page = after.pages[1]
    text, image, composite = page.layers()[0].units
    files = page.resources
    assert files.font_file(text.font) == b"font"
    assert (files.media_file(image.resource_id), image.image_mask) == (b"picture", 0)
    other = files.draw_param(files.draw_param(image.draw_param).relative)
    assert (other.line_width, files.draw_param(other.relative).id) == (1, image.draw_param)
    space = other.fill_color.color_space
    assert (files.color_space(space).type, files.entries(type(files.color_space(space)), space)[1]) == (
        "GRAY",
        "Doc_0/Added_0/Res/File_0.icc",
    )
    unit = files.composite(composite.resource_id)
    assert files.media_file(unit.content.units[0].resource_id) == b"picture"
    assert unit.thumbnail == image.resource_id
    used = [
        int(node.get("ID"))
        for node in (*page.content.node.iter(), *after.parts.root("Doc_0/Added_0/Res.xml").iter())
        if node.get("ID")
    ]
    assert len(set(used)) == len(used)
    assert min(used) > 999
    assert after.root.common_data.max_unit_id == max(*used, page.id)


def test_all_pages_of_a_file_and_twice(tiny: ModuleType) -> None:
    other = source(tiny)
    after = edited(Document.open(tiny.ofd("甲")), AddPages(source=other), AddPages(source=other, at=0))
    assert after.text() == "其他\f源\n底\f甲\f其他\f源\n底"
    assert len({page.id for page in after.pages}) == 5


def test_a_page_in_the_old_namespace_becomes_one_of_the_standard(tiny: ModuleType) -> None:
    old = tiny.page("旧").replace(b"/2016", b"")
    after = edited(Document.open(tiny.ofd("甲")), AddPages(source=Document.open(tiny.ofd(old))))
    assert after.text() == "甲\f旧"


@pytest.mark.parametrize("change", [{"indices": (2,)}, {"at": 2}, {"at": -1}])
def test_pages_that_are_not_there(tiny: ModuleType, change: dict[str, object]) -> None:
    with pytest.raises(CannotEdit, match="EDIT_PLACE"):
        edit(Document.open(tiny.ofd("甲")), AddPages(source=source(tiny), **change))  # type: ignore[arg-type]


def test_pages_whose_plain_colours_mean_something_else(tiny: ModuleType) -> None:
    other = source(tiny, common="<ofd:DefaultCS>8</ofd:DefaultCS>")
    with pytest.raises(UnsupportedFeature, match="EDIT_COLOURS"):
        edit(Document.open(tiny.ofd("甲")), AddPages(source=other))
    assert Document.open(edit(other, AddPages(source=other))).text() == "其他\f源\n底\f其他\f源\n底"


def signed(tiny: ModuleType, *covered: str) -> Document:
    """A document whose signature covers these entries; its value is not looked at here."""
    refs = "".join(
        f'<ofd:Reference FileRef="/{name}"><ofd:CheckValue>AA==</ofd:CheckValue></ofd:Reference>'
        for name in covered
    )
    info = f"<ofd:SignedInfo><ofd:References>{refs}</ofd:References></ofd:SignedInfo>"
    item = '<ofd:Signature ID="s001" BaseLoc="Sign_0/Signature.xml"/>'
    extra = {
        "Doc_0/Signs/Signatures.xml": tiny.xml("Signatures", item),
        "Doc_0/Signs/Sign_0/Signature.xml": tiny.xml(
            "Signature", info + "<ofd:SignedValue>v</ofd:SignedValue>"
        ),
        "Doc_0/Signs/Sign_0/v": "x",
        "Doc_0/An/A.xml": tiny.xml("Annotations"),
    }
    entry = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>"
    named = "<ofd:Annotations>An/A.xml</ofd:Annotations>"
    return Document.open(tiny.ofd("甲", entry=entry, document=named, extra=extra))


@pytest.mark.parametrize("change", [FILE, note(), AddPages(source=Document.__new__(Document), indices=())])
def test_a_signature_keeps_what_it_covers_from_being_changed(tiny: ModuleType, change: object) -> None:
    before = signed(tiny, "Doc_0/Document.xml", "Doc_0/An/A.xml")
    change = AddPages(source=source(tiny)) if isinstance(change, AddPages) else change
    with pytest.raises(CannotEdit, match=r"EDIT_SIGNED.*Doc_0/"):
        edit(before, change)  # type: ignore[arg-type]
    after = Document.open(edit(before, change, unsafely_break_signatures=True))  # type: ignore[arg-type]
    assert "Doc_0/Document.xml" in changed(before, after)


def test_a_signature_that_leaves_the_list_open_admits_an_annotation(tiny: ModuleType) -> None:
    before = signed(tiny, "OFD.xml", "Doc_0/Document.xml")
    after = edited(before, note())
    assert changed(before, after) == {"Doc_0/An/A.xml", "Doc_0/An/Page_100/Annotation0.xml"}
    assert after.annotations[0].id == "1000"


def test_a_signature_that_cannot_be_read_covers_nobody_knows_what(tiny: ModuleType) -> None:
    before = signed(tiny, "../x")
    with pytest.raises(MalformedDocument, match="PATH_TRAVERSAL"):
        edit(before, FILE)
    assert edit(before, FILE, unsafely_break_signatures=True)


@given(
    st.lists(
        st.sampled_from([FILE, note(), note(101, drawing="<ofd:PathObject Boundary='0 0 1 1'/>")]), max_size=4
    )
)
def test_any_changes_leave_every_other_byte(tiny: ModuleType, changes: list[Attach | Annotate]) -> None:
    before = Document.open(tiny.ofd("甲", "乙"))
    after = edited(before, *changes)
    assert changed(before, after) & set(before.package.names) <= {"Doc_0/Document.xml"}
    assert len(after.attached_files) + len(after.annotations) == len(changes)
    assert after.text() == before.text()


def test_the_sample_files_take_an_attachment_an_annotation_and_a_page(corpus: Path, tiny: ModuleType) -> None:
    page = Document.open(tiny.ofd("加页"))
    for file in sorted(corpus.glob("*.ofd")):
        before = Document.open(file.read_bytes())
        note_there = note(before.pages[0].id, drawing="<ofd:PathObject Boundary='0 0 1 1'/>")
        data = edit(before, FILE, note_there, AddPages(source=page), unsafely_break_signatures=True)
        after = Document.open(data)
        assert after.text() == before.text() + "\f加页"
        assert after.attachments["数据.xml"] == b"<a/>"
        assert len(after.annotations) == len(before.annotations) + 1
        own = changed(before, after) & set(before.package.names)
        assert all(name.endswith(".xml") for name in own)
        assert len(own) <= 4
