"""Lists and status responses heard together."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from openofd.gm import der
from openofd.gm.chain import ChainOutcome, validate_chain
from openofd.gm.ocsp import CertificateStatus, OcspResponse
from openofd.gm.ocsp_building import build_response, single_response
from openofd.gm.signer import KeySigner
from openofd.gm.sm2 import message_digest
from openofd.gm.x509 import Revocation

NOW = datetime(2026, 6, 2, tzinfo=UTC)
WEEK = timedelta(days=7)
REVOKED = Revocation(at=NOW - WEEK, reason="keyCompromise")


@pytest.fixture
def judge(authority: Any) -> Any:
    """`judge(answers, crls)`: codes about the seal's certificate; the CA itself is vouched for by a list."""

    def judged(*answers: Any, crls: Any = ()) -> Any:
        report = validate_chain(
            authority.seal.certificate,
            intermediates=[authority.ca.certificate],
            anchors=[authority.root.certificate],
            at=NOW,
            crls=[authority.root.crl(), *crls],
            ocsp=answers,
        )
        return report.outcome, [finding.code for finding in report.findings]

    return judged


@pytest.fixture
def answer(authority: Any) -> Any:
    """`answer(status, …)`: a response about the seal's certificate, by default of its issuer."""

    def made(status: Any = CertificateStatus.GOOD, holder: Any = None, at: Any = NOW) -> Any:
        who = holder or authority.ca
        single = single_response(
            authority.seal.certificate,
            authority.ca.certificate,
            this_update=at,
            next_update=at + WEEK,
            status=status,
        )
        responder = KeySigner(certificate=who.certificate, key=who.key)
        return OcspResponse.parse(
            build_response([single], responder=responder, produced_at=at, certificates=[who.certificate])
        )

    return made


def test_a_good_answer_is_enough(judge: Any, answer: Any) -> None:
    assert judge(answer()) == (ChainOutcome.PASSED, [])


def test_no_answer_is_not_enough(judge: Any) -> None:
    assert judge() == (ChainOutcome.PASSED, ["CHAIN_CRL_MISSING"])


def test_a_revocation(judge: Any, answer: Any) -> None:
    assert judge(answer(REVOKED)) == (ChainOutcome.FAILED, ["CHAIN_REVOKED"])


def test_one_that_says_revoked_is_enough(judge: Any, answer: Any, authority: Any) -> None:
    listed = authority.ca.crl({authority.seal.certificate.serial: REVOKED})
    assert judge(answer(), crls=[listed])[1] == ["CHAIN_REVOKED"]
    assert judge(answer(REVOKED), crls=[authority.ca.crl()])[1] == ["CHAIN_REVOKED"]


def test_a_responder_who_does_not_know(judge: Any, answer: Any) -> None:
    assert judge(answer(CertificateStatus.UNKNOWN))[1] == ["CHAIN_OCSP_UNKNOWN", "CHAIN_CRL_MISSING"]


def test_a_responder_nobody_charged(judge: Any, answer: Any, authority: Any) -> None:
    found = judge(answer(REVOKED, authority.seal))
    assert found == (ChainOutcome.PASSED, ["CHAIN_OCSP_SIGNATURE", "CHAIN_CRL_MISSING"])


def test_a_responder_whose_charge_was_taken_away(judge: Any, answer: Any, authority: Any) -> None:
    delegate = authority.ca.issue("应答者", extended_key_usage=["1.3.6.1.5.5.7.3.9"])
    sound, gone = authority.ca.crl(), authority.ca.crl({delegate.certificate.serial: REVOKED})
    assert judge(answer(holder=delegate), crls=[sound])[1] == []
    assert judge(answer(holder=delegate), crls=[gone])[1] == ["CHAIN_OCSP_SIGNATURE"]


@pytest.mark.parametrize("kind", ["2.5.29.27", "2.5.29.28"])
def test_a_list_of_a_part_says_revoked_and_never_good(judge: Any, authority: Any, kind: str) -> None:
    """Delta lists and partitions, though the CA forgot to mark them critical."""
    extra = [(kind, False, der.integer(1) if kind.endswith("27") else der.sequence())]
    silent = authority.ca.crl(extra=extra)
    telling = authority.ca.crl({authority.seal.certificate.serial: REVOKED}, extra=extra)
    assert judge(crls=[silent])[1] == ["CHAIN_CRL_UNSUPPORTED", "CHAIN_CRL_MISSING"]
    assert "CHAIN_REVOKED" in judge(crls=[telling])[1]


def test_an_old_answer(judge: Any, answer: Any) -> None:
    assert judge(answer(at=NOW - 2 * WEEK))[1] == ["CHAIN_OCSP_STALE"]


def test_an_answer_with_something_beyond_us(judge: Any, answer: Any, authority: Any) -> None:
    one = der.sequence(der.oid("1.2.3"), b"\x01\x01\xff", der.octets(b""))
    good = answer()
    tbs = der.sequence(
        der.whole(good.tbs, der.SEQUENCE).content(good.tbs), der.encode(0xA1, der.sequence(one))
    )
    key = authority.ca.key
    value = key.sign_digest(message_digest(key.public_key, tbs))
    odd = OcspResponse.parse(der.sequence(tbs, der.sequence(der.oid("1.2.156.10197.1.501")), der.bits(value)))
    assert judge(odd)[1] == ["CHAIN_OCSP_UNSUPPORTED", "CHAIN_CRL_MISSING"]
