"""The layout check where no file of ordinary size leads. APPNOTE 4.3.9, 4.5.1, 4.5.3."""

import struct

import pytest

from openofd.errors import MalformedDocument
from openofd.package.directory import Directory, Entry, extra_fields, widen
from openofd.package.layout import LOCAL, inspect

_5_GIB = 5 << 30


def streamed(packed: int, size: int) -> tuple[bytes, Directory]:
    """An entry with a data descriptor that claims to be huge."""
    data = LOCAL.pack(b"PK\3\4", 45, 8, 8, 0, 0, 0, 0, 0, 1, 0) + b"a"
    entry = Entry("a", b"a", 45, 8, 8, 0, packed, size, 0, 0, b"")
    return data, Directory((entry,), len(data), len(data), len(data), len(data), 0)


def test_a_huge_entry_has_a_wide_descriptor() -> None:
    data, directory = streamed(0, _5_GIB)
    assert [finding.code for finding in inspect(data, directory)[1]] == ["CONTAINER_HEADER_MISMATCH"]
    wide = data + struct.pack("<LQQ", 0, 0, _5_GIB)
    whole = directory._replace(start=len(wide), tail=len(wide))
    assert inspect(wide, whole)[1] == []


def test_extra_fields_end_where_they_are_cut() -> None:
    assert extra_fields(b"\1\0\2\0ab\2\0\1\0c\0") == [(1, b"ab"), (2, b"c")]


def test_wide_values_come_in_their_order() -> None:
    extra = struct.pack("<HH2s", 9, 2, b"xx") + struct.pack("<HHQQ", 1, 16, 7, 8)
    assert widen((0xFFFFFFFF, 3, 0xFFFFFFFF), extra) == (7, 3, 8)


def test_a_wide_value_that_is_missing() -> None:
    with pytest.raises(MalformedDocument, match="zip64 field is missing"):
        widen((0xFFFFFFFF,), b"")
