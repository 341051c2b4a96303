"""SM3, the hash function of GB/T 32905-2016, by way of hashlib."""

import hashlib
from typing import TYPE_CHECKING

from openofd.errors import CryptoUnavailable

if TYPE_CHECKING:
    from hashlib import _Hash

__all__ = ["OID", "new", "sm3"]

OID = "1.2.156.10197.1.401"


def sm3(data: bytes) -> bytes:
    """The 32-byte SM3 digest of `data`."""
    return new(data).digest()


def new(data: bytes = b"", *, name: str = "sm3") -> "_Hash":
    """An SM3 hash object with `update`, `copy` and `digest`, for data that comes in pieces.

    Raises:
        CryptoUnavailable: this Python's OpenSSL was built without the hash called `name`.
    """
    try:
        return hashlib.new(name, data)
    except ValueError as error:
        raise CryptoUnavailable(
            "SM3_MISSING",
            "本机 Python 的 OpenSSL 不含 SM3，请安装带 SM3 的 OpenSSL 3（Debian 12 自带）",
            "this Python's OpenSSL lacks SM3; install an OpenSSL 3 with SM3 (Debian 12 has it)",
            where=name,
        ) from error
