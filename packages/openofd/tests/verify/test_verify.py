"""`verify` on whole files: what is right passes, what was done to a file is named."""

import io
import zipfile
from datetime import datetime, timedelta
from typing import Any

import pytest

from openofd.errors import CryptoUnavailable
from openofd.model.units import Box
from openofd.seal.stamps import Stamp
from openofd.verify import verify as module
from openofd.verify.catalogue import CHECKS, OPTIONAL_CHECKS
from openofd.verify.policy import STANDARD, Policy
from openofd.verify.report import Coverage, Outcome, Overall
from openofd.verify.trust import NO_TRUST, Trust
from openofd.verify.verify import verify

ALWAYS = [check_id for check_id in CHECKS if check_id not in OPTIONAL_CHECKS]
SIGNATURE = "Doc_0/Signs/Sign_0/Signature.xml"
VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"
LIST = "Doc_0/Signs/Signatures.xml"


def failed(report: Any) -> Any:
    """Check id → codes, of the checks that failed."""
    return {c.id: [r.code for r in c.because] for c in report.checks if c.outcome is Outcome.FAILED}


def places(report: Any, check_id: Any) -> Any:
    return [reason.where for reason in report.check(check_id).because]


class TestWhatIsRight:
    def test_a_sealed_file_is_valid(self, judge: Any, sealed: Any) -> Any:
        report = judge(sealed)
        assert report.overall is Overall.VALID
        assert [check.id for check in report.checks] == ALWAYS
        assert {check.outcome for check in report.checks} == {Outcome.PASSED}
        assert report.warnings == ()

    def test_every_passed_check_says_why(self, judge: Any, sealed: Any) -> Any:
        assert all(check.because for check in judge(sealed).checks)

    def test_the_report_names_seal_signer_and_place(
        self, judge: Any, sealed: Any, authority: Any, authority_module: Any
    ) -> Any:
        (signature,) = judge(sealed).signatures
        assert (signature.id, signature.form, signature.path) == ("s001", "SES v4", SIGNATURE)
        assert (signature.seal_id, signature.seal_name) == ("2100000000001", "测试专用章")
        assert signature.signer == authority.sealer.certificate.subject.text
        assert signature.maker == authority.maker.certificate.subject.text
        assert signature.anchor == authority.root.subject.text
        assert signature.signed_at == authority_module.SIGNED
        assert signature.coverage is Coverage.FULL
        assert signature.stamps[0].boundary == Box(100, 200, 42, 42)
        assert signature.picture.data == authority_module.PICTURE.data

    def test_repacking_changes_nothing(self, judge: Any, sealed: Any, authority_module: Any) -> Any:
        assert judge(authority_module.altered(sealed)).overall is Overall.VALID

    def test_an_old_seal_of_the_right_time_stays_valid(
        self, judge: Any, sealed: Any, authority_module: Any
    ) -> Any:
        report = judge(sealed, at=authority_module.START + 4 * authority_module.YEAR)
        assert report.overall is Overall.VALID


class TestAlterations:
    """What somebody does to the entries of a file, with right checksums."""

    @pytest.mark.parametrize(
        "name",
        [
            "OFD.xml",
            "Doc_0/Document.xml",
            "Doc_0/Pages/Page_0/Content.xml",
            "Doc_0/Attachs/licence.xml",
            LIST,
        ],
    )
    def test_an_altered_entry_is_named(
        self, name: Any, judge: Any, sealed: Any, authority_module: Any
    ) -> Any:
        parts = authority_module.unpack(sealed)
        report = judge(authority_module.repack(parts | {name: parts[name] + b"\n"}))
        assert failed(report) == {"reference_digests": ["REF_DIGEST"]}
        assert places(report, "reference_digests") == ["/" + name]
        assert report.overall is Overall.INVALID

    def test_an_entry_removed(self, judge: Any, sealed: Any, authority_module: Any) -> Any:
        report = judge(authority_module.altered(sealed, Doc_0__Attachs__licence_dot_xml=None))
        assert "/Doc_0/Attachs/licence.xml" in places(report, "reference_digests")
        assert report.overall is Overall.INVALID

    def test_an_entry_added(self, judge: Any, sealed: Any, authority_module: Any) -> Any:
        data = authority_module.altered(sealed, extra_dot_txt=b"x")
        report = judge(data)
        assert failed(report) == {"container": ["CONTAINER_UNREFERENCED"]}
        assert places(report, "container") == ["extra.txt"]

    def test_an_entry_added_is_a_warning_for_other_makers(
        self, judge: Any, sealed: Any, authority_module: Any
    ) -> Any:
        report = judge(authority_module.altered(sealed, extra_dot_txt=b"x"), policy=STANDARD)
        assert report.overall is Overall.VALID
        assert [warning.code for warning in report.warnings] == ["CONTAINER_UNREFERENCED"]

    def test_an_entry_duplicated(self, judge: Any, sealed: Any, authority_module: Any) -> Any:
        members = [authority_module.Member.pack(n, r) for n, r in authority_module.unpack(sealed).items()]
        report = judge(authority_module.write([*members, members[3]]))
        assert failed(report) == {"container": ["CONTAINER_DUPLICATE"]}

    def test_bytes_appended(self, judge: Any, sealed: Any) -> Any:
        assert "CONTAINER_EXTRA_BYTES" in judge(sealed + b"x").codes

    def test_a_page_added(self, judge: Any, sealed: Any, authority_module: Any) -> Any:
        parts = authority_module.unpack(sealed)
        page = b'<ofd:Page ID="2" BaseLoc="Pages/Page_1/Content.xml"/></ofd:Pages>'
        more = {
            "Doc_0/Document.xml": parts["Doc_0/Document.xml"].replace(b"</ofd:Pages>", page),
            "Doc_0/Pages/Page_1/Content.xml": parts["Doc_0/Pages/Page_0/Content.xml"],
        }
        report = judge(authority_module.repack(parts | more))
        assert places(report, "reference_digests") == ["/Doc_0/Document.xml"]
        assert places(report, "coverage") == ["Doc_0/Pages/Page_1/Content.xml"]

    def test_a_second_signature_appended(self, judge: Any, sealed: Any, authority_module: Any) -> Any:
        parts = authority_module.unpack(sealed)
        entry = b'<ofd:Signature ID="s009" Type="Seal" BaseLoc="Sign_1/Signature.xml"/></ofd:Signatures>'
        more = {
            LIST: parts[LIST].replace(b"</ofd:Signatures>", entry),
            "Doc_0/Signs/Sign_1/Signature.xml": parts[SIGNATURE],
            "Doc_0/Signs/Sign_1/SignedValue.dat": parts[VALUE],
        }
        report = judge(authority_module.repack(parts | more))
        assert places(report, "reference_digests") == ["/" + LIST]
        assert "PROPERTY_PATH_MISMATCH" in failed(report)["data_hash"]
        assert [s.overall for s in report.signatures] == [Overall.INVALID, Overall.INVALID]

    def test_the_seal_swapped(self, judge: Any, sealed: Any, authority_module: Any) -> Any:
        parts = authority_module.unpack(sealed)
        forged = parts[VALUE].replace(b"2100000000001", b"2100000000002")
        report = judge(authority_module.repack(parts | {VALUE: forged}))
        assert failed(report) == {"seal_signature": ["SEAL_SIG"], "signature_value": ["SIG_VALUE"]}

    def test_the_value_of_another_document(
        self, judge: Any, sealed: Any, authority: Any, authority_module: Any
    ) -> Any:
        other = authority_module.unpack(authority.sealed(authority_module.tiny_parts("别的证书")))
        report = judge(authority_module.repack(authority_module.unpack(sealed) | {VALUE: other[VALUE]}))
        assert failed(report) == {"data_hash": ["DATA_HASH"]}

    def test_a_seal_file_added(self, judge: Any, sealed: Any, authority: Any, authority_module: Any) -> Any:
        report = judge(
            authority_module.altered(sealed, Doc_0__Signs__Sign_0__Seal_dot_esl=authority.seal.der)
        )
        assert failed(report)["container"] == ["CONTAINER_UNREFERENCED"]
        assert "SIG_ORPHAN" in failed(report)["structure"]

    def test_the_stamp_moved(self, judge: Any, sealed: Any, authority_module: Any) -> Any:
        parts = authority_module.unpack(sealed)
        moved = parts[SIGNATURE].replace(b'Boundary="100 ', b'Boundary="101 ')
        assert failed(judge(authority_module.repack(parts | {SIGNATURE: moved}))) == {
            "data_hash": ["DATA_HASH"]
        }

    def test_the_type_changed(self, judge: Any, sealed: Any, authority_module: Any) -> Any:
        parts = authority_module.unpack(sealed)
        changed = parts[LIST].replace(b'Type="Seal"', b'Type="Sign"')
        report = judge(authority_module.repack(parts | {LIST: changed}))
        assert failed(report)["structure"] == ["SIG_TYPE_MISMATCH"]

    def test_the_list_stripped(self, judge: Any, sealed: Any, authority_module: Any) -> Any:
        parts = authority_module.unpack(sealed)
        stripped = parts["OFD.xml"].replace(
            b"<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>", b""
        )
        report = judge(authority_module.repack(parts | {"OFD.xml": stripped}), policy=STANDARD)
        assert failed(report) == {"structure": ["SIG_ORPHAN"] * 3}
        assert report.overall is Overall.INVALID

    def test_a_second_document_that_is_not_signed(
        self, judge: Any, sealed: Any, authority_module: Any
    ) -> Any:
        parts = authority_module.unpack(sealed)
        body = b"<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        report = judge(
            authority_module.repack(parts | {"OFD.xml": parts["OFD.xml"].replace(b"</ofd:OFD>", body)}),
            policy=STANDARD,
        )
        assert failed(report) == {"reference_digests": ["REF_DIGEST"]}
        assert "BODY_NOT_SIGNED" in report.codes
        assert "MULTI_DOCBODY" in report.codes


def test_a_page_that_is_no_xml(judge: Any, authority: Any, authority_module: Any) -> Any:
    page = {"Doc_0/Pages/Page_0/Content.xml": b"<ofd:Page"}
    report = judge(authority.sealed(authority_module.tiny_parts() | page))
    assert "XML_SYNTAX" in failed(report)["structure"]
    assert "COVERAGE_UNKNOWN" in [reason.code for reason in report.check("coverage").because]


class TestTrust:
    def test_without_anchors_nothing_is_valid(self, judge: Any, sealed: Any) -> Any:
        report = judge(sealed, trust=NO_TRUST)
        assert report.overall is Overall.INDETERMINATE
        assert report.only_trust_is_missing
        assert "CHAIN_NO_ANCHORS" in report.codes

    def test_under_another_anchor_nothing_is_valid(
        self, judge: Any, sealed: Any, authority_module: Any
    ) -> Any:
        report = judge(sealed, trust=authority_module.TestAuthority().trust)
        assert report.overall is Overall.INDETERMINATE
        assert report.only_trust_is_missing
        assert report.signatures[0].anchor == ""

    def test_an_altered_file_misses_more_than_trust(
        self, judge: Any, sealed: Any, authority_module: Any
    ) -> Any:
        assert not judge(
            authority_module.altered(sealed, OFD_dot_xml=b"<a/>"), trust=NO_TRUST
        ).only_trust_is_missing

    def test_a_revoked_certificate_is_more_than_missing_trust(
        self, judge: Any, sealed: Any, authority: Any, authority_module: Any
    ) -> Any:
        crl = authority.crl(revoked={authority.sealer.certificate: (authority_module.START, "superseded")})
        trust = Trust(
            anchors=(authority_module.TestAuthority().root,), intermediates=(authority.issuing,), crls=(crl,)
        )
        report = judge(sealed, trust=trust)
        assert report.overall is Overall.INVALID
        assert not report.only_trust_is_missing

    def test_a_valid_file_misses_nothing(self, judge: Any, sealed: Any) -> Any:
        assert not judge(sealed).only_trust_is_missing

    def test_unchecked_revocation_is_a_warning(self, judge: Any, sealed: Any, authority: Any) -> Any:
        report = judge(sealed, trust=authority.trusting(crls=()))
        assert report.overall is Overall.VALID
        assert report.check("revocation").outcome is Outcome.INDETERMINATE
        assert [warning.code for warning in report.warnings] == ["REVOCATION_UNKNOWN"]

    def test_unchecked_revocation_counts_where_the_policy_says_so(
        self, judge: Any, sealed: Any, authority: Any, authority_module: Any
    ) -> Any:
        strict = Policy(name="strict", require_revocation=True)
        report = judge(sealed, trust=authority.trusting(crls=()), policy=strict)
        assert report.overall is Overall.INDETERMINATE

    def test_a_maker_of_another_house(self, judge: Any, authority: Any, authority_module: Any) -> Any:
        forger = authority_module.TestAuthority().maker
        report = judge(authority.sealed(seal=authority.make_seal(maker=forger)))
        assert report.overall is Overall.INDETERMINATE
        assert report.check("maker_chain").outcome is Outcome.INDETERMINATE
        assert report.check("signer_chain").outcome is Outcome.PASSED


class TestTimes:
    """The tables of `openofd.verify.checks_trust`, on whole files."""

    @pytest.fixture
    def revoked_on(self, authority: Any, authority_module: Any) -> Any:
        def trust(when: Any, reason: Any = "keyCompromise") -> Any:
            crl = authority.crl(revoked={authority.sealer.certificate: (when, reason)})
            return authority.trusting(crls=(crl, authority.good_crls[1]))

        return trust

    def test_revoked_before_signing_is_invalid(
        self, judge: Any, sealed: Any, revoked_on: Any, authority_module: Any
    ) -> Any:
        report = judge(sealed, trust=revoked_on(authority_module.START))
        assert failed(report) == {"revocation": ["REVOKED_BEFORE"]}

    def test_revoked_since_is_indeterminate_without_proof(
        self, judge: Any, sealed: Any, revoked_on: Any, authority_module: Any
    ) -> Any:
        signed = authority_module.SIGNED
        report = judge(sealed, trust=revoked_on(signed + timedelta(days=9)), at=signed + timedelta(days=20))
        assert report.overall is Overall.INDETERMINATE
        assert "REVOKED_SINCE" in report.codes

    @pytest.mark.parametrize(("days", "overall"), [(8, Overall.VALID), (10, Overall.INDETERMINATE)])
    def test_revoked_since_with_proof(
        self, days: Any, overall: Any, judge: Any, sealed: Any, revoked_on: Any, authority_module: Any
    ) -> Any:
        signed = authority_module.SIGNED
        report = judge(
            sealed,
            trust=revoked_on(signed + timedelta(days=9)),
            at=signed + timedelta(days=20),
            existed_by=signed + timedelta(days=days),
        )
        assert report.overall is overall

    @pytest.mark.parametrize(
        ("proven_after", "code"), [(None, "TIME_UNTRUSTED"), (1, "TIME_PROVEN"), (2400, "TIME_UNTRUSTED")]
    )
    def test_expired_since(
        self, proven_after: Any, code: Any, judge: Any, authority: Any, authority_module: Any
    ) -> Any:
        brief = authority.signer(years=1)
        seal = authority.make_seal(certificates=[brief.certificate])
        signed = authority_module.SIGNED
        proof = None if proven_after is None else signed + timedelta(days=proven_after)
        report = judge(
            authority.sealed(seal=seal, signer=brief), at=signed + timedelta(days=900), existed_by=proof
        )
        assert report.overall is Overall.VALID
        assert code in [warning.code for warning in report.warnings]

    def test_an_expired_seal_is_mentioned(self, judge: Any, authority: Any, authority_module: Any) -> Any:
        seal = authority.make_seal(valid_until=authority_module.SIGNED)
        report = judge(authority.sealed(seal=seal), at=authority_module.SIGNED + timedelta(days=1))
        assert report.overall is Overall.VALID
        assert [warning.code for warning in report.warnings] == ["SEAL_EXPIRED_SINCE"]

    def test_signed_in_the_future(self, judge: Any, sealed: Any, authority_module: Any) -> Any:
        report = judge(sealed, at=authority_module.SIGNED - timedelta(minutes=6))
        assert report.overall is Overall.INDETERMINATE
        assert judge(sealed, at=authority_module.SIGNED - timedelta(minutes=5)).overall is Overall.VALID

    def test_proven_to_exist_before_it_was_signed(
        self, judge: Any, sealed: Any, authority_module: Any
    ) -> Any:
        report = judge(sealed, existed_by=authority_module.SIGNED - timedelta(days=1))
        assert failed(report) == {"signing_time": ["TIME_INCONSISTENT"]}

    def test_a_maker_expired_since(self, judge: Any, authority: Any, authority_module: Any) -> Any:
        seal = authority.make_seal(maker=authority.signer(years=1))
        report = judge(authority.sealed(seal=seal), at=authority_module.START + 2 * authority_module.YEAR)
        assert report.overall is Overall.VALID
        assert [warning.code for warning in report.warnings] == ["MAKER_EXPIRED_SINCE"]

    def test_a_seal_made_outside_the_makers_period(
        self, judge: Any, authority: Any, authority_module: Any
    ) -> Any:
        early = authority_module.START - timedelta(days=1)
        report = judge(authority.sealed(seal=authority.make_seal(created_at=early)))
        assert failed(report)["maker_chain"][0] == "CHAIN_PERIOD_THEN"


class TestWhatIsNotSigned:
    def test_it_is_indeterminate(self, judge: Any, authority_module: Any) -> Any:
        parts = authority_module.tiny_parts()
        plain = parts["OFD.xml"].replace(b"<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>", b"")
        report = judge(authority_module.repack(parts | {"OFD.xml": plain}))
        assert report.overall is Overall.INDETERMINATE
        assert report.signatures == ()
        assert report.check("signature_value").because[0].code == "NOT_SIGNED"

    def test_a_list_that_is_missing_is_invalid(self, judge: Any, authority_module: Any) -> Any:
        report = judge(authority_module.repack(authority_module.tiny_parts()))
        assert "SIG_LIST_MISSING" in failed(report)["structure"]

    def test_no_package_at_all(self, judge: Any) -> Any:
        report = judge(b"hello")
        assert report.overall is Overall.INVALID
        assert failed(report) == {"container": ["CONTAINER_NOT_ZIP"]}
        assert [check.id for check in report.checks] == ALWAYS

    def test_a_package_that_is_no_ofd(self, judge: Any, authority_module: Any) -> Any:
        report = judge(authority_module.repack({"a.txt": b"a"}))
        assert set(failed(report)["structure"]) == {"REF_MISSING"}
        assert report.check("coverage").because[0].code == "NOT_CHECKED"

    def test_a_packing_we_cannot_read_is_no_alteration(
        self, judge: Any, sealed: Any, authority_module: Any
    ) -> Any:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_BZIP2) as package:
            for name, raw in authority_module.unpack(sealed).items():
                package.writestr(name, raw)
        report = judge(packed.getvalue())
        assert report.overall is Overall.INDETERMINATE
        assert {r.code for r in report.check("structure").because} == {"CONTAINER_METHOD"}


class TestMisuse:
    @pytest.mark.parametrize("name", ["at", "existed_by"])
    def test_a_time_without_zone_raises(self, name: Any, judge: Any) -> Any:
        with pytest.raises(ValueError, match="zone"):
            judge(b"", **{name: datetime(2026, 1, 1)})  # noqa: DTZ001 - the point of the test

    def test_a_machine_without_sm3_raises(self, judge: Any, sealed: Any, monkeypatch: Any) -> Any:
        def broken(*_arguments: Any) -> Any:
            raise CryptoUnavailable("SM3_MISSING", "", "")

        monkeypatch.setattr(module, "_verify", broken)
        with pytest.raises(CryptoUnavailable):
            judge(sealed)

    def test_our_own_mistake_is_an_answer_too(self, judge: Any, sealed: Any, monkeypatch: Any) -> Any:
        monkeypatch.setattr(module, "reach", None)
        report = judge(sealed)
        assert report.overall is Overall.INDETERMINATE
        assert report.check("container").because[0].code == "INTERNAL"


def test_a_straddle_seal_and_one_off_the_page(judge: Any, authority: Any) -> Any:
    on = Stamp(page_id=1, boundary=Box(190, 120, 40, 40))
    off = Stamp(page_id=1, boundary=Box(210, 120, 40, 40))
    assert judge(authority.sealed(stamps=[on])).overall is Overall.VALID
    assert failed(judge(authority.sealed(stamps=[off]))) == {"structure": ["STAMP_GEOMETRY"]}
    assert [w.code for w in judge(authority.sealed(stamps=[off]), policy=STANDARD).warnings] == [
        "STAMP_GEOMETRY"
    ]


def test_the_default_policy_is_the_standard_one(sealed: Any, authority: Any, authority_module: Any) -> Any:
    assert verify(sealed, trust=authority.trust, at=authority_module.SIGNED).policy == "standard"
