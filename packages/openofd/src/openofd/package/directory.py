"""The end record and the central directory of a zip. APPNOTE 4.3.12, 4.3.14-16, 4.5.3."""

import struct
from typing import NamedTuple

from openofd.errors import LimitExceeded, MalformedDocument
from openofd.limits import Limits
from openofd.package.names import decode

__all__ = ["Directory", "Entry", "extra_fields", "read_directory", "widen"]

_END = struct.Struct("<4sHHHHLLH")
_END64 = struct.Struct("<4sQHHLLQQQQ")
_LOCATOR = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_MAX16, _MAX32 = 0xFFFF, 0xFFFFFFFF


class Entry(NamedTuple):
    """One line of the central directory; sizes in bytes, offset from the start of the data."""

    name: str
    raw_name: bytes
    made_by: int
    flags: int
    method: int
    crc: int
    packed_size: int
    size: int
    attributes: int
    offset: int
    extra: bytes


class Directory(NamedTuple):
    """The central directory with its place: [start, stop) in the data; `end` is the end record."""

    entries: tuple[Entry, ...]
    start: int
    stop: int
    end: int
    tail: int
    """First byte after the end record proper, where its comment begins."""
    origin: int
    """Where offsets count from: not 0 where a vendor puts bytes of his own before the zip."""


def read_directory(data: bytes, limits: Limits) -> Directory:
    """Find and read the central directory.

    Raises:
        MalformedDocument: CONTAINER_NOT_ZIP, CONTAINER_DIRECTORY.
        LimitExceeded: too many entries, or one with a name too long.
    """
    end = _find_end(data)
    _, disk, first_disk, here, count, size, offset, _ = _END.unpack_from(data, end)
    stop = end
    if _MAX16 in (here, count) or _MAX32 in (size, offset):
        stop, here, count, size, offset = _read_end64(data, end, (here, count, size, offset))
    if disk or first_disk or here != count:
        raise _broken("a zip in several volumes")
    if count > limits.entries:
        raise LimitExceeded("LIMIT_EXCEEDED", "压缩包内文件过多", f"{count} entries in the package")
    start = stop - size
    if start < offset:
        raise _broken("the directory does not fit into the file")
    entries = _read_entries(data, start, stop, count, start - offset, limits)
    return Directory(entries, start, stop, end, end + _END.size, start - offset)


def _find_end(data: bytes) -> int:
    at = len(data) - _END.size
    if at < 0 or data[at : at + 4] != b"PK\5\6":
        at = data.rfind(b"PK\5\6", 0, max(0, len(data) - _END.size + 4))
    if at < 0:
        raise MalformedDocument(
            "CONTAINER_NOT_ZIP", "不是 OFD 文件，或文件不完整", "not a zip package, or its end is missing"
        )
    return at


def _read_end64(data: bytes, end: int, classic: tuple[int, int, int, int]) -> tuple[int, int, int, int, int]:
    locator, at = end - _LOCATOR.size, end - _LOCATOR.size - _END64.size
    if at < 0 or data[locator : locator + 4] != b"PK\6\7" or data[at : at + 4] != b"PK\6\6":
        raise _broken("the zip64 end record is missing")
    fields = _END64.unpack_from(data, at)
    # 4.4.1.4: every field of the old record that is not all ones must say the same
    pairs = zip(classic, fields[6:], (_MAX16, _MAX16, _MAX32, _MAX32), strict=True)
    if fields[4] or fields[5] or any(old not in (mark, new) for old, new, mark in pairs):
        raise _broken("the two end records disagree")
    here, count, size, offset = fields[6:]
    return at, here, count, size, offset


def _read_entries(
    data: bytes, start: int, stop: int, count: int, shift: int, limits: Limits
) -> tuple[Entry, ...]:
    entries = []
    at = start
    for _ in range(count):
        if at + _CENTRAL.size > stop:
            raise _broken("the directory ends early")
        entry, at = _read_entry(data, at, shift)
        if len(entry.raw_name) > limits.name_bytes:
            raise LimitExceeded("LIMIT_EXCEEDED", "压缩包内文件名过长", "an entry name is too long")
        entries.append(entry)
    if at != stop:
        raise _broken("the directory has another length than the end record says")
    return tuple(entries)


def _read_entry(data: bytes, at: int, shift: int) -> tuple[Entry, int]:
    (
        signature, made_by, _, flags, method, _, _, crc, packed, size,
        name_size, extra_size, comment_size, disk, _, attributes, offset,
    ) = _CENTRAL.unpack_from(data, at)  # fmt: skip
    if signature != b"PK\1\2":
        raise _broken("an entry of the directory is damaged")
    at += _CENTRAL.size
    raw_name = data[at : at + name_size]
    extra = data[at + name_size : at + name_size + extra_size]
    if _MAX32 in (size, packed, offset):
        size, packed, offset = widen((size, packed, offset), extra)
    if disk:
        raise _broken("a zip in several volumes")
    name = decode(raw_name, flags)
    entry = Entry(
        name, raw_name, made_by, flags, method, crc, packed, size, attributes, offset + shift, extra
    )
    return entry, at + name_size + extra_size + comment_size


def widen(values: tuple[int, ...], extra: bytes) -> tuple[int, ...]:
    """Replace all-ones values by those of the zip64 extra field, in its order. APPNOTE 4.5.3."""
    wide = iter(_zip64_values(extra))
    try:
        return tuple(next(wide) if value == _MAX32 else value for value in values)
    except RuntimeError:
        raise _broken("a zip64 field is missing") from None


def _zip64_values(extra: bytes) -> tuple[int, ...]:
    for kind, body in extra_fields(extra):
        if kind == 1:
            return struct.unpack(f"<{len(body) // 8}Q", body[: len(body) // 8 * 8])
    return ()


def extra_fields(extra: bytes) -> list[tuple[int, bytes]]:
    """The extra fields (id, body) as far as they are well formed. APPNOTE 4.5.1."""
    fields, at = [], 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        fields.append((kind, extra[at + 4 : at + 4 + size]))
        at += 4 + size
    return fields


def _broken(en: str) -> MalformedDocument:
    return MalformedDocument("CONTAINER_DIRECTORY", "压缩包目录损坏", f"the zip directory is damaged: {en}")
