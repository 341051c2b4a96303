"""Reachability: what belongs to the document, in which role, and what does not."""

from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.document.document import Document
from openofd.document.parts import Parts
from openofd.document.reach import reach
from openofd.document.references import References
from openofd.errors import OpenOfdError
from openofd.limits import LIMITS
from openofd.package.reader import Package


def references(data: bytes) -> References:
    return reach(Parts(Package.open(data)))


def codes(found: References) -> list[str]:
    return [finding.code for finding in found.findings]


def loc(tag: str, path: str) -> str:
    return f"<ofd:{tag}>{path}</ofd:{tag}>"


def full(tiny: ModuleType) -> dict[str, bytes]:
    """A document that uses every way to refer to a file."""
    fonts = (
        '<ofd:Fonts><ofd:Font ID="2" FontName="f"><ofd:FontFile>f.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>'
    )
    medium = f'<ofd:MultiMedia ID="4">{loc("MediaFile", "i.png")}</ofd:MultiMedia>'
    media = f"<ofd:MultiMedias>{medium}</ofd:MultiMedias>"
    version = '<ofd:Version ID="v" Index="1" Current="true" BaseLoc="Doc_0/V.xml"/>'
    space = '<ofd:ColorSpaces><ofd:ColorSpace ID="6" Profile="p.icc"/></ofd:ColorSpaces>'
    seal = f"<ofd:Seal>{loc('BaseLoc', 'Seal.esl')}{loc('ImageLoc', 'Seal.png')}</ofd:Seal>"
    return tiny.parts(  # type: ignore[no-any-return]
        tiny.page("甲", before=loc("PageRes", "PageRes.xml")),
        info=loc("Cover", "Doc_0/cover.png"),
        entry=f"<ofd:Versions>{version}</ofd:Versions>" + loc("Signatures", "/Doc_0/Signs/Signatures.xml"),
        common=loc("PublicRes", "PublicRes.xml") + '<ofd:TemplatePage ID="5" BaseLoc="T.xml"/>',
        document=loc("Annotations", "Annots.xml")
        + loc("CustomTags", "CustomTags.xml")
        + loc("Attachments", "Attachments.xml")
        + loc("Extensions", "Extensions.xml"),
        extra={
            "Doc_0/cover.png": "",
            "Doc_0/V.xml": tiny.xml(
                "DocVersion",
                f"<ofd:FileList>{loc('File', 'old.xml')}</ofd:FileList>{loc('DocRoot', 'Document.xml')}",
            ),
            "Doc_0/old.xml": "",
            "Doc_0/PublicRes.xml": tiny.xml("Res", fonts + media + space, 'BaseLoc="Res"'),
            "Doc_0/Res/f.ttf": "",
            "Doc_0/Res/i.png": "",
            "Doc_0/Res/p.icc": "",
            "Doc_0/T.xml": tiny.page("底"),
            "Doc_0/Pages/Page_0/PageRes.xml": tiny.xml("Res", fonts.replace("f.ttf", "g.ttf")),
            "Doc_0/Pages/Page_0/g.ttf": "",
            "Doc_0/Annots.xml": tiny.xml(
                "Annotations", f'<ofd:Page PageID="100">{loc("FileLoc", "A0.xml")}</ofd:Page>'
            ),
            "Doc_0/A0.xml": tiny.xml("PageAnnot"),
            "Doc_0/CustomTags.xml": tiny.xml(
                "CustomTags",
                f"<ofd:CustomTag>{loc('SchemaLoc', 'L.xsd')}{loc('FileLoc', 'L.xml')}</ofd:CustomTag>"
                f"<ofd:CustomTag>{loc('SchemaLoc', 'urn://x')}</ofd:CustomTag>",
            ),
            "Doc_0/L.xsd": "",
            "Doc_0/L.xml": "<L/>",
            "Doc_0/Attachments.xml": tiny.xml(
                "Attachments", f"<ofd:Attachment>{loc('FileLoc', 'a.txt')}</ofd:Attachment>"
            ),
            "Doc_0/a.txt": "",
            "Doc_0/Extensions.xml": tiny.xml(
                "Extensions", f"<ofd:Extension>{loc('ExtendData', 'e.dat')}</ofd:Extension>"
            ),
            "Doc_0/e.dat": "",
            "Doc_0/Signs/Signatures.xml": tiny.xml(
                "Signatures", '<ofd:Signature ID="1" BaseLoc="S/Signature.xml"/>'
            ),
            "Doc_0/Signs/S/Signature.xml": tiny.xml(
                "Signature", f"<ofd:SignedInfo>{seal}</ofd:SignedInfo>{loc('SignedValue', 'v.dat')}"
            ),
            "Doc_0/Signs/S/v.dat": "",
            "Doc_0/Signs/S/Seal.esl": "",
            "Doc_0/Signs/S/Seal.png": "",
            "OFDEntries.xml": tiny.xml("DocEntries", loc("SignedValueLoc", "entries.dat")),
            "entries.dat": "",
            "Encryptions.xml": tiny.xml(
                "Encryptions", f"<ofd:EncryptInfo>{loc('DecryptSeedLoc', 'seed.dat')}</ofd:EncryptInfo>"
            ),
            "seed.dat": "",
        },
    )


def test_everything_a_document_can_refer_to_is_reached(tiny: ModuleType) -> None:
    parts = full(tiny)
    found = references(tiny.pack(parts))
    assert set(found.items) == set(parts)
    assert (found.unreferenced, found.missing, found.findings) == ((), (), ())


def test_every_file_has_its_role(tiny: ModuleType) -> None:
    found = references(tiny.pack(full(tiny)))
    assert set(found.paths("entry")) == {"OFD.xml", "OFDEntries.xml", "Encryptions.xml"}
    assert set(found.paths("structure")) == {"Doc_0/Document.xml", "Doc_0/V.xml", "seed.dat"}
    assert set(found.paths("annotation")) == {"Doc_0/Annots.xml", "Doc_0/A0.xml"}
    assert len(found.paths("visible")) == 9
    assert len(found.paths("attached")) == 8
    assert len(found.paths("signature")) == 6
    assert len(found.paths()) == len(found.items)


def test_who_refers_to_a_file(tiny: ModuleType) -> None:
    found = references(tiny.pack(full(tiny)))
    assert found.items["Doc_0/Res/f.ttf"].referrers == ("Doc_0/PublicRes.xml",)
    assert found.items["Doc_0/Document.xml"].referrers == ("OFD.xml", "Doc_0/V.xml")
    assert found.items["Doc_0/Document.xml"].bodies == (0,)
    assert (found.items["OFD.xml"].referrers, found.items["OFD.xml"].bodies) == ((), ())


@pytest.mark.parametrize("gone", ["Doc_0/Res/f.ttf", "Doc_0/Signs/S/v.dat", "Doc_0/a.txt", "Doc_0/T.xml"])
def test_a_deleted_file_is_missed(tiny: ModuleType, gone: str) -> None:
    parts = full(tiny)
    del parts[gone]
    found = references(tiny.pack(parts))
    assert (found.missing, codes(found)) == ((gone,), ["REF_MISSING"])
    assert found.findings[0].where == gone


def test_a_smuggled_file_is_unreferenced(tiny: ModuleType) -> None:
    assert references(tiny.ofd("甲", extra={"Doc_0/x.bin": "x"})).unreferenced == ("Doc_0/x.bin",)


def test_case_is_never_forgiven(tiny: ModuleType) -> None:
    found = references(
        tiny.ofd("甲", common=loc("PublicRes", "publicres.xml"), extra={"Doc_0/PublicRes.xml": ""})
    )
    assert found.missing == ("Doc_0/publicres.xml",)
    assert found.unreferenced == ("Doc_0/PublicRes.xml",)


@pytest.mark.parametrize(
    ("written", "lies"),
    [("Doc_0/P.xml", "Doc_0/P.xml"), ("P.xml", "P.xml")],
)
def test_a_path_from_another_folder_is_found_and_noted(tiny: ModuleType, written: str, lies: str) -> None:
    found = references(tiny.ofd("甲", common=loc("PublicRes", written), extra={lies: tiny.xml("Res")}))
    assert lies in found.items
    assert [(finding.code, finding.severity) for finding in found.findings] == [("PATH_FALLBACK", "note")]


@pytest.mark.parametrize("lies", ["Doc_0/f.ttf", "f.ttf", "Doc_0/R/f.ttf", "R/f.ttf"])
def test_a_resource_beside_its_base_location_is_found_and_noted(tiny: ModuleType, lies: str) -> None:
    font = f'<ofd:Fonts><ofd:Font ID="2" FontName="f">{loc("FontFile", "f.ttf")}</ofd:Font></ofd:Fonts>'
    extra = {"Doc_0/X/P.xml": tiny.xml("Res", font, 'BaseLoc="R"'), lies: ""}
    found = references(tiny.ofd("甲", common=loc("PublicRes", "X/P.xml"), extra=extra))
    assert lies in found.items
    assert codes(found) == ["PATH_FALLBACK"]


def test_a_path_that_leaves_the_package_hides_nothing_else(tiny: ModuleType) -> None:
    common = loc("PublicRes", "../../../etc/passwd") + loc("PublicRes", "P.xml")
    found = references(tiny.ofd("甲", common=common, extra={"Doc_0/P.xml": tiny.xml("Res")}))
    assert codes(found) == ["PATH_TRAVERSAL"]
    assert "Doc_0/P.xml" in found.items


def test_no_fallback_leaves_the_package(tiny: ModuleType) -> None:
    found = references(tiny.ofd("甲", common=loc("PublicRes", "../gone.xml")))
    assert (found.missing, codes(found)) == (("gone.xml",), ["REF_MISSING"])


def test_a_broken_part_is_a_finding(tiny: ModuleType) -> None:
    found = references(tiny.ofd("甲", common=loc("PublicRes", "P.xml"), extra={"Doc_0/P.xml": "<Res>"}))
    assert codes(found) == ["XML_SYNTAX"]
    assert "Doc_0/Pages/Page_0/Content.xml" in found.items


@pytest.mark.parametrize("entry", [b"", b"<:OFD/>", b"<!DOCTYPE a><a/>"])
def test_a_broken_entry_is_a_finding(tiny: ModuleType, entry: bytes) -> None:
    found = references(tiny.pack(tiny.parts("甲") | {"OFD.xml": entry}))
    assert tuple(found.items) == ("OFD.xml",)
    assert len(found.findings) == 1


def test_without_entry_everything_is_unreferenced(tiny: ModuleType) -> None:
    found = references(tiny.pack({"a": b"x"}))
    assert (found.items, found.unreferenced, found.missing) == ({}, ("a",), ("OFD.xml",))


def test_several_documents_are_told_and_all_followed(tiny: ModuleType) -> None:
    parts = tiny.parts("甲")
    body = "<ofd:DocBody><ofd:DocRoot>{}</ofd:DocRoot></ofd:DocBody>"
    entry = tiny.xml("OFD", body.format("Doc_0/Document.xml") + body.format("Doc_0/Document.xml"))
    found = references(tiny.pack(parts | {"OFD.xml": entry}))
    assert codes(found) == ["MULTI_DOCBODY"]
    assert found.items["Doc_0/Pages/Page_0/Content.xml"].bodies == (0, 1)


@pytest.mark.parametrize("root", [loc("DocRoot", "Other.xml"), ""])
def test_a_current_version_that_is_not_shown(tiny: ModuleType, root: str) -> None:
    parts = full(tiny) | {"Doc_0/V.xml": tiny.xml("DocVersion", root), "Doc_0/Other.xml": b""}
    assert "VERSION_MISMATCH" in codes(references(tiny.pack(parts)))


def test_a_broken_version_is_a_finding(tiny: ModuleType) -> None:
    assert codes(references(tiny.pack(full(tiny) | {"Doc_0/V.xml": b"<"}))) == ["XML_SYNTAX"]


def test_a_version_that_is_not_current_is_not_compared(tiny: ModuleType) -> None:
    parts = full(tiny)
    parts["OFD.xml"] = parts["OFD.xml"].replace(b'Current="true"', b"")
    parts["Doc_0/V.xml"] = tiny.xml("DocVersion", "")
    assert codes(references(tiny.pack(parts))) == []


def test_too_many_pages_are_a_finding(tiny: ModuleType) -> None:
    package = Package.open(tiny.ofd("甲", "乙"), limits=replace(LIMITS, pages=1))
    assert codes(reach(Parts(package))) == ["LIMIT_EXCEEDED"]


@given(st.data())
def test_a_flipped_byte_in_any_part_raises_only_our_errors(tiny: ModuleType, data: st.DataObject) -> None:
    parts = full(tiny)
    name = data.draw(st.sampled_from([name for name, raw in parts.items() if raw]))
    raw = bytearray(parts[name])
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    package = Package.open(tiny.pack(parts | {name: bytes(raw)}))
    reach(Parts(package))
    for read in (Document.text, lambda document: document.custom_tags, lambda document: document.attachments):
        try:
            read(Document.open(package))
        except OpenOfdError:
            continue
