"""Unpacking one entry, never past the size its header declares. APPNOTE 4.4.5; RFC 1951."""

from isal import isal_zlib

from openofd.errors import MalformedDocument, UnsupportedFeature
from openofd.package.directory import Entry

__all__ = ["unpack"]

_ENCRYPTED = 0x1 | 0x40 | 0x2000
_STORED, _DEFLATED = 0, 8


def unpack(data: memoryview, entry: Entry, start: int) -> tuple[bytes, int]:
    """The bytes of an entry whose packed data begin at `start`, and how many bytes lie behind their end.

    Raises:
        UnsupportedFeature: CONTAINER_ENCRYPTED, CONTAINER_METHOD.
        MalformedDocument: CONTAINER_CRC when the content is damaged or has another size.
    """
    if entry.flags & _ENCRYPTED:
        raise UnsupportedFeature(
            "CONTAINER_ENCRYPTED", "压缩包内的文件已加密", "the entry is encrypted", where=entry.name
        )
    packed = data[start : start + entry.packed_size]
    rest = 0
    if entry.method == _DEFLATED:
        raw, rest = _inflate(packed, entry)
    elif entry.method == _STORED:
        raw = bytes(packed)
    else:
        raise UnsupportedFeature(
            "CONTAINER_METHOD", "压缩方法不受支持", f"compression method {entry.method}", where=entry.name
        )
    if len(raw) != entry.size or isal_zlib.crc32(raw) != entry.crc:
        raise _damaged(entry)
    return raw, rest


def _inflate(packed: memoryview, entry: Entry) -> tuple[bytes, int]:
    return _MET.inflate(bytes(packed), entry)


class _Met:
    """What the files of one maker have in common, unpacked once: their templates and fonts.

    The packed bytes decide, compared one by one, so an answer is a function of what was received. Kept from
    the second meeting on, and nothing once it grows beyond its bounds: no file can make it large.
    """

    def __init__(self, keys: int, held: int) -> None:
        self._most_keys, self._most_held = keys, held
        self._forget()

    def _forget(self) -> None:
        self._kept: dict[tuple[int, int], tuple[bytes, bytes, int]] = {}
        self._seen: set[tuple[int, int]] = set()
        self._held = 0

    def inflate(self, packed: bytes, entry: Entry) -> tuple[bytes, int]:
        key = (entry.crc, entry.size)
        kept = self._kept.get(key)
        if kept is not None and kept[0] == packed:
            return kept[1], kept[2]
        raw, rest = _decompressed(packed, entry)
        if key in self._seen:
            self._keep(key, packed, raw, rest)
        else:
            self._seen.add(key)
        if len(self._seen) > self._most_keys or self._held > self._most_held:
            self._forget()
        return raw, rest

    def _keep(self, key: tuple[int, int], packed: bytes, raw: bytes, rest: int) -> None:
        if key not in self._kept and len(packed) + len(raw) <= self._most_held // 8:
            self._kept[key] = packed, raw, rest
            self._held += len(packed) + len(raw)


_MET = _Met(keys=8192, held=8 * 1024 * 1024)


def _decompressed(packed: bytes, entry: Entry) -> tuple[bytes, int]:
    engine = isal_zlib.decompressobj(-15)
    try:
        raw: bytes = engine.decompress(packed, entry.size + 1)
    except isal_zlib.error:  # type: ignore[misc] # the stubs of isal call the class an instance
        raise _damaged(entry) from None
    if not engine.eof:
        raise _damaged(entry)
    return raw, len(engine.unused_data)


def _damaged(entry: Entry) -> MalformedDocument:
    return MalformedDocument(
        "CONTAINER_CRC",
        "压缩包内的文件损坏",
        "the entry is damaged: its size or checksum is wrong",
        where=entry.name,
    )
