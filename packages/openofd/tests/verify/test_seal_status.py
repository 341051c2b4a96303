"""Row 29: the status of a seal, from a list that is handed in."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from openofd.errors import LimitExceeded, MalformedDocument
from openofd.verify.policy import STANDARD, Policy
from openofd.verify.report import Outcome, Overall
from openofd.verify.seal_status import SealStatus, read_seal_statuses, status_of

SEAL = "2100000000001"
DAY = timedelta(days=1)


@pytest.fixture
def judged(judge: Any, sealed: Any, authority: Any, authority_module: Any) -> Any:
    """`judged(*statuses, …)`: the report under a list of these, twenty days after signing."""

    def made(*statuses: Any, policy: Any = STANDARD, **more: Any) -> Any:
        trust = replace(authority.trust, seal_statuses=statuses)
        return judge(sealed, trust=trust, at=authority_module.SIGNED + 20 * DAY, policy=policy, **more)

    return made


def revoked(since: Any) -> Any:
    return SealStatus(seal_id=SEAL, status="revoked", since=since)


def test_without_a_list_the_check_is_not_made(judge: Any, sealed: Any) -> Any:
    assert judge(sealed).find("seal_status") is None


def test_a_policy_may_want_one(judge: Any, sealed: Any) -> Any:
    wanting = Policy(name="wanting", require_seal_status=True)
    report = judge(sealed, policy=wanting)
    assert report.overall is Overall.INDETERMINATE
    assert report.check("seal_status").outcome is Outcome.INDETERMINATE


def test_a_seal_that_is_valid(judged: Any) -> Any:
    report = judged(SealStatus(seal_id=SEAL, status="valid"))
    assert (report.check("seal_status").outcome, report.overall) == (Outcome.PASSED, Overall.VALID)


def test_a_list_that_is_silent_is_a_warning_unless_wanted(judged: Any) -> Any:
    other = SealStatus(seal_id="other", status="valid")
    assert judged(other).overall is Overall.VALID
    assert judged(other).check("seal_status").outcome is Outcome.INDETERMINATE
    assert [r.code for r in judged(other).warnings] == ["SEAL_STATUS_UNKNOWN"]
    wanting = Policy(name="wanting", require_seal_status=True)
    assert judged(other, policy=wanting).overall is Overall.INDETERMINATE


@pytest.mark.parametrize(
    ("since", "proof", "code", "overall"),
    [
        (-DAY, None, "SEAL_REVOKED_BEFORE", Overall.INVALID),
        (DAY, None, "SEAL_REVOKED_SINCE", Overall.INDETERMINATE),
        (DAY, 2 * DAY, "SEAL_REVOKED_SINCE", Overall.INDETERMINATE),
        (DAY, 0 * DAY, "SEAL_REVOKED_SINCE_PROVEN", Overall.VALID),
    ],
)
def test_a_seal_that_was_revoked(
    since: Any, proof: Any, code: Any, overall: Any, judged: Any, authority_module: Any
) -> Any:
    signed = authority_module.SIGNED
    proven = None if proof is None else signed + proof
    report = judged(revoked(signed + since), existed_by=proven)
    assert code in report.codes
    assert report.overall is overall


def test_the_credulous_believe_the_signers_own_word(judged: Any, authority_module: Any) -> Any:
    credulous = Policy(name="credulous", unsafe_believe_signing_time=True)
    report = judged(revoked(authority_module.SIGNED + DAY), policy=credulous)
    assert report.overall is Overall.VALID
    assert "SEAL_REVOKED_SINCE" in [r.code for r in report.warnings]


def test_the_earliest_revocation_counts(authority_module: Any) -> Any:
    early, late = revoked(authority_module.START), revoked(authority_module.SIGNED)
    valid = SealStatus(seal_id=SEAL, status="valid")
    assert status_of(SEAL, (valid, late, early)) is early
    assert status_of(SEAL, (valid,)) is valid
    assert status_of("other", (valid,)) is None


def test_a_list_is_read_back(authority_module: Any) -> Any:
    lines = (SealStatus(seal_id="1", status="valid"), revoked(authority_module.SIGNED))
    data = json.dumps({"seals": [line.to_json() for line in lines]}).encode()
    assert read_seal_statuses(data) == lines


def test_a_list_beyond_any_measure() -> Any:
    with pytest.raises(LimitExceeded, match="SEAL_STATUS_LIST"):
        read_seal_statuses(b" " * (9 * 1024 * 1024))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"seals": [{}]}',
        b'{"seals": [{"seal_id": "1", "status": "lost"}]}',
        b'{"seals": [{"seal_id": "1", "status": "revoked"}]}',
        b'{"seals": [{"seal_id": "1", "status": "revoked", "since": "2026-01-01T00:00:00"}]}',
        b'{"seals": [{"seal_id": "1", "status": "revoked", "since": 5}]}',
        b'{"seals": ' + b"[" * 100_000,
    ],
)
def test_what_is_no_list(data: Any) -> Any:
    with pytest.raises(MalformedDocument, match="SEAL_STATUS_LIST"):
        read_seal_statuses(data)
