"""A changed package in which what was not changed keeps its bytes. APPNOTE 4.3; GB/T 33190-2016 18.1.

Local headers, packed data, data descriptors and the order of the entries stay; so do stray bytes before,
between and behind them, which belong to nobody and are still reported when the result is read. A replaced
entry takes the place of the old one, new entries follow the last; the lines of the directory differ only in
their offsets.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from openofd.errors import LimitExceeded, MalformedDocument
from openofd.package.directory import Directory, Entry, read_directory
from openofd.package.draft import Member
from openofd.package.layout import stop_of
from openofd.package.names import inspect
from openofd.package.reader import Package

__all__ = ["append"]

_END = struct.Struct("<4sHHHHLLH")
_LINE_SIZES = struct.Struct("<HHH")
_LINE, _SIZES_AT, _WIDTHS_AT, _OFFSET_AT = 46, 28, 20, 42
_MAX16, _MAX32 = 0xFFFF, 0xFFFFFFFF


class _Span(NamedTuple):
    """An entry in the file: [start, stop) with its line of the directory."""

    entry: Entry
    start: int
    stop: int
    line: bytes


def append(package: Package, changed: Mapping[str, bytes] | Iterable[Member]) -> bytes:
    """The package with entries added or replaced.

    Args:
        package: as opened; it is not changed.
        changed: name to content, or members packed already; unknown names are added in this order.

    Raises:
        MalformedDocument: an entry to be replaced exists twice or has no local header, entries overlap, or
            a new name is dangerous or too much like another (CONTAINER_*, PATH_TRAVERSAL).
        LimitExceeded: the result would need zip64.
    """
    members = _members(changed)
    directory = read_directory(package.data, package.limits)
    spans = list(_spans(package.data, directory))
    _check_overlaps(spans)
    _check_replaced(spans, members)
    _check_names(package, members)
    return _Assembly(package.data, directory).run(spans, members)


def _members(changed: Mapping[str, bytes] | Iterable[Member]) -> dict[str, Member]:
    if isinstance(changed, Mapping):
        return {name: Member.pack(name, raw, level="best") for name, raw in changed.items()}
    return {member.name: member for member in changed}


def _spans(data: bytes, directory: Directory) -> Iterator[_Span]:
    """In the order of the directory."""
    at = directory.start
    for entry in directory.entries:
        size = _LINE + sum(_LINE_SIZES.unpack_from(data, at + _SIZES_AT))
        yield _Span(entry, entry.offset, stop_of(data, entry), data[at : at + size])
        at += size


def _check_overlaps(spans: list[_Span]) -> None:
    position = 0
    for span in sorted(spans, key=lambda span: (span.start, span.stop)):
        if span.start < position:
            raise _refused("CONTAINER_EXTRA_BYTES", span, "文件互相重叠", "entries overlap")
        position = span.stop


def _check_replaced(spans: list[_Span], members: Mapping[str, Member]) -> None:
    seen: set[str] = set()
    for span in spans:
        name = span.entry.name
        if name in members and name in seen:
            raise _refused(
                "CONTAINER_DUPLICATE", span, "有两个同名文件", "the entry to be replaced exists twice"
            )
        if name in members and span.stop == span.start:
            raise _refused(
                "CONTAINER_HEADER_MISMATCH", span, "文件没有文件头", "the entry has no local header"
            )
        seen.add(name)


def _check_names(package: Package, members: Mapping[str, Member]) -> None:
    new = [name for name in members if name not in package]
    for finding in inspect([*package.names, *new]):
        if finding.where in new:
            raise MalformedDocument(finding.code, finding.zh, finding.en, where=finding.where)


class _Assembly:
    """The pieces of the result, with how far each entry has moved."""

    def __init__(self, data: bytes, directory: Directory) -> None:
        self.data, self.directory = data, directory
        self.pieces: list[bytes] = []
        self.size = 0
        self.origin = directory.origin

    def run(self, spans: list[_Span], members: Mapping[str, Member]) -> bytes:
        moved = self._entries(spans, members)
        known = {span.entry.name for span in spans}
        lines = [
            _line_of(members[span.entry.name], offset)
            if span.entry.name in members
            else _at(span.line, offset)
            for span, offset in ((span, moved[span.start] - self.origin) for span in spans)
        ]
        for name, member in members.items():
            if name not in known:
                lines.append(_line_of(member, self.size - self.origin))
                self._put(member.head, member.packed)
        return self._finished(lines)

    def _entries(self, spans: list[_Span], members: Mapping[str, Member]) -> dict[int, int]:
        """Copy everything before the directory; where each entry begins now, by where it began."""
        moved: dict[int, int] = {}
        position = 0
        for span in sorted(spans, key=lambda span: (span.start, span.stop)):
            self._put(self.data[position : span.start])
            moved[span.start] = self.size
            member = members.get(span.entry.name)
            if member is None:
                self._put(self.data[span.start : span.stop])
            else:
                self._put(member.head, member.packed)
            position = span.stop
        self._put(self.data[position : self.directory.start])
        return moved

    def _finished(self, lines: list[bytes]) -> bytes:
        start, directory = self.size - self.origin, b"".join(lines)
        if len(lines) >= _MAX16 or self.size + len(directory) >= _MAX32:
            raise LimitExceeded("LIMIT_EXCEEDED", "文件过大", "the result would need zip64")
        comment = _END.unpack_from(self.data, self.directory.end)[-1]
        end = _END.pack(b"PK\5\6", 0, 0, len(lines), len(lines), len(directory), start, comment)
        self._put(directory, end, self.data[self.directory.tail :])
        return b"".join(self.pieces)

    def _put(self, *pieces: bytes) -> None:
        self.pieces += pieces
        self.size += sum(map(len, pieces))


def _line_of(member: Member, offset: int) -> bytes:
    return member.line + struct.pack("<L", offset) + member.raw_name


def _at(line: bytes, offset: int) -> bytes:
    """A line of the directory with another offset, in its zip64 field if it has one (APPNOTE 4.5.3)."""
    packed, size = struct.unpack_from("<LL", line, _WIDTHS_AT)
    (stated,) = struct.unpack_from("<L", line, _OFFSET_AT)
    if stated != _MAX32:
        return line[:_OFFSET_AT] + struct.pack("<L", offset) + line[_LINE:]
    at = _wide_field(line) + 8 * ((packed == _MAX32) + (size == _MAX32))
    return line[:at] + struct.pack("<Q", offset) + line[at + 8 :]


def _wide_field(line: bytes) -> int:
    """Where the body of the zip64 field begins; `read_directory` saw that there is one."""
    at = _LINE + struct.unpack_from("<H", line, _SIZES_AT)[0]
    while struct.unpack_from("<H", line, at)[0] != 1:
        at += 4 + struct.unpack_from("<H", line, at + 2)[0]
    return int(at + 4)


def _refused(code: str, span: _Span, zh: str, en: str) -> MalformedDocument:
    return MalformedDocument(
        code, f"压缩包内{zh}，不能追加", f"{en}: nothing can be appended", where=span.entry.name
    )
