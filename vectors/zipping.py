"""A zip writer that tells the truth unless asked not to: every header field of every entry can be overridden.

APPNOTE 4.3. Entries are stored, so that the same parts give the same bytes everywhere; packed entries are
made by `vectors.deflate`.
"""

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vectors.deflate import MATCH, periodic

__all__ = ["Entry", "bomb", "entries", "package", "repeated"]

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")
_DATE = 0x21  # 1980-01-01
_UTF8 = 0x800


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry; `local` and `central` override what the two headers say ("name", "size", "crc", …).

    Attributes:
        name: as bytes, or as text that is encoded as UTF-8.
        raw: the content.
        packed: what lies in the zip if not `raw` itself; then `method` is 8.
        before: bytes put in front of the local header.
        after: bytes put behind the data, such as a data descriptor.
        listed: whether the directory has a line for it.
        shares: name of an earlier entry whose local header and data this line of the directory points to.
    """

    name: str | bytes
    raw: bytes
    packed: bytes | None = None
    local: Mapping[str, int | bytes] = field(default_factory=dict)
    central: Mapping[str, int | bytes] = field(default_factory=dict)
    before: bytes = b""
    after: bytes = b""
    listed: bool = True
    shares: str | None = None

    def said(self, where: Mapping[str, int | bytes]) -> dict[str, int | bytes]:
        """The fields of one header."""
        name = self.name.encode() if isinstance(self.name, str) else self.name
        data = self.raw if self.packed is None else self.packed
        honest: dict[str, int | bytes] = {
            "name": name,
            "flags": _UTF8 if isinstance(self.name, str) and not name.isascii() else 0,
            "method": 0 if self.packed is None else 8,
            "crc": zlib.crc32(self.raw),
            "packed": len(data),
            "size": len(self.raw),
            "extra": b"",
            "made_by": 20,
            "attributes": 0,
        }
        return honest | dict(where)


def entries(parts: Mapping[str, bytes]) -> list[Entry]:
    """Honest entries of parts."""
    return [Entry(name=name, raw=raw) for name, raw in parts.items()]


def package(
    content: Mapping[str, bytes] | Iterable[Entry],
    *,
    prefix: bytes = b"",
    suffix: bytes = b"",
    gap: bytes = b"",
) -> bytes:
    """The zip of parts or entries.

    Args:
        content: parts by name, or entries.
        prefix: bytes in front; offsets are then counted from behind them, as vendors do.
        suffix: bytes at the end.
        gap: bytes between the last entry and the directory.
    """
    body, directory, offsets, count = bytearray(), bytearray(), dict[str | bytes, int](), 0
    for entry in entries(content) if isinstance(content, Mapping) else content:
        if entry.shares is None:
            body += entry.before
            offsets[entry.name] = len(body)
            body += _local(entry)
        if entry.listed:
            directory += _line(entry, offsets[entry.name if entry.shares is None else entry.shares])
            count += 1
    body += gap
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return prefix + bytes(body) + bytes(directory) + end + suffix


def _local(entry: Entry) -> bytes:
    said = entry.said(entry.local)
    name, extra = said["name"], said["extra"]
    assert isinstance(name, bytes)
    assert isinstance(extra, bytes)
    head = _LOCAL.pack(
        b"PK\3\4", 20, said["flags"], said["method"], 0, _DATE,
        said["crc"], said["packed"], said["size"], len(name), len(extra),
    )  # fmt: skip
    return head + name + extra + (entry.raw if entry.packed is None else entry.packed) + entry.after


def _line(entry: Entry, offset: int) -> bytes:
    said = entry.said(entry.central)
    name, extra = said["name"], said["extra"]
    assert isinstance(name, bytes)
    assert isinstance(extra, bytes)
    head = _CENTRAL.pack(
        b"PK\1\2", said["made_by"], 20, said["flags"], said["method"], 0, _DATE,
        said["crc"], said["packed"], said["size"], len(name), len(extra), 0, 0, 0, said["attributes"], offset,
    )  # fmt: skip
    return head + name + extra


def bomb(name: str, size: int, said: int | None = None) -> Entry:
    """An entry of zeros at deflate's utmost ratio; the headers may lie about its size."""
    matches = size // MATCH
    unpacked = {"size": matches * MATCH + 1 if said is None else said, "crc": 0}
    return Entry(name=name, raw=b"", packed=periodic(b"\0", 1, matches), local=unpacked, central=unpacked)


def repeated(name: str, head: bytes, period: int, matches: int, tail: bytes) -> Entry:
    """An entry with a long repetition, its checksum right."""
    raw = head + (head[-period:] * (matches * MATCH // period + 1))[: matches * MATCH] + tail
    said = {"size": len(raw), "crc": zlib.crc32(raw)}
    return Entry(name=name, raw=raw, packed=periodic(head, period, matches, tail), local=said, central=said)
