"""Certificate revocation lists (GB/T 20518-2018 chapter 6, RFC 5280 chapter 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

from asn1crypto import crl, x509

from openofd.gm import sm2
from openofd.gm.sm2 import PublicKey
from openofd.gm.x509.names import Name, read_name
from openofd.gm.x509.structure import (
    Envelope,
    aware,
    from_pem,
    guarded,
    open_envelope,
    read_extensions,
    same_algorithm,
)

__all__ = ["REASONS", "CertificateRevocationList", "Revocation"]

# RFC 5280 5.2 and 5.3: what may be critical here; partitioned, delta and indirect lists are not understood
_UNDERSTOOD = frozenset({"authority_key_identifier", "crl_number"})
_ENTRY_UNDERSTOOD = frozenset({"crl_reason", "invalidity_date"})
_NARROWING = frozenset({"delta_crl_indicator", "issuing_distribution_point"})


REASONS = {
    "unspecified": "unspecified",
    "key_compromise": "keyCompromise",
    "ca_compromise": "cACompromise",
    "affiliation_changed": "affiliationChanged",
    "superseded": "superseded",
    "cessation_of_operation": "cessationOfOperation",
    "certificate_hold": "certificateHold",
    "remove_from_crl": "removeFromCRL",
    "privilege_withdrawn": "privilegeWithdrawn",
    "aa_compromise": "aACompromise",
}
"""asn1crypto's words and those of RFC 5280 5.3.1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """When and why one public-key certificate was revoked; `reason` in RFC 5280's words ("keyCompromise").

    A reason that is not stated is "unspecified" (RFC 5280 5.3.1), which RFC 3161 4 tells from one that is.
    """

    at: datetime
    reason: str
    stated: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRevocationList:
    """One SM2 revocation list; `der` alone decides equality. `revoked` is by serial number."""

    der: bytes = field(repr=False)
    tbs: bytes = field(compare=False, repr=False)
    signature: bytes = field(compare=False, repr=False)
    issuer: Name = field(compare=False)
    this_update: datetime = field(compare=False)
    next_update: datetime | None = field(compare=False)
    revoked: Mapping[int, Revocation] = field(compare=False, repr=False)
    authority_key_id: bytes | None = field(compare=False, repr=False)
    critical_unknown: tuple[str, ...] = field(compare=False)
    narrowed: bool = field(default=False, compare=False)
    """Whether it says, critical or not, that it speaks of a part only (RFC 5280 5.2.4, 5.2.5)."""

    @staticmethod
    def parse(data: bytes) -> "CertificateRevocationList":
        """Read DER or PEM.

        Raises:
            MalformedDocument: the bytes are not a revocation list by the standard.
            UnsupportedFeature: it is not signed with SM2.
        """
        return _parse(from_pem(data))

    def is_signed_by(self, key: PublicKey) -> bool:
        """Whether `key` made this list's signature. Remembered per process."""
        return _is_signed(self.tbs, self.signature, key)


@lru_cache(maxsize=16)
def _is_signed(tbs: bytes, signature: bytes, key: PublicKey) -> bool:
    return sm2.verify(key, tbs, signature)


@lru_cache(maxsize=16)
def _parse(data: bytes) -> CertificateRevocationList:
    envelope = open_envelope(data)
    with guarded("吊销列表 / revocation list"):
        return _read(data, envelope, crl.TbsCertList.load(envelope.tbs, strict=True))


def _read(data: bytes, envelope: Envelope, tbs: crl.TbsCertList) -> CertificateRevocationList:
    same_algorithm(tbs["signature"], envelope)
    extensions = read_extensions(tbs["crl_extensions"], frozenset({"authority_key_identifier"}))
    next_update = tbs["next_update"].native
    return CertificateRevocationList(
        der=data,
        tbs=envelope.tbs,
        signature=envelope.signature,
        issuer=read_name(tbs["issuer"]),
        this_update=aware(tbs["this_update"].native),
        next_update=None if next_update is None else aware(next_update),
        revoked=MappingProxyType(dict(_revocation(entry) for entry in tbs["revoked_certificates"])),
        authority_key_id=_key_id(extensions.get("authority_key_identifier")),
        critical_unknown=_critical_unknown(tbs),
        narrowed=any(one["extn_id"].native in _NARROWING for one in tbs["crl_extensions"]),
    )


def _revocation(entry: crl.RevokedCertificate) -> tuple[int, Revocation]:
    extensions = read_extensions(entry["crl_entry_extensions"], frozenset({"crl_reason"}))
    reason = REASONS[extensions["crl_reason"].native if extensions else "unspecified"]
    return entry["user_certificate"].native, Revocation(
        at=aware(entry["revocation_date"].native), reason=reason, stated=bool(extensions)
    )


def _key_id(identifier: x509.AuthorityKeyIdentifier | None) -> bytes | None:
    value: bytes | None = None if identifier is None else identifier["key_identifier"].native
    return value


def _critical_unknown(tbs: crl.TbsCertList) -> tuple[str, ...]:
    entries = [e for entry in tbs["revoked_certificates"] for e in entry["crl_entry_extensions"]]
    return tuple(
        extension["extn_id"].dotted
        for extensions, understood in ((tbs["crl_extensions"], _UNDERSTOOD), (entries, _ENTRY_UNDERSTOOD))
        for extension in extensions
        if extension["critical"].native and extension["extn_id"].native not in understood
    )
