"""Keys and SM2 values that come out the same on every machine. The private keys are public.

GB/T 32918.2-2016 6.1 with the nonce drawn from key and digest instead of from a random source, so that every
file of the collection can be made again byte for byte. Never sign anything else with it.
"""

from collections.abc import Callable
from itertools import count

from openofd.gm import der
from openofd.gm.backends import openssl
from openofd.gm.keys import PrivateKey
from openofd.gm.sm2 import N
from openofd.gm.sm3 import sm3

__all__ = ["Key", "Pair", "encoded", "raw"]

Pair = tuple[int, int]
"""r and s."""


class Key(PrivateKey):
    """The key of a name."""

    __slots__ = ("_scalar",)

    def __init__(self, name: str) -> None:
        self._scalar = int.from_bytes(sm3(b"openofd vectors " + name.encode())) % (N - 2) + 1
        super().__init__(openssl.private_key(self._scalar.to_bytes(32)))

    def sign_digest(self, e: bytes) -> bytes:
        """DER of (r, s) over the 32-byte e."""
        return encoded(self.pair(e))

    def pair(self, e: bytes, wanted: Callable[[int, int], bool] = lambda _r, _s: True) -> Pair:
        """(r, s) over e; the first for which `wanted` holds."""
        tries = (self._try(e, turn) for turn in count())
        return next((r, s) for r, s in tries if r and s and wanted(r, s))

    def _try(self, e: bytes, turn: int) -> Pair:
        k = int.from_bytes(sm3(self._scalar.to_bytes(32) + e + turn.to_bytes(4))) % (N - 2) + 1
        x = int.from_bytes(openssl.private_key(k.to_bytes(32)).xy[:32])
        r = (int.from_bytes(e) + x) % N
        if r in {0, N - k}:
            return 0, 0
        return r, pow(1 + self._scalar, -1, N) * (k - r * self._scalar) % N


def encoded(pair: Pair) -> bytes:
    """DER of (r, s) as GB/T 35276-2017 wants it."""
    return der.sequence(*map(der.integer, pair))


def raw(pair: Pair) -> bytes:
    """The 64 bytes r ‖ s."""
    return b"".join(number.to_bytes(32) for number in pair)
