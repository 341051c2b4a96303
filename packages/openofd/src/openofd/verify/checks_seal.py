"""Checks 4.1 to 5.3, decided from facts: the seal, the value over it, the signer's place in it.

GB/T 38540-2020 7.2 (the seal) and 7.3 (the seal signature).
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from openofd.gm import sm2
from openofd.gm.sm3 import sm3
from openofd.ses.values import SignatureData
from openofd.verify.algorithms import SM3_NAMES
from openofd.verify.facts import (
    Description,
    SealFacts,
    SignatureFacts,
    SignerFacts,
    TimeFacts,
    Verdict,
    failed,
    fine,
    noted,
    unknown,
)
from openofd.verify.policy import Policy
from openofd.verify.reasons import plain, reason
from openofd.verify.report import Reason
from openofd.verify.weighing import merged

__all__ = [
    "data_hash",
    "seal_match",
    "seal_period",
    "seal_signature",
    "seal_status",
    "signature_value",
    "signed_digest",
    "signer_in_seal",
]


def seal_signature(seal: SealFacts) -> Verdict:
    """4.1: the maker's SM2 value over what makers of this version sign."""
    # GB/T 38540-2020 7.2 b): the algorithm is chosen by the key's type, not by what the file says
    named = seal.data.algorithm
    if seal.foreign and named != sm2.SM2_WITH_SM3:
        return unknown(reason("ALG_UNSUPPORTED", "SESeal.signAlgID", name=named))
    if seal.foreign or named != sm2.SM2_WITH_SM3:
        return failed(reason("ALG_MISMATCH", "SESeal.signAlgID", name=named))
    if seal.maker is None:
        return failed(reason("CERT_FORMAT", "SESeal.cert"))
    return fine("SEAL_SIG_OK") if seal.maker_holds else failed(plain("SEAL_SIG"))


def seal_period(seal: SealFacts, signed_at: datetime | None, times: TimeFacts) -> Verdict:
    """4.2: the seal's period, judged at the signing time; a seal that expired since is only mentioned."""
    info = seal.data.info
    if not info.valid_from <= (signed_at or times.at) <= info.valid_until:
        said = reason("SEAL_PERIOD", f"{info.valid_from:%Y-%m-%d} – {info.valid_until:%Y-%m-%d}")
        return failed(said) if signed_at else unknown(plain("SIGN_TIME_MISSING"), said)
    if signed_at is not None and info.created_at - signed_at > _ZONES:
        # the seal lies inside what is signed: whoever used it before it was made is dating back
        both = f"createDate {info.created_at:%Y-%m-%d %H:%M:%S}Z / {signed_at:%Y-%m-%d %H:%M:%S}Z"
        return failed(reason("TIME_INCONSISTENT", times=both))
    expired = times.at > info.valid_until
    return noted("SEAL_PERIOD_OK", (plain("SEAL_EXPIRED_SINCE"),) if expired else ())


_ZONES: Final = timedelta(days=1)
"""Makers write local time as UTC: what differs by less is no contradiction."""


def seal_status(facts: SignatureFacts, signed_at: datetime, times: TimeFacts, policy: Policy) -> Verdict:
    """4.4: whether the maker has revoked the seal, weighed as the revocation of a certificate is (6.3)."""
    status = facts.status
    if status is None:
        return unknown(plain("SEAL_STATUS_UNKNOWN"))
    since = status.since
    if status.status == "valid" or since is None:
        return fine("SEAL_STATUS_OK")
    date = f"{since.astimezone(UTC):%Y-%m-%d %H:%M:%S}Z"
    if since <= signed_at:
        return failed(reason("SEAL_REVOKED_BEFORE", status.seal_id, date=date))
    if times.existed_by is not None and times.existed_by <= since:
        return noted("SEAL_STATUS_OK", (reason("SEAL_REVOKED_SINCE_PROVEN", status.seal_id, date=date),))
    said = reason("SEAL_REVOKED_SINCE", status.seal_id, date=date)
    return noted("SEAL_STATUS_OK", (said,)) if policy.unsafe_believe_signing_time else unknown(said)


def seal_match(facts: SignatureFacts, description: Description, value: SignatureData) -> Verdict:
    """4.3: Seal.esl, where there is one, equals the embedded seal byte for byte."""
    if not description.seal_file:
        return fine("SEAL_MATCH_ABSENT")
    if facts.seal_file is None:
        return failed(reason("SEAL_MISSING", description.seal_file))
    if facts.seal_file != value.seal.raw:
        return failed(reason("SEAL_MISMATCH", description.seal_file))
    return fine("SEAL_MATCH_OK")


def data_hash(path: str, description: Description, value: SignatureData, policy: Policy) -> Verdict:
    """5.1: SM3 over Signature.xml, and the signed path is the path it lies at.

    Real makers write other things than a path, or a part of it: where the digest holds that is a deviation.
    The path of another Signature.xml is an error even so: the signature was moved.
    """
    named = value.property_info.removeprefix("/")
    wrong = () if named == path else (reason("PROPERTY_PATH_MISMATCH", value.property_info[:200]),)
    if value.data_hash != description.digest:
        return failed(reason("DATA_HASH", path), *wrong)
    moved = _OTHER_PATH.fullmatch(named) and not path.endswith("/" + named)
    if wrong and (moved or policy.refuse_deviations):
        return failed(*wrong)
    return noted("DATA_HASH_OK", wrong)


_OTHER_PATH: Final = re.compile(r"[^{}\"<>]+\.xml", re.IGNORECASE)


def signature_value(facts: SignatureFacts, description: Description | None) -> Verdict:
    """5.2: the value of every signer over the bytes as received; every algorithm named agrees."""
    named = () if description is None else (("SignatureMethod", description.signature_method),)
    verdicts = [_one_signer(signer, named) for signer in facts.signers]
    return merged("SIG_VALUE_OK", verdicts) if verdicts else failed(plain("SIG_NO_SIGNER"))


def signed_digest(facts: SignatureFacts, description: Description) -> Verdict:
    """5.1 for a signature without a seal: what every signer vouches for is SM3 over Signature.xml.

    GB/T 35275-2017 8.1; GM/T 0099-2020 7.2.2.
    """
    return merged("", [_digest_of(signer, facts.path, description) for signer in facts.signers])


def _digest_of(signer: SignerFacts, path: str, description: Description) -> Verdict:
    if signer.missing and signer.data_hash is None:
        return unknown(plain("SIGNER_CERT_MISSING"))
    if signer.faults:
        return failed(*(Reason(code=d.code, zh=d.zh, en=d.en, where=d.where) for d in signer.faults))
    if signer.digest_algorithm not in SM3_NAMES:
        return failed(reason("ALG_MISMATCH", "SignerInfo.digestAlgorithm", name=signer.digest_algorithm))
    # the value is over Signature.xml itself where no digest came along: 5.2 then says it all
    holds = signer.holds if signer.data_hash is None else signer.data_hash == description.digest
    return fine("DATA_HASH_OK") if holds else failed(reason("DATA_HASH", path))


def _one_signer(signer: SignerFacts, named: tuple[tuple[str, str | None], ...]) -> Verdict:
    if signer.missing:
        return unknown(plain("SIGNER_CERT_MISSING"))
    # the algorithm is chosen by the key's type, never by what a file says of itself; the names must agree
    wrong = [
        (where, name) for where, name in (*signer.algorithms, *named) if name not in (sm2.SM2_WITH_SM3, None)
    ]
    if signer.foreign and wrong:
        return unknown(*(reason("ALG_UNSUPPORTED", where, name=str(name)) for where, name in wrong))
    because = [reason("ALG_MISMATCH", where, name=str(name)) for where, name in wrong]
    if signer.foreign:
        because.append(reason("ALG_MISMATCH", "certificate", name="SM2 / ?"))
    elif signer.certificate is None:
        because.append(reason("CERT_FORMAT", signer.algorithms[0][0].partition(".")[0] + ".cert"))
    elif not signer.holds:
        return _does_not_hold(signer, because)
    return failed(*because) if because else fine("SIG_VALUE_OK")


def _does_not_hold(signer: SignerFacts, because: list[Reason]) -> Verdict:
    if signer.holds_elsewhere and not because:
        return unknown(plain("SIG_OVER_DESCRIPTION"))
    return failed(*because, plain("SIG_VALUE"))


def signer_in_seal(value: SignatureData) -> Verdict:
    """5.3: the signer's public-key certificate, byte for byte (list type 1) or by its digest (type 2)."""
    info = value.seal.info
    listed = value.certificate in info.certificates
    if info.digests:  # GB/T 38540-2020 6.1.3 leaves the digest open; SM3 over the DER is what is met
        listed = sm3(value.certificate) in [digest for _, digest in info.digests]
    if not listed and info.certificate_ids:  # GM/T 0031-2014: certID, a name; nothing can be compared with it
        return unknown(reason("CERT_LIST_OF_NAMES", ", ".join(info.certificate_ids)[:80]))
    return fine("CERT_IN_SEAL") if listed else failed(plain("CERT_NOT_IN_SEAL"))
