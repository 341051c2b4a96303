"""`pkcs11:`: a key in a PKCS#11 token, addressed as RFC 7512 has it.

    pkcs11:token=seals;object=seal-key?module-path=/usr/lib/vendor.so&mechanism=0x80000B21&pin-source=/etc/pin

The OASIS standard numbers no SM2 mechanism, so every maker uses numbers of his own, and some modules take e
where others take the whole message: `mechanism`, `key-type` and `input` say it (docs/reference/signers.md).
"""

from collections.abc import Callable
from ctypes import c_ulong
from dataclasses import dataclass, field
from typing import NamedTuple

from openofd.errors import SigningFailed
from openofd.gm.signers.cryptoki import CLASS_CERTIFICATE, CLASS_PRIVATE_KEY, Attribute, Module
from openofd.gm.signers.elsewhere import DigestSigner, MessageSigner
from openofd.gm.signers.sessions import Sessions
from openofd.gm.signers.settings import Settings, parse_certificate
from openofd.gm.x509 import PublicKeyCertificate
from openofd.limits import LIMITS

__all__ = ["open_signer"]

_KNOWN = {
    *("token", "serial", "object", "id", "type"),  # of the path
    *("module-path", "pin-source", "certificate"),  # of the query
    *("mechanism", "parameter", "key-type", "input"),  # of the query, our own (vendor attributes, 2.3)
}


class _Session(NamedTuple):
    handle: int
    key: int


@dataclass(frozen=True, slots=True)
class _Token:
    """Where the key is and how it is asked."""

    module: Module
    settings: Settings
    pin: bytes = field(repr=False)

    def open(self) -> _Session:
        handle = self._session()
        try:
            return _Session(handle, self._key(handle))
        except SigningFailed:
            self.module.close_session(handle)
            raise

    def close(self, session: _Session) -> None:
        self.module.close_session(session.handle)

    def sign(self, session: _Session, mechanism: tuple[int, bytes], data: bytes) -> bytes:
        return self.module.sign(session.handle, session.key, mechanism, data)

    def certificate(self, session: _Session) -> PublicKeyCertificate:
        """The certificate of the file named, or the one beside the key: of the same id or label."""
        if "certificate" in self.settings:
            return self.settings.certificate()
        wanted = {Attribute.CLASS: _number(CLASS_CERTIFICATE)} | self._names()
        found = self.module.find(session.handle, wanted)
        stored = self.module.value_of(session.handle, found[0], LIMITS.certificate_bytes) if found else None
        return parse_certificate(stored)

    def _session(self) -> int:
        label, serial = (
            self.settings.octets(name) if name in self.settings else None for name in ("token", "serial")
        )
        self.module.initialise()
        return self.module.open_session(self.module.slot_of(label, serial), self.pin)

    def _key(self, handle: int) -> int:
        wanted = {Attribute.CLASS: _number(CLASS_PRIVATE_KEY)} | self._names()
        if "key-type" in self.settings:
            wanted[Attribute.KEY_TYPE] = _number(self.settings.number("key-type", 0))
        found = self.module.find(handle, wanted)
        if len(found) != 1:
            raise SigningFailed(
                "SIGNER_KEY",
                "令牌中没有这把私钥，或符合条件的不止一把",
                "the token has no such private key, or more than one",
            )
        return found[0]

    def _names(self) -> dict[int, bytes]:
        named = {"object": Attribute.LABEL, "id": Attribute.ID}
        return {kind: self.settings.octets(name) for name, kind in named.items() if name in self.settings}


def open_signer(uri: str, password: bytes | Callable[[], bytes] | None) -> DigestSigner | MessageSigner:
    """The signer of a `pkcs11:` address.

    Raises:
        SigningFailed: SIGNER_URI, SIGNER_DEVICE, SIGNER_PIN, SIGNER_KEY, SIGNER_CERTIFICATE.
    """
    path, _, query = uri.partition(":")[2].partition("?")
    settings = Settings.read([*path.split(";"), *query.split("&")], _KNOWN)
    settings.choice("type", "private")
    parameter = settings.octets("parameter") if "parameter" in settings else b""
    mechanism = settings.number("mechanism"), parameter
    token = _Token(Module(settings.text("module-path")), settings, settings.secret(password))
    sessions = Sessions(token.open, token.close)
    certificate = sessions.use(token.certificate)  # opens, so that mistakes are told at once
    make = DigestSigner if settings.choice("input", "digest", "message") == "digest" else MessageSigner
    return make(
        certificate=certificate,
        ask=lambda data: sessions.use(lambda session: token.sign(session, mechanism, data)),
    )


def _number(value: int) -> bytes:
    return bytes(c_ulong(value))  # attributes hold numbers as CK_ULONG
