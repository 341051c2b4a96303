"""Chains remembered per process give the very answers that judging them anew gives."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.gm.chain import validate_chain
from openofd.gm.findings import FindingKind
from openofd.gm.ocsp import OcspResponse
from openofd.gm.ocsp_building import build_response, single_response
from openofd.gm.signer import KeySigner
from openofd.verify.chains import judge_chain
from openofd.verify.trust import NO_TRUST

DAY = timedelta(days=1)


@pytest.fixture(scope="session")
def anew() -> Any:
    def judged(leaf: Any, trust: Any, at: Any) -> Any:
        return validate_chain(
            leaf, intermediates=trust.intermediates, anchors=trust.anchors, at=at, crls=trust.crls
        )

    return judged


@pytest.fixture(scope="session")
def limits(authority: Any) -> Any:
    certificates = (authority.sealer.certificate, *authority.trust.anchors, *authority.trust.intermediates)
    found = {m for c in certificates for m in (c.not_before, c.not_after)}
    return sorted(found | {crl.next_update for crl in authority.trust.crls})


@given(pick=st.integers(0, 20), shift=st.integers(-2, 2))
def test_around_every_limit_the_answer_is_the_same(
    pick: Any, shift: Any, authority: Any, anew: Any, limits: Any
) -> Any:
    at = limits[pick % len(limits)] + timedelta(seconds=shift)
    leaf = authority.sealer.certificate
    assert judge_chain(leaf, authority.trust, at) == anew(leaf, authority.trust, at)


def test_another_trust_is_another_question(authority: Any, authority_module: Any) -> Any:
    at, leaf = authority_module.SIGNED, authority.sealer.certificate
    assert judge_chain(leaf, authority.trust, at).anchored
    assert not judge_chain(leaf, NO_TRUST, at).anchored


def test_a_list_that_revokes_is_another_question(authority: Any, authority_module: Any) -> Any:
    at, leaf = authority_module.SIGNED, authority.sealer.certificate
    revoking = authority.trusting(crls=[authority.crl(revoked={leaf: (at, "superseded")})])
    codes = [finding.code for finding in judge_chain(leaf, revoking, at).findings]
    assert "CHAIN_REVOKED" in codes
    assert judge_chain(leaf, authority.trust, at).findings == ()


def test_status_responses_are_heard_and_their_limits_known(authority: Any, authority_module: Any) -> Any:
    signed = authority_module.SIGNED
    leaf = authority.sealer.certificate
    single = single_response(leaf, authority.issuing, this_update=signed, next_update=signed + DAY)
    issuer = KeySigner(certificate=authority.issuing, key=authority.issuing_key)
    answer = OcspResponse.parse(build_response([single], responder=issuer, produced_at=signed))
    trust = replace(authority.trusting(crls=authority.good_crls[1:]), ocsp=(answer,))
    assert judge_chain(leaf, trust, signed).revocation_checked
    late = judge_chain(leaf, trust, signed + 2 * DAY)
    assert [f.code for f in late.of(FindingKind.UNCHECKED)] == ["CHAIN_OCSP_STALE"]
