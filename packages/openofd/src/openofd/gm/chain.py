"""From a signer's public-key certificate up to a trust anchor (GB/T 20518-2018, RFC 5280 chapter 6).

The check never stops at the first finding and knows nothing of signing times: it judges at one moment and
marks each finding with its kind; the caller weighs periods and revocations against the time of a signature.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import pairwise

from openofd.gm.findings import ChainFinding, FindingKind, beijing, finding
from openofd.gm.ocsp import OCSP_SIGNING, OcspResponse
from openofd.gm.revocation import revocations
from openofd.gm.x509 import CertificateRevocationList, PublicKeyCertificate
from openofd.limits import LIMITS

__all__ = [
    "SIGNING",
    "TIME_STAMPING",
    "ChainFinding",
    "ChainOutcome",
    "ChainReport",
    "FindingKind",
    "validate_chain",
]

SIGNING = frozenset({"digitalSignature", "nonRepudiation"})
"""What a signer's key usage must contain one of; an encryption-only certificate has neither."""

TIME_STAMPING = "1.3.6.1.5.5.7.3.8"
"""Extended key usage of a time-stamping authority."""

_EXTENDED_KEY_USAGE = "2.5.29.37"
_DEDICATED = frozenset({TIME_STAMPING, OCSP_SIGNING})


class ChainOutcome(Enum):
    """PASSED: up to an anchor, nothing wrong. UNANCHORED: nothing wrong, but no anchor was reached."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    UNANCHORED = "UNANCHORED"


_WRONG = frozenset({FindingKind.STRUCTURE, FindingKind.PERIOD, FindingKind.REVOKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """`path` runs from the leaf upwards; it ends at an anchor unless there is a finding of kind ANCHOR."""

    outcome: ChainOutcome
    path: tuple[PublicKeyCertificate, ...]
    findings: tuple[ChainFinding, ...]

    def of(self, *kinds: FindingKind) -> tuple[ChainFinding, ...]:
        """The findings of these kinds."""
        return tuple(one for one in self.findings if one.kind in kinds)

    @property
    def anchored(self) -> bool:
        """Whether the path ends at an anchor."""
        return not self.of(FindingKind.ANCHOR)

    @property
    def revocation_checked(self) -> bool:
        """Whether a fresh and sound revocation list spoke about every certificate below the anchor."""
        return not self.of(FindingKind.UNCHECKED)

    def valid_at(self, moment: datetime) -> bool:
        """Whether `moment` lies inside the period of every certificate of the path."""
        return all(_covers(certificate, moment) for certificate in self.path)


def validate_chain(
    leaf: PublicKeyCertificate,
    *,
    intermediates: Iterable[PublicKeyCertificate] = (),
    anchors: Collection[PublicKeyCertificate],
    at: datetime,
    crls: Sequence[CertificateRevocationList] = (),
    ocsp: Sequence[OcspResponse] = (),
    usage: frozenset[str] = SIGNING,
    extended_usage: str | None = None,
) -> ChainReport:
    """Judge `leaf` and its issuers at the moment `at`.

    Args:
        leaf: the signer's certificate.
        intermediates: certificates that may help upwards; they are not trusted.
        anchors: trusted by their bytes, whether self-signed or not.
        at: aware.
        crls: revocation lists; those of other issuers are passed over.
        ocsp: status responses; those about other certificates are passed over.
        usage: the leaf needs at least one of these key usages.
        extended_usage: the leaf needs this extended key usage, a dotted identifier.
    """
    path = _climb(leaf, (*anchors, *intermediates), frozenset(anchors))
    anchored = path[-1] in anchors
    findings = (
        *_anchoring(path, anchors, anchored=anchored),
        *_links(path),
        *_periods(path, at),
        *_constraints(path),
        *_usages(path, usage, extended_usage),
        *_critical(path),
        *revocations(path, crls, ocsp, at, anchored=anchored),
    )
    return ChainReport(outcome=_outcome(findings), path=path, findings=findings)


def _outcome(findings: Iterable[ChainFinding]) -> ChainOutcome:
    kinds = {one.kind for one in findings}
    if kinds & _WRONG:
        return ChainOutcome.FAILED
    return ChainOutcome.UNANCHORED if FindingKind.ANCHOR in kinds else ChainOutcome.PASSED


def _climb(
    leaf: PublicKeyCertificate,
    pool: Sequence[PublicKeyCertificate],
    anchors: frozenset[PublicKeyCertificate],
) -> tuple[PublicKeyCertificate, ...]:
    path = [leaf]
    while path[-1] not in anchors and len(path) < LIMITS.chain_length:
        child = path[-1]
        candidates = [other for other in pool if _may_issue(other, child) and other not in path]
        if not candidates:
            break
        path.append(min(candidates[: LIMITS.chain_length], key=_preference(child, anchors)))
    return tuple(path)


def _may_issue(issuer: PublicKeyCertificate, child: PublicKeyCertificate) -> bool:
    # a namesake with another key is not the issuer, unless the signature says so
    return issuer.subject == child.issuer and (
        _same_key_id(child, issuer) or child.is_signed_by(issuer.public_key)
    )


def _same_key_id(child: PublicKeyCertificate, issuer: PublicKeyCertificate) -> bool:
    named, own = child.authority_key_id, issuer.subject_key_id
    return named is None or own is None or named == own


def _preference(
    child: PublicKeyCertificate, anchors: frozenset[PublicKeyCertificate]
) -> Callable[[PublicKeyCertificate], tuple[bool, bool, float]]:
    # the right key first, then an anchor, then the one that lives longest
    return lambda issuer: (
        not child.is_signed_by(issuer.public_key),
        issuer not in anchors,
        -issuer.not_after.timestamp(),
    )


def _anchoring(
    path: Sequence[PublicKeyCertificate], anchors: Collection[PublicKeyCertificate], *, anchored: bool
) -> Iterator[ChainFinding]:
    if not anchors:
        yield finding(
            "CHAIN_NO_ANCHORS", path[-1], "未提供信任锚，无法判断是否可信", "no trust anchors were given"
        )
    elif not anchored and len(path) >= LIMITS.chain_length:
        yield finding("CHAIN_TOO_LONG", path[-1], "证书链过长", "the chain is too long")
    elif not anchored:
        yield finding(
            "CHAIN_INCOMPLETE", path[-1], "证书链未到达信任锚", "the chain does not reach a trust anchor"
        )


def _links(path: Sequence[PublicKeyCertificate]) -> Iterator[ChainFinding]:
    for child, issuer in pairwise(path):
        if not child.is_signed_by(issuer.public_key):
            yield finding(
                "CHAIN_SIGNATURE", child, "公钥证书上的签名不是其颁发者所签", "not signed by its issuer's key"
            )
        if not _same_key_id(child, issuer):  # RFC 5280 4.2.1.1
            yield finding(
                "CHAIN_KEY_ID", child, "颁发者密钥标识不一致", "the issuer's key identifier differs"
            )


def _covers(certificate: PublicKeyCertificate, moment: datetime) -> bool:
    return certificate.not_before <= moment <= certificate.not_after


def _periods(path: Sequence[PublicKeyCertificate], at: datetime) -> Iterator[ChainFinding]:
    # RFC 5280 6.1.3 a) 2)
    for certificate in path:
        if at < certificate.not_before:
            since = beijing(certificate.not_before)
            yield finding(
                "CHAIN_PERIOD", certificate, f"公钥证书自 {since} 起方有效", f"valid only from {since} +08:00"
            )
        elif at > certificate.not_after:
            until = beijing(certificate.not_after)
            yield finding(
                "CHAIN_PERIOD", certificate, f"公钥证书已于 {until} 过期", f"expired on {until} +08:00"
            )


def _constraints(path: Sequence[PublicKeyCertificate]) -> Iterator[ChainFinding]:
    below = 0  # RFC 5280 6.1.4 l) and m): self-issued certificates are not counted
    for issuer in path[1:]:
        if not issuer.is_ca:  # RFC 5280 6.1.4 k)
            yield finding("CHAIN_NOT_CA", issuer, "颁发者不是 CA", "the issuer is not a CA")
        if issuer.path_length is not None and below > issuer.path_length:
            yield finding(
                "CHAIN_PATHLEN",
                issuer,
                "下级 CA 超过路径长度限制",
                "more CAs follow than its path length allows",
            )
        below += not issuer.self_issued


def _usages(
    path: Sequence[PublicKeyCertificate], usage: frozenset[str], extended_usage: str | None
) -> Iterator[ChainFinding]:
    leaf, *issuers = path
    if not leaf.key_usage & usage:
        wanted = " / ".join(sorted(usage))
        yield finding("CHAIN_USAGE", leaf, f"密钥用途须含 {wanted}", f"the key usage lacks {wanted}")
    yield from _purpose(leaf, extended_usage)
    for issuer in issuers:
        if "keyCertSign" not in issuer.key_usage:  # RFC 5280 6.1.4 n)
            yield finding(
                "CHAIN_USAGE", issuer, "颁发者的密钥用途须含 keyCertSign", "the issuer lacks keyCertSign"
            )


def _purpose(leaf: PublicKeyCertificate, wanted: str | None) -> Iterator[ChainFinding]:
    """A purpose asked for must be there; else only a leaf dedicated to another one is refused.

    Real seal certificates list server, client or mail purposes, even as critical; key usage decides there.
    """
    purposes = leaf.extended_key_usage
    if wanted is not None and wanted not in purposes:
        yield finding(
            "CHAIN_USAGE", leaf, f"扩展密钥用途须含 {wanted}", f"the extended key usage lacks {wanted}"
        )
    elif wanted == TIME_STAMPING and (len(purposes) > 1 or _EXTENDED_KEY_USAGE not in leaf.critical):
        yield finding(  # RFC 3161 2.3
            "CHAIN_USAGE",
            leaf,
            "时间戳机构的扩展密钥用途须为关键扩展，且只含时间戳",
            "a time-stamping authority's extended key usage is critical and names nothing else",
        )
    elif wanted is None and purposes and purposes <= _DEDICATED:  # RFC 3161 2.3
        yield finding(
            "CHAIN_USAGE",
            leaf,
            "公钥证书专用于时间戳或状态应答",
            "dedicated to time stamps or OCSP responses",
        )


def _critical(path: Sequence[PublicKeyCertificate]) -> Iterator[ChainFinding]:
    # RFC 5280 4.2: refuse what is critical and not processed
    for certificate in path:
        for identifier in certificate.critical_unknown:
            yield finding(
                "CHAIN_CRITICAL_EXT",
                certificate,
                f"含无法处理的关键扩展项 {identifier}",
                f"the critical extension {identifier} is not understood",
            )
