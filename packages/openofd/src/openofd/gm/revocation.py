"""Whether the certificates of a chain were revoked, by lists (RFC 5280 6.3) and status responses (RFC 6960).

A statement counts if it is signed by the issuer, or for the issuer, and nothing in it is beyond us. Each list
and response handed in is heard: one that says "revoked" is enough.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from openofd.gm.findings import ChainFinding, FindingKind, beijing, finding
from openofd.gm.ocsp import CertificateStatus, OcspResponse
from openofd.gm.x509 import CertificateRevocationList, PublicKeyCertificate, Revocation

__all__ = ["revocations"]


class _Statement(NamedTuple):
    """What a usable list or response says of one certificate."""

    this_update: datetime
    next_update: datetime | None
    entry: Revocation | None
    response: bool


def revocations(
    path: Sequence[PublicKeyCertificate],
    crls: Sequence[CertificateRevocationList],
    ocsp: Sequence[OcspResponse],
    at: datetime,
    *,
    anchored: bool,
) -> Iterator[ChainFinding]:
    """What lists and responses say of the certificates below the anchor, at the moment `at`."""
    for child, issuer in pairwise(path):
        about = [crl for crl in crls if crl.issuer == issuer.subject]
        for crl in about:
            yield from _unusable(crl, issuer)
            if crl.narrowed and not crl.critical_unknown:
                yield _beyond_us(issuer)
        answers = [one for one in ocsp if one.about(child, issuer)]
        for one in answers:
            yield from _unusable_answer(one, child, issuer)
            if _is_by_revoked(one, issuer, about):
                yield _not_authorised(issuer)
        heard = [one for one in answers if not _is_by_revoked(one, issuer, about)]
        yield from _status(child, (*_listed(child, issuer, about), *_answered(child, issuer, heard)), at)
    if not anchored:
        yield from _status(path[-1], (), at)


def _unusable(crl: CertificateRevocationList, issuer: PublicKeyCertificate) -> Iterator[ChainFinding]:
    if not crl.is_signed_by(issuer.public_key):
        yield finding(
            "CHAIN_CRL_SIGNATURE",
            issuer,
            "吊销列表不是颁发者所签",
            "the revocation list is not signed by the issuer",
        )
    if "cRLSign" not in issuer.key_usage:  # RFC 5280 6.3.3 f)
        yield finding("CHAIN_CRL_USAGE", issuer, "颁发者无权签发吊销列表", "the issuer lacks cRLSign")
    if crl.critical_unknown:  # RFC 5280 5.2
        yield _beyond_us(issuer)


def _beyond_us(issuer: PublicKeyCertificate) -> ChainFinding:
    return finding(
        "CHAIN_CRL_UNSUPPORTED",
        issuer,
        "吊销列表只涉及一部分证书，或含无法处理的关键扩展项",
        "the revocation list speaks of a part only, or has critical extensions that are not understood",
    )


def _unusable_answer(
    response: OcspResponse, child: PublicKeyCertificate, issuer: PublicKeyCertificate
) -> Iterator[ChainFinding]:
    if not response.is_authorised_by(issuer):  # RFC 6960 4.2.2.2
        yield _not_authorised(issuer)
    if response.critical_unknown:
        yield finding(
            "CHAIN_OCSP_UNSUPPORTED",
            issuer,
            "状态应答含无法处理的关键扩展项",
            "the status response has critical extensions that are not understood",
        )
    said = response.about(child, issuer)
    if said is not None and said.status is CertificateStatus.UNKNOWN:  # RFC 6960 2.2
        yield finding(
            "CHAIN_OCSP_UNKNOWN",
            child,
            "应答者不知道这张公钥证书",
            "the responder does not know the certificate",
        )


def _not_authorised(issuer: PublicKeyCertificate) -> ChainFinding:
    return finding(
        "CHAIN_OCSP_SIGNATURE",
        issuer,
        "状态应答不是颁发者或其委托者所签",
        "the status response is signed neither by the issuer nor for it",
    )


def _is_by_revoked(
    response: OcspResponse, issuer: PublicKeyCertificate, about: Sequence[CertificateRevocationList]
) -> bool:
    """Whether a list says that the issuer has taken the responder's charge away (RFC 6960 4.2.2.2.1)."""
    delegate = response.delegate(issuer)
    return delegate is not None and any(one.entry for one in _listed(delegate, issuer, about))


def _listed(
    child: PublicKeyCertificate, issuer: PublicKeyCertificate, about: Sequence[CertificateRevocationList]
) -> Iterator[_Statement]:
    for crl in about:
        entry = crl.revoked.get(child.serial)
        # a list of a part can say "revoked"; that it does not say so says nothing
        if not any(_unusable(crl, issuer)) and (entry or not crl.narrowed):
            yield _Statement(crl.this_update, crl.next_update, entry, response=False)


def _answered(
    child: PublicKeyCertificate, issuer: PublicKeyCertificate, answers: Sequence[OcspResponse]
) -> Iterator[_Statement]:
    for one in answers:
        said = one.about(child, issuer)
        if said is not None and not any(_unusable_answer(one, child, issuer)):
            yield _Statement(said.this_update, said.next_update, said.revocation, response=True)


def _status(
    certificate: PublicKeyCertificate, statements: Sequence[_Statement], at: datetime
) -> Iterator[ChainFinding]:
    if not statements:
        yield finding(
            "CHAIN_CRL_MISSING",
            certificate,
            "没有可用的吊销列表或状态应答，未检查吊销状态",
            "revocation was not checked: no usable list or response",
        )
        return
    yield from _stale(certificate, max(statements, key=lambda one: one.this_update), at)
    entries = [one.entry for one in statements if one.entry is not None]
    if entries:
        yield _revoked(certificate, min(entries, key=lambda entry: entry.at))


def _stale(certificate: PublicKeyCertificate, newest: _Statement, at: datetime) -> Iterator[ChainFinding]:
    if newest.next_update is not None and newest.next_update >= at:
        return
    if newest.response:
        yield finding("CHAIN_OCSP_STALE", certificate, "状态应答已过时", "the status response is out of date")
    else:
        yield finding("CHAIN_CRL_STALE", certificate, "吊销列表已过时", "the revocation list is out of date")


def _revoked(certificate: PublicKeyCertificate, entry: Revocation) -> ChainFinding:
    since = beijing(entry.at)
    return ChainFinding(
        code="CHAIN_REVOKED",
        kind=FindingKind.REVOKED,
        subject=certificate.subject.text,
        zh=f"公钥证书已于 {since} 被吊销（{entry.reason}）",
        en=f"revoked on {since} +08:00 ({entry.reason})",
        at=entry.at,
        reason=entry.reason if entry.stated else "",
    )
