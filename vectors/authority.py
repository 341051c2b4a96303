"""Whom the cases trust and whom not: certificates (GB/T 20518-2018), revocation lists, all from known keys.

Everyone here carries 演示专用. What a case hands to the verifier lies in `trust/`; `TRUST` names it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from openofd.gm.sm3 import sm3
from openofd.gm.x509 import (
    PublicKeyCertificate,
    Revocation,
    build_certificate,
    build_crl,
    new_serial,
)
from vectors.keys import Key

__all__ = [
    "AT",
    "CA_USAGE",
    "ENCRYPTION_USAGE",
    "SIGNED",
    "SIGN_USAGE",
    "START",
    "TRUST",
    "YEAR",
    "Person",
    "issuing",
    "list_of",
    "maker",
    "person",
    "rogue",
    "root",
    "second_root",
    "signer",
    "trust_file",
]

START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
SIGNED = datetime(2026, 7, 1, 2, 3, 4, tzinfo=UTC)
"""When files are signed unless a case says otherwise."""
AT = datetime(2026, 8, 1, tzinfo=UTC)
"""When they are judged."""

CA_USAGE = ("keyCertSign", "cRLSign")
SIGN_USAGE = ("digitalSignature", "nonRepudiation")
ENCRYPTION_USAGE = ("keyEncipherment", "dataEncipherment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A key and the certificate that goes with it; serves as an `openofd.gm.signer.Signer`."""

    key: Key
    certificate: PublicKeyCertificate

    def sign_digest(self, e: bytes) -> bytes:
        """DER of (r, s) over the 32-byte e."""
        return self.key.sign_digest(e)


def person(  # noqa: PLR0913 - the fields of a certificate that cases vary
    name: str,
    *,
    issuer: Person | None,
    key: str = "",
    start: datetime = START,
    years: float = 5,
    usage: Iterable[str] = SIGN_USAGE,
    purposes: Iterable[str] = (),
    ca: bool = False,
    path_length: int | None = None,
    serial: str = "",
    extra: Iterable[tuple[str, bool, bytes]] = (),
) -> Person:
    """Somebody certified by `issuer`, by himself if that is None.

    Args:
        name: in the subject.
        issuer: whose key signs.
        key: name of the key, by default `name`.
        start: begin of the period, which lasts `years`.
        years: its length.
        usage: key usage.
        purposes: extended key usage.
        ca: whether he may issue.
        path_length: how many CAs may follow.
        serial: what the serial number is drawn from, by default `name`.
        extra: further extensions.
    """
    own = Key(key or name)
    certificate = build_certificate(
        subject={"C": "CN", "O": "测试向量（演示专用）", "CN": name},
        public_key=own.public_key,
        issuer=None if issuer is None else issuer.certificate,
        issuer_key=own if issuer is None else issuer.key,
        serial=new_serial(sm3((serial or name).encode())[:16]),
        not_before=start,
        not_after=start + years * YEAR,
        key_usage=usage,
        extended_key_usage=purposes,
        ca=ca,
        path_length=path_length,
        extra=extra,
    )
    return Person(key=own, certificate=certificate)


@cache
def root() -> Person:
    """The anchor."""
    return person("演示根", issuer=None, ca=True, usage=CA_USAGE, years=30, start=START - 10 * YEAR)


@cache
def second_root() -> Person:
    """Another anchor, for the cases that say so."""
    return person("演示第二根", issuer=None, ca=True, usage=CA_USAGE, years=30, start=START - 10 * YEAR)


@cache
def issuing() -> Person:
    """The CA that certifies makers and signers."""
    return person(
        "演示签发机构",
        issuer=root(),
        ca=True,
        path_length=0,
        usage=CA_USAGE,
        years=25,
        start=START - 5 * YEAR,
    )


@cache
def maker() -> Person:
    """The seal maker."""
    return person("演示制章人", issuer=issuing())


@cache
def signer() -> Person:
    """The signer, who is in the list of the seal."""
    return person("演示签章人", issuer=issuing())


@cache
def rogue(name: str = "演示签章人") -> Person:
    """Somebody whom an attacker's own CA certifies under any name he likes."""
    own = person("演示根", issuer=None, key="rogue root", ca=True, usage=CA_USAGE, years=30)
    return person(name, issuer=own, key=f"rogue {name}")


def list_of(
    issuer: Person,
    revoked: Iterable[tuple[Person, datetime]] = (),
    *,
    at: datetime = START,
    years: float = 5,
    reason: str = "keyCompromise",
) -> bytes:
    """A revocation list."""
    entries = {who.certificate.serial: Revocation(at=when, reason=reason) for who, when in revoked}
    return build_crl(
        issuer=issuer.certificate,
        issuer_key=issuer.key,
        number=1,
        this_update=at,
        next_update=at + years * YEAR,
        revoked=entries,
    ).der


TRUST: dict[str, Callable[[], bytes]] = {
    "root.crt": lambda: root().certificate.der,
    "issuing.crt": lambda: issuing().certificate.der,
    "root.crl": lambda: list_of(root()),
    "issuing.crl": lambda: list_of(issuing()),
    "second-root.crt": lambda: second_root().certificate.der,
    "second-root.crl": lambda: list_of(second_root()),
    "end-entity.crt": lambda: (
        person("演示非签发者", issuer=root(), usage=(*SIGN_USAGE, *CA_USAGE)).certificate.der
    ),
    "no-signing.crt": lambda: (
        person("演示无权签发者", issuer=root(), ca=True, usage=("cRLSign",)).certificate.der
    ),
    "deep.crt": lambda: person("演示下级机构", issuer=issuing(), ca=True, usage=CA_USAGE).certificate.der,
}
"""File name in `trust/` → content. Cases add their own with `trust_file`."""


def trust_file(name: str, make: Callable[[], bytes]) -> str:
    """Declare a further file of `trust/`; gives back its name."""
    if name in TRUST:
        raise ValueError(f"{name} is declared twice")
    TRUST[name] = make
    return name
