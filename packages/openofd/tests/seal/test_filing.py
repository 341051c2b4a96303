"""Sealing and signing files that exist: what was there stays, and what is added holds."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from openofd.document.document import Document
from openofd.errors import MalformedDocument, SigningFailed
from openofd.gm import cms, sm2
from openofd.gm.sm3 import sm3
from openofd.model.signatures import Signature, Signatures
from openofd.model.units import Box
from openofd.package.reader import Package
from openofd.seal.filing import seal_file, sign_file
from openofd.seal.policy import FINAL, SigningPolicy
from openofd.seal.stamps import Stamp, sheets, straddle
from openofd.verify.policy import SEALED_FINAL, STANDARD, STRICT
from openofd.verify.verify import verify

STAMP = Stamp(page_id=100, boundary=Box(50, 5, 40, 40))
LIST = "Doc_0/Signs/Signatures.xml"


@pytest.fixture(scope="session")
def seal(authority: Any, authority_module: Any) -> Any:
    """`seal(data, …)`: `seal_file` with the authority's seal."""

    def act(data: Any, **more: Any) -> bytes:
        given = {"seal": authority.seal, "signer": authority.sealer, "stamps": [STAMP]}
        return seal_file(data, **(given | {"at": authority_module.SIGNED} | more))

    return act


@pytest.fixture(scope="session")
def judge(authority: Any, authority_module: Any) -> Any:
    """`judge(data)`: the verdict on the file and on each signature."""

    def act(data: bytes, policy: Any = STANDARD) -> list[str]:
        report = verify(data, trust=authority.trust, at=authority_module.SIGNED, policy=policy)
        return [str(report.overall), *(str(signature.overall) for signature in report.signatures)]

    return act


def raw_entries(data: bytes) -> dict[str, bytes]:
    package = Package.open(data)
    return {name: package.packed(name) for name in package.names}


def listed(data: bytes, name: str = LIST) -> Any:
    return Signatures.parse(Package.open(data).read(name))


def covered(data: bytes, folder: str = "Doc_0/Signs/Sign_0/") -> set[str]:
    info = Signature.parse(Package.open(data).read(folder + "Signature.xml")).signed_info
    return {reference.file_ref[1:] for reference in info.references.items}


def test_a_file_sealed_first_is_valid_and_keeps_its_bytes(tiny: Any, seal: Any, judge: Any) -> None:
    plain = tiny.ofd("甲", "乙")
    sealed = seal(plain)
    before, after = raw_entries(plain), raw_entries(sealed)
    assert judge(sealed) == ["VALID", "VALID"]
    assert {name for name in before if before[name] != after[name]} == {"OFD.xml"}


def test_only_the_place_of_the_list_is_added_to_the_entry(tiny: Any, seal: Any) -> None:
    entry = b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- kept --> " + tiny.parts("甲")["OFD.xml"]
    sealed = seal(tiny.pack(tiny.parts("甲") | {"OFD.xml": entry}))
    added = b"<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>"
    assert Package.open(sealed).read("OFD.xml") == entry.replace(b"</ofd:DocBody>", added)


def test_everything_but_the_list_is_covered(tiny: Any, seal: Any) -> None:
    sealed = seal(tiny.ofd("甲", extra={"Doc_0/loose.txt": "nobody refers to it"}))
    own = {LIST, "Doc_0/Signs/Sign_0/Signature.xml", "Doc_0/Signs/Sign_0/SignedValue.dat"}
    assert covered(sealed) == set(Package.open(sealed).names) - own


def test_a_second_seal_leaves_the_first_valid_and_covers_it(tiny: Any, seal: Any, judge: Any) -> None:
    once = seal(tiny.ofd("甲"))
    twice = seal(once)
    before, after = raw_entries(once), raw_entries(twice)
    assert judge(twice) == ["VALID", "VALID", "VALID"]
    assert {name for name in before if before[name] != after[name]} == {LIST}
    first = {"Doc_0/Signs/Sign_0/Signature.xml", "Doc_0/Signs/Sign_0/SignedValue.dat"}
    assert first <= covered(twice, "Doc_0/Signs/Sign_1/")


def test_ids_go_on_where_they_ended(tiny: Any, seal: Any) -> None:
    twice = seal(seal(tiny.ofd("甲"), stamps=[STAMP, STAMP]))
    assert (listed(twice).max_sign_id, [entry.id for entry in listed(twice).items]) == (
        "s005",
        ["s001", "s004"],
    )


@pytest.mark.parametrize(
    ("maximum", "ids", "expected", "stamp"),
    [
        ("<ofd:MaxSignId>7</ofd:MaxSignId>", ("3",), "8", "9"),
        ("", ("0012",), "13", "14"),
        ("<ofd:MaxSignId>1</ofd:MaxSignId><ofd:MaxSignId>2</ofd:MaxSignId>", ("s9",), "s010", "s011"),
        ("", (), "s001", "s002"),
    ],
)
def test_ids_are_written_as_the_others_are(
    tiny: Any, seal: Any, maximum: str, ids: tuple[str, ...], expected: str, stamp: str
) -> None:
    entry = "<ofd:Signatures>Signatures.xml</ofd:Signatures>"
    lines = "".join(f'<ofd:Signature ID="{one}" BaseLoc="Old/Signature.xml"/>' for one in ids)
    old = tiny.xml("Signature", "<ofd:SignedInfo/><ofd:SignedValue>v</ofd:SignedValue>")
    extra = {"Signatures.xml": tiny.xml("Signatures", maximum + lines), "Old/Signature.xml": old}
    sealed = seal(tiny.ofd("甲", entry=entry, extra=extra))
    found = listed(sealed, "Signatures.xml")
    assert found.items[-1].id == expected
    assert found.max_sign_id == stamp
    assert found.node[0].tag.endswith("MaxSignId")


def test_ids_are_plain_numbers_on_request(tiny: Any, seal: Any, judge: Any) -> None:
    once = seal(tiny.ofd("甲"), policy=SigningPolicy(plain_ids=True))
    twice = seal(once)  # written as the first is
    assert [entry.id for entry in listed(twice).items] == ["1", "3"]
    assert judge(twice) == ["VALID"] * 3


def test_a_list_that_is_named_but_missing_is_made(tiny: Any, seal: Any, judge: Any) -> None:
    plain = tiny.ofd("甲", entry="<ofd:Signatures>Elsewhere/List.xml</ofd:Signatures>")
    sealed = seal(plain)
    assert raw_entries(sealed)["OFD.xml"] == raw_entries(plain)["OFD.xml"]
    assert listed(sealed, "Elsewhere/List.xml").items[0].base_loc == "Sign_0/Signature.xml"
    assert judge(sealed) == ["VALID", "VALID"]


def test_folders_in_use_are_left_alone(tiny: Any, seal: Any) -> None:
    sealed = seal(tiny.ofd("甲", extra={"doc_0/SIGNS/a": "x"}))
    assert "Doc_0/Signs_1/Signatures.xml" in Package.open(sealed)
    sealed = seal(tiny.ofd("甲", entry="<ofd:Signatures>L.xml</ofd:Signatures>", extra={"sign_0/a": "x"}))
    assert listed(sealed, "L.xml").items[0].base_loc == "Sign_1/Signature.xml"


def test_a_document_in_a_chinese_folder_is_sealed_beside_it(tiny: Any, seal: Any, judge: Any) -> None:
    """The path of what is signed is an IA5String."""
    parts = {name.replace("Doc_0", "文档"): raw for name, raw in tiny.parts("甲").items()}
    parts["OFD.xml"] = parts["OFD.xml"].replace(b"Doc_0", "文档".encode())
    assert judge(seal(tiny.pack(parts))) == ["VALID", "VALID"]
    parts["OFD.xml"] = parts["OFD.xml"].replace(
        b"</ofd:DocBody>", "<ofd:Signatures>文档/L.xml</ofd:Signatures></ofd:DocBody>".encode()
    )
    sealed = seal(tiny.pack(parts))
    assert listed(sealed, "文档/L.xml").items[0].base_loc == "/Sign_0/Signature.xml"
    assert judge(sealed) == ["VALID", "VALID"]


def test_a_lock_is_the_end(tiny: Any, seal: Any, judge: Any) -> None:
    locked = seal(seal(tiny.ofd("甲")), policy=FINAL)
    assert judge(locked, SEALED_FINAL)[0] == "VALID"
    assert LIST in covered(locked, "Doc_0/Signs/Sign_1/")
    with pytest.raises(SigningFailed, match="FILE_LOCKED") as caught:
        seal(locked)
    assert caught.value.where == "s003"


def test_a_draft_sealed_as_final_takes_no_other(authority: Any, authority_module: Any, seal: Any) -> None:
    stamp = authority_module.STAMP
    with pytest.raises(SigningFailed, match="FILE_LOCKED"):
        seal(authority.sealed(), stamps=[stamp])


@pytest.mark.parametrize(
    ("name", "code"), [("OFDEntries.xml", "FILE_LOCKED"), ("Encryptions.xml", "FILE_ENCRYPTED")]
)
def test_closed_files_are_refused(tiny: Any, seal: Any, name: str, code: str) -> None:
    with pytest.raises(SigningFailed, match=code):
        seal(tiny.ofd("甲", extra={name: "<x/>"}))


def test_a_second_document_is_sealed_on_its_own(tiny: Any, seal: Any) -> None:
    parts = tiny.parts("甲")
    second = b"<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    parts["OFD.xml"] = parts["OFD.xml"].replace(b"</ofd:OFD>", second)
    parts |= {name.replace("Doc_0", "Doc_1"): raw for name, raw in parts.items() if name != "OFD.xml"}
    sealed = seal(Document.open(tiny.pack(parts), body=1))
    assert listed(sealed, "Doc_1/Signs/Signatures.xml").items
    bodies = Document.open(sealed, body=0).body.model, Document.open(sealed, body=1).body.model
    assert [body.signatures for body in bodies] == [None, "/Doc_1/Signs/Signatures.xml"]
    with pytest.raises(SigningFailed, match="FILE_LOCKED"):
        seal(sealed)  # OFD.xml would have to name the first document's list


def test_the_seal_may_be_stored_beside_the_signature(
    tiny: Any, seal: Any, judge: Any, authority: Any
) -> None:
    sealed = seal(tiny.ofd("甲"), policy=SigningPolicy(store_seal=True))
    assert Package.open(sealed).read("Doc_0/Signs/Sign_0/Seal.esl") == authority.seal.der
    assert "Doc_0/Signs/Sign_0/Seal.esl" in covered(sealed)
    (entry,) = Document.open(sealed).signatures
    assert Document.open(sealed).signature_parts(entry).seal == "Doc_0/Signs/Sign_0/Seal.esl"
    assert judge(sealed) == ["VALID", "VALID"]


@pytest.mark.parametrize("count", [2, 3])
def test_a_straddle_seal_is_one_signature(tiny: Any, seal: Any, judge: Any, count: int) -> None:
    plain = tiny.ofd(*("甲" * count))
    stamps = straddle(sheets(Document.open(plain)), width=40, height=40, offset=5)
    sealed = seal(plain, stamps=stamps)
    (entry,) = Document.open(sealed).signatures
    written = Document.open(sealed).signature_parts(entry).model.signed_info.stamp_annots
    assert [(s.page_ref, s.boundary.x + s.clip.right) for s in written] == [
        (100 + number, pytest.approx(100, abs=0.01)) for number in range(count)
    ]
    assert judge(sealed) == ["VALID", "VALID"]


@pytest.mark.parametrize(
    "stamp",
    [
        Stamp(page_id=9, boundary=Box(1, 1, 1, 1)),
        Stamp(page_id=100, boundary=Box(200, 1, 9, 9)),
        Stamp(page_id=100, boundary=Box(90, 1, 40, 40), clip=Box(20, 0, 20, 40)),
        Stamp(page_id=100, boundary=Box(1, 1, 0, 9)),
        Stamp(page_id=100, boundary=Box(1, 1, 9, 9), clip=Box(0, 0, 10, 9)),
        Stamp(page_id=100, boundary=Box(1, 1, 9, 9), clip=Box(0, -1, 9, 9)),
        Stamp(page_id=100, boundary=Box(1, 1, 9, 9), clip=Box(0, 0, 0, 9)),
    ],
)
def test_stamps_that_show_nowhere_are_refused(tiny: Any, seal: Any, stamp: Stamp) -> None:
    with pytest.raises(SigningFailed, match="STAMP_GEOMETRY"):
        seal(tiny.ofd("甲"), stamps=[stamp])


def test_a_file_that_readers_read_differently_is_not_sealed(tiny: Any, seal: Any) -> None:
    with pytest.raises(MalformedDocument, match="CONTAINER_EXTRA_BYTES"):
        seal(b"stray" + tiny.ofd("甲"))


def test_a_signature_without_seal_shows_nowhere(
    tiny: Any, authority: Any, authority_module: Any, judge: Any, seal: Any
) -> None:
    signed = sign_file(seal(tiny.ofd("甲")), signer=authority.sealer, at=authority_module.SIGNED)
    first, second = listed(signed).items
    assert (first.type, second.type, second.id, listed(signed).max_sign_id) == (
        "Seal",
        "Sign",
        "s003",
        "s003",
    )
    document = Document.open(signed)
    assert document.signature_parts(document.signatures[1]).model.signed_info.stamp_annots == ()
    assert judge(signed, STRICT) == ["VALID", "VALID", "VALID"]


def test_its_value_signs_the_digest_of_the_description(
    tiny: Any, authority: Any, authority_module: Any
) -> None:
    signed = Package.open(sign_file(tiny.ofd("甲"), signer=authority.sealer, at=authority_module.SIGNED))
    value = cms.parse(signed.read("Doc_0/Signs/Sign_0/SignedValue.dat"))
    (signer,) = value.signers
    assert (value.content, value.deviations, signer.faults) == (None, (), ())
    assert signer.message_digest == sm3(signed.read("Doc_0/Signs/Sign_0/Signature.xml"))
    assert signer.signing_time == authority_module.SIGNED
    assert value.certificate_of(signer) == authority.sealer.certificate.der
    key = authority.sealer.certificate.public_key
    assert sm2.verify(key, signer.signed_attributes, signer.signature)


def test_a_signature_that_is_not_the_certificates_is_not_appended(
    tiny: Any, authority: Any, authority_module: Any
) -> None:
    liar = authority_module.Liar(authority.sealer.certificate, authority.maker)
    with pytest.raises(SigningFailed, match="SELF_CHECK"):
        sign_file(tiny.ofd("甲"), signer=liar, at=authority_module.SIGNED)


def test_a_signer_whose_certificate_has_expired_signs_nothing(
    tiny: Any, authority: Any, authority_module: Any
) -> None:
    late = authority_module.START + 6 * authority_module.YEAR + timedelta(days=1)
    with pytest.raises(SigningFailed, match="SIGN_TIME"):
        sign_file(tiny.ofd("甲"), signer=authority.sealer, at=late)


@given(
    acts=st.lists(st.sampled_from(["seal", "straddle", "sign"]), min_size=1, max_size=4), lock=st.booleans()
)
@settings(max_examples=25)
def test_any_row_of_acts_holds(
    tiny: Any, seal: Any, judge: Any, authority: Any, authority_module: Any, acts: list[str], lock: bool
) -> None:
    data = tiny.ofd("甲", "乙")
    for number, act in enumerate(acts, start=1):
        policy = FINAL if lock and number == len(acts) else SigningPolicy(store_seal=act == "straddle")
        strips = straddle(sheets(Document.open(data)), width=30, height=30, offset=5)
        before = raw_entries(data)
        if act == "sign":
            data = sign_file(data, signer=authority.sealer, at=authority_module.SIGNED, policy=policy)
        else:
            data = seal(data, stamps=[STAMP] if act == "seal" else strips, policy=policy)
        after = raw_entries(data)
        assert {name for name in before if before[name] != after[name]} <= {LIST, "OFD.xml"}
    assert judge(data, STRICT) == ["VALID"] * (1 + len(acts))


LOCKED = {
    "V4RideRight.ofd", "allprotected.ofd", "draw_param_ref.ofd", "h.ofd", "hello-integrity.ofd",
    "testImageOverridePage.ofd", "testPathClip.ofd",
}  # fmt: skip


def test_real_files_are_sealed(corpus: Path, seal: Any, judge: Any) -> None:
    for path in sorted(corpus.rglob("*.ofd")):
        data = path.read_bytes()
        document = Document.open(data)
        stamp = Stamp(page_id=document.pages[0].id, boundary=Box(5, 5, 20, 20))
        if path.name in LOCKED:
            with pytest.raises(SigningFailed):
                seal(data, stamps=[stamp])
            continue
        sealed = seal(data, stamps=[stamp])
        assert judge(sealed)[-1] == "VALID", path.name
        before, after = raw_entries(data), raw_entries(sealed)
        changed = {name for name in before if before[name] != after[name]}
        assert changed <= {"OFD.xml", *(entry.list_path for entry in document.signatures)}, path.name


def test_what_is_written_follows_the_schema(corpus: Path, tiny: Any, seal: Any, authority: Any) -> None:
    plain = tiny.ofd("甲", "乙")
    strips = straddle(sheets(Document.open(plain)), width=30, height=30, offset=5)
    package = Package.open(seal(seal(plain, stamps=strips, policy=SigningPolicy(store_seal=True))))
    schemas = corpus.parent / "spec" / "xsd"
    written = {"OFD.xml": "OFD", LIST: "Signatures", "Doc_0/Signs/Sign_0/Signature.xml": "Signature"}
    for name, root in written.items():
        schema = etree.XMLSchema(etree.parse(schemas / f"{root}.xsd"))
        schema.validate(etree.fromstring(package.read(name)))
        # the schema knows MD5 and SHA1 only
        assert [e.message for e in schema.error_log if "CheckMethod" not in e.message] == []
