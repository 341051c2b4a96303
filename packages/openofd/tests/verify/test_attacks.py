"""The attacks and pitfalls, row by row: what is done to a file, and the code that must name it.

The numbers are those of the table in the format notes. Rows about reading alone are proven where the reader
is (tests/package, tests/xml, tests/ses); here stands what a verification says to each.
"""

from typing import Any

import pytest

from openofd.gm import der, sm2
from openofd.verify.policy import SEALED_FINAL, STRICT
from openofd.verify.report import Coverage, Outcome, Overall

VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"
SIGNATURE = "Doc_0/Signs/Sign_0/Signature.xml"
LIST = "Doc_0/Signs/Signatures.xml"
PAGE = "Doc_0/Pages/Page_0/Content.xml"
DOCUMENT = "Doc_0/Document.xml"


@pytest.fixture(scope="module")
def parts(authority_module: Any) -> Any:
    return authority_module.tiny_parts()


@pytest.fixture(scope="module")
def signed(forge: Any, parts: Any) -> Any:
    """Everything covered but the list: others may still sign."""
    return forge.sign(parts)


def without(parts: Any, *names: Any) -> Any:
    return {name: raw for name, raw in parts.items() if name not in names}


def changed(parts: Any, name: Any, old: Any, new: Any) -> Any:
    assert old in parts[name]
    return parts | {name: parts[name].replace(old, new)}


def test_the_ground_is_valid(signed: Any, told: Any) -> Any:
    report = told(signed)
    assert (report.overall, report.warnings) == (Overall.VALID, ())
    assert told(signed, policy=STRICT).overall is Overall.VALID


class TestEntries:
    """Rows 1, 12 to 14."""

    def test_01_an_entry_smuggled_in(self, signed: Any, told: Any) -> Any:
        assert "CONTAINER_UNREFERENCED" in told(signed | {"x.bin": b"x"}).codes
        assert told(signed | {"x.bin": b"x"}).overall is Overall.VALID
        assert told(signed | {"x.bin": b"x"}, policy=STRICT).overall is Overall.INVALID

    def test_01_an_entry_the_integrity_list_does_not_name(
        self, parts: Any, forge: Any, told: Any, authority_module: Any
    ) -> Any:
        names = "".join(f'<ofd:File ID="{n}" FileLoc="/{name}"/>' for n, name in enumerate(parts, 2))
        entries = authority_module.part("DocEntries", f"<ofd:FileList>{names}</ofd:FileList>")
        listing = forge.sign(parts | {"OFDEntries.xml": entries})
        assert "CONTAINER_UNREFERENCED" not in told(listing).codes
        assert told(listing | {"x.bin": b"x"}).overall is Overall.INVALID
        assert "ENTRIES_MISSING" in told(without(listing, "Doc_0/Tags/Lic.xml")).codes

    def test_14_a_path_that_leads_out(self, signed: Any, told: Any) -> Any:
        out = changed(signed, DOCUMENT, b"PublicRes.xml", b"../../etc/passwd")
        assert "PATH_TRAVERSAL" in told(out).codes


class TestCoverage:
    """Rows 2 to 4, 9, 20, 23."""

    def gaps(self, parts: Any, forge: Any, told: Any, *names: Any, **more: Any) -> Any:
        return told(forge.sign(parts, covers=tuple(n for n in parts if n not in names)), **more)

    def test_02_a_page_added_where_the_structure_is_not_covered(
        self, parts: Any, forge: Any, told: Any
    ) -> Any:
        report = self.gaps(parts, forge, told, DOCUMENT)
        assert report.overall is Overall.INVALID
        assert "COVERAGE_STRUCTURE" in report.codes

    @pytest.mark.parametrize("name", [PAGE, "Doc_0/PublicRes.xml", "Doc_0/Res/f3.ttf"])
    def test_03_what_changes_the_picture(self, name: Any, parts: Any, forge: Any, told: Any) -> Any:
        report = self.gaps(parts, forge, told, name)
        assert report.overall is Overall.INDETERMINATE
        found = report.check("coverage").because
        assert [(r.code, r.where) for r in found] == [("COVERAGE_VISIBLE", name)]
        assert report.signatures[0].coverage is Coverage.PARTIAL

    def test_04_an_annotation_added(self, parts: Any, forge: Any, told: Any) -> Any:
        report = self.gaps(parts, forge, told, "Doc_0/Annots/Page_0/Annotation.xml")
        assert report.overall is Overall.INDETERMINATE
        assert "COVERAGE_ANNOT" in report.codes

    def test_09_the_entry_pointed_elsewhere(
        self, parts: Any, forge: Any, told: Any, authority_module: Any
    ) -> Any:
        open_entry = forge.sign(parts, covers=tuple(n for n in parts if n != "OFD.xml"))
        assert "COVERAGE_ENTRY" in told(open_entry).codes
        assert told(open_entry).signatures[0].coverage is Coverage.CONTENT
        assert told(open_entry, policy=STRICT).overall is Overall.INVALID
        other = changed(open_entry, "OFD.xml", b"Doc_0/Document.xml", b"Doc_0/Other.xml")
        report = told(other | {"Doc_0/Other.xml": parts[DOCUMENT]})
        assert report.overall is Overall.INVALID
        assert "COVERAGE_STRUCTURE" in report.codes

    def test_09_the_list_taken_out_of_the_entry(self, signed: Any, told: Any) -> Any:
        link = b"<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>"
        report = told(changed(signed, "OFD.xml", link, b""))
        assert "SIG_ORPHAN" in report.codes
        assert report.overall is Overall.INVALID

    @pytest.mark.parametrize("covers", [(), ("OFD.xml",)])
    def test_20_nothing_or_trifles(self, covers: Any, parts: Any, forge: Any, told: Any) -> Any:
        report = told(forge.sign(parts, covers=covers))
        assert "COVERAGE_EMPTY" in report.codes
        assert report.overall is Overall.INVALID
        assert report.signatures[0].coverage is Coverage.NONE

    def test_23_the_report_tells_which_document_it_is(self, signed: Any, told: Any) -> Any:
        (document,) = told(signed).documents
        assert document.doc_id == "0f3a6c0d4d5b4b5f9b0b3a1f2c3d4e5f"
        assert (document.root, document.signatures, document.coverage) == (
            DOCUMENT,
            ("s001",),
            Coverage.FULL,
        )


class TestSignatureFiles:
    """Rows 6 to 8, 17 to 19, 21, 22, 24, 39."""

    @pytest.mark.parametrize(
        ("old", "new"),
        [(b'Boundary="100', b'Boundary="10'), (b' Boundary="', b' Clip="0 0 20 42" Boundary="')],
    )
    def test_06_the_appearance_moved_or_cut(self, old: Any, new: Any, signed: Any, told: Any) -> Any:
        assert "DATA_HASH" in told(changed(signed, SIGNATURE, old, new)).codes

    @pytest.mark.parametrize(
        "stamp",
        [
            '<ofd:StampAnnot ID="s2" PageRef="9" Boundary="100 200 42 42"/>',
            '<ofd:StampAnnot ID="s2" PageRef="1" Boundary="300 200 42 42"/>',
            '<ofd:StampAnnot ID="s2" PageRef="1" Boundary="0 0 210 290"/>',
        ],
    )
    def test_07_an_appearance_in_a_wrong_place(self, stamp: Any, parts: Any, forge: Any, told: Any) -> Any:
        odd = forge.sign(parts, stamps=stamp)
        assert [r.code for r in told(odd).warnings] == ["STAMP_GEOMETRY"]
        assert told(odd).overall is Overall.VALID
        assert told(odd, policy=STRICT).overall is Overall.INVALID

    def test_08_a_signature_taken_off_the_list(self, signed: Any, told: Any, authority_module: Any) -> Any:
        report = told(signed | {LIST: authority_module.part("Signatures")})
        assert "SIG_ORPHAN" in report.codes
        assert report.overall is Overall.INVALID

    def test_08_an_id_is_gone(self, signed: Any, told: Any) -> Any:
        listed = signed[LIST].replace(b"<ofd:Signature ", b"<ofd:MaxSignId>3</ofd:MaxSignId><ofd:Signature ")
        assert [r.code for r in told(signed | {LIST: listed}).warnings] == ["SIG_MAYBE_REMOVED"]

    def test_08_the_type_changed(self, signed: Any, told: Any) -> Any:
        assert "SIG_TYPE_MISMATCH" in told(changed(signed, LIST, b'"Seal"', b'"Sign"')).codes

    @pytest.mark.parametrize("other", ["/Doc_0/Document.xml", "/Doc_0/./Document.xml", "/doc_0/document.xml"])
    def test_17_a_file_listed_twice(self, other: Any, parts: Any, forge: Any, told: Any) -> Any:
        once = forge.sign(parts)[SIGNATURE].decode()
        start = once.index('<ofd:Reference FileRef="/Doc_0/Document.xml">')
        end = once.index("</ofd:References>")
        again = once[start : once.index("</ofd:Reference>", start) + len("</ofd:Reference>")]
        references = once[once.index("<ofd:Reference ") : end] + again.replace("/Doc_0/Document.xml", other)
        report = told(forge.sign(parts, references=references))
        assert "REF_DUPLICATE" in report.codes
        assert report.overall is Overall.INVALID

    def test_18_a_relative_reference_is_followed_and_noted(self, parts: Any, forge: Any, told: Any) -> Any:
        told_all = forge.sign(parts)[SIGNATURE].decode()
        inner = told_all[told_all.index("<ofd:Reference ") : told_all.index("</ofd:References>")]
        relative = forge.sign(parts, references=inner.replace('FileRef="/', 'FileRef="'))
        assert told(relative).overall is Overall.VALID
        assert "PATH_FALLBACK" in [r.code for r in told(relative).warnings]
        assert told(relative, policy=STRICT).overall is Overall.INVALID

    def test_18_a_file_deleted(self, signed: Any, told: Any) -> Any:
        report = told(without(signed, "Doc_0/Attachs/licence.xml"))
        assert "REF_MISSING" in report.codes
        assert report.overall is Overall.INVALID

    @pytest.mark.parametrize(
        ("method", "code", "overall"),
        [
            ("MD5", "ALG_POLICY", Overall.INVALID),
            ("SHA1", "ALG_POLICY", Overall.INVALID),
            ("", "ALG_POLICY", Overall.INVALID),
            ("1.2.156.10197.1.401.2", "ALG_UNKNOWN", Overall.INDETERMINATE),
            ("SHA256", "ALG_UNKNOWN", Overall.INDETERMINATE),
            ("sm3", "REF_DIGEST_OK", Overall.VALID),
        ],
    )
    def test_19_digest_methods(
        self, method: Any, code: Any, overall: Any, parts: Any, forge: Any, told: Any
    ) -> Any:
        report = told(forge.sign(parts, method=method))
        assert code in report.codes
        assert report.overall is overall

    @pytest.mark.parametrize("end", [b"\n", b"\xef\xbb\xbf"])
    def test_21_white_space_and_marks_count(self, end: Any, signed: Any, told: Any) -> Any:
        assert "REF_DIGEST" in told(signed | {DOCUMENT: signed[DOCUMENT] + b"\n"}).codes
        assert "REF_DIGEST" in told(signed | {DOCUMENT: b"\xef\xbb\xbf" + signed[DOCUMENT]}).codes

    def test_22_the_value_of_another_path(self, parts: Any, forge: Any, told: Any) -> Any:
        elsewhere = forge.sign(parts, value=lambda xml, path: forge.value(xml, path.replace("_0/S", "_1/S")))
        report = told(elsewhere)
        assert "PROPERTY_PATH_MISMATCH" in report.codes
        assert report.overall is Overall.INVALID

    def test_22_the_value_of_another_document(
        self, signed: Any, forge: Any, told: Any, authority_module: Any
    ) -> Any:
        other = forge.sign(authority_module.tiny_parts("别的"))
        assert "DATA_HASH" in told(signed | {VALUE: other[VALUE]}).codes

    @pytest.mark.parametrize(("stored", "code"), [("other", "SEAL_MISMATCH"), (None, "SEAL_MISSING")])
    def test_24_a_seal_file_that_is_another(
        self, stored: Any, code: Any, parts: Any, forge: Any, told: Any, authority: Any
    ) -> Any:
        named = "<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>"
        made = forge.sign(parts, seal=named)
        if stored:
            seal = authority.make_seal(seal_id="2100000000009")
            made |= {"Doc_0/Signs/Sign_0/Seal.esl": seal.der}
        report = told(made)
        assert code in report.codes
        assert report.overall is Overall.INVALID


class TestSeveral:
    """Rows 10 and 11: several documents, several versions."""

    @pytest.fixture
    def two(self, parts: Any, authority_module: Any) -> Any:
        """A second document in the same package, its list in a folder of its own."""
        body = (
            b"<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot>"
            b"<ofd:Signatures>/Doc_1/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>"
        )
        second = {
            name.replace("Doc_0", "Doc_1"): raw for name, raw in parts.items() if name.startswith("Doc_0")
        }
        return parts | second | {"OFD.xml": parts["OFD.xml"].replace(b"</ofd:OFD>", body)}

    def test_10_a_signature_of_one_never_vouches_for_another(
        self, two: Any, forge: Any, told: Any, authority_module: Any
    ) -> Any:
        first = tuple(name for name in two if not name.startswith("Doc_1"))
        empty = {"Doc_1/Signs/Signatures.xml": authority_module.part("Signatures")}
        report = told(forge.sign(two, covers=first) | empty)
        assert report.overall is Overall.INDETERMINATE
        assert {"MULTI_DOCBODY", "BODY_NOT_SIGNED"} <= report.codes
        assert [d.coverage for d in report.documents] == [Coverage.FULL, Coverage.NONE]

    def test_10_both_signed(self, two: Any, forge: Any, told: Any) -> Any:
        one = tuple(name for name in two if not name.startswith("Doc_1"))
        other = tuple(name for name in two if not name.startswith("Doc_0"))
        both = forge.sign(forge.sign(two, covers=one), covers=other, folder="Doc_1/Signs")
        report = told(both)
        assert report.overall is Overall.VALID
        assert [(s.body, s.overall) for s in report.signatures] == [(0, Overall.VALID), (1, Overall.VALID)]
        assert [d.signatures for d in report.documents] == [("s001",), ("s001",)]

    @pytest.fixture
    def versions(self, parts: Any, authority_module: Any) -> Any:
        """Two versions: the shown one is Document.xml, the older has a page of its own."""

        def made(current: int = 1) -> Any:
            part = authority_module.part
            lines = "".join(
                f'<ofd:Version ID="{n}" Index="{n}" Current="{str(n == current).lower()}" '
                f'BaseLoc="Doc_0/V{n}.xml"/>'
                for n in (0, 1)
            )
            entry = parts["OFD.xml"].replace(
                b"</ofd:DocRoot>", f"</ofd:DocRoot><ofd:Versions>{lines}</ofd:Versions>".encode()
            )
            older = parts[DOCUMENT].replace(b"Pages/Page_0/", b"Pages/Page_9/")
            return parts | {
                "OFD.xml": entry,
                "Doc_0/V0.xml": part("DocVersion", "<ofd:DocRoot>Old.xml</ofd:DocRoot>", ' ID="0"'),
                "Doc_0/V1.xml": part("DocVersion", "<ofd:DocRoot>Document.xml</ofd:DocRoot>", ' ID="1"'),
                "Doc_0/Old.xml": older,
                "Doc_0/Pages/Page_9/Content.xml": parts[PAGE],
            }

        return made

    def test_11_only_the_shown_version_must_be_covered(self, versions: Any, forge: Any, told: Any) -> Any:
        old = {"Doc_0/V0.xml", "Doc_0/Old.xml", "Doc_0/Pages/Page_9/Content.xml"}
        report = told(forge.sign(versions(), covers=tuple(n for n in versions() if n not in old)))
        assert report.overall is Overall.VALID
        assert {(r.code, r.where) for r in report.warnings} == {("COVERAGE_VERSION", name) for name in old}

    def test_11_the_current_version_switched(self, versions: Any, forge: Any, told: Any) -> Any:
        signed = forge.sign(versions(), covers=tuple(n for n in versions() if n != "OFD.xml"))
        assert "COVERAGE_ENTRY" in told(signed).codes
        assert told(signed).overall is Overall.INVALID
        switched = told(signed | {"OFD.xml": versions(current=0)["OFD.xml"]})
        assert "VERSION_MISMATCH" in switched.codes
        assert switched.overall is Overall.INVALID


class TestBeyondUs:
    """Rows 15 and 16, and what cannot be judged."""

    def test_16_a_dtd(self, signed: Any, told: Any) -> Any:
        bomb = b'<!DOCTYPE x [<!ENTITY a "b">]>' + signed[PAGE]
        report = told(signed | {DOCUMENT: b"<!DOCTYPE x []>" + signed[DOCUMENT], PAGE: bomb})
        assert "XML_DTD" in report.codes
        assert report.overall is Overall.INVALID

    def test_encrypted_content_is_not_judged(
        self, parts: Any, forge: Any, told: Any, authority_module: Any
    ) -> Any:
        cipher = {"Encryptions.xml": authority_module.part("Encryptions")}
        report = told(forge.sign(parts | cipher))
        assert "ENCRYPTED" in report.codes
        assert report.overall is Overall.INDETERMINATE


def unused(count: Any) -> Any:
    """A BIT STRING that claims unused bits although every octet is full."""
    return lambda octets: der.encode(der.BIT_STRING, bytes((count,)) + octets)


def short_time(moment: Any) -> Any:
    return der.encode(der.GENERALIZED_TIME, f"{moment:%y%m%d%H%M%SZ}".encode())


def unsigned_integers(value: Any) -> Any:
    """(r, s) without the leading 00 that keeps them positive; needs one that has it."""
    parts = [sm2.signature_to_raw(value)[:32], sm2.signature_to_raw(value)[32:]]
    return der.bits(der.sequence(*(der.encode(der.INTEGER, part.lstrip(b"\0")) for part in parts)))


def raw_value(value: Any) -> Any:
    return der.bits(sm2.signature_to_raw(value))


def one_byte_short(value: Any) -> Any:
    return der.bits(sm2.signature_to_raw(value)[:63])


class TestEncodings:
    """Rows 34 and 36, and the encodings met in real files: named, and refused by the strict."""

    @pytest.mark.parametrize(
        "deviation",
        [
            {"hash": unused(1)},
            {"signature": unused(2)},
            {"signature": raw_value},
            {"signature": lambda value: unused(2)(sm2.signature_to_raw(value))},
            {"time": short_time},
            {"algorithm": der.oid("1.2.156.10197.6.1.4.2.2")},
        ],
    )
    def test_34_what_holds_over_the_bytes_received_is_a_warning(
        self, deviation: Any, parts: Any, forge: Any, told: Any
    ) -> Any:
        odd = forge.sign(parts, value=lambda xml, path: forge.value(xml, path, **deviation))
        report = told(odd)
        assert report.overall is Overall.VALID
        assert [r.code for r in report.warnings] == ["SIG_ENCODING_NONSTANDARD"]
        assert all(r.where and r.zh and r.en for r in report.warnings)
        for policy in (STRICT, SEALED_FINAL):
            refused = told(odd, policy=policy)
            assert refused.overall is Overall.INVALID
            assert "SIG_ENCODING_NONSTANDARD" in [r.code for r in refused.check("structure").because]

    def test_34_integers_without_their_leading_zero(self, parts: Any, forge: Any, told: Any) -> Any:
        # one signature in four has neither; the next signing draws another
        made = [
            told(forge.sign(parts, value=lambda x, p: forge.value(x, p, signature=unsigned_integers)))
            for _ in range(12)
        ]
        assert {report.overall for report in made} == {Overall.VALID}
        assert any("SIG_ENCODING_NONSTANDARD" in report.codes for report in made)

    def test_34_a_value_one_byte_short_fails(self, parts: Any, forge: Any, told: Any) -> Any:
        report = told(forge.sign(parts, value=lambda x, p: forge.value(x, p, signature=one_byte_short)))
        assert "SIG_VALUE" in report.codes
        assert report.overall is Overall.INVALID

    def test_36_bytes_after_the_structure(self, parts: Any, forge: Any, told: Any) -> Any:
        longer = forge.sign(parts, value=lambda xml, path: forge.value(xml, path) + b"\0\0")
        assert [r.code for r in told(longer).warnings] == ["TRAILING_DATA"]
        assert told(longer).overall is Overall.VALID
        assert told(longer, policy=STRICT).overall is Overall.INVALID

    def test_36_an_unknown_field(self, parts: Any, forge: Any, told: Any) -> Any:
        more = forge.sign(parts, value=lambda x, p: forge.value(x, p, tail=(der.integer(1), der.integer(2))))
        report = told(more)
        assert {"SES_FORMAT", "SIG_TYPE_MISMATCH"} & report.codes
        assert report.overall is Overall.INVALID


class TestSeal:
    """Rows 25 to 27, 30, 32 and 33."""

    def test_25_a_genuine_picture_in_a_home_made_seal(
        self, parts: Any, forge: Any, told: Any, authority_module: Any
    ) -> Any:
        forger = authority_module.TestAuthority()
        seal = forger.make_seal(certificates=[forger.sealer.certificate])
        report = told(
            forge.sign(parts, value=lambda x, p: forge.value(x, p, seal=seal.der, signer=forger.sealer))
        )
        assert report.overall is Overall.INDETERMINATE
        assert report.only_trust_is_missing
        assert report.signatures[0].maker == forger.maker.certificate.subject.text

    def test_26_a_genuine_seal_in_the_hands_of_another(
        self, parts: Any, forge: Any, told: Any, authority: Any
    ) -> Any:
        other = authority.signer("别人")
        report = told(forge.sign(parts, value=lambda x, p: forge.value(x, p, signer=other)))
        assert report.check("signature_value").outcome is Outcome.PASSED
        assert "CERT_NOT_IN_SEAL" in report.codes
        assert report.overall is Overall.INVALID

    def test_30_back_dated_into_a_period_that_is_over(
        self, parts: Any, forge: Any, told: Any, authority: Any, authority_module: Any
    ) -> Any:
        later = authority_module.START + 6 * authority_module.YEAR
        report = told(forge.sign(parts), at=later)
        assert "TIME_UNTRUSTED" in [r.code for r in report.warnings]
        assert told(forge.sign(parts), at=later, policy=STRICT).overall is Overall.INDETERMINATE

    def test_31_times_that_disagree(self, parts: Any, forge: Any, told: Any) -> Any:
        assert told(forge.sign(parts, date_time="2026-07-02 20:00:00")).warnings == ()
        report = told(forge.sign(parts, date_time="2026-07-02 21:00:00"))
        assert [r.code for r in report.warnings] == ["TIME_INCONSISTENT"]

    @pytest.mark.parametrize("years", [-2, 8])
    def test_32_a_seal_out_of_its_period(
        self, years: Any, parts: Any, forge: Any, told: Any, authority_module: Any
    ) -> Any:
        when = authority_module.SIGNED + years * authority_module.YEAR
        report = told(forge.sign(parts, value=lambda x, p: forge.value(x, p, at=when)), at=when)
        assert "SEAL_PERIOD" in report.codes
        assert report.overall is Overall.INVALID

    @pytest.mark.parametrize("name", ["1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"])
    def test_33_names_of_algorithms_that_disagree(self, name: Any, parts: Any, forge: Any, told: Any) -> Any:
        inside = forge.sign(parts, value=lambda x, p: forge.value(x, p, algorithm=der.oid(name)))
        outside = forge.sign(parts, signature_method=name)
        for made in (inside, outside):
            assert "ALG_MISMATCH" in told(made).codes
            assert told(made).overall is Overall.INVALID


def test_35_the_serial_of_the_signer_is_told(signed: Any, told: Any, authority: Any) -> Any:
    (signature,) = told(signed).signatures
    assert signature.signer_serial == f"{authority.sealer.certificate.serial:X}"


def test_40_there_are_no_allowed_changes(signed: Any, told: Any) -> Any:
    note = changed(signed, "Doc_0/Annots/Page_0/Annotation.xml", b"></ofd:PageAnnot>", b"> </ofd:PageAnnot>")
    assert told(note).overall is Overall.INVALID


def test_43_the_signatures_inside_a_seals_picture_count_for_nothing(
    parts: Any, forge: Any, told: Any, authority: Any, authority_module: Any, sealed: Any
) -> Any:
    picture = authority_module.SealPicture(type="ofd", data=sealed, width_mm=30, height_mm=20)
    seal = authority.make_seal(picture=picture)
    report = told(forge.sign(parts, value=lambda xml, path: forge.value(xml, path, seal=seal.der)))
    assert report.overall is Overall.VALID
    assert len(report.signatures) == 1
    assert report.signatures[0].picture.type == "ofd"


def test_the_house_policy_wants_the_lock(signed: Any, told: Any) -> Any:
    assert "COVERAGE_NOT_LOCKED" in told(signed, policy=SEALED_FINAL).codes
