"""What is read of SignedValue.dat, form by form."""

from dataclasses import replace
from typing import Any

import pytest

from openofd.verify.report import Outcome, Overall

BARE = b"\x30\x06\x02\x01\x01\x02\x01\x02"


def test_a_bare_value_needs_a_certificate(forge: Any, told: Any, authority_module: Any) -> Any:
    parts = forge.sign(authority_module.tiny_parts(), type="Sign", value=lambda *_: BARE)
    report = told(parts)
    (signature,) = report.signatures
    assert (signature.form, report.overall) == ("bare SM2 value", Overall.INDETERMINATE)
    assert [r.code for r in signature.check("signature_value").because] == ["SIGNER_CERT_MISSING"]
    assert signature.check("structure").outcome is Outcome.PASSED


def test_a_signature_without_a_seal_has_no_check_of_one(forge: Any, told: Any, authority_module: Any) -> Any:
    parts = forge.sign(authority_module.tiny_parts(), type="Sign", value=lambda *_: BARE)
    report = told(parts)
    listed = {check.id for check in report.signatures[0].checks}
    of_seals = {"seal_signature", "seal_period", "seal_match", "signer_in_seal", "maker_chain"}
    assert not listed & of_seals
    assert not {check.id for check in report.checks} & of_seals


@pytest.mark.parametrize(("kind", "count"), [("Seal", 13), ("Sign", 8)])
def test_what_cannot_be_read_is_not_checked(
    kind: Any, count: Any, forge: Any, told: Any, authority_module: Any
) -> Any:
    parts = forge.sign(authority_module.tiny_parts(), type=kind, value=lambda *_: b"\x30\x03\x02")
    (signature,) = told(parts).signatures
    assert len(signature.checks) == count
    assert signature.overall is Overall.INVALID


def test_a_value_over_the_description_itself(forge: Any, told: Any, authority_module: Any) -> Any:
    parts = authority_module.tiny_parts()
    report = told(forge.sign(parts, value=lambda xml, path: forge.value(xml, path, over=xml)))
    assert [r.code for r in report.check("signature_value").because] == ["SIG_OVER_DESCRIPTION"]
    assert report.overall is Overall.INDETERMINATE


def test_a_seal_that_somebody_made_for_himself(judge: Any, sealed: Any, authority: Any) -> Any:
    """Where makers are named, a certificate of the same CA is not enough to make a seal of any name."""
    own = authority.make_seal(maker=authority.sealer)
    makers = (authority.maker.certificate,)
    trust = replace(authority.trust, maker_anchors=makers)
    assert judge(sealed, trust=trust).overall is Overall.VALID
    report = judge(authority.sealed(seal=own), trust=trust)
    assert [r.code for r in report.check("maker_chain").because] == ["CHAIN_INCOMPLETE"]
    assert report.overall is Overall.INDETERMINATE
