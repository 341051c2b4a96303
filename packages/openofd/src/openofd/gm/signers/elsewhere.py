"""A signer whose key is elsewhere: in a device, or with a service. Every answer is checked."""

from collections.abc import Callable
from dataclasses import dataclass

from openofd.errors import SigningFailed
from openofd.gm import sm2
from openofd.gm.signers.checking import checked, der_of
from openofd.gm.signers.protocol import Signer
from openofd.gm.x509 import PublicKeyCertificate

__all__ = ["DigestSigner", "MessageSigner"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSigner(Signer):
    """A signer that is asked by e.

    Args:
        certificate: the public-key certificate the answers must belong to.
        ask: hands over the 32 bytes and returns r ‖ s or DER.
    """

    certificate: PublicKeyCertificate
    ask: Callable[[bytes], bytes]

    def sign_digest(self, e: bytes) -> bytes:
        """DER of (r, s) over the 32-byte e, checked."""
        if len(e) != 32:
            raise ValueError("e has 32 bytes")
        return checked(self.certificate.public_key, e, der_of(self.ask(e)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSigner(Signer):
    """A signer that digests by itself, ZA included, and takes nothing but whole messages.

    Args:
        certificate: the public-key certificate the answers must belong to.
        ask: hands over the message and returns r ‖ s or DER.
    """

    certificate: PublicKeyCertificate
    ask: Callable[[bytes], bytes]

    def sign_digest(self, e: bytes) -> bytes:
        """Refused: the device would digest e once more.

        Raises:
            SigningFailed: SIGNER_INPUT.
        """
        raise SigningFailed(
            "SIGNER_INPUT",
            "该设备只接受原文，不接受摘要；此处只有摘要可签",
            "this device signs whole messages only, and only a digest is at hand",
        )

    def sign_message(self, message: bytes) -> bytes:
        """DER of (r, s) over SM3(ZA ‖ message), checked."""
        key = self.certificate.public_key
        return checked(key, sm2.message_digest(key, message), der_of(self.ask(message)))
