"""Seals and seal signatures of every version, honest by default; each piece can be replaced by a case.

GM/T 0031-2014 (version 1), GB/T 38540-2020 (version 4), GM/T 0031-2025 (version 5). Nothing here uses
openofd's own writer of seals: the cases must not inherit its mistakes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from openofd.gm import der, sm2
from openofd.gm.sm3 import sm3
from vectors.authority import SIGNED, START, YEAR, Person, maker, signer
from vectors.keys import Pair, encoded
from vectors.pictures import png

__all__ = [
    "SM2_WITH_SM3",
    "Seal",
    "Sealing",
    "Stamper",
    "bits",
    "certificate_digests",
    "certificate_list",
    "extension",
    "utc_time",
]

SM2_WITH_SM3: Final = "1.2.156.10197.1.501"
_PRINTABLE, _UTC_TIME, _BOOLEAN = 0x13, 0x17, 0x01

Encode = Callable[[Pair], bytes]
Stamper = Callable[[bytes], bytes]
"""From the signature value to a time stamp token over it."""


def bits(content: bytes, unused: int = 0) -> bytes:
    """BIT STRING that claims so many unused bits."""
    return der.encode(der.BIT_STRING, bytes((unused,)), content)


def utc_time(value: datetime) -> bytes:
    """UTCTime."""
    return der.encode(_UTC_TIME, f"{value.astimezone(UTC):%y%m%d%H%M%SZ}".encode())


def certificate_list(people: Iterable[Person]) -> bytes:
    """CertInfoList (list type 1)."""
    return der.sequence(*(der.octets(one.certificate.der) for one in people))


def certificate_digests(people: Iterable[Person], name: str = "SM3") -> bytes:
    """CertDigestList (list type 2)."""
    return der.sequence(
        *(
            der.sequence(der.encode(_PRINTABLE, name.encode()), der.octets(sm3(one.certificate.der)))
            for one in people
        )
    )


def extension(identifier: str, value: bytes, critical: bytes = b"") -> bytes:
    """ExtData; `critical` is the encoded BOOLEAN, empty for the default."""
    flag = der.encode(_BOOLEAN, critical) if critical else b""
    return der.sequence(der.oid(identifier), flag, der.octets(value))


def _signed(who: Person, message: bytes, encode: Encode, wanted: Callable[[int, int], bool]) -> bytes:
    e = sm2.message_digest(who.certificate.public_key, message)
    return encode(who.key.pair(e, wanted))


@dataclass(frozen=True, kw_only=True)
class Seal:
    """SESeal. `version` 1, 4 or 5 chooses the shape; `said_version` is what the header claims."""

    version: int = 4
    said_version: int | None = None
    seal_id: str = "2100000000001"
    name: str = "演示专用章"
    type: int = 1
    maker: Person = field(default_factory=maker)
    certificate: Person | None = None
    """Whose certificate is shown, if not the maker's."""
    people: Sequence[Person] = ()
    list_type: int = 1
    certificates: bytes | None = None
    """The encoded certList, if not made from `people`."""
    created: datetime = START
    start: datetime = START
    until: datetime = START + 5 * YEAR
    picture_type: str = "PNG"
    picture: bytes = field(default_factory=png)
    extensions: bytes = b""
    """Encoded extDatas."""
    extra: bytes = b""
    """Encoded value behind the last field of eSealInfo."""
    algorithm: str = SM2_WITH_SM3
    encode: Encode = encoded
    wanted: Callable[[int, int], bool] = lambda _r, _s: True
    unused: int = 0
    stamper: Stamper | None = None
    header: Callable[[bytes], bytes] = lambda raw: raw
    """Alters the encoded SES_Header."""
    time: Callable[[datetime], bytes] | None = None
    """How the times of the property are encoded."""

    @property
    def der(self) -> bytes:
        """The encoded seal."""
        shown = der.octets((self.certificate or self.maker).certificate.der)
        algorithm = der.oid(self.algorithm)
        message = self.info
        if self.version == 1:  # GM/T 0031-2014 6.1.1: certificate and algorithm are signed, too
            message = der.sequence(self.info, shown, algorithm)
        value = _signed(self.maker, message, self.encode, self.wanted)
        if self.version == 1:
            return der.sequence(self.info, der.sequence(shown, algorithm, bits(value, self.unused)))
        stamp = b"" if self.stamper is None else der.encode(0xA0, bits(self.stamper(value)))
        return der.sequence(self.info, shown, algorithm, bits(value, self.unused), stamp)

    @property
    def info(self) -> bytes:
        """ESealInfo."""
        said = self.version if self.said_version is None else self.said_version
        header = der.sequence(der.ia5("ES"), der.integer(said), der.ia5("vectors"))
        return der.sequence(
            self.header(header),
            der.ia5(self.seal_id),
            self._property(),
            der.sequence(
                der.ia5(self.picture_type), der.octets(self.picture), der.integer(30), der.integer(30)
            ),
            self.extensions,
            self.extra,
        )

    def _property(self) -> bytes:
        people = self.people or (signer(),)
        listed = self.certificates
        if listed is None:
            listed = certificate_list(people) if self.list_type == 1 else certificate_digests(people)
        encode = self.time or (utc_time if self.version == 1 else der.generalized_time)
        return der.sequence(
            der.integer(self.type),
            der.utf8(self.name),
            b"" if self.version == 1 else der.integer(self.list_type),
            listed,
            *(encode(moment) for moment in (self.created, self.start, self.until)),
        )


@dataclass(frozen=True, kw_only=True)
class Sealing:
    """SES_Signature over a Signature.xml: call it with the bytes and their entry name."""

    seal: Seal = field(default_factory=Seal)
    signer: Person = field(default_factory=signer)
    certificate: Person | None = None
    """Whose certificate is shown, if not the signer's."""
    at: datetime = SIGNED
    version: int | None = None
    """Version in TBS_Sign, if not the seal's."""
    time_info: bytes | None = None
    """Encoded timeInfo."""
    data_hash: Callable[[bytes], bytes] = sm3
    hash_unused: int = 0
    property_info: str | None = None
    extensions: bytes = b""
    """Encoded [0] extDatas of TBS_Sign."""
    extra: bytes = b""
    """Encoded value behind the last field of TBS_Sign."""
    algorithm: str = SM2_WITH_SM3
    encode: Encode = encoded
    wanted: Callable[[int, int], bool] = lambda _r, _s: True
    unused: int = 0
    over: Callable[[bytes, bytes], bytes] = lambda to_be_signed, _signature_xml: to_be_signed
    """What is signed: gets TBS_Sign and Signature.xml."""
    stamper: Stamper | None = None
    tail: bytes = b""
    """Bytes behind the structure."""

    def __call__(self, signature_xml: bytes, name: str) -> bytes:
        """The content of SignedValue.dat."""
        shown = self.shown()
        algorithm = der.oid(self.algorithm)
        signed = self._to_be_signed(signature_xml, name, shown + algorithm)
        value = _signed(self.signer, self.over(signed, signature_xml), self.encode, self.wanted)
        if self.seal.version == 1:
            return der.sequence(signed, bits(value, self.unused)) + self.tail
        stamp = b"" if self.stamper is None else der.encode(0xA0, bits(self.stamper(value)))
        return der.sequence(signed, shown, algorithm, bits(value, self.unused), stamp) + self.tail

    def shown(self) -> bytes:
        """The certificate beside the value."""
        return der.octets((self.certificate or self.signer).certificate.der)

    def _to_be_signed(self, signature_xml: bytes, name: str, end: bytes) -> bytes:
        first = self.seal.version == 1
        time_info = self.time_info
        if time_info is None:
            time_info = bits(utc_time(self.at)) if first else der.generalized_time(self.at)
        return der.sequence(
            der.integer(self.seal.version if self.version is None else self.version),
            self.seal.der,
            time_info,
            bits(self.data_hash(signature_xml), self.hash_unused),
            der.ia5("/" + name if self.property_info is None else self.property_info),
            end if first else self.extensions,
            self.extra,
        )

    def having(self, **changes: object) -> "Sealing":
        """The same with changes; those of the seal's fields are named `seal__…`."""
        seal = {
            key.removeprefix("seal__"): value for key, value in changes.items() if key.startswith("seal__")
        }
        own = {key: value for key, value in changes.items() if not key.startswith("seal__")}
        changed: Sealing = replace(self, **own)  # type: ignore[arg-type]
        return replace(changed, seal=replace(changed.seal, **seal)) if seal else changed  # type: ignore[arg-type]
