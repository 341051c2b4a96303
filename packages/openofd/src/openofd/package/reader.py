"""Reading a package: by the central directory only, in memory, within the ceilings. GB/T 33190-2016 7.1."""

from collections.abc import Iterator

from openofd.errors import LimitExceeded, MalformedDocument
from openofd.limits import LIMITS, Limits
from openofd.package.directory import Directory, Entry, read_directory
from openofd.package.findings import Finding
from openofd.package.inflate import unpack
from openofd.package.layout import inspect as inspect_layout
from openofd.package.names import UTF8_FLAG
from openofd.package.names import inspect as inspect_names

__all__ = ["Finding", "Package"]

_UNIX, _FILE_TYPE, _SYMLINK = 3, 0xF000, 0xA000


class Package:
    """A zip opened for reading. Unpacking is lazy; what was read once is kept.

    Attributes:
        names: entry names as in the directory, in its order; folders are left out.
        data: the whole file as it was received.
        size: its bytes.
    """

    __slots__ = ("_entries", "_findings", "_read", "_starts", "_view", "data", "limits", "names", "size")

    def __init__(
        self,
        data: bytes,
        directory: Directory,
        starts: dict[int, int],
        findings: list[Finding],
        limits: Limits,
    ) -> None:
        self.data, self._view = data, memoryview(data)
        # two entries of one name: the later line of the directory wins, and CONTAINER_DUPLICATE tells
        self._entries = {entry.name: entry for entry in directory.entries if entry.name[-1:] != "/"}
        self._starts = starts
        self._read: dict[str, bytes] = {}
        self.names = tuple(self._entries)
        self._findings = findings
        self.limits = limits
        self.size = len(data)

    @classmethod
    def open(cls, data: bytes, *, limits: Limits = LIMITS) -> "Package":
        """Read the directory and compare it with the file.

        Raises:
            MalformedDocument: no zip, or its directory is damaged.
            LimitExceeded: the file or what it unpacks to is too large.
        """
        if len(data) > limits.package_bytes:
            raise LimitExceeded("LIMIT_EXCEEDED", "文件过大", f"a file of {len(data)} bytes")
        directory = read_directory(data, limits)
        _check_sizes(directory.entries, limits)
        starts, findings = inspect_layout(data, directory)
        findings.extend(inspect_names([entry.name for entry in directory.entries]))
        for entry in directory.entries:
            if _is_odd(entry):
                findings.extend(_inspect_oddities(entry))
        return cls(data, directory, starts, findings, limits)

    def __contains__(self, name: object) -> bool:
        """Whether there is an entry of exactly this name."""
        return name in self._entries

    def __len__(self) -> int:
        return len(self.names)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is irregular but does not stop reading; more may be found as entries are read."""
        return tuple(self._findings)

    def entry(self, name: str) -> Entry:
        """The line of the directory.

        Raises:
            MalformedDocument: REF_MISSING.
        """
        found = self._entries.get(name)
        if found is None:
            raise MalformedDocument("REF_MISSING", "缺少文件", "no such file in the package", where=name)
        return found

    def packed(self, name: str) -> bytes:
        """The entry's bytes as they lie in the zip, still packed: for copying without a change."""
        entry = self.entry(name)
        start = self._start(entry)
        return bytes(self._view[start : start + entry.packed_size])

    def read(self, name: str) -> bytes:
        """The entry's bytes, checked against its size and CRC.

        Raises:
            MalformedDocument: REF_MISSING, CONTAINER_CRC, CONTAINER_HEADER_MISMATCH.
            UnsupportedFeature: CONTAINER_ENCRYPTED, CONTAINER_METHOD.
        """
        raw = self._read.get(name)
        if raw is None:
            entry = self.entry(name)
            raw, rest = unpack(self._view, entry, self._start(entry))
            self._read[name] = raw
            if rest:
                self._findings.append(_hidden(name, rest))
        return raw

    def _start(self, entry: Entry) -> int:
        start = self._starts.get(entry.offset)
        if start is None:
            raise MalformedDocument(
                "CONTAINER_HEADER_MISMATCH",
                "压缩包内的文件没有文件头",
                "the entry has no local header",
                where=entry.name,
            )
        return start


def _check_sizes(entries: tuple[Entry, ...], limits: Limits) -> None:
    total = 0
    for entry in entries:
        total += entry.size
        if entry.size > limits.entry_bytes or entry.size > entry.packed_size * limits.ratio:
            raise LimitExceeded(
                "LIMIT_EXCEEDED", "压缩包内的文件过大", f"an entry of {entry.size} bytes", where=entry.name
            )
    if total > limits.total_bytes:
        raise LimitExceeded("LIMIT_EXCEEDED", "压缩包展开后过大", f"{total} bytes when unpacked")


_RECORD = 12
"""Bytes of the smallest record a stream reader may look for behind packed data (APPNOTE 4.3.9)."""


def _hidden(name: str, size: int) -> Finding:
    # no digest sees these bytes: they are neither content nor structure. One maker counts six too many, those
    # of a zlib frame it left away; too few for a record, they are nothing to any reader.
    return Finding(
        code="CONTAINER_EXTRA_BYTES",
        zh=f"压缩数据之后还有 {size} 个多余字节",
        en=f"{size} stray bytes behind the packed data",
        where=name,
        severity="note" if size < _RECORD else "error",
    )


def _is_odd(entry: Entry) -> bool:
    return bool(
        (entry.attributes >> 16 and entry.made_by >> 8 == _UNIX)
        or not entry.raw_name.isascii()
        or (entry.size and entry.name[-1:] == "/")
    )


def _inspect_oddities(entry: Entry) -> Iterator[Finding]:
    name = entry.name
    if entry.made_by >> 8 == _UNIX and entry.attributes >> 16 & _FILE_TYPE == _SYMLINK:
        yield Finding(code="PATH_TRAVERSAL", zh="压缩包内有符号链接", en="a symbolic link", where=name)
    if entry.size and name[-1:] == "/":
        yield Finding(
            code="CONTAINER_EXTRA_BYTES", zh="文件夹条目带有内容", en="a folder with content", where=name
        )
    if not entry.raw_name.isascii() and not entry.flags & UTF8_FLAG:
        yield Finding(
            code="NAME_ENCODING",
            zh="文件名没有注明编码，按 UTF-8 或 GBK 读取",
            en="a name without stated encoding, read as UTF-8 or GBK",
            where=name,
            severity="note",
        )
