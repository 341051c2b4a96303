"""QR codes of version 9, level M, one alphanumeric segment, by tables over GF(2). ISO/IEC 18004:2015.

With version, level and mask fixed, every module is an XOR of data bits: the symbol is a constant XOR what
each set bit contributes. The table (0.6 MB, read in order: larger ones with fewer steps are slower, because
they leave the processor's cache) is made at the first symbol, once per process. The mask is fixed too:
scoring all eight (ISO/IEC 18004 7.8.3) costs four times the symbol and buys nothing for contents that look
random, as base32 of a signed claim does; any mask is legal to read.
"""

import re
import struct
from functools import cache, reduce
from itertools import compress
from operator import xor

from isal import isal_zlib

from openofd.errors import CannotCompose

__all__ = ["CAPACITY", "MODULES", "QUIET", "SIDE_PX", "matrix", "png"]

MODULES = 53
"""Side of the symbol: 17 + 4 x 9."""
QUIET = 4
"""Modules of white all around (ISO/IEC 18004 6.3.8)."""
CAPACITY = 262
"""Alphanumeric characters that version 9-M holds (ISO/IEC 18004 table 7)."""
SIDE_PX = (MODULES + 2 * QUIET) * 8
"""Side of the picture: eight pixels a module, so a module of a row is one byte of one-bit pixels."""

_DATA = 182  # codewords; table 9: 3 blocks of 36 and 2 of 37, 22 check codewords each
_BLOCKS = (36, 36, 36, 37, 37)
_CHECKS = 22
_MASK = 0  # (row + column) even, table 10
_FORMAT = 0b101010000010010  # level M (00), mask 0 (000), BCH, XOR 101010000010010: 7.9
_VERSION = 0b001001101010011001  # version 9 with its BCH: annex D
_ALIGNMENT = (6, 26, 46)  # annex E
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # table 5
_PAIRS = {a + b: f"{45 * i + j:011b}" for i, a in enumerate(_ALPHABET) for j, b in enumerate(_ALPHABET)}
_ALLOWED = re.compile(r"[0-9A-Z $%*+\-./:]*\Z")
_PADDING = f"{0xEC11:016b}" * (_DATA // 2)
_TO_BITS = bytes(max(value - ord("0"), 0) for value in range(256))
_TO_PIXELS = bytes(0x00 if i == ord("1") else 0xFF for i in range(256))
_WHITE_LINE = b"\x00" + b"\xff" * (MODULES + 2 * QUIET)
_AS_ABOVE = b"\x02" + bytes(MODULES + 2 * QUIET)  # PNG filter 2: equal to the line above
_BORDER = _WHITE_LINE + _AS_ABOVE * (8 * QUIET - 1)
_REPEATS = b"\xff" * QUIET + _AS_ABOVE * 7
_LINE = b"\x00" + b"\xff" * QUIET


def matrix(text: str) -> int:
    """The modules as bits of one integer, row by row, the first module highest; 1 is dark."""
    base, contributions = _tables()
    return reduce(xor, compress(contributions, _data_bits(text)), base)


def png(text: str) -> bytes:
    """A one-bit PNG of 488 x 488 pixels, quiet zone included.

    Raises CannotCompose when the text is longer than CAPACITY or leaves the alphanumeric set.
    """
    bits = f"{matrix(text):0{MODULES * MODULES}b}".encode().translate(_TO_PIXELS)
    rows = [bits[i : i + MODULES] for i in range(0, MODULES * MODULES, MODULES)]
    lines = (_REPEATS + _LINE).join(rows)
    return _png(_BORDER + _LINE + lines + _REPEATS + _BORDER)


def _png(lines: bytes) -> bytes:
    body = b"IDAT" + isal_zlib.compress(lines, 1)
    return _PNG_HEAD + struct.pack(">I", len(body) - 4) + body + _crc(body) + _PNG_END


def _chunk(body: bytes) -> bytes:
    return struct.pack(">I", len(body) - 4) + body + _crc(body)


def _crc(body: bytes) -> bytes:
    return isal_zlib.crc32(body).to_bytes(4, "big")


_PNG_HEAD = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR" + struct.pack(">IIBBBBB", SIDE_PX, SIDE_PX, 1, 0, 0, 0, 0))
_PNG_END = _chunk(b"IEND")


def _data_bits(text: str) -> bytes:
    """Mode, count, pairs, terminator, padding: ISO/IEC 18004 7.4.4 and 7.4.9 to 7.4.10; a byte a bit."""
    _refuse_unfit(text)
    even = text[: len(text) & ~1]
    pairs = map(_PAIRS.__getitem__, map(str.__add__, even[::2], even[1::2]))
    last = f"{_ALPHABET.index(text[-1]):06b}" if len(text) & 1 else ""
    bits = f"0010{len(text):09b}{''.join(pairs)}{last}"
    bits += "0" * min(4, 8 * _DATA - len(bits))
    bits += "0" * (-len(bits) % 8)
    return (bits + _PADDING[: 8 * _DATA - len(bits)]).encode().translate(_TO_BITS)


def _refuse_unfit(text: str) -> None:
    if len(text) > CAPACITY:
        raise CannotCompose(
            "QR_TOO_LONG",
            f"二维码内容有{len(text)}个字符，最多{CAPACITY}个",
            f"the QR text has {len(text)} characters, version 9-M holds {CAPACITY}",
        )
    if not _ALLOWED.match(text):
        raise CannotCompose(
            "QR_CHARACTER", "二维码内容含字母数字模式以外的字符", "the QR text leaves the alphanumeric set"
        )


@cache
def _tables() -> tuple[int, list[int]]:
    """The constant part of the symbol, and what each data bit adds to it, in the order of the bits."""
    places = _places()
    contributions = [
        _contribution(codeword, 128 >> bit, places) for codeword in range(_DATA) for bit in range(8)
    ]
    return _function_patterns() ^ _mask(), contributions


def _contribution(codeword: int, value: int, places: list[int]) -> int:
    """The modules that one data bit turns: its own, and those of its block's check codewords."""
    block, offset = _block_of(codeword)
    data = bytearray(_BLOCKS[block])
    data[offset] = value
    modules = _spread(value, _stream_position(block, offset), places)
    for index, check in enumerate(_check_codewords(bytes(data))):
        modules ^= _spread(check, _DATA + index * len(_BLOCKS) + block, places)
    return modules


def _block_of(codeword: int) -> tuple[int, int]:
    for block, length in enumerate(_BLOCKS):
        if codeword < length:
            return block, codeword
        codeword -= length
    raise AssertionError(codeword)


def _stream_position(block: int, offset: int) -> int:
    """Interleaving, 7.6: the k-th codewords of all blocks, then the next; only long blocks have a 37th."""
    if offset == _BLOCKS[0]:
        return 5 * offset + block - 3
    return 5 * offset + block


def _spread(value: int, position: int, places: list[int]) -> int:
    return reduce(xor, (places[8 * position + i] for i in range(8) if value >> (7 - i) & 1), 0)


def _check_codewords(data: bytes) -> bytes:
    """Remainder by the generator polynomial over GF(256) modulo x^8+x^4+x^3+x^2+1: 7.5.2."""
    rest = bytearray(_CHECKS)
    for byte in data:
        factor = byte ^ rest[0]
        rest = rest[1:] + b"\0"
        if factor:
            for i, coefficient in enumerate(_generator()):
                rest[i] ^= _multiply(factor, coefficient)
    return bytes(rest)


@cache
def _generator() -> bytes:
    poly, root = [1], 1
    for _ in range(_CHECKS):
        poly = [a ^ _multiply(root, b) for a, b in zip([*poly, 0], [0, *poly], strict=True)]
        root = _multiply(root, 2)
    return bytes(poly[1:])


@cache
def _multiply(a: int, b: int) -> int:
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = a << 1 ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


def _bit(row: int, column: int) -> int:
    return 1 << (MODULES * MODULES - 1 - row * MODULES - column)


def _mask() -> int:
    """Table 10, mask 0, on the encoding region only."""
    free = ((r, c) for r in range(MODULES) for c in range(MODULES) if (r, c) not in _reserved())
    return sum(_bit(r, c) for r, c in free if (r + c) % 2 == _MASK)


def _places() -> list[int]:
    """The module of each bit of the stream: two columns at a time, up and down, from the right. 7.7.3."""
    columns = [c for c in range(MODULES - 1, -1, -2) if c > 6] + [5, 3, 1]
    places = []
    for index, column in enumerate(columns):
        rows = range(MODULES) if index % 2 else range(MODULES - 1, -1, -1)
        cells = ((row, c) for row in rows for c in (column, column - 1))
        places += [_bit(row, c) for row, c in cells if (row, c) not in _reserved()]
    return places


@cache
def _reserved() -> dict[tuple[int, int], int]:
    """Function patterns, format and version information: place to colour. 6.3, 7.9, 7.10."""
    cells: dict[tuple[int, int], int] = {}
    for i in range(MODULES):
        cells[6, i] = cells[i, 6] = 1 - i % 2
    for r in _ALIGNMENT:
        for c in _ALIGNMENT:
            if (r, c) not in ((6, 6), (6, 46), (46, 6)):
                _square(cells, r, c, (0, 2))
    for r, c in ((3, 3), (3, MODULES - 4), (MODULES - 4, 3)):
        _square(cells, r, c, (0, 1, 3))
    _format(cells)
    for i in range(18):
        bit = _VERSION >> i & 1
        cells[i // 3, MODULES - 11 + i % 3] = cells[MODULES - 11 + i % 3, i // 3] = bit
    return cells


def _square(cells: dict[tuple[int, int], int], row: int, column: int, dark: tuple[int, ...]) -> None:
    """Concentric squares; a finder pattern (dark to ring 3) has its white separator as ring 4."""
    reach = 2 if len(dark) == 2 else 4
    for r in range(max(row - reach, 0), min(row + reach, MODULES - 1) + 1):
        for c in range(max(column - reach, 0), min(column + reach, MODULES - 1) + 1):
            cells[r, c] = int(max(abs(r - row), abs(c - column)) in dark)


def _format(cells: dict[tuple[int, int], int]) -> None:
    """Twice the fifteen bits, and the one module that is always dark: figure 25."""
    upper = [(i, 8) for i in range(6)] + [(7, 8), (8, 8), (8, 7)] + [(8, 5 - i) for i in range(6)]
    lower = [(8, MODULES - 1 - i) for i in range(8)] + [(MODULES - 7 + i, 8) for i in range(7)]
    for copy in (upper, lower):
        for i, cell in enumerate(copy):
            cells[cell] = _FORMAT >> i & 1
    cells[MODULES - 8, 8] = 1


def _function_patterns() -> int:
    return sum(_bit(r, c) for (r, c), dark in _reserved().items() if dark)
