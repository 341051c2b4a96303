"""A font file put together from its tables. ISO/IEC 14496-22 4.5."""

import struct
from collections.abc import Mapping

__all__ = ["sfnt"]


def sfnt(tables: Mapping[bytes, bytes], *, flavour: bytes = b"\0\1\0\0") -> bytes:
    """The file.

    Args:
        tables: tag to content.
        flavour: the first four bytes; `OTTO` for CFF outlines. Nobody checks the checksums, they are zero.
    """
    directory, body, start = b"", b"", 12 + 16 * len(tables)
    for tag, table in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag, 0, start + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    depth = len(tables).bit_length() - 1
    search = 16 << depth
    header = struct.pack(">HHHH", len(tables), search, depth, 16 * len(tables) - search)
    return flavour + header + directory + body
