"""Signers: a private key somewhere and the public-key certificate that goes with it, addressed by URI."""

from openofd.gm.signers.held import KeySigner
from openofd.gm.signers.protocol import Password, Signer, sign, signer_from_uri

__all__ = ["KeySigner", "Password", "Signer", "sign", "signer_from_uri"]
