"""The objects of a PDF file and the file around them. ISO 32000-1 chapter 7.

Objects go out as they are made, so that a document of many pages needs the memory of one.
"""

import hashlib
from collections.abc import Callable
from functools import lru_cache

from isal import isal_zlib

from openofd.model.units import Matrix

__all__ = ["PdfFile", "fine", "matrix_text", "name", "number", "numbers", "string"]

_LARGEST = 1e7
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-_.")
_PACKING = 2  # isal's middle level: faster here than its fast one, and smaller than its thorough one
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def number(value: float) -> str:
    """A number with four decimals at most; PDF knows no exponents (7.3.3), nor what is not finite."""
    held = value if -_LARGEST < value < _LARGEST else max(-_LARGEST, min(_LARGEST, value))
    return f"{round(held, 4):.12g}"


def numbers(*values: float) -> str:
    """Numbers with blanks between."""
    return " ".join(map(number, values))


def matrix_text(matrix: Matrix) -> str:
    """Six numbers; the factors with more decimals than lengths need."""
    factors = " ".join(map(fine, (matrix.a, matrix.b, matrix.c, matrix.d)))
    return f"{factors} {number(matrix.e)} {number(matrix.f)}"


@lru_cache(maxsize=4096)
def fine(value: float) -> str:
    """A number with eight decimals at most, for what multiplies lengths."""
    held = max(-_LARGEST, min(_LARGEST, value))
    return f"{held:.8f}".rstrip("0").rstrip(".")


def name(text: str) -> str:
    """A name; what is not a plain letter is escaped (7.3.5)."""
    return "/" + "".join(chr(byte) if byte in _PLAIN else f"#{byte:02X}" for byte in text.encode())


def string(text: str) -> str:
    """A text string: UTF-16 with a byte order mark, in hexadecimal (7.9.2.2)."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


class PdfFile:
    """Numbered objects, written as they come, and the table that finds them.

    Args:
        write: takes the bytes of the file, in order.
    """

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write, self._at = write, 0
        self._offsets: list[int] = []
        self._digest = hashlib.blake2b(digest_size=16)
        self._put(_HEADER)

    def reserve(self) -> int:
        """A number for an object that is written later."""
        self._offsets.append(0)
        return len(self._offsets)

    def add(self, body: str, at: int = 0) -> int:
        """Write an object, under a reserved number or a new one."""
        return self._object(body.encode("latin-1"), at)

    def stream(self, data: bytes, entries: str = "", at: int = 0, *, packed: bool = False) -> int:
        """Write a stream object (7.3.8).

        Args:
            data: what it holds.
            entries: of its dictionary, without the length; with the filter if the data is packed already.
            at: the reserved number, if any.
            packed: whether `data` is as `entries` say; else it is packed here.
        """
        if data and not packed:  # pdfium hands out an empty stream as packed
            data, entries = isal_zlib.compress(data, _PACKING), entries + "/Filter/FlateDecode"
        head = f"<<{entries}/Length {len(data)}>>stream\n".encode("latin-1")
        return self._object(b"%b%b\nendstream" % (head, data), at)

    def close(self, root: int, info: int) -> None:
        """The cross-reference table and the trailer (7.5.4, 7.5.5). The identifier follows from the bytes."""
        start, count = self._at, len(self._offsets) + 1
        rows = "".join(f"{offset:010d} 00000 n \n" for offset in self._offsets)
        mark = self._digest.hexdigest()
        entries = f"/Size {count}/Root {root} 0 R/Info {info} 0 R/ID[<{mark}><{mark}>]"
        table = f"xref\n0 {count}\n0000000000 65535 f \n{rows}trailer\n<<{entries}>>\n"
        self._put(f"{table}startxref\n{start}\n%%EOF\n".encode("ascii"))

    def _object(self, body: bytes, at: int) -> int:
        at = at or self.reserve()
        self._offsets[at - 1] = self._at
        self._put(b"%d 0 obj\n%b\nendobj\n" % (at, body))
        return at

    def _put(self, data: bytes) -> None:
        self._write(data)
        self._digest.update(data)
        self._at += len(data)
