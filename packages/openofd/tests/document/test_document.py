"""What a user holds. GB/T 33190-2016."""

from dataclasses import replace
from types import ModuleType

import pytest

from openofd.document.document import Document
from openofd.document.parts import Parts
from openofd.errors import LimitExceeded, MalformedDocument
from openofd.limits import LIMITS
from openofd.package.reader import Package

ATTACHED = '<ofd:Attachment ID="A1" Name="n"><ofd:FileLoc>a.txt</ofd:FileLoc></ofd:Attachment>'


def attachments(tiny: ModuleType, content: str = ATTACHED) -> dict[str, object]:
    return {
        "document": "<ofd:Attachments>Att/Attachments.xml</ofd:Attachments>",
        "extra": {"Doc_0/Att/Attachments.xml": tiny.xml("Attachments", content), "Doc_0/Att/a.txt": "hello"},
    }


def test_metadata(tiny: ModuleType) -> None:
    data = '<ofd:CustomData Name="k">v</ofd:CustomData><ofd:CustomData Name="k">w</ofd:CustomData>'
    info = f"<ofd:Title>t</ofd:Title><ofd:CustomDatas>{data}</ofd:CustomDatas>"
    found = Document.open(tiny.ofd("甲", info=info)).info
    assert (found.doc_id, found.title, found.keywords, dict(found.custom_data)) == ("ab", "t", (), {"k": "v"})


def test_metadata_may_be_missing(tiny: ModuleType) -> None:
    parts = tiny.parts("甲")
    body = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    document = Document.open(tiny.pack(parts | {"OFD.xml": tiny.xml("OFD", body)}))
    assert document.info.doc_id == ""


def test_pages_and_their_text(tiny: ModuleType) -> None:
    document = Document.open(tiny.ofd("甲", "乙"))
    assert [page.id for page in document.pages] == [100, 101]
    assert document.text() == "甲\f乙"
    assert document.page(101) is document.pages[1]
    assert document.page(7) is None


@pytest.mark.parametrize(
    "more",
    [
        "<ofd:DocRoot>Doc_9/Document.xml</ofd:DocRoot>",
        '<x:DocRoot xmlns:x="urn:x">Doc_0/Document.xml</x:DocRoot>',
        "<ofd:Signatures>a</ofd:Signatures><ofd:Signatures>b</ofd:Signatures>",
        "<ofd:Signatures>a<b/>c</ofd:Signatures>",
    ],
)
def test_an_entry_that_readers_would_read_differently(tiny: ModuleType, more: str) -> None:
    body = f"<ofd:DocBody>{more}<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    with pytest.raises(MalformedDocument, match="disagree"):
        Document.open(tiny.pack(tiny.parts("甲") | {"OFD.xml": tiny.xml("OFD", body)}))


def test_more_documents_than_the_limit(tiny: ModuleType) -> None:
    with pytest.raises(LimitExceeded, match="documents"):
        Document.open(tiny.ofd("甲"), limits=replace(LIMITS, documents=0))


def test_many_parts_share_one_ceiling(tiny: ModuleType) -> None:
    data = tiny.ofd("甲", "乙")
    sizes = {name: len(Package.open(data).read(name)) for name in Package.open(data).names}
    most = sum(sizes.values()) - min(sizes.values())
    document = Document.open(data, limits=replace(LIMITS, xml_total_bytes=most))
    with pytest.raises(LimitExceeded, match="too much XML"):
        _ = document.references(), document.text()


def test_an_open_package_is_taken_as_it_is(tiny: ModuleType) -> None:
    package = Package.open(tiny.ofd("甲"))
    assert Document.open(package).package is package


def test_attachments_by_name(tiny: ModuleType) -> None:
    document = Document.open(tiny.ofd("甲", **attachments(tiny)))
    assert document.attachments == {"n": b"hello"}


def test_a_missing_attachment_is_named(tiny: ModuleType) -> None:
    document = Document.open(tiny.ofd("甲", **attachments(tiny, ATTACHED.replace("a.txt", "b.txt"))))
    with pytest.raises(MalformedDocument, match=r"REF_MISSING.*Doc_0/Att/b\.txt"):
        document.attachments  # noqa: B018


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"OFD.xml": b""}, "XML_SYNTAX"),
        ({"OFD.xml": b"<OFD/>"}, "names no document"),
        ({"OFD.xml": b"<Other/>"}, "XML_ROOT"),
        ({"OFD.xml": b"<OFD><DocBody/></OFD>"}, "no DocRoot"),
        ({"OFD.xml": b"<OFD><DocBody><DocRoot>../x</DocRoot></DocBody></OFD>"}, "PATH_TRAVERSAL"),
    ],
)
def test_an_entry_that_leads_nowhere(tiny: ModuleType, change: dict[str, bytes], message: str) -> None:
    with pytest.raises(MalformedDocument, match=message):
        Document.open(tiny.pack(tiny.parts("甲") | change))


def test_the_second_document_of_a_package(tiny: ModuleType) -> None:
    parts = tiny.parts("甲")
    bodies = "".join(f"<ofd:DocBody><ofd:DocRoot>D{n}.xml</ofd:DocRoot></ofd:DocBody>" for n in (0, 1))
    root = parts["Doc_0/Document.xml"]
    other = root.replace(b"Pages/Page_0", b"/Doc_0/Pages/Page_0").replace(b'"100"', b'"7"')
    data = tiny.pack(parts | {"OFD.xml": tiny.xml("OFD", bodies), "D0.xml": root, "D1.xml": other})
    assert Document.open(data, body=1).pages[0].id == 7
    with pytest.raises(MalformedDocument, match="2 documents"):
        Document.open(data, body=2)


def test_too_many_pages(tiny: ModuleType) -> None:
    document = Document.open(tiny.ofd("甲", "乙"), limits=replace(LIMITS, pages=1))
    with pytest.raises(LimitExceeded, match="2 pages"):
        document.pages  # noqa: B018


def test_what_was_forgiven_is_told(tiny: ModuleType) -> None:
    parts = tiny.parts("甲")
    old = parts["OFD.xml"].replace(b"/2016", b"")
    document = Document.open(tiny.pack(parts | {"OFD.xml": old}) + b"vendor")
    assert [finding.code for finding in document.findings] == ["CONTAINER_EXTRA_BYTES", "XML_NAMESPACE"]


SIGNATURE = "<ofd:SignedInfo>{}</ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue>"


def signed(tiny: ModuleType, seal: str = "") -> dict[str, object]:
    listed = '<ofd:Signature ID="s001" BaseLoc="Sign_0/Signature.xml"/>'
    return {
        "entry": "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>",
        "extra": {
            "Doc_0/Signs/Signatures.xml": tiny.xml("Signatures", listed),
            "Doc_0/Signs/Sign_0/Signature.xml": tiny.xml("Signature", SIGNATURE.format(seal)),
            "Doc_0/Signs/Sign_0/SignedValue.dat": "x",
        },
    }


def test_signatures_and_where_their_parts_are(tiny: ModuleType) -> None:
    document = Document.open(
        tiny.ofd("甲", **signed(tiny, "<ofd:Seal><ofd:BaseLoc>S.esl</ofd:BaseLoc></ofd:Seal>"))
    )
    (entry,) = document.signatures
    assert (entry.id, entry.type, entry.body, entry.path) == (
        "s001",
        "Seal",
        0,
        "Doc_0/Signs/Sign_0/Signature.xml",
    )
    parts = document.signature_parts(entry)
    assert parts.signed_value == "Doc_0/Signs/Sign_0/SignedValue.dat"
    assert parts.seal == "Doc_0/Signs/Sign_0/S.esl"


def test_a_signature_without_a_copy_of_the_seal(tiny: ModuleType) -> None:
    document = Document.open(tiny.ofd("甲", **signed(tiny)))
    assert document.signature_parts(document.signatures[0]).seal is None


def test_a_draft_names_a_list_that_is_not_there_yet(tiny: ModuleType) -> None:
    document = Document.open(tiny.ofd("甲", entry=signed(tiny)["entry"]))
    assert document.signatures == ()
    assert [finding.code for finding in document.findings] == ["REF_MISSING"]


def test_too_many_signatures(tiny: ModuleType) -> None:
    document = Document.open(tiny.ofd("甲", **signed(tiny)), limits=replace(LIMITS, signatures=0))
    with pytest.raises(LimitExceeded, match="1 signatures"):
        document.signatures  # noqa: B018
    assert "LIMIT_EXCEEDED" in [finding.code for finding in document.references().findings]


def test_a_small_part_is_parsed_once_for_all_documents(tiny: ModuleType) -> None:
    one, other = (Document.open(tiny.ofd("甲")).parts.root("Doc_0/Document.xml") for _ in range(2))
    assert one is other


def test_a_broken_small_part_is_blamed_by_its_own_name(tiny: ModuleType) -> None:
    made = tiny.parts("甲") | {"Doc_0/Document.xml": b"<broken", "Doc_0/b.xml": b"<broken"}
    parts = Parts(Package.open(tiny.pack(made)))
    for name in ("Doc_0/Document.xml", "Doc_0/b.xml"):
        with pytest.raises(MalformedDocument) as caught:
            parts.root(name)
        assert caught.value.where == name
