"""Writing a package from ready members: headers and concatenation only. APPNOTE 4.3; GB/T 33190-2016 7.1.

Fixed time stamps, no folders, no data descriptors, no extra fields: equal members give equal bytes.
"""

import struct
from collections.abc import Iterable

from openofd.package.draft import Member

__all__ = ["write"]

_OFFSET = struct.Struct("<L").pack
_END = struct.Struct("<4sHHHHLLH").pack


def write(members: Iterable[Member]) -> bytes:
    """The package, with its entries in the order given (below 4 GiB and 65,535 entries)."""
    parts: list[bytes] = []
    lines: list[bytes] = []
    offset = 0
    for member in members:
        head, packed = member.head, member.packed
        parts += (head, packed)
        lines += (member.line, _OFFSET(offset), member.raw_name)
        offset += len(head) + len(packed)
    directory = b"".join(lines)
    count = len(lines) // 3
    parts += (directory, _END(b"PK\5\6", 0, 0, count, count, len(directory), offset, 0))
    return b"".join(parts)
