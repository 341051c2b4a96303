"""Which backend this process uses: `OPENOFD_BACKEND`, `openssl` unless it says `gmssl`."""

import os
from functools import cache
from typing import Final, Protocol

from openofd.errors import CryptoUnavailable
from openofd.gm.backends.selftest import SigningKey, VerifyingKey

__all__ = ["Backend", "backend"]

_NAMES: Final = ("openssl", "gmssl")


class Backend(Protocol):
    """What every backend offers."""

    def public_key(self, xy: bytes) -> VerifyingKey:
        """The public key of a point, 64 bytes."""
        ...

    def private_key(self, scalar: bytes) -> SigningKey:
        """The private key of a 32-byte scalar."""
        ...

    def generate_key(self) -> SigningKey:
        """A new private key."""
        ...


@cache
def backend() -> Backend:
    """The backend of this process, chosen at first use.

    Raises:
        CryptoUnavailable: CRYPTO_BACKEND, there is none of that name.
    """
    name = os.environ.get("OPENOFD_BACKEND", "") or "openssl"
    if name not in _NAMES:
        raise CryptoUnavailable(
            "CRYPTO_BACKEND",
            "OPENOFD_BACKEND 只能是 openssl 或 gmssl",
            "OPENOFD_BACKEND is neither openssl nor gmssl",
            where=name,
        )
    return _gmssl() if name == "gmssl" else _openssl()


def _openssl() -> Backend:
    from openofd.gm.backends import openssl

    return openssl


def _gmssl() -> Backend:
    from openofd.gm.backends import gmssl

    return gmssl
