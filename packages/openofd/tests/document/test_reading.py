"""Leniency: what is forgiven, told once, and refused on request."""

from collections import Counter
from dataclasses import replace
from types import ModuleType

import pytest

from openofd.document.document import Document
from openofd.document.reading import DRAWING, LENIENT, STRICT, Reading
from openofd.errors import MalformedDocument
from openofd.package.draft import Member
from openofd.package.writer import write

PAGE = "Doc_0/Pages/Page_0/Content.xml"


def parts(tiny: ModuleType) -> dict[str, bytes]:
    """A document as the standard wants it."""
    return tiny.parts("甲")  # type: ignore[no-any-return]


def upper(made: dict[str, bytes]) -> dict[str, bytes]:
    return {name.replace("Pages", "PAGES"): raw for name, raw in made.items()}


def swapped(made: dict[str, bytes]) -> dict[str, bytes]:
    root = made["Doc_0/Document.xml"]
    limit = b"<ofd:MaxUnitID>999</ofd:MaxUnitID>"
    moved = root.replace(limit, b"").replace(b"</ofd:CommonData>", limit + b"</ofd:CommonData>")
    return made | {"Doc_0/Document.xml": moved}


def in_page(made: dict[str, bytes], old: bytes, new: bytes) -> dict[str, bytes]:
    return made | {PAGE: made[PAGE].replace(old, new)}


def located(made: dict[str, bytes], loc: bytes) -> dict[str, bytes]:
    root = made["Doc_0/Document.xml"]
    return made | {"Doc_0/Document.xml": root.replace(b"Pages/Page_0/Content.xml", loc)}


LENIENCIES = {
    "XML_BOM": lambda made: made | {PAGE: b"\xef\xbb\xbf" + made[PAGE]},
    "XML_ORDER": swapped,
    "XML_OMITTED": lambda made: in_page(made, b' ID="10"', b""),
    "XML_SPELLING": lambda made: in_page(made, b'<ofd:Layer ID="1" ', b'<ofd:Layer ID="1" Type="Backqround"'),
    "XML_NAMESPACE": lambda made: in_page(made, b"/2016", b""),
    "PATH_FALLBACK": lambda made: located(made, PAGE.encode()),
    "PATH_CASE": upper,
}


@pytest.mark.parametrize("code", LENIENCIES)
def test_what_is_forgiven_is_told_once(tiny: ModuleType, code: str) -> None:
    document = Document.open(tiny.pack(LENIENCIES[code](parts(tiny))), reading=DRAWING)
    assert document.text() == document.text() == "甲"
    assert Counter(finding.code for finding in document.findings) == {code: 1}
    assert {finding.severity for finding in document.findings} == {"note"}


@pytest.mark.parametrize("code", LENIENCIES)
def test_strict_reading_stops(tiny: ModuleType, code: str) -> None:
    reading = Reading(forgives=frozenset(), any_case=True)
    with pytest.raises(MalformedDocument, match=code):
        Document.open(tiny.pack(LENIENCIES[code](parts(tiny))), reading=reading).text()


@pytest.mark.parametrize("code", LENIENCIES)
def test_a_code_can_be_forgiven(tiny: ModuleType, code: str) -> None:
    reading = Reading(forgives=frozenset({code}), any_case=True)
    assert Document.open(tiny.pack(LENIENCIES[code](parts(tiny))), reading=reading).text() == "甲"


def test_strict_reading_takes_what_is_right(tiny: ModuleType) -> None:
    document = Document.open(tiny.pack(parts(tiny)), reading=STRICT)
    assert (document.text(), document.findings) == ("甲", ())


@pytest.mark.parametrize("reading", [LENIENT, STRICT])
def test_case_counts_unless_it_is_for_drawing(tiny: ModuleType, reading: Reading) -> None:
    with pytest.raises(MalformedDocument, match="REF_MISSING"):
        Document.open(tiny.pack(upper(parts(tiny))), reading=reading).text()


def test_an_entry_of_the_right_case_comes_first(tiny: ModuleType) -> None:
    made = parts(tiny)
    both = {PAGE.upper(): made[PAGE].replace("甲".encode(), "乙".encode())} | made
    assert Document.open(tiny.pack(both), reading=DRAWING).text() == "甲"


def test_a_file_that_is_nowhere_is_still_missing(tiny: ModuleType) -> None:
    document = Document.open(tiny.pack(located(parts(tiny), b"gone.xml")), reading=DRAWING)
    with pytest.raises(MalformedDocument, match=r"REF_MISSING.*Doc_0/gone\.xml"):
        document.text()


def test_strict_reading_refuses_the_container(tiny: ModuleType) -> None:
    with pytest.raises(MalformedDocument, match="CONTAINER_EXTRA_BYTES"):
        Document.open(tiny.pack(parts(tiny)) + b"vendor", reading=STRICT)


def test_strict_reading_refuses_what_shows_while_unpacking(tiny: ModuleType) -> None:
    members = [Member.pack(name, raw, level="best") for name, raw in parts(tiny).items()]
    data = write(
        [replace(each, packed=each.packed + b"x") if each.name == PAGE else each for each in members]
    )
    document = Document.open(data, reading=STRICT)
    with pytest.raises(MalformedDocument, match="CONTAINER_EXTRA_BYTES"):
        document.text()


RES = '<ofd:Fonts><ofd:Font ID="2" FontName="n" CharSet="prc"/><ofd:Font ID="3" FontName="n"/></ofd:Fonts>'


def test_oddities_of_resources_and_annotations(tiny: ModuleType) -> None:
    annot = '<ofd:Annot Type="Stamp"><ofd:Appearance/></ofd:Annot>'
    extra = {
        "Doc_0/P.xml": tiny.xml("Res", RES),
        "Doc_0/A.xml": tiny.xml(
            "Annotations", '<ofd:Page PageID="100"><ofd:FileLoc>one.xml</ofd:FileLoc></ofd:Page>'
        ),
        "Doc_0/one.xml": tiny.xml("PageAnnot", annot),
    }
    where = {
        "common": "<ofd:PublicRes>P.xml</ofd:PublicRes>",
        "document": "<ofd:Annotations>A.xml</ofd:Annotations>",
    }
    document = Document.open(tiny.ofd("甲", extra=extra, **where))
    assert document.resources.font(2)
    assert [each.type for each in document.annotations] == ["Stamp"]
    told = Counter((finding.code, finding.where) for finding in document.findings)
    assert told == {
        ("XML_OMITTED", "Doc_0/P.xml"): 1,
        ("XML_SPELLING", "Doc_0/P.xml"): 1,
        ("XML_OMITTED", "Doc_0/one.xml"): 1,
    }


def test_names_in_gbk_and_in_utf_8_side_by_side(tiny: ModuleType) -> None:
    made = located(parts(tiny), "页/内容.xml".encode())
    made = {name.replace("Pages/Page_0/Content.xml", "页/内容.xml"): raw for name, raw in made.items()}
    data = tiny.pack(made | {"Doc_0/附件.txt": b"x"})
    utf8, gbk = "Doc_0/页/内容.xml".encode(), "Doc_0/页/内容.xml".encode("gbk")
    mixed = renamed(data, utf8, gbk)
    document = Document.open(mixed)
    assert document.text() == "甲"
    assert [finding.code for finding in document.findings] == ["NAME_ENCODING"]
    assert document.package.read("Doc_0/附件.txt") == b"x"


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The package with one entry under another raw name, without the flag that says UTF-8."""
    import io
    import zipfile

    class Raw(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
            raw = self.filename.encode()
            return (new, 0) if raw == old else (raw, 0 if raw.isascii() else 0x800)

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            target.writestr(Raw(info.filename), source.read(info))
    return out.getvalue()
