"""Checks 4.1 to 5.3, decided from facts: the seal, the value over it, the signer's place in it.

GB/T 38540-2020 7.2 (the seal) and 7.3 (the seal signature).
"""

from datetime import datetime
from typing import Final

from openofd.gm import sm2
from openofd.gm.sm3 import sm3
from openofd.ses.values import SignatureData
from openofd.verify.facts import (
    Description,
    SealFacts,
    SignatureFacts,
    TimeFacts,
    Verdict,
    failed,
    fine,
    noted,
)
from openofd.verify.reasons import plain, reason

__all__ = ["data_hash", "seal_match", "seal_period", "seal_signature", "signature_value", "signer_in_seal"]


def seal_signature(seal: SealFacts) -> Verdict:
    """4.1: the maker's SM2 value over eSealInfo alone."""
    if (
        seal.data.algorithm != sm2.SM2_WITH_SM3
    ):  # GB/T 38540-2020 7.2 b): the algorithm is ours to choose, not the file's
        return failed(reason("ALG_MISMATCH", "SESeal.signAlgID", name=seal.data.algorithm))
    if seal.maker is None:
        return failed(reason("CERT_FORMAT", "SESeal.cert"))
    return fine("SEAL_SIG_OK") if seal.maker_holds else failed(plain("SEAL_SIG"))


def seal_period(seal: SealFacts, signed_at: datetime, times: TimeFacts) -> Verdict:
    """4.2: the seal's period, judged at the signing time; a seal that expired since is only mentioned."""
    info = seal.data.info
    if not info.valid_from <= signed_at <= info.valid_until:
        return failed(reason("SEAL_PERIOD", f"{info.valid_from:%Y-%m-%d} – {info.valid_until:%Y-%m-%d}"))
    expired = times.at > info.valid_until
    return noted("SEAL_PERIOD_OK", (plain("SEAL_EXPIRED_SINCE"),) if expired else ())


def seal_match(facts: SignatureFacts, description: Description, value: SignatureData) -> Verdict:
    """4.3: Seal.esl, where there is one, equals the embedded seal byte for byte."""
    if not description.seal_file:
        return fine("SEAL_MATCH_ABSENT")
    if facts.seal_file is None:
        return failed(reason("SEAL_MISSING", description.seal_file))
    if facts.seal_file != value.seal.raw:
        return failed(reason("SEAL_MISMATCH", description.seal_file))
    return fine("SEAL_MATCH_OK")


def data_hash(path: str, description: Description, value: SignatureData) -> Verdict:
    """5.1: SM3 over Signature.xml, and the signed path is the path it lies at."""
    wrong = []
    if value.data_hash != description.digest:
        wrong.append(reason("DATA_HASH", path))
    if value.property_info.removeprefix("/") != path:
        wrong.append(reason("PROPERTY_PATH_MISMATCH", value.property_info))
    return failed(*wrong) if wrong else fine("DATA_HASH_OK")


_METHODS: Final = frozenset({sm2.SM2_WITH_SM3, None})  # GB/T 33190-2016 18.2.2: SignatureMethod may be absent


def signature_value(facts: SignatureFacts, description: Description | None, value: SignatureData) -> Verdict:
    """5.2: the signer's SM2 value over TBS_Sign as received; every algorithm named agrees."""
    wrong = []
    if value.algorithm != sm2.SM2_WITH_SM3:
        wrong.append(reason("ALG_MISMATCH", "SES_Signature.signatureAlgID", name=value.algorithm))
    if description is not None and description.signature_method not in _METHODS:
        wrong.append(reason("ALG_MISMATCH", "SignatureMethod", name=str(description.signature_method)))
    if facts.signer is None:
        wrong.append(reason("CERT_FORMAT", "SES_Signature.cert"))
    elif not facts.value_holds:
        wrong.append(plain("SIG_VALUE"))
    notes = (plain("TIMESTAMP_NOT_CHECKED"),) if value.time_stamp else ()
    return failed(*wrong, warnings=notes) if wrong else noted("SIG_VALUE_OK", notes)


def signer_in_seal(value: SignatureData) -> Verdict:
    """5.3: the signer's public-key certificate, byte for byte (list type 1) or by its digest (type 2)."""
    info = value.seal.info
    listed = value.certificate in info.certificates
    if info.digests:  # GB/T 38540-2020 6.1.3 leaves the digest open; SM3 over the DER is what is met
        listed = sm3(value.certificate) in [digest for _, digest in info.digests]
    return fine("CERT_IN_SEAL") if listed else failed(plain("CERT_NOT_IN_SEAL"))
