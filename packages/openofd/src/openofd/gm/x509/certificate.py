"""Public-key certificates (GB/T 20518-2018 chapter 5, RFC 5280 chapter 4)."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from asn1crypto import keys, x509

from openofd.errors import LimitExceeded
from openofd.gm import sm2
from openofd.gm.backends.curve import SPKI_PREFIX
from openofd.gm.sm2 import PublicKey
from openofd.gm.x509.names import Name, read_name
from openofd.gm.x509.structure import (
    Envelope,
    aware,
    from_pem,
    guarded,
    open_envelope,
    read_extensions,
    refuse_rsa,
    same_algorithm,
)
from openofd.limits import LIMITS

__all__ = ["KEY_USAGES", "PublicKeyCertificate"]

KEY_USAGES = {
    "digital_signature": "digitalSignature",
    "non_repudiation": "nonRepudiation",
    "key_encipherment": "keyEncipherment",
    "data_encipherment": "dataEncipherment",
    "key_agreement": "keyAgreement",
    "key_cert_sign": "keyCertSign",
    "crl_sign": "cRLSign",
    "encipher_only": "encipherOnly",
    "decipher_only": "decipherOnly",
}
"""asn1crypto's words and the standard's (GB/T 20518-2018 5.2.4.2.3)."""

_READ = frozenset(
    {"authority_key_identifier", "basic_constraints", "extended_key_usage", "key_identifier", "key_usage"}
)
# Policies need no work while any policy will do, and alternative names constrain nothing.
_UNDERSTOOD = _READ | {"certificate_policies", "subject_alt_name"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKeyCertificate:
    """One SM2 public-key certificate. `der` is what was received and alone decides equality.

    `key_usage` and `extended_key_usage` (dotted identifiers) are empty if the extension is absent.
    `critical_unknown` lists the critical extensions that nobody here processes, as dotted identifiers.
    """

    der: bytes = field(repr=False)
    tbs: bytes = field(compare=False, repr=False)
    signature: bytes = field(compare=False, repr=False)
    subject: Name = field(compare=False)
    issuer: Name = field(compare=False)
    serial: int = field(compare=False)
    not_before: datetime = field(compare=False)
    not_after: datetime = field(compare=False)
    public_key: PublicKey = field(compare=False, repr=False)
    is_ca: bool = field(compare=False)
    path_length: int | None = field(compare=False)
    key_usage: frozenset[str] = field(compare=False)
    extended_key_usage: frozenset[str] = field(compare=False)
    subject_key_id: bytes | None = field(compare=False, repr=False)
    authority_key_id: bytes | None = field(compare=False, repr=False)
    critical: frozenset[str] = field(compare=False)
    """All critical extensions, dotted."""
    critical_unknown: tuple[str, ...] = field(compare=False)

    @staticmethod
    def parse(data: bytes) -> "PublicKeyCertificate":
        """Read DER or PEM.

        Raises:
            MalformedDocument: the bytes are not a certificate by the standard.
            UnsupportedFeature: ALG_RSA, X509_ALGORITHM, KEY_NOT_SM2: it is a certificate, but not of SM2.
            LimitExceeded: X509_BYTES, it is larger than `limits.certificate_bytes`.
        """
        if len(data) > 2 * LIMITS.certificate_bytes or len(der := from_pem(data)) > LIMITS.certificate_bytes:
            raise LimitExceeded("X509_BYTES", "公钥证书过大", "the public-key certificate is too large")
        return _parse(der)

    @property
    def self_issued(self) -> bool:
        """Whether subject and issuer are the same name."""
        return self.subject == self.issuer

    def is_signed_by(self, issuer_key: PublicKey) -> bool:
        """Whether the issuer's key made this certificate's signature. Remembered per process."""
        return _is_signed(self.tbs, self.signature, issuer_key)


@lru_cache(maxsize=512)
def _is_signed(tbs: bytes, signature: bytes, key: PublicKey) -> bool:
    return sm2.verify(key, tbs, signature)


@lru_cache(maxsize=512)
def _parse(data: bytes) -> PublicKeyCertificate:
    envelope = open_envelope(data)
    with guarded("公钥证书 / public-key certificate"):
        return _read(data, envelope, x509.TbsCertificate.load(envelope.tbs, strict=True))


def _read(data: bytes, envelope: Envelope, tbs: x509.TbsCertificate) -> PublicKeyCertificate:
    same_algorithm(tbs["signature"], envelope)
    parsed = read_extensions(tbs["extensions"], _READ)
    extensions = {name: value.native for name, value in parsed.items()}
    basic = extensions.get("basic_constraints", {"ca": False, "path_len_constraint": None})
    return PublicKeyCertificate(
        der=data,
        tbs=envelope.tbs,
        signature=envelope.signature,
        subject=read_name(tbs["subject"]),
        issuer=read_name(tbs["issuer"]),
        serial=tbs["serial_number"].native,
        not_before=aware(tbs["validity"]["not_before"].native),
        not_after=aware(tbs["validity"]["not_after"].native),
        public_key=_public_key(tbs["subject_public_key_info"]),
        is_ca=basic["ca"],
        path_length=basic["path_len_constraint"],
        key_usage=frozenset(KEY_USAGES[bit] for bit in extensions.get("key_usage", ())),
        extended_key_usage=frozenset(purpose.dotted for purpose in parsed.get("extended_key_usage", ())),
        subject_key_id=extensions.get("key_identifier"),
        authority_key_id=extensions.get("authority_key_identifier", {}).get("key_identifier"),
        critical=frozenset(e["extn_id"].dotted for e in tbs["extensions"] if e["critical"].native),
        critical_unknown=_critical_unknown(tbs),
    )


def _public_key(info: keys.PublicKeyInfo) -> PublicKey:
    spki = info.dump()
    if not spki.startswith(SPKI_PREFIX):
        refuse_rsa(info["algorithm"]["algorithm"].dotted)
    return PublicKey.from_spki(spki)


def _critical_unknown(tbs: x509.TbsCertificate) -> tuple[str, ...]:
    return tuple(
        extension["extn_id"].dotted
        for extension in tbs["extensions"]
        if extension["critical"].native and extension["extn_id"].native not in _UNDERSTOOD
    )
