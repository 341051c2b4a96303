"""A signer whose key is in this process."""

from dataclasses import dataclass

from openofd.errors import SigningFailed
from openofd.gm.keys import PrivateKey
from openofd.gm.signers.protocol import Signer
from openofd.gm.x509 import PublicKeyCertificate

__all__ = ["KeySigner"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySigner(Signer):
    """A signer whose key is in this process.

    Raises:
        SigningFailed: SIGNER_MISMATCH, key and certificate do not belong together.
    """

    certificate: PublicKeyCertificate
    key: PrivateKey

    def __post_init__(self) -> None:
        if self.key.public_key != self.certificate.public_key:  # both are points; the key's is d·G
            raise SigningFailed(
                "SIGNER_MISMATCH",
                "私钥与公钥证书不匹配，请检查两个文件是否成对",
                "the private key is not that of the certificate; check that the two files belong together",
            )

    def sign_digest(self, e: bytes) -> bytes:
        """DER of (r, s) over the 32-byte e."""
        return self.key.sign_digest(e)
