"""Deflate by hand (RFC 1951), so that packed entries do not depend on anybody's compression library."""

from collections.abc import Iterable
from typing import Final

__all__ = ["MATCH", "periodic", "stored", "zlib_stored"]

MATCH: Final = 258
"""Bytes of the longest match."""
_ORDER: Final = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)
_CODES: Final = {0: [0], 1: [1, 0], 18: [1, 1]}
"""The code of code lengths, most significant bit first."""


def stored(raw: bytes) -> bytes:
    """Stored blocks: the shortest honest stream (RFC 1951 3.2.4)."""
    blocks = [raw[at : at + 0xFFFF] for at in range(0, len(raw), 0xFFFF)] or [b""]
    last = len(blocks) - 1
    return b"".join(bytes((number == last,)) + _block(block) for number, block in enumerate(blocks))


def zlib_stored(raw: bytes) -> bytes:
    """The same as a zlib stream (RFC 1950), as PNG wants it."""
    a, b = 1, 0
    for byte in raw:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return b"\x78\x01" + stored(raw) + (b << 16 | a).to_bytes(4)


def periodic(head: bytes, period: int, matches: int, tail: bytes = b"") -> bytes:
    """A stream of `head`, its last `period` bytes repeated for `matches` times 258 bytes, and `tail`.

    Two bits for 258 bytes are deflate's utmost ratio, 1032 to 1. Head and tail are stored; between them is a
    block with codes of its own (RFC 1951 3.2.7), one bit for the match of 258 and one for its distance.

    Args:
        head: at least `period` and at most 65,535 bytes.
        period: 1 to 4.
        matches: more than five.
        tail: at most 65,535 bytes.
    """
    bits = [0, 0, 1, *_number(29, 5), *_number(period - 1, 5), *_number(len(_ORDER) - 4, 4)]
    for symbol in _ORDER:
        bits += _number(len(_CODES.get(symbol, ())), 3)
    bits += _code_lengths([*[0] * 256, 1, *[0] * 28, 1, *[0] * (period - 1), 1])
    # the end is 0, the match 1, its distance 0: after the header the bits alternate
    fill = -len(bits) % 8
    whole, left = divmod(2 * matches - fill, 8)
    pattern = b"\x55" if fill % 2 == 0 else b"\xaa"
    end = _bytes([*_alternating(fill, left), 0, 1, 0, 0])
    return (
        b"\0" + _block(head) + _bytes([*bits, *_alternating(0, fill)]) + pattern * whole + end + _block(tail)
    )


def _block(content: bytes) -> bytes:
    size = len(content)
    return size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + content


def _alternating(start: int, count: int) -> list[int]:
    return [(start + n + 1) % 2 for n in range(count)]


def _code_lengths(lengths: list[int]) -> list[int]:
    bits: list[int] = []
    at = 0
    while at < len(lengths):
        zeros = next(
            (n for n, length in enumerate(lengths[at : at + 138]) if length), len(lengths[at : at + 138])
        )
        if zeros >= 11:
            bits += [*_CODES[18], *_number(zeros - 11, 7)]
            at += zeros
        else:
            bits += _CODES[lengths[at]]
            at += 1
    return bits


def _number(value: int, width: int) -> list[int]:
    return [value >> place & 1 for place in range(width)]


def _bytes(bits: Iterable[int]) -> bytes:
    row = list(bits)
    row += [0] * (-len(row) % 8)
    return bytes(sum(bit << n for n, bit in enumerate(row[at : at + 8])) for at in range(0, len(row), 8))
