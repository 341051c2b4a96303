"""GB/T 35275-2017 SignedData for signatures without a seal, forms A, B and C; each piece can be replaced."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from openofd.gm import der, sm2
from openofd.gm.sm3 import sm3
from vectors.authority import SIGNED, Person, signer
from vectors.keys import Pair, encoded
from vectors.ses import utc_time

__all__ = [
    "DATA",
    "SIGNED_DATA",
    "SM2_WITH_SM3",
    "SM3",
    "Info",
    "SignedData",
    "attribute",
    "bare",
    "issuer_and_serial",
]

SIGNED_DATA: Final = "1.2.156.10197.6.1.4.2.2"
DATA: Final = "1.2.156.10197.6.1.4.2.1"
SM3: Final = "1.2.156.10197.1.401"
SM2_WITH_SM3: Final = "1.2.156.10197.1.501"
SM2: Final = "1.2.156.10197.1.301.1"
CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_TIME = (f"1.2.840.113549.1.9.{n}" for n in (3, 4, 5))
_SET: Final = 0x31


def attribute(kind: str, *values: bytes) -> bytes:
    """One attribute."""
    return der.sequence(der.oid(kind), der.encode(_SET, *values))


@dataclass(frozen=True, kw_only=True)
class Info:
    """One SignerInfo. Form B by default; form A without attributes.

    Attributes:
        who: signs.
        named: whose issuer and serial number are written, if not the signer's.
        form: "A" or "B".
        drop: attribute types left out.
        more: further attributes, encoded.
        digest: what messageDigest says, if not SM3 of the message.
        parameters: of the algorithms, encoded.
        over: what is signed, if not the attributes (or the hash in form A).
    """

    who: Person = field(default_factory=signer)
    named: Person | None = None
    form: str = "B"
    drop: Sequence[str] = ()
    more: Sequence[bytes] = ()
    digest: bytes | None = None
    over: bytes | None = None
    encode: Callable[[Pair], bytes] = encoded
    digest_algorithm: str = SM3
    parameters: bytes = b""

    def encoded(self, message: bytes) -> bytes:
        """The SignerInfo over a Signature.xml."""
        attributes = self._attributes(message) if self.form == "B" else b""
        signed = der.encode(_SET, attributes) if self.form == "B" else sm3(message)
        if self.over is not None:
            signed = self.over
        e = sm2.message_digest(self.who.certificate.public_key, signed)
        return der.sequence(
            der.integer(1),
            issuer_and_serial(self.named or self.who),
            der.sequence(der.oid(self.digest_algorithm), self.parameters),
            der.encode(0xA0, attributes) if self.form == "B" else b"",
            der.sequence(der.oid(SM2_WITH_SM3 if self.form == "A" else SM2), self.parameters),
            der.octets(self.encode(self.who.key.pair(e))),
        )

    def _attributes(self, message: bytes) -> bytes:
        made = {
            CONTENT_TYPE: attribute(CONTENT_TYPE, der.oid(DATA)),
            MESSAGE_DIGEST: attribute(
                MESSAGE_DIGEST, der.octets(sm3(message) if self.digest is None else self.digest)
            ),
            SIGNING_TIME: attribute(SIGNING_TIME, utc_time(SIGNED)),
        }
        kept = [raw for kind, raw in made.items() if kind not in self.drop]
        return b"".join(sorted([*kept, *self.more]))  # X.690 11.6


def issuer_and_serial(who: Person) -> bytes:
    """How a SignerInfo names a certificate."""
    return der.sequence(who.certificate.issuer.der, der.integer(who.certificate.serial))


@dataclass(frozen=True, kw_only=True)
class SignedData:
    """ContentInfo with SignedData: call it with the bytes of Signature.xml and their name.

    Attributes:
        infos: the signers; by default one.
        certificates: those put in; by default the signers'.
        content: the inner content, if not that of the form.
        inner_type: type of the inner content.
    """

    infos: Sequence[Info] = (Info(),)
    certificates: Sequence[Person] | None = None
    content: bytes | None = None
    inner_type: str = DATA
    outer_type: str = SIGNED_DATA
    tail: bytes = b""

    def __call__(self, message: bytes, name: str) -> bytes:
        """The content of SignedValue.dat."""
        attached = any(info.form == "A" for info in self.infos)
        content = self.content
        if content is None and attached:
            content = sm3(message)
        inner = b"" if content is None else der.encode(0xA0, der.octets(content))
        people = [info.who for info in self.infos] if self.certificates is None else self.certificates
        shown = b"".join(sorted({one.certificate.der for one in people}))
        signed_data = der.sequence(
            der.integer(1),
            der.encode(_SET, der.sequence(der.oid(SM3))),
            der.sequence(der.oid(self.inner_type), inner),
            der.encode(0xA0, shown) if shown else b"",
            der.encode(_SET, *sorted(info.encoded(message) for info in self.infos)),
        )
        return der.sequence(der.oid(self.outer_type), der.encode(0xA0, signed_data)) + self.tail


def bare(message: bytes, name: str) -> bytes:
    """Form C: the naked SM2 value over Signature.xml, the certificate nowhere in the file."""
    who = signer()
    return who.sign_digest(sm2.message_digest(who.certificate.public_key, message))
