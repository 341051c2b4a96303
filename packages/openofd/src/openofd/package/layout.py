"""Do the local headers say what the directory says, and is every byte accounted for?

A stream reader believes the local headers, a directory reader the directory; only a file in which both agree
and nothing lies between is one file. APPNOTE 4.3.7, 4.3.9; openofd specification row 12.
"""

import struct
from dataclasses import replace
from operator import attrgetter

from openofd.package.directory import Directory, Entry, extra_fields, widen
from openofd.package.findings import Finding
from openofd.package.names import UTF8_FLAG

__all__ = ["LOCAL", "inspect", "stop_of"]

LOCAL = struct.Struct("<4sHHHHHLLLHH")
_DESCRIPTOR_FLAG = 0x8
_MAX32 = 0xFFFFFFFF
_UNICODE_PATH = 0x7075


def inspect(data: bytes, directory: Directory) -> tuple[dict[int, int], list[Finding]]:
    """Walk the file in the order of its bytes.

    Returns:
        Where the data of each entry begin, by the entry's offset (an entry without a usable local header is
        missing there), and everything irregular.
    """
    starts: dict[int, int] = {}
    findings: list[Finding] = []
    position = 0
    for entry in sorted(directory.entries, key=attrgetter("offset")):
        if entry.offset != position:
            findings.append(_stray(position, entry.offset, entry.name))
        stop = _inspect_entry(data, entry, starts, findings)
        position = max(position, stop)
    if position != directory.start:
        findings.append(_stray(position, directory.start, "central directory"))
    if directory.tail != len(data):
        findings.append(_tail(data, directory))
    return starts, findings


def _tail(data: bytes, directory: Directory) -> Finding:
    """What stands behind the end record: its comment, or bytes that nobody announced."""
    found = _stray(directory.tail, len(data), "end of file")
    comment = data[directory.tail :]
    (announced,) = struct.unpack_from("<H", data, directory.tail - 2)
    # 4.3.16: a comment is no content, and every reader passes it over unless it looks like records of a zip
    harmless = announced == len(comment) and b"PK" not in comment
    return replace(found, severity="note") if harmless else found


def stop_of(data: bytes, entry: Entry) -> int:
    """First byte behind an entry, its data descriptor included; its offset if it has no local header."""
    return _inspect_entry(data, entry, {}, [])


def _inspect_entry(data: bytes, entry: Entry, starts: dict[int, int], findings: list[Finding]) -> int:
    at = entry.offset
    if at + LOCAL.size > len(data):
        findings.append(_mismatch(entry, "no local header"))
        return at
    signature, _, flags, method, _, _, crc, packed, size, name_size, extra_size = LOCAL.unpack_from(data, at)
    if signature != b"PK\3\4":
        findings.append(_mismatch(entry, "no local header"))
        return at
    name_at = at + LOCAL.size
    start: int = name_at + name_size + extra_size
    starts[at] = start
    if method != entry.method or (flags ^ entry.flags) & _significant_flags(entry):
        findings.append(_mismatch(entry, "flags or method"))
    if data[name_at : name_at + name_size] != entry.raw_name:
        findings.append(_mismatch(entry, "name"))
    if entry.extra or extra_size:
        _inspect_extra(entry, data[name_at + name_size : start], findings)
    if not flags & _DESCRIPTOR_FLAG and (crc, packed, size) == (entry.crc, entry.packed_size, entry.size):
        return start + entry.packed_size
    return _inspect_sizes(data, entry, start, (crc, packed, size), findings)


def _significant_flags(entry: Entry) -> int:
    # old Java writers state UTF-8 in only one of the two headers: no matter while the name is ASCII
    return 0xFFFF & ~UTF8_FLAG if entry.raw_name.isascii() else 0xFFFF


def _inspect_sizes(
    data: bytes, entry: Entry, start: int, local: tuple[int, int, int], findings: list[Finding]
) -> int:
    crc, packed, size = local
    stop = start + entry.packed_size
    extra = data[entry.offset + LOCAL.size + len(entry.raw_name) : start]
    if _MAX32 in (size, packed) and any(kind == 1 for kind, _ in extra_fields(extra)):
        size, packed = widen((size, packed), extra)
    said = (entry.crc, entry.packed_size, entry.size)
    if not entry.flags & _DESCRIPTOR_FLAG:
        if (crc, packed, size) != said:
            findings.append(_mismatch(entry, "size or checksum"))
        return stop
    # 4.4.4 bit 3: zeros here, the values follow the data; some writers fill both
    if any(value not in (0, _MAX32, right) for value, right in zip((crc, packed, size), said, strict=True)):
        findings.append(_mismatch(entry, "size or checksum"))
    return _skip_descriptor(data, entry, stop, findings)


def _skip_descriptor(data: bytes, entry: Entry, at: int, findings: list[Finding]) -> int:
    # 4.3.9: with or without its signature, four or eight bytes wide
    for form in ("<LLL", "<LQQ"):
        if form == "<LLL" and max(entry.packed_size, entry.size) > _MAX32:
            continue
        body = struct.pack(form, entry.crc, entry.packed_size, entry.size)
        for candidate in (b"PK\7\x08" + body, body):
            if data.startswith(candidate, at):
                return at + len(candidate)
    findings.append(_mismatch(entry, "data descriptor"))
    return at


def _inspect_extra(entry: Entry, local: bytes, findings: list[Finding]) -> None:
    # 4.6.9: the Unicode path field gives the entry a second name, which some readers prefer
    for kind, body in extra_fields(entry.extra) + extra_fields(local):
        if kind == _UNICODE_PATH and body[5:] != entry.name.encode():
            findings.append(_mismatch(entry, "second name"))


def _mismatch(entry: Entry, what: str) -> Finding:
    return Finding(
        code="CONTAINER_HEADER_MISMATCH",
        zh="压缩包的文件头与目录不一致，不同软件会读到不同内容",
        en=f"local header and directory disagree: {what}",
        where=entry.name,
    )


def _stray(start: int, stop: int, before: str) -> Finding:
    at, size = min(start, stop), stop - start
    zh, en = f"压缩包在第 {at} 字节处有 {size} 个多余字节", f"{size} stray bytes before {before}"
    if size < 0:
        zh, en = f"压缩包在第 {at} 字节处的内容互相重叠", f"{-size} bytes overlap before {before}"
    return Finding(code="CONTAINER_EXTRA_BYTES", zh=zh, en=en, where=f"byte {at}")
