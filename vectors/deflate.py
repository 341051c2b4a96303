"""Deflate by hand (RFC 1951), so that packed entries do not depend on anybody's compression library."""

from collections.abc import Iterable

__all__ = ["runs", "stored", "zlib_stored"]

_MATCH = 258
_ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)


def stored(raw: bytes) -> bytes:
    """Stored blocks: the shortest honest stream (RFC 1951 3.2.4)."""
    blocks = [raw[at : at + 0xFFFF] for at in range(0, len(raw), 0xFFFF)] or [b""]
    out = bytearray()
    for number, block in enumerate(blocks):
        size = len(block)
        out += bytes((number == len(blocks) - 1,)) + size.to_bytes(2, "little")
        out += (size ^ 0xFFFF).to_bytes(2, "little") + block
    return bytes(out)


def zlib_stored(raw: bytes) -> bytes:
    """The same as a zlib stream (RFC 1950), as PNG wants it."""
    a, b = 1, 0
    for byte in raw:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return b"\x78\x01" + stored(raw) + (b << 16 | a).to_bytes(4)


def runs(size: int, byte: int = 0) -> bytes:
    """A stream that unpacks to `size` equal bytes at deflate's utmost ratio, 2 bits for 258 bytes.

    `size` must be 1 + a multiple of 258, and more than five of them. One block with codes of its own:
    lengths 1 for the match of 258, 2 for the byte and for the end (RFC 1951 3.2.7).
    """
    matches, rest = divmod(size - 1, _MATCH)
    if rest:
        raise ValueError("not 1 + a multiple of 258")
    lengths = [0] * 286
    lengths[byte], lengths[256], lengths[285] = 2, 2, 1
    bits = [1, 0, 1, *_number(29, 5), *_number(0, 5), *_number(len(_ORDER) - 4, 4)]
    # the code of code lengths: 0 … 2 and 18, two bits each
    for symbol in _ORDER:
        bits += _number(2 if symbol in {0, 1, 2, 18} else 0, 3)
    bits += _code_lengths([*lengths, 1])
    bits += [1, 0]  # the byte: the lower of the two codes of length 2 after "0"
    # a match is one 0 for the length and one 0 for the distance: mostly whole zero bytes
    left = 2 * matches - (-len(bits) % 8)
    return _bytes(bits) + bytes(left // 8) + _bytes([*[0] * (left % 8), 1, 1])


def _code_lengths(lengths: list[int]) -> list[int]:
    bits, at = [], 0
    codes = {0: (0, 0), 1: (0, 1), 2: (1, 0), 18: (1, 1)}  # canonical, most significant bit first
    while at < len(lengths):
        zeros = 0
        while at + zeros < len(lengths) and lengths[at + zeros] == 0 and zeros < 138:
            zeros += 1
        if zeros >= 11:
            bits += [*codes[18], *_number(zeros - 11, 7)]
            at += zeros
        else:
            bits += codes[lengths[at]]
            at += 1
    return bits


def _number(value: int, width: int) -> list[int]:
    return [value >> place & 1 for place in range(width)]


def _bytes(bits: Iterable[int]) -> bytes:
    row = list(bits)
    row += [0] * (-len(row) % 8)
    return bytes(sum(bit << n for n, bit in enumerate(row[at : at + 8])) for at in range(0, len(row), 8))
