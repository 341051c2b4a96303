"""Whatever a file says, reading and editing it raise nothing but an OpenOfdError."""

import re
from contextlib import suppress
from datetime import date
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.document.document import Document
from openofd.document.edit import AddPages, Annotate, Attach, edit
from openofd.document.reading import DRAWING
from openofd.errors import OpenOfdError
from openofd.model.units import Box

DOCUMENT = (
    '<ofd:Outlines><ofd:OutlineElem Title="t" Count="1" Expanded="true"><ofd:Actions><ofd:Action Event="DO">'
    '<ofd:Region><ofd:Area Start="0 0"><ofd:Line Point1="1 1"/><ofd:CubicBezier Point3="2 2"/></ofd:Area>'
    '</ofd:Region><ofd:Goto><ofd:Dest Type="XYZ" PageID="100" Left="1"/></ofd:Goto></ofd:Action>'
    "</ofd:Actions></ofd:OutlineElem></ofd:Outlines>"
    "<ofd:Permissions><ofd:Edit>true</ofd:Edit><ofd:Print Printable='true' Copies='1'/></ofd:Permissions>"
    "<ofd:VPreferences><ofd:Zoom>1</ofd:Zoom></ofd:VPreferences>"
    '<ofd:Bookmarks><ofd:Bookmark Name="b"><ofd:Dest PageID="100"/></ofd:Bookmark></ofd:Bookmarks>'
    "<ofd:Annotations>An.xml</ofd:Annotations><ofd:Attachments>At.xml</ofd:Attachments>"
)
UNITS = (
    '<ofd:TextObject ID="7" Boundary="0 0 9 9" CTM="1 0 0 1 0 0" Font="2" Size="4" HScale="1"'
    ' ReadDirection="90" CharDirection="90">'
    '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2"><ofd:Glyphs>1 2</ofd:Glyphs>'
    '</ofd:CGTransform><ofd:TextCode X="0" Y="4" DeltaX="g 1 4" DeltaY="1 2">甲乙丙</ofd:TextCode>'
    "</ofd:TextObject>"
    '<ofd:CompositeObject ID="8" Boundary="0 0 9 9" ResourceID="20"/>'
    '<ofd:ImageObject ID="9" Boundary="0 0 9 9" ResourceID="21" DrawParam="22"/>'
)
RES = (
    '<ofd:DrawParams><ofd:DrawParam ID="22" Relative="22" LineWidth="1"/></ofd:DrawParams>'
    '<ofd:MultiMedias><ofd:MultiMedia ID="21" Type="Image"><ofd:MediaFile>i.png</ofd:MediaFile>'
    "</ofd:MultiMedia></ofd:MultiMedias>"
    '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="20" Width="1" Height="1">'
    '<ofd:Content><ofd:TextObject ID="23" Boundary="0 0 9 9" Font="2" Size="4">'
    "<ofd:TextCode>丁</ofd:TextCode></ofd:TextObject></ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
)
VALUES = st.sampled_from(
    ["", " ", "0", "-1", "1e308", "-1e308", "1e-320", "nan", "inf", "4294967295", "9" * 5000, "1 1", "g 9 9",
     "g", "../x", "/OFD.xml", "Doc_0/Document.xml", "An.xml", "true", "\u0661", "甲", "20", "21", "22", "100",
     "1 2 3 4", "0 0 0 0 0 0"]
)  # fmt: skip
VALUE = re.compile(rb'(?<==")[^"]*(?=")|(?<=>)[^<>]+(?=<)')


def parts_of(tiny: ModuleType) -> dict[str, bytes]:
    listed = '<ofd:Page PageID="100"><ofd:FileLoc>P.xml</ofd:FileLoc></ofd:Page>'
    drawn = f'<ofd:Appearance Boundary="0 0 9 9">{UNITS}</ofd:Appearance>'
    annot = f'<ofd:Annot ID="5" Type="Link">{drawn}</ofd:Annot>'
    attached = '<ofd:Attachment ID="A1" Name="n" Size="1"><ofd:FileLoc>i.png</ofd:FileLoc></ofd:Attachment>'
    extra = {
        "Doc_0/R.xml": tiny.xml("Res", RES),
        "Doc_0/An.xml": tiny.xml("Annotations", listed),
        "Doc_0/P.xml": tiny.xml("PageAnnot", annot),
        "Doc_0/At.xml": tiny.xml("Attachments", attached),
        "Doc_0/i.png": "x",
    }
    common = "<ofd:PublicRes>R.xml</ofd:PublicRes>"
    return tiny.parts(UNITS, document=DOCUMENT, common=common, extra=extra)  # type: ignore[no-any-return]


def use(document: Document) -> None:
    """Everything a document gives, each by itself."""
    facts = ("outline", "bookmarks", "actions", "permissions", "preferences", "annotations", "attached_files")
    for fact in (*facts, "attachments", "custom_tags", "versions", "info", "signatures"):
        with suppress(OpenOfdError):
            getattr(document, fact)
    with suppress(OpenOfdError):
        list(document.search("甲"))
    with suppress(OpenOfdError):
        [page.characters() for page in document.pages]
    change = Annotate(page_id=100, type="Link", creator="c", modified=date(2026, 1, 1), box=Box(0, 0, 1, 1))
    for each in (change, Attach(name="n", data=b""), AddPages(source=document)):
        with suppress(OpenOfdError):
            edit(document, each)


@given(st.data())
def test_any_value_anywhere(tiny: ModuleType, data: st.DataObject) -> None:
    parts = parts_of(tiny)
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from([name for name in parts if name.endswith(".xml")]))
        found = data.draw(st.sampled_from(list(VALUE.finditer(parts[name]))))
        value = data.draw(VALUES).encode()
        parts[name] = parts[name][: found.start()] + value + parts[name][found.end() :]
    with suppress(OpenOfdError):
        use(Document.open(tiny.pack(parts), reading=DRAWING))


@given(st.data())
def test_any_byte_anywhere(tiny: ModuleType, data: st.DataObject) -> None:
    raw = bytearray(tiny.pack(parts_of(tiny)))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(OpenOfdError):
        use(Document.open(bytes(raw), reading=DRAWING))


@pytest.mark.parametrize("count", [3000])
def test_parameters_that_lean_on_each_other_without_end(tiny: ModuleType, count: int) -> None:
    chain = "".join(f'<ofd:DrawParam ID="{n}" Relative="{n + 1}"/>' for n in range(1000, 1000 + count))
    unit = '<ofd:PathObject ID="7" Boundary="0 0 9 9" DrawParam="1000"/>'
    extra = {"Doc_0/R.xml": tiny.xml("Res", f"<ofd:DrawParams>{chain}</ofd:DrawParams>")}
    source = Document.open(tiny.ofd(unit, common="<ofd:PublicRes>R.xml</ofd:PublicRes>", extra=extra))
    after = Document.open(edit(Document.open(tiny.ofd("甲")), AddPages(source=source)))
    assert after.package.read("Doc_0/Added_0/Res.xml").count(b"<ofd:DrawParam ") == count
