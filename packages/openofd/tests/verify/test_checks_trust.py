"""Checks 6.1 to 6.4 from facts; whole files are in test_verify."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from openofd.gm.chain import ChainFinding, ChainOutcome, ChainReport, FindingKind
from openofd.verify import checks_trust
from openofd.verify.facts import Description, TimeFacts
from openofd.verify.policy import STANDARD, STRICT, Policy
from openofd.verify.report import Outcome


@pytest.fixture
def chain(authority: Any) -> Any:
    def made(*findings: Any) -> Any:
        return ChainReport(
            outcome=ChainOutcome.PASSED,
            path=(authority.sealer.certificate, authority.issuing),
            findings=findings,
        )

    return made


NOW = TimeFacts(datetime(2026, 7, 2, 12, tzinfo=UTC), None)


def finding(code: Any, kind: Any, at: Any = None) -> Any:
    return ChainFinding(code=code, kind=kind, subject="s", zh="", en="", at=at)


def codes(verdict: Any) -> Any:
    return [reason.code for reason in verdict.because]


def test_what_is_wrong_at_any_time_fails_a_chain(chain: Any, authority_module: Any) -> Any:
    report = chain(
        finding("CHAIN_USAGE", FindingKind.STRUCTURE), finding("CHAIN_INCOMPLETE", FindingKind.ANCHOR)
    )
    verdict = checks_trust.signer_chain(report, authority_module.SIGNED, NOW)
    assert (verdict.outcome, codes(verdict)) == (Outcome.FAILED, ["CHAIN_USAGE"])


def test_a_chain_without_anchor_cannot_be_told(chain: Any, authority_module: Any) -> Any:
    report = chain(finding("CHAIN_INCOMPLETE", FindingKind.ANCHOR))
    assert checks_trust.signer_chain(report, authority_module.SIGNED, NOW).outcome is Outcome.INDETERMINATE


def test_every_certificate_of_the_path_must_have_been_valid_then(chain: Any, authority_module: Any) -> Any:
    verdict = checks_trust.signer_chain(chain(), authority_module.START - timedelta(seconds=1), NOW)
    assert codes(verdict) == ["CHAIN_PERIOD_THEN"] * 2


def test_a_period_that_is_over_now_is_no_matter_of_the_chain(chain: Any, authority_module: Any) -> Any:
    report = chain(finding("CHAIN_PERIOD", FindingKind.PERIOD))
    assert checks_trust.signer_chain(report, authority_module.SIGNED, NOW).outcome is Outcome.PASSED


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("revoked", "proof", "outcome"),
    [
        (-DAY, None, Outcome.FAILED),
        (0 * DAY, None, Outcome.FAILED),
        (0 * DAY, 0 * DAY, Outcome.FAILED),
        (DAY, None, Outcome.INDETERMINATE),
        (DAY, 2 * DAY, Outcome.INDETERMINATE),
        (DAY, DAY, Outcome.PASSED),
        (DAY, 0 * DAY, Outcome.PASSED),
    ],
)
def test_the_table_of_revocation(
    revoked: Any, proof: Any, outcome: Any, chain: Any, authority_module: Any
) -> Any:
    signed = authority_module.SIGNED
    report = chain(finding("CHAIN_REVOKED", FindingKind.REVOKED, at=signed + revoked))
    times = TimeFacts(signed + 9 * DAY, None if proof is None else signed + proof)
    assert checks_trust.revocation(((report, signed),), times, STANDARD).outcome is outcome


def test_a_revocation_weighs_more_than_a_missing_list(chain: Any, authority_module: Any) -> Any:
    signed = authority_module.SIGNED
    missing = finding("CHAIN_CRL_MISSING", FindingKind.UNCHECKED)
    since = finding("CHAIN_REVOKED", FindingKind.REVOKED, at=signed + DAY)
    verdict = checks_trust.revocation(((chain(missing, since), signed),), TimeFacts(signed, None), STANDARD)
    assert codes(verdict) == ["REVOKED_SINCE"]


def test_only_the_credulous_believe_the_signers_own_word(chain: Any, authority_module: Any) -> Any:
    signed = authority_module.SIGNED
    report = chain(finding("CHAIN_REVOKED", FindingKind.REVOKED, at=signed + DAY))
    credulous = Policy(name="credulous", unsafe_believe_signing_time=True)
    verdict = checks_trust.revocation(((report, signed),), TimeFacts(signed + 9 * DAY, None), credulous)
    assert (verdict.outcome, [r.code for r in verdict.warnings]) == (Outcome.PASSED, ["REVOKED_SINCE"])


def described(text: Any) -> Any:
    return Description(
        digest=b"",
        check_method=None,
        references=(),
        signature_method=None,
        date_time=text,
        stamps=(),
        stamp_ids=(),
        signed_value="",
        seal_file="",
    )


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("20260702120000Z", False),
        ("2026-07-02 20:00:00", False),
        ("20260702120000", False),
        ("20260702120000.923Z", False),
        ("2026-07-02T20:00:00+08:00", False),
        ("2026-07-02T07:00:00-0500", False),
        ("20260702200000Z", True),
        ("20260703120000", True),
        ("20261302120000Z", False),
        ("yesterday", False),
        ("", False),
    ],
)
def test_the_written_time_is_compared(text: Any, warned: Any, authority: Any, authority_module: Any) -> Any:
    signed = authority_module.SIGNED
    signer = authority.sealer.certificate
    verdict = checks_trust.signing_time(signer, signed, described(text), TimeFacts(signed, None), STANDARD)
    assert verdict.outcome is Outcome.PASSED
    assert [warning.code for warning in verdict.warnings] == ["TIME_INCONSISTENT"] * warned


def test_signed_outside_the_signers_period(authority: Any, authority_module: Any) -> Any:
    late = authority_module.START + 6 * authority_module.YEAR
    verdict = checks_trust.signing_time(
        authority.sealer.certificate, late, described(""), TimeFacts(late, None), STANDARD
    )
    assert (verdict.outcome, codes(verdict)) == (Outcome.FAILED, ["SIGN_TIME"])


def test_nothing_says_when_it_was_signed(authority: Any, authority_module: Any) -> Any:
    times = TimeFacts(authority_module.SIGNED, None)
    verdict = checks_trust.signing_time(authority.sealer.certificate, None, described(""), times, STANDARD)
    assert (verdict.outcome, codes(verdict)) == (Outcome.INDETERMINATE, ["SIGN_TIME_MISSING"])


def test_a_strict_verifier_wants_the_time_proven(authority: Any, authority_module: Any) -> Any:
    late = TimeFacts(authority_module.START + 6 * authority_module.YEAR, None)
    verdict = checks_trust.signing_time(
        authority.sealer.certificate, authority_module.SIGNED, described(""), late, STRICT
    )
    assert (verdict.outcome, codes(verdict)) == (Outcome.INDETERMINATE, ["TIME_UNTRUSTED"])


def test_an_expiry_is_open_where_nothing_says_when(chain: Any, authority_module: Any) -> Any:
    late = TimeFacts(authority_module.START + 9 * authority_module.YEAR, None)
    verdict = checks_trust.signer_chain(chain(), None, late)
    assert (verdict.outcome, codes(verdict)[0]) == (Outcome.INDETERMINATE, "SIGN_TIME_MISSING")
    usage = chain(finding("CHAIN_USAGE", FindingKind.STRUCTURE))
    assert checks_trust.signer_chain(usage, None, late).outcome is Outcome.FAILED
    assert checks_trust.signer_chain(chain(), None, NOW).outcome is Outcome.PASSED
