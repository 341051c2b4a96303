"""An unsealed package as a value: members that are digested and packed already."""

import hashlib
import struct
import zlib
from dataclasses import dataclass, field
from typing import Literal

from isal import isal_zlib

from openofd.errors import CryptoUnavailable

__all__ = ["Draft", "Level", "Member"]

Level = Literal["fast", "best", "store"]

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHL")
_VERSION, _UTF8_FLAG = 20, 0x800
# 1980-01-01 00:00, the zero of the zip clock: equal content gives equal bytes
_TIME, _DATE = 0, 0x21
_SMALL = 4096
"""Bytes up to which the fastest level is taken: the next clears a large table first, six times the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One entry, ready to be written.

    Attributes:
        name: entry name without leading slash.
        size: bytes unpacked.
        crc: CRC-32 of the unpacked bytes.
        digest: SM3 of the unpacked bytes, as a Reference needs it (32 bytes).
        method: 0 stored, 8 deflated.
        packed: the bytes that lie in the zip.
    """

    name: str
    size: int
    crc: int
    digest: bytes
    method: int
    packed: bytes
    head: bytes = field(init=False, repr=False, compare=False)
    """Local header and name."""
    line: bytes = field(init=False, repr=False, compare=False)
    """The directory's line up to the offset."""
    raw_name: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make both headers once; a static member is written thousands of times."""
        raw_name = self.name.encode()
        flags = 0 if raw_name.isascii() else _UTF8_FLAG
        facts = (flags, self.method, _TIME, _DATE, self.crc, len(self.packed), self.size, len(raw_name), 0)
        put = object.__setattr__
        put(self, "raw_name", raw_name)
        put(self, "head", _LOCAL.pack(b"PK\3\4", _VERSION, *facts) + raw_name)
        put(self, "line", _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *facts, 0, 0, 0, 0))

    @classmethod
    def pack(cls, name: str, raw: bytes, *, level: Level = "fast") -> "Member":
        """Digest and compress.

        Args:
            name: entry name without leading slash.
            raw: the content.
            level: "fast" for what is printed once, "best" for what is compiled once, "store" for neither.
        """
        packed = _deflate(raw, level)
        method = 8
        if len(packed) >= len(raw):
            packed, method = raw, 0
        crc = isal_zlib.crc32(raw)
        return cls(name=name, size=len(raw), crc=crc, digest=_sm3(raw), method=method, packed=packed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An unsealed package. OFD.xml comes first and already names /<doc_root>/Signs/Signatures.xml.

    Attributes:
        members: in the order in which they are written.
        doc_root: folder of the document.
        page_ids: identifiers of the pages in page order.
    """

    members: tuple[Member, ...]
    doc_root: str = "Doc_0"
    page_ids: tuple[int, ...] = ()


def _deflate(raw: bytes, level: Level) -> bytes:
    if level == "fast":
        packed: bytes = isal_zlib.compress(raw, 1 if len(raw) > _SMALL else 0, -15)
        return packed
    if level == "best":
        return zlib.compress(raw, 9, -15)
    return raw


def _sm3(raw: bytes) -> bytes:
    try:
        return hashlib.new("sm3", raw).digest()
    except ValueError:
        raise CryptoUnavailable(
            "CRYPTO_SM3", "本机的 OpenSSL 不支持 SM3", "this machine's OpenSSL lacks SM3"
        ) from None
