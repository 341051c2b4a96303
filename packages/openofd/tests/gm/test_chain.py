"""Chains: what is sound passes, each defect has its code, and no defect hides another."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from openofd.gm import der, sm2
from openofd.gm.chain import (
    SIGNING,
    TIME_STAMPING,
    ChainOutcome,
    ChainReport,
    FindingKind,
    validate_chain,
)
from openofd.gm.keys import PrivateKey
from openofd.gm.x509 import PublicKeyCertificate, Revocation
from openofd.limits import LIMITS

Make = Callable[..., Any]
MakeKey = Callable[[str], PrivateKey]

Judge = Callable[..., ChainReport]
AT = datetime(2026, 6, 15, tzinfo=UTC)
LATER = datetime(2030, 1, 1, tzinfo=UTC)
EARLIER = datetime(2025, 1, 1, tzinfo=UTC)
_NULL = b"\x05\x00"


@pytest.fixture
def judge(authority: Any) -> Judge:
    """`judge(leaf, **changes)` under the authority's root, with fresh lists unless told otherwise."""

    def run(leaf: PublicKeyCertificate | None = None, **changes: Any) -> ChainReport:
        fields: dict[str, Any] = {
            "intermediates": (authority.ca.certificate,),
            "anchors": (authority.root.certificate,),
            "at": AT,
            "crls": (authority.root.crl(), authority.ca.crl()),
        }
        return validate_chain(leaf or authority.seal.certificate, **fields | changes)

    return run


def codes(report: ChainReport) -> list[str]:
    return [finding.code for finding in report.findings]


def test_a_sound_chain_passes(authority: Any, judge: Judge) -> None:
    report = judge()
    assert (report.outcome, report.findings) == (ChainOutcome.PASSED, ())
    assert report.path == tuple(
        holder.certificate for holder in (authority.seal, authority.ca, authority.root)
    )
    assert report.anchored
    assert report.revocation_checked


def test_a_pinned_leaf_is_its_own_anchor(authority: Any, judge: Judge) -> None:
    report = judge(anchors=[authority.seal.certificate], crls=())
    assert (report.outcome, report.findings, len(report.path)) == (ChainOutcome.PASSED, (), 1)


def test_without_anchors_nothing_is_trusted(judge: Judge) -> None:
    report = judge(anchors=())
    assert (report.outcome, report.anchored) == (ChainOutcome.UNANCHORED, False)
    assert codes(report)[0] == "CHAIN_NO_ANCHORS"


def test_a_missing_intermediate_leaves_it_unanchored(authority: Any, judge: Judge) -> None:
    report = judge(intermediates=())
    assert (report.outcome, report.path) == (ChainOutcome.UNANCHORED, (authority.seal.certificate,))
    assert codes(report) == ["CHAIN_INCOMPLETE", "CHAIN_CRL_MISSING"]


def test_a_self_signed_stranger_is_unanchored(make_root: Make, judge: Judge) -> None:
    report = judge(make_root("stranger").certificate)
    assert (report.outcome, codes(report)[0]) == (ChainOutcome.UNANCHORED, "CHAIN_INCOMPLETE")


def test_a_namesake_root_with_another_key_is_unanchored(
    authority: Any, make_root: Make, make_key: MakeKey, judge: Judge
) -> None:
    impostor = make_root("Root", key=make_key("impostor"), ca=True)
    assert impostor.certificate.subject == authority.root.certificate.subject
    assert judge(anchors=[impostor.certificate]).outcome is ChainOutcome.UNANCHORED


def test_a_chain_has_a_ceiling(make_root: Make, judge: Judge) -> None:
    holder = top = make_root("Top", ca=True)
    between = []
    for number in range(LIMITS.chain_length - 1):
        holder = holder.issue(f"CA {number}", ca=True)
        between.append(holder.certificate)
    fits = judge(
        between[-1], intermediates=between, anchors=[top.certificate], usage=frozenset({"keyCertSign"})
    )
    assert fits.outcome is ChainOutcome.PASSED
    leaf = holder.issue("leaf").certificate
    report = judge(leaf, intermediates=between, anchors=[top.certificate])
    assert (report.outcome, len(report.path)) == (ChainOutcome.UNANCHORED, LIMITS.chain_length)
    assert codes(report)[0] == "CHAIN_TOO_LONG"


@pytest.mark.parametrize("forger", ["root", "seal"])
def test_a_signature_by_another_key(authority: Any, judge: Judge, forger: str) -> None:
    signer = getattr(authority, forger).key
    forged = authority.ca.issue("forged", issuer_key=signer).certificate
    report = judge(forged)
    assert (report.outcome, codes(report)) == (ChainOutcome.FAILED, ["CHAIN_SIGNATURE"])


def test_an_altered_certificate(authority: Any, judge: Judge) -> None:
    sound = authority.seal.certificate
    report = judge(PublicKeyCertificate.parse(sound.der.replace("专".encode(), "伪".encode())))
    assert (report.outcome, codes(report)) == (ChainOutcome.FAILED, ["CHAIN_SIGNATURE"])


def test_another_key_identifier_of_the_issuer(authority: Any, judge: Judge) -> None:
    tbs = authority.seal.certificate.tbs.replace(authority.ca.certificate.subject_key_id, bytes(20))
    key = authority.ca.key
    signature = key.sign_digest(sm2.message_digest(key.public_key, tbs))
    algorithm = der.sequence(der.oid(sm2.SM2_WITH_SM3))
    odd = PublicKeyCertificate.parse(der.sequence(tbs, algorithm, der.bits(signature)))
    report = judge(odd)
    assert (report.outcome, codes(report)) == (ChainOutcome.FAILED, ["CHAIN_KEY_ID"])


@pytest.mark.parametrize(("at", "word"), [(LATER, "过期"), (EARLIER, "方有效")])
def test_outside_the_period(judge: Judge, at: datetime, word: str) -> None:
    report = judge(at=at)
    periods = report.of(FindingKind.PERIOD)
    assert report.outcome is ChainOutcome.FAILED
    assert [finding.code for finding in periods] == ["CHAIN_PERIOD"] * 3
    assert all(word in finding.zh for finding in periods)
    assert report.of(FindingKind.STRUCTURE) == ()
    assert (report.valid_at(AT), report.valid_at(at)) == (True, False)


def test_the_period_includes_both_ends(authority: Any, judge: Judge) -> None:
    seal = authority.seal.certificate
    second = timedelta(seconds=1)
    for inside, outside in ((seal.not_before, -second), (seal.not_after, second)):
        assert not judge(at=inside).of(FindingKind.PERIOD)
        assert judge(at=inside + outside).of(FindingKind.PERIOD)


def test_an_issuer_that_is_no_ca(authority: Any, judge: Judge) -> None:
    leaf = authority.seal.issue("below", key_usage=["digitalSignature"]).certificate
    report = judge(leaf, intermediates=(authority.seal.certificate, authority.ca.certificate))
    assert report.outcome is ChainOutcome.FAILED
    assert {"CHAIN_NOT_CA", "CHAIN_USAGE"} <= set(codes(report))


def test_more_cas_than_the_path_length_allows(authority: Any, judge: Judge) -> None:
    sub = authority.ca.issue("Sub CA", ca=True)
    leaf = sub.issue("below").certificate
    report = judge(leaf, intermediates=(sub.certificate, authority.ca.certificate), crls=())
    assert (report.outcome, [f.code for f in report.of(FindingKind.STRUCTURE)]) == (
        ChainOutcome.FAILED,
        ["CHAIN_PATHLEN"],
    )


def test_self_issued_cas_do_not_count_for_the_path_length(
    authority: Any, make_key: MakeKey, judge: Judge
) -> None:
    renewed = authority.ca.issue("CA", ca=True, key=make_key("CA, renewed"))
    assert renewed.certificate.self_issued
    leaf = renewed.issue("below").certificate
    report = judge(leaf, intermediates=(renewed.certificate, authority.ca.certificate), crls=())
    assert (report.outcome, len(report.path)) == (ChainOutcome.PASSED, 4)


@pytest.mark.parametrize(
    "usage", [["keyEncipherment", "dataEncipherment", "keyAgreement"], ["keyCertSign"], []]
)
def test_an_encryption_only_certificate_cannot_sign(authority: Any, judge: Judge, usage: list[str]) -> None:
    report = judge(authority.ca.issue("encryption", key_usage=usage).certificate)
    assert (report.outcome, codes(report)) == (ChainOutcome.FAILED, ["CHAIN_USAGE"])


@pytest.mark.parametrize("usage", sorted(SIGNING))
def test_either_signing_usage_will_do(authority: Any, judge: Judge, usage: str) -> None:
    assert judge(authority.ca.issue("signer", key_usage=[usage]).certificate).outcome is ChainOutcome.PASSED


def test_an_issuer_needs_the_right_to_sign_certificates(make_root: Make, judge: Judge) -> None:
    root = make_root("weak", ca=True, key_usage=["cRLSign"])
    report = judge(root.issue("below").certificate, anchors=[root.certificate], crls=[root.crl()])
    assert (report.outcome, codes(report)) == (ChainOutcome.FAILED, ["CHAIN_USAGE"])


def test_an_unknown_critical_extension(authority: Any, judge: Judge) -> None:
    report = judge(authority.ca.issue("odd", extra=[("1.2.3.4", True, _NULL)]).certificate)
    assert (report.outcome, codes(report)) == (ChainOutcome.FAILED, ["CHAIN_CRITICAL_EXT"])
    assert "1.2.3.4" in report.findings[0].zh


def _with_purposes(authority: Any, *purposes: str) -> PublicKeyCertificate:
    value = der.sequence(*map(der.oid, purposes))
    return authority.ca.issue("purposes", extra=[("2.5.29.37", True, value)]).certificate


def test_a_purpose_counts_when_it_is_asked_for(authority: Any, judge: Judge) -> None:
    leaf = _with_purposes(authority, TIME_STAMPING)
    assert judge(leaf, extended_usage=TIME_STAMPING).outcome is ChainOutcome.PASSED
    assert codes(judge(leaf)) == ["CHAIN_USAGE"]


def test_another_purpose_than_asked_for(authority: Any, judge: Judge) -> None:
    report = judge(_with_purposes(authority, "1.2.3"), extended_usage=TIME_STAMPING)
    assert codes(report) == ["CHAIN_USAGE"]


def test_seal_certificates_with_general_purposes_pass(authority: Any, judge: Judge) -> None:
    """As one provincial CA issues them: server, client and mail, critical."""
    leaf = _with_purposes(authority, *(f"1.3.6.1.5.5.7.3.{number}" for number in (1, 2, 4)))
    assert judge(leaf).outcome is ChainOutcome.PASSED


def _revoked(authority: Any, at: datetime = AT, reason: str = "keyCompromise") -> dict[int, Revocation]:
    return {authority.seal.certificate.serial: Revocation(at=at, reason=reason)}


@pytest.mark.parametrize("at", [EARLIER, LATER])
def test_a_revoked_leaf_with_date_and_reason(authority: Any, judge: Judge, at: datetime) -> None:
    report = judge(crls=(authority.root.crl(), authority.ca.crl(_revoked(authority, at))))
    assert (report.outcome, codes(report)) == (ChainOutcome.FAILED, ["CHAIN_REVOKED"])
    finding = report.of(FindingKind.REVOKED)[0]
    assert (finding.at, finding.reason) == (at, "keyCompromise")
    assert f"{at.year}-01-01 08:00:00" in finding.zh  # Beijing time


def test_a_revoked_issuer(authority: Any, judge: Judge) -> None:
    entries = {authority.ca.certificate.serial: Revocation(at=AT, reason="cACompromise")}
    report = judge(crls=(authority.root.crl(entries), authority.ca.crl()))
    assert [finding.subject for finding in report.of(FindingKind.REVOKED)] == ["C=CN, O=演示, CN=CA"]


def test_the_earliest_of_several_lists_counts(authority: Any, judge: Judge) -> None:
    lists = [authority.ca.crl(_revoked(authority, at)) for at in (LATER, EARLIER, AT)]
    assert judge(crls=lists).of(FindingKind.REVOKED)[0].at == EARLIER


def test_missing_lists_are_said_and_change_nothing(judge: Judge) -> None:
    report = judge(crls=())
    assert (report.outcome, codes(report)) == (ChainOutcome.PASSED, ["CHAIN_CRL_MISSING"] * 2)
    assert not report.revocation_checked


@pytest.mark.parametrize("next_update", [AT - timedelta(seconds=1), None])
def test_a_stale_list_still_revokes(authority: Any, judge: Judge, next_update: datetime | None) -> None:
    stale = authority.ca.crl(_revoked(authority), next_update=next_update)
    assert codes(judge(crls=(authority.root.crl(), stale))) == ["CHAIN_CRL_STALE", "CHAIN_REVOKED"]


def test_a_fresh_list_makes_up_for_a_stale_one(authority: Any, judge: Judge) -> None:
    stale = authority.ca.crl(this_update=EARLIER, next_update=EARLIER)
    assert codes(judge(crls=(stale, authority.ca.crl(), authority.root.crl()))) == []


def test_a_list_by_another_key_is_no_list(authority: Any, judge: Judge) -> None:
    forged = authority.ca.crl(_revoked(authority), issuer_key=authority.root.key)
    report = judge(crls=(authority.root.crl(), forged))
    assert (report.outcome, codes(report)) == (
        ChainOutcome.PASSED,
        ["CHAIN_CRL_SIGNATURE", "CHAIN_CRL_MISSING"],
    )
    assert not report.revocation_checked


def test_a_list_of_an_issuer_without_the_right(make_root: Make, judge: Judge) -> None:
    root = make_root("no lists", ca=True, key_usage=["keyCertSign"])
    report = judge(root.issue("below").certificate, anchors=[root.certificate], crls=[root.crl()])
    assert codes(report) == ["CHAIN_CRL_USAGE", "CHAIN_CRL_MISSING"]


def test_a_partial_list_is_no_list(authority: Any, judge: Judge) -> None:
    delta = authority.ca.crl(extra=[("2.5.29.27", True, der.integer(1))])
    assert codes(judge(crls=(authority.root.crl(), delta))) == ["CHAIN_CRL_UNSUPPORTED", "CHAIN_CRL_MISSING"]


def test_no_finding_hides_another(authority: Any, judge: Judge) -> None:
    usage = ["keyEncipherment"]
    bad = authority.ca.issue(
        "bad", key_usage=usage, extra=[("1.2.3", True, _NULL)], issuer_key=authority.root.key
    )
    entries = {bad.certificate.serial: Revocation(at=AT, reason="superseded")}
    report = judge(bad.certificate, at=LATER, crls=[authority.ca.crl(entries)])
    wanted = {
        "CHAIN_SIGNATURE",
        "CHAIN_PERIOD",
        "CHAIN_USAGE",
        "CHAIN_CRITICAL_EXT",
        "CHAIN_REVOKED",
        "CHAIN_CRL_STALE",
    }
    assert wanted <= set(codes(report))
    assert all(finding.zh and finding.en and finding.subject for finding in report.findings)


def test_cross_certified_issuers_prefer_the_way_to_an_anchor(
    authority: Any, make_root: Make, judge: Judge
) -> None:
    other = make_root("Other Root", ca=True)
    crossed = other.issue("CA", ca=True, key=authority.ca.key)
    between = (crossed.certificate, authority.ca.certificate)
    assert (
        judge(intermediates=between, anchors=[authority.ca.certificate]).path[-1] == authority.ca.certificate
    )
