"""Building certificates and revocation lists (GB/T 20518-2018), for tests and the demonstration CA."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from asn1crypto import crl, keys, x509

from openofd.gm import der
from openofd.gm.keys import PrivateKey
from openofd.gm.sm2 import SM2_WITH_SM3, PublicKey, message_digest
from openofd.gm.sm3 import sm3
from openofd.gm.x509.certificate import KEY_USAGES, PublicKeyCertificate
from openofd.gm.x509.crl import REASONS, CertificateRevocationList, Revocation
from openofd.gm.x509.names import build_name

__all__ = ["build_certificate", "build_crl", "new_serial"]

_BOOLEAN = 0x01
_ALGORITHM = {"algorithm": SM2_WITH_SM3}  # parameters absent
_USAGE_BITS = {word: bit for bit, word in KEY_USAGES.items()}
_REASON_WORDS = {word: native for native, word in REASONS.items()}


def new_serial(random: bytes) -> int:
    """A positive serial number of fixed length from 8 to 20 random bytes."""
    if not 8 <= len(random) <= 20:
        raise ValueError("a serial number takes 8 to 20 random bytes")
    return int.from_bytes(bytes((random[0] & 0x3F | 0x40,)) + random[1:], "big")


def build_certificate(  # noqa: PLR0913 - each is a field of the structure
    *,
    subject: Mapping[str, str],
    public_key: PublicKey,
    issuer: PublicKeyCertificate | None,
    issuer_key: PrivateKey,
    serial: int,
    not_before: datetime,
    not_after: datetime,
    key_usage: Iterable[str],
    ca: bool = False,
    path_length: int | None = None,
    extended_key_usage: Iterable[str] = (),
    extra: Iterable[tuple[str, bool, bytes]] = (),
) -> PublicKeyCertificate:
    """A certificate for `public_key`, signed by `issuer_key`.

    Args:
        subject: C, ST, L, O, OU, CN, serialNumber.
        public_key: the subject's key.
        issuer: the issuer's certificate; None makes a self-signed one.
        issuer_key: the key that signs.
        serial: from `new_serial`.
        not_before: aware; fractions of a second are cut.
        not_after: likewise.
        key_usage: the standard's words, such as "digitalSignature".
        ca: whether the subject may issue certificates.
        path_length: how many CAs may follow below; for a CA only.
        extended_key_usage: dotted identifiers.
        extra: further extensions as (dotted identifier, critical, DER value).
    """
    if serial.bit_length() < 63:  # GB/T 20518-2018 5.2.3.2 and CA practice: at least 8 random bytes
        raise ValueError("the serial number is too short; take it from new_serial()")
    name = build_name(subject)
    tbs = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": serial,
            "signature": _ALGORITHM,
            "issuer": x509.Name.load(issuer.subject.der) if issuer else name,
            "validity": {"not_before": _time(not_before), "not_after": _time(not_after)},
            "subject": name,
            "subject_public_key_info": keys.PublicKeyInfo.load(public_key.spki),
            "extensions": [
                *_constraints(ca=ca, path_length=path_length),
                _extension("key_usage", {_USAGE_BITS[word] for word in key_usage}, critical=True),
                *_optional("extended_key_usage", list(extended_key_usage)),
                _extension("key_identifier", _key_id(public_key)),
                _extension("authority_key_identifier", {"key_identifier": _authority(issuer, public_key)}),
                *(x509.Extension.load(_encoded(*extension)) for extension in extra),
            ],
        }
    )
    return PublicKeyCertificate.parse(_sign(tbs.dump(), issuer_key))


def build_crl(
    *,
    issuer: PublicKeyCertificate,
    issuer_key: PrivateKey,
    number: int,
    this_update: datetime,
    next_update: datetime | None,
    revoked: Mapping[int, Revocation],
    extra: Iterable[tuple[str, bool, bytes]] = (),
) -> CertificateRevocationList:
    """A complete revocation list of `issuer`; `revoked` is by serial number."""
    fields: dict[str, object] = {
        "version": "v2",
        "signature": _ALGORITHM,
        "issuer": x509.Name.load(issuer.subject.der),
        "this_update": _time(this_update),
        "crl_extensions": [
            _extension("authority_key_identifier", {"key_identifier": issuer.subject_key_id}),
            _extension("crl_number", number),
            *(crl.TBSCertListExtension.load(_encoded(*extension)) for extension in extra),
        ],
    }
    if next_update is not None:
        fields["next_update"] = _time(next_update)
    if revoked:  # RFC 5280 5.1.2.6: absent rather than empty
        fields["revoked_certificates"] = [_entry(serial, entry) for serial, entry in sorted(revoked.items())]
    return CertificateRevocationList.parse(_sign(crl.TbsCertList(fields).dump(), issuer_key))


def _sign(tbs: bytes, key: PrivateKey) -> bytes:
    signature = key.sign_digest(message_digest(key.public_key, tbs))
    return der.sequence(tbs, der.sequence(der.oid(SM2_WITH_SM3)), der.bits(signature))


def _time(value: datetime) -> x509.Time:
    whole = value.astimezone(UTC).replace(microsecond=0)
    # RFC 5280 4.1.2.5: UTCTime through 2049
    return x509.Time({"utc_time" if whole.year < 2050 else "general_time": whole})


def _extension(identifier: str, value: object, *, critical: bool = False) -> dict[str, object]:
    return {"extn_id": identifier, "critical": critical, "extn_value": value}


def _encoded(identifier: str, critical: bool, value: bytes) -> bytes:  # noqa: FBT001 - one tuple of `extra`
    flag = der.encode(_BOOLEAN, b"\xff") if critical else b""  # X.690 11.5: a default is left out
    return der.sequence(der.oid(identifier), flag, der.octets(value))


def _optional(identifier: str, value: list[str]) -> list[dict[str, object]]:
    return [_extension(identifier, value)] if value else []


def _constraints(*, ca: bool, path_length: int | None) -> list[dict[str, object]]:
    # an end certificate goes without: some products refuse the empty SEQUENCE that CA:FALSE encodes to
    constraints = {"ca": True, "path_len_constraint": path_length}
    return [_extension("basic_constraints", constraints, critical=True)] if ca else []


def _key_id(key: PublicKey) -> bytes:
    return sm3(b"\x04" + key.xy)[:20]


def _authority(issuer: PublicKeyCertificate | None, own: PublicKey) -> bytes:
    return (issuer.subject_key_id if issuer else None) or _key_id(issuer.public_key if issuer else own)


def _entry(serial: int, revocation: Revocation) -> dict[str, object]:
    return {
        "user_certificate": serial,
        "revocation_date": _time(revocation.at),
        "crl_entry_extensions": [_extension("crl_reason", _REASON_WORDS[revocation.reason])],
    }
