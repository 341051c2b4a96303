"""Signatures without a seal, and time stamps: GB/T 35275 in its forms, RFC 3161 tokens."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from openofd.gm import cms_building, der, sm2
from openofd.gm.chain import TIME_STAMPING
from openofd.gm.sm3 import sm3
from openofd.gm.timestamp_authority import build_request, give_time_stamp
from openofd.verify.policy import STRICT
from openofd.verify.report import Outcome, Overall
from openofd.verify.trust import Trust

DAY = timedelta(days=1)
STAMPING = (("2.5.29.37", True, der.sequence(der.oid(TIME_STAMPING))),)
TOKEN = "1.2.840.113549.1.9.16.2.14"


class Maker:
    """Makes SignedValue.dat of GB/T 35275."""

    def __init__(self, authority: Any, signed: Any) -> None:
        self.authority, self.signed = authority, signed
        self.stamper = authority.signer("测试时间戳机构", key_usage=("digitalSignature",), extra=STAMPING)

    def info(self, signer: Any, over: Any, attributes: Any = b"", **more: Any) -> Any:
        value = signer.sign_digest(sm2.message_digest(signer.certificate.public_key, attributes or over))
        stamp = more.pop("stamp", None)
        unsigned = cms_building.attribute_set({TOKEN: stamp(value)}) if stamp else b""
        return cms_building.signer_info(
            signer.certificate, value, attributes=attributes, unsigned=unsigned, **more
        )

    def form_a(self, xml: Any, *signers: Any, content: Any = None, **more: Any) -> Any:
        """The digest is the content."""
        signers = signers or (self.authority.sealer,)
        content = sm3(xml) if content is None else content
        infos = [self.info(one, content, **more) for one in signers]
        return cms_building.signed_data(
            signers=infos, certificates=[one.certificate for one in signers], content=content
        )

    def form_b(self, xml: Any, *, at: Any = None, digest: Any = None, **more: Any) -> Any:
        """The digest is an attribute."""
        signer = self.authority.sealer
        attributes = cms_building.signed_attributes(
            cms_building.GM.data, sm3(xml) if digest is None else digest, signing_time=at or self.signed
        )
        return cms_building.signed_data(
            signers=[self.info(signer, b"", attributes, **more)], certificates=[signer.certificate]
        )

    def stamp(self, value: Any, *, at: Any = None, by: Any = None, over: Any = None) -> Any:
        request = build_request(value if over is None else over)
        return give_time_stamp(request, authority=by or self.stamper, serial=7, at=at or self.signed + DAY)

    def stamp_of(self, digest: Any, *, at: Any) -> Any:
        """A token whose imprint is this very digest."""
        whole = build_request(b"")
        empty = sm3(b"")
        assert whole.count(empty) == 1
        return give_time_stamp(whole.replace(empty, digest), authority=self.stamper, serial=9, at=at)


@pytest.fixture(scope="module")
def maker(authority: Any, authority_module: Any) -> Any:
    return Maker(authority, authority_module.SIGNED)


@pytest.fixture
def signed(forge: Any, told: Any, authority_module: Any) -> Any:
    """`signed(make, …)`: the report on the tiny document signed without a seal."""

    def report(make: Any, **more: Any) -> Any:
        parts = forge.sign(
            authority_module.tiny_parts(), type="Sign", stamps="", value=lambda xml, _: make(xml)
        )
        return told(parts, **more)

    return report


def codes(report: Any, check_id: Any) -> Any:
    return [reason.code for reason in report.check(check_id).because]


class TestSignedData:
    @pytest.mark.parametrize("form", ["form_a", "form_b"])
    def test_both_forms_are_judged(self, form: Any, maker: Any, signed: Any, authority: Any) -> Any:
        report = signed(getattr(maker, form))
        assert (report.overall, report.warnings) == (Overall.VALID, ())
        (signature,) = report.signatures
        assert (signature.form, signature.seal_name) == ("GB/T 35275", "")
        assert signature.signer == authority.sealer.certificate.subject.text
        assert signed(getattr(maker, form), policy=STRICT).overall is Overall.VALID

    def test_the_signed_time_is_that_of_the_attributes(self, maker: Any, signed: Any) -> Any:
        report = signed(lambda xml: maker.form_b(xml, at=maker.signed - DAY))
        assert report.signatures[0].signed_at == maker.signed - DAY
        assert [r.code for r in report.warnings] == ["TIME_INCONSISTENT"]

    def test_a_signed_type_for_a_seal(self, maker: Any, forge: Any, told: Any, authority_module: Any) -> Any:
        parts = forge.sign(authority_module.tiny_parts(), value=lambda xml, _: maker.form_a(xml))
        assert "SIG_TYPE_MISMATCH" in told(parts).codes

    @pytest.mark.parametrize("form", ["form_a", "form_b"])
    def test_another_original(self, form: Any, maker: Any, signed: Any) -> Any:
        other = {"form_a": {"content": sm3(b"x")}, "form_b": {"digest": sm3(b"x")}}[form]
        report = signed(lambda xml: getattr(maker, form)(xml, **other))
        assert codes(report, "data_hash") == ["DATA_HASH"]
        assert report.check("signature_value").outcome is Outcome.PASSED

    def test_base64_of_the_digest_is_an_encoding_warning(self, maker: Any, signed: Any) -> Any:
        from base64 import b64encode

        report = signed(lambda xml: maker.form_a(xml, content=b64encode(sm3(xml))))
        assert report.overall is Overall.VALID
        assert [r.code for r in report.warnings] == ["SIG_ENCODING_NONSTANDARD"]

    def test_nobody_signed(self, maker: Any, signed: Any) -> Any:
        empty = cms_building.signed_data(signers=[], certificates=[], content=b"")
        report = signed(lambda _: empty)
        assert "SIGNED_DATA_EMPTY" in codes(report, "structure")
        assert report.overall is Overall.INVALID

    def test_several_signers_of_whom_one_is_wrong(self, maker: Any, signed: Any, authority: Any) -> Any:
        second = authority.signer("第二人")

        def made(xml: Any, *, wrong: bool) -> Any:
            content = sm3(xml)
            infos = [maker.info(authority.sealer, content), maker.info(second, b"x" if wrong else content)]
            both = [authority.sealer.certificate, second.certificate]
            return cms_building.signed_data(signers=infos, certificates=both, content=content)

        assert signed(lambda xml: made(xml, wrong=False)).overall is Overall.VALID
        report = signed(lambda xml: made(xml, wrong=True))
        assert codes(report, "signature_value") == ["SIG_VALUE"]
        assert report.overall is Overall.INVALID
        assert report.signatures[0].signers == (
            authority.sealer.certificate.subject.text,
            second.certificate.subject.text,
        )

    def test_attributes_without_their_digest(self, maker: Any, signed: Any, authority: Any) -> Any:
        half = cms_building.attribute_set({"1.2.840.113549.1.9.3": der.oid(cms_building.GM.data)})

        def made(_: Any) -> Any:
            info = maker.info(authority.sealer, b"", half)
            return cms_building.signed_data(signers=[info], certificates=[authority.sealer.certificate])

        report = signed(made)
        assert "SIGNED_ATTRIBUTES" in codes(report, "data_hash")
        assert report.overall is Overall.INVALID

    def test_a_certificate_that_did_not_come_along(self, maker: Any, signed: Any, authority: Any) -> Any:
        def made(xml: Any) -> Any:
            return cms_building.signed_data(
                signers=[maker.info(authority.sealer, sm3(xml))], certificates=[], content=sm3(xml)
            )

        report = signed(made)
        assert codes(report, "signature_value") == ["SIGNER_CERT_MISSING"]
        assert report.overall is Overall.INDETERMINATE

    def test_issuers_that_came_along_help_up(self, maker: Any, signed: Any, authority: Any) -> Any:
        def made(xml: Any) -> Any:
            both = [authority.sealer.certificate, authority.issuing]
            info = maker.info(authority.sealer, sm3(xml))
            return cms_building.signed_data(signers=[info], certificates=both, content=sm3(xml))

        alone = Trust(anchors=(authority.root,), crls=authority.good_crls)
        assert signed(maker.form_a, trust=alone).overall is Overall.INDETERMINATE
        assert signed(made, trust=alone).overall is Overall.VALID

    def test_another_algorithm_is_named(self, maker: Any, signed: Any) -> Any:
        report = signed(lambda xml: maker.form_a(xml, algorithm="1.2.840.10045.4.3.2"))
        assert codes(report, "signature_value") == ["ALG_MISMATCH"]

    def test_more_signers_than_anybody_needs(self, maker: Any, signed: Any, authority: Any) -> Any:
        many = (authority.sealer,) * 33
        report = signed(lambda xml: maker.form_a(xml, *many))
        assert "SIG_TOO_MANY" in codes(report, "structure")
        assert report.overall is Overall.INDETERMINATE


class TestTimeStamps:
    """A trusted token is the proof of time; any other is none."""

    @pytest.fixture
    def stamped(self, forge: Any, told: Any, maker: Any, authority_module: Any) -> Any:
        """`stamped(make, …)`: the report on a sealed document whose value `make` stamps."""

        def report(make: Any, *, seal: Any = None, **more: Any) -> Any:
            def value(xml: Any, path: Any) -> Any:
                given = {} if seal is None else {"seal": seal}
                made = forge.value(xml, path, tail=(), **given)
                bits = der.children(made, der.read(made))[3].content(made)[1:]
                whole = b"".join(part.raw(made) for part in der.children(made, der.read(made)))
                return der.sequence(whole, der.encode(0xA0, der.bits(make(bits))))

            parts = forge.sign(authority_module.tiny_parts(), value=value)
            given = {"at": authority_module.SIGNED + 20 * DAY} | more
            return told(parts, **given)

        return report

    def test_a_token_that_holds(self, stamped: Any, maker: Any, authority: Any) -> Any:
        report = stamped(maker.stamp)
        assert (report.overall, report.warnings) == (Overall.VALID, ())
        assert codes(report, "time_stamp") == ["CHAIN_OK", "TIMESTAMP_OK"]
        (stamp,) = report.signatures[0].time_stamps
        assert (stamp.of, stamp.time, stamp.proven) == ("signature", maker.signed + DAY, True)
        assert stamp.authority == maker.stamper.certificate.subject.text

    def test_without_a_token_there_is_no_such_check(self, judge: Any, sealed: Any) -> Any:
        assert judge(sealed).find("time_stamp") is None

    def test_it_proves_that_a_revocation_came_later(self, stamped: Any, maker: Any, authority: Any) -> Any:
        crl = authority.crl(revoked={authority.sealer.certificate: (maker.signed + 3 * DAY, "superseded")})
        trust = authority.trusting(crls=(crl, authority.good_crls[1]))
        assert stamped(maker.stamp, trust=trust).overall is Overall.VALID
        late = stamped(lambda v: maker.stamp(v, at=maker.signed + 5 * DAY), trust=trust)
        assert late.overall is Overall.INDETERMINATE
        assert "REVOKED_SINCE" in late.codes

    @pytest.mark.parametrize("anchors", [(), None])
    def test_an_authority_that_nobody_trusts_proves_nothing(
        self, anchors: Any, stamped: Any, maker: Any, authority: Any, authority_module: Any
    ) -> Any:
        stranger = authority_module.TestAuthority()
        other = stranger.signer("别的机构", key_usage=("digitalSignature",), extra=STAMPING)
        trust = replace(authority.trust, time_stamp_anchors=anchors)
        report = stamped(lambda v: maker.stamp(v, by=other if anchors is None else None), trust=trust)
        assert report.check("time_stamp").outcome is Outcome.INDETERMINATE
        assert not report.signatures[0].time_stamps[0].proven

    def test_anchors_of_its_own(self, stamped: Any, maker: Any, authority: Any) -> Any:
        trust = replace(authority.trust, time_stamp_anchors=(maker.stamper.certificate,))
        assert stamped(maker.stamp, trust=trust).overall is Overall.VALID

    def test_a_token_over_something_else(self, stamped: Any, maker: Any) -> Any:
        report = stamped(lambda v: maker.stamp(v, over=b"another value"))
        assert codes(report, "time_stamp") == ["TIMESTAMP_IMPRINT"]
        assert report.overall is Overall.INVALID

    def test_a_certificate_that_is_not_for_time_stamps(self, stamped: Any, maker: Any, authority: Any) -> Any:
        report = stamped(lambda v: maker.stamp(v, by=authority.sealer))
        assert "CHAIN_USAGE" in codes(report, "time_stamp")

    @pytest.mark.parametrize("data", [b"", b"\x30\x00", b"no token"])
    def test_what_is_no_token(self, data: Any, stamped: Any) -> Any:
        report = stamped(lambda _: data or b"\x00")
        assert report.check("time_stamp").outcome is Outcome.FAILED
        assert report.overall is Overall.INVALID

    def test_stamped_before_it_was_signed(self, stamped: Any, maker: Any) -> Any:
        report = stamped(lambda v: maker.stamp(v, at=maker.signed - DAY))
        assert codes(report, "signing_time") == ["TIME_INCONSISTENT"]
        assert report.overall is Overall.INVALID

    @pytest.mark.parametrize(("minutes", "overall"), [(3, Overall.VALID), (30, Overall.INVALID)])
    def test_local_time_written_as_if_in_utc_is_told_and_tolerated(
        self, minutes: Any, overall: Any, stamped: Any, maker: Any
    ) -> Any:
        eight_hours_early = maker.signed - timedelta(hours=8) + timedelta(minutes=minutes)
        report = stamped(lambda v: maker.stamp(v, at=eight_hours_early))
        assert report.overall is overall
        assert "TIME_INCONSISTENT" in report.codes
        strict = stamped(lambda v: maker.stamp(v, at=eight_hours_early), policy=STRICT)
        assert strict.overall is Overall.INVALID

    def test_the_times_that_disagree_are_all_told(
        self, maker: Any, forge: Any, told: Any, authority_module: Any
    ) -> Any:
        parts = forge.sign(
            authority_module.tiny_parts(),
            type="Sign",
            stamps="",
            date_time="20260701000000Z",
            value=lambda xml, _: maker.form_b(xml, stamp=maker.stamp),
        )
        (note,) = told(parts, at=maker.signed + 20 * DAY).warnings
        assert note.en.endswith("20260701000000Z / 2026-07-02 12:00:00Z / 2026-07-03 12:00:00Z")

    def test_a_record_older_than_the_token_stays_the_proof(self, stamped: Any, maker: Any) -> Any:
        report = stamped(maker.stamp, existed_by=maker.signed - DAY)
        assert codes(report, "signing_time") == ["TIME_INCONSISTENT"]

    def test_stamped_in_the_future(self, stamped: Any, maker: Any) -> Any:
        report = stamped(lambda v: maker.stamp(v, at=maker.signed + 30 * DAY))
        assert codes(report, "time_stamp")[0] == "SIGN_TIME_FUTURE"

    def test_stamped_outside_the_authoritys_period(
        self, stamped: Any, maker: Any, authority_module: Any
    ) -> Any:
        late = authority_module.START + 6 * authority_module.YEAR
        report = stamped(lambda v: maker.stamp(v, at=late), at=late + DAY)
        assert "TIMESTAMP_PERIOD" in codes(report, "time_stamp")

    def test_an_authority_that_was_revoked_before(self, stamped: Any, maker: Any, authority: Any) -> Any:
        crl = authority.crl(revoked={maker.stamper.certificate: (maker.signed, "superseded")})
        trust = authority.trusting(crls=(crl, authority.good_crls[1]))
        report = stamped(maker.stamp, trust=trust)
        assert codes(report, "time_stamp") == ["REVOKED_BEFORE"]

    def test_an_authority_that_was_revoked_since(self, stamped: Any, maker: Any, authority: Any) -> Any:
        for why, overall in (
            ("superseded", Overall.VALID),
            ("keyCompromise", Overall.INVALID),
            ("cACompromise", Overall.INVALID),
            ("privilegeWithdrawn", Overall.INDETERMINATE),
        ):
            crl = authority.crl(revoked={maker.stamper.certificate: (maker.signed + 2 * DAY, why)})
            trust = authority.trusting(crls=(crl, authority.good_crls[1]))
            assert stamped(maker.stamp, trust=trust).overall is overall

    def test_an_authority_whose_issuer_was_compromised(self, stamped: Any, maker: Any, authority: Any) -> Any:
        crl = authority.crl(
            revoked={authority.issuing: (maker.signed + 2 * DAY, "cACompromise")},
            issuer=authority.root,
            issuer_key=authority.root_key,
        )
        trust = authority.trusting(crls=(authority.good_crls[0], crl))
        assert codes(stamped(maker.stamp, trust=trust), "time_stamp") == ["TIMESTAMP_REVOKED"]

    def test_a_strict_verifier_wants_the_authoritys_status(
        self, stamped: Any, maker: Any, authority: Any
    ) -> Any:
        report = stamped(maker.stamp, trust=authority.trusting(crls=()), policy=STRICT)
        assert "REVOCATION_UNKNOWN" in codes(report, "time_stamp")

    def test_in_the_attributes_of_signed_data(self, signed: Any, maker: Any) -> Any:
        report = signed(lambda xml: maker.form_b(xml, stamp=maker.stamp), at=maker.signed + 20 * DAY)
        assert report.overall is Overall.VALID
        assert report.signatures[0].time_stamps[0].proven


class TestVersions:
    """Seal signatures of GM/T 0031-2014 and of GM/T 0031-2025."""

    @pytest.fixture
    def sealed_by(self, forge: Any, told: Any, authority_module: Any) -> Any:
        def report(value: Any, **more: Any) -> Any:
            return told(forge.sign(authority_module.tiny_parts(), value=value), **more)

        return report

    def test_version_1(self, sealed_by: Any, forge: Any, authority: Any) -> Any:
        report = sealed_by(forge.value_v1)
        assert (report.overall, report.warnings) == (Overall.VALID, ())
        (signature,) = report.signatures
        assert (signature.form, signature.seal_name) == ("SES v1", "旧章")
        assert signature.signed_at == forge.signed

    def test_version_1_in_the_hands_of_another(self, sealed_by: Any, forge: Any, authority: Any) -> Any:
        report = sealed_by(lambda x, p: forge.value_v1(x, p, signer=authority.signer("别人")))
        assert codes(report, "signer_in_seal") == ["CERT_NOT_IN_SEAL"]

    def test_a_token_in_the_signed_time_proves_nothing_but_says_when(
        self, sealed_by: Any, forge: Any, maker: Any
    ) -> Any:
        def value(xml: Any, path: Any) -> Any:
            return forge.value_v1(xml, path, time_info=der.bits(maker.stamp(sm3(xml), over=sm3(xml))))

        report = sealed_by(value, at=maker.signed + 20 * DAY)
        assert report.overall is Overall.VALID
        (signature,) = report.signatures
        assert signature.signed_at == maker.signed + DAY
        assert (signature.time_stamps[0].of, signature.time_stamps[0].proven) == ("time_info", True)
        assert "TIME_INCONSISTENT" in report.codes

    def test_a_token_over_the_digest_itself(self, sealed_by: Any, forge: Any, maker: Any) -> Any:
        def value(xml: Any, path: Any) -> Any:
            stamp = maker.stamp_of(sm3(xml), at=maker.signed)
            return forge.value_v1(xml, path, time_info=der.bits(stamp))

        assert sealed_by(value).check("time_stamp").outcome is Outcome.PASSED

    @pytest.fixture
    def seal_5(self, authority: Any, maker: Any) -> Any:
        def made(**more: Any) -> Any:
            whole = authority.make_seal(version=5).der
            parts = der.children(whole, der.read(whole))
            stamp = maker.stamp(parts[3].content(whole)[1:], **more)
            fields = b"".join(part.raw(whole) for part in parts)
            return der.sequence(fields, der.encode(0xA0, der.bits(stamp)))

        return made

    def test_version_5_with_a_stamped_seal(
        self, sealed_by: Any, forge: Any, seal_5: Any, authority_module: Any
    ) -> Any:
        seal = seal_5(at=authority_module.START)
        report = sealed_by(lambda x, p: forge.value(x, p, seal=seal, version=5))
        assert (report.overall, report.signatures[0].form) == (Overall.VALID, "SES v5")
        (stamp,) = report.signatures[0].time_stamps
        assert (stamp.of, stamp.proven) == ("seal", True)

    def test_a_seal_made_after_its_time_stamp(
        self, sealed_by: Any, forge: Any, seal_5: Any, authority_module: Any
    ) -> Any:
        seal = seal_5(at=authority_module.START - 2 * DAY)
        report = sealed_by(lambda x, p: forge.value(x, p, seal=seal, version=5))
        assert "TIME_INCONSISTENT" in codes(report, "time_stamp")
        assert report.overall is Overall.INVALID

    def test_the_stamp_of_a_seal_proves_no_signing_time(
        self, sealed_by: Any, forge: Any, seal_5: Any, authority: Any, authority_module: Any, maker: Any
    ) -> Any:
        seal = seal_5(at=authority_module.START)
        revoked = {authority.sealer.certificate: (maker.signed + DAY, "superseded")}
        trust = authority.trusting(crls=(authority.crl(revoked=revoked), authority.good_crls[1]))
        later = maker.signed + 20 * DAY
        report = sealed_by(lambda x, p: forge.value(x, p, seal=seal, version=5), trust=trust, at=later)
        assert report.overall is Overall.INDETERMINATE
        assert "REVOKED_SINCE" in report.codes


class TestOddTokens:
    def test_an_authority_whose_certificate_did_not_come_along(self, signed: Any, maker: Any) -> Any:
        def bare(value: Any) -> Any:
            request = build_request(value, wants_certificate=False)
            return give_time_stamp(request, authority=maker.stamper, serial=8, at=maker.signed)

        report = signed(lambda xml: maker.form_b(xml, stamp=bare))
        assert codes(report, "time_stamp") == ["TIMESTAMP_NO_CERT"]
        assert report.overall is Overall.INDETERMINATE
        assert report.signatures[0].time_stamps[0].authority == ""

    def test_another_digest_for_what_was_signed(self, maker: Any, signed: Any) -> Any:
        sm3_name, sha256 = der.oid("1.2.156.10197.1.401"), der.oid("2.16.840.1.101.3.4.2.1")

        def made(xml: Any) -> Any:
            whole = maker.form_a(xml)
            head, _, _ = whole.rpartition(sm3_name)
            assert head
            return _patched(whole, len(head), sm3_name, sha256)

        report = signed(made)
        assert "ALG_MISMATCH" in codes(report, "data_hash")


def _patched(data: Any, at: Any, old: Any, new: Any) -> Any:
    """The structure with one value inside replaced, every length around it mended."""
    top = der.read(data)
    return _mended(data, top, at, old, new)


def _mended(data: Any, tlv: Any, at: Any, old: Any, new: Any) -> Any:
    if tlv.start == at and tlv.raw(data) == old:
        return new
    if not (tlv.start <= at < tlv.end) or not tlv.tag & 0x20:
        return tlv.raw(data)
    inside = b"".join(_mended(data, child, at, old, new) for child in der.children(data, tlv))
    return der.encode(tlv.tag, inside)
